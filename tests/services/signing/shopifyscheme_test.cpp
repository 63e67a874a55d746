#include "schemevectors.h"

using namespace gatehouse;
using namespace gatehouse::signing;

namespace {

const SchemeVector vector = shopifyVector();
const SchemeVector newer = shopifyVector("Shopify-");
const std::string wrong = std::string(43, 'A') + "=";

Verification verifyBoth(const std::string &newSignature, const std::string &oldSignature)
{
    const HeaderList older = with(vector.headers(), vector.signatureHeader, oldSignature);
    return verify(
        vector,
        {.headers = joined(older, with(newer.headers(), newer.signatureHeader, newSignature))});
}

} // namespace

class ShopifySchemeTest : public QObject
{
    Q_OBJECT

private slots:
    void aWrongSignatureOfTheNewerFamilyIsAMismatch()
    {
        QCOMPARE(verifyWithSignature(newer, wrong).code, std::string("signature_mismatch"));
    }

    void anEventIdOfTheNewerFamilyStandsForTheWebhookId()
    {
        const HeaderList sent = with(without(newer.headers(), "Shopify-Webhook-Id"),
                                     "Shopify-Event-Id", "98880550-7158-44d4-b7cd-2c97c8a091b5");
        QCOMPARE(verify(newer, {.headers = sent}).outcome, Outcome::Valid);
    }

    void whereBothFamiliesCameTheNewerCounts()
    {
        QCOMPARE(verifyBoth(newer.digest, wrong).outcome, Outcome::Valid);
        QCOMPARE(verifyBoth(wrong, newer.digest).outcome, Outcome::SignatureMismatch);
    }
};

QTEST_GUILESS_MAIN(ShopifySchemeTest)
#include "shopifyscheme_test.moc"
