#include "tests/models/histogram/support/fakehistogram.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/collection/collectionpage.h"
#include "ui/collection/histogramchart.h"
#include "ui/collection/histogrampanel.h"
#include "ui/collection/timerail.h"
#include "ui/widgets/labels.h"

#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int rowCount = 3000; ///< seven seconds apart, from now backwards

collection::Descriptor samples()
{
    using collection::CellKind;
    collection::Descriptor descriptor;
    descriptor.id = u"samples"_s;
    descriptor.title = u"Samples"_s;
    descriptor.singular = u"sample"_s;
    descriptor.icon = u"view-list-text"_s;
    descriptor.sortColumn = u"received_at"_s;
    descriptor.statusColumn = u"status"_s;
    descriptor.headline = u"kind"_s;
    descriptor.columns = {{u"status"_s, u"Status"_s, CellKind::Status, 100, false, 0},
                          {u"kind"_s, u"Kind"_s, CellKind::Text, 100, true, 0}};
    descriptor.filters = {
        {u"status"_s, u"Status"_s, collection::FilterType::Choice, {u"processed"_s, u"failed"_s}},
        {u"kind"_s, u"Kind"_s, collection::FilterType::Text, {}},
        {u"received_at"_s, u"Received"_s, collection::FilterType::Time, {}}};
    descriptor.sorts = {{u"kind"_s}};
    descriptor.detailTabs = {u"summary"_s};
    return descriptor;
}

/// A page whose rows and counts are the same: every fifth failed.
struct TimesFixture
{
    explicit TimesFixture(int rows = rowCount)
        : source(std::make_shared<test::FakeSource>(samples()))
        , counts(std::make_shared<test::FakeHistogram>())
        , api(server.url(), "token")
    {
        for (int row = 0; row < rows; ++row) {
            const QString status = row % 5 == 0 ? u"failed"_s : u"processed"_s;
            source->add({{u"status"_s, status}, {u"kind"_s, u"kind %1"_s.arg(row)}});
            counts->rows.push_back({source->rows.back().key.sort, status});
        }
        if (rows > 0)
            clock.jumpTo(source->rows.front().key.sort + 1s);
        display.setUtc(true);
    }
    void open(QSize size = {1440, 900})
    {
        const CollectionServices services{source,
                                          api,
                                          clock,
                                          display,
                                          [] {
                                              return Environment{u"local"_s, u"here"_s};
                                          },
                                          [] { return std::optional<Whoami>(); },
                                          counts};
        page = std::make_unique<CollectionPage>(samples(), services, DetailTabFactory());
        page->resize(size);
        page->show();
        page->activate();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
    }
    void openCounted()
    {
        open();
        QTRY_VERIFY2(detail().contains(u"(exact)"), qPrintable(detail()));
        QTRY_VERIFY(rail()->box().isValid());
    }
    template <typename Widget>
    Widget *find(const char *name)
    {
        return page->findChild<Widget *>(QString::fromLatin1(name));
    }
    HistogramChart *chart() { return find<HistogramChart>("histogramChart"); }
    TimeRail *rail() { return find<TimeRail>("timeRail"); }
    QTableView *table() { return find<QTableView>("samplesTable"); }
    QString title() { return find<QLabel>("histogramTitle")->text(); }
    QString detail() { return find<widgets::ElidedLabel>("histogramDetail")->text(); }
    int bars() { return chart()->histogram().buckets.size(); }
    QPoint barAt(int bucket)
    {
        return {int(chart()->barRect(bucket).center().x()), chart()->height() / 2};
    }
    Timestamp topTime() { return page->model()->rowAt(std::max(0, table()->rowAt(0)))->key.sort; }
    QStringList chips()
    {
        QStringList values;
        for (const collection::Condition &condition : page->filter().conditions)
            values += condition.field + u'=' + condition.values.join(u',');
        return values;
    }
    void drag(int from, int to)
    {
        QTest::mousePress(chart(), Qt::LeftButton, {}, barAt(from));
        QTest::mouseMove(chart(), barAt((from + to) / 2));
        QTest::mouseMove(chart(), barAt(to));
    }
    void drop(int at) { QTest::mouseRelease(chart(), Qt::LeftButton, {}, barAt(at)); }

