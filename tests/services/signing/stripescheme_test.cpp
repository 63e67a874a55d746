#include "schemevectors.h"

using namespace gatehouse;
using namespace gatehouse::signing;

namespace {

const SchemeVector vector = stripeVector();
const std::string good = vector.digest;
const std::string wrong(64, 'a');
const std::string olderSecret = "whsec_older_secret";
/// As the vector's digest, in Python, under the older secret.
const std::string goodUnderOlder =
    "13252d55d1890155936c706e30e9c6d81f2ce161fb7ff9c9b2bd248945c01099";
const std::string t = "t=1794922327";

/// Under both secrets.
Verification verifyHeader(const std::string &header)
{
    return verify(vector,
                  {.headers = HeaderList{{"stripe-signature", header}},
                   .secrets = std::vector{vector.secret, olderSecret}});
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
        const Verification verification = verifyHeader(header);
        QCOMPARE(verification.outcome, Outcome::Valid);
        QCOMPARE(static_cast<int>(verification.secretIndex), secretIndex);
    }

    void aBadHeaderIsRefused_data()
    {
        QTest::addColumn<std::string>("header");
        QTest::addColumn<std::string>("code");
        const std::string malformed = "signature_malformed";
        const std::string mismatch = "signature_mismatch";
        QTest::newRow("no timestamp") << "v1=" + good << malformed;
        QTest::newRow("empty timestamp") << "t=,v1=" + good << malformed;
        QTest::newRow("timestamp with a sign") << "t=+1794922327,v1=" + good << malformed;
        QTest::newRow("timestamp with a fraction") << "t=1794922327.0,v1=" + good << malformed;
        QTest::newRow("enormous timestamp")
            << "t=" + std::string(40, '9') + ",v1=" + good << malformed;
        QTest::newRow("two timestamps") << t + "," + t + ",v1=" + good << malformed;
        QTest::newRow("no signature") << t << malformed;
        QTest::newRow("v1 cut by a byte") << t + ",v1=" + good.substr(2) << malformed;
        QTest::newRow("the good digest as v0") << t + ",v0=" + good << malformed;
        QTest::newRow("key in upper case") << t + ",V1=" + good << malformed;
        QTest::newRow("wrong v1") << t + ",v1=" + wrong << mismatch;
        QTest::newRow("wrong v1 beside a good v0")
            << t + ",v1=" + wrong + ",v0=" + good << mismatch;
        QTest::newRow("another timestamp than signed") << "t=1794922328,v1=" + good << mismatch;
        QTest::newRow("wrong and old") << "t=1,v1=" + wrong << mismatch;
    }
    void aBadHeaderIsRefused()
    {
        QFETCH(std::string, header);
        QFETCH(std::string, code);
        const Verification verification = verifyHeader(header);
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
        QCOMPARE(verification.code, code);
        QVERIFY(!verification.diagnosis.empty());
    }

    void theSecretIsTheWholeText()
    {
        QCOMPARE(verify(vector, {.secrets = std::vector<std::string>{"test_secret"}}).outcome,
                 Outcome::SignatureMismatch);
    }

    void theDiagnosisSaysHowOld()
    {
        const auto verification = verify(vector, {.age = 4120s});
        QVERIFY2(verification.diagnosis.find("signed 4,120 s ago; the limit is 300 s")
                     != std::string::npos,
                 verification.diagnosis.c_str());
    }

    void theDiagnosisOfTwoSecretsHoldsNeither()
    {
        const auto verification = verifyHeader(t + ",v1=" + wrong);
        QVERIFY2(verification.diagnosis.find("either secret") != std::string::npos,
                 verification.diagnosis.c_str());
        for (const std::string &hidden : {vector.secret, olderSecret, good, goodUnderOlder})
            QCOMPARE(verification.diagnosis.find(hidden), std::string::npos);
    }
};

QTEST_GUILESS_MAIN(StripeSchemeTest)
#include "stripescheme_test.moc"
