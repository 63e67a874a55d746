#include "ui/widgets/appearance.h"
#include "ui/widgets/chipbar.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QLayout>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse::widgets;

namespace {

ChipText chip(const QString &field, bool active = true)
{
    return {field, QStringLiteral("is"), QStringLiteral("stripe"), false, active};
}

} // namespace

class ChipsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Scheme::Light); }

    void keysAskForWhatTheyStandFor_data();
    void keysAskForWhatTheyStandFor();
    void spaceAsksToTurnAChipOffAndOn();
    void theCrossRemovesAndTheBodyEdits();
    void theCrossIsAtTheOtherEndInRightToLeft();
    void theAccessibleNameSaysTheWholeFilter();
    void hostileValuesAreCutAndMadeVisible();
    void theBarAsksByPosition();
    void theBarKeepsChipsByPosition();
    void focusMovesToTheChipThatTookThePlace();
    void removingTheOnlyChipInItsOwnSignalIsSafe();
    void arrowsMoveBetweenChips_data();
    void arrowsMoveBetweenChips();
    void chipsWrapWhereTheWidthEnds();
};

void ChipsTest::keysAskForWhatTheyStandFor_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<QByteArray>("signal");
    QTest::newRow("Enter") << int(Qt::Key_Return) << QByteArray(SIGNAL(editRequested()));
    QTest::newRow("F2") << int(Qt::Key_F2) << QByteArray(SIGNAL(editRequested()));
    QTest::newRow("Delete") << int(Qt::Key_Delete) << QByteArray(SIGNAL(removeRequested()));
    QTest::newRow("Backspace") << int(Qt::Key_Backspace) << QByteArray(SIGNAL(removeRequested()));
    QTest::newRow("!") << int(Qt::Key_Exclam) << QByteArray(SIGNAL(negatedRequested(bool)));
}

void ChipsTest::keysAskForWhatTheyStandFor()
{
    QFETCH(int, key);
    QFETCH(QByteArray, signal);
    Chip filter(chip(QStringLiteral("Source")));
    QSignalSpy asked(&filter, signal.constData());
    QTest::keyClick(&filter, Qt::Key(key));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(filter.text(), chip(QStringLiteral("Source"))); // it only asks
}

void ChipsTest::spaceAsksToTurnAChipOffAndOn()
{
    Chip filter(chip(QStringLiteral("Source")));
    QSignalSpy asked(&filter, &Chip::activeRequested);
    QTest::keyClick(&filter, Qt::Key_Space);
    filter.setText(chip(QStringLiteral("Source"), false));
    QTest::keyClick(&filter, Qt::Key_Space);
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked[0][0].toBool(), false);
    QCOMPARE(asked[1][0].toBool(), true);
}

void ChipsTest::theCrossRemovesAndTheBodyEdits()
{
    Chip filter(chip(QStringLiteral("Source")));
    filter.resize(filter.sizeHint());
    QSignalSpy edited(&filter, &Chip::editRequested);
    QSignalSpy removed(&filter, &Chip::removeRequested);
    QTest::mouseClick(&filter, Qt::LeftButton, {}, QPoint(10, 12));
    QTest::mouseClick(&filter, Qt::LeftButton, {}, QPoint(filter.width() - 8, 12));
    QTest::mouseClick(&filter, Qt::MiddleButton, {}, QPoint(10, 12));
    QCOMPARE(edited.count(), 1);
    QCOMPARE(removed.count(), 2);
}

void ChipsTest::theCrossIsAtTheOtherEndInRightToLeft()
{
    Chip filter(chip(QStringLiteral("Source")));
    filter.setLayoutDirection(Qt::RightToLeft);
    filter.resize(filter.sizeHint());
    QSignalSpy removed(&filter, &Chip::removeRequested);
    QTest::mouseClick(&filter, Qt::LeftButton, {}, QPoint(8, 12));
    QCOMPARE(removed.count(), 1);
}

void ChipsTest::theAccessibleNameSaysTheWholeFilter()
{
    Chip filter(chip(QStringLiteral("Source"), false));
    QCOMPARE(filter.accessibleName(), QStringLiteral("Filter: Source is stripe, turned off"));
}

