#pragma once

#include "services/signing/scheme.h"

#include <QTest>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse::signing {

using Outcome = Verification::Outcome;
using namespace std::chrono_literals;

/// 2026-11-17T13:32:07Z
constexpr Timestamp testNow{std::chrono::seconds(1794922327)};

inline HeaderList without(HeaderList headers, std::string_view name)
{
    std::erase_if(headers, [&](const auto &field) { return field.first == name; });
    return headers;
}

inline HeaderList with(HeaderList headers, const std::string &name, const std::string &value)
{
    headers = without(std::move(headers), name);
    headers.emplace_back(name, value);
    return headers;
}

inline HeaderList joined(HeaderList first, const HeaderList &second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

/// A message that its source has signed. The digest is somebody else's: of the provider's
/// documentation, or made in Python.
struct SchemeVector
{
    std::string source;
    std::string secret;
    std::string url = {};
    std::string body;
    std::string digest; ///< hex or base64, as it is sent
    std::string signatureHeader;
    std::string prefix = {}; ///< what stands before the digest in its header
    HeaderList time = {}; ///< the header of the time that is signed, where it has one
    HeaderList beside = {}; ///< what else the source sends and the scheme asks for
    Timestamp signedAt = testNow;
    std::chrono::milliseconds limit{0}; ///< of time skew; 0: the source signs no time
    std::chrono::milliseconds tick = 1s; ///< the unit of its time
    std::string other = "another secret";

    /// What the source adds when it signs.
    HeaderList added() const { return with(time, signatureHeader, prefix + digest); }
    /// All that the scheme asks for.
    HeaderList headers() const { return joined(beside, added()); }
    bool isHex() const { return digest.size() == 64; }
};

/// Python: hmac.new(secret, b"1794922327." + body, sha256)
inline SchemeVector stripeVector()
{
    return {.source = "stripe",
            .secret = "whsec_test_secret",
            .body = R"({"id":"evt_1","object":"event","type":"payment_intent.succeeded"})",
            .digest = "bd06e456a9237f872647660e46baea9ca38b1ca6e383db4d126a76ae85c4f6f7",
            .signatureHeader = "Stripe-Signature",
            .prefix = "t=1794922327,v1=",
            .limit = 300s};
}

/// GitHub's documentation
inline SchemeVector githubVector()
{
    return {.source = "github",
            .secret = "It's a Secret to Everybody",
            .body = "Hello, World!",
            .digest = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
            .signatureHeader = "X-Hub-Signature-256",
            .prefix = "sha256=",
            .beside = {{"X-GitHub-Event", "push"},
                       {"X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958"}}};
}

/// Python: base64 of hmac.new(secret, b"POST" + decoded URL + body + timestamp, sha256). The URL
/// has all twelve escapes that are decoded, and three that are not.
inline SchemeVector hubspotVector()
{
    return {.source = "hubspot",
            .secret = "client-secret",
            .url = "https://hooks.example.com/api/webhooks/hubspot/ingest?tenant=acme&x="
                   "%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B%20%26%3D",
            .body = R"([{"eventId":1,"subscriptionType":"contact.creation"}])",
            .digest = "Awz+9GT+IMW1G2Gtewg3i+ddhLr4N0OBuYDBf0btS48=",
            .signatureHeader = "X-HubSpot-Signature-v3",
            .time = {{"X-HubSpot-Request-Timestamp", "1794922327123"}},
            .signedAt = testNow + 123ms,
            .limit = 300s,
            .tick = 1ms};
}

/// Python: base64 of hmac.new(secret, body, sha256). Its headers come in two families.
inline SchemeVector shopifyVector(const std::string &family = "X-Shopify-")
{
    return {.source = "shopify",
            .secret = "hush",
            .body = R"({"id":820982911946154508,"email":"jon@example.com"})",
            .digest = "D0UMXmhjwBRi4y66TmhJrDlhQABD7zI2fm3p6/QLMo8=",
            .signatureHeader = family + "Hmac-Sha256",
            .beside = {{family + "Topic", "orders/create"},
                       {family + "Shop-Domain", "acme.myshopify.com"},
                       {family + "API-Version", "2026-07"},
                       {family + "Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043"}}};
}

/// Slack's documentation
inline SchemeVector slackVector()
{
    return {.source = "slack",
            .secret = "8f742231b10e8888abcd99yyyzzz85a5",
            .body =
                "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
                "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
                "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
            .digest = "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
            .signatureHeader = "X-Slack-Signature",
            .prefix = "v0=",
            .time = {{"X-Slack-Request-Timestamp", "1531420618"}},
            .signedAt = Timestamp(1531420618s),
            .limit = 300s};
}

/// Python: base64 of hmac.new(secret, body, sha256)
inline SchemeVector woocommerceVector()
{
    return {.source = "woocommerce",
            .secret = "wc-secret",
            .body = R"({"id":727,"status":"processing"})",
            .digest = "CJGy2l17vmafo5cc0gtESTEst3ie65pcrP8ExTVLjmA=",
            .signatureHeader = "X-WC-Webhook-Signature",
            .beside = {{"X-WC-Webhook-Topic", "order.updated"},
                       {"X-WC-Webhook-Delivery-ID", "fd12b2e2c87d7a1a0ba4eb5a9e2f6d0c"}}};
}

/// The Standard Webhooks libraries and Svix's documentation, each with its family of headers
inline SchemeVector standardVector(const std::string &family = "webhook-")
{
    return {.source = "standard",
            .secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            .body = R"({"test": 2432232314})",
            .digest = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            .signatureHeader = family + "signature",
            .prefix = "v1,",
            .time = {{family + "timestamp", "1614265330"}},
            .beside = {{family + "id", "msg_p5jXN8AQM9LWM0D4loKWxJek"}},
            .signedAt = Timestamp(1614265330s),
            .limit = 300s,
            .other = "whsec_YW5vdGhlciBzZWNyZXQgb2YgdGhlIHNhbWU="};
}

/// Python: hmac.new(secret, body, sha256). The time is the body's.
inline SchemeVector wordpressVector()
{
    return {.source = "wordpress",
            .secret = "per-site-secret",
            .body = R"({"idempotency_key":"k-1","occurred_at":"2026-11-17T14:32:07Z",)"
                    R"("type":"user.updated"})",
            .digest = "e3a257eefba498f943556f9d2da88391c1737f83f0a30dd8378a458cb92ed636",
            .signatureHeader = "X-Signature",
            .prefix = "sha256=",
            .beside = {{"X-Idempotency-Key", "k-1"}},
            .signedAt = testNow + 1h,
            .limit = 300s};
}

/// Python: base64 of hmac.new(secret, body, sha256). The secret looks like base64, and is a key as
/// it stands.
inline SchemeVector aiVector()
{
    return {.source = "ai",
            .secret = "d2hhdCBsb29rcyBsaWtlIGJhc2U2NA==",
            .body = R"({"idempotency_key":"job-1:done","job_id":"job-1"})",
            .digest = "CmICAXkMdxDckSjgUS2MP62yjf204c9QU+JRuDxgrBo=",
            .signatureHeader = "X-AI-Signature",
            .time = {{"X-AI-Timestamp", "1794922327"}},
            .limit = 120s,
            .other = "what looks like base64"};
}

/// Python: hmac.new(secret, body, sha256)
inline SchemeVector wpmediaVector()
{
    return {.source = "wpmedia",
            .secret = "media-secret",
            .body = R"({"attachment_id":7})",
            .digest = "5c22f4cfb39d0681670743698a930c62c36191bf54a06e7cc4a4baef6e3bd4e1",
            .signatureHeader = "X-WP-Signature"};
}

/// What all schemes are tested with.
inline std::vector<SchemeVector> schemeVectors()
{
    return {
        stripeVector(), githubVector(),      hubspotVector(),           shopifyVector(),
        slackVector(),  woocommerceVector(), standardVector(),          wordpressVector(),
        aiVector(),     wpmediaVector(),     shopifyVector("Shopify-"), standardVector("svix-")};
}

inline std::unique_ptr<Scheme> schemeOf(std::string_view source)
{
    for (auto &scheme : makeSchemes()) {
        if (scheme->source() == source)
            return std::move(scheme);
    }
    return {};
}

/// In what a message that arrives differs from its vector.
struct Difference
{
    std::optional<HeaderList> headers = {};
    std::optional<std::string> body = {};
    std::optional<std::vector<std::string>> secrets = {};
    std::chrono::milliseconds age{0}; ///< since it was signed
    std::optional<std::string> url = {};
};

inline Verification verify(const SchemeVector &vector, const Difference &difference = {})
{
    const HeaderList headers = difference.headers.value_or(vector.headers());
    const std::string body = difference.body.value_or(vector.body);
    const std::string url = difference.url.value_or(vector.url);
    const auto secrets = difference.secrets.value_or(std::vector{vector.secret});
    return schemeOf(vector.source)
        ->verify({url, headers, body}, secrets, vector.signedAt + difference.age);
}

inline Verification verifyWithSignature(const SchemeVector &vector, const std::string &value)
{
    return verify(vector, {.headers = with(vector.headers(), vector.signatureHeader, value)});
}

inline HeaderList sign(const SchemeVector &vector, const Difference &difference = {})
{
    const HeaderList headers = difference.headers.value_or(vector.beside);
    const std::string body = difference.body.value_or(vector.body);
    const std::string url = difference.url.value_or(vector.url);
    return schemeOf(vector.source)
        ->sign({url, headers, body}, vector.secret, vector.signedAt + difference.age);
}

/// Texts that say the same 32 bytes as a digest, or nearly so, in a form that is not taken.
inline std::vector<std::pair<const char *, std::string>> malformedHex(const std::string &good)
{
    return {{"one digit short", good.substr(1)},
            {"one digit more", good + "0"},
            {"twice", good + good},
            {"a byte more", good + "00"},
            {"not hex", std::string(64, 'x')},
            {"base64", "aXQgaXMgbm90IGhleCBidXQgYmFzZTY0IG9mIDMyYnk="}};
}

inline std::vector<std::pair<const char *, std::string>> malformedBase64(const std::string &good)
{
    std::string spareBits = good;
    spareBits[42] = static_cast<char>(spareBits[42] + 1);
    return {{"without padding", good.substr(0, 43)},
            {"url-safe digits", "-_" + good.substr(2)},
            {"a blank inside", good.substr(0, 20) + " " + good.substr(20)},
            {"bits beyond the last byte", spareBits},
            {"something after it", good + "="},
            {"cut to 30 bytes", good.substr(0, 40)},
            {"twice", good + good},
            {"64 hex digits", std::string(64, 'a')}};
}

/// The rows of a test of all vectors: `vector`.
inline void addVectors(bool (*isWanted)(const SchemeVector &) = [](const auto &) { return true; })
{
    QTest::addColumn<SchemeVector>("vector");
    for (const SchemeVector &vector : schemeVectors()) {
        if (isWanted(vector))
            QTest::newRow(vector.signatureHeader.c_str()) << vector;
    }
}

} // namespace gatehouse::signing
