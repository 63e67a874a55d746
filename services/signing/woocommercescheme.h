#pragma once

#include "services/signing/hmacscheme.h"

namespace gatehouse::signing {

/// `X-WC-Webhook-Signature`: base64 HMAC-SHA256 of the body under the webhook's secret; topic and
/// delivery id are required too. No time is signed. The unsigned ping of an activation has no
/// signature: whoever serves it looks for it before it asks here.
/// Source: WC_Webhook::generate_signature and deliver of WooCommerce.
class WoocommerceScheme final : public HmacScheme
{
public:
    std::string_view source() const override { return "woocommerce"; }
    HeaderList sign(const Message &message, std::string_view secret, Timestamp now) const override;

protected:
    std::vector<Claim> read(const Message &message) const override;
};

} // namespace gatehouse::signing