    test::ManualClock clock;
    widgets::DisplayOptions display;
    test::TinyServer server;
    std::shared_ptr<test::FakeSource> source;
    std::shared_ptr<test::FakeHistogram> counts;
    AdminClient api;
    std::unique_ptr<CollectionPage> page;
};

collection::Filter lastHour()
{
    collection::Condition condition;
    condition.field = u"received_at"_s;
    condition.comparison = collection::Operator::AtLeast;
    condition.values = {u"1h"_s};
    return {{condition}};
}

} // namespace

class TimeViewsTest : public QObject
{
    Q_OBJECT

private slots:
    void aPageWithoutAHistogramHasNeither()
    {
        TimesFixture fixture;
        fixture.counts.reset();
        fixture.open();
        QVERIFY(!fixture.chart());
        QVERIFY(!fixture.rail());
        QCOMPARE(fixture.table()->verticalScrollBarPolicy(), Qt::ScrollBarAsNeeded);
    }

    void theTitleSaysWhatIsShownAndThatItIsExact()
    {
        TimesFixture fixture;
        fixture.openCounted();
        QCOMPARE(fixture.title(), u"Samples per 15 min, by status"_s);
        QVERIFY2(fixture.detail().startsWith(u"3,000 (exact)"), qPrintable(fixture.detail()));
        QCOMPARE(fixture.chart()->accessibleName(), fixture.title() + u", "_s + fixture.detail());
    }

    void chipsOfTimeAreTheRange()
    {
        TimesFixture fixture;
        fixture.openCounted();
        fixture.page->setFilter(lastHour());
        QTRY_COMPARE(fixture.title(), u"Samples per 1 min, by status"_s);
        QTRY_VERIFY2(fixture.detail().startsWith(u"515 (exact)"), qPrintable(fixture.detail()));
    }

    void aClickOnABarGoesToItsNewestRow()
    {
        TimesFixture fixture;
        fixture.openCounted();
        const int bar = fixture.bars() - 8;
        const TimeRange bucket = fixture.chart()->histogram().buckets.bucket(bar);
        QTest::mouseClick(fixture.chart(), Qt::LeftButton, {}, fixture.barAt(bar));
        QTRY_VERIFY(bucket.contains(fixture.topTime()));
        QVERIFY(bucket.until - fixture.topTime() <= 7s);
        QVERIFY(fixture.chips().isEmpty());
    }

    void aDragSelectsAndChoosesTheRange()
    {
        TimesFixture fixture;
        fixture.openCounted();
        const int last = fixture.bars() - 1;
        fixture.drag(last - 2, last);
        QVERIFY2(fixture.detail().contains(u"selected: "), qPrintable(fixture.detail()));
        QVERIFY(fixture.chips().isEmpty());
        fixture.drop(last);
        QCOMPARE(fixture.chips().size(), 2);
        QVERIFY(fixture.chips().at(0).startsWith(u"received_at=20"));
        QVERIFY(fixture.chips().at(1).endsWith(u":59.999Z"));
        QTRY_COMPARE(fixture.title(), u"Samples per 1 min, by status"_s);
    }

    void whatIsSelectedIsWhatTheListShows()
    {
        TimesFixture fixture;
        fixture.openCounted();
        const int last = fixture.bars() - 1;
        fixture.drag(last - 1, last);
        const QString selected = fixture.detail().section(u"selected: "_s, 1);
        fixture.drop(last);
        QTRY_VERIFY(fixture.title().contains(u"per 15 s")
                    || fixture.title().contains(u"per 1 min"));
        QTRY_VERIFY2(fixture.detail().startsWith(selected), qPrintable(fixture.detail()));
    }

