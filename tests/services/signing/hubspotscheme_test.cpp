#include "schemefixture.h"
#include "services/core/hex.h"
#include "services/signing/digest.h"
#include "services/signing/hubspotscheme.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::signing;
using Outcome = Verification::Outcome;

namespace {

const std::string secret = "client-secret";
const std::string other = "another secret";
const std::string body = R"([{"eventId":1,"subscriptionType":"contact.creation"}])";
/// All twelve escapes that are decoded, and three that are not.
const std::string url = "https://hooks.example.com/api/webhooks/hubspot/ingest?tenant=acme&x="
                        "%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B%20%26%3D";
const std::string timestamp = "1794922327123";
const Timestamp signedAt{std::chrono::milliseconds(1794922327123)};
/// Computed apart from this code, in Python: base64 of hmac.new(secret, b"POST" + decoded URL +
/// body
/// + timestamp, sha256).
const std::string good = "Awz+9GT+IMW1G2Gtewg3i+ddhLr4N0OBuYDBf0btS48=";

HeaderList headers()
{
    return {{"X-HubSpot-Signature-v3", good}, {"X-HubSpot-Request-Timestamp", timestamp}};
}

Verification verifyAt(const std::string &calledUrl)
{
    return verifyWith(HubspotScheme(), headers(), body, {secret}, testNow, calledUrl);
}

Verification verify(const HeaderList &headers, const std::string &sentBody = body,
                    const std::vector<std::string> &secrets = {secret}, Timestamp now = testNow)
{
    return verifyWith(HubspotScheme(), headers, sentBody, secrets, now, url);
}

} // namespace

class HubspotSchemeTest : public QObject
{
    Q_OBJECT

private slots:
    void theVectorIsValid() { QCOMPARE(verify(headers()).outcome, Outcome::Valid); }

    void everyByteOfTheBodyCounts()
    {
        QCOMPARE(verify(headers(), body + "\n").code, std::string("signature_mismatch"));
        QCOMPARE(verify(headers(), body.substr(1)).code, std::string("signature_mismatch"));
    }

    void theSecondSecretIsTriedToo()
    {
        const auto verification = verify(headers(), body, {other, secret});
        QCOMPARE(verification.outcome, Outcome::Valid);
        QCOMPARE(verification.secretIndex, std::size_t{1});
    }

    void noOtherSecretMatches()
    {
        for (const std::string &wrong : {other, std::string(), secret + " "})
            QCOMPARE(verify(headers(), body, {wrong}).code, std::string("signature_mismatch"));
    }

    void theDiagnosisHoldsNoSecretAndNoDigest()
    {
        const std::string diagnosis = verify(headers(), body + " ").diagnosis;
        QCOMPARE(diagnosis.find(secret), std::string::npos);
        QCOMPARE(diagnosis.find(good.substr(0, 16)), std::string::npos);
    }

    /// The vector of HubSpot's own SDKs (hubspot-api-python, tests/spec/utils/test_signature.py).
    void theVectorOfTheSdkIsValid()
    {
        const HeaderList sent{
            {"X-HubSpot-Signature-v3", "HPW73RUtKmcYoEDADG0s6MmGFWUzWJKAW07r8RDgcQw="},
            {"X-HubSpot-Request-Timestamp", "15000000"}};
        const auto verification = verifyWith(
            HubspotScheme(), sent, "{'example_field':'example_value'}",
            {"yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"},
            Timestamp(std::chrono::milliseconds(15000000)), "https://www.example.com/webhook_uri");
        QCOMPARE(verification.outcome, Outcome::Valid);
    }

    void theUrlIsSigned_data()
    {
        QTest::addColumn<std::string>("calledUrl");
        QTest::addColumn<bool>("passes");
        const auto replaced = [](std::string text, std::string_view part, std::string_view by) {
            return text.replace(text.find(part), part.size(), by);
        };
        QTest::newRow("escapes in lower case") << replaced(url, "%3A%2F", "%3a%2f") << true;
        QTest::newRow("escapes decoded already") << replaced(url, "%3A%2F", ":/") << true;
        QTest::newRow("http") << replaced(url, "https", "http") << false;
        QTest::newRow("another host") << replaced(url, "hooks", "www") << false;
        QTest::newRow("another query") << replaced(url, "acme", "globex") << false;
        QTest::newRow("no query") << url.substr(0, url.find('?')) << false;
        QTest::newRow("%20 decoded") << replaced(url, "%20", " ") << false;
        QTest::newRow("%26 decoded") << replaced(url, "%26", "&") << false;
        QTest::newRow("%3D decoded") << replaced(url, "%3D", "=") << false;
        QTest::newRow("an escape cut short") << url + "%3" << false;
    }
    void theUrlIsSigned()
    {
        QFETCH(std::string, calledUrl);
        QFETCH(bool, passes);
        QCOMPARE(verifyAt(calledUrl).outcome, passes ? Outcome::Valid : Outcome::SignatureMismatch);
    }

