#include "services/signing/stripescheme.h"

#include "services/core/hex.h"
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
    std::size_t v1Count = 0;
    std::size_t v0Count = 0;
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
        ++parsed.v1Count;
        if (auto digest = parseHexDigest(value);
            digest && parsed.signatures.size() < mostStripeSignatures)
            parsed.signatures.push_back(std::move(*digest));
    } else if (key == "v0") {
        ++parsed.v0Count;
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
    if (parsed.timestampCount != 1 || !parseUnixTime(parsed.timestamp))
        return "Stripe-Signature has no single timestamp `t=` in Unix seconds. It should read "
               "t=...,v1=... as Stripe sent it.";
    if (parsed.v1Count == 0)
        return "Stripe-Signature has no v1 signature. Other versions (v0 is for Stripe's own "
               "tests) are not accepted.";
    if (parsed.signatures.empty())
        return "The v1 signature in Stripe-Signature is not 64 hex digits. It was cut or changed "
               "on its way.";
    return {};
}

void takeStripeTime(Claim &claim, const StripeHeader &parsed)
{
    const auto seconds = parseUnixTime(parsed.timestamp);
    claim.before = std::string(parsed.timestamp) + ".";
    claim.time = SentTime{.place = "t", .limit = stripeSkewLimit};
    if (parsed.timestampCount == 1 && seconds)
        claim.time->at = std::chrono::seconds(*seconds);
    else
        claim.time->defect = signatureMalformed("Stripe-Signature has no single timestamp `t=`.");
}

/// "t, one v1, one v0" and which of it counts.
void describeStripe(Claim &claim, const StripeHeader &parsed)
{
    claim.found = std::string(stripeSignature) + " with " + std::to_string(parsed.timestampCount)
        + " t, " + std::to_string(parsed.v1Count) + " v1, " + std::to_string(parsed.v0Count)
        + " v0";
    claim.versions = parsed.v0Count > 0 ? "v1 read, v0 ignored" : "v1 read";
    if (parsed.v1Count == 0 && parsed.v0Count > 0)
        claim.hint = NearestMatch{"v0_only",
                                  "Only a v0 signature came: Stripe makes it for its own tests, "
                                  "and it is not accepted."};
}

} // namespace

std::vector<Claim> StripeScheme::read(const Message &message) const
{
    Claim claim;
    claim.header = stripeSignature;
    claim.form = "t=, seconds, and v1= with 64 hex digits";
    claim.finding = "No v1 signature matches";
    const auto header = findHeader(message.headers, stripeSignature);
    if (!header) {
        claim.defect = headerMissing(stripeSignature,
                                     "Stripe signs every webhook: this call is not from Stripe, "
                                     "or a proxy drops the header.");
        return {std::move(claim)};
    }
    claim.sent = *header;
    StripeHeader parsed = parseStripeHeader(*header);
    if (std::string problem = stripeHeaderDefect(*header, parsed); !problem.empty())
        claim.defect = signatureMalformed(std::move(problem));
    describeStripe(claim, parsed);
    takeStripeTime(claim, parsed);
    claim.signatures = std::move(parsed.signatures);
    return {std::move(claim)};
}

HeaderList StripeScheme::sign(const Message &message, std::string_view secret, Timestamp now) const
{
    const std::string timestamp = unixSeconds(now);
    const std::string made = digest(secret, timestamp + "." + std::string(message.body));
    return {{std::string(stripeSignature), "t=" + timestamp + ",v1=" + toHex(asBytes(made))}};
}

} // namespace gatehouse::signing
