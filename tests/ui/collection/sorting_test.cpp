#include "services/admin_api/adminclient.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/letters.h"
#include "ui/collection/collectionpage.h"
#include "ui/widgets/noticestrip.h"

#include <QAction>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

/// In the order of a time that is shown, and to be sorted by two columns of the other three.
collection::Descriptor sortableLetters()
{
    using collection::CellKind;
    collection::Descriptor descriptor = test::letters();
    descriptor.columns = {{u"state"_s, u"State"_s, CellKind::Status, 100},
                          {u"created_at"_s, u"Age"_s, CellKind::Time, 100},
                          {u"kind"_s, u"Kind"_s, CellKind::Text, 100, true},
                          {u"error"_s, u"Why"_s, CellKind::Text, 100}};
    descriptor.sorts = {{u"state"_s}, {u"kind"_s}};
    return descriptor;
}

struct Bench
{
    Bench()
    {
        for (const char *kind : {"pear", "apple", "fig", "plum"})
            source->add({{u"state"_s, u"open"_s}, {u"kind"_s, QString::fromLatin1(kind)}});
        source->add({{u"state"_s, u"recovered"_s}}); // without a kind
        const CollectionServices services{
            source, api, clock, display, [this] { return environment; }, [this] { return actor; }};
        page = std::make_unique<CollectionPage>(sortableLetters(), services, DetailTabFactory());
        page->resize(1200, 600);
        page->show();
        page->activate();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        QTRY_COMPARE(table()->model()->rowCount(), 5);
    }

    QTableView *table() { return page->findChild<QTableView *>(u"lettersTable"_s); }
    QHeaderView *header() { return table()->horizontalHeader(); }
    QPushButton *button(const char *name)
    {
        return page->findChild<QPushButton *>(QString::fromLatin1(name));
    }
    widgets::NoticeStrip *strip()
    {
        return page->findChild<widgets::NoticeStrip *>(u"noticeStrip"_s);
    }
    void clickHeader(int section)
    {
        const QPoint middle(header()->sectionViewportPosition(section)
                                + header()->sectionSize(section) / 2,
                            header()->height() / 2);
        QTest::mouseClick(header()->viewport(), Qt::LeftButton, {}, middle);
    }
    QStringList kinds()
    {
        QStringList kinds;
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            kinds += page->model()->cell(row, u"kind"_s).toString();
        return kinds;
    }
    void ask(std::optional<qint64> rows) { source->cost = {false, rows}; }

    test::ManualClock clock;
    widgets::DisplayOptions display;
    std::shared_ptr<test::FakeSource> source =
        std::make_shared<test::FakeSource>(sortableLetters());
    AdminClient api{QUrl(u"http://127.0.0.1:9"_s), "token"};
    Environment environment{u"local"_s, u"here"_s};
    std::optional<Whoami> actor;
    std::unique_ptr<CollectionPage> page;
};

const QStringList own{u"pear"_s, u"apple"_s, u"fig"_s, u"plum"_s, QString()};
const QStringList greatestFirst{u"plum"_s, u"pear"_s, u"fig"_s, u"apple"_s, QString()};
const QStringList smallestFirst{u"apple"_s, u"fig"_s, u"pear"_s, u"plum"_s, QString()};

} // namespace

class PageSortingTest : public QObject
{
    Q_OBJECT

private slots:
    void aHeaderSortsBothWaysAndThenNoMore()
    {
        Bench bench;
        QCOMPARE(bench.kinds(), own);
        bench.clickHeader(2);
        QTRY_COMPARE(bench.kinds(), greatestFirst);
        QCOMPARE(bench.header()->sortIndicatorSection(), 2);
        QCOMPARE(bench.header()->sortIndicatorOrder(), Qt::DescendingOrder);
        bench.clickHeader(2);
        QTRY_COMPARE(bench.kinds(), smallestFirst);
        QCOMPARE(bench.header()->sortIndicatorOrder(), Qt::AscendingOrder);
        bench.clickHeader(2);
        QTRY_COMPARE(bench.kinds(), own);
        QCOMPARE(bench.header()->sortIndicatorSection(), 1);
        QCOMPARE(bench.header()->sortIndicatorOrder(), Qt::DescendingOrder);
    }

