#include "schemevectors.h"
#include "services/core/hex.h"
#include "services/signing/base64.h"
#include "services/signing/digest.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace gatehouse;
using namespace gatehouse::signing;
using Step = Diagnosis::Step;

namespace {

/// Decoded from base64 it is 24 bytes, so it suits every scheme.
const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string olderSecret = "whsec_b2xkZXIgc2VjcmV0LCByZXRpcmVk";
const std::string foreignSecret = "whsec_c2VjcmV0IG9mIGFub3RoZXIgdGVu";
const std::string body =
    R"({"id":"evt_1","note":"caf\u00e9 a\/b","occurred_at":"2026-11-17T13:32:07Z","total":1.50,"a":[]})";
/// Nearly the largest that the gateway takes.
constexpr std::size_t bodySize = std::size_t{500} * 1024;
const std::string url = "https://hooks.example.com/api/webhooks/x/ingest?tenant=acme";

std::vector<CandidateSecret> candidates()
{
    return {{secret, "version 7", "active", {}},
            {olderSecret, "version 5", "revoked", {}},
            {foreignSecret, "version 2", "active", "globex"}};
}

/// Every header that some source asks for beside its signature.
HeaderList companions()
{
    return {{"Content-Type", "application/json"},
            {"Host", "hooks.example.com"},
            {"X-GitHub-Event", "push"},
            {"X-GitHub-Delivery", "1"},
            {"X-Shopify-Topic", "orders/create"},
            {"X-Shopify-Shop-Domain", "acme.myshopify.com"},
            {"X-Shopify-API-Version", "2026-07"},
            {"X-Shopify-Webhook-Id", "1"},
            {"X-WC-Webhook-Topic", "order.updated"},
            {"X-WC-Webhook-Delivery-ID", "1"},
            {"X-Idempotency-Key", "1"},
            {"webhook-id", "msg_1"}};
}

struct Sent
{
    std::string source = "stripe";
    std::string signedBody = body;
    std::string signedUrl = url;
    std::string signedWith = secret;
    Timestamp signedAt = testNow;
};

HeaderList headersOf(const Sent &sent)
{
    HeaderList headers = companions();
    for (auto &header :
         schemeOf(sent.source)
             ->sign({sent.signedUrl, headers, sent.signedBody}, sent.signedWith, sent.signedAt))
        headers.push_back(std::move(header));
    return headers;
}

Diagnosis explain(const std::string &source, const HeaderList &headers,
                  const std::string &arrived = body,
                  const std::vector<CandidateSecret> &secrets = candidates())
{
    return schemeOf(source)->explain({url, headers, arrived}, secrets, testNow);
}

std::string kindOf(const Diagnosis &diagnosis)
{
    return diagnosis.nearest ? diagnosis.nearest->kind : std::string();
}

void changeHeader(HeaderList &headers, std::string_view name,
                  const std::function<std::string(std::string)> &change)
{
    for (auto &[known, value] : headers) {
        if (known == name)
            value = change(value);
    }
}

std::string jsonOf(const Diagnosis &diagnosis)
{
    return toJson(diagnosis);
}

/// A table of all ten sources.
void addSources()
{
    QTest::addColumn<std::string>("source");
    for (const auto &scheme : makeSchemes()) {
        const std::string source(scheme->source());
        QTest::newRow(source.c_str()) << source;
    }
}

} // namespace

class ExplainTest : public QObject
{
    Q_OBJECT

private slots:
    void aValidMessageIsSaidToBe_data() { addSources(); }
    void aValidMessageIsSaidToBe()
    {
        QFETCH(std::string, source);
        const Diagnosis diagnosis = explain(source, headersOf({.source = source}));
        QCOMPARE(diagnosis.status, 0);
        QCOMPARE(diagnosis.code, std::string("valid"));
        QCOMPARE(diagnosis.headline, std::string("Valid: signed with version 7 (active)"));
        QVERIFY(!diagnosis.nearest);
        QVERIFY(std::all_of(diagnosis.checks.begin(), diagnosis.checks.end(),
                            [](const auto &check) { return check.step == Step::Passed; }));
    }

