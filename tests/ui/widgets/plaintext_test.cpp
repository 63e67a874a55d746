#include "ui/widgets/plaintext.h"

#include <QTest>
#include <QTextDocument>

using namespace gatehouse::widgets;

class PlainTextTest : public QObject
{
    Q_OBJECT

private slots:
    void marks_data();
    void marks();
    void ordinaryTextIsLeftAlone();
    void longTextIsCutWithACount();
    void aCutNeverHalvesAPair();
    void bytesThatAreNotUtf8AreKeptApart_data();
    void bytesThatAreNotUtf8AreKeptApart();
    void toolTipIsNeverMarkup();
};

void PlainTextTest::marks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("turn") << QStringLiteral("a\u202eb") << QStringLiteral("a\u2039U+202E\u203ab");
    QTest::newRow("isolate") << QStringLiteral("\u2066") << QStringLiteral("\u2039U+2066\u203a");
    QTest::newRow("zero width") << QStringLiteral("\u200b") << QStringLiteral("\u2039U+200B\u203a");
    QTest::newRow("NUL") << QString(QChar(0)) << QStringLiteral("\u2039NUL\u203a");
    QTest::newRow("bell") << QStringLiteral("\a") << QStringLiteral("\u2039U+0007\u203a");
    QTest::newRow("CR LF") << QStringLiteral("a\r\nb") << QStringLiteral("a\u2039CR\u203a b");
    QTest::newRow("lone surrogate")
        << QString(QChar(0xd800)) << QStringLiteral("\u2039U+D800\u203a");
    QTest::newRow("bad byte") << QString(QChar(0xdcff)) << QStringLiteral("\u2039\\xFF\u203a");
    QTest::newRow("markup") << QStringLiteral("<b>x</b>") << QStringLiteral("<b>x</b>");
}

void PlainTextTest::marks()
{
    QFETCH(QString, text);
    QTEST(visibleText(text), "shown");
}

void PlainTextTest::ordinaryTextIsLeftAlone()
{
    const QString text =
        QStringLiteral("Gr\u00fc\u00dfe \u4f60\u597d \u0645\u0631\u062d\u0628\u0627 \U0001f680");
    QCOMPARE(visibleText(text), text);
}

void PlainTextTest::longTextIsCutWithACount()
{
    QLocale::setDefault(QLocale::c());
    QCOMPARE(visibleText(QString(12, QLatin1Char('x')), 10),
             QString(10, QLatin1Char('x')) + QStringLiteral("\u2026 +2"));
}

void PlainTextTest::aCutNeverHalvesAPair()
{
    const QString shown = visibleText(QStringLiteral("ab\U0001f680"), 3);
    QVERIFY(shown.startsWith(QStringLiteral("ab\u2026")));
}

void PlainTextTest::bytesThatAreNotUtf8AreKeptApart_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("firstBad");
    const auto bad = [](int byte) { return QString(QChar(char16_t(0xdc00 + byte))); };
    QTest::newRow("good") << QByteArray("\xc3\xa9\xf0\x9f\x9a\x80")
                          << QStringLiteral("\u00e9\U0001f680") << qsizetype(-1);
    QTest::newRow("latin 1") << QByteArray("caf\xe9!")
                             << QStringLiteral("caf") + bad(0xe9) + QLatin1Char('!')
                             << qsizetype(3);
    QTest::newRow("overlong") << QByteArray("\xc0\xaf") << bad(0xc0) + bad(0xaf) << qsizetype(0);
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << bad(0xed) + bad(0xa0) + bad(0x80)
                               << qsizetype(0);
    QTest::newRow("cut short") << QByteArray("a\xe2\x82")
                               << QStringLiteral("a") + bad(0xe2) + bad(0x82) << qsizetype(1);
    QTest::newRow("too high") << QByteArray("\xf4\x90\x80\x80")
                              << bad(0xf4) + bad(0x90) + bad(0x80) + bad(0x80) << qsizetype(0);
}

void PlainTextTest::bytesThatAreNotUtf8AreKeptApart()
{
    QFETCH(QByteArray, bytes);
    QFETCH(qsizetype, firstBad);
    qsizetype found = 0;
    QTEST(decoded(bytes, &found), "text");
    QCOMPARE(found, firstBad);
}

void PlainTextTest::toolTipIsNeverMarkup()
{
    const QString tip = plainToolTip(u"<img src='file:///etc/passwd'> & <b>x</b>");
    QTextDocument document;
    document.setHtml(tip);
    QCOMPARE(document.toPlainText(), QStringLiteral("<img src='file:///etc/passwd'> & <b>x</b>"));
}

QTEST_MAIN(PlainTextTest)
#include "plaintext_test.moc"
