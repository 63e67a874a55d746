#include "services/signing/wordpressscheme.h"

#include "services/signing/jsontext.h"
#include "services/signing/rfc3339.h"
#include "services/signing/verification.h"

namespace gatehouse::signing {

namespace {

constexpr std::chrono::seconds wordpressSkewLimit{300};
constexpr SignatureForm wordpressForm{
    .header = "X-Signature",
    .prefix = "sha256=",
    .encoding = DigestEncoding::Hex,
    .sender = "the WordPress bridge",
    .ifMissing = "The bridge plugin signs every event: enter the site's secret in its settings."};

Verification unusableTime(std::string code, std::string diagnosis)
{
    return {.outcome = Verification::Outcome::HeaderMissing,
            .code = std::move(code),
            .diagnosis = std::move(diagnosis)};
}

} // namespace

std::vector<Claim> WordpressScheme::read(const Message &message) const
{
    Claim claim = readSignature(message.headers, wordpressForm);
    requireHeaders(claim, message.headers, {"X-Idempotency-Key"},
                   "The bridge plugin sends it with every event; a proxy may drop it.");
    return {std::move(claim)};
}

std::optional<SentTime> WordpressScheme::sentTime(const Claim &, const Message &message) const
{
    const auto document = parseJson(message.body);
    if (!document || document->kind != JsonNode::Kind::Object)
        return std::nullopt;
    SentTime time{.place = "occurred_at", .limit = wordpressSkewLimit};
    const JsonNode *field = member(*document, "occurred_at");
    const auto at = field ? parseRfc3339(jsonText(*field)) : std::nullopt;
    if (at)
        time.at = *at;
    else if (field)
        time.defect = unusableTime("unusable_field",
                                   "The field occurred_at is not a time as "
                                   "RFC 3339 has it: 2026-11-17T14:32:07Z.");
    else
        time.defect = unusableTime("missing_field",
                                   "The body has no field occurred_at, so its "
                                   "age cannot be judged.");
    return time;
}

HeaderList WordpressScheme::sign(const Message &message, std::string_view secret, Timestamp) const
{
    return {
        {std::string(wordpressForm.header), written(wordpressForm, digest(secret, message.body))}};
}

} // namespace gatehouse::signing
