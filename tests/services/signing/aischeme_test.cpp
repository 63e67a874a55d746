#include "schemefixture.h"
#include "services/signing/aischeme.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::signing;
using Outcome = Verification::Outcome;

namespace {

/// Looks like base64, and is a key as it stands.
const std::string secret = "d2hhdCBsb29rcyBsaWtlIGJhc2U2NA==";
const std::string other = "what looks like base64";
const std::string body = R"({"idempotency_key":"job-1:done","job_id":"job-1"})";
/// Computed apart from this code, in Python: base64 of hmac.new(secret, body, sha256).
const std::string good = "CmICAXkMdxDckSjgUS2MP62yjf204c9QU+JRuDxgrBo=";
const Timestamp signedAt = testNow;

HeaderList headers()
{
    return {{"X-AI-Signature", good}, {"X-AI-Timestamp", "1794922327"}};
}

Verification verify(const HeaderList &headers, const std::string &sentBody = body,
                    const std::vector<std::string> &secrets = {secret}, Timestamp now = testNow)
{
    return verifyWith(AiScheme(), headers, sentBody, secrets, now);
}

} // namespace

class AiSchemeTest : public QObject
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

    void eachRequiredHeaderIsAskedFor_data()
    {
        QTest::addColumn<std::string>("name");
        for (const char *name : {"X-AI-Signature", "X-AI-Timestamp"})
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
        for (const char *name : {"X-AI-Timestamp"})
            QCOMPARE(verify(with(headers(), name, " ")).outcome, Outcome::HeaderMissing);
    }

    void onlyPaddedStandardBase64IsRead_data()
    {
        QTest::addColumn<std::string>("signature");
        for (const auto &[name, text] : badBase64("CmICAXkMdxDckSjgUS2MP62yjf204c9QU+JRuD/grBo="))
            QTest::newRow(name) << text;
    }
    void onlyPaddedStandardBase64IsRead()
    {
        QFETCH(std::string, signature);
        const auto verification = verify(with(headers(), "X-AI-Signature", signature));
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
        QCOMPARE(verification.code, std::string("signature_malformed"));
    }

    void skewPassesAtExactlyTheLimitBothWays_data()
    {
        QTest::addColumn<qint64>("age");
        QTest::addColumn<bool>("passes");
        QTest::newRow("at the limit, past") << qint64{120} << true;
        QTest::newRow("beyond it, past") << qint64{121} << false;
        QTest::newRow("at the limit, future") << qint64{-120} << true;
        QTest::newRow("beyond it, future") << qint64{-121} << false;
    }
    void skewPassesAtExactlyTheLimitBothWays()
    {
        QFETCH(qint64, age);
        QFETCH(bool, passes);
        const Timestamp now = signedAt + std::chrono::seconds(age);
        QCOMPARE(verify(headers(), body, {secret}, now).outcome,
                 passes ? Outcome::Valid : Outcome::TimeSkew);
    }

    void anOldForgeryIsAMismatchNotASkew()
    {
        const Timestamp late = signedAt + std::chrono::hours(1);
        QCOMPARE(verify(headers(), "{}", {secret}, late).code, std::string("signature_mismatch"));
    }

    void aTimestampThatIsNoneIsUnusable_data()
    {
        QTest::addColumn<std::string>("timestamp");
        for (const char *text : {"+1794922327", "1794922327.0", "soon", "9999999999999999"})
            QTest::newRow(text) << std::string(text);
    }
    void aTimestampThatIsNoneIsUnusable()
    {
        QFETCH(std::string, timestamp);
        const auto verification = verify(with(headers(), "X-AI-Timestamp", timestamp));
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QCOMPARE(verification.code, std::string("header_unusable"));
    }

    void theTimestampIsNotSigned()
    {
        const HeaderList later = with(headers(), "X-AI-Timestamp", "1794922387");
        QCOMPARE(verify(later).outcome, Outcome::Valid);
    }

    void whatItSignsIsThePublishedForm()
    {
        const HeaderList expected{{"X-AI-Timestamp", "1794922327"}, {"X-AI-Signature", good}};
        QCOMPARE(AiScheme().sign({"", {}, body}, secret, testNow), expected);
    }
};

QTEST_GUILESS_MAIN(AiSchemeTest)
#include "aischeme_test.moc"
