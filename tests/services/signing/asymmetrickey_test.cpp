#include "services/signing/asymmetrickey.h"
#include "services/signing/base64.h"
#include "tests/support/examplekeys.h"

#include <QTest>

using namespace gatehouse::signing;
using namespace gatehouse::test;

Q_DECLARE_METATYPE(JwtAlgorithm)

namespace {

const std::string claims =
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
    "cnVlfQ";

void addAlgorithms()
{
    QTest::addColumn<JwtAlgorithm>("algorithm");
    QTest::addColumn<std::string>("privatePem");
    QTest::addColumn<std::string>("publicPem");
    QTest::newRow("RS256") << JwtAlgorithm::Rs256 << rsaPrivatePem << rsaPublicPem;
    QTest::newRow("ES256") << JwtAlgorithm::Es256 << ecPrivatePem << ecPublicPem;
}

} // namespace

class AsymmetricKeyTest : public QObject
{
    Q_OBJECT

private slots:
    /// RFC 7515, appendix A.2.
    void theRsaSignatureOfTheRfcMatches()
    {
        const std::string signature =
            "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
            "O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIA"
            "RNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPq"
            "vhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77"
            "Rw";
        const std::string text = "eyJhbGciOiJSUzI1NiJ9" + claims;
        const auto publicKey = AsymmetricKey::fromPublicPem(JwtAlgorithm::Rs256, rsaPublicPem);
        QVERIFY(publicKey->verifies(text, fromBase64Url(signature).value()));
        const auto privateKey = AsymmetricKey::fromPrivatePem(JwtAlgorithm::Rs256, rsaPrivatePem);
        QCOMPARE(toBase64Url(privateKey->sign(text)), signature);
    }

    /// RFC 7515, appendix A.3.
    void theEcdsaSignatureOfTheRfcMatches()
    {
        const std::string signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-"
                                      "F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        const auto key = AsymmetricKey::fromPublicPem(JwtAlgorithm::Es256, ecPublicPem);
        QVERIFY(key->verifies("eyJhbGciOiJFUzI1NiJ9" + claims, fromBase64Url(signature).value()));
    }

    void whatIsSignedMatchesAndNothingElse_data() { addAlgorithms(); }
    void whatIsSignedMatchesAndNothingElse()
    {
        QFETCH(JwtAlgorithm, algorithm);
        QFETCH(std::string, privatePem);
        QFETCH(std::string, publicPem);
        const auto privateKey = AsymmetricKey::fromPrivatePem(algorithm, privatePem);
        const auto publicKey = AsymmetricKey::fromPublicPem(algorithm, publicPem);
        std::string signature = privateKey->sign("text");
        QVERIFY(publicKey->verifies("text", signature));
        QVERIFY(!publicKey->verifies("texts", signature));
        QVERIFY(!publicKey->verifies("text", ""));
        QVERIFY(!publicKey->verifies("text", signature.substr(1)));
        QVERIFY(!publicKey->verifies("text", signature + "x"));
        QVERIFY(!publicKey->verifies("text", std::string(signature.size(), '\0')));
        signature[10] = static_cast<char>(signature[10] ^ 1);
        QVERIFY(!publicKey->verifies("text", signature));
    }

    /// Small r or s: the 32 bytes keep their zeros in front.
    void ecdsaSignaturesAlwaysHave64Bytes()
    {
        const auto key = AsymmetricKey::fromPrivatePem(JwtAlgorithm::Es256, ecPrivatePem);
        for (int i = 0; i < 600; ++i) {
            const std::string text = std::to_string(i);
            const std::string signature = key->sign(text);
            QCOMPARE(signature.size(), std::size_t{64});
            if (signature[0] == '\0' || signature[32] == '\0')
                QVERIFY(key->verifies(text, signature));
        }
    }

    void aKeyThatDoesNotFitIsRefused_data()
    {
        QTest::addColumn<JwtAlgorithm>("algorithm");
        QTest::addColumn<std::string>("pem");
        QTest::addColumn<std::string>("error");
        const std::string noKey = "The text is not a public key in PEM.";
        const std::string noRsa = "RS256 needs an RSA key of 2048 bits or more.";
        const std::string noEc = "ES256 needs a key on the curve P-256.";
        QTest::newRow("empty") << JwtAlgorithm::Rs256 << std::string() << noKey;
        QTest::newRow("a path") << JwtAlgorithm::Rs256 << std::string("/etc/key.pem") << noKey;
        QTest::newRow("cut short") << JwtAlgorithm::Rs256 << rsaPublicPem.substr(0, 200) << noKey;
        QTest::newRow("a private key") << JwtAlgorithm::Es256 << ecPrivatePem << noKey;
        QTest::newRow("enormous") << JwtAlgorithm::Es256 << std::string(100000, '\n') + ecPublicPem
                                  << noKey;
        QTest::newRow("EC for RS256") << JwtAlgorithm::Rs256 << ecPublicPem << noRsa;
        QTest::newRow("RSA for ES256") << JwtAlgorithm::Es256 << rsaPublicPem << noEc;
        QTest::newRow("P-384") << JwtAlgorithm::Es256 << ec384PublicPem << noEc;
        QTest::newRow("1024 bits") << JwtAlgorithm::Rs256 << rsa1024PublicPem << noRsa;
    }
    void aKeyThatDoesNotFitIsRefused()
    {
        QFETCH(JwtAlgorithm, algorithm);
        QFETCH(std::string, pem);
        QFETCH(std::string, error);
        const auto key = AsymmetricKey::fromPublicPem(algorithm, pem);
        QVERIFY(!key);
        QCOMPARE(key.error(), error);
    }

    void aPublicKeyDoesNotSign()
    {
        const auto key = AsymmetricKey::fromPublicPem(JwtAlgorithm::Es256, ecPublicPem);
        QVERIFY(key->sign("text").empty());
    }
};

QTEST_GUILESS_MAIN(AsymmetricKeyTest)
#include "asymmetrickey_test.moc"
