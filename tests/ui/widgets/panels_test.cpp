#include "ui/widgets/appearance.h"
#include "ui/widgets/codeblock.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/headersview.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/overflowtabs.h"
#include "ui/widgets/plaintextview.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timelineview.h"
#include "ui/widgets/waitbar.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QStyleOption>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

using namespace gatehouse::widgets;
using namespace Qt::StringLiterals;

class PanelsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Scheme::Light); }

    void aNoticeShowsItsTextsAndButtonsUntilDismissed();
    void aNewNoticeDropsTheButtonsOfTheLast();
    void aNoticeIsPlainText();
    void aButtonMayDismissItsOwnNotice();
    void anEmptyStateOffersItsCards();
    void anEmptyStateCanBeClearedByItsOwnButton();
    void codeIsCopiedExactly();
    void identifierIsCopied();
    void theWaitBarShowsOnlyAfterPatience();
    void theWaitBarNeverShowsForAShortWait();
    void valuesArePlainTextAndUnknownOnesADash();
    void aLabelsShapeStandsBeforeIt();
    void unchangedValuesKeepTheirWidgets();
    void mutedValuesFollowTheScheme();
    void headersAreShownInOrderAndCopied();
    void theTimelineSaysHowMuchItLeavesOut();
    void aTimelineLinkThatTakesItselfAwayOutlivesItsClick();
    void tabsWithoutRoomAreInTheMenu();
    void theTabThatIsChosenThereIsShown();
    void aSegmentIsChosenByThePersonOnly();
    void aLabelBeginsWhereTheWindowDoesWhateverItsScript_data();
    void aLabelBeginsWhereTheWindowDoesWhateverItsScript();
    void theSelectedRowHasItsBarAtTheStart_data();
    void theSelectedRowHasItsBarAtTheStart();
    void aStaleTableGreysItsSelection();
    void theSixShapesDifferInBlackAndWhite();
    void controlsHaveTheirHeights();
    void anIconTakesTheColourOfTheText();
    void anIconIsTheSameDrawingAtTwiceTheScale();
    void anUnknownIconIsNull();
    void arrowKeysMoveASegment();
    void toolTipsAreReadableInBothSchemes_data();
    void toolTipsAreReadableInBothSchemes();
    void anElidedLabelKeepsTheWholeText();
};

void PanelsTest::aNoticeShowsItsTextsAndButtonsUntilDismissed()
{
    NoticeStrip strip;
    QVERIFY(strip.isHidden());
    strip.showNotice(NoticeKind::Error, u"The database does not answer"_s, u"Next try in 8 s."_s);
    QPushButton *retry = strip.addButton(u"Retry now"_s);
    QSignalSpy clicked(retry, &QPushButton::clicked);
    QTest::mouseClick(retry, Qt::LeftButton);
    QCOMPARE(clicked.count(), 1);
    QVERIFY(!strip.isHidden());
    QCOMPARE(strip.title(), u"The database does not answer"_s);
    strip.setText(u"Next try in 7 s."_s);
    QCOMPARE(strip.text(), u"Next try in 7 s."_s);
    QCOMPARE(strip.buttons().size(), 1);
    strip.dismiss();
    QVERIFY(strip.isHidden());
    QVERIFY(strip.buttons().isEmpty());
}

void PanelsTest::aNewNoticeDropsTheButtonsOfTheLast()
{
    NoticeStrip strip;
    strip.showNotice(NoticeKind::Error, u"One"_s);
    strip.addButton(u"Retry"_s);
    strip.showNotice(NoticeKind::Success, u"Two"_s);
    QVERIFY(strip.buttons().isEmpty());
    QCOMPARE(strip.kind(), NoticeKind::Success);
}

void PanelsTest::aNoticeIsPlainText()
{
    NoticeStrip strip;
    strip.showNotice(NoticeKind::Warning, u"<b>title</b>"_s, u"<i>text</i>\u202e"_s);
    const auto labels = strip.findChildren<QLabel *>();
    QVERIFY(!labels.isEmpty());
    for (const QLabel *label : labels)
        QCOMPARE(label->textFormat(), Qt::PlainText);
    QCOMPARE(strip.text(), u"<i>text</i>\u2039U+202E\u203a"_s);
}

void PanelsTest::aButtonMayDismissItsOwnNotice()
{
    NoticeStrip strip;
    strip.showNotice(NoticeKind::News, u"128 new"_s, u"events arrived"_s);
    QPushButton *show = strip.addButton(u"Show"_s);
    connect(show, &QPushButton::clicked, &strip, [&strip] { strip.dismiss(); });
    QTest::mouseClick(show, Qt::LeftButton);
    QVERIFY(strip.isHidden());
}

