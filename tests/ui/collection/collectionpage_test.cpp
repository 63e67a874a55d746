#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/letters.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/collection/collectionpage.h"
#include "ui/collection/livefeed.h"
#include "ui/collection/rowselection.h"
#include "ui/widgets/chipbar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

struct Fixture
{
    explicit Fixture(int rows = 5, const QString &environmentName = u"local"_s)
        : source(std::make_shared<test::FakeSource>(test::letters()))
        , api(server.url(), "token")
        , environment{environmentName, u"here"_s}
    {
        for (int row = 0; row < rows; ++row)
            ids.append(source->add({{u"state"_s, u"open"_s},
                                    {u"kind"_s, u"kind %1"_s.arg(row)},
                                    {u"tenant"_s, u"acme"_s}}));
        const CollectionServices services{
            source, api, clock, display, [this] { return environment; }, [this] { return actor; }};
        page = std::make_unique<CollectionPage>(test::letters(), services, DetailTabFactory());
        page->resize(1200, 600);
        page->show();
        page->activate();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        QTRY_COMPARE(table()->model()->rowCount(), std::min(rows, table()->model()->rowCount()));
        if (rows > 0)
            QTRY_VERIFY(table()->model()->rowCount() > 0);
    }
    QTableView *table() { return page->findChild<QTableView *>(u"lettersTable"_s); }
    widgets::NoticeStrip *strip(const char *name = "noticeStrip")
    {
        return page->findChild<widgets::NoticeStrip *>(QString::fromLatin1(name));
    }
    QPushButton *button(const char *name)
    {
        return page->findChild<QPushButton *>(QString::fromLatin1(name));
    }
    void press(Qt::Key key) { QTest::keyClick(table(), key); }
    /// What is held, the last one asked for first, and from now on what is asked for at once.
    void answerAll()
    {
        source->isHolding = false;
        while (source->held() > 0)
            source->answer(source->held() - 1);
    }
    int current() { return table()->currentIndex().row(); }
    QString cell(int row, int column)
    {
        return table()->model()->index(row, column).data().toString();
    }
    int topRow() { return table()->rowAt(0); }
    int bottomRow() { return table()->rowAt(table()->viewport()->height() - 1); }
    void click(int row, Qt::KeyboardModifiers modifiers = {})
    {
        const QRect cell = table()->visualRect(table()->model()->index(row, 1));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, modifiers, cell.center());
    }
    /// As numbers of `ids`, in the order in which the page gives them.
    QList<int> selected()
    {
        QList<int> rows;
        for (const Uuid &id : page->selectedIds())
            rows.append(int(ids.indexOf(id)));
        return rows;
    }
    QStringList selectedOnScreen()
    {
        QStringList kinds;
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            if (table()->selectionModel()->isRowSelected(row))
                kinds.append(cell(row, 1));
        }
        return kinds;
    }
    /// Upwards, until that row is seen at the top.
    void scrollUpTo(int number)
    {
        QTRY_VERIFY(([this, number] {
            table()->verticalScrollBar()->triggerAction(QScrollBar::SliderToMinimum);
            return cell(topRow(), 1).mid(5).toInt() <= number;
        }()));
    }
    /// Likewise down to the row at the bottom; `look` is called at each.
    void scrollDownTo(int number, const std::function<void()> &look)
    {
        QTRY_VERIFY(([this, number, &look] {
            table()->verticalScrollBar()->triggerAction(QScrollBar::SliderToMaximum);
            look();
            return cell(table()->model()->rowCount() - 1, 1).mid(5).toInt() >= number;
        }()));
    }
    QString shownId()
    {
        return page->findChild<widgets::IdentifierLabel *>(u"detailId"_s)->identifier();
    }
    QString id(int row) { return QString::fromStdString(ids.at(row).toString()); }

    test::ManualClock clock;
    widgets::DisplayOptions display;
    test::TinyServer server;
    std::shared_ptr<test::FakeSource> source;
    AdminClient api;
    Environment environment;
    std::optional<Whoami> actor =
        Whoami{u"mira"_s, u"admin"_s, {u"reenqueue"_s, u"discard"_s}, {}, {}, u"local"_s, {}};
    QList<Uuid> ids;
    std::unique_ptr<CollectionPage> page;
};

} // namespace

