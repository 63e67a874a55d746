#include "services/signing/githubscheme.h"

#include "services/signing/verification.h"

namespace gatehouse::signing {

namespace {

constexpr std::string_view githubSha1Header = "X-Hub-Signature";
constexpr SignatureForm githubForm{
    .header = "X-Hub-Signature-256",
    .prefix = "sha256=",
    .encoding = DigestEncoding::Hex,
    .sender = "GitHub",
    .ifMissing = "Set a secret in the webhook's settings on GitHub, so that it signs."};

} // namespace

std::vector<Claim> GithubScheme::read(const Message &message) const
{
    Claim claim = readSignature(message.headers, githubForm);
    if (claim.found.empty() && findHeader(message.headers, githubSha1Header)) {
        const std::string sentence =
            "Only the SHA-1 header X-Hub-Signature came, which is not accepted.";
        claim.defect = headerMissing(githubForm.header, sentence);
        claim.hint = NearestMatch{"sha1_header", sentence};
    }
    requireHeaders(claim, message.headers, {"X-GitHub-Event", "X-GitHub-Delivery"},
                   "GitHub sends it with every delivery; a proxy may drop it.");
    return {std::move(claim)};
}

HeaderList GithubScheme::sign(const Message &message, std::string_view secret, Timestamp) const
{
    return {{std::string(githubForm.header), written(githubForm, digest(secret, message.body))}};
}

} // namespace gatehouse::signing
