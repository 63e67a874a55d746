#include "services/signing/base64.h"

#include <QTest>

using namespace gatehouse;

class Base64Test : public QObject
{
    Q_OBJECT

private slots:
    /// RFC 4648, section 10.
    void thePublishedVectorsAreReadAndWritten_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<std::string>("text");
        QTest::newRow("empty") << std::string() << std::string();
        QTest::newRow("f") << std::string("f") << std::string("Zg==");
        QTest::newRow("fo") << std::string("fo") << std::string("Zm8=");
        QTest::newRow("foo") << std::string("foo") << std::string("Zm9v");
        QTest::newRow("foobar") << std::string("foobar") << std::string("Zm9vYmFy");
    }
    void thePublishedVectorsAreReadAndWritten()
    {
        QFETCH(std::string, bytes);
        QFETCH(std::string, text);
        QCOMPARE(signing::toBase64(bytes), text);
        QCOMPARE(signing::fromBase64(text).value(), bytes);
    }

    void anyOtherTextOfTheSameBytesIsRefused_data()
    {
        QTest::addColumn<std::string>("text");
        for (const char *text :
             {"Zg", "Zg=", "Zg===", "Zh==", "Zm9", "Z m8=", "Zm8=\n", "=", "Zm8=Zg==", "-_-_"})
            QTest::newRow(text) << std::string(text);
    }
    void anyOtherTextOfTheSameBytesIsRefused()
    {
        QFETCH(std::string, text);
        QVERIFY(!signing::fromBase64(text));
    }

    void theUrlAlphabetHasNoPadding()
    {
        QCOMPARE(signing::toBase64Url("\xfb\xff"), std::string("-_8"));
        QCOMPARE(signing::fromBase64Url("-_8").value(), std::string("\xfb\xff"));
        for (const char *text : {"-_8=", "+/8", "-_9", "-_8 ", "-"})
            QVERIFY2(!signing::fromBase64Url(text), text);
    }
};

QTEST_GUILESS_MAIN(Base64Test)
#include "base64_test.moc"
