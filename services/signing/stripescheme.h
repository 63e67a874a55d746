#pragma once

#include "services/signing/hmacscheme.h"

namespace gatehouse::signing {

/// `Stripe-Signature: t=<unix seconds>,v1=<hex>[,v1=<hex>][,v0=<hex>]`: HMAC-SHA256 of `t.body`
/// under the whole `whsec_...` text. Any v1 may match; v0 (test mode's fake) is ignored. 300 s of
/// skew. Source: https://docs.stripe.com/webhooks/signature and Stripe's SDKs.
class StripeScheme final : public HmacScheme
{
public:
    std::string_view source() const override { return "stripe"; }
    HeaderList sign(const Message &message, std::string_view secret, Timestamp now) const override;

protected:
    std::vector<Claim> read(const Message &message) const override;
};

} // namespace gatehouse::signing
