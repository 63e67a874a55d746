#pragma once

#include "services/signing/hmacscheme.h"

namespace gatehouse::signing {

/// `X-WP-Signature: <hex>`, without a prefix: HMAC-SHA256 of the body under the secret's text. No
/// time and no id are sent. Source: docs/wire-formats.md.
class WpmediaScheme final : public HmacScheme
{
public:
    std::string_view source() const override { return "wpmedia"; }
    HeaderList sign(const Message &message, std::string_view secret, Timestamp now) const override;

protected:
    std::vector<Claim> read(const Message &message) const override;
};

} // namespace gatehouse::signing