    void aTrailingLineFeedIsFound_data() { addSources(); }
    void aTrailingLineFeedIsFound()
    {
        QFETCH(std::string, source);
        const Diagnosis diagnosis = explain(source, headersOf({.source = source}), body + "\n");
        QCOMPARE(diagnosis.status, 401);
        QCOMPARE(diagnosis.headline,
                 std::string("Refused with 401: the body was changed on the way"));
        QCOMPARE(kindOf(diagnosis), std::string("trailing_newline"));
        QCOMPARE(diagnosis.nearest->text,
                 std::string("The signature matches once the last byte, a line feed, is removed."));
        QVERIFY(!diagnosis.next.empty());
    }

    void aRevokedSecretIsFound_data() { addSources(); }
    void aRevokedSecretIsFound()
    {
        QFETCH(std::string, source);
        const Diagnosis diagnosis =
            explain(source, headersOf({.source = source, .signedWith = olderSecret}));
        QCOMPARE(diagnosis.status, 401);
        QCOMPARE(kindOf(diagnosis), std::string("secret_revoked"));
        QCOMPARE(diagnosis.nearest->text,
                 std::string("The signature matches under version 5 (revoked)."));
    }

    void anotherTenantsSecretIsFound_data() { addSources(); }
    void anotherTenantsSecretIsFound()
    {
        QFETCH(std::string, source);
        const Diagnosis diagnosis =
            explain(source, headersOf({.source = source, .signedWith = foreignSecret}));
        QCOMPARE(diagnosis.status, 401);
        QCOMPARE(kindOf(diagnosis), std::string("other_tenant"));
        QVERIFY(diagnosis.nearest->text.find("version 2 of globex") != std::string::npos);
    }

    void aPendingSecretIsFound()
    {
        const Diagnosis diagnosis = explain(
            "slack", headersOf({.source = "slack", .signedWith = olderSecret}), body,
            {{secret, "version 7", "active", {}}, {olderSecret, "version 8", "pending", {}}});
        QCOMPARE(kindOf(diagnosis), std::string("secret_pending"));
        QCOMPARE(diagnosis.next,
                 std::string("Make the pending secret active: the sender uses it already."));
    }

    void aRetiringSecretIsStillValid()
    {
        const Diagnosis diagnosis = explain(
            "slack", headersOf({.source = "slack", .signedWith = olderSecret}), body,
            {{secret, "version 7", "active", {}}, {olderSecret, "version 6", "retiring", {}}});
        QCOMPARE(diagnosis.headline, std::string("Valid: signed with version 6 (retiring)"));
    }

    void twoFaultsAtOnceAreFoundWhenOneIsTheSecret()
    {
        const Diagnosis diagnosis = explain(
            "slack", headersOf({.source = "slack", .signedWith = olderSecret}), body + "\n");
        QCOMPARE(kindOf(diagnosis), std::string("trailing_newline"));
        QCOMPARE(diagnosis.nearest->text,
                 std::string("The signature matches once the last byte, a line feed, is removed, "
                             "under version 5 (revoked)."));
    }

    void blanksAroundTheStoredSecretAreFound_data() { addSources(); }
    void blanksAroundTheStoredSecretAreFound()
    {
        QFETCH(std::string, source);
        const Diagnosis diagnosis = explain(source, headersOf({.source = source}), body,
                                            {{" " + secret + "\n", "version 7", "active", {}}});
        QCOMPARE(kindOf(diagnosis), std::string("secret_whitespace"));
    }

    void aReserializedBodyIsFound_data() { addSources(); }
    void aReserializedBodyIsFound()
    {
        QFETCH(std::string, source);
        const std::string pretty = "{\n  \"b\": 1,\n  \"a\": []\n}";
        const Diagnosis diagnosis = explain(
            source, headersOf({.source = source, .signedBody = pretty}), R"({"b":1,"a":[]})");
        QCOMPARE(kindOf(diagnosis), std::string("reserialized"));
        QVERIFY(diagnosis.reason.find("indented by two") != std::string::npos);
    }

