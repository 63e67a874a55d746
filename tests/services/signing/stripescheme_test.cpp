#include "services/core/hex.h"
#include "services/signing/digest.h"
#include "services/signing/stripescheme.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::signing;
using Outcome = Verification::Outcome;

namespace {

const std::string secret = "whsec_test_secret";
const std::string olderSecret = "whsec_older_secret";
const std::string body = R"({"id":"evt_1","object":"event","type":"payment_intent.succeeded"})";
const std::string signedAt = "1794922327";
const Timestamp now{std::chrono::seconds(1794922327)};
/// Computed apart from this code: hmac.new(secret, b"1794922327." + body, sha256) in Python.
const std::string good = "bd06e456a9237f872647660e46baea9ca38b1ca6e383db4d126a76ae85c4f6f7";
const std::string goodUnderOlder =
    "13252d55d1890155936c706e30e9c6d81f2ce161fb7ff9c9b2bd248945c01099";
const std::string wrong(64, 'a');

std::string upper(std::string text)
{
    for (char &c : text)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

Verification verify(const std::string &header, const std::string &sentBody = body,
                    std::vector<std::string> secrets = {secret, olderSecret}, Timestamp at = now)
{
    const HeaderList headers{{"Content-Type", "application/json"}, {"stripe-signature", header}};
    return StripeScheme().verify({"https://example.com/", headers, sentBody}, secrets, at);
}

Verification verifySignedAgo(std::int64_t seconds)
{
    return verify("t=" + signedAt + ",v1=" + good, body, {secret},
                  now + std::chrono::seconds(seconds) + std::chrono::milliseconds(999));
}

} // namespace

class StripeSchemeTest : public QObject
{
    Q_OBJECT

private slots:
    void aMatchingHeaderIsValid_data()
    {
        QTest::addColumn<std::string>("header");
        QTest::addColumn<int>("secretIndex");
        const std::string t = "t=" + signedAt;
        QTest::newRow("as sent") << t + ",v1=" + good << 0;
        QTest::newRow("upper-case hex") << t + ",v1=" + upper(good) << 0;
        QTest::newRow("timestamp last") << "v1=" + good + "," + t << 0;
        QTest::newRow("two v1, second matches") << t + ",v1=" + wrong + ",v1=" + good << 0;
        QTest::newRow("two v1, first matches") << t + ",v1=" + good + ",v1=" + wrong << 0;
        QTest::newRow("a malformed v1 beside a good one") << t + ",v1=zz,v1=" + good << 0;
        QTest::newRow("wrong v0 is ignored") << t + ",v1=" + good + ",v0=" + wrong << 0;
        QTest::newRow("unknown keys are ignored") << t + ",v2=x,v1=" + good + ",,novalue" << 0;
        QTest::newRow("blanks between items") << t + ", v1=" + good << 0;
        QTest::newRow("the older of two secrets") << t + ",v1=" + goodUnderOlder << 1;
    }
    void aMatchingHeaderIsValid()
    {
        QFETCH(std::string, header);
        QFETCH(int, secretIndex);
        const Verification verification = verify(header);
        QCOMPARE(verification.outcome, Outcome::Valid);
        QCOMPARE(static_cast<int>(verification.secretIndex), secretIndex);
    }

    void aBadHeaderIsRefused_data()
    {
        QTest::addColumn<std::string>("header");
        QTest::addColumn<std::string>("code");
        const std::string t = "t=" + signedAt;
        const std::string malformed = "signature_malformed";
        QTest::newRow("empty") << std::string() << malformed;
        QTest::newRow("blank") << std::string("  ") << malformed;
        QTest::newRow("no timestamp") << "v1=" + good << malformed;
        QTest::newRow("empty timestamp") << "t=,v1=" + good << malformed;
        QTest::newRow("timestamp with a sign") << "t=+1794922327,v1=" + good << malformed;
        QTest::newRow("timestamp with a fraction") << "t=1794922327.0,v1=" + good << malformed;
        QTest::newRow("enormous timestamp")
            << "t=" + std::string(40, '9') + ",v1=" + good << malformed;
        QTest::newRow("two timestamps") << t + "," + t + ",v1=" + good << malformed;
        QTest::newRow("no signature") << t << malformed;
        QTest::newRow("empty v1") << t + ",v1=" << malformed;
        QTest::newRow("v1 cut short") << t + ",v1=" + good.substr(2) << malformed;
        QTest::newRow("v1 not hex") << t + ",v1=" + std::string(64, 'g') << malformed;
        QTest::newRow("the good digest as v0") << t + ",v0=" + good << malformed;
        QTest::newRow("key in upper case") << t + ",V1=" + good << malformed;
        QTest::newRow("wrong v1") << t + ",v1=" + wrong << std::string("signature_mismatch");
        QTest::newRow("wrong v1 beside a good v0")
            << t + ",v1=" + wrong + ",v0=" + good << std::string("signature_mismatch");
        QTest::newRow("another timestamp than signed")
            << "t=1794922328,v1=" + good << std::string("signature_mismatch");
    }
    void aBadHeaderIsRefused()
    {
        QFETCH(std::string, header);
        QFETCH(std::string, code);
        const Verification verification = verify(header);
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
        QCOMPARE(verification.code, code);
        QVERIFY(!verification.diagnosis.empty());
    }

