#pragma once

#include "services/signing/hmacscheme.h"

namespace gatehouse::signing {

/// `X-Signature: sha256=<hex>`: HMAC-SHA256 of the body under the site's secret. X-Idempotency-Key
/// is required, but stands outside the signature: the key in the body decides, and who reads the
/// body compares the two. The time is the body's `occurred_at` (RFC 3339), 300 s of skew, read
/// after the signature matched. A body that is not a JSON object is left to who reads it; an object
/// without such a time is refused with 400. The bearer token is JwtVerifier's. Source:
/// docs/wire-formats.md; the bridge plugin is ours.
class WordpressScheme final : public HmacScheme
{
public:
    std::string_view source() const override { return "wordpress"; }
    HeaderList sign(const Message &message, std::string_view secret, Timestamp now) const override;

protected:
    std::vector<Claim> read(const Message &message) const override;
    std::optional<SentTime> sentTime(const Claim &claim, const Message &message) const override;
};

} // namespace gatehouse::signing