    void theOldestComeFirstByAClickOnTheAge()
    {
        Bench bench;
        bench.clickHeader(1);
        QTRY_COMPARE(bench.kinds(), QStringList(own.rbegin(), own.rend()));
        QCOMPARE(bench.header()->sortIndicatorOrder(), Qt::AscendingOrder);
    }

    void aColumnThatCannotBeSortedByChangesNothing()
    {
        Bench bench;
        bench.clickHeader(3);
        QCOMPARE(bench.page->sort(), collection::Sort());
        QCOMPARE(bench.header()->sortIndicatorSection(), 1);
    }

    void aCommandOfThePaletteSortsToo()
    {
        Bench bench;
        const QList<QAction *> commands = bench.page->pageActions();
        const auto command = std::find_if(commands.begin(), commands.end(), [](QAction *action) {
            return action->objectName() == u"sort-kind"_s;
        });
        QVERIFY(command != commands.end());
        QCOMPARE((*command)->text(), u"Sort by Kind"_s);
        (*command)->trigger();
        QTRY_COMPARE(bench.kinds(), greatestFirst);
    }

    void aCostlyOrderIsAskedForBeforeItRuns()
    {
        Bench bench;
        bench.ask(10'240'000);
        bench.clickHeader(2);
        QTRY_VERIFY(bench.button("sortAnyway"));
        QCOMPARE(bench.strip()->title(), u"Sorting by “Kind” has no index"_s);
        QCOMPARE(bench.kinds(), own);
        QCOMPARE(bench.header()->sortIndicatorSection(), 1);
        QTest::mouseClick(bench.button("sortAnyway"), Qt::LeftButton);
        QTRY_COMPARE(bench.kinds(), greatestFirst);
        QTRY_VERIFY(!bench.strip()->isVisible());
        QVERIFY(bench.page->model()->isCostly());
    }

    void aCostlyOrderIsCancelledByTheKeyboard()
    {
        Bench bench;
        bench.ask(std::nullopt);
        bench.clickHeader(2);
        QTRY_VERIFY(bench.button("cancelSort"));
        bench.button("cancelSort")->setFocus();
        QTest::keyClick(bench.button("cancelSort"), Qt::Key_Space);
        QTRY_VERIFY(!bench.strip()->isVisible());
        QCOMPARE(bench.kinds(), own);
        QVERIFY(bench.table()->hasFocus());
    }

    void fewRowsAreSortedAtOnce()
    {
        Bench bench;
        bench.ask(9'999);
        bench.clickHeader(2);
        QTRY_COMPARE(bench.kinds(), greatestFirst);
        QVERIFY(!bench.page->model()->isCostly());
    }

    void anotherFilterKeepsTheOrder()
    {
        Bench bench;
        bench.clickHeader(2);
        QTRY_COMPARE(bench.kinds(), greatestFirst);
        bench.page->setFilter({{{u"state"_s, collection::Operator::Is, {u"open"_s}}}});
        QTRY_COMPARE(bench.kinds(), greatestFirst.first(4));
        QCOMPARE(bench.page->sort(), (collection::Sort{u"kind"_s, false}));
    }

    void anotherFilterIsAskedForAnew()
    {
        Bench bench;
        bench.clickHeader(2);
        QTRY_COMPARE(bench.kinds(), greatestFirst);
        bench.ask(10'240'000);
        bench.page->setFilter({{{u"state"_s, collection::Operator::Is, {u"open"_s}}}});
        QTRY_VERIFY(bench.button("sortAnyway"));
        QTRY_COMPARE(bench.kinds(), own.first(4));
    }

    void aTimeIsGoneToInOrdersOfTimeAlone()
    {
        Bench bench;
        bench.clickHeader(2);
        QTRY_COMPARE(bench.kinds(), greatestFirst);
        bench.page->goToTime(bench.source->rows.front().key.sort);
        QCOMPARE(bench.strip()->title(), u"No time can be gone to in this order"_s);
    }

    void theHeaderSaysTheOrder()
    {
        Bench bench;
        bench.clickHeader(2);
        QTRY_COMPARE(bench.kinds(), greatestFirst);
        const auto text = [&](int section) {
            return bench.table()
                ->model()
                ->headerData(section, Qt::Horizontal, Qt::AccessibleTextRole)
                .toString();
        };
        QCOMPARE(text(2), u"Kind, sorted, the greatest first"_s);
        QCOMPARE(text(0), u"State"_s);
    }
};

QTEST_MAIN(PageSortingTest)
#include "sorting_test.moc"