    /// Once: what the first pass uncovers stays.
    void escapesAreDecodedOnce()
    {
        const std::string twice = "https://hooks.example.com/%253A";
        const auto made = HubspotScheme().sign({twice, {}, body}, secret, testNow);
        QCOMPARE(verifyWith(HubspotScheme(), made, body, {secret}, testNow, twice).outcome,
                 Outcome::Valid);
        QCOMPARE(verifyWith(HubspotScheme(), made, body, {secret}, testNow,
                            "https://hooks.example.com/:")
                     .outcome,
                 Outcome::SignatureMismatch);
    }

    void eachRequiredHeaderIsAskedFor_data()
    {
        QTest::addColumn<std::string>("name");
        for (const char *name : {"X-HubSpot-Signature-v3", "X-HubSpot-Request-Timestamp"})
            QTest::newRow(name) << std::string(name);
    }
    void eachRequiredHeaderIsAskedFor()
    {
        QFETCH(std::string, name);
        const auto verification = verify(without(headers(), name));
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QCOMPARE(verification.code, std::string("header_missing"));
        QVERIFY2(verification.diagnosis.find(name) != std::string::npos,
                 verification.diagnosis.c_str());
    }

    void anEmptyRequiredHeaderIsMissing()
    {
        for (const char *name : {"X-HubSpot-Request-Timestamp"})
            QCOMPARE(verify(with(headers(), name, " ")).outcome, Outcome::HeaderMissing);
    }

    void onlyPaddedStandardBase64IsRead_data()
    {
        QTest::addColumn<std::string>("signature");
        for (const auto &[name, text] : badBase64(good))
            QTest::newRow(name) << text;
    }
    void onlyPaddedStandardBase64IsRead()
    {
        QFETCH(std::string, signature);
        const auto verification = verify(with(headers(), "X-HubSpot-Signature-v3", signature));
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
        QCOMPARE(verification.code, std::string("signature_malformed"));
    }

    void skewPassesAtExactlyTheLimitBothWays_data()
    {
        QTest::addColumn<qint64>("age");
        QTest::addColumn<bool>("passes");
        QTest::newRow("at the limit, past") << qint64{300000} << true;
        QTest::newRow("beyond it, past") << qint64{300001} << false;
        QTest::newRow("at the limit, future") << qint64{-300000} << true;
        QTest::newRow("beyond it, future") << qint64{-300001} << false;
    }
    void skewPassesAtExactlyTheLimitBothWays()
    {
        QFETCH(qint64, age);
        QFETCH(bool, passes);
        const Timestamp now = signedAt + std::chrono::milliseconds(age);
        QCOMPARE(verify(headers(), body, {secret}, now).outcome,
                 passes ? Outcome::Valid : Outcome::TimeSkew);
    }

    void anOldForgeryIsAMismatchNotASkew()
    {
        const Timestamp late = signedAt + std::chrono::hours(1);
        QCOMPARE(verify(headers(), "{}", {secret}, late).code, std::string("signature_mismatch"));
    }

    void theTimestampIsSigned()
    {
        const auto verification =
            verify(with(headers(), "X-HubSpot-Request-Timestamp", "1794922327124"));
        QCOMPARE(verification.code, std::string("signature_mismatch"));
    }

    void aTimestampInSecondsIsTooOld()
    {
        const HeaderList sent = HubspotScheme().sign(
            {"https://h/", {}, body}, secret, Timestamp(std::chrono::milliseconds(1794922327)));
        QCOMPARE(verifyWith(HubspotScheme(), sent, body, {secret}, testNow, "https://h/").outcome,
                 Outcome::TimeSkew);
    }

    void olderSignaturesAreNeverEnough()
    {
        HeaderList sent = without(headers(), "X-HubSpot-Signature-v3");
        sent.emplace_back("X-HubSpot-Signature", std::string(64, 'a'));
        const auto verification = verify(sent);
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QVERIFY(verification.diagnosis.find("v1 or v2") != std::string::npos);
    }

    /// sha256(secret + body) is HubSpot's v1.
    void aBadSignatureBesideAGoodOlderOneIsRefused()
    {
        HeaderList sent = with(headers(), "X-HubSpot-Signature-v3", std::string(43, 'A') + "=");
        sent.emplace_back("X-HubSpot-Signature", toHex(asBytes(sha256(secret + body))));
        sent.emplace_back("X-HubSpot-Signature-Version", "v1");
        QCOMPARE(verify(sent).code, std::string("signature_mismatch"));
    }

    void whatItSignsIsThePublishedForm()
    {
        const HeaderList expected{{"X-HubSpot-Request-Timestamp", timestamp},
                                  {"X-HubSpot-Signature-v3", good}};
        QCOMPARE(HubspotScheme().sign({url, {}, body}, secret, signedAt), expected);
    }
};

QTEST_GUILESS_MAIN(HubspotSchemeTest)
#include "hubspotscheme_test.moc"
