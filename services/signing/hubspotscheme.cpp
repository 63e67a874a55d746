#include "services/signing/hubspotscheme.h"

#include "services/core/hex.h"
#include "services/signing/similarurls.h"
#include "services/signing/verification.h"

namespace gatehouse::signing {

namespace {

constexpr std::string_view hubspotTimestamp = "X-HubSpot-Request-Timestamp";
constexpr std::string_view hubspotOldSignature = "X-HubSpot-Signature";
constexpr std::chrono::seconds hubspotSkewLimit{300};
constexpr std::string_view hubspotAdvice =
    "HubSpot sends it with every webhook of an app; a proxy may drop it.";
constexpr SignatureForm hubspotForm{.header = "X-HubSpot-Signature-v3",
                                    .prefix = "",
                                    .encoding = DigestEncoding::Base64,
                                    .sender = "HubSpot",
                                    .ifMissing = hubspotAdvice};

/// The character of an escape that HubSpot decodes. `%20`, `%26` and `%3D` are not among them.
std::optional<char> hubspotDecoded(std::string_view escape)
{
    constexpr std::string_view decoded = ":/?@!$'()*,;";
    const auto byte = escape.starts_with('%') ? fromHex(escape.substr(1)) : std::nullopt;
    if (!byte || byte->size() != 1 || decoded.find(byte->front()) == std::string_view::npos)
        return std::nullopt;
    return byte->front();
}

std::string hubspotUrl(std::string_view url)
{
    constexpr std::size_t escapeSize = 3;
    std::string decoded;
    decoded.reserve(url.size());
    while (!url.empty()) {
        const auto character = hubspotDecoded(url.substr(0, escapeSize));
        decoded += character.value_or(url.front());
        url.remove_prefix(character ? escapeSize : 1);
    }
    return decoded;
}

} // namespace

std::vector<Claim> HubspotScheme::read(const Message &message) const
{
    Claim claim = readSignature(message.headers, hubspotForm);
    if (claim.found.empty() && findHeader(message.headers, hubspotOldSignature)) {
        const std::string sentence = "Only X-HubSpot-Signature came, which holds a v1 or v2 "
                                     "signature: these are not accepted.";
        claim.defect = headerMissing(hubspotForm.header, sentence);
        claim.hint = NearestMatch{"older_signature", sentence};
    }
    requireHeaders(claim, message.headers, {hubspotTimestamp}, hubspotAdvice);
    if (message.url.empty() && !claim.defect)
        claim.hint = NearestMatch{std::string(urlMissing),
                                  "HubSpot signs the URL that it calls, and no URL was given."};
    claim.before = "POST" + hubspotUrl(message.url);
    claim.after = trimmed(findHeader(message.headers, hubspotTimestamp).value_or(""));
    claim.time = timeFromHeader(message.headers, hubspotTimestamp, std::chrono::milliseconds(1),
                                hubspotSkewLimit);
    return {std::move(claim)};
}

std::vector<Frame> HubspotScheme::otherFrames(const Message &message, const Claim &claim) const
{
    std::vector<Frame> frames = HmacScheme::otherFrames(message, claim);
    for (const std::string &url : similarUrls(message.url, message.headers)) {
        frames.push_back({"POST" + hubspotUrl(url),
                          claim.after,
                          {Fault::Url, "url", "the URL is " + url, "with another URL"}});
    }
    frames.push_back({"POST" + std::string(message.url),
                      claim.after,
                      {Fault::Url, "url_escapes", "the URL's escapes are signed as they stand",
                       "with the escapes"}});
    frames.push_back(
        {claim.before,
         {},
         {Fault::Frame, "timestamp_unsigned", "the timestamp is not signed", "without the time"}});
    return frames;
}

HeaderList HubspotScheme::sign(const Message &message, std::string_view secret, Timestamp now) const
{
    const std::string timestamp = unixMilliseconds(now);
    const std::string text =
        "POST" + hubspotUrl(message.url) + std::string(message.body) + timestamp;
    return {{std::string(hubspotTimestamp), timestamp},
            {std::string(hubspotForm.header), written(hubspotForm, digest(secret, text))}};
}

} // namespace gatehouse::signing