void PanelsTest::anEmptyStateOffersItsCards()
{
    EmptyState state;
    state.setHeading(u"view-list-details"_s, u"No events yet"_s, u"They appear here."_s);
    QPushButton *start = state.addCard(
        {u"Make traffic"_s, u"10 a second"_s, u"Start"_s, u"media-playback-start"_s, true});
    state.addCard({u"Use your own"_s, u"A file"_s, u"Open"_s, {}, false});
    QSignalSpy clicked(start, &QPushButton::clicked);
    start->click();
    QCOMPARE(clicked.count(), 1);
    QVERIFY(start->isDefault());
    QCOMPARE(state.buttons().size(), 2);
    QCOMPARE(state.accessibleName(), u"No events yet"_s);
}

void PanelsTest::anEmptyStateCanBeClearedByItsOwnButton()
{
    EmptyState state;
    QPushButton *button = state.addCard({u"One"_s, {}, u"Go"_s, {}, false});
    connect(button, &QPushButton::clicked, &state, [&state] { state.clear(); });
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(state.buttons().isEmpty());
}

void PanelsTest::codeIsCopiedExactly()
{
    CodeBlock block;
    QSignalSpy copied(&block, &CodeBlock::copied);
    const QString code = u"curl -d '{\"a\":\"<b>\"}' \\\n  http://127.0.0.1"_s;
    block.setCode(u"Or send one"_s, code);
    block.copyButton()->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), code);
    QCOMPARE(copied.count(), 1);
}

void PanelsTest::identifierIsCopied()
{
    IdentifierLabel label(u"01a1e9b4-ed58"_s);
    label.findChild<QToolButton *>()->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"01a1e9b4-ed58"_s);
}

void PanelsTest::theWaitBarShowsOnlyAfterPatience()
{
    WaitBar bar;
    bar.setWaiting(true);
    QVERIFY(!bar.isShown());
    QTRY_VERIFY(bar.isShown());
    bar.setWaiting(false);
    QVERIFY(!bar.isShown());
}

void PanelsTest::theWaitBarNeverShowsForAShortWait()
{
    WaitBar quick;
    WaitBar slow;
    quick.setWaiting(true);
    quick.setWaiting(false);
    slow.setWaiting(true);
    QTRY_VERIFY(slow.isShown());
    QVERIFY(!quick.isShown());
}

void PanelsTest::valuesArePlainTextAndUnknownOnesADash()
{
    KeyValueView view;
    view.setRows({{u"Type"_s, u"<b>x</b>\u202e"_s, false, false, StatusShape::None, {}},
                  {u"Tries"_s, {}, false, false, StatusShape::None, {}},
                  {u"Status"_s, u"failed"_s, false, false, StatusShape::Cross, {}}});
    const auto values = view.findChildren<PlainTextView *>();
    QCOMPARE(values.size(), 2);
    QCOMPARE(values[0]->toPlainText(), u"<b>x</b>\u2039U+202E\u203a"_s);
    QCOMPARE(values[1]->toPlainText(), u"\u2013"_s);
    QCOMPARE(view.findChild<StatusLabel *>()->word(), u"failed"_s);
}

void PanelsTest::aLabelsShapeStandsBeforeIt()
{
    KeyValueView view;
    KeyValue row{u"Header"_s, u"found"_s, false, false, StatusShape::None, {}};
    row.labelShape = StatusShape::Check;
    row.labelToolTip = u"passed"_s;
    view.setRows({row});
    auto *label = view.findChild<StatusLabel *>();
    QCOMPARE(label->word(), u"Header"_s);
    QVERIFY(label->toolTip().contains(u"passed"_s));
    QCOMPARE(label->accessibleDescription(), u"passed"_s);
    row.labelShape = StatusShape::Cross;
    view.setRows({row});
    QCOMPARE(view.findChildren<StatusLabel *>().size(), 1);
}

void PanelsTest::unchangedValuesKeepTheirWidgets()
{
    KeyValueView view;
    const KeyValue kept{u"A"_s, u"1"_s, false, false, StatusShape::None, {}};
    view.setRows({kept, {u"B"_s, u"2"_s, false, false, StatusShape::None, {}}});
    const PlainTextView *first = view.findChildren<PlainTextView *>()[0];
    view.setRows({kept, {u"B"_s, u"3"_s, false, false, StatusShape::None, {}}});
    const auto values = view.findChildren<PlainTextView *>();
    QCOMPARE(values[0], first);
    QCOMPARE(values[1]->toPlainText(), u"3"_s);
}

