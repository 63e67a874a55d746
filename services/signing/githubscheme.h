#pragma once

#include "services/signing/hmacscheme.h"

namespace gatehouse::signing {

/// `X-Hub-Signature-256: sha256=<hex>`: HMAC-SHA256 of the body under the secret's text. The SHA-1
/// header X-Hub-Signature is never looked at. X-GitHub-Event and X-GitHub-Delivery are required
/// too. GitHub signs no time. sign() adds the signature alone: event and delivery are the message's
/// own. Source: https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
class GithubScheme final : public HmacScheme
{
public:
    std::string_view source() const override { return "github"; }
    HeaderList sign(const Message &message, std::string_view secret, Timestamp now) const override;

protected:
    std::vector<Claim> read(const Message &message) const override;
};

} // namespace gatehouse::signing
