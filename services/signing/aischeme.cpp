#include "services/signing/aischeme.h"

#include "services/signing/verification.h"

namespace gatehouse::signing {

namespace {

constexpr std::string_view aiTimestamp = "X-AI-Timestamp";
constexpr std::chrono::seconds aiSkewLimit{120};
constexpr std::string_view aiAdvice =
    "The AI service sends it with every callback; a proxy may drop it.";
constexpr SignatureForm aiForm{.header = "X-AI-Signature",
                               .prefix = "",
                               .encoding = DigestEncoding::Base64,
                               .sender = "the AI service",
                               .ifMissing = aiAdvice};

} // namespace

std::vector<Claim> AiScheme::read(const Message &message) const
{
    Claim claim = readSignature(message.headers, aiForm);
    requireHeaders(claim, message.headers, {aiTimestamp}, aiAdvice);
    claim.time = timeFromHeader(message.headers, aiTimestamp, std::chrono::seconds(1), aiSkewLimit);
    return {std::move(claim)};
}

std::vector<Frame> AiScheme::otherFrames(const Message &message, const Claim &) const
{
    const std::string timestamp(trimmed(findHeader(message.headers, aiTimestamp).value_or("")));
    return {{timestamp + ".",
             {},
             {Fault::Frame, "timestamp_signed", "the timestamp and a dot stand before the body",
              "with the timestamp"}}};
}

HeaderList AiScheme::sign(const Message &message, std::string_view secret, Timestamp now) const
{
    return {{std::string(aiTimestamp), unixSeconds(now)},
            {std::string(aiForm.header), written(aiForm, digest(secret, message.body))}};
}

} // namespace gatehouse::signing
