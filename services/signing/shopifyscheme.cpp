#include "services/signing/shopifyscheme.h"

#include "services/signing/verification.h"

namespace gatehouse::signing {

namespace {

constexpr std::string_view shopifyAdvice =
    "Shopify sends it with every webhook; a proxy may drop it.";
constexpr SignatureForm shopifyForm{.header = "X-Shopify-Hmac-Sha256",
                                    .prefix = "",
                                    .encoding = DigestEncoding::Base64,
                                    .sender = "Shopify",
                                    .ifMissing = shopifyAdvice};
constexpr SignatureForm newShopifyForm{.header = "Shopify-Hmac-Sha256",
                                       .prefix = "",
                                       .encoding = DigestEncoding::Base64,
                                       .sender = "Shopify",
                                       .ifMissing = shopifyAdvice};

Claim readNewShopify(const HeaderList &headers)
{
    const bool hasEventId = !trimmed(findHeader(headers, "Shopify-Event-Id").value_or("")).empty();
    const bool hasWebhookId = findHeader(headers, "Shopify-Webhook-Id").has_value();
    Claim claim = readSignature(headers, newShopifyForm);
    requireHeaders(claim, headers,
                   {"Shopify-Topic", "Shopify-Shop-Domain", "Shopify-API-Version",
                    hasEventId && !hasWebhookId ? "Shopify-Event-Id" : "Shopify-Webhook-Id"},
                   shopifyAdvice);
    return claim;
}

Claim readShopify(const HeaderList &headers)
{
    Claim claim = readSignature(headers, shopifyForm);
    requireHeaders(claim, headers,
                   {"X-Shopify-Topic", "X-Shopify-Shop-Domain", "X-Shopify-API-Version",
                    "X-Shopify-Webhook-Id"},
                   shopifyAdvice);
    return claim;
}

} // namespace

std::vector<Claim> ShopifyScheme::read(const Message &message) const
{
    const bool isNew = findHeader(message.headers, newShopifyForm.header).has_value();
    return {isNew ? readNewShopify(message.headers) : readShopify(message.headers)};
}

HeaderList ShopifyScheme::sign(const Message &message, std::string_view secret, Timestamp) const
{
    const bool isNew = findHeader(message.headers, "Shopify-Topic")
        && !findHeader(message.headers, "X-Shopify-Topic");
    const SignatureForm &form = isNew ? newShopifyForm : shopifyForm;
    return {{std::string(form.header), written(form, digest(secret, message.body))}};
}

} // namespace gatehouse::signing
