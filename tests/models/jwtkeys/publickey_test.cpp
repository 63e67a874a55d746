#include "models/jwtkeys/publickey.h"
#include "services/signing/jwk.h"
#include "services/signing/keypair.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse;
using signing::JwtAlgorithm;
using namespace Qt::StringLiterals;

class PublicKeyTest : public QObject
{
    Q_OBJECT

private slots:
    void theJwkHasThePublicHalfAlone_data()
    {
        QTest::addColumn<JwtAlgorithm>("algorithm");
        QTest::newRow("RS256") << JwtAlgorithm::Rs256;
        QTest::newRow("ES256") << JwtAlgorithm::Es256;
    }
    void theJwkHasThePublicHalfAlone()
    {
        QFETCH(JwtAlgorithm, algorithm);
        const auto pair = signing::makeKeyPair(algorithm);
        QVERIFY(pair);
        const QString name = QString::fromLatin1(signing::jwtAlgorithmName(algorithm).data(), 5);
        const auto jwk = jwtkeys::jwkOf(name, QString::fromStdString(pair->publicPem));
        QVERIFY(jwk);
        const QJsonObject json = QJsonDocument::fromJson(jwk->toUtf8()).object();
        const auto key = signing::AsymmetricKey::fromPublicPem(algorithm, pair->publicPem);
        QCOMPARE(json[u"kid"_s].toString().toStdString(), signing::keyIdOf(*key));
        QCOMPARE(json[u"alg"_s].toString(), name);
        QVERIFY(!json.contains(u"d"_s));
    }

    void whatIsNoSuchKeyIsSaid_data()
    {
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<QString>("pem");
        const auto pair = signing::makeKeyPair(JwtAlgorithm::Es256);
        const QString pem = pair ? QString::fromStdString(pair->publicPem) : QString();
        QTest::newRow("no key") << u"ES256"_s << u"nonsense"_s;
        QTest::newRow("of another algorithm") << u"RS256"_s << pem;
        QTest::newRow("unknown algorithm") << u"none"_s << pem;
    }
    void whatIsNoSuchKeyIsSaid()
    {
        QFETCH(QString, algorithm);
        QFETCH(QString, pem);
        const auto jwk = jwtkeys::jwkOf(algorithm, pem);
        QVERIFY(!jwk);
        QCOMPARE(jwk.error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(PublicKeyTest)
#include "publickey_test.moc"
