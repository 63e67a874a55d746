#include "services/gateway/simulator/fixture.h"

#include "resources/resources.h"
#include "services/core/log.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace gatehouse::gateway {

namespace {

void replaceAll(std::string &text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

std::string secondsOf(Timestamp time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    return std::to_string(seconds.time_since_epoch().count());
}

/// 2026-11-17T14:32:07
std::string dateTimeOf(Timestamp time)
{
    return toRfc3339(time).substr(0, 19);
}

/// A text of the body's top level; empty when there is none.
std::string bodyText(std::string_view body, std::string_view name)
{
    boost::system::error_code error;
    const auto json = boost::json::parse(boost::json::string_view(body.data(), body.size()), error);
    const auto *object = error ? nullptr : json.if_object();
    const auto *member =
        object ? object->if_contains(boost::json::string_view(name.data(), name.size())) : nullptr;
    const auto *text = member ? member->if_string() : nullptr;
    return text ? std::string(text->data(), text->size()) : std::string();
}

/// The first 32 digits, as a UUID is written.
std::string asUuid(std::string_view hex)
{
    std::string text(hex.substr(0, 32));
    for (const std::size_t at : {20, 16, 12, 8})
        text.insert(at, 1, '-');
    return text;
}

/// One payload on its way.
struct Payload
{
    std::string_view name;
    std::string_view body;
    const FixtureValues &values;
};

signing::HeaderList stripeHeaders(const Payload &)
{
    return {{"User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)"}};
}

signing::HeaderList githubHeaders(const Payload &payload)
{
    return {{"User-Agent", "GitHub-Hookshot/044aadd"},
            {"X-GitHub-Event", std::string(payload.name.substr(0, payload.name.find('.')))},
            {"X-GitHub-Delivery", payload.values.uuid}};
}

signing::HeaderList hubspotHeaders(const Payload &)
{
    return {{"User-Agent", "HubSpot Connect 2.0 (http://dev.hubspot.com/) - WebhooksExternal"}};
}

signing::HeaderList shopifyHeaders(const Payload &payload)
{
    std::string topic(payload.name);
    if (const std::size_t dot = topic.find('.'); dot != std::string::npos)
        topic[dot] = '/';
    const FixtureValues &values = payload.values;
    return {{"User-Agent", "Shopify-Captain-Hook"},
            {"X-Shopify-Topic", topic},
            {"X-Shopify-Shop-Domain", values.tenant + ".shop.example"},
            {"X-Shopify-API-Version", "2025-01"},
            {"X-Shopify-Webhook-Id", values.uuid},
            {"X-Shopify-Event-Id", asUuid(values.sha)},
            {"X-Shopify-Triggered-At", dateTimeOf(values.now) + ".000000000Z"}};
}

signing::HeaderList slackHeaders(const Payload &)
{
    return {{"User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)"}};
}

signing::HeaderList woocommerceHeaders(const Payload &payload)
{
    const std::string topic(payload.name);
    const FixtureValues &values = payload.values;
    return {{"User-Agent", "WooCommerce/8.9.1 Hookshot (WordPress/6.5.4)"},
            {"X-WC-Webhook-Source", "https://" + values.tenant + ".shop.example/"},
            {"X-WC-Webhook-Topic", topic},
            {"X-WC-Webhook-Resource", topic.substr(0, topic.find('.'))},
            {"X-WC-Webhook-Event", topic.substr(topic.find('.') + 1)},
            {"X-WC-Webhook-ID", "17"},
            {"X-WC-Webhook-Delivery-ID", values.sha.substr(0, 32)}};
}

signing::HeaderList standardHeaders(const Payload &payload)
{
    return {{"User-Agent", "Example-Webhooks/1.4"}, {"webhook-id", "msg_" + payload.values.id}};
}

signing::HeaderList wordpressHeaders(const Payload &payload)
{
    return {{"User-Agent", "WordPress/6.5.4; https://" + payload.values.tenant + ".site.example"},
            {"X-Idempotency-Key", bodyText(payload.body, "idempotency_key")}};
}

signing::HeaderList aiHeaders(const Payload &)
{
    return {{"User-Agent", "example-ai-worker/2.3"}};
}

signing::HeaderList wpmediaHeaders(const Payload &payload)
{
    return {{"User-Agent", "WordPress/6.5.4; https://" + payload.values.tenant + ".site.example"}};
}

using MakeHeaders = signing::HeaderList (*)(const Payload &);

constexpr std::array<std::pair<std::string_view, MakeHeaders>, 10> headerMakers{{
    {"stripe", stripeHeaders},
    {"github", githubHeaders},
    {"hubspot", hubspotHeaders},
    {"shopify", shopifyHeaders},
    {"slack", slackHeaders},
    {"woocommerce", woocommerceHeaders},
    {"standard", standardHeaders},
    {"wordpress", wordpressHeaders},
    {"ai", aiHeaders},
    {"wpmedia", wpmediaHeaders},
}};

} // namespace

std::vector<Fixture> fixturesOf(std::string_view source)
{
    const QString folder =
        QStringLiteral("fixtures/") + QString::fromUtf8(source.data(), qsizetype(source.size()));
    std::vector<Fixture> fixtures;
    for (const QString &name : resourceNames(folder)) {
        const auto text = resource(folder + QLatin1Char('/') + name);
        if (text && name.endsWith(QStringLiteral(".json")))
            fixtures.push_back({name.chopped(5).toStdString(), text->toStdString()});
    }
    return fixtures;
}

FixtureValues sampleFixtureValues(Timestamp now, std::string_view tenant)
{
    return {.id = "1Nk2ExampleExampleExampl",
            .serial = "812345678901",
            .sha = "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c",
            .order = "1042",
            .amount = "4900",
            .customer = "ExampleCust001",
            .email = "ada@example.com",
            .name = "Ada Example",
            .tenant = std::string(tenant),
            .now = now,
            .uuid = "72d3162e-cc78-41e3-81ab-4c9367dc0958"};
}

bool hasPlaceholders(std::string_view text)
{
    constexpr std::array<std::string_view, 7> telling{
        "{{id}}",       "{{serial}}",    "{{sha}}",     "{{unix_time}}",
        "{{iso_time}}", "{{date_time}}", "{{customer}}"};
    return std::any_of(telling.begin(), telling.end(), [&](std::string_view placeholder) {
        return text.find(placeholder) != std::string_view::npos;
    });
}

std::string filledFixture(std::string text, const FixtureValues &values)
{
    const std::array<std::pair<std::string_view, std::string>, 12> replacements{{
        {"{{id}}", values.id},
        {"{{serial}}", values.serial},
        {"{{sha}}", values.sha},
        {"{{unix_time}}", secondsOf(values.now)},
        {"{{iso_time}}", dateTimeOf(values.now) + 'Z'},
        {"{{date_time}}", dateTimeOf(values.now)},
        {"{{order}}", values.order},
        {"{{amount}}", values.amount},
        {"{{customer}}", values.customer},
        {"{{email}}", values.email},
        {"{{name}}", values.name},
        {"{{tenant}}", values.tenant},
    }};
    for (const auto &[placeholder, value] : replacements)
        replaceAll(text, placeholder, value);
    return text;
}

signing::HeaderList providerHeaders(std::string_view source, std::string_view name,
                                    std::string_view body, const FixtureValues &values)
{
    for (const auto &[known, make] : headerMakers) {
        if (known == source)
            return make({name, body, values});
    }
    return {};
}

} // namespace gatehouse::gateway