    void theOtherEncodingIsFound_data()
    {
        QTest::addColumn<std::string>("source");
        QTest::addColumn<std::string>("header");
        QTest::newRow("hex for hubspot")
            << std::string("hubspot") << std::string("X-HubSpot-Signature-v3");
        QTest::newRow("hex for shopify")
            << std::string("shopify") << std::string("X-Shopify-Hmac-Sha256");
        QTest::newRow("hex for ai") << std::string("ai") << std::string("X-AI-Signature");
        QTest::newRow("hex for woocommerce")
            << std::string("woocommerce") << std::string("X-WC-Webhook-Signature");
    }
    void theOtherEncodingIsFound()
    {
        QFETCH(std::string, source);
        QFETCH(std::string, header);
        HeaderList headers = headersOf({.source = source});
        changeHeader(headers, header,
                     [](const std::string &text) { return toHex(asBytes(*fromBase64(text))); });
        const Diagnosis diagnosis = explain(source, headers);
        QCOMPARE(diagnosis.code, std::string("signature_malformed"));
        QCOMPARE(kindOf(diagnosis), std::string("signature_encoding"));
        QCOMPARE(diagnosis.nearest->text,
                 std::string("The signature matches once it is read as hex."));
    }

    void aMalformedSignatureIsToBeWrittenAnew_data()
    {
        QTest::addColumn<std::string>("source");
        QTest::addColumn<std::string>("header");
        QTest::addColumn<std::string>("form");
        QTest::newRow("stripe") << std::string("stripe") << std::string("Stripe-Signature")
                                << std::string("v1= with 64 hex digits");
        QTest::newRow("github") << std::string("github") << std::string("X-Hub-Signature-256")
                                << std::string("sha256= and 64 hex digits");
        QTest::newRow("standard") << std::string("standard") << std::string("webhook-signature")
                                  << std::string("44 digits of padded base64");
    }
    void aMalformedSignatureIsToBeWrittenAnew()
    {
        QFETCH(std::string, source);
        QFETCH(std::string, header);
        QFETCH(std::string, form);
        HeaderList headers = headersOf({.source = source});
        changeHeader(headers, header, [](const std::string &) { return std::string("nonsense"); });
        const Diagnosis diagnosis = explain(source, headers);
        QCOMPARE(diagnosis.code, std::string("signature_malformed"));
        QVERIFY2(diagnosis.next.find(form) != std::string::npos, diagnosis.next.c_str());
        QVERIFY2(diagnosis.next.find("fingerprint") == std::string::npos, diagnosis.next.c_str());
    }

    void hubspotNeedsTheUrl()
    {
        const HeaderList headers = headersOf({.source = "hubspot"});
        const Diagnosis diagnosis =
            schemeOf("hubspot")->explain({"", headers, body}, candidates(), testNow);
        QCOMPARE(kindOf(diagnosis), std::string("url_missing"));
        QVERIFY(diagnosis.reason.find("no URL was given") != std::string::npos);
        QVERIFY2(diagnosis.next.starts_with("Give the URL"), diagnosis.next.c_str());
    }

    void aDigestInAnotherFormIsFound_data()
    {
        QTest::addColumn<std::string>("signature");
        QTest::addColumn<std::string>("readAs");
        const std::string digest = hmacSha256(secret, body);
        const std::string hex = toHex(asBytes(digest));
        const std::string base64 = toBase64(digest);
        QTest::newRow("base64") << "sha256=" + base64 << std::string("base64");
        QTest::newRow("base64 without padding")
            << base64.substr(0, 43) << std::string("base64 without its padding");
        QTest::newRow("base64 of hex digits")
            << toBase64(hex) << std::string("base64 of hex digits");
        QTest::newRow("no prefix") << hex << std::string("hex");
        QTest::newRow("another prefix") << "v1=" + hex << std::string("hex");
        QTest::newRow("quotes") << "\"sha256=" + hex + "\"" << std::string("hex");
    }
    void aDigestInAnotherFormIsFound()
    {
        QFETCH(std::string, signature);
        QFETCH(std::string, readAs);
        const HeaderList headers = with(companions(), "X-Hub-Signature-256", signature);
        const Diagnosis diagnosis = explain("github", headers);
        QVERIFY(diagnosis.nearest);
        QCOMPARE(diagnosis.nearest->text,
                 "The signature matches once it is read as " + readAs + ".");
        QVERIFY(diagnosis.next.find("sha256= and 64 hex digits") != std::string::npos);
    }

