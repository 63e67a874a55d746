#include "services/signing/asymmetrickey.h"
#include "services/signing/keypair.h"

#include <QTest>

using namespace gatehouse::signing;

class KeyPairTest : public QObject
{
    Q_OBJECT

private slots:
    void itsHalvesFitEachOther()
    {
        const auto pair = makeEs256KeyPair();
        QVERIFY(pair.has_value());
        const auto own = AsymmetricKey::fromPrivatePem(JwtAlgorithm::Es256, pair->privatePem);
        const auto told = AsymmetricKey::fromPublicPem(JwtAlgorithm::Es256, pair->publicPem);
        QVERIFY2(own.has_value(), own ? "" : own.error().c_str());
        QVERIFY2(told.has_value(), told ? "" : told.error().c_str());
        QVERIFY(told->verifies("text", own->sign("text")));
    }

    void thePublicHalfHoldsNoPrivateOne()
    {
        const auto pair = makeEs256KeyPair();
        QVERIFY(pair.has_value());
        QVERIFY(!AsymmetricKey::fromPrivatePem(JwtAlgorithm::Es256, pair->publicPem).has_value());
    }

    void everyPairIsAnother()
    {
        const auto one = makeEs256KeyPair();
        const auto other = makeEs256KeyPair();
        QVERIFY(one.has_value() && other.has_value());
        QVERIFY(one->privatePem != other->privatePem);
    }
};

QTEST_GUILESS_MAIN(KeyPairTest)
#include "keypair_test.moc"