void PanelsTest::mutedValuesFollowTheScheme()
{
    PlainTextView view(u"not known"_s);
    view.setMuted(true);
    applyTheme(*qApp, Scheme::Dark);
    QTRY_COMPARE(view.palette().color(QPalette::Text), Theme::of(Scheme::Dark).textMuted);
    applyTheme(*qApp, Scheme::Light);
    QTRY_COMPARE(view.palette().color(QPalette::Text), Theme::of(Scheme::Light).textMuted);
}

void PanelsTest::headersAreShownInOrderAndCopied()
{
    HeadersView view;
    view.setHeaders({{u"X-B"_s, u"1"_s}, {u"X-A"_s, u"<b>"_s}, {u"X-B"_s, u"2"_s}});
    QAbstractItemModel *model = view.table()->model();
    QCOMPARE(model->rowCount(), 3);
    QCOMPARE(model->index(2, 1).data().toString(), u"2"_s);
    view.table()->selectRow(1);
    view.table()->actions().constFirst()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"X-A: <b>"_s);
    view.setHeaders({});
    QCOMPARE(model->rowCount(), 0);
}

void PanelsTest::theTimelineSaysHowMuchItLeavesOut()
{
    TimelineView view;
    view.setEntries(
        QList<TimelineEntry>(503, {u"14:31"_s, u"tried"_s, {}, StatusShape::Cross, {}}));
    QStringList texts;
    for (const QLabel *label : view.findChildren<QLabel *>())
        texts.append(label->text());
    QVERIFY(texts.contains(u"3 more are not shown."_s));
    QCOMPARE(view.findChildren<ElidedLabel *>().size(), 500);
    view.setEntries({});
    QCOMPARE(view.findChildren<ElidedLabel *>().size(), 0);
}

void PanelsTest::aTimelineLinkThatTakesItselfAwayOutlivesItsClick()
{
    TimelineView view;
    TimelineEntry entry;
    entry.title = u"Received"_s;
    entry.links = {{u"Event"_s, [&view] { view.setEntries({}); }}};
    view.setEntries({entry});
    view.show();
    const QPointer<QPushButton> link = view.findChild<QPushButton *>(u"timelineLink"_s);
    QTest::mouseClick(link, Qt::LeftButton);
    QVERIFY(link);
    QTRY_VERIFY(!link);
}

namespace {

struct ManyTabs
{
    explicit ManyTabs(int width)
    {
        for (int tab = 0; tab < 8; ++tab)
            tabs.addTab(new QWidget, u"Part number %1"_s.arg(tab));
        tabs.resize(width, 200);
        tabs.show();
    }
    QStringList titles(bool inMenu)
    {
        emit more->menu()->aboutToShow();
        QStringList list;
        for (int tab = 0; tab < tabs.count() && !inMenu; ++tab) {
            if (tabs.tabBar()->isTabVisible(tab))
                list += tabs.tabText(tab);
        }
        for (const QAction *action : more->menu()->actions())
            list += inMenu ? action->text() : QString();
        list.removeAll({});
        return list;
    }
    OverflowTabs tabs;
    QToolButton *more = tabs.findChild<QToolButton *>(u"tabsMore"_s);
};

} // namespace

void PanelsTest::tabsWithoutRoomAreInTheMenu()
{
    ManyTabs many(400);
    QTRY_VERIFY(many.more->isVisible());
    QVERIFY(many.titles(false).size() >= 2);
    QCOMPARE(many.titles(false).size() + many.titles(true).size(), 8);
    QCOMPARE(many.titles(true).last(), u"Part number 7"_s);
    const QTabBar *bar = many.tabs.tabBar();
    QTRY_VERIFY(bar->tabRect(int(many.titles(false).size()) - 1).right() <= bar->width());
    for (const auto *arrow : bar->findChildren<QToolButton *>())
        QVERIFY(!arrow->isVisible());
    QVERIFY(many.more->focusPolicy() & Qt::TabFocus);
    many.tabs.resize(2000, 200);
    QTRY_VERIFY(!many.more->isVisible());
    QCOMPARE(many.titles(false).size(), 8);
}