    void urlSafeBase64IsFound()
    {
        // The first body whose digest has a digit that the two alphabets write differently.
        std::string sent;
        std::string base64;
        while (base64.find_first_of("+/") == std::string::npos) {
            sent += "x";
            base64 = toBase64(hmacSha256(secret, sent));
        }
        for (char &c : base64)
            c = c == '+' ? '-' : c == '/' ? '_' : c;
        const HeaderList headers = with(companions(), "X-WC-Webhook-Signature", base64);
        const Diagnosis diagnosis = explain("woocommerce", headers, sent);
        QVERIFY(diagnosis.nearest);
        QVERIFY(diagnosis.nearest->text.find("base64url") != std::string::npos);
    }

    void aChangedBodyIsFound_data()
    {
        QTest::addColumn<std::string>("wasSigned");
        QTest::addColumn<std::string>("arrived");
        QTest::addColumn<std::string>("kind");
        const std::string lines = "{\n\"a\": 1\n}";
        const std::string crlfLines = "{\r\n\"a\": 1\r\n}";
        QTest::newRow("newline lost") << body + "\n" << body << std::string("missing_newline");
        QTest::newRow("CR LF added") << body << body + "\r\n" << std::string("trailing_newline");
        QTest::newRow("CR LF for LF") << lines << crlfLines << std::string("crlf");
        QTest::newRow("LF for CR LF") << crlfLines << lines << std::string("line_feeds");
        QTest::newRow("mark added")
            << body << "\xEF\xBB\xBF" + body << std::string("byte_order_mark");
        QTest::newRow("mark lost")
            << "\xEF\xBB\xBF" + body << body << std::string("missing_byte_order_mark");
        QTest::newRow("blanks around") << body << "  " + body + " \n"
                                       << std::string("surrounding_whitespace");
        QTest::newRow("body lost by the signer")
            << std::string() << body << std::string("empty_body");
        QTest::newRow("base64 of the body") << body << toBase64(body) << std::string("base64_body");
        QTest::newRow("as a form")
            << std::string(R"({"a": 1})") << std::string("payload=%7B%22a%22%3A+1%7D")
            << std::string("form_payload");
        QTest::newRow("nothing that is known")
            << body << std::string("{\"another\":\"body\"}") << std::string();
    }
    void aChangedBodyIsFound()
    {
        QFETCH(std::string, wasSigned);
        QFETCH(std::string, arrived);
        QFETCH(std::string, kind);
        const Diagnosis diagnosis =
            explain("wpmedia", headersOf({.source = "wpmedia", .signedBody = wasSigned}), arrived);
        QCOMPARE(diagnosis.status, 401);
        QCOMPARE(kindOf(diagnosis), kind);
    }

