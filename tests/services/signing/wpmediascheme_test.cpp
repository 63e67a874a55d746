#include "schemefixture.h"
#include "services/signing/wpmediascheme.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::signing;
using Outcome = Verification::Outcome;

namespace {

const std::string secret = "media-secret";
const std::string other = "another secret";
const std::string body = R"({"attachment_id":7})";
/// Computed apart from this code, in Python: hmac.new(secret, body, sha256).
const std::string good = "5c22f4cfb39d0681670743698a930c62c36191bf54a06e7cc4a4baef6e3bd4e1";

HeaderList headers()
{
    return {{"X-WP-Signature", good}};
}

Verification verify(const HeaderList &headers, const std::string &sentBody = body,
                    const std::vector<std::string> &secrets = {secret}, Timestamp now = testNow)
{
    return verifyWith(WpmediaScheme(), headers, sentBody, secrets, now);
}

} // namespace

class WpmediaSchemeTest : public QObject
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
        for (const char *name : {"X-WP-Signature"})
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

    void aMalformedSignatureIsRefused_data()
    {
        QTest::addColumn<std::string>("signature");
        QTest::newRow("empty") << std::string();
        QTest::newRow("one digit short") << "" + good.substr(1);
        QTest::newRow("one digit more") << "" + good + "0";
        QTest::newRow("not hex") << "" + std::string(64, 'x');
        QTest::newRow("base64") << std::string("aXQgaXMgbm90IGhleCBidXQgYmFzZTY0IG9mIDMyYnk=");
        QTest::newRow("a prefix") << "sha256=" + good;
    }
    void aMalformedSignatureIsRefused()
    {
        QFETCH(std::string, signature);
        const auto verification = verify(with(headers(), "X-WP-Signature", signature));
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
        QCOMPARE(verification.code, std::string("signature_malformed"));
    }

    void hexDigitsCompareWithoutCase()
    {
        const std::string upper = QString::fromStdString(good).toUpper().toStdString();
        QCOMPARE(verify(with(headers(), "X-WP-Signature", "" + upper)).outcome, Outcome::Valid);
    }

    void whatItSignsIsThePublishedForm()
    {
        const HeaderList expected{{"X-WP-Signature", good}};
        QCOMPARE(WpmediaScheme().sign({"", {}, body}, secret, testNow), expected);
    }
};

QTEST_GUILESS_MAIN(WpmediaSchemeTest)
#include "wpmediascheme_test.moc"