class CollectionPageTest : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsSelectedUntilSomeoneDoes()
    {
        Fixture fixture;
        QVERIFY(fixture.table()->hasFocus());
        QVERIFY(!fixture.table()->currentIndex().isValid());
        QVERIFY(!fixture.button("action-reenqueue")->isEnabled());
    }

    void aRowThatIsAskedForIsSelected()
    {
        Fixture fixture;
        fixture.press(Qt::Key_J);
        fixture.page->showRow(fixture.ids.at(3));
        QTRY_COMPARE(fixture.table()->model()->rowCount(), 1);
        QCOMPARE(fixture.current(), 0);
        QVERIFY(fixture.table()->selectionModel()->isRowSelected(0));
        QCOMPARE(fixture.shownId(), fixture.id(3));
    }

    void keysMoveAndTheDetailFollows()
    {
        Fixture fixture;
        fixture.press(Qt::Key_J);
        QCOMPARE(fixture.current(), 0);
        QCOMPARE(fixture.shownId(), fixture.id(0));
        fixture.press(Qt::Key_Down);
        fixture.press(Qt::Key_J);
        QCOMPARE(fixture.current(), 2);
        fixture.press(Qt::Key_K);
        QCOMPARE(fixture.current(), 1);
        QCOMPARE(fixture.shownId(), fixture.id(1));
    }

    void endShowsTheOldestRowAndHomeTheNewest()
    {
        Fixture fixture(3000);
        fixture.press(Qt::Key_J);
        fixture.press(Qt::Key_End);
        QTRY_COMPARE(fixture.cell(fixture.bottomRow(), 1), u"kind 2999"_s);
        QVERIFY(!fixture.table()->currentIndex().isValid());
        fixture.page->refresh();
        QTRY_VERIFY(!fixture.page->model()->isLoading());
        QCOMPARE(fixture.cell(fixture.bottomRow(), 1), u"kind 2999"_s);
        fixture.press(Qt::Key_Home);
        QTRY_COMPARE(fixture.cell(fixture.topRow(), 1), u"kind 0"_s);
    }

    void aTimeThatIsAskedForStandsAtTheTopAndStaysThere()
    {
        Fixture fixture(3000);
        fixture.page->setLive(true);
        QTest::keyClick(fixture.table(), Qt::Key_G, Qt::ControlModifier);
        const QPointer<QWidget> editor = fixture.page->findChild<QWidget *>(u"timeEditor"_s);
        QVERIFY(editor && editor->isVisible());
        auto *value = editor->findChild<QLineEdit *>(u"timeValue"_s);
        QTest::keyClicks(value, u"soon"_s);
        QTest::keyClick(value, Qt::Key_Return);
        QVERIFY(editor->findChild<QLabel *>(u"timeProblem"_s)->text().startsWith(u"“soon”"_s));
        value->clear();
        QTest::keyClicks(value, u"10503s"_s); // rows are 7 s apart, the newest is 3 s old
        QTest::keyClick(value, Qt::Key_Return);
        QTRY_COMPARE(fixture.cell(fixture.topRow(), 1), u"kind 1500"_s);
        QTRY_VERIFY(!fixture.page->model()->isLoading());
        QCOMPARE(fixture.cell(fixture.topRow(), 1), u"kind 1500"_s);
        fixture.source->add({{u"kind"_s, u"late"_s}}, true);
        fixture.page->refresh();
        QTRY_VERIFY(fixture.strip("newsStrip")->isVisible());
        QCOMPARE(fixture.cell(fixture.topRow(), 1), u"kind 1500"_s);
        QVERIFY(!editor || !editor->isVisible());
    }

    void aSearchSaysHowFarItLookedAndCanBeStopped()
    {
        Fixture fixture;
        fixture.display.setUtc(true);
        fixture.source->pause =
            collection::Reach{{fixture.clock.now() - std::chrono::hours(24 * 5), Uuid()}, 0.314};
        fixture.page->setFilter({{{u"kind"_s, collection::Operator::Is, {u"odd"_s}}}});
        QTRY_VERIFY(fixture.strip()->isVisible());
        QCOMPARE(fixture.strip()->text(), u"Looked back to 12 Nov 13:32 (31 %), 0 found"_s);
        QVERIFY(fixture.table()->isVisible()); // not yet "Nothing matches"
        QTRY_VERIFY(fixture.page->isWaiting());
        QTest::mouseClick(fixture.button("stopSearch"), Qt::LeftButton);
        QVERIFY(!fixture.page->isWaiting());
        QCOMPARE(fixture.strip()->title(), u"Reading was stopped."_s);
        QCOMPARE(fixture.strip()->text(), u"Looked back to 12 Nov 13:32 (31 %), 0 found"_s);
        QVERIFY(fixture.table()->isVisible());
        fixture.source->isHolding = false;
        QTest::mouseClick(fixture.button("retryButton"), Qt::LeftButton);
        QTRY_VERIFY(fixture.page->findChild<QWidget *>(u"noMatch"_s)->isVisible());
        QVERIFY(!fixture.strip()->isVisible());
    }

    void reenqueueGoesThroughTheApiAndIsSeenWithoutAClick()
    {
        Fixture fixture;
        fixture.server.answer = [&](const test::TinyRequest &) {
            fixture.source->set(fixture.ids.at(0), u"state"_s, u"reenqueued"_s);
            return test::TinyAnswer{};
        };
        fixture.press(Qt::Key_J);
        fixture.press(Qt::Key_E);
        QTRY_COMPARE(fixture.server.requests.size(), 1);
        const test::TinyRequest request = fixture.server.requests.first();
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.path, "/admin/v1/dlq/" + fixture.id(0).toLatin1() + "/reenqueue");
        QVERIFY(!request.headers.value("idempotency-key").isEmpty());
        QCOMPARE(QJsonDocument::fromJson(request.body).object().value("reason"_L1).toString(),
                 u"re-enqueued in the console"_s);
        QTRY_COMPARE(fixture.cell(0, 0), u"re-enqueued"_s);
        QCOMPARE(fixture.current(), 1);
        QVERIFY(fixture.page->statusText().endsWith(
            u"kind 0: Re-enqueued. The worker takes it from here."_s));
        QVERIFY(!fixture.strip()->isVisible()); // nothing moves under the hand
    }

    void aClickOnTheButtonDoesTheSame()
    {
        Fixture fixture;
        fixture.press(Qt::Key_J);
        QTest::mouseClick(fixture.button("action-reenqueue"), Qt::LeftButton);
        QTRY_COMPARE(fixture.server.requests.size(), 1);
    }

    void aSecondPressBeforeTheAnswerSendsNothing()
    {
        Fixture fixture(1);
        fixture.press(Qt::Key_J);
        fixture.press(Qt::Key_E);
        fixture.press(Qt::Key_E);
        QTRY_VERIFY(fixture.page->statusText().contains(u"Re-enqueued."_s));
        QCOMPARE(fixture.server.requests.size(), 1);
    }

    void aLongReadIsStoppedByEscapeAndTheRowsStay()
    {
        Fixture fixture;
        fixture.page->setLive(true);
        QSignalSpy waiting(fixture.page.get(), &Page::waitingChanged);
        fixture.source->isHolding = true;
        fixture.page->refresh();
        QTRY_VERIFY(fixture.page->isWaiting());
        fixture.press(Qt::Key_Escape);
        QVERIFY(!fixture.page->isWaiting());
        QCOMPARE(waiting.size(), 2);
        QVERIFY(fixture.source->isCancelled(0));
        QCOMPARE(fixture.table()->model()->rowCount(), 5);
        QCOMPARE(fixture.strip()->title(), u"Reading was stopped."_s);
        QVERIFY(fixture.strip()->text().startsWith(u"These rows are from "_s));
    }

    void whatWasStoppedBeginsAgainWhenAskedNotByItself()
    {
        Fixture fixture;
        fixture.page->setLive(true);
        fixture.source->isHolding = true;
        fixture.page->refresh();
        QTRY_VERIFY(fixture.page->isWaiting());
        fixture.page->stop();
        const std::size_t before = fixture.source->requests.size();
        fixture.page->changed();
        LiveFeed later; // as quick as the page's own
        QSignalSpy due(&later, &LiveFeed::due);
        later.setOn(true);
        later.hint();
        QTRY_VERIFY(due.size() >= 2);
        QCOMPARE(fixture.source->requests.size(), before);
        fixture.source->isHolding = false;
        QTest::mouseClick(fixture.button("retryButton"), Qt::LeftButton);
        QTRY_VERIFY(!fixture.strip()->isVisible());
        QVERIFY(fixture.source->requests.size() > before);
    }

    void aRowCommandGetsTheCurrentRow()
    {
        Fixture fixture;
        QStringList called;
        fixture.page->addRowCommand(u"Count it"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_C,
                                    [&](const collection::Row &row) {
                                        called += QString::fromStdString(row.key.id.toString());
                                    });
        QTest::keyClick(fixture.table(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(fixture.page->statusText().contains(u"Select a row first."_s));
        fixture.press(Qt::Key_J);
        QTest::keyClick(fixture.table(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(called, QStringList{fixture.id(0)});
    }

    void compactRowsAre22PixelsHigh()
    {
        Fixture fixture;
        QCOMPARE(fixture.table()->rowHeight(0), 26);
        fixture.display.setCompact(true);
        QCOMPARE(fixture.table()->rowHeight(0), 22);
    }

    void aTimeTypedWhileTimesAreInUtcIsMeantSo()
    {
        Fixture fixture;
        fixture.display.setUtc(true);
        fixture.page->findChild<QAction *>(u"filter-created_at"_s)->trigger();
        QTest::keyClicks(fixture.page->findChild<QLineEdit *>(u"filterValue"_s),
                         u"2026-11-17 14:00"_s);
        QTest::mouseClick(fixture.button("filterApply"), Qt::LeftButton);
        QCOMPARE(fixture.page->model()->filter().conditions.first().values,
                 QStringList{u"2026-11-17 14:00Z"_s});
    }

    void theChoicesOfAStatusHaveItsShape()
    {
        Fixture fixture;
        fixture.page->findChild<QAction *>(u"filter-state"_s)->trigger();
        QVERIFY(!fixture.page->findChild<QCheckBox *>(u"choice-open"_s)->icon().isNull());
    }

    void aFailedActionSaysWhyAndChangesNothing()
    {
        Fixture fixture;
        fixture.server.answer = [](const test::TinyRequest &) {
            return test::TinyAnswer{
                409, R"({"code":"not_open","detail":"This letter was closed by jonas."})",
                "application/problem+json"};
        };
        fixture.press(Qt::Key_J);
        fixture.press(Qt::Key_E);
        QTRY_VERIFY(fixture.strip()->isVisible());
        QCOMPARE(fixture.strip()->kind(), widgets::NoticeKind::Error);
        QCOMPARE(fixture.strip()->text(), u"This letter was closed by jonas."_s);
        QCOMPARE(fixture.current(), 0);
        QTest::mouseClick(fixture.button("copyDetailsButton"), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"not_open"_s));
    }

    void whatTheActorMayNotDoStaysVisibleWithTheReason()
    {
        Fixture fixture;
        fixture.actor->capabilities.clear();
        fixture.actor->role = u"viewer"_s;
        fixture.press(Qt::Key_J);
        fixture.page->updateActor();
        QPushButton *button = fixture.button("action-reenqueue");
        QVERIFY(button->isVisible());
        QVERIFY(!button->isEnabled());
        QVERIFY(button->accessibleDescription().contains(u"viewer"_s));
        QVERIFY(!button->toolTip().isEmpty());
        fixture.press(Qt::Key_E);
        QVERIFY(fixture.strip()->isVisible());
        QVERIFY(fixture.server.requests.isEmpty());
    }

    void aStateThatDoesNotAllowItSaysSo()
    {
        Fixture fixture;
        fixture.source->set(fixture.ids.at(0), u"state"_s, u"recovered"_s);
        fixture.page->refresh();
        QTRY_COMPARE(fixture.cell(0, 0), u"recovered"_s);
        fixture.press(Qt::Key_J);
        QCOMPARE(fixture.button("action-reenqueue")->accessibleDescription(),
                 u"Only an open letter can be re-enqueued."_s);
    }

    void anExceptedRowSaysWhy()
    {
        Fixture fixture;
        fixture.source->set(fixture.ids.at(0), u"tenant"_s, u"globex"_s);
        fixture.page->refresh();
        QTRY_COMPARE(fixture.cell(0, 2), u"globex"_s);
        fixture.press(Qt::Key_J);
        QPushButton *button = fixture.button("action-reenqueue");
        QVERIFY(!button->isEnabled());
        QCOMPARE(button->accessibleDescription(), u"Theirs are left alone."_s);
    }

    void whatDestroysAsksForAReason()
    {
        Fixture fixture;
        fixture.press(Qt::Key_J);
        fixture.press(Qt::Key_X);
        auto *dialog = fixture.page->findChild<QDialog *>(u"actionDialog"_s);
        QVERIFY(dialog && dialog->isVisible());
        auto *confirm = dialog->findChild<QPushButton *>(u"confirmAction"_s);
        QVERIFY(!confirm->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"reasonField"_s), u"test order"_s);
        QTest::mouseClick(confirm, Qt::LeftButton);
        QTRY_COMPARE(fixture.server.requests.size(), 1);
        QVERIFY(fixture.server.requests.first().path.endsWith("/discard"));
        QVERIFY(fixture.server.requests.first().body.contains("test order"));
    }

    void productionAsksForItsName()
    {
        Fixture fixture(2, u"production"_s);
        fixture.press(Qt::Key_J);
        fixture.press(Qt::Key_X);
        auto *dialog = fixture.page->findChild<QDialog *>(u"actionDialog"_s);
        QVERIFY(dialog);
        auto *confirm = dialog->findChild<QPushButton *>(u"confirmAction"_s);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"reasonField"_s), u"test order"_s);
        QVERIFY(!confirm->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"environmentField"_s), u"production"_s);
        QVERIFY(confirm->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(fixture.server.requests.isEmpty());
    }

    void aFailingSourceKeepsTheRowsAndRetryReads()
    {
        Fixture fixture;
        QSignalSpy retry(fixture.page.get(), &CollectionPage::retryRequested);
        fixture.source->error =
            Error{ErrorKind::Unavailable, u"The database does not answer: timed out"_s, {}, {}};
        fixture.page->refresh();
        QTRY_VERIFY(fixture.strip()->isVisible());
        QCOMPARE(fixture.strip()->title(), u"The database does not answer: timed out"_s);
        QVERIFY(fixture.strip()->text().startsWith(u"These rows are from"_s));
        QCOMPARE(fixture.table()->model()->rowCount(), 5);
        QTRY_COMPARE(fixture.page->statusText(), u"– letters: no answer"_s);

        fixture.source->error.reset();
        QTest::mouseClick(fixture.button("retryButton"), Qt::LeftButton);
        QTRY_VERIFY(!fixture.strip()->isVisible());
        QCOMPARE(retry.size(), 1);
        QTRY_COMPARE(fixture.page->statusText(), u"5 letters (exact)"_s);
    }

    void aVanishedRowSaysSoAndOffersTheNext()
    {
        Fixture fixture;
        fixture.press(Qt::Key_J);
        fixture.press(Qt::Key_J);
        fixture.source->remove(fixture.ids.at(1));
        fixture.page->refresh();
        auto *notice = fixture.strip("detailNotice");
        QTRY_VERIFY(notice->isVisible());
        QCOMPARE(fixture.shownId(), fixture.id(1));
        QTest::mouseClick(notice->buttons().first(), Qt::LeftButton);
        QTRY_COMPARE(fixture.shownId(), fixture.id(2));
        QVERIFY(!notice->isVisible());
    }

    void aRowThatLeavesTheFilterKeepsItsDetailWithTheNewState()
    {
        Fixture fixture;
        fixture.page->setFilter(
            {{{u"state"_s, collection::Operator::Is, {u"open"_s}, false, true}}});
        QTRY_COMPARE(fixture.table()->model()->rowCount(), 5);
        fixture.press(Qt::Key_J);
        fixture.source->set(fixture.ids.at(0), u"state"_s, u"reenqueued"_s);
        fixture.page->refresh();
        QTRY_COMPARE(fixture.table()->model()->rowCount(), 4);
        QTRY_COMPARE(fixture.page->findChild<widgets::StatusLabel *>(u"detailStatus"_s)->word(),
                     u"re-enqueued"_s);
        QCOMPARE(fixture.shownId(), fixture.id(0));
        fixture.press(Qt::Key_J);
        QCOMPARE(fixture.shownId(), fixture.id(1));
    }

    void aRowThatIsYetToArriveIsGoneTo()
    {
        Fixture fixture;
        fixture.press(Qt::Key_J);
        fixture.press(Qt::Key_J);
        const Uuid made = fixture.source->add({{u"state"_s, u"open"_s}}, true);
        fixture.page->select(made);
        QTRY_COMPARE(fixture.shownId(), QString::fromStdString(made.toString()));
        QCOMPARE(fixture.current(), 0);
    }

    void whoMovesOnMeanwhileIsNotTakenToTheRowThatWasWaitedFor()
    {
        Fixture fixture;
        fixture.press(Qt::Key_J);
        const Uuid made = fixture.source->add({{u"state"_s, u"open"_s}}, true);
        fixture.source->isHolding = true;
        fixture.page->select(made);
        fixture.press(Qt::Key_J);
        fixture.press(Qt::Key_J);
        QCOMPARE(fixture.shownId(), fixture.id(2));
        fixture.answerAll();
        QTRY_VERIFY(fixture.page->model()->indexOf(made) == 0);
        QCOMPARE(fixture.shownId(), fixture.id(2));
    }

    void theSelectedRowStaysSelectedWhereverItMoves_data()
    {
        QTest::addColumn<int>("selected");
        QTest::addColumn<bool>("toTop");
        QTest::addColumn<bool>("isSlow");
        for (const int selected : {0, 2, 4}) {
            for (const bool toTop : {true, false}) {
                for (const bool isSlow : {true, false})
                    QTest::addRow("row %d %s%s", selected, toTop ? "up" : "down",
                                  isSlow ? ", answered late" : "")
                        << selected << toTop << isSlow;
            }
        }
    }
    void theSelectedRowStaysSelectedWhereverItMoves()
    {
        QFETCH(int, selected);
        QFETCH(bool, toTop);
        QFETCH(bool, isSlow);
        Fixture fixture;
        for (int step = 0; step <= selected; ++step)
            fixture.press(Qt::Key_J);
        fixture.source->isHolding = isSlow;
        fixture.page->refresh();
        fixture.source->move(fixture.ids.at(selected), toTop);
        fixture.page->refresh();
        fixture.table()->clearFocus();
        fixture.table()->setFocus();
        fixture.answerAll();
        QTRY_VERIFY(!fixture.page->model()->isLoading());
        fixture.table()->clearFocus();
        fixture.table()->setFocus();
        QCOMPARE(fixture.shownId(), fixture.id(selected));
        fixture.page->refresh();
        QTRY_VERIFY(!fixture.page->model()->isLoading());
        QCOMPARE(fixture.shownId(), fixture.id(selected));
        const int row = fixture.page->model()->indexOf(fixture.ids.at(selected));
        QCOMPARE(fixture.current(), row);
    }

    void aTableThatIsFocusedWhileItsRowIsAwayKeepsIt()
    {
        Fixture fixture;
        fixture.page->setFilter({{{u"state"_s, collection::Operator::Is, {u"open"_s}}}});
        QTRY_VERIFY(fixture.page->model()->isFilterApplied());
        QTest::mouseClick(fixture.table()->viewport(), Qt::LeftButton, {}, QPoint(20, 26 + 10));
        QCOMPARE(fixture.shownId(), fixture.id(1));
        fixture.source->set(fixture.ids.at(1), u"state"_s, u"reenqueued"_s);
        fixture.page->refresh();
        QTRY_COMPARE(fixture.table()->model()->rowCount(), 4);
        fixture.table()->clearFocus();
        fixture.table()->setFocus();
        QCOMPARE(fixture.shownId(), fixture.id(1));
        fixture.source->set(fixture.ids.at(1), u"state"_s, u"open"_s);
        fixture.page->refresh();
        QTRY_COMPARE(fixture.table()->model()->rowCount(), 5);
        QTRY_COMPARE(fixture.current(), 1);
        QCOMPARE(fixture.shownId(), fixture.id(1));
    }

    void selectionAndHeightSurviveRowsThatArrive()
    {
        Fixture fixture(100);
        QScrollBar *bar = fixture.table()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        for (int step = 0; step < 40; ++step)
            fixture.press(Qt::Key_J);
        const QString shown = fixture.shownId();
        const int offset = bar->value() % 26;
        const QString top = fixture.cell(bar->value() / 26, 1);
        for (int row = 0; row < 7; ++row)
            fixture.source->add({{u"state"_s, u"open"_s}, {u"kind"_s, u"new"_s}}, true);
        fixture.page->refresh();
        QTRY_VERIFY(fixture.strip("newsStrip")->isVisible());
        QVERIFY(fixture.strip("newsStrip")->title().startsWith(u"7 new"_s));
        QCOMPARE(fixture.cell(bar->value() / 26, 1), top);
        QCOMPARE(bar->value() % 26, offset);
        QCOMPARE(fixture.shownId(), shown);

        QTest::keyClick(fixture.table(), Qt::Key_Home);
        QTRY_COMPARE(fixture.cell(0, 1), u"new"_s);
        QTRY_COMPARE(bar->value(), 0);
        QTRY_VERIFY(!fixture.strip("newsStrip")->isVisible());
    }

    void liveShowsNewRowsByItselfWhileNothingIsSelected()
    {
        Fixture fixture;
        fixture.page->setLive(true);
        fixture.source->add({{u"state"_s, u"open"_s}, {u"kind"_s, u"new"_s}}, true);
        fixture.page->changed();
        QTRY_COMPARE(fixture.cell(0, 1), u"new"_s);
        QVERIFY(!fixture.strip("newsStrip")->isVisible());
    }

    void hintsAreIgnoredWhileNotLive()
    {
        Fixture fixture;
        QTRY_VERIFY(!fixture.page->model()->isLoading());
        const std::size_t before = fixture.source->requests.size();
        fixture.page->changed();
        QCoreApplication::processEvents();
        QCOMPARE(fixture.source->requests.size(), before);
    }

    void pollingReadsWithoutAHint()
    {
        Fixture fixture;
        fixture.page->setPolling(true);
        fixture.page->setLive(true);
        fixture.source->set(fixture.ids.at(3), u"state"_s, u"recovered"_s);
        QTRY_COMPARE(fixture.cell(3, 0), u"recovered"_s);
    }

    void anEmptyCollectionTeaches()
    {
        Fixture fixture(0);
        QTRY_VERIFY(fixture.page->emptyState()->isVisible());
        QVERIFY(!fixture.table()->isVisible());
        fixture.source->add({{u"state"_s, u"open"_s}});
        fixture.page->refresh();
        QTRY_VERIFY(fixture.table()->isVisible());
    }

    void theFirstRowOfAnEmptyCollectionCanBeReachedByKeys()
    {
        Fixture fixture(0);
        fixture.page->activate();
        QTRY_VERIFY(fixture.page->emptyState()->isVisible());
        fixture.source->add({{u"state"_s, u"open"_s}});
        fixture.page->refresh();
        QTRY_VERIFY(fixture.table()->isVisible());
        QVERIFY(fixture.table()->hasFocus());
    }

    void aFilterWithoutMatchesCanBeCleared()
    {
        Fixture fixture;
        fixture.page->setFilter(
            {{{u"state"_s, collection::Operator::Is, {u"recovered"_s}, false, true}}});
        auto *noMatch = fixture.page->findChild<QWidget *>(u"noMatch"_s);
        QTRY_VERIFY(noMatch->isVisible());
        QTest::mouseClick(fixture.button("clearFilters"), Qt::LeftButton);
        QTRY_VERIFY(fixture.table()->isVisible());
        QCOMPARE(fixture.table()->model()->rowCount(), 5);
    }

    void aChoiceIsFilteredByCheckBoxes()
    {
        Fixture fixture;
        fixture.source->set(fixture.ids.at(2), u"state"_s, u"reenqueued"_s);
        fixture.page->findChild<QAction *>(u"filter-state"_s)->trigger();
        auto *editor = fixture.page->findChild<QWidget *>(u"filterEditor"_s);
        QVERIFY(editor && editor->isVisible());
        QTest::mouseClick(editor->findChild<QCheckBox *>(u"choice-reenqueued"_s), Qt::LeftButton,
                          {}, QPoint(8, 10));
        QTest::mouseClick(editor->findChild<QPushButton *>(u"filterApply"_s), Qt::LeftButton);
        QTRY_COMPARE(fixture.table()->model()->rowCount(), 1);
        QCOMPARE(fixture.page->findChild<widgets::ChipBar *>()->count(), 1);
        QTRY_COMPARE(fixture.page->statusText(), u"1 letter (exact)"_s);
        QCOMPARE(fixture.page->window()->focusWidget(), fixture.table()); // so that the keys go on
    }

    void aFilterWithoutAValueIsNotAdded()
    {
        Fixture fixture;
        fixture.page->findChild<QAction *>(u"filter-state"_s)->trigger();
        auto *editor = fixture.page->findChild<QWidget *>(u"filterEditor"_s);
        QTest::mouseClick(editor->findChild<QPushButton *>(u"filterApply"_s), Qt::LeftButton);
        QVERIFY(editor->findChild<QLabel *>(u"filterProblem"_s)->isVisible());
        QCOMPARE(fixture.page->findChild<widgets::ChipBar *>()->count(), 0);
    }

    void noActionIsDoneBehindAnOpenEditor()
    {
        Fixture fixture;
        fixture.press(Qt::Key_J);
        fixture.page->findChild<QAction *>(u"filter-state"_s)->trigger();
        auto *editor = fixture.page->findChild<QWidget *>(u"filterEditor"_s);
        QTest::keyClick(editor->findChild<QCheckBox *>(u"choice-open"_s), Qt::Key_E);
        QTest::keyClick(editor, Qt::Key_Escape);
        fixture.page->focusFilter();
        QTest::keyClick(fixture.page->findChild<QMenu *>(u"filterMenu"_s), Qt::Key_E);
        QVERIFY(fixture.button("action-reenqueue")->isEnabled());
        QCOMPARE(fixture.server.requests.size(), 0);
    }

    void aFilterThatCannotBeReadSaysThatTheRowsAreFromBefore()
    {
        Fixture fixture;
        fixture.source->error =
            Error{ErrorKind::Unavailable, u"The database does not answer: timed out"_s, {}, {}};
        fixture.page->setFilter(
            {{{u"state"_s, collection::Operator::Is, {u"open"_s}, false, true}}});
        QTRY_VERIFY(fixture.strip()->isVisible());
        QVERIFY(fixture.strip()->text().endsWith(u"before the filter was changed."_s));
    }

    void aFailedActionDoesNotHideTheOutage()
    {
        Fixture fixture;
        fixture.press(Qt::Key_J);
        fixture.source->error =
            Error{ErrorKind::Unavailable, u"The database does not answer: timed out"_s, {}, {}};
        fixture.page->refresh();
        QTRY_VERIFY(fixture.strip()->isVisible());
        fixture.server.answer = [](const test::TinyRequest &) {
            return test::TinyAnswer{503, R"({"code":"unavailable","detail":"Away."})",
                                    "application/problem+json"};
        };
        fixture.press(Qt::Key_E);
        QTRY_VERIFY(fixture.strip()->text().startsWith(u"Re-enqueue failed."_s));
        QCOMPARE(fixture.strip()->title(), u"The database does not answer: timed out"_s);
        QVERIFY(fixture.button("retryButton")->isVisible());
    }

    void aValueThatCannotBeUsedIsSaidWhereItWasTyped()
    {
        Fixture fixture;
        fixture.page->findChild<QAction *>(u"filter-tries"_s)->trigger();
        auto *editor = fixture.page->findChild<QWidget *>(u"filterEditor"_s);
        auto *field = editor->findChild<QLineEdit *>(u"filterValue"_s);
        QTest::keyClicks(field, u"many"_s);
        QTest::keyClick(field, Qt::Key_Return);
        auto *problem = editor->findChild<QLabel *>(u"filterProblem"_s);
        QVERIFY(problem->isVisible());
        QVERIFY(!problem->text().isEmpty());
        QCOMPARE(fixture.page->findChild<widgets::ChipBar *>()->count(), 0);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!editor->isVisible());
    }

    void enterShowsTheDetailAloneAndEscapeGoesBack()
    {
        Fixture fixture;
        fixture.press(Qt::Key_J);
        fixture.press(Qt::Key_Return);
        QVERIFY(!fixture.table()->isVisible());
        QTest::keyClick(fixture.page.get(), Qt::Key_J);
        QCOMPARE(fixture.shownId(), fixture.id(1));
        QTest::keyClick(fixture.page.get(), Qt::Key_Escape);
        QVERIFY(fixture.table()->isVisible());
        QVERIFY(fixture.table()->hasFocus());
        QCOMPARE(fixture.current(), 1);
    }

    void controlCCopiesTheRowAsText()
    {
        Fixture fixture;
        fixture.press(Qt::Key_J);
        QTest::keyClick(fixture.table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"open\tkind 0\tacme\t"_s + fixture.id(0));
    }

    void aClickWithControlAddsARowAndTakesItAway()
    {
        Fixture fixture;
        fixture.click(0);
        fixture.click(3, Qt::ControlModifier);
        fixture.click(2, Qt::ControlModifier);
        QCOMPARE(fixture.selected(), (QList<int>{0, 2, 3}));
        QVERIFY(fixture.page->statusText().contains(u"3 selected"_s));
        fixture.click(3, Qt::ControlModifier);
        QCOMPARE(fixture.selected(), (QList<int>{0, 2}));
        fixture.click(1);
        QCOMPARE(fixture.selected(), QList<int>{1});
        QVERIFY(!fixture.page->statusText().contains(u"selected"_s)); // one is only looked at
    }

    void shiftSelectsARangeByClickAndKeys()
    {
        Fixture fixture;
        fixture.click(1);
        fixture.click(3, Qt::ShiftModifier);
        QCOMPARE(fixture.selected(), (QList<int>{1, 2, 3}));
        fixture.click(0, Qt::ShiftModifier);
        QCOMPARE(fixture.selected(), (QList<int>{0, 1}));
        fixture.press(Qt::Key_J); // alone again, from the current row on
        QCOMPARE(fixture.selected(), QList<int>{1});
        QTest::keyClick(fixture.table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(fixture.table(), Qt::Key_J, Qt::ShiftModifier);
        QCOMPARE(fixture.selected(), (QList<int>{1, 2, 3}));
        QTest::keyClick(fixture.table(), Qt::Key_K, Qt::ShiftModifier);
        QCOMPARE(fixture.selected(), (QList<int>{1, 2}));
        QCOMPARE(fixture.shownId(), fixture.id(2));
    }

    void aRangeKeepsWhatWasSelectedBefore()
    {
        Fixture fixture;
        fixture.click(0);
        fixture.click(2, Qt::ControlModifier);
        fixture.click(4, Qt::ShiftModifier);
        QCOMPARE(fixture.selected(), (QList<int>{0, 2, 3, 4}));
        fixture.click(3, Qt::ShiftModifier);
        QCOMPARE(fixture.selected(), (QList<int>{0, 2, 3}));
    }

    void rowsAreSelectedWithoutAMouse()
    {
        Fixture fixture;
        fixture.press(Qt::Key_J);
        QTest::keyClick(fixture.table(), Qt::Key_Down, Qt::ControlModifier);
        QTest::keyClick(fixture.table(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(fixture.selected(), QList<int>{0});
        QTest::keyClick(fixture.table(), Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(fixture.selected(), (QList<int>{0, 2}));
        QTest::keyClick(fixture.table(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(fixture.selected(), (QList<int>{0, 1, 2, 3, 4}));
        QVERIFY(fixture.page->statusText().contains(u"5 selected"_s));
        fixture.press(Qt::Key_Escape);
        QVERIFY(fixture.selected().isEmpty());
    }

    void theSelectionSurvivesWhatComesAndGoes()
    {
        Fixture fixture;
        fixture.click(1);
        fixture.click(3, Qt::ControlModifier);
        fixture.source->add({{u"kind"_s, u"late"_s}}, true);
        fixture.source->remove(fixture.ids.at(2));
        fixture.source->move(fixture.ids.at(3), true);
        fixture.page->refresh();
        QTRY_COMPARE(fixture.cell(0, 1), u"kind 3"_s);
        QCOMPARE(fixture.selectedOnScreen(), (QStringList{u"kind 3"_s, u"kind 1"_s}));
        QCOMPARE(fixture.selected(), (QList<int>{3, 1}));
    }

    void theSelectionSurvivesThatItsRowsLeaveTheWindow()
    {
        Fixture fixture(6000);
        fixture.click(1);
        fixture.click(3, Qt::ControlModifier);
        fixture.press(Qt::Key_End);
        QTRY_COMPARE(fixture.cell(fixture.bottomRow(), 1), u"kind 5999"_s);
        QCOMPARE(fixture.selected(), (QList<int>{1, 3}));
        QVERIFY(!fixture.table()->currentIndex().isValid());
        fixture.click(fixture.bottomRow());
        QTest::keyClick(fixture.table(), Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(fixture.selected(), (QList<int>{5998, 5999}));
        fixture.scrollUpTo(1000);
        QCOMPARE(fixture.page->model()->indexOf(fixture.ids.at(5999)), -1);
        QCOMPARE(fixture.selected(), (QList<int>{5998, 5999}));
        QVERIFY(fixture.page->statusText().contains(u"2 selected"_s));
        QTest::keyClick(fixture.table(), Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(fixture.page->statusText().contains(u"Copied 2 rows"_s));
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.last().startsWith(u"open\tkind 5999\tacme\t"_s));
        fixture.click(fixture.topRow(), Qt::ControlModifier);
        QCOMPARE(fixture.selected().size(), 3);
        fixture.click(fixture.topRow());
        QCOMPARE(fixture.selected().size(), 1); // what is out of the window went, too
    }

    void aRangeWhoseFirstRowIsGoneBeginsAnew()
    {
        Fixture fixture(6000);
        fixture.press(Qt::Key_End);
        QTRY_COMPARE(fixture.cell(fixture.bottomRow(), 1), u"kind 5999"_s);
        fixture.click(fixture.bottomRow());
        fixture.scrollUpTo(1000);
        const int row = fixture.topRow() + 2;
        fixture.click(row, Qt::ShiftModifier);
        QCOMPARE(fixture.page->selectedIds().size(), std::size_t(1));
        QVERIFY(fixture.page->statusText().contains(u"The range begins here"_s));
        fixture.click(row + 2, Qt::ShiftModifier);
        QCOMPARE(fixture.page->selectedIds().size(), std::size_t(3));
    }

    void noMoreThanTenThousandRowsAreSelected()
    {
        Fixture fixture(12000);
        RowSelection *selection = fixture.table()->findChild<RowSelection *>();
        fixture.scrollDownTo(11999, [selection, &fixture] {
            selection->select(
                {fixture.page->model()->index(0, 0),
                 fixture.page->model()->index(fixture.page->model()->rowCount() - 1, 0)},
                QItemSelectionModel::Select);
        });
        QVERIFY(selection->count() <= RowSelection::most);
        QVERIFY(selection->count() > RowSelection::most - 1000);
        QCOMPARE(fixture.strip()->title(), u"No more than 10,000 rows can be selected"_s);
    }

    void theSelectionIsExportedOrAll_data()
    {
        QTest::addColumn<bool>("all");
        QTest::newRow("the selection") << false;
        QTest::newRow("all") << true;
    }
    void theSelectionIsExportedOrAll()
    {
        QFETCH(bool, all);
        Fixture fixture;
        fixture.click(3);
        fixture.click(1, Qt::ControlModifier);
        QTest::keyClick(fixture.table(), Qt::Key_E, Qt::ControlModifier);
        auto *dialog = fixture.page->findChild<QDialog *>(u"exportDialog"_s);
        QTRY_VERIFY(dialog->isVisible());
        const auto rows =
            dialog->findChild<QWidget *>(u"exportRows"_s)->findChildren<QAbstractButton *>();
        QCOMPARE(rows.first()->text(), u"The 2 that are selected"_s);
        QVERIFY(rows.first()->isChecked());
        if (all)
            QTest::mouseClick(rows.last(), Qt::LeftButton);
        QCOMPARE(dialog->findChild<QLabel *>(u"exportWhat"_s)->isVisible(), all);
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"out.csv"_s);
        dialog->findChild<QLineEdit *>(u"exportFile"_s)->setText(file);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"confirmExport"_s), Qt::LeftButton);
        QTRY_COMPARE(fixture.strip("exportNotice")->title(),
                     all ? u"Exported 5 rows"_s : u"Exported 2 rows"_s);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArrayList lines = written.readAll().split('\n');
        QVERIFY(lines.at(1).contains(all ? "kind 0" : "kind 1"));
        QVERIFY(lines.at(2).contains(all ? "kind 1" : "kind 3"));
    }

    void lessImportantColumnsGoUnder1100Pixels()
    {
        Fixture fixture;
        QVERIFY(!fixture.table()->isColumnHidden(2));
        fixture.page->resize(1099, 600);
        QTRY_VERIFY(fixture.table()->isColumnHidden(2));
        fixture.page->resize(1200, 600);
        QTRY_VERIFY(!fixture.table()->isColumnHidden(2));
    }
};

QTEST_MAIN(CollectionPageTest)
#include "collectionpage_test.moc"
