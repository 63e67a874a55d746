#include "services/signing/wpmediascheme.h"

#include "services/signing/verification.h"

namespace gatehouse::signing {

namespace {

constexpr SignatureForm wpmediaForm{
    .header = "X-WP-Signature",
    .prefix = "",
    .encoding = DigestEncoding::Hex,
    .sender = "the WordPress media hook",
    .ifMissing = "The media hook signs every call; a proxy or a security plugin may drop it."};

} // namespace

std::vector<Claim> WpmediaScheme::read(const Message &message) const
{
    return {readSignature(message.headers, wpmediaForm)};
}

HeaderList WpmediaScheme::sign(const Message &message, std::string_view secret, Timestamp) const
{
    return {{std::string(wpmediaForm.header), written(wpmediaForm, digest(secret, message.body))}};
}

} // namespace gatehouse::signing