    void everyCommonSerializationIsFound_data()
    {
        QTest::addColumn<std::string>("wasSigned");
        QTest::newRow("Python") << std::string(
            R"({"note": "caf\u00e9 a/b", "id": "evt_1", "total": 1.50, "a": []})");
        QTest::newRow("Python, sorted")
            << std::string(R"({"a": [], "id": "evt_1", "note": "caf\u00e9 a/b", "total": 1.50})");
        QTest::newRow("JavaScript") << std::string(
            "{\"note\":\"caf\xC3\xA9 a/b\",\"id\":\"evt_1\",\"total\":1.50,\"a\":[]}");
        QTest::newRow("PHP") << std::string(
            R"({"note":"caf\u00e9 a\/b","id":"evt_1","total":1.50,"a":[]})");
        QTest::newRow("PHP, indented")
            << std::string("{\n    \"note\": \"caf\\u00e9 a\\/b\",\n    \"id\": \"evt_1\",\n"
                           "    \"total\": 1.50,\n    \"a\": []\n}");
        QTest::newRow("Ruby's JSON.pretty_generate")
            << std::string("{\n  \"note\": \"caf\xC3\xA9 a/b\",\n  \"id\": \"evt_1\",\n"
                           "  \"total\": 1.50,\n  \"a\": []\n}");
        QTest::newRow("slashes alone escaped") << std::string(
            "{\"note\":\"caf\xC3\xA9 a\\/b\",\"id\":\"evt_1\",\"total\":1.50,\"a\":[]}");
    }
    void everyCommonSerializationIsFound()
    {
        QFETCH(std::string, wasSigned);
        const std::string arrived =
            " {\"note\" :\"caf\\u00E9 a/b\", \"id\":\"evt_1\",\t\"total\":1.50, "
            "\"a\": [ ]}";
        const Diagnosis diagnosis =
            explain("wpmedia", headersOf({.source = "wpmedia", .signedBody = wasSigned}), arrived);
        QCOMPARE(kindOf(diagnosis), std::string("reserialized"));
    }

    void anotherFormOfTheSecretIsFound_data()
    {
        QTest::addColumn<std::string>("source");
        QTest::addColumn<std::string>("header");
        QTest::addColumn<std::string>("key");
        QTest::addColumn<std::string>("kind");
        const std::string bare = secret.substr(6);
        QTest::newRow("ai, decoded") << std::string("ai") << std::string("X-AI-Signature")
                                     << *fromBase64(bare) << std::string("secret_decoded");
        QTest::newRow("ai, without the prefix")
            << std::string("ai") << std::string("X-AI-Signature") << bare
            << std::string("secret_prefix");
        QTest::newRow("ai, with a line feed")
            << std::string("ai") << std::string("X-AI-Signature") << secret + "\n"
            << std::string("secret_newline");
    }
    void anotherFormOfTheSecretIsFound()
    {
        QFETCH(std::string, source);
        QFETCH(std::string, header);
        QFETCH(std::string, key);
        QFETCH(std::string, kind);
        HeaderList headers =
            with(headersOf({.source = source}), header, toBase64(hmacSha256(key, body)));
        QCOMPARE(kindOf(explain(source, headers)), kind);
    }

    void aStandardSecretUsedAsTextIsFound()
    {
        const std::string text = "msg_1.1794922327." + body;
        const HeaderList headers = with(headersOf({.source = "standard"}), "webhook-signature",
                                        "v1," + toBase64(hmacSha256(secret, text)));
        QCOMPARE(kindOf(explain("standard", headers)), std::string("secret_undecoded"));
    }

    void aHexSecretUsedAsTextIsFound()
    {
        const std::string hexSecret = "00112233445566778899aabbccddeeff";
        const HeaderList headers = with(companions(), "X-WP-Signature",
                                        toHex(asBytes(hmacSha256(*fromHex(hexSecret), body))));
        const Diagnosis diagnosis =
            explain("wpmedia", headers, body, {{hexSecret, "version 1", "active", {}}});
        QCOMPARE(kindOf(diagnosis), std::string("secret_hex"));
    }

    void aSecretThatCannotBeDecodedIsSaidToBe()
    {
        const Diagnosis diagnosis = explain("standard", headersOf({.source = "standard"}), body,
                                            {{"not base64!", "version 1", "active", {}}});
        QCOMPARE(diagnosis.secrets.front().result, std::string("not a key: it cannot be decoded"));
        QVERIFY(diagnosis.secrets.front().computed.empty());
    }

