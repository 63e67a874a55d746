#include "services/gateway/ingress/dialect.h"

#include "services/gateway/ingress/requestfacts.h"
#include "services/gateway/normalize/jsonindex.h"
#include "services/gateway/normalize/strictjson.h"

#include <array>
#include <string>
#include <utility>

namespace gatehouse::gateway {

namespace {

/// On activation WooCommerce posts `webhook_id=17` as a form, unsigned and over HTTP/1.0, and
/// switches the webhook off when that is not answered well.
bool hasWoocommercePingHead(const http::RequestHead &head)
{
    return isFormEncoded(head.headers) && head.headers.count("X-WC-Webhook-Signature") == 0;
}

bool hasWoocommercePingBody(std::string_view body)
{
    constexpr std::string_view field = "webhook_id=";
    constexpr std::size_t mostDigits = 20;
    if (!body.starts_with(field))
        return false;
    body.remove_prefix(field.size());
    return !body.empty() && body.size() <= mostDigits
        && body.find_first_not_of("0123456789") == std::string_view::npos;
}

JsonPointer topLevel(std::string_view name)
{
    return JsonPointer::parse("/" + std::string(name)).value_or(JsonPointer());
}

/// Slack asks a new URL to send its challenge back. The literal is sent as it came.
std::optional<http::Response> slackUrlVerification(std::string_view body)
{
    if (findJsonDefect(body))
        return std::nullopt;
    const JsonIndex json(body);
    const auto challenge = json.find(topLevel("challenge"));
    if (json.text(topLevel("type")) != "url_verification" || !challenge
        || !challenge->starts_with('"'))
        return std::nullopt;
    return http::jsonResponse(200, "{\"challenge\":" + std::string(*challenge) + "}");
}

const Dialect plain{};

const std::array<std::pair<std::string_view, Dialect>, 3> dialects{{
    {"slack", {.ping = {}, .handshake = slackUrlVerification}},
    {"woocommerce", {.ping = Dialect::Ping{hasWoocommercePingHead, hasWoocommercePingBody}}},
    {"wordpress", {.ping = {}, .bringsBearer = true}},
}};

} // namespace

const Dialect &dialectOf(std::string_view source)
{
    for (const auto &[known, dialect] : dialects) {
        if (known == source)
            return dialect;
    }
    return plain;
}

} // namespace gatehouse::gateway
