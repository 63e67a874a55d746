#include "services/gateway/seed/markedtext.h"

#include <QTest>

using namespace gatehouse::gateway;

class MarkedTextTest : public QObject
{
    Q_OBJECT

    static SlotValues values(const char *id, const char *sha, const char *start)
    {
        SlotValues values;
        values[Slot::Id] = id;
        values[Slot::Sha] = sha;
        values[Slot::ShaStart] = start;
        return values;
    }

private slots:
    void valuesStandWhereTheMarksStood_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("filled");
        const auto row = [](const char *text, const char *filled) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(filled);
        };
        row("", "");
        row("no mark", "no mark");
        row("MARK", "7");
        row("a MARK b MARK", "a 7 b 7");
        row("MARKMARK", "77");
        row("MAR MARK K", "MAR 7 K");
        row("(ABCDEF)", "(longer)");
        row("(ABC)", "(short)"); // a mark that another one begins with
        row("ABCABCDEF", "shortlonger");
    }
    void valuesStandWhereTheMarksStood()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, filled);
        const MarkedText marked(text.toStdString(), values("MARK", "ABCDEF", "ABC"));
        QCOMPARE(marked.filled(values("7", "longer", "short")), filled.toStdString());
        QCOMPARE(marked.isEmpty(), text.isEmpty());
    }

    void valueThatLooksLikeAMarkIsLeftAlone()
    {
        const MarkedText marked("MARK ABC", values("MARK", "ABCDEF", "ABC"));
        QCOMPARE(marked.filled(values("ABC", "", "MARK")), std::string("ABC MARK"));
    }

    void appendsToWhatIsThere()
    {
        std::string text = "before ";
        MarkedText("MARK", values("MARK", "", "")).appendTo(text, values("7", "", ""));
        QCOMPARE(text, std::string("before 7"));
    }
};

QTEST_APPLESS_MAIN(MarkedTextTest)

#include "markedtext_test.moc"
