#include "services/signing/woocommercescheme.h"

#include "services/signing/verification.h"

namespace gatehouse::signing {

namespace {

constexpr std::string_view woocommerceAdvice =
    "WooCommerce sends it with every webhook; a proxy or a security plugin may drop it.";
constexpr SignatureForm woocommerceForm{.header = "X-WC-Webhook-Signature",
                                        .prefix = "",
                                        .encoding = DigestEncoding::Base64,
                                        .sender = "WooCommerce",
                                        .ifMissing = woocommerceAdvice};

} // namespace

std::vector<Claim> WoocommerceScheme::read(const Message &message) const
{
    Claim claim = readSignature(message.headers, woocommerceForm);
    requireHeaders(claim, message.headers, {"X-WC-Webhook-Topic", "X-WC-Webhook-Delivery-ID"},
                   woocommerceAdvice);
    return {std::move(claim)};
}

HeaderList WoocommerceScheme::sign(const Message &message, std::string_view secret, Timestamp) const
{
    return {{std::string(woocommerceForm.header),
             written(woocommerceForm, digest(secret, message.body))}};
}

} // namespace gatehouse::signing
