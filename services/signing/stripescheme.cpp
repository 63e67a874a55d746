#include "services/signing/stripescheme.h"

#include "services/core/hex.h"
#include "services/signing/digest.h"
#include "services/signing/verification.h"

#include <algorithm>

namespace gatehouse::signing {

namespace {

constexpr std::string_view stripeSignature = "Stripe-Signature";
constexpr std::chrono::seconds stripeSkewLimit{300};
/// Stripe sends two v1 while a secret is rolled; a header full of them would only cost time.
constexpr std::size_t mostStripeSignatures = 16;

struct StripeHeader
{
    std::size_t timestampCount = 0;
    std::string_view timestamp; ///< as sent: it is part of the signed text
    std::vector<std::string> signatures; ///< v1, raw bytes; what is not 64 hex digits is left out
    bool hasV1 = false;
};

void takeStripeItem(StripeHeader &parsed, std::string_view item)
{
    const std::size_t equals = item.find('=');
    if (equals == std::string_view::npos)
        return;
    const std::string_view key = trimmed(item.substr(0, equals));
    const std::string_view value = trimmed(item.substr(equals + 1));
    if (key == "t") {
        parsed.timestamp = value;
        ++parsed.timestampCount;
    } else if (key == "v1") {
        parsed.hasV1 = true;
        if (auto digest = parseHexDigest(value);
            digest && parsed.signatures.size() < mostStripeSignatures)
            parsed.signatures.push_back(std::move(*digest));
    }
}

StripeHeader parseStripeHeader(std::string_view header)
{
    StripeHeader parsed;
    while (!header.empty()) {
        const std::size_t comma = std::min(header.find(','), header.size());
        takeStripeItem(parsed, header.substr(0, comma));
        header.remove_prefix(std::min(comma + 1, header.size()));
    }
    return parsed;
}

/// Why the header cannot be verified at all; empty when it can.
std::string stripeHeaderDefect(std::string_view header, const StripeHeader &parsed)
{
    if (trimmed(header).empty())
        return "The header Stripe-Signature is empty. Something between Stripe and here removed "
               "its value.";
    if (parsed.timestampCount != 1 || !parseUnixSeconds(parsed.timestamp))
        return "Stripe-Signature has no single timestamp `t=` in Unix seconds. It should read "
               "t=...,v1=... as Stripe sent it.";
    if (!parsed.hasV1)
        return "Stripe-Signature has no v1 signature. Other versions (v0 is for Stripe's own "
               "tests) "
               "are not accepted.";
    if (parsed.signatures.empty())
        return "The v1 signature in Stripe-Signature is not 64 hex digits. It was cut or changed "
               "on "
               "its way.";
    return {};
}

std::string stripeSignedText(std::string_view timestamp, std::string_view body)
{
    std::string text;
    text.reserve(timestamp.size() + 1 + body.size());
    return text.append(timestamp).append(".").append(body);
}

} // namespace

Verification StripeScheme::verify(const Message &message, std::span<const std::string> secrets,
                                  Timestamp now) const
{
    const auto header = findHeader(message.headers, stripeSignature);
    if (!header)
        return headerMissing(stripeSignature,
                             "Stripe signs every webhook: this call is not from Stripe, "
                             "or a proxy drops the header.");
    const StripeHeader parsed = parseStripeHeader(*header);
    if (std::string problem = stripeHeaderDefect(*header, parsed); !problem.empty())
        return signatureMalformed(std::move(problem));
    const std::string text = stripeSignedText(parsed.timestamp, message.body);
    const auto match = matchingSecret(secrets, parsed.signatures, [&](std::string_view secret) {
        return hmacSha256(secret, text);
    });
    if (!match)
        return signatureMismatch("No v1 signature matches", secrets.size());
    if (auto skew = timeSkew(*parseUnixSeconds(parsed.timestamp), now, stripeSkewLimit))
        return *skew;
    return valid(*match);
}

HeaderList StripeScheme::sign(const Message &message, std::string_view secret, Timestamp now) const
{
    const std::string timestamp =
        std::to_string(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
    const std::string digest = hmacSha256(secret, stripeSignedText(timestamp, message.body));
    return {{std::string(stripeSignature), "t=" + timestamp + ",v1=" + toHex(asBytes(digest))}};
}

} // namespace gatehouse::signing
