#include "services/gateway/store/textcolumn.h"

#include <QTest>

using namespace gatehouse::gateway;

class TextColumnTest : public QObject
{
    Q_OBJECT

private slots:
    void isAlwaysStorable_data();
    void isAlwaysStorable();
    void isCutAtACharacter();
};

void TextColumnTest::isAlwaysStorable_data()
{
    QTest::addColumn<QByteArray>("foreign");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("ASCII") << QByteArray("abc") << QByteArray("abc");
    QTest::newRow("UTF-8") << QByteArray("\xC3\xA4") << QByteArray("\xC3\xA4");
    QTest::newRow("beyond the BMP")
        << QByteArray("\xF0\x9F\x98\x80") << QByteArray("\xF0\x9F\x98\x80");
    QTest::newRow("NUL") << QByteArray("a\0b", 3)
                         << QByteArray("a\xEF\xBF\xBD"
                                       "b");
    QTest::newRow("Latin-1") << QByteArray("\xE4") << QByteArray("\xEF\xBF\xBD");
    QTest::newRow("surrogate in UTF-8") << QByteArray("\xED\xA0\x80x").right(1) << QByteArray("x");
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void TextColumnTest::isAlwaysStorable()
{
    QFETCH(QByteArray, foreign);
    QTEST(QByteArray::fromStdString(textColumn(foreign.toStdString())), "text");
}

void TextColumnTest::isCutAtACharacter()
{
    QCOMPARE(textColumn("ab\xC3\xA4", 3), std::string("ab"));
    QCOMPARE(textColumn("ab\xC3\xA4", 4), std::string("ab\xC3\xA4"));
    QCOMPARE(textColumn("abcdef", 3), std::string("abc"));
}

QTEST_GUILESS_MAIN(TextColumnTest)
#include "textcolumn_test.moc"
