#include "services/core/terminaltext.h"

#include <QTest>

using namespace gatehouse;

class TerminalTextTest : public QObject
{
    Q_OBJECT

private slots:
    void aTerminalShowsEachLineOfTheDetailIndented()
    {
        const Error error{ErrorKind::Unavailable,
                          QStringLiteral("Postgres does not start."),
                          QStringLiteral("first line\n\n\tlast line\n"),
                          {}};
        QCOMPARE(terminalText(error),
                 QStringLiteral("Postgres does not start.\n  first line\n  last line"));
    }

    void aTerminalIsSentNoControlCharacters()
    {
        const Error error{
            ErrorKind::Invalid, QStringLiteral("bad\x1b[2J\nname"), QStringLiteral("a\x07"), {}};
        QCOMPARE(terminalText(error), QStringLiteral("bad\uFFFD[2J name\n  a\uFFFD"));
    }

    void withoutDetailItIsOneLine()
    {
        QCOMPARE(terminalText({ErrorKind::Invalid, QStringLiteral("No."), {}, {}}),
                 QStringLiteral("No."));
    }
};

QTEST_GUILESS_MAIN(TerminalTextTest)
#include "terminaltext_test.moc"
