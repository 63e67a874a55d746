#include "services/signing/asymmetrickey.h"
#include "services/signing/keypair.h"

#include <QTest>

using namespace gatehouse::signing;

Q_DECLARE_METATYPE(JwtAlgorithm)

class KeyPairTest : public QObject
{
    Q_OBJECT

private slots:
    void itsHalvesFitEachOther_data() { addAlgorithms(); }
    void itsHalvesFitEachOther()
    {
        QFETCH(JwtAlgorithm, algorithm);
        const auto pair = makeKeyPair(algorithm);
        QVERIFY(pair.has_value());
        const auto own = AsymmetricKey::fromPrivatePem(algorithm, pair->privatePem);
        const auto told = AsymmetricKey::fromPublicPem(algorithm, pair->publicPem);
        QVERIFY2(own.has_value(), own ? "" : own.error().c_str());
        QVERIFY2(told.has_value(), told ? "" : told.error().c_str());
        QVERIFY(told->verifies("text", own->sign("text")));
    }

    void thePublicHalfHoldsNoPrivateOne_data() { addAlgorithms(); }
    void thePublicHalfHoldsNoPrivateOne()
    {
        QFETCH(JwtAlgorithm, algorithm);
        const auto pair = makeKeyPair(algorithm);
        QVERIFY(pair.has_value());
        QVERIFY(!AsymmetricKey::fromPrivatePem(algorithm, pair->publicPem).has_value());
    }

    void everyPairIsAnother_data() { addAlgorithms(); }
    void everyPairIsAnother()
    {
        QFETCH(JwtAlgorithm, algorithm);
        const auto one = makeKeyPair(algorithm);
        const auto other = makeKeyPair(algorithm);
        QVERIFY(one.has_value() && other.has_value());
        QVERIFY(one->privatePem != other->privatePem);
    }

private:
    static void addAlgorithms()
    {
        QTest::addColumn<JwtAlgorithm>("algorithm");
        QTest::newRow("RS256") << JwtAlgorithm::Rs256;
        QTest::newRow("ES256") << JwtAlgorithm::Es256;
    }
};

QTEST_GUILESS_MAIN(KeyPairTest)
#include "keypair_test.moc"