void PanelsTest::theTabThatIsChosenThereIsShown()
{
    ManyTabs many(400);
    QTRY_VERIFY(many.more->isVisible());
    QVERIFY(!many.tabs.tabBar()->isTabVisible(7));
    many.titles(true);
    many.more->menu()->actions().last()->trigger();
    QCOMPARE(many.tabs.currentIndex(), 7);
    QVERIFY(many.tabs.tabBar()->isTabVisible(7));
    QVERIFY(many.tabs.tabBar()->isTabVisible(0));
    QVERIFY(!many.titles(true).contains(u"Part number 7"_s));
    many.tabs.setCurrentIndex(0);
    QVERIFY(!many.tabs.tabBar()->isTabVisible(7));
}

void PanelsTest::aSegmentIsChosenByThePersonOnly()
{
    Segmented segmented(u"Mode"_s, {u"One"_s, u"Two"_s});
    QSignalSpy chosen(&segmented, &Segmented::chosen);
    segmented.setCurrent(1);
    QCOMPARE(chosen.count(), 0);
    segmented.findChildren<QPushButton *>()[0]->click();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(segmented.current(), 0);
}

namespace {

std::unique_ptr<TableView> tableOfTwo(Qt::LayoutDirection direction)
{
    auto table = std::make_unique<TableView>();
    auto *model = new QStandardItemModel(2, 2, table.get());
    for (int cell = 0; cell < 4; ++cell)
        model->setItem(cell / 2, cell % 2, new QStandardItem(u"x"_s));
    table->setModel(model);
    table->setLayoutDirection(direction);
    table->resize(240, 100);
    table->setColumnWidth(0, 120);
    table->setColumnWidth(1, 120);
    table->selectionModel()->setCurrentIndex(
        model->index(1, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    table->show();
    table->activateWindow();
    return table;
}

} // namespace

void PanelsTest::aLabelBeginsWhereTheWindowDoesWhateverItsScript_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::addColumn<Qt::Alignment>("alignment");
    QTest::addColumn<bool>("isLeft");
    QTest::newRow("left to right") << Qt::LeftToRight << Qt::Alignment(Qt::AlignLeft) << true;
    QTest::newRow("right to left") << Qt::RightToLeft << Qt::Alignment(Qt::AlignLeft) << false;
    QTest::newRow("an end, right to left")
        << Qt::RightToLeft << Qt::Alignment(Qt::AlignRight) << true;
}

void PanelsTest::aLabelBeginsWhereTheWindowDoesWhateverItsScript()
{
    QFETCH(Qt::LayoutDirection, direction);
    QFETCH(Qt::Alignment, alignment);
    QFETCH(bool, isLeft);
    QLabel label(u"Delete old events"_s);
    label.setLayoutDirection(direction);
    label.setAlignment(alignment);
    label.resize(600, 20);
    const QImage shown = label.grab().toImage();
    const auto hasText = [&](int from, int until) {
        for (int x = from; x < until; ++x)
            for (int y = 0; y < shown.height(); ++y)
                if (shown.pixelColor(x, y) != shown.pixelColor(300, 0))
                    return true;
        return false;
    };
    QCOMPARE(hasText(0, 200), isLeft);
    QCOMPARE(hasText(400, 600), !isLeft);
}

void PanelsTest::theSelectedRowHasItsBarAtTheStart_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("end");
    QTest::newRow("left to right") << Qt::LeftToRight << 1 << 238;
    QTest::newRow("right to left") << Qt::RightToLeft << 238 << 1;
}

void PanelsTest::theSelectedRowHasItsBarAtTheStart()
{
    QFETCH(Qt::LayoutDirection, direction);
    QFETCH(int, start);
    QFETCH(int, end);
    const auto table = tableOfTwo(direction);
    QVERIFY(QTest::qWaitForWindowActive(table.get()));
    const QImage image = table->viewport()->grab().toImage();
    const int middle = size::tableRow + size::tableRow / 2;
    const Theme &theme = Theme::of(table.get());
    QCOMPARE(image.pixelColor(start, middle), theme.accent);
    QCOMPARE(image.pixelColor(end, middle), theme.selection);
    QCOMPARE(image.pixelColor(start, size::tableRow / 2), theme.base);
}

void PanelsTest::aStaleTableGreysItsSelection()
{
    const auto table = tableOfTwo(Qt::LeftToRight);
    QVERIFY(QTest::qWaitForWindowActive(table.get()));
    table->setStale(true);
    const QImage image = table->viewport()->grab().toImage();
    QCOMPARE(image.pixelColor(60, size::tableRow + 5), Theme::of(table.get()).selectionInactive);
}

