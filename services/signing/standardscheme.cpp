#include "services/signing/standardscheme.h"

#include "services/core/hex.h"
#include "services/signing/base64.h"
#include "services/signing/digest.h"
#include "services/signing/verification.h"

#include <algorithm>

namespace gatehouse::signing {

namespace {

constexpr std::chrono::seconds standardSkewLimit{300};
constexpr std::string_view standardVersion = "v1,";
constexpr std::string_view standardSecretPrefix = "whsec_";
/// A sender has two secrets while it rotates; a header full of signatures would only cost time.
constexpr std::size_t mostStandardSignatures = 16;

/// The names of one family, in the order of the signed text.
struct StandardFamily
{
    std::string_view id;
    std::string_view timestamp;
    std::string_view signature;
};
constexpr StandardFamily webhookFamily{"webhook-id", "webhook-timestamp", "webhook-signature"};
constexpr StandardFamily svixFamily{"svix-id", "svix-timestamp", "svix-signature"};

std::string_view headerText(const HeaderList &headers, std::string_view name)
{
    return trimmed(findHeader(headers, name).value_or(""));
}

std::string standardStart(std::string_view id, std::string_view timestamp)
{
    return std::string(id) + "." + std::string(timestamp) + ".";
}

void takeStandardToken(Claim &claim, std::string_view token, std::size_t &skipped)
{
    if (!token.starts_with(standardVersion)) {
        ++skipped;
        return;
    }
    auto digest = parseBase64Digest(token.substr(standardVersion.size()));
    if (digest && claim.signatures.size() < mostStandardSignatures)
        claim.signatures.push_back(std::move(*digest));
}

void takeStandardSignatures(Claim &claim, std::string_view list)
{
    std::size_t skipped = 0;
    while (!list.empty()) {
        const std::size_t blank = std::min(list.find(' '), list.size());
        if (blank > 0)
            takeStandardToken(claim, list.substr(0, blank), skipped);
        list.remove_prefix(std::min(blank + 1, list.size()));
    }
    claim.versions = skipped == 0 ? "v1 read" : "v1 read, other versions skipped";
    if (claim.signatures.empty())
        claim.defect = signatureMalformed(claim.header
                                          + " has no signature that reads v1, and 44 digits of "
                                            "padded base64. Other versions are skipped.");
}

/// The claim of one family, which may lack headers.
Claim readStandard(const HeaderList &headers, const StandardFamily &family)
{
    Claim claim;
    claim.encoding = DigestEncoding::Base64;
    claim.form = "v1, and 44 digits of padded base64";
    claim.header = family.signature;
    claim.finding = "No v1 signature matches";
    const auto signature = findHeader(headers, family.signature);
    claim.sent = signature.value_or("");
    takeStandardSignatures(claim, trimmed(claim.sent));
    if (signature)
        claim.found = family.signature;
    else
        claim.defect = headerMissing(family.signature,
                                     "Every Standard Webhook is signed: this "
                                     "call is not one, or a proxy drops it.");
    requireHeaders(claim, headers, {family.id, family.timestamp},
                   "It is part of what is signed; a proxy may drop it.");
    claim.signedId = headerText(headers, family.id);
    claim.before = standardStart(claim.signedId, headerText(headers, family.timestamp));
    claim.time =
        timeFromHeader(headers, family.timestamp, std::chrono::seconds(1), standardSkewLimit);
    return claim;
}

bool isComplete(const Claim &claim)
{
    return !claim.defect || claim.defect->outcome != Verification::Outcome::HeaderMissing;
}

} // namespace

std::vector<Claim> StandardScheme::read(const Message &message) const
{
    Claim webhook = readStandard(message.headers, webhookFamily);
    Claim svix = readStandard(message.headers, svixFamily);
    if (isComplete(webhook) && isComplete(svix))
        return {std::move(webhook), std::move(svix)};
    const bool isSvix = isComplete(svix) || (webhook.found.empty() && !svix.found.empty());
    return {isSvix ? std::move(svix) : std::move(webhook)};
}

std::string StandardScheme::key(std::string_view secret) const
{
    if (secret.starts_with(standardSecretPrefix))
        secret.remove_prefix(standardSecretPrefix.size());
    return fromBase64(secret).value_or(std::string());
}

HeaderList StandardScheme::sign(const Message &message, std::string_view secret,
                                Timestamp now) const
{
    constexpr std::size_t idDigits = 24;
    const bool hasSvixId = !headerText(message.headers, svixFamily.id).empty();
    const bool hasWebhookId = !headerText(message.headers, webhookFamily.id).empty();
    const StandardFamily &family = hasSvixId && !hasWebhookId ? svixFamily : webhookFamily;
    const std::string timestamp = unixSeconds(now);
    std::string id(headerText(message.headers, family.id));
    HeaderList headers;
    if (id.empty()) {
        const std::string hash = sha256(standardStart(timestamp, message.body));
        id = "msg_" + toHex(asBytes(hash)).substr(0, idDigits);
        headers.emplace_back(family.id, id);
    }
    const std::string text = standardStart(id, timestamp) + std::string(message.body);
    headers.emplace_back(family.timestamp, timestamp);
    headers.emplace_back(family.signature,
                         std::string(standardVersion) + toBase64(digest(secret, text)));
    return headers;
}

} // namespace gatehouse::signing