    void aDoubleClickGivesBackWhatWasBefore()
    {
        TimesFixture fixture;
        fixture.openCounted();
        fixture.page->setFilter(lastHour());
        QTRY_COMPARE(fixture.title(), u"Samples per 1 min, by status"_s);
        QTRY_VERIFY(fixture.detail().contains(u"(exact)"));
        for (const int width : {20, 4}) {
            const int last = fixture.bars() - 2;
            fixture.drag(last - width, last);
            fixture.drop(last);
            QTRY_VERIFY(fixture.page->filter() != lastHour());
            QTRY_VERIFY(fixture.detail().contains(u"(exact)"));
        }
        QTest::mouseDClick(fixture.chart(), Qt::LeftButton, {}, fixture.barAt(3));
        QCOMPARE(fixture.page->filter(), lastHour());
    }

    void escapeCancelsADrag()
    {
        TimesFixture fixture;
        fixture.openCounted();
        const int last = fixture.bars() - 1;
        fixture.chart()->setFocus();
        fixture.drag(last - 3, last);
        QTest::keyClick(fixture.chart(), Qt::Key_Escape);
        QVERIFY(!fixture.chart()->selection());
        fixture.drop(last);
        QVERIFY(fixture.chips().isEmpty());
        QVERIFY(fixture.detail().startsWith(u"3,000 (exact)"));
    }

    void arrowsMoveACursorThatIsReadOut()
    {
        TimesFixture fixture;
        fixture.openCounted();
        fixture.chart()->setFocus();
        QTest::keyClick(fixture.chart(), Qt::Key_Left);
        QCOMPARE(fixture.chart()->cursor(), fixture.bars() - 1);
        QTest::keyClick(fixture.chart(), Qt::Key_Left);
        QTest::keyClick(fixture.chart(), Qt::Key_Left);
        QTest::keyClick(fixture.chart(), Qt::Key_Right);
        const QString said = fixture.chart()->accessibleDescription();
        QCOMPARE(said, fixture.chart()->bucketText(fixture.bars() - 2));
        QVERIFY2(said.contains(u": 129 (10"), qPrintable(said));
        QCOMPARE(fixture.detail(), said);
    }

    void enterGoesToTheBarUnderTheCursor()
    {
        TimesFixture fixture;
        fixture.openCounted();
        fixture.chart()->setFocus();
        QTest::keyClick(fixture.chart(), Qt::Key_End);
        QTest::keyClick(fixture.chart(), Qt::Key_Left);
        QTest::keyClick(fixture.chart(), Qt::Key_Left);
        const TimeRange bucket = *fixture.chart()->selection();
        QTest::keyClick(fixture.chart(), Qt::Key_Return);
        QTRY_VERIFY(bucket.contains(fixture.topTime()));
        QVERIFY(fixture.chips().isEmpty());
    }