void PanelsTest::theSixShapesDifferInBlackAndWhite()
{
    QList<QImage> images;
    for (int shape = int(StatusShape::None); shape <= int(StatusShape::CrossedBox); ++shape) {
        QImage image(14, 14, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintShape(painter, StatusShape(shape), QRectF(0, 0, 14, 14), Qt::black);
        painter.end();
        QVERIFY(!images.contains(image));
        images.append(image);
    }
}

void PanelsTest::controlsHaveTheirHeights()
{
    QPushButton button(u"Retry"_s);
    QCOMPARE(button.sizeHint().height(), size::control);
    setSmall(&button);
    QCOMPARE(button.sizeHint().height(), size::controlSmall);
    const int width = button.sizeHint().width();
    setKeyCap(&button, QKeySequence(u"Ctrl+E"_s));
    QVERIFY(button.sizeHint().width() > width + 20);
}

void PanelsTest::anIconTakesTheColourOfTheText()
{
    if (!QIcon::hasThemeIcon(u"list-add"_s))
        QSKIP("The Breeze icon theme is not installed.");
    const QIcon plus = icon(u"list-add"_s);
    const auto colour = [&plus] {
        const QImage image = plus.pixmap(16, 16).toImage();
        return image.pixelColor(8, 8).rgb() & 0xffffff;
    };
    QCOMPARE(colour(), Theme::of(Scheme::Light).text.rgb() & 0xffffff);
    applyTheme(*qApp, Scheme::Dark);
    const auto dark = colour();
    applyTheme(*qApp, Scheme::Light);
    QCOMPARE(dark, Theme::of(Scheme::Dark).text.rgb() & 0xffffff);
}

/// How much two pictures of one size differ in what they cover, 0 to 255 on average.
static double coverDifference(const QImage &one, const QImage &other)
{
    double sum = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x)
            sum += std::abs(qAlpha(one.pixel(x, y)) - qAlpha(other.pixel(x, y)));
    }
    return sum / (one.width() * one.height());
}

void PanelsTest::anIconIsTheSameDrawingAtTwiceTheScale()
{
    if (!QIcon::hasThemeIcon(u"go-home"_s))
        QSKIP("The Breeze icon theme is not installed.");
    const QIcon shown = icon(u"go-home"_s);
    const QImage once = shown.pixmap(QSize(16, 16), 1.0).toImage();
    const QImage twice = shown.pixmap(QSize(16, 16), 2.0).toImage();
    QCOMPARE(twice.size(), QSize(32, 32));
    const QImage halved = twice.scaled(16, 16, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const double difference = coverDifference(once, halved);
    QVERIFY2(difference < 5, qPrintable(QString::number(difference)));
}

void PanelsTest::anUnknownIconIsNull()
{
    QVERIFY(icon(u"no-such-icon-here"_s).isNull());
}

void PanelsTest::arrowKeysMoveASegment()
{
    Segmented segmented(u"Mode"_s, {u"One"_s, u"Two"_s});
    segmented.show();
    segmented.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&segmented));
    QSignalSpy chosen(&segmented, &Segmented::chosen);
    QPushButton *first = segmented.findChildren<QPushButton *>()[0];
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Right);
    QCOMPARE(segmented.current(), 1);
    QCOMPARE(chosen.count(), 1);
}

void PanelsTest::toolTipsAreReadableInBothSchemes_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::Light;
    QTest::newRow("dark") << Scheme::Dark;
}

void PanelsTest::toolTipsAreReadableInBothSchemes()
{
    QFETCH(Scheme, scheme);
    applyTheme(*qApp, scheme);
    QStyleOptionFrame option;
    option.rect = QRect(0, 0, 20, 20);
    option.palette = QToolTip::palette();
    QImage image(20, 20, QImage::Format_RGB32);
    QPainter painter(&image);
    qApp->style()->drawPrimitive(QStyle::PE_PanelTipLabel, &option, &painter);
    painter.end();
    applyTheme(*qApp, Scheme::Light);
    QCOMPARE(image.pixelColor(10, 10), Theme::of(scheme).tooltip);
    QCOMPARE(option.palette.color(QPalette::ToolTipText), Theme::of(scheme).tooltipText);
}

void PanelsTest::anElidedLabelKeepsTheWholeText()
{
    ElidedLabel label(u"charge.refunded, a long one"_s);
    label.resize(40, 20);
    QVERIFY(label.isElided());
    QCOMPARE(label.accessibleName(), u"charge.refunded, a long one"_s);
    label.resize(400, 20);
    QVERIFY(!label.isElided());
}

QTEST_MAIN(PanelsTest)
#include "panels_test.moc"