    void anotherUrlIsFound_data()
    {
        QTest::addColumn<std::string>("signedUrl");
        QTest::addColumn<std::string>("kind");
        const std::string path = "/api/webhooks/x/ingest";
        const std::string kind = "url";
        QTest::newRow("http") << "http://hooks.example.com" + path + "?tenant=acme" << kind;
        QTest::newRow("slash at the end")
            << "https://hooks.example.com" + path + "/?tenant=acme" << kind;
        QTest::newRow("no query") << "https://hooks.example.com" + path << kind;
        QTest::newRow("the forwarded host")
            << "https://public.example.com" + path + "?tenant=acme" << kind;
        QTest::newRow("the forwarded host's port cut, and no query")
            << "https://tunnel.example.com" + path << kind;
    }
    void anotherUrlIsFound()
    {
        QFETCH(std::string, signedUrl);
        QFETCH(std::string, kind);
        HeaderList headers = headersOf({.source = "hubspot", .signedUrl = signedUrl});
        headers.emplace_back("X-Forwarded-Host",
                             signedUrl.find("tunnel") == std::string::npos
                                 ? "public.example.com"
                                 : "tunnel.example.com:8443");
        const Diagnosis diagnosis = explain("hubspot", headers);
        QCOMPARE(kindOf(diagnosis), kind);
        QVERIFY2(diagnosis.reason.find(signedUrl) != std::string::npos, diagnosis.reason.c_str());
        QVERIFY(diagnosis.next.find("GATEHOUSE_PUBLIC_URL") != std::string::npos);
    }

    void aSignatureOfTheBodyAloneIsFound()
    {
        const HeaderList headers = with(headersOf({.source = "slack"}), "X-Slack-Signature",
                                        "v0=" + toHex(asBytes(hmacSha256(secret, body))));
        QCOMPARE(kindOf(explain("slack", headers)), std::string("body_alone"));
    }

    void aSignedTimestampOfAiIsFound()
    {
        const HeaderList headers = with(headersOf({.source = "ai"}), "X-AI-Signature",
                                        toBase64(hmacSha256(secret, "1794922327." + body)));
        QCOMPARE(kindOf(explain("ai", headers)), std::string("timestamp_signed"));
    }

    void anOldMessageIsSaidToBe()
    {
        const Diagnosis diagnosis = explain(
            "slack",
            headersOf({.source = "slack", .signedAt = testNow - std::chrono::seconds(4120)}));
        QCOMPARE(diagnosis.headline, std::string("Refused with 401: signed 4,120 s ago"));
        QCOMPARE(kindOf(diagnosis), std::string("too_old"));
        QCOMPARE(diagnosis.checks[1].step, Step::Failed);
        QCOMPARE(diagnosis.checks[1].text, std::string("signed 4,120 s ago, limit 300 s"));
        QCOMPARE(diagnosis.checks[3].step, Step::Passed);
    }

    void theWrongUnitOfTimeIsFound_data()
    {
        QTest::addColumn<std::string>("source");
        QTest::addColumn<qint64>("signedAt");
        QTest::addColumn<std::string>("kind");
        for (const char *source : {"stripe", "slack", "standard", "ai"})
            QTest::newRow(source) << std::string(source) << qint64{1794922327123}
                                  << std::string("timestamp_milliseconds");
    }
    void theWrongUnitOfTimeIsFound()
    {
        QFETCH(std::string, source);
        QFETCH(qint64, signedAt);
        QFETCH(std::string, kind);
        const HeaderList headers =
            headersOf({.source = source, .signedAt = Timestamp(std::chrono::seconds(signedAt))});
        const Diagnosis diagnosis = explain(source, headers);
        QCOMPARE(diagnosis.code, std::string("timestamp_skew"));
        QCOMPARE(kindOf(diagnosis), kind);
    }

    void hubspotsTimeInSecondsIsFound()
    {
        const Timestamp seconds{std::chrono::milliseconds(1794922327)};
        const Diagnosis diagnosis =
            explain("hubspot", headersOf({.source = "hubspot", .signedAt = seconds}));
        QCOMPARE(kindOf(diagnosis), std::string("timestamp_seconds"));
    }