    void shiftSelectsAndEnterChoosesTheRange()
    {
        TimesFixture fixture;
        fixture.openCounted();
        fixture.chart()->setFocus();
        QTest::keyClick(fixture.chart(), Qt::Key_End);
        QTest::keyClick(fixture.chart(), Qt::Key_Left, Qt::ShiftModifier);
        QTest::keyClick(fixture.chart(), Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(fixture.chart()->hasSelection());
        QTest::keyClick(fixture.chart(), Qt::Key_Return);
        QCOMPARE(fixture.chips().size(), 2);
        QTest::keyClick(fixture.chart(), Qt::Key_Backspace);
        QVERIFY(fixture.chips().isEmpty());
    }

    void whileItFillsTheTitleSaysHowFar()
    {
        TimesFixture fixture;
        fixture.openCounted();
        fixture.counts->hasRollups = false;
        fixture.counts->isHolding = true;
        collection::Condition kind;
        kind.field = u"kind"_s;
        kind.values = {u"*"_s};
        fixture.page->setFilter({{kind}});
        QCOMPARE(fixture.detail(), u"counting…"_s);
        QVERIFY(fixture.page->isWaiting());
        fixture.counts->answer(0);
        QTRY_VERIFY2(fixture.detail().contains(u"so far, counted back to "),
                     qPrintable(fixture.detail()));
        QVERIFY(fixture.detail().endsWith(u"(4 %)"));
        QVERIFY(fixture.chart()->bucketText(0).endsWith(u": not counted yet"));
        QTest::keyClick(fixture.table(), Qt::Key_Escape);
        QVERIFY2(fixture.detail().endsWith(u"then stopped"), qPrintable(fixture.detail()));
        QVERIFY(!fixture.page->isWaiting());
    }

    void anErrorIsSaidAndTheBarsStay()
    {
        TimesFixture fixture;
        fixture.openCounted();
        const double tall = fixture.chart()->barRect(fixture.bars() - 2).height();
        fixture.counts->error = Error{ErrorKind::Unavailable, u"It is away."_s, {}, {}};
        fixture.page->refresh();
        QTRY_COMPARE(fixture.detail(), u"Not counted: It is away."_s);
        QCOMPARE(fixture.chart()->barRect(fixture.bars() - 2).height(), tall);
    }

    void foldedItKeepsItsLineAndIsRemembered()
    {
        TimesFixture fixture;
        fixture.openCounted();
        auto *panel = fixture.find<HistogramPanel>("histogram");
        QTest::mouseClick(fixture.find<QToolButton>("histogramFold"), Qt::LeftButton);
        QVERIFY(fixture.chart()->isHidden());
        QVERIFY(panel->isVisible());
        const QVariantMap state = fixture.page->viewState();
        panel->setFolded(false);
        fixture.page->setViewState(state);
        QVERIFY(panel->isFolded());
    }

    void whatIsReadNeverMovesTheList()
    {
        TimesFixture fixture;
        fixture.counts->isHolding = true;
        fixture.open();
        const int before = fixture.table()->mapTo(fixture.page.get(), QPoint()).y();
        QTRY_VERIFY(fixture.counts->held() > 0);
        fixture.counts->answer(0);
        QTRY_VERIFY(!fixture.detail().isEmpty());
        QCOMPARE(fixture.table()->mapTo(fixture.page.get(), QPoint()).y(), before);
    }

    void anEmptyListHasNoChart()
    {
        TimesFixture fixture(0);
        fixture.open();
        QTRY_VERIFY(fixture.find<HistogramPanel>("histogram")->isHidden());
    }

    void barsAreInTheOrderOfTimeAlsoFromRightToLeft()
    {
        TimesFixture fixture;
        fixture.openCounted();
        const QRectF first = fixture.chart()->barRect(0);
        fixture.page->setLayoutDirection(Qt::RightToLeft);
        QVERIFY(fixture.chart()->barRect(1).left() > first.left());
        QCOMPARE(fixture.chart()->barRect(0), first);
        QTRY_VERIFY(fixture.rail()->mapTo(fixture.page.get(), QPoint()).x()
                    < fixture.table()->mapTo(fixture.page.get(), QPoint()).x());
    }

    void theLegendsShapesKeepOffTheirWords_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::newRow("left to right") << Qt::LeftToRight;
        QTest::newRow("right to left") << Qt::RightToLeft;
    }
    /// The first entry: its shape, a gap and its word.
    void theLegendsShapesKeepOffTheirWords()
    {
        QFETCH(Qt::LayoutDirection, direction);
        TimesFixture fixture;
        fixture.openCounted();
        auto *legend = fixture.find<QWidget>("histogramLegend");
        fixture.page->setLayoutDirection(direction);
        legend->resize(legend->sizeHint());
        const QImage shown = legend->grab().toImage();
        const auto isBlank = [&](int from, int until) {
            for (int x = from; x < until; ++x)
                for (int y = 0; y < shown.height(); ++y)
                    if (shown.pixelColor(direction == Qt::LeftToRight ? x : shown.width() - 1 - x,
                                         y)
                        != shown.pixelColor(0, 0))
                        return false;
            return true;
        };
        QVERIFY(!isBlank(0, 12));
        QVERIFY(isBlank(13, 17));
        QVERIFY(!isBlank(18, 30));
    }

