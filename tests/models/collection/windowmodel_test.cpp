#include "models/collection/windowmodel.h"
#include "tests/models/support/fakesource.h"
#include "tests/models/support/sampledescriptor.h"
#include "tests/support/manualclock.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <random>
#include <set>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace gatehouse::test;

namespace {

/// A change of the model as its signals told it.
struct Change
{
    QString what;
    int first = 0;
    int last = 0;
    bool operator==(const Change &) const = default;
};

/// Writes down what a model emits.
class Diary : public QObject
{
public:
    explicit Diary(const QAbstractItemModel &model)
    {
        connect(&model, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex &, int first, int last) { note("insert", first, last); });
        connect(&model, &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex &, int first, int last) { note("remove", first, last); });
        connect(&model, &QAbstractItemModel::dataChanged, this,
                [this](const QModelIndex &first, const QModelIndex &last) {
                    note("change", first.row(), last.row());
                });
        connect(&model, &QAbstractItemModel::modelReset, this, [this] { note("reset", 0, 0); });
    }

    bool has(const QString &what) const
    {
        return std::any_of(entries.begin(), entries.end(),
                           [&](const Change &entry) { return entry.what == what; });
    }

    QList<Change> entries;

private:
    void note(const char *what, int first, int last)
    {
        entries += Change{QLatin1String(what), first, last};
    }
};

constexpr WindowModel::Limits smallLimits{20, 100, 25};

/// A model over a fake source, checked by Qt's own tester.
struct Bench
{
    explicit Bench(int rowCount, WindowModel::Limits limits = smallLimits)
    {
        source->rows = sampleRows(rowCount);
        model = std::make_unique<WindowModel>(sampleDescriptor(), source, clock, limits);
        tester = std::make_unique<QAbstractItemModelTester>(
            model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    }

    ManualClock clock;
    std::shared_ptr<FakeSource> source = std::make_shared<FakeSource>();
    std::unique_ptr<WindowModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;
};

/// Waits until nothing is read any more.
void settle(const WindowModel &model)
{
    QTRY_VERIFY(!model.isLoading());
}

/// The first page is there, and what is read ahead below it.
void fill(const WindowModel &model)
{
    QTRY_VERIFY(model.rowCount() > 0 && !model.isLoading());
}

RowKey keyAt(const WindowModel &model, int row)
{
    return model.rowAt(row)->key;
}

/// The window is a run of the source's rows without gaps.
bool isRunOf(const WindowModel &model, const std::vector<Row> &rows)
{
    if (model.rowCount() == 0)
        return true;
    const int first = firstAtOrBelow(rows, keyAt(model, 0));
    for (int row = 0; row < model.rowCount(); ++row) {
        const std::size_t at = std::size_t(first + row);
        if (at >= rows.size() || rows[at].key != keyAt(model, row)
            || rows[at].cells != model.rowAt(row)->cells)
            return false;
    }
    return true;
}

void setStatus(std::vector<Row> &rows, int at, const QString &word)
{
    rows[std::size_t(at)].cells[std::size_t(statusCell)] = word;
}

} // namespace

class WindowModelTest : public QObject
{
    Q_OBJECT

private slots:
    void theFirstPageIsReadByItself()
    {
        Bench bench(10);
        QVERIFY(bench.source->requests.empty());
        QTRY_COMPARE(bench.model->rowCount(), 10);
        QVERIFY(bench.model->isAtNewest());
        QVERIFY(bench.model->isAtOldest());
        QCOMPARE(bench.source->requests.size(), std::size_t(1));
    }

    void aFilterSetBeforeTheFirstReadIsTheOnlyOneRead()
    {
        Bench bench(50);
        bench.model->setFilter(statusFilter(QStringLiteral("failed")));
        QTRY_COMPARE(bench.model->rowCount(), 10);
        settle(*bench.model);
        QCOMPARE(bench.source->requests.size(), std::size_t(1));
    }

    void rowsAreReadAheadBelowWhatIsSeen()
    {
        Bench bench(1000);
        fill(*bench.model);
        bench.model->setVisibleRange(0, 9);
        settle(*bench.model);
        QCOMPARE(bench.model->rowCount(), 40);
        bench.model->setVisibleRange(5, 14);
        QTRY_COMPARE(bench.model->rowCount(), 40);
        bench.model->setVisibleRange(10, 19);
        QTRY_COMPARE(bench.model->rowCount(), 60);
    }

