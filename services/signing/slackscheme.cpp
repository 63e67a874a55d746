#include "services/signing/slackscheme.h"

#include "services/signing/verification.h"

namespace gatehouse::signing {

namespace {

constexpr std::string_view slackTimestamp = "X-Slack-Request-Timestamp";
constexpr std::chrono::seconds slackSkewLimit{300};
constexpr std::string_view slackAdvice = "Slack sends it with every request; a proxy may drop it.";
constexpr SignatureForm slackForm{.header = "X-Slack-Signature",
                                  .prefix = "v0=",
                                  .encoding = DigestEncoding::Hex,
                                  .sender = "Slack",
                                  .ifMissing = slackAdvice};

std::string slackStart(std::string_view timestamp)
{
    return "v0:" + std::string(timestamp) + ":";
}

} // namespace

std::vector<Claim> SlackScheme::read(const Message &message) const
{
    Claim claim = readSignature(message.headers, slackForm);
    requireHeaders(claim, message.headers, {slackTimestamp}, slackAdvice);
    claim.before = slackStart(trimmed(findHeader(message.headers, slackTimestamp).value_or("")));
    claim.time =
        timeFromHeader(message.headers, slackTimestamp, std::chrono::seconds(1), slackSkewLimit);
    return {std::move(claim)};
}

HeaderList SlackScheme::sign(const Message &message, std::string_view secret, Timestamp now) const
{
    const std::string timestamp = unixSeconds(now);
    const std::string text = slackStart(timestamp) + std::string(message.body);
    return {{std::string(slackTimestamp), timestamp},
            {std::string(slackForm.header), written(slackForm, digest(secret, text))}};
}

} // namespace gatehouse::signing
