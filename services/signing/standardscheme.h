#pragma once

#include "services/signing/hmacscheme.h"

namespace gatehouse::signing {

/// Standard Webhooks: `webhook-signature` holds `v1,<base64>` tokens, separated by blanks, each an
/// HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<body>`; other versions are skipped. The key is
/// the secret decoded from base64, after `whsec_`. 300 s of skew. `svix-*` are aliases: each family
/// is taken whole, and where both came, the one that is signed counts and its id is
/// Verification::signedId. sign() uses the message's own id, else makes one of body and time.
/// Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec
class StandardScheme final : public HmacScheme
{
public:
    std::string_view source() const override { return "standard"; }
    HeaderList sign(const Message &message, std::string_view secret, Timestamp now) const override;

protected:
    std::vector<Claim> read(const Message &message) const override;
    std::string key(std::string_view secret) const override;
};

} // namespace gatehouse::signing
