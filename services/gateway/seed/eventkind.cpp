#include "services/gateway/seed/eventkind.h"

#include "services/core/hex.h"
#include "services/gateway/ingress/answers.h"
#include "services/gateway/ingress/explanation.h"
#include "services/gateway/ingress/requestfacts.h"
#include "services/gateway/simulator/fixture.h"
#include "services/signing/digest.h"
#include "services/signing/scheme.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace gatehouse::gateway {

namespace {

using signing::HeaderList;

constexpr const char *secret = "whsec_c2VlZC1zZWVkLXNlZWQtc2VlZC1zZWVk";
constexpr const char *otherSecret = "whsec_b3RoZXItb3RoZXItb3RoZXItb3RoZXItbw==";
constexpr Timestamp markedTime{std::chrono::seconds(981173106)};
constexpr std::size_t hexSignature = 64;
constexpr std::size_t base64Signature = 44;

/// How many of a hundred webhooks are of the source.
constexpr std::array<std::pair<std::string_view, double>, 10> shares{{{"hubspot", 23},
                                                                      {"wordpress", 20},
                                                                      {"shopify", 18},
                                                                      {"stripe", 12},
                                                                      {"standard", 8},
                                                                      {"wpmedia", 6},
                                                                      {"woocommerce", 5},
                                                                      {"slack", 4},
                                                                      {"ai", 3},
                                                                      {"github", 1}}};

constexpr std::array<std::string_view, 9> often{"orders.create",
                                                "orders.paid",
                                                "order.created",
                                                "order.updated",
                                                "order.paid",
                                                "invoice.paid",
                                                "job.succeeded",
                                                "payment_intent.succeeded",
                                                "contact.propertyChange"};
constexpr std::array<std::string_view, 10> seldom{
    "app.uninstalled",    "contact.deletion", "contact.merge", "team_join",
    "order.deleted",      "coupon.created",   "ping",          "job.cancelled",
    "attachment.deleted", "release.published"};

/// Nowhere in a fixture but where its placeholder was.
FixtureValues markedFixtureValues()
{
    return {.id = "Qx7EventIdentifier24Zq9a",
            .serial = "918273645501",
            .sha = "a0b1c2d3e4f5061728394a5b6c7d8e9f0a1b2c3d",
            .order = "987650321",
            .amount = "87650321",
            .customer = "Qx7Customer9zQ",
            .email = "qx7.marked@example.com",
            .name = "Qx7 Marked",
            .tenant = "qx7-tenant",
            .now = markedTime,
            .uuid = "7a1b9c3d-52e4-4f60-8b7d-9e0f1a2b3c4d"};
}

Uuid markedEventId()
{
    return Uuid::parse("018f3a5c-7e9b-7d21-8c43-a5b6c7d8e9f1").value_or(Uuid());
}

SlotValues marksOf(const FixtureValues &values)
{
    SlotValues marks;
    marks[Slot::Id] = values.id;
    marks[Slot::Serial] = values.serial;
    marks[Slot::Sha] = values.sha;
    marks[Slot::Order] = values.order;
    marks[Slot::Amount] = values.amount;
    marks[Slot::Customer] = values.customer;
    marks[Slot::Email] = values.email;
    marks[Slot::Name] = values.name;
    marks[Slot::Tenant] = values.tenant;
    marks[Slot::UnixSeconds] = "981173106";
    marks[Slot::DateTime] = "2001-02-03T04:05:06";
    marks[Slot::DeliveryId] = values.uuid;
    marks[Slot::ShaStart] = values.sha.substr(0, 32);
    marks[Slot::ShaUuid] = "a0b1c2d3-e4f5-0617-2839-4a5b6c7d8e9f";
    marks[Slot::EventId] = markedEventId().toString();
    marks[Slot::BodySize] = "765430219";
    return marks;
}

/// The longest run of what a digest is written with.
std::string_view digestIn(std::string_view header)
{
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string_view longest;
    for (std::size_t at = 0; (at = header.find_first_of(digits, at)) < header.size();) {
        std::size_t end = std::min(header.find_first_not_of(digits, at), header.size());
        while (end < header.size() && header[end] == '=')
            ++end;
        if (end - at > longest.size())
            longest = header.substr(at, end - at);
        at = end;
    }
    return longest;
}

void markSignature(const HeaderList &signature, SlotValues &marks)
{
    for (const auto &[name, value] : signature) {
        const std::string_view digest = digestIn(value);
        if (digest.size() == hexSignature)
            marks[Slot::SignatureHex] = digest;
        else if (digest.size() == base64Signature)
            marks[Slot::SignatureBase64] = digest;
    }
}

/// A request as it is sent, all of it made of marks.
struct MarkedRequest
{
    std::shared_ptr<const signing::Scheme> scheme;
    std::string url;
    HeaderList headers;
    std::string body;
    SlotValues marks;

