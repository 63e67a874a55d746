#pragma once

#include "services/signing/hmacscheme.h"

namespace gatehouse::signing {

/// `X-AI-Signature`: base64 HMAC-SHA256 of the body under the secret's text, which is not decoded.
/// X-AI-Timestamp (seconds) is required and judged (120 s of skew), but it is not signed: whoever
/// replays can write a new one, so only the body's idempotency key stops a replay.
/// Source: docs/wire-formats.md.
class AiScheme final : public HmacScheme
{
public:
    std::string_view source() const override { return "ai"; }
    HeaderList sign(const Message &message, std::string_view secret, Timestamp now) const override;

protected:
    std::vector<Claim> read(const Message &message) const override;
    std::vector<Frame> otherFrames(const Message &message, const Claim &claim) const override;
};

} // namespace gatehouse::signing