    void olderSignaturesAreNamed_data()
    {
        QTest::addColumn<std::string>("source");
        QTest::addColumn<std::string>("header");
        QTest::addColumn<std::string>("value");
        QTest::addColumn<std::string>("kind");
        QTest::newRow("GitHub's SHA-1 header")
            << std::string("github") << std::string("X-Hub-Signature")
            << "sha1=" + std::string(40, 'a') << std::string("sha1_header");
        QTest::newRow("a SHA-1 in GitHub's header")
            << std::string("github") << std::string("X-Hub-Signature-256")
            << "sha256=" + std::string(40, 'a') << std::string("sha1_digest");
        QTest::newRow("HubSpot's v1")
            << std::string("hubspot") << std::string("X-HubSpot-Signature") << std::string(64, 'a')
            << std::string("older_signature");
        QTest::newRow("Stripe's v0 alone")
            << std::string("stripe") << std::string("Stripe-Signature")
            << "t=1794922327,v0=" + std::string(64, 'a') << std::string("v0_only");
    }
    void olderSignaturesAreNamed()
    {
        QFETCH(std::string, source);
        QFETCH(std::string, header);
        QFETCH(std::string, value);
        QFETCH(std::string, kind);
        const Diagnosis diagnosis = explain(source, with(companions(), header, value));
        QVERIFY(diagnosis.status == 400 || diagnosis.status == 401);
        QCOMPARE(kindOf(diagnosis), kind);
    }

    void aMissingHeaderEndsTheChecks()
    {
        const Diagnosis diagnosis = explain("slack", companions());
        QCOMPARE(diagnosis.status, 400);
        QCOMPARE(diagnosis.code, std::string("header_missing"));
        QCOMPARE(diagnosis.checks[0].step, Step::Failed);
        for (std::size_t i = 1; i < diagnosis.checks.size(); ++i)
            QCOMPARE(diagnosis.checks[i].step, Step::NotReached);
    }

