#include "services/signing/githubscheme.h"

#include "services/core/hex.h"
#include "services/signing/digest.h"
#include "services/signing/verification.h"

namespace gatehouse::signing {

namespace {

constexpr std::string_view hubSignature = "X-Hub-Signature-256";
constexpr std::string_view hubSignaturePrefix = "sha256=";

std::optional<Verification> missingGithubHeader(const HeaderList &headers)
{
    if (!findHeader(headers, hubSignature)) {
        const bool hasOldHeader = findHeader(headers, "X-Hub-Signature").has_value();
        return headerMissing(
            hubSignature,
            hasOldHeader ? "Only the SHA-1 header X-Hub-Signature came, which is not accepted."
                         : "Set a secret in the webhook's settings on GitHub, so that it signs.");
    }
    for (const std::string_view name : {"X-GitHub-Event", "X-GitHub-Delivery"}) {
        if (trimmed(findHeader(headers, name).value_or("")).empty())
            return headerMissing(name, "GitHub sends it with every delivery; a proxy may drop it.");
    }
    return std::nullopt;
}

std::optional<std::string> parseHubSignature(std::string_view header)
{
    const std::string_view value = trimmed(header);
    if (!value.starts_with(hubSignaturePrefix))
        return std::nullopt;
    return parseHexDigest(value.substr(hubSignaturePrefix.size()));
}

} // namespace

Verification GithubScheme::verify(const Message &message, std::span<const std::string> secrets,
                                  Timestamp) const
{
    if (auto missing = missingGithubHeader(message.headers))
        return *missing;
    const auto digest = parseHubSignature(*findHeader(message.headers, hubSignature));
    if (!digest)
        return signatureMalformed(
            "X-Hub-Signature-256 does not read sha256= and 64 hex digits. It was "
            "changed on its way, or the sender is not GitHub.");
    const auto match = matchingSecret(secrets, {&*digest, 1}, [&](std::string_view secret) {
        return hmacSha256(secret, message.body);
    });
    return match ? valid(*match)
                 : signatureMismatch("X-Hub-Signature-256 does not match", secrets.size());
}

HeaderList GithubScheme::sign(const Message &message, std::string_view secret, Timestamp) const
{
    const std::string digest = hmacSha256(secret, message.body);
    return {{std::string(hubSignature), std::string(hubSignaturePrefix) + toHex(asBytes(digest))}};
}

} // namespace gatehouse::signing
