#include "schemefixture.h"
#include "services/signing/shopifyscheme.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::signing;
using Outcome = Verification::Outcome;

namespace {

const std::string secret = "hush";
const std::string other = "another secret";
const std::string body = R"({"id":820982911946154508,"email":"jon@example.com"})";
/// Computed apart from this code, in Python: base64 of hmac.new(secret, body, sha256).
const std::string good = "D0UMXmhjwBRi4y66TmhJrDlhQABD7zI2fm3p6/QLMo8=";
const std::string wrong = std::string(43, 'A') + "=";

HeaderList family(const std::string &prefix, const std::string &signature)
{
    return {{prefix + "Hmac-Sha256", signature},
            {prefix + "Topic", "orders/create"},
            {prefix + "Shop-Domain", "acme.myshopify.com"},
            {prefix + "API-Version", "2026-07"},
            {prefix + "Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043"}};
}

HeaderList headers()
{
    return family("X-Shopify-", good);
}

HeaderList bothFamilies(const std::string &newSignature, const std::string &oldSignature)
{
    HeaderList all = family("X-Shopify-", oldSignature);
    for (auto &header : family("Shopify-", newSignature))
        all.push_back(std::move(header));
    return all;
}

Verification verify(const HeaderList &headers, const std::string &sentBody = body,
                    const std::vector<std::string> &secrets = {secret}, Timestamp now = testNow)
{
    return verifyWith(ShopifyScheme(), headers, sentBody, secrets, now);
}

} // namespace

class ShopifySchemeTest : public QObject
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
             {"X-Shopify-Hmac-Sha256", "X-Shopify-Topic", "X-Shopify-Shop-Domain",
              "X-Shopify-API-Version", "X-Shopify-Webhook-Id"})
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
        for (const char *name : {"X-Shopify-Topic", "X-Shopify-Webhook-Id"})
            QCOMPARE(verify(with(headers(), name, " ")).outcome, Outcome::HeaderMissing);
    }

    void onlyPaddedStandardBase64IsRead_data()
    {
        QTest::addColumn<std::string>("signature");
        for (const auto &[name, text] : badBase64("D0UMXmhjwBRi4y66TmhJr+lhQABD7zI2fm3p6/QLMo8="))
            QTest::newRow(name) << text;
    }
    void onlyPaddedStandardBase64IsRead()
    {
        QFETCH(std::string, signature);
        const auto verification = verify(with(headers(), "X-Shopify-Hmac-Sha256", signature));
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
        QCOMPARE(verification.code, std::string("signature_malformed"));
    }

    void theNewerFamilyIsTakenToo()
    {
        QCOMPARE(verify(family("Shopify-", good)).outcome, Outcome::Valid);
        QCOMPARE(verify(family("Shopify-", wrong)).code, std::string("signature_mismatch"));
    }

    void eachHeaderOfTheNewerFamilyIsAskedFor_data()
    {
        QTest::addColumn<std::string>("name");
        for (const char *name :
             {"Shopify-Topic", "Shopify-Shop-Domain", "Shopify-API-Version", "Shopify-Webhook-Id"})
            QTest::newRow(name) << std::string(name);
    }
    void eachHeaderOfTheNewerFamilyIsAskedFor()
    {
        QFETCH(std::string, name);
        const auto verification = verify(without(family("Shopify-", good), name));
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QVERIFY(verification.diagnosis.find(name) != std::string::npos);
    }

    void anEventIdOfTheNewerFamilyStandsForTheWebhookId()
    {
        HeaderList sent = without(family("Shopify-", good), "Shopify-Webhook-Id");
        sent.emplace_back("Shopify-Event-Id", "98880550-7158-44d4-b7cd-2c97c8a091b5");
        QCOMPARE(verify(sent).outcome, Outcome::Valid);
    }

    void whereBothFamiliesCameTheNewerCounts()
    {
        QCOMPARE(verify(bothFamilies(good, wrong)).outcome, Outcome::Valid);
        QCOMPARE(verify(bothFamilies(wrong, good)).outcome, Outcome::SignatureMismatch);
    }

    void whatItSignsIsThePublishedForm()
    {
        const HeaderList expected{{"X-Shopify-Hmac-Sha256", good}};
        QCOMPARE(ShopifyScheme().sign({"", {}, body}, secret, testNow), expected);
    }

    void itSignsInTheFamilyOfTheMessage()
    {
        const HeaderList topic{{"Shopify-Topic", "orders/create"}};
        const HeaderList expected{{"Shopify-Hmac-Sha256", good}};
        QCOMPARE(ShopifyScheme().sign({"", topic, body}, secret, testNow), expected);
    }
};

QTEST_GUILESS_MAIN(ShopifySchemeTest)
#include "shopifyscheme_test.moc"