    signing::Message message() const { return {url, headers, body}; }
};

MarkedRequest requestOf(std::shared_ptr<const signing::Scheme> scheme, const std::string &fixture,
                        std::string body)
{
    const FixtureValues values = markedFixtureValues();
    const std::string source(scheme->source());
    MarkedRequest request{std::move(scheme), {}, {}, std::move(body), marksOf(values)};
    request.url =
        "https://hooks.example/api/webhooks/" + source + "/ingest?tenant=" + values.tenant;
    request.headers = {{"Host", "hooks.example"},
                       {"Content-Length", request.marks[Slot::BodySize]}};
    for (auto &header : providerHeaders(source, fixture, request.body, values))
        request.headers.push_back(std::move(header));
    request.headers.emplace_back("Content-Type", "application/json");
    const HeaderList signature = request.scheme->sign(request.message(), secret, values.now);
    markSignature(signature, request.marks);
    request.headers.insert(request.headers.end(), signature.begin(), signature.end());
    request.marks[Slot::BodyHash] = toHex(asBytes(signing::sha256(request.body)));
    return request;
}

Result<std::vector<CanonicalEvent>> normalized(const Normalizer &normalizer,
                                               const MarkedRequest &request)
{
    const std::string source(request.scheme->source());
    const std::vector<std::string> secrets{secret};
    const auto verified = request.scheme->verify(request.message(), secrets, markedTime);
    return normalizer.normalizeRequest(
        {source, request.headers, request.body, request.marks[Slot::Tenant], verified.signedId},
        [] { return markedEventId(); });
}

/// It ends somewhere in the body, perhaps in the middle of a mark.
std::string withoutSignedText(const std::string &explanation)
{
    QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(explanation)).object();
    json.remove(QStringLiteral("signed_text"));
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

/// As if the tenant's secret were another one than the sender has.
EventKind::Refused refusalOf(const MarkedRequest &request)
{
    const std::vector<std::string> secrets{otherSecret};
    const auto verified = request.scheme->verify(request.message(), secrets, markedTime);
    IncomingEvent event;
    event.rawBody = request.body;
    RefusedRequest refused{request.scheme,  request.url,
                           request.headers, {{.secret = otherSecret, .label = "version 1"}},
                           markedTime,      std::move(event)};
    explain(refused);
    return {
        fromVerification(verified).summary(),
        MarkedText(refused.event.refusalDiagnosis, request.marks),
        MarkedText(withoutSignedText(refused.event.explanationJson.value_or("{}")), request.marks)};
}

void setTime(EventKind &kind, const std::optional<Timestamp> &occurredAt)
{
    if (!occurredAt)
        return;
    const auto after = *occurredAt - markedTime;
    if (std::chrono::abs(after) < std::chrono::hours(1))
        kind.occurredAfter = after;
    else
        kind.occurredAt = occurredAt;
}

EventKind kindOf(const MarkedRequest &request, const std::string &fixture,
                 const CanonicalEvent &event)
{
    const auto marked = [&](std::string_view text) { return MarkedText(text, request.marks); };
    const auto markedIf = [&](const std::optional<std::string> &text) {
        return text ? std::optional(marked(*text)) : std::nullopt;
    };
    EventKind kind;
    kind.source = request.scheme->source();
    kind.fixture = fixture;
    kind.eventType = event.eventType;
    kind.body = marked(event.raw);
    kind.canonical = marked(event.json);
    http::Headers headers;
    for (const auto &[name, value] : request.headers) {
        headers.add(name, value);
        if (http::equalsIgnoringCase(name, "User-Agent"))
            kind.userAgent = marked(value);
    }
    kind.headers = marked(headersJson(headers));
    kind.url = marked(request.url);
    kind.providerEventId = marked(event.providerEventId);
    const std::string &tenant = request.marks[Slot::Tenant];
    kind.idempotencyKey = marked(kind.source + ':' + tenant + ':' + event.providerEventId);
    if (!event.secondEventId.empty())
        kind.secondKey = marked(kind.source + "#second:" + tenant + ':' + event.secondEventId);
    kind.subjectId = markedIf(event.subjectId);
    kind.actorId = markedIf(event.actorId);
    kind.actorEmail = markedIf(event.actorEmail);
    kind.subjectType = event.subjectType;
    setTime(kind, event.occurredAt);
    if (event.job)
        kind.job = EventKind::AiJob{marked(event.job->jobId), *event.job};
    kind.refused = refusalOf(request);
    return kind;
}

/// Small payloads come more often than large ones, but for what a provider seldom or often sends.
double weightOf(std::string_view fixture, std::size_t size)
{
    const double kilobytes = static_cast<double>(size) / 1000;
    const auto is = [fixture](std::string_view known) { return known == fixture; };
    const bool isOften = std::any_of(often.begin(), often.end(), is);
    const bool isSeldom = std::any_of(seldom.begin(), seldom.end(), is);
    return (isOften ? 2.5 : isSeldom ? 0.05 : 1) / (1 + 4 * kilobytes * kilobytes);
}

/// Of a batch one kind for each element, as a batch of its own.
Result<> addKinds(const Normalizer &normalizer,
                  const std::shared_ptr<const signing::Scheme> &scheme, const Fixture &fixture,
                  std::vector<EventKind> &kinds)
{
    const auto whole =
        requestOf(scheme, fixture.name, filledFixture(fixture.text, markedFixtureValues()));
    const auto elements = normalized(normalizer, whole);
    if (!elements)
        return failure(elements.error());
    const bool isBatch = normalizer.isBatch(scheme->source());
    for (const CanonicalEvent &element : *elements) {
        const auto request = requestOf(scheme, fixture.name,
                                       isBatch ? '[' + std::string(element.raw) + ']' : whole.body);
        const auto events = normalized(normalizer, request);
        if (!events)
            return failure(events.error());
        kinds.push_back(kindOf(request, fixture.name, events->front()));
        kinds.back().weight = weightOf(fixture.name, element.raw.size());
    }
    return {};
}

/// So that those of a source have its share together.
void weigh(std::vector<EventKind> &kinds)
{
    for (const auto &[source, share] : shares) {
        double sum = 0;
        for (const EventKind &kind : kinds)
            sum += kind.source == source ? kind.weight : 0;
        for (EventKind &kind : kinds)
            kind.weight *= kind.source == source ? share / sum : 1;
    }
}

} // namespace

Result<std::vector<EventKind>> eventKinds(const Normalizer &normalizer)
{
    std::vector<EventKind> kinds;
    for (auto &made : signing::makeSchemes()) {
        const std::shared_ptr<const signing::Scheme> scheme = std::move(made);
        for (const Fixture &fixture : fixturesOf(scheme->source())) {
            if (const auto added = addKinds(normalizer, scheme, fixture, kinds); !added)
                return failure(added.error());
        }
    }
    weigh(kinds);
    return kinds;
}

} // namespace gatehouse::gateway
