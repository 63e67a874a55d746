#pragma once

#include "services/signing/hmacscheme.h"

namespace gatehouse::signing {

/// `X-Slack-Signature: v0=<hex>`: HMAC-SHA256 of `v0:<X-Slack-Request-Timestamp>:<body>` under the
/// app's signing secret. 300 s of skew.
/// Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
class SlackScheme final : public HmacScheme
{
public:
    std::string_view source() const override { return "slack"; }
    HeaderList sign(const Message &message, std::string_view secret, Timestamp now) const override;

protected:
    std::vector<Claim> read(const Message &message) const override;
};

} // namespace gatehouse::signing
