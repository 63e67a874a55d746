#include "models/collection/celltext.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::collection;

namespace {

const QLocale english(QLocale::English, QLocale::UnitedStates);

TextStyle styleAt(Timestamp now)
{
    return {now, english, QTimeZone::utc()};
}

} // namespace

class CellTextTest : public QObject
{
    Q_OBJECT

private slots:
    void hiddenCharactersAreMadeVisible_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QStringLiteral("order 1042") << QStringLiteral("order 1042");
        QTest::newRow("line feed") << QStringLiteral("a\nb") << QStringLiteral("a⏎b");
        QTest::newRow("CRLF is one") << QStringLiteral("a\r\nb") << QStringLiteral("a⏎b");
        QTest::newRow("lone CR") << QStringLiteral("a\rb") << QStringLiteral("a⟨U+000D⟩b");
        QTest::newRow("tab") << QStringLiteral("a\tb") << QStringLiteral("a⇥b");
        QTest::newRow("NUL") << QString(QChar(0)) << QStringLiteral("⟨U+0000⟩");
        QTest::newRow("C1") << QStringLiteral("\u0085") << QStringLiteral("⟨U+0085⟩");
        QTest::newRow("override") << QStringLiteral("a\u202Egpj") << QStringLiteral("a⟨U+202E⟩gpj");
        QTest::newRow("isolate") << QStringLiteral("\u2066x\u2069")
                                 << QStringLiteral("⟨U+2066⟩x⟨U+2069⟩");
        QTest::newRow("zero width")
            << QStringLiteral("pay\u200Bpal") << QStringLiteral("pay⟨U+200B⟩pal");
        QTest::newRow("byte order mark")
            << QStringLiteral("\uFEFFx") << QStringLiteral("⟨U+FEFF⟩x");
        QTest::newRow("tag character")
            << QString::fromUcs4(U"\U000E0041") << QStringLiteral("⟨U+E0041⟩");
        QTest::newRow("lone surrogate") << QString(QChar(0xD83D)) << QStringLiteral("⟨U+D83D⟩");
        QTest::newRow("emoji") << QStringLiteral("👩‍🚀") << QStringLiteral("👩‍🚀");
        QTest::newRow("other scripts")
            << QStringLiteral("日本 שלום Ö") << QStringLiteral("日本 שלום Ö");
    }
    void hiddenCharactersAreMadeVisible()
    {
        QFETCH(QString, text);
        QTEST(visibleText(text), "shown");
    }

    void aListOfTextsIsToldInARow()
    {
        const QVariantList tenants{QStringLiteral("acme"), QStringLiteral("be\tta")};
        QCOMPARE(cellText(CellKind::Text, tenants, styleAt({})), QStringLiteral("acme, be⇥ta"));
    }

    void timesAreRelative_data()
    {
        QTest::addColumn<qint64>("secondsAgo");
        QTest::addColumn<QString>("shown");
        QTest::newRow("now") << qint64(0) << QStringLiteral("0 s");
        QTest::newRow("seconds") << qint64(59) << QStringLiteral("59 s");
        QTest::newRow("minute") << qint64(60) << QStringLiteral("1 min");
        QTest::newRow("minutes") << qint64(3599) << QStringLiteral("59 min");
        QTest::newRow("hours") << qint64(3600) << QStringLiteral("1 h");
        QTest::newRow("day") << qint64(86400) << QStringLiteral("1 d");
        QTest::newRow("years") << qint64(86400) * 1200 << QStringLiteral("1,200 d");
        QTest::newRow("ahead") << qint64(-27) << QStringLiteral("in 27 s");
    }
    void timesAreRelative()
    {
        QFETCH(qint64, secondsAgo);
        const Timestamp now{std::chrono::seconds(1794922327)};
        QTEST(relativeTime(now - std::chrono::seconds(secondsAgo), now, english), "shown");
    }

    void cellsAreWrittenByTheirKind_data()
    {
        QTest::addColumn<CellKind>("kind");
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<QString>("shown");
        QTest::newRow("status") << CellKind::Status << QVariant(QStringLiteral("reenqueued"))
                                << QStringLiteral("re-enqueued");
        QTest::newRow("number") << CellKind::Number << QVariant(qint64(1234567))
                                << QStringLiteral("1,234,567");
        QTest::newRow("number that was zero")
            << CellKind::Number << QVariant(qint64(0)) << QStringLiteral("0");
        QTest::newRow("bytes") << CellKind::Bytes << QVariant(qint64(1843))
                               << QStringLiteral("1.8 kB");
        QTest::newRow("dollars") << CellKind::Dollars << QVariant(12.3) << QStringLiteral("$12.30");
        QTest::newRow("dollars as SQL tells them")
            << CellKind::Dollars << QVariant(QStringLiteral("0.000420"))
            << QStringLiteral("$0.00042");
        QTest::newRow("no dollars")
            << CellKind::Dollars << QVariant(0.0) << QStringLiteral("$0.00");
        QTest::newRow("milliseconds")
            << CellKind::Milliseconds << QVariant(226.4) << QStringLiteral("226 ms");
        QTest::newRow("short time")
            << CellKind::Milliseconds << QVariant(3.42) << QStringLiteral("3.4 ms");
        QTest::newRow("long time")
            << CellKind::Milliseconds << QVariant(1250.0) << QStringLiteral("1.25 s");
        QTest::newRow("true") << CellKind::Boolean << QVariant(true) << QStringLiteral("yes");
        QTest::newRow("false") << CellKind::Boolean << QVariant(false) << QStringLiteral("no");
        QTest::newRow("no number") << CellKind::Number << QVariant() << QStringLiteral("–");
        QTest::newRow("no time") << CellKind::Time << QVariant() << QStringLiteral("–");
        QTest::newRow("no text") << CellKind::Text << QVariant() << QString();
        QTest::newRow("in") << CellKind::Direction << QVariant(QStringLiteral("ingest"))
                            << QStringLiteral("↓");
        QTest::newRow("out") << CellKind::Direction << QVariant(QStringLiteral("delivery"))
                             << QStringLiteral("↑");
        QTest::newRow("markup") << CellKind::Text << QVariant(QStringLiteral("<b>x</b>"))
                                << QStringLiteral("<b>x</b>");
    }
    void cellsAreWrittenByTheirKind()
    {
        QFETCH(CellKind, kind);
        QFETCH(QVariant, value);
        QTEST(cellText(kind, value, styleAt({})), "shown");
    }

    void longTextIsCutAndTheDetailSaysHowMuchIsMissing()
    {
        const QString text(2787, u'x');
        const QString cell = cellText(CellKind::Text, text, styleAt({}));
        QCOMPARE(cell, QString(displayLimit, u'x') + u'…');
        const QString detail = cellDetail(CellKind::Text, text, styleAt({}));
        QVERIFY(detail.startsWith(QString(toolTipLimit, u'x')));
        QVERIFY2(detail.endsWith(QStringLiteral("… 1,787 more characters")),
                 qPrintable(detail.right(40)));
    }

    void aCutDoesNotSplitACharacter()
    {
        const QString text = QString(displayLimit - 1, u'x') + QStringLiteral("🚀🚀");
        QCOMPARE(cellText(CellKind::Text, text, styleAt({})),
                 QString(displayLimit - 1, u'x') + u'…');
    }

    void aHugeCellGivesAShortText()
    {
        const QString text(10'000'000, QChar(0x202E));
        QVERIFY(cellText(CellKind::Text, text, styleAt({})).size() < 9 * displayLimit);
        QVERIFY(cellDetail(CellKind::Text, text, styleAt({})).size() < 9 * toolTipLimit);
    }

    void exactTimesSayTheirZone()
    {
        const QDateTime time(QDate(2026, 11, 17), QTime(13, 32, 7, 123), Qt::UTC);
        QCOMPARE(exactTime(time, QTimeZone("Europe/Berlin")),
                 QStringLiteral("2026-11-17 14:32:07.123 CET"));
        QCOMPARE(exactTime(time, QTimeZone::utc()), QStringLiteral("2026-11-17 13:32:07.123 UTC"));
    }

    void toolTipsShowMarkupAsText()
    {
        const QString toolTip = escapedToolTip(QStringLiteral("<img src='http://x'>&lt;\nnext"));
        QVERIFY(!toolTip.contains(QStringLiteral("<img")));
        QVERIFY(toolTip.contains(QStringLiteral("&lt;img")));
        QVERIFY(toolTip.contains(QStringLiteral("&amp;lt;<br/>next")));
        QCOMPARE(escapedToolTip({}), QString());
    }
};

QTEST_GUILESS_MAIN(CellTextTest)
#include "celltext_test.moc"
