#include "services/signing/jwk.h"
#include "services/signing/keypair.h"
#include "tests/support/examplekeys.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse::signing;
using namespace gatehouse::test;

namespace {

// RFC 7638, section 3.1, written as PEM.
const std::string rfc7638Rsa = "-----BEGIN PUBLIC KEY-----\n"
                               "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0vx7agoebGcQSuuPiLJX\n"
                               "ZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tS\n"
                               "oc/BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ/2W+5JsGY4Hc5n9yBXArwl93lqt\n"
                               "7/RN5w6Cf0h4QyQ5v+65YGjQR0/FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0\n"
                               "zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt+bFTWhAI4vMQFh6WeZu0f\n"
                               "M4lFd2NcRwr3XPksINHaQ+G/xBniIqbw0Ls1jF44+csFCur+kEgU8awapJzKnqDK\n"
                               "gwIDAQAB\n"
                               "-----END PUBLIC KEY-----\n";
constexpr const char *rfc7638Modulus = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAt"
                                       "VT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebW"
                                       "KRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_"
                                       "RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQM"
                                       "icAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qN"
                                       "Lyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcR"
                                       "wr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

// RFC 7517, appendix A.1, the first key.
const std::string rfc7517Ec = "-----BEGIN PUBLIC KEY-----\n"
                              "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMKBCTNIcKUSDii11ySs3526iDZ8A\n"
                              "iTo7Tu6KPAqv7D7gS2XpJFbZiItSs3m9+9Ue6GnvHw/GW2ZZaVtszggXIw==\n"
                              "-----END PUBLIC KEY-----\n";

// RFC 9449, section 4.2; its thumbprint is in section 6.1.
const std::string rfc9449Ec = "-----BEGIN PUBLIC KEY-----\n"
                              "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEl8tFrhx+34tV3hRICRDY9zCkDlpB\n"
                              "hF42UQUfWVAWBFv1UTiN/86T+jrjNtNOVy40lqMea3q/1MNWtTQJ28ZEMA==\n"
                              "-----END PUBLIC KEY-----\n";

AsymmetricKey publicKey(JwtAlgorithm algorithm, const std::string &pem)
{
    return AsymmetricKey::fromPublicPem(algorithm, pem).value();
}

QJsonObject jwkOf(JwtAlgorithm algorithm, const std::string &pem)
{
    const std::string jwk = publicJwk(publicKey(algorithm, pem));
    return QJsonDocument::fromJson(QByteArray::fromStdString(jwk)).object();
}

} // namespace

class JwkTest : public QObject
{
    Q_OBJECT

private slots:
    void theThumbprintIsTheStandards()
    {
        QCOMPARE(keyIdOf(publicKey(JwtAlgorithm::Rs256, rfc7638Rsa)),
                 std::string("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"));
        QCOMPARE(keyIdOf(publicKey(JwtAlgorithm::Es256, rfc9449Ec)),
                 std::string("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
    }

    void anRsaKeyHasModulusAndExponent()
    {
        const QJsonObject jwk = jwkOf(JwtAlgorithm::Rs256, rfc7638Rsa);
        QCOMPARE(jwk.value(u"kty").toString(), u"RSA");
        QCOMPARE(jwk.value(u"n").toString(), QLatin1String(rfc7638Modulus));
        QCOMPARE(jwk.value(u"e").toString(), u"AQAB");
        QCOMPARE(jwk.value(u"alg").toString(), u"RS256");
        QCOMPARE(jwk.value(u"use").toString(), u"sig");
        QCOMPARE(jwk.value(u"kid").toString(), u"NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        QCOMPARE(jwk.size(), 6);
    }

    void anEcKeyHasCurveAndPoint()
    {
        const QJsonObject jwk = jwkOf(JwtAlgorithm::Es256, rfc7517Ec);
        QCOMPARE(jwk.value(u"kty").toString(), u"EC");
        QCOMPARE(jwk.value(u"crv").toString(), u"P-256");
        QCOMPARE(jwk.value(u"x").toString(), u"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4");
        QCOMPARE(jwk.value(u"y").toString(), u"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM");
        QCOMPARE(jwk.value(u"alg").toString(), u"ES256");
        QCOMPARE(jwk.size(), 7);
    }

    void bothHalvesHaveTheSameThumbprint_data()
    {
        QTest::addColumn<int>("algorithm");
        QTest::newRow("RS256") << int(JwtAlgorithm::Rs256);
        QTest::newRow("ES256") << int(JwtAlgorithm::Es256);
    }
    void bothHalvesHaveTheSameThumbprint()
    {
        QFETCH(int, algorithm);
        const auto kind = JwtAlgorithm(algorithm);
        const bool isRsa = kind == JwtAlgorithm::Rs256;
        const auto own =
            AsymmetricKey::fromPrivatePem(kind, isRsa ? rsaPrivatePem : ecPrivatePem).value();
        const auto told = publicKey(kind, isRsa ? rsaPublicPem : ecPublicPem);
        QCOMPARE(keyIdOf(own), keyIdOf(told));
        QCOMPARE(own.publicPem(), told.publicPem());
        QCOMPARE(publicJwk(own), publicJwk(told));
    }
};

QTEST_GUILESS_MAIN(JwkTest)
#include "jwk_test.moc"