    void theChecksStandInOrder()
    {
        const Diagnosis diagnosis = explain("stripe", headersOf({.source = "stripe"}));
        QStringList names;
        for (const auto &check : diagnosis.checks)
            names << QString::fromStdString(check.name);
        QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("header time scheme signature"));
        QCOMPARE(diagnosis.checks[0].text, std::string("Stripe-Signature with 1 t, 1 v1, 0 v0"));
    }

    void theSecretThatFitsStandsASecondTime()
    {
        const Diagnosis diagnosis = explain("stripe", headersOf({}), body + "\n");
        QCOMPARE(diagnosis.secrets.size(), std::size_t{4});
        QCOMPARE(diagnosis.secrets[0].result, std::string("no match"));
        QCOMPARE(diagnosis.secrets[1].label, std::string("version 7"));
        QCOMPARE(diagnosis.secrets[1].result, std::string("match without 0x0A"));
        QCOMPARE(diagnosis.secrets[0].fingerprint, fingerprint(secret));
    }

    void theSignedTextIsCutFromTheMiddle()
    {
        const std::string large = "{\"text\":\"" + std::string(2000, 'x') + "\"}";
        const Diagnosis diagnosis = explain("stripe", headersOf({.signedBody = large}), large);
        const auto &text = diagnosis.signedText;
        QCOMPARE(text.size, large.size() + 11);
        QVERIFY(text.start.starts_with("1794922327.{\"text\":\"xxx"));
        QVERIFY(text.end.ends_with("xxx\"}"));
        QCOMPARE(text.start.size() + text.omitted + text.end.size(), text.size);
        QVERIFY(text.start.size() <= 200 && text.end.size() <= 200);
    }

    void theSignedTextOfHubspotHasUrlAndTime()
    {
        const Diagnosis diagnosis = explain("hubspot", headersOf({.source = "hubspot"}), "{}");
        QCOMPARE(diagnosis.signedText.start, "POST" + url + "{}1794922327000");
        QCOMPARE(diagnosis.signedText.omitted, std::size_t{0});
    }

    void withoutASecretItSaysSo()
    {
        const Diagnosis diagnosis = explain("stripe", headersOf({}), body, {});
        QCOMPARE(diagnosis.status, 401);
        QCOMPARE(diagnosis.next, std::string("Store the endpoint's signing secret."));
    }

    void itHoldsNoSecretAndNoWholeSignature_data() { addSources(); }
    void itHoldsNoSecretAndNoWholeSignature()
    {
        QFETCH(std::string, source);
        const HeaderList good = headersOf({.source = source});
        for (const std::string &arrived : {body, body + "\n", std::string("{}")}) {
            const std::string json = jsonOf(explain(source, good, arrived));
            for (const std::string &hidden : {secret, secret.substr(6), olderSecret, foreignSecret})
                QCOMPARE(json.find(hidden), std::string::npos);
            for (std::size_t i = companions().size(); i < good.size(); ++i) {
                const std::string value = good[i].second;
                if (value.size() > 20)
                    QCOMPARE(json.find(value.substr(value.size() - 20)), std::string::npos);
            }
        }
    }

    void itAgreesWithVerify_data() { addSources(); }
    void itAgreesWithVerify()
    {
        QFETCH(std::string, source);
        const HeaderList good = headersOf({.source = source});
        for (std::size_t left = 0; left < good.size(); ++left) {
            HeaderList headers = good;
            headers.erase(headers.begin() + static_cast<std::ptrdiff_t>(left));
            const auto verification =
                schemeOf(source)->verify({url, headers, body}, std::vector{secret}, testNow);
            QCOMPARE(explain(source, headers).code, verification.code);
        }
    }

    void theJsonIsJson()
    {
        const std::string bytes("{\"\xff\0\"\n", 6);
        const auto diagnosis = explain("stripe", headersOf({.signedBody = bytes}), bytes + "\n");
        const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(toJson(diagnosis)));
        QVERIFY(document.isObject());
        const QJsonObject json = document.object();
        QCOMPARE(json.value(QStringLiteral("valid")).toBool(true), false);
        QCOMPARE(json.value(QStringLiteral("status")).toInt(), 401);
        QCOMPARE(json.value(QStringLiteral("checks")).toArray().size(), 4);
        QCOMPARE(json.value(QStringLiteral("secrets"))
                     .toArray()
                     .at(2)
                     .toObject()
                     .value(QStringLiteral("state"))
                     .toString(),
                 QStringLiteral("revoked"));
        QCOMPARE(json.value(QStringLiteral("nearest"))
                     .toObject()
                     .value(QStringLiteral("kind"))
                     .toString(),
                 QStringLiteral("trailing_newline"));
    }

    void theWorkIsBounded_data()
    {
        QTest::addColumn<std::string>("arrived");
        std::string members = "{";
        while (members.size() < bodySize)
            members += "\"k" + std::to_string(members.size()) + "\":\"a/b\\u00e9\",";
        QTest::newRow("many members") << members + "\"z\":1}";
        std::string nested;
        for (int i = 0; i < 120; ++i)
            nested += "[";
        while (nested.size() < bodySize)
            nested += "1,";
        nested += "1" + std::string(120, ']');
        QTest::newRow("deep and wide") << nested;
        QTest::newRow("too deep") << std::string(bodySize, '[');
        QTest::newRow("only slashes") << "\"" + std::string(bodySize, '/') + "\"";
        QTest::newRow("too large") << std::string(8 * bodySize, '\n');
    }
    void theWorkIsBounded()
    {
        QFETCH(std::string, arrived);
        std::vector<CandidateSecret> many;
        for (int i = 0; i < 40; ++i)
            many.push_back({secret + std::to_string(i), "version", "active", {}});
        const HeaderList headers = headersOf({.source = "hubspot"});
        QElapsedTimer timer;
        timer.start();
        const Diagnosis diagnosis = explain("hubspot", headers, arrived, many);
        QVERIFY2(diagnosis.digestsComputed <= 432,
                 std::to_string(diagnosis.digestsComputed).c_str());
        qInfo("%lld ms, %zu digests", timer.elapsed(), diagnosis.digestsComputed);
        QVERIFY(!diagnosis.nearest);
    }
};

QTEST_GUILESS_MAIN(ExplainTest)
#include "explain_test.moc"