void ChipsTest::hostileValuesAreCutAndMadeVisible()
{
    Chip filter({QStringLiteral("Type"), QStringLiteral("is"),
                 QStringLiteral("a\u202e\n") + QString(5000, QLatin1Char('x')), false, true});
    QVERIFY(filter.sizeHint().width() < 700);
    QVERIFY(filter.accessibleName().contains(QStringLiteral("\u2039U+202E\u203a ")));
}

void ChipsTest::theBarAsksByPosition()
{
    ChipBar bar;
    bar.setChips({chip(QStringLiteral("A")), chip(QStringLiteral("B"))});
    QSignalSpy removed(&bar, &ChipBar::removeRequested);
    QSignalSpy toggled(&bar, &ChipBar::activeRequested);
    QSignalSpy added(&bar, &ChipBar::addRequested);
    QTest::keyClick(bar.chipAt(1), Qt::Key_Delete);
    QTest::keyClick(bar.chipAt(0), Qt::Key_Space);
    bar.addButton()->click();
    QCOMPARE(removed[0][0].toInt(), 1);
    QCOMPARE(toggled[0], (QVariantList{0, false}));
    QCOMPARE(added.count(), 1);
}

void ChipsTest::theBarKeepsChipsByPosition()
{
    ChipBar bar;
    bar.setChips({chip(QStringLiteral("A")), chip(QStringLiteral("B"))});
    Chip *first = bar.chipAt(0);
    bar.setChips({chip(QStringLiteral("C"))});
    QCOMPARE(bar.chipAt(0), first);
    QCOMPARE(first->text().field, QStringLiteral("C"));
    QCOMPARE(bar.count(), 1);
}

void ChipsTest::focusMovesToTheChipThatTookThePlace()
{
    ChipBar bar;
    bar.setChips({chip(QStringLiteral("A")), chip(QStringLiteral("B"))});
    bar.show();
    bar.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bar));
    bar.chipAt(1)->setFocus();
    bar.setChips({chip(QStringLiteral("A"))});
    QVERIFY(bar.chipAt(0)->hasFocus());
    bar.setChips({});
    QVERIFY(bar.addButton()->hasFocus());
}

void ChipsTest::removingTheOnlyChipInItsOwnSignalIsSafe()
{
    ChipBar bar;
    bar.setChips({chip(QStringLiteral("A"))});
    connect(&bar, &ChipBar::removeRequested, &bar, [&bar] { bar.setChips({}); });
    QTest::keyClick(bar.chipAt(0), Qt::Key_Delete);
    QCOMPARE(bar.count(), 0);
}

void ChipsTest::arrowsMoveBetweenChips_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::addColumn<int>("forward");
    QTest::newRow("left to right") << Qt::LeftToRight << int(Qt::Key_Right);
    QTest::newRow("right to left") << Qt::RightToLeft << int(Qt::Key_Left);
}

void ChipsTest::arrowsMoveBetweenChips()
{
    QFETCH(Qt::LayoutDirection, direction);
    QFETCH(int, forward);
    ChipBar bar;
    bar.setLayoutDirection(direction);
    bar.setChips({chip(QStringLiteral("A")), chip(QStringLiteral("B"))});
    bar.show();
    bar.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bar));
    bar.chipAt(0)->setFocus();
    QTest::keyClick(bar.chipAt(0), Qt::Key(forward));
    QVERIFY(bar.chipAt(1)->hasFocus());
    QTest::keyClick(bar.chipAt(1), Qt::Key(forward));
    QVERIFY(bar.addButton()->hasFocus());
}

void ChipsTest::chipsWrapWhereTheWidthEnds()
{
    ChipBar bar;
    bar.setChips({chip(QStringLiteral("A")), chip(QStringLiteral("B")), chip(QStringLiteral("C"))});
    const int one = bar.layout()->heightForWidth(2000);
    QCOMPARE(one, size::chip);
    QVERIFY(bar.layout()->heightForWidth(bar.chipAt(0)->sizeHint().width() + 10) > 3 * one);
}

QTEST_MAIN(ChipsTest)
#include "chips_test.moc"