    void scrollingDownAndUpShowsEveryRowInOrder_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("fits a page") << 15;
        QTest::newRow("fits the window") << 90;
        QTest::newRow("is longer than the window") << 1000;
    }
    void scrollingDownAndUpShowsEveryRowInOrder()
    {
        QFETCH(int, count);
        Bench bench(count);
        fill(*bench.model);
        QCOMPARE(scrolledThrough(bench, true), bench.source->rows.size());
        QVERIFY(bench.model->isAtOldest());
        QCOMPARE(scrolledThrough(bench, false), bench.source->rows.size());
        QVERIFY(bench.model->isAtNewest());
    }

    void theWindowStaysBoundedOverAHundredThousandRows()
    {
        Bench bench(100000, {500, 4000, 400});
        bench.tester.reset(); // checks every row at every change
        fill(*bench.model);
        int most = 0;
        int seen = 0;
        while (!(bench.model->isAtOldest() && seen == bench.model->rowCount() - 1)) {
            seen = std::min(seen + 100, bench.model->rowCount() - 1);
            const RowKey last = keyAt(*bench.model, seen);
            bench.model->setVisibleRange(std::max(0, seen - 30), seen);
            settle(*bench.model);
            seen = bench.model->indexOf(last.id);
            QVERIFY(seen >= 0);
            most = std::max(most, bench.model->rowCount());
        }
        QCOMPARE(keyAt(*bench.model, seen), bench.source->rows.back().key);
        QVERIFY2(most <= 4000, qPrintable(QString::number(most)));
        QVERIFY(most > 3000);
        QVERIFY(!bench.model->isAtNewest());
    }

    void evictionKeepsWhatIsSeenAndItsPersistentIndexes()
    {
        Bench bench(500);
        fill(*bench.model);
        bench.model->setVisibleRange(20, 30);
        settle(*bench.model);
        bench.model->setVisibleRange(50, 60);
        settle(*bench.model);
        const QPersistentModelIndex seen = bench.model->index(70, 0);
        const QString key = seen.data(WindowModel::KeyRole).toString();
        bench.model->setVisibleRange(65, 75);
        settle(*bench.model);
        bench.model->setVisibleRange(seen.row() - 5, seen.row() + 10);
        settle(*bench.model);
        QVERIFY(!bench.model->isAtNewest());
        QVERIFY(seen.isValid());
        QCOMPARE(seen.data(WindowModel::KeyRole).toString(), key);
        QVERIFY(isRunOf(*bench.model, bench.source->rows));
    }

    void onlyOneReadRunsInEachDirection()
    {
        Bench bench(1000);
        bench.source->isHolding = true;
        QTRY_COMPARE(bench.source->held(), 1);
        bench.source->answer();
        QTRY_COMPARE(bench.source->held(), 1);
        for (int first = 0; first < 10; ++first)
            bench.model->setVisibleRange(first, first + 9);
        QCOMPARE(bench.source->held(), 1);
        QVERIFY(bench.model->isLoading());
        bench.source->answerAll();
    }

    void aRefreshEmitsTheRangesThatChanged_data()
    {
        QTest::addColumn<QList<int>>("changed");
        QTest::addColumn<QList<int>>("removed");
        QTest::addColumn<QList<int>>("late"); // rows that become visible between others
        QTest::addColumn<QList<Change>>("expected");
        using Rows = QList<int>;
        using Changes = QList<Change>;
        const QString change = QStringLiteral("change");
        const QString remove = QStringLiteral("remove");
        const QString insert = QStringLiteral("insert");
        QTest::newRow("nothing") << Rows{} << Rows{} << Rows{} << Changes{};
        QTest::newRow("one cell") << Rows{7} << Rows{} << Rows{} << Changes{{change, 7, 7}};
        QTest::newRow("neighbours")
            << Rows{3, 4, 5, 9} << Rows{} << Rows{} << Changes{{change, 3, 5}, {change, 9, 9}};
        QTest::newRow("removed") << Rows{} << Rows{2, 3, 8} << Rows{}
                                 << Changes{{remove, 2, 3}, {remove, 6, 6}};
        QTest::newRow("first and last")
            << Rows{0, 29} << Rows{} << Rows{} << Changes{{change, 0, 0}, {change, 29, 29}};
        QTest::newRow("became visible late")
            << Rows{} << Rows{} << Rows{4, 5} << Changes{{insert, 4, 5}};
        QTest::newRow("all at once") << Rows{1} << Rows{20} << Rows{10}
                                     << Changes{{change, 1, 1}, {insert, 10, 10}, {remove, 20, 20}};
    }
    void aRefreshEmitsTheRangesThatChanged()
    {
        QFETCH(QList<int>, changed);
        QFETCH(QList<int>, removed);
        QFETCH(QList<int>, late);
        QFETCH(QList<Change>, expected);
        const std::vector<Row> all = sampleRows(30);
        Bench bench(30);
        for (auto row = late.rbegin(); row != late.rend(); ++row)
            bench.source->rows.erase(bench.source->rows.begin() + *row);
        QTRY_COMPARE(bench.model->rowCount(), 30 - int(late.size()));
        settle(*bench.model);

        bench.source->rows = all;
        for (const int row : changed)
            setStatus(bench.source->rows, row, QStringLiteral("queued"));
        for (auto row = removed.rbegin(); row != removed.rend(); ++row)
            bench.source->rows.erase(bench.source->rows.begin() + *row);
        const Diary diary(*bench.model);
        const QSignalSpy loaded(bench.model.get(), &WindowModel::loaded);
        bench.model->refresh();
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(diary.entries, expected);
        QVERIFY(isRunOf(*bench.model, bench.source->rows));
    }

    void aRefreshKeepsPersistentIndexes()
    {
        Bench bench(30);
        QTRY_COMPARE(bench.model->rowCount(), 30);
        settle(*bench.model);
        const QPersistentModelIndex kept = bench.model->index(12, 0);
        const QString key = kept.data(WindowModel::KeyRole).toString();
        const QPersistentModelIndex vanished = bench.model->index(3, 0);
        bench.source->rows.erase(bench.source->rows.begin() + 3);
        bench.model->refresh();
        QTRY_VERIFY(!vanished.isValid());
        QCOMPARE(kept.row(), 11);
        QCOMPARE(kept.data(WindowModel::KeyRole).toString(), key);
    }

    void newRowsComeInWhileTheTopIsFollowed()
    {
        Bench bench(30);
        QTRY_COMPARE(bench.model->rowCount(), 30);
        settle(*bench.model);
        bench.source->rows = sampleRows(33);
        const Diary diary(*bench.model);
        bench.model->refresh();
        QTRY_COMPARE(bench.model->rowCount(), 33);
        QCOMPARE(diary.entries, (QList<Change>{{QStringLiteral("insert"), 0, 2}}));
        QCOMPARE(bench.model->newRowsAvailable(), 0);
    }

    void newRowsAreCountedWhileTheTopIsNotFollowed()
    {
        Bench bench(30);
        QTRY_COMPARE(bench.model->rowCount(), 30);
        settle(*bench.model);
        bench.model->setFollowTop(false);
        bench.source->rows = sampleRows(33);
        const Diary diary(*bench.model);
        bench.model->refresh();
        QTRY_COMPARE(bench.model->newRowsAvailable(), 3);
        QCOMPARE(diary.entries, QList<Change>());
        bench.model->goToTop();
        QTRY_COMPARE(bench.model->rowCount(), 33);
        QCOMPARE(bench.model->newRowsAvailable(), 0);
        QVERIFY(!diary.has(QStringLiteral("reset")));
    }

    void followingAgainBringsTheCountedRowsIn()
    {
        Bench bench(30);
        QTRY_COMPARE(bench.model->rowCount(), 30);
        bench.model->setFollowTop(false);
        bench.source->rows = sampleRows(31);
        bench.model->refresh();
        QTRY_COMPARE(bench.model->newRowsAvailable(), 1);
        bench.model->setFollowTop(true);
        QTRY_COMPARE(bench.model->rowCount(), 31);
    }

    void newRowsAreCountedUpToAPage()
    {
        Bench bench(30);
        QTRY_COMPARE(bench.model->rowCount(), 30);
        bench.model->setFollowTop(false);
        bench.source->rows = sampleRows(300);
        bench.model->refresh();
        QTRY_COMPARE(bench.model->newRowsAvailable(), qint64(smallLimits.pageSize));
    }

    void moreNewRowsThanTheWindowHoldsLeaveNoGap()
    {
        Bench bench(30);
        QTRY_COMPARE(bench.model->rowCount(), 30);
        settle(*bench.model);
        bench.source->rows = sampleRows(5000);
        const Diary diary(*bench.model);
        bench.model->refresh();
        QTRY_COMPARE(keyAt(*bench.model, 0), bench.source->rows.front().key);
        settle(*bench.model);
        QVERIFY(isRunOf(*bench.model, bench.source->rows));
        QVERIFY(!bench.model->isAtOldest());
        QVERIFY(!diary.has(QStringLiteral("reset")));
    }

    void goingToTheTopFromFarBelowReadsItAnew()
    {
        Bench bench(1000);
        fill(*bench.model);
        scrolledThrough(bench, true);
        QVERIFY(!bench.model->isAtNewest());
        bench.model->goToTop();
        QTRY_VERIFY(bench.model->isAtNewest());
        QCOMPARE(keyAt(*bench.model, 0), bench.source->rows.front().key);
    }

    void goingToATimeStartsTheWindowAtItsRow_data()
    {
        QTest::addColumn<int>("row"); // of the list, whose time is gone to ...
        QTest::addColumn<int>("microseconds"); // ... and so much later
        QTest::addColumn<int>("expected");
        // Three rows share a time; the first of them is shown.
        QTest::newRow("in the middle") << 500 << 0 << 499;
        QTest::newRow("between two times") << 500 << -1 << 502;
        QTest::newRow("of the newest") << 0 << 0 << 0;
        QTest::newRow("after all") << 0 << 1000000 << 0;
        QTest::newRow("of the oldest") << 999 << 0 << 997;
        QTest::newRow("before all") << 999 << -1 << 999;
    }
    void goingToATimeStartsTheWindowAtItsRow()
    {
        QFETCH(int, row);
        QFETCH(int, microseconds);
        QFETCH(int, expected);
        Bench bench(1000);
        fill(*bench.model);
        QSignalSpy went(bench.model.get(), &WindowModel::wentTo);
        RowKey shown;
        connect(bench.model.get(), &WindowModel::wentTo, this,
                [&](int place) { shown = keyAt(*bench.model, place); });
        const std::vector<Row> &rows = bench.source->rows;
        bench.model->goToTime(rows[std::size_t(row)].key.sort
                              + std::chrono::microseconds(microseconds));
        QTRY_COMPARE(went.size(), 1);
        QCOMPARE(shown, rows[std::size_t(expected)].key);
        settle(*bench.model);
        QVERIFY(isRunOf(*bench.model, rows));
        const int place = bench.model->indexOf(shown.id);
        const int above = std::min(expected, smallLimits.prefetch);
        QVERIFY2(place >= above, "newer rows are read ahead too");
        QCOMPARE(bench.model->rowCount() - place > smallLimits.prefetch
                     || bench.model->isAtOldest(),
                 true);
    }

    void aJumpCostsTheSameAtEveryDepth()
    {
        Bench bench(20000);
        bench.tester.reset(); // checks every row at every change
        fill(*bench.model);
        for (const std::size_t row : {100U, 10000U, 19900U}) {
            const std::size_t before = bench.source->requests.size();
            bench.model->goToTime(bench.source->rows[row].key.sort);
            QTRY_VERIFY(bench.model->indexOf(bench.source->rows[row].key.id) >= 0);
            settle(*bench.model);
            QVERIFY(bench.source->requests.size() - before <= 6);
            QVERIFY(bench.model->rowCount() <= smallLimits.maxRows);
        }
    }

    void theOldestRowIsGoneToFromItsEnd()
    {
        Bench bench(1000);
        fill(*bench.model);
        QSignalSpy went(bench.model.get(), &WindowModel::wentTo);
        bench.model->goToOldest();
        QTRY_COMPARE(went.size(), 1);
        settle(*bench.model);
        QVERIFY(bench.model->isAtOldest());
        QVERIFY(!bench.model->isAtNewest());
        QCOMPARE(keyAt(*bench.model, bench.model->rowCount() - 1), bench.source->rows.back().key);
        QVERIFY(bench.model->rowCount() > smallLimits.prefetch);
        bench.model->goToTop();
        QTRY_VERIFY(bench.model->isAtNewest());
        QCOMPARE(keyAt(*bench.model, 0), bench.source->rows.front().key);
    }

    void thePlaceGoneToSurvivesARefreshAndNewRows()
    {
        Bench bench(1000);
        fill(*bench.model);
        const Row wanted = bench.source->rows[500];
        bench.model->goToTime(wanted.key.sort);
        QTRY_VERIFY(bench.model->indexOf(wanted.key.id) >= 0);
        settle(*bench.model);
        const QPersistentModelIndex seen =
            bench.model->index(bench.model->indexOf(wanted.key.id), 0);
        bench.source->rows = sampleRows(1007);
        setStatus(bench.source->rows, 507, QStringLiteral("queued"));
        bench.model->refresh();
        QTRY_COMPARE(bench.model->newRowsAvailable(), 7);
        settle(*bench.model);
        QVERIFY(seen.isValid());
        QCOMPARE(seen.data(WindowModel::StatusRole).toString(), QStringLiteral("queued"));
        QVERIFY(isRunOf(*bench.model, bench.source->rows));
    }

    void ofTwoJumpsOnlyTheLastOneIsShown()
    {
        Bench bench(1000);
        fill(*bench.model);
        bench.source->isHolding = true;
        const std::vector<Row> &rows = bench.source->rows;
        bench.model->goToTime(rows[700].key.sort);
        bench.model->goToTime(rows[300].key.sort);
        QVERIFY(bench.source->isCancelled(bench.source->held() - 2));
        QSignalSpy went(bench.model.get(), &WindowModel::wentTo);
        bench.source->isHolding = false;
        bench.source->answerAll();
        QTRY_COMPARE(went.size(), 1);
        settle(*bench.model);
        QVERIFY(bench.model->indexOf(rows[300].key.id) >= 0);
        QCOMPARE(bench.model->indexOf(rows[700].key.id), -1);
    }

    void aJumpThatFailedIsTriedAgainByARefresh()
    {
        Bench bench(1000);
        fill(*bench.model);
        bench.source->error = Error{ErrorKind::Unavailable, QStringLiteral("away"), {}, {}};
        bench.model->goToTime(bench.source->rows[500].key.sort);
        QTRY_VERIFY(bench.model->error());
        QCOMPARE(keyAt(*bench.model, 0), bench.source->rows.front().key);
        bench.source->error.reset();
        bench.model->refresh();
        QTRY_VERIFY(bench.model->indexOf(bench.source->rows[500].key.id) >= 0);
    }

    void aJumpInAnEmptyListLeavesItEmpty()
    {
        Bench bench(0);
        QSignalSpy loaded(bench.model.get(), &WindowModel::loaded);
        bench.model->goToTime(bench.clock.now());
        QTRY_COMPARE(loaded.size(), 1);
        QVERIFY(bench.model->isAtNewest() && bench.model->isAtOldest());
    }

    void aSearchGoesOnByItselfUntilThePageIsFull()
    {
        Bench bench(1000);
        bench.source->slice = 30;
        fill(*bench.model);
        bench.model->setFilter(statusFilter(QStringLiteral("failed"))); // each fifth
        settle(*bench.model);
        QVERIFY(bench.model->rowCount() >= smallLimits.prefetch);
        QVERIFY(bench.model->rowCount() < 60);
        QVERIFY(bench.model->searchProgress());
        QVERIFY(!bench.model->isAtOldest());
        bench.model->setVisibleRange(20, bench.model->rowCount() - 1);
        settle(*bench.model);
        QVERIFY(bench.model->rowCount() >= 50);
        PageRequest whole;
        whole.filter = statusFilter(QStringLiteral("failed"));
        whole.limit = 1000;
        QVERIFY(isRunOf(*bench.model, bench.source->find(whole).rows));
    }

    void aSearchSaysHowFarItHasLookedAndWhenAllIsLookedAtThatNothingIsThere()
    {
        Bench bench(100);
        fill(*bench.model);
        bench.source->slice = 30;
        bench.source->isHolding = true;
        bench.model->setFilter(statusFilter(QStringLiteral("none such")));
        QVERIFY(!bench.model->searchProgress());
        std::vector<int> looked;
        connect(bench.model.get(), &WindowModel::searchProgressed, this, [&] {
            if (const auto progress = bench.model->searchProgress())
                looked.push_back(int(progress->share * 100));
        });
        for (int answers = 0; answers < 4; ++answers) {
            QTRY_COMPARE(bench.source->held(), 1);
            QVERIFY(bench.model->isLoading());
            QVERIFY(!bench.model->isAtOldest());
            bench.source->answer();
        }
        QTRY_VERIFY(!bench.model->isLoading());
        QCOMPARE(looked, (std::vector<int>{30, 60, 90}));
        QVERIFY(!bench.model->searchProgress());
        QVERIFY(bench.model->isAtOldest());
        QCOMPARE(bench.model->rowCount(), 0);
    }

    void aSearchThatIsStoppedSaysHowFarItCameAndGoesOnThereWhenAsked()
    {
        Bench bench(100);
        fill(*bench.model);
        bench.source->slice = 30;
        bench.source->isHolding = true;
        bench.model->setFilter(statusFilter(QStringLiteral("none such")));
        bench.source->answer();
        QTRY_COMPARE(bench.source->held(), 1);
        bench.model->stop();
        QVERIFY(bench.source->isCancelled(0));
        QCOMPARE(int(bench.model->searchProgress().value().share * 100), 30);
        bench.source->isHolding = false;
        bench.source->answerAll();
        const std::size_t before = bench.source->requests.size();
        bench.model->refresh();
        settle(*bench.model);
        QVERIFY(bench.model->isAtOldest());
        const RowKey reached = bench.source->rows[29].key;
        QVERIFY(std::any_of(bench.source->requests.begin() + std::ptrdiff_t(before),
                            bench.source->requests.end(),
                            [&](const PageRequest &asked) { return asked.from == reached; }));
    }

    void whatComesWhileASearchFoundNothingIsFoundWithoutSearchingAgain()
    {
        Bench bench(100);
        fill(*bench.model);
        bench.source->slice = 30;
        bench.model->setFilter(statusFilter(QStringLiteral("odd")));
        settle(*bench.model);
        QTRY_VERIFY(bench.model->isAtOldest() && bench.model->rowCount() == 0);
        Row late = sampleRow(100);
        late.cells[std::size_t(statusCell)] = QStringLiteral("odd");
        bench.source->rows.insert(bench.source->rows.begin(), late);
        const std::size_t before = bench.source->requests.size();
        bench.model->refresh();
        QTRY_COMPARE(bench.model->rowCount(), 1);
        settle(*bench.model);
        QCOMPARE(bench.source->requests.size(), before + 1);
        QVERIFY(bench.model->isAtOldest());
    }

    void aRowThatComesToFitTheFilterLaterIsFound()
    {
        Bench bench(100);
        fill(*bench.model);
        bench.source->slice = 30;
        for (int row = 0; row < 50; ++row)
            setStatus(bench.source->rows, row, QStringLiteral("queued"));
        bench.model->setFilter(statusFilter(QStringLiteral("failed")));
        settle(*bench.model);
        const int before = bench.model->rowCount();
        setStatus(bench.source->rows, 20, QStringLiteral("failed"));
        bench.model->refresh();
        QTRY_COMPARE(bench.model->rowCount(), before + 1);
        QCOMPARE(keyAt(*bench.model, 0), bench.source->rows[20].key);
        QVERIFY(keyAt(*bench.model, 1) < bench.source->rows[49].key);
    }

    /// As after a bulk action, of which a refresh hears.
    void whenAllRowsOfASearchAreGoneItGoesOnWithTheOlderOnes()
    {
        Bench bench(1000);
        bench.source->slice = 300; // a page is full before it pauses
        fill(*bench.model);
        bench.model->setFilter(statusFilter(QStringLiteral("failed"))); // each fifth
        settle(*bench.model);
        const RowKey last = keyAt(*bench.model, bench.model->rowCount() - 1);
        const int end = firstAtOrBelow(bench.source->rows, last);
        for (int row = 0; row <= end; ++row)
            setStatus(bench.source->rows, row, QStringLiteral("processed"));
        bench.model->refresh();
        settle(*bench.model);
        QTRY_VERIFY(bench.model->rowCount() > 0);
        QVERIFY(keyAt(*bench.model, 0) < last);
    }

    void aJumpInASearchThatWasStoppedGoesOnWithoutTheWordThatItWas()
    {
        Bench bench(1000);
        fill(*bench.model);
        bench.source->slice = 30;
        bench.model->setFilter(statusFilter(QStringLiteral("none such")));
        settle(*bench.model);
        bench.source->isHolding = true;
        bench.model->goToOldest();
        QTRY_COMPARE(bench.source->held(), 1);
        bench.model->stop();
        QVERIFY(bench.model->error());
        bench.model->refresh();
        QVERIFY(!bench.model->error());
    }

    void aRefreshOfASearchKeepsItsRowsAndReadsNoFurther()
    {
        Bench bench(1000);
        fill(*bench.model);
        bench.source->slice = 30;
        bench.model->setFilter(statusFilter(QStringLiteral("failed")));
        settle(*bench.model);
        const int count = bench.model->rowCount();
        const QPersistentModelIndex kept = bench.model->index(10, 0);
        const int row = firstAtOrBelow(bench.source->rows, keyAt(*bench.model, 3));
        setStatus(bench.source->rows, row, QStringLiteral("processed"));
        const QSignalSpy loaded(bench.model.get(), &WindowModel::loaded);
        bench.model->refresh();
        QTRY_VERIFY(loaded.count() > 0);
        settle(*bench.model);
        QCOMPARE(bench.model->rowCount(), count - 1);
        QCOMPARE(kept.row(), 9);
    }

    void aJumpInASearchGoesOnUntilItsRowIsThere()
    {
        Bench bench(1000);
        fill(*bench.model);
        bench.source->slice = 30;
        for (std::size_t row = 0; row < 800; ++row)
            setStatus(bench.source->rows, int(row), QStringLiteral("processed"));
        bench.model->setFilter(statusFilter(QStringLiteral("failed")));
        bench.model->goToTime(bench.source->rows[300].key.sort);
        RowKey shown;
        connect(bench.model.get(), &WindowModel::wentTo, this,
                [&](int place) { shown = keyAt(*bench.model, place); });
        QTRY_VERIFY(shown == bench.source->rows[804].key);
    }

    void anAnswerToAnEarlierFilterIsDroppedAndItsReadCancelled()
    {
        Bench bench(100);
        bench.source->isHolding = true;
        bench.model->setFilter(statusFilter(QStringLiteral("processed")));
        bench.model->setFilter(statusFilter(QStringLiteral("failed")));
        QCOMPARE(bench.source->held(), 2);
        QVERIFY(bench.source->isCancelled(0));
        QVERIFY(!bench.source->isCancelled(1));
        bench.source->answer(1);
        QTRY_COMPARE(bench.model->rowCount(), 20);
        bench.source->answer(0);
        QCoreApplication::processEvents();
        QCOMPARE(bench.model->index(0, 0).data(WindowModel::StatusRole).toString(),
                 QStringLiteral("failed"));
        QCOMPARE(bench.model->rowCount(), 20);
    }

    void theRowsOfTheEarlierFilterStayUntilTheAnswerIsThere()
    {
        Bench bench(30);
        QTRY_COMPARE(bench.model->rowCount(), 30);
        settle(*bench.model);
        bench.source->isHolding = true;
        bench.model->setFilter(statusFilter(QStringLiteral("failed")));
        QCOMPARE(bench.model->rowCount(), 30);
        QVERIFY(bench.model->isLoading());
        bench.source->answerAll();
        QTRY_COMPARE(bench.model->rowCount(), 6);
    }

    void aFailedReadKeepsTheRowsAndSaysWhy()
    {
        Bench bench(30);
        QTRY_COMPARE(bench.model->rowCount(), 30);
        settle(*bench.model);
        const QDateTime before = bench.model->confirmedAt();
        bench.clock.advance(std::chrono::seconds(5));
        bench.source->error =
            Error{ErrorKind::Unavailable, QStringLiteral("The server is away."), {}, {}};
        const QSignalSpy errors(bench.model.get(), &WindowModel::errorChanged);
        bench.model->refresh();
        QTRY_COMPARE(bench.model->error().value_or(Error()).message,
                     QStringLiteral("The server is away."));
        QCOMPARE(bench.model->rowCount(), 30);
        QCOMPARE(bench.model->confirmedAt(), before);
        bench.source->error.reset();
        bench.model->refresh();
        QTRY_VERIFY(!bench.model->error());
        QCOMPARE(bench.model->confirmedAt(), before.addSecs(5));
        QVERIFY(errors.count() >= 2);
    }

    void readingAheadPausesAfterAnErrorUntilARefresh()
    {
        Bench bench(1000);
        fill(*bench.model);
        bench.source->error = Error{ErrorKind::Unavailable, QStringLiteral("away"), {}, {}};
        bench.model->setVisibleRange(10, 20);
        QTRY_VERIFY(bench.model->error());
        const std::size_t asked = bench.source->requests.size();
        for (int first = 10; first < 20; ++first)
            bench.model->setVisibleRange(first, first + 10);
        QCOMPARE(bench.source->requests.size(), asked);
        bench.source->error.reset();
        const int held = bench.model->rowCount();
        bench.model->refresh();
        QTRY_VERIFY(bench.model->rowCount() > held);
    }

    void aFilterThatCannotBeReadDoesNotMixItsRowsWithTheOldOnes()
    {
        Bench bench(1000);
        fill(*bench.model);
        bench.source->error = Error{ErrorKind::Invalid, QStringLiteral("no such filter"), {}, {}};
        bench.model->setFilter(statusFilter(QStringLiteral("failed")));
        QTRY_VERIFY(bench.model->error());
        bench.source->error.reset();
        const std::size_t asked = bench.source->requests.size();
        bench.model->setVisibleRange(bench.model->rowCount() - 10, bench.model->rowCount() - 1);
        QCOMPARE(bench.source->requests.size(), asked);
        bench.model->refresh();
        QTRY_VERIFY(!bench.model->error());
        settle(*bench.model);
        for (int row = 0; row < bench.model->rowCount(); ++row)
            QCOMPARE(bench.model->cell(row, QStringLiteral("status")).toString(),
                     QStringLiteral("failed"));
    }

    void aRefreshAskedForWhileOneRunsIsDoneOnceMore()
    {
        Bench bench(30);
        QTRY_COMPARE(bench.model->rowCount(), 30);
        settle(*bench.model);
        bench.source->isHolding = true;
        bench.model->refresh();
        bench.model->refresh();
        bench.model->refresh();
        QCOMPARE(bench.source->held(), 1);
        bench.source->answer();
        QTRY_COMPARE(bench.source->held(), 1);
        bench.source->answer();
        settle(*bench.model);
        QCOMPARE(bench.source->held(), 0);
    }

    void readsAreCancelledWithTheModel()
    {
        Bench bench(30);
        bench.source->isHolding = true;
        QTRY_COMPARE(bench.source->held(), 1);
        bench.tester.reset();
        bench.model.reset();
        QVERIFY(bench.source->isCancelled(0));
    }

    void anEmptiedListIsEmptyAndFillsAgain()
    {
        Bench bench(10);
        QTRY_COMPARE(bench.model->rowCount(), 10);
        settle(*bench.model);
        bench.source->rows.clear();
        bench.model->refresh();
        QTRY_COMPARE(bench.model->rowCount(), 0);
        bench.source->rows = sampleRows(4);
        bench.model->refresh();
        QTRY_COMPARE(bench.model->rowCount(), 4);
    }

    /// Rows come, go and change while somebody scrolls; the window never shows a gap.
    void anyMixOfChangesAndScrollingLeavesARunOfTheList_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<bool>("answersAreSlow");
        for (unsigned seed = 1; seed <= 8; ++seed) {
            QTest::addRow("seed %u", seed) << seed << false;
            QTest::addRow("seed %u, slow answers in any order", seed) << seed << true;
        }
    }
    void anyMixOfChangesAndScrollingLeavesARunOfTheList()
    {
        QFETCH(unsigned, seed);
        QFETCH(bool, answersAreSlow);
        std::mt19937 random(seed);
        Bench bench(300);
        int newest = 300;
        fill(*bench.model);
        bench.source->isHolding = answersAreSlow;
        for (int step = 0; step < 300; ++step) {
            mutate(bench.source->rows, newest, random);
            act(*bench.model, random);
            if (random() % 20 == 0)
                jump(*bench.model, random);
            if (bench.source->held() > 0 && random() % 2 == 0)
                bench.source->answer(int(random() % unsigned(bench.source->held())));
            if (random() % 3 == 0)
                QCoreApplication::processEvents();
        }
        bench.source->isHolding = false;
        bench.source->answerAll();
        settle(*bench.model);
        bench.model->setFollowTop(true);
        bench.model->goToTop();
        settle(*bench.model);
        for (int round = 0; round < 4; ++round) {
            bench.model->refresh();
            settle(*bench.model);
        }
        QVERIFY(isRunOf(*bench.model, bench.source->rows));
        QVERIFY(bench.model->rowCount() > 0 || bench.source->rows.empty());
    }

    void cellsAreWrittenForPeople()
    {
        Bench bench(0);
        bench.source->rows = {sampleRow(10)};
        bench.source->rows[0].cells[3] = QStringLiteral("a<b>\u202Ex\n");
        bench.source->rows[0].cells[4] = qint64(12345);
        bench.clock.jumpTo(bench.source->rows[0].key.sort + std::chrono::minutes(2));
        QTRY_COMPARE(bench.model->rowCount(), 1);
        const auto cell = [&](int column, int role) {
            return bench.model->index(0, column).data(role).toString();
        };
        QCOMPARE(cell(0, Qt::DisplayRole), QStringLiteral("failed"));
        QCOMPARE(cell(1, Qt::DisplayRole), QStringLiteral("2 min"));
        QCOMPARE(cell(2, Qt::DisplayRole), QStringLiteral("a<b>⟨U+202E⟩x⏎"));
        QVERIFY(cell(2, Qt::ToolTipRole).contains(QStringLiteral("a&lt;b&gt;")));
        QCOMPARE(cell(3, Qt::DisplayRole), QStringLiteral("12,345"));
        QCOMPARE(cell(0, WindowModel::KeyRole),
                 QString::fromStdString(bench.source->rows[0].key.id.toString()));
        bench.model->setTimeZone(QTimeZone::utc());
        QVERIFY(cell(1, Qt::ToolTipRole).contains(QStringLiteral("2026-11-17 13:26:40.003 UTC")));
    }

    void numbersAndTimesStandAtTheEnd()
    {
        Bench bench(1);
        QTRY_COMPARE(bench.model->rowCount(), 1);
        const auto alignment = [&](int column) {
            return bench.model->index(0, column).data(Qt::TextAlignmentRole).toInt();
        };
        QVERIFY(alignment(1) & Qt::AlignTrailing);
        QVERIFY(alignment(3) & Qt::AlignTrailing);
        QVERIFY(alignment(2) & Qt::AlignLeading);
        QCOMPARE(bench.model->headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("Tries"));
    }

    void whatIsNotThereIsNothing()
    {
        Bench bench(1);
        QTRY_COMPARE(bench.model->rowCount(), 1);
        QCOMPARE(bench.model->rowAt(1), nullptr);
        QCOMPARE(bench.model->rowAt(-1), nullptr);
        QCOMPARE(bench.model->indexOf(randomUuid()), -1);
        QVERIFY(!bench.model->cell(0, QStringLiteral("no_such_column")).isValid());
        QVERIFY(!bench.model->cell(7, QStringLiteral("status")).isValid());
    }

    void anotherOrderBeginsAtItsTop()
    {
        Bench bench(300);
        fill(*bench.model);
        const Sort sort{QStringLiteral("attempts"), false};
        bench.model->show({}, sort);
        QVERIFY(!bench.model->isFilterApplied());
        QTRY_VERIFY(bench.model->isFilterApplied());
        QVERIFY(bench.model->isAtNewest());
        QVERIFY(isTopOf(*bench.model, bench.source->sorted(sort)));
    }

    void anyOrderIsScrolledThroughFromEndToEnd_data() { addOrders(); }
    void anyOrderIsScrolledThroughFromEndToEnd()
    {
        QFETCH(QString, column);
        QFETCH(bool, ascending);
        Bench bench(400);
        const Sort sort{column, ascending};
        bench.model->show({}, sort);
        fill(*bench.model);
        bench.source->rows = bench.source->sorted(sort); // what scrolledThrough() compares with
        QCOMPARE(scrolledThrough(bench, true), std::size_t(400));
        bench.model->goToOldest();
        settle(*bench.model);
        QCOMPARE(scrolledThrough(bench, false), std::size_t(400));
    }

    void aRowWhoseValueChangedMovesToItsNewPlace_data() { addOrders(); }
    void aRowWhoseValueChangedMovesToItsNewPlace()
    {
        QFETCH(QString, column);
        QFETCH(bool, ascending);
        Bench bench(300);
        const Sort sort{column, ascending};
        bench.model->show({}, sort);
        fill(*bench.model);
        std::mt19937 random(7);
        const auto cell = std::size_t(sampleDescriptor().readColumns().indexOf(
            column.isEmpty() ? QStringLiteral("status") : column));
        for (int round = 0; round < 60; ++round) {
            for (int change = 0; change < 5; ++change) {
                QVariant &value = bench.source->rows[random() % 300].cells[cell];
                value = value.userType() == QMetaType::QString
                    ? QVariant(QStringLiteral("w%1").arg(random() % 9))
                    : QVariant(qint64(random() % 9));
            }
            const int first = int(random() % unsigned(bench.model->rowCount()));
            bench.model->setVisibleRange(first, std::min(first + 9, bench.model->rowCount() - 1));
            settle(*bench.model);
            bench.model->refresh();
            settle(*bench.model);
            std::set<Uuid> ids;
            for (int row = 0; row < bench.model->rowCount(); ++row) {
                ids.insert(keyAt(*bench.model, row).id);
                QVERIFY(
                    row == 0
                    || standsAbove(sort, keyAt(*bench.model, row - 1), keyAt(*bench.model, row)));
            }
            QCOMPARE(int(ids.size()), bench.model->rowCount());
        }
        bench.model->goToTop();
        settle(*bench.model);
        bench.model->refresh();
        settle(*bench.model);
        QVERIFY(isTopOf(*bench.model, bench.source->sorted(sort)));
    }

    void newRowsComeInWhereTheyBelong()
    {
        Bench bench(50);
        const Sort sort{QStringLiteral("attempts"), true};
        bench.model->show({}, sort);
        fill(*bench.model);
        bench.source->rows.insert(bench.source->rows.begin(), sampleRow(53)); // with 4 tries
        const Diary diary(*bench.model);
        bench.model->follow();
        QTRY_COMPARE(bench.model->rowCount(), 51);
        QVERIFY(!diary.has(QStringLiteral("reset")));
        QVERIFY(bench.model->indexOf(sampleRow(53).key.id) > 20);
        QCOMPARE(bench.model->newRowsAvailable(), qint64(0));
    }

    /// Nothing but a wish reads it again.
    void whereAPageIsCostlyNewRowsAreCountedAlone()
    {
        Bench bench(20);
        bench.model->show({}, {QStringLiteral("attempts"), true}, true);
        fill(*bench.model);
        bench.model->follow();
        settle(*bench.model);
        QTRY_COMPARE(bench.source->requests.back().sort, Sort());
        bench.source->rows.insert(bench.source->rows.begin(), sampleRow(53));
        bench.model->follow();
        QTRY_COMPARE(bench.model->newRowsAvailable(), qint64(1));
        QCOMPARE(bench.model->rowCount(), 20);
        bench.model->goToTop();
        QTRY_COMPARE(bench.model->rowCount(), 21);
        QCOMPARE(bench.model->newRowsAvailable(), qint64(0));
    }

    void whereAPageIsCostlyItIsLarger()
    {
        Bench bench(500);
        bench.model->show({}, {QStringLiteral("attempts"), true}, true);
        fill(*bench.model);
        QVERIFY(bench.source->requests.front().limit > smallLimits.pageSize);
    }

    void byTimeAscendingATimeIsGoneTo()
    {
        Bench bench(600);
        bench.model->show({}, {QString(), true});
        fill(*bench.model);
        std::optional<RowKey> shown;
        connect(bench.model.get(), &WindowModel::wentTo, this,
                [&](int row) { shown = keyAt(*bench.model, row); });
        bench.model->goToTime(sampleRow(300).key.sort);
        QTRY_VERIFY(shown);
        QCOMPARE(*shown, sampleRow(300).key);
    }

    void inAnOrderByValueNoTimeIsGoneTo()
    {
        Bench bench(60);
        bench.model->show({}, {QStringLiteral("attempts"), true});
        fill(*bench.model);
        const std::size_t asked = bench.source->requests.size();
        bench.model->goToTime(sampleRow(30).key.sort);
        QVERIFY(!bench.model->isLoading());
        QCOMPARE(bench.source->requests.size(), asked);
    }

