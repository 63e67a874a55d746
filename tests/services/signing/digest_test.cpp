#include "services/core/hex.h"
#include "services/signing/digest.h"

#include <QTest>

using namespace gatehouse;

class DigestTest : public QObject
{
    Q_OBJECT

private slots:
    /// RFC 4231, test cases 1, 2 and 6 (a key longer than a block), and an empty key.
    void hmacMatchesThePublishedVectors_data()
    {
        QTest::addColumn<std::string>("key");
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("hex");
        QTest::newRow("RFC 4231, 1")
            << std::string(20, '\x0b') << std::string("Hi There")
            << std::string("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        QTest::newRow("RFC 4231, 2")
            << std::string("Jefe") << std::string("what do ya want for nothing?")
            << std::string("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        QTest::newRow("RFC 4231, 6")
            << std::string(131, '\xaa')
            << std::string("Test Using Larger Than Block-Size Key - Hash Key First")
            << std::string("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
        QTest::newRow("empty key and text")
            << std::string() << std::string()
            << std::string("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    }
    void hmacMatchesThePublishedVectors()
    {
        QFETCH(std::string, key);
        QFETCH(std::string, text);
        QFETCH(std::string, hex);
        QCOMPARE(toHex(asBytes(signing::hmacSha256(key, text))), hex);
    }

    void sha256MatchesThePublishedVectors()
    {
        QCOMPARE(toHex(asBytes(signing::sha256(""))),
                 std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(toHex(asBytes(signing::sha256("abc"))),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    void comparisonSeesEveryByteAndTheLength()
    {
        QVERIFY(signing::equalsInConstantTime("", ""));
        QVERIFY(signing::equalsInConstantTime("abc", "abc"));
        QVERIFY(!signing::equalsInConstantTime("abc", "abd"));
        QVERIFY(!signing::equalsInConstantTime("Abc", "abc"));
        QVERIFY(!signing::equalsInConstantTime("abc", "ab"));
    }

    void wipingEmptiesTheString()
    {
        std::string secret = "whsec_a_secret_that_is_on_the_heap";
        signing::wipe(secret);
        QVERIFY(secret.empty());
    }
};

QTEST_GUILESS_MAIN(DigestTest)
#include "digest_test.moc"