    void aMissingHeaderIsNotASignatureError()
    {
        const HeaderList headers{{"Content-Type", "application/json"}};
        const std::vector<std::string> secrets{secret};
        const auto verification = StripeScheme().verify({"", headers, body}, secrets, now);
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QCOMPARE(verification.code, std::string("header_missing"));
    }

    void everyByteOfTheBodyCounts()
    {
        const std::string header = "t=" + signedAt + ",v1=" + good;
        QCOMPARE(verify(header, body + "\n").outcome, Outcome::SignatureMismatch);
        QCOMPARE(verify(header, body.substr(1)).outcome, Outcome::SignatureMismatch);
        QCOMPARE(verify(header, "").outcome, Outcome::SignatureMismatch);
    }

    void theSecretIsTheWholeText()
    {
        const std::string header = "t=" + signedAt + ",v1=" + good;
        QCOMPARE(verify(header, body, {"test_secret"}).outcome, Outcome::SignatureMismatch);
        QCOMPARE(verify(header, body, {}).outcome, Outcome::SignatureMismatch);
        QCOMPARE(verify(header, body, {""}).outcome, Outcome::SignatureMismatch);
    }

    void skewPassesAtExactlyTheLimitBothWays_data()
    {
        QTest::addColumn<int>("secondsAgo");
        QTest::addColumn<bool>("passes");
        QTest::newRow("300 s ago") << 300 << true;
        QTest::newRow("301 s ago") << 301 << false;
        QTest::newRow("300 s ahead") << -300 << true;
        QTest::newRow("301 s ahead") << -301 << false;
    }
    void skewPassesAtExactlyTheLimitBothWays()
    {
        QFETCH(int, secondsAgo);
        QFETCH(bool, passes);
        QCOMPARE(verifySignedAgo(secondsAgo).outcome, passes ? Outcome::Valid : Outcome::TimeSkew);
    }

    void anOldForgeryIsAMismatchNotASkew()
    {
        const auto verification = verify("t=1,v1=" + wrong);
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
    }

    void theDiagnosisSaysHowOld()
    {
        const auto verification = verifySignedAgo(4120);
        QVERIFY2(verification.diagnosis.find("signed 4,120 s ago; the limit is 300 s")
                     != std::string::npos,
                 verification.diagnosis.c_str());
        QCOMPARE(verification.code, std::string("timestamp_skew"));
    }

    void theDiagnosisHoldsNoSecretAndNoDigest()
    {
        const auto verification = verify("t=" + signedAt + ",v1=" + wrong);
        QVERIFY2(verification.diagnosis.find("either secret") != std::string::npos,
                 verification.diagnosis.c_str());
        for (const std::string &hidden : {secret, olderSecret, good, goodUnderOlder})
            QCOMPARE(verification.diagnosis.find(hidden), std::string::npos);
    }

    void whatItSignsIsThePublishedForm()
    {
        const auto headers = StripeScheme().sign({"", {}, body}, secret, now);
        const HeaderList expected{{"Stripe-Signature", "t=" + signedAt + ",v1=" + good}};
        QCOMPARE(headers, expected);
    }

    void bytesThatAreNotTextAreSignedAsTheyAre()
    {
        const std::string bytes("\0\xff\xfe{", 4);
        const auto headers = StripeScheme().sign({"", {}, bytes}, secret, now);
        QCOMPARE(verify(headers.front().second, bytes).outcome, Outcome::Valid);
    }
};

QTEST_GUILESS_MAIN(StripeSchemeTest)
#include "stripescheme_test.moc"
