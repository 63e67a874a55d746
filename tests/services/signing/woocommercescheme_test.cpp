#include "schemevectors.h"

using namespace gatehouse;
using namespace gatehouse::signing;

namespace {

const SchemeVector vector = woocommerceVector();

} // namespace

class WoocommerceSchemeTest : public QObject
{
    Q_OBJECT

private slots:
    /// WooCommerce's ping has a form body and no signature; the gateway knows it before it asks.
    void theActivationPingHasNoSignature()
    {
        QCOMPARE(verify(vector, {.headers = HeaderList(), .body = "webhook_id=7"}).outcome,
                 Outcome::HeaderMissing);
    }
};

QTEST_GUILESS_MAIN(WoocommerceSchemeTest)
#include "woocommercescheme_test.moc"
