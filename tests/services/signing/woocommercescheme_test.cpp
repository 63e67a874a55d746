#include "schemefixture.h"
#include "services/signing/woocommercescheme.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::signing;
using Outcome = Verification::Outcome;

namespace {

const std::string secret = "wc-secret";
const std::string other = "another secret";
const std::string body = R"({"id":727,"status":"processing"})";
/// Computed apart from this code, in Python: base64 of hmac.new(secret, body, sha256).
const std::string good = "CJGy2l17vmafo5cc0gtESTEst3ie65pcrP8ExTVLjmA=";

HeaderList headers()
{
    return {{"X-WC-Webhook-Signature", good},
            {"X-WC-Webhook-Topic", "order.updated"},
            {"X-WC-Webhook-Delivery-ID", "fd12b2e2c87d7a1a0ba4eb5a9e2f6d0c"}};
}

Verification verify(const HeaderList &headers, const std::string &sentBody = body,
                    const std::vector<std::string> &secrets = {secret}, Timestamp now = testNow)
{
    return verifyWith(WoocommerceScheme(), headers, sentBody, secrets, now);
}

} // namespace

class WoocommerceSchemeTest : public QObject
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
        for (const char *name :
             {"X-WC-Webhook-Signature", "X-WC-Webhook-Topic", "X-WC-Webhook-Delivery-ID"})
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
        for (const char *name : {"X-WC-Webhook-Topic", "X-WC-Webhook-Delivery-ID"})
            QCOMPARE(verify(with(headers(), name, " ")).outcome, Outcome::HeaderMissing);
    }

    void onlyPaddedStandardBase64IsRead_data()
    {
        QTest::addColumn<std::string>("signature");
        for (const auto &[name, text] : badBase64("CJGy2l17vmafo5cc+gtESTEst3ie65pcrP8E/TVLjmA="))
            QTest::newRow(name) << text;
    }
    void onlyPaddedStandardBase64IsRead()
    {
        QFETCH(std::string, signature);
        const auto verification = verify(with(headers(), "X-WC-Webhook-Signature", signature));
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
        QCOMPARE(verification.code, std::string("signature_malformed"));
    }

    /// WooCommerce's ping has a form body and no signature; the gateway knows it before it asks.
    void theActivationPingHasNoSignature()
    {
        QCOMPARE(verify({}, "webhook_id=7").outcome, Outcome::HeaderMissing);
    }

    void whatItSignsIsThePublishedForm()
    {
        const HeaderList expected{{"X-WC-Webhook-Signature", good}};
        QCOMPARE(WoocommerceScheme().sign({"", {}, body}, secret, testNow), expected);
    }
};

QTEST_GUILESS_MAIN(WoocommerceSchemeTest)
#include "woocommercescheme_test.moc"