    void theRailGoesToATime()
    {
        TimesFixture fixture;
        fixture.openCounted();
        TimeRail *rail = fixture.rail();
        QVERIFY(rail->box().top() < 2);
        const QPoint middle(rail->width() / 2, rail->height() / 2);
        QTest::mouseClick(rail, Qt::LeftButton, {}, middle);
        const Timestamp wanted = fixture.source->rows.front().key.sort - 10500s;
        QTRY_VERIFY(std::chrono::abs(fixture.topTime() - wanted) < 60s);
        QTRY_VERIFY(std::abs(rail->box().top() - middle.y()) < 5);
        QCOMPARE(fixture.table()->verticalScrollBarPolicy(), Qt::ScrollBarAlwaysOff);
    }

    void inAnotherOrderTheRailGoesNowhereAndSaysWhy_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<bool>("ascending");
        QTest::newRow("by another column") << u"kind"_s << false;
        QTest::newRow("the oldest first") << QString() << true;
    }
    void inAnotherOrderTheRailGoesNowhereAndSaysWhy()
    {
        QFETCH(QString, column);
        QFETCH(bool, ascending);
        TimesFixture fixture;
        fixture.openCounted();
        TimeRail *rail = fixture.rail();
        const QString whatItDoes = rail->toolTip();
        fixture.page->setSort({column, ascending});
        QTRY_VERIFY(!rail->isAvailable());
        QVERIFY(rail->toolTip().contains(u"not sorted from new to old"_s));
        QCOMPARE(rail->focusPolicy(), Qt::NoFocus);
        QTRY_VERIFY(!fixture.page->model()->isLoading());
        QVERIFY(!rail->box().isValid());
        const Timestamp top = fixture.topTime();
        QSignalSpy chosen(rail, &TimeRail::timeChosen);
        QTest::mouseClick(rail, Qt::LeftButton, {}, {rail->width() / 2, rail->height() / 2});
        QVERIFY(chosen.isEmpty());
        QCOMPARE(fixture.topTime(), top);
        fixture.page->setSort({});
        QTRY_VERIFY(rail->box().isValid());
        QCOMPARE(rail->toolTip(), whatItDoes);
    }

    void theRailGoesByKeys()
    {
        TimesFixture fixture;
        fixture.openCounted();
        fixture.rail()->setFocus();
        const Timestamp newest = fixture.topTime();
        QTest::keyClick(fixture.rail(), Qt::Key_PageDown);
        QTRY_VERIFY(fixture.topTime() < newest - 60s);
        QTRY_VERIFY(fixture.rail()->box().top() > 10);
        const Timestamp further = fixture.topTime();
        QTest::keyClick(fixture.rail(), Qt::Key_Up);
        QTRY_VERIFY(fixture.topTime() > further);
    }

    void theRailLeavesOutWhatNoRollupKnows()
    {
        TimesFixture fixture;
        fixture.openCounted();
        collection::Condition kind;
        kind.field = u"kind"_s;
        kind.values = {u"x"_s};
        fixture.page->setFilter({{kind}});
        QTRY_VERIFY(fixture.detail().contains(u"(exact)"));
        QVERIFY(std::any_of(fixture.counts->requests.end() - 2, fixture.counts->requests.end(),
                            [](const auto &request) { return request.filter.isEmpty(); }));
    }
};

QTEST_MAIN(TimeViewsTest)
#include "timeviews_test.moc"