private:
    static void addOrders()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<bool>("ascending");
        for (const char *column : {"", "status", "event_type", "attempts"}) {
            QTest::addRow("%s, descending", column) << QString::fromLatin1(column) << false;
            QTest::addRow("%s, ascending", column) << QString::fromLatin1(column) << true;
        }
    }

    static bool isTopOf(const WindowModel &model, const std::vector<Row> &rows)
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            if (rows.at(std::size_t(row)).key.id != keyAt(model, row).id)
                return false;
        }
        return model.rowCount() > 0;
    }

    /// Scrolls from one end to the other, as a view does, and counts the rows that came by in
    /// order.
    static std::size_t scrolledThrough(Bench &bench, bool down)
    {
        WindowModel &model = *bench.model;
        std::vector<RowKey> seen;
        int at = down ? 0 : model.rowCount() - 1;
        while (at >= 0 && at < model.rowCount()) {
            const Uuid id = keyAt(model, at).id;
            seen.push_back(keyAt(model, at));
            model.setVisibleRange(std::max(0, at - 5), std::min(at + 5, model.rowCount() - 1));
            settle(model);
            at = model.indexOf(id) + (down ? 1 : -1);
        }
        if (!down)
            std::reverse(seen.begin(), seen.end());
        const bool isAll = std::equal(
            seen.begin(), seen.end(), bench.source->rows.begin(), bench.source->rows.end(),
            [](const RowKey &key, const Row &row) { return key == row.key; });
        return isAll ? seen.size() : 0;
    }

    static void mutate(std::vector<Row> &rows, int &newest, std::mt19937 &random)
    {
        const unsigned kind = random() % 4;
        if (kind == 0) {
            rows.insert(rows.begin(), sampleRow(newest));
            ++newest;
        } else if (rows.empty()) {
            return;
        } else if (kind == 1) {
            rows.erase(rows.begin() + std::ptrdiff_t(random() % rows.size()));
        } else if (kind == 2) {
            setStatus(rows, int(random() % rows.size()), QStringLiteral("queued"));
        } else {
            const Row late = sampleRow(int(random() % 300));
            const int at = firstAtOrBelow(rows, late.key);
            if (std::size_t(at) == rows.size() || rows[std::size_t(at)].key != late.key)
                rows.insert(rows.begin() + at, late);
        }
    }

    static void jump(WindowModel &model, std::mt19937 &random)
    {
        if (random() % 3 == 0)
            model.goToOldest();
        else
            model.goToTime(sampleRow(int(random() % 300)).key.sort);
    }

    static void act(WindowModel &model, std::mt19937 &random)
    {
        switch (random() % 6) {
        case 0:
            model.refresh();
            break;
        case 1:
            model.setFollowTop(random() % 2 == 0);
            break;
        case 2:
            if (random() % 5 == 0)
                model.goToTop();
            break;
        default:
            if (model.rowCount() > 0) {
                const int first = int(random() % unsigned(model.rowCount()));
                model.setVisibleRange(first, std::min(first + 10, model.rowCount() - 1));
            }
        }
    }
};

QTEST_GUILESS_MAIN(WindowModelTest)
#include "windowmodel_test.moc"
