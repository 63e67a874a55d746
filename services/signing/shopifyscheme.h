#pragma once

#include "services/signing/hmacscheme.h"

namespace gatehouse::signing {

/// `X-Shopify-Hmac-Sha256`: base64 HMAC-SHA256 of the body under the app's client secret; topic,
/// shop, API version and webhook id are required too. The newer family `Shopify-*` carries the
/// same, and an event id that may stand for the webhook id. Shopify sends both families for some
/// events, so the newer one counts when its signature header is there, as in Shopify's own
/// libraries. No time is signed. Source: https://shopify.dev/docs/apps/build/webhooks and
/// shopify-app-js.
class ShopifyScheme final : public HmacScheme
{
public:
    std::string_view source() const override { return "shopify"; }
    HeaderList sign(const Message &message, std::string_view secret, Timestamp now) const override;

protected:
    std::vector<Claim> read(const Message &message) const override;
};

} // namespace gatehouse::signing
