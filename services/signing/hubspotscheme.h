#pragma once

#include "services/signing/hmacscheme.h"

namespace gatehouse::signing {

/// `X-HubSpot-Signature-v3`: base64 HMAC-SHA256 of `POST`, the full URL that HubSpot called, the
/// body and X-HubSpot-Request-Timestamp (milliseconds) under the app's client secret. Twelve
/// escapes of the URL are decoded before it is signed. 300 s of skew. The headers of v1 and v2
/// (plain SHA-256) are never looked at. Source:
/// https://developers.hubspot.com/docs/apps/legacy-apps/authentication/ validating-requests and
/// HubSpot's SDKs.
class HubspotScheme final : public HmacScheme
{
public:
    std::string_view source() const override { return "hubspot"; }
    HeaderList sign(const Message &message, std::string_view secret, Timestamp now) const override;

protected:
    std::vector<Claim> read(const Message &message) const override;
    std::vector<Frame> otherFrames(const Message &message, const Claim &claim) const override;
};

} // namespace gatehouse::signing
