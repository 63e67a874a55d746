#include "schemevectors.h"
#include "services/core/hex.h"
#include "services/signing/digest.h"

using namespace gatehouse;
using namespace gatehouse::signing;

namespace {

const SchemeVector vector = hubspotVector();

Verification verifyAt(const std::string &calledUrl)
{
    return verify(vector, {.url = calledUrl});
}

} // namespace

class HubspotSchemeTest : public QObject
{
    Q_OBJECT

private slots:
    /// The vector of HubSpot's own SDKs (hubspot-api-python, tests/spec/utils/test_signature.py).
    void theVectorOfTheSdkIsValid()
    {
        const SchemeVector sdk{.source = "hubspot",
                               .secret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
                               .url = "https://www.example.com/webhook_uri",
                               .body = "{'example_field':'example_value'}",
                               .digest = "HPW73RUtKmcYoEDADG0s6MmGFWUzWJKAW07r8RDgcQw=",
                               .signatureHeader = "X-HubSpot-Signature-v3",
                               .time = {{"X-HubSpot-Request-Timestamp", "15000000"}},
                               .signedAt = Timestamp(15000000ms)};
        QCOMPARE(verify(sdk).outcome, Outcome::Valid);
    }

    void theUrlIsSigned_data()
    {
        QTest::addColumn<std::string>("calledUrl");
        QTest::addColumn<bool>("passes");
        const std::string url = vector.url;
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
        const HeaderList made = sign(vector, {.url = twice});
        QCOMPARE(verify(vector, {.headers = made, .url = twice}).outcome, Outcome::Valid);
        QCOMPARE(verify(vector, {.headers = made, .url = "https://hooks.example.com/:"}).outcome,
                 Outcome::SignatureMismatch);
    }

    void theTimestampIsSigned()
    {
        const HeaderList sent =
            with(vector.headers(), "X-HubSpot-Request-Timestamp", "1794922327124");
        QCOMPARE(verify(vector, {.headers = sent}).code, std::string("signature_mismatch"));
    }

    void aTimestampInSecondsIsTooOld()
    {
        SchemeVector inSeconds = vector;
        inSeconds.signedAt = Timestamp(1794922327ms);
        QCOMPARE(verify(vector, {.headers = sign(inSeconds)}).outcome, Outcome::TimeSkew);
    }

    void olderSignaturesAreNeverEnough()
    {
        const HeaderList sent = with(vector.time, "X-HubSpot-Signature", std::string(64, 'a'));
        const auto verification = verify(vector, {.headers = sent});
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QVERIFY(verification.diagnosis.find("v1 or v2") != std::string::npos);
    }

    /// sha256(secret + body) is HubSpot's v1.
    void aBadSignatureBesideAGoodOlderOneIsRefused()
    {
        const HeaderList sent{
            vector.time.front(),
            {"X-HubSpot-Signature-v3", std::string(43, 'A') + "="},
            {"X-HubSpot-Signature", toHex(asBytes(sha256(vector.secret + vector.body)))},
            {"X-HubSpot-Signature-Version", "v1"}};
        QCOMPARE(verify(vector, {.headers = sent}).code, std::string("signature_mismatch"));
    }
};

QTEST_GUILESS_MAIN(HubspotSchemeTest)
#include "hubspotscheme_test.moc"
