#include "models/deadletters/deadlettercollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/pages/bulk/bulkflow.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/noticestrip.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

QJsonObject jsonOf(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

/// A page of three dead letters, and a gateway that plans all of them.
struct Fixture
{
    explicit Fixture(const QString &environment = u"local"_s,
                     const QStringList &capabilities = {u"bulk"_s, u"reenqueue"_s, u"discard"_s})
        : source(std::make_shared<test::FakeSource>(deadletters::deadLetterCollection()))
        , api(server.url(), "token")
    {
        server.answer = [this](const test::TinyRequest &request) { return answerTo(request); };
        for (int row = 0; row < 3; ++row)
            source->add({{u"state"_s, u"open"_s}, {u"tenant"_s, u"acme"_s}});
        const CollectionServices services{source,
                                          api,
                                          clock,
                                          display,
                                          [environment] {
                                              return Environment{environment, u"here"_s};
                                          },
                                          [capabilities] {
                                              Whoami who;
                                              who.capabilities = capabilities;
                                              return std::optional(who);
                                          },
                                          nullptr,
                                          nullptr,
                                          &tasks};
        const collection::Descriptor letters = deadletters::deadLetterCollection();
        page = std::make_unique<CollectionPage>(letters, services,
                                                [](const QString &, QWidget *) { return nullptr; });
        new BulkFlow(
            letters, services,
            {{u"reenqueue"_s, u"Re-enqueue"_s, u"Re-enqueue dead letters in %1?"_s, u"reenqueue"_s},
             {u"discard"_s, u"Discard"_s, u"Discard dead letters in %1?"_s, u"discard"_s, true}},
            u"Recover…"_s, [this](const QString &id) { opened += id; }, page.get());
        page->resize(1200, 700);
        page->show();
        page->activate();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        QTRY_COMPARE(find<QTableView>("dead-lettersTable")->model()->rowCount(), 3);
    }

    test::TinyAnswer answerTo(const test::TinyRequest &request)
    {
        if (request.method == "GET" && request.path.contains("bulk-operations?"))
            return {200, R"({"items":[],"next":null})"};
        if (request.method == "GET")
            return {200, QJsonDocument(operation).toJson()};
        const QJsonObject body = jsonOf(request.body);
        asked += request.path.mid(request.path.lastIndexOf('/') + 1);
        if (body[u"dry_run"_s].toBool()) {
            planned = body;
            return {200, plan};
        }
        if (request.path.endsWith("bulk-operations")) {
            started = body;
            return {202, QJsonDocument(operation).toJson()};
        }
        if (request.path.endsWith("pause"))
            operation[u"state"_s] = u"paused"_s;
        if (request.path.endsWith("resume"))
            operation[u"state"_s] = u"running"_s;
        if (request.path.endsWith("cancel"))
            operation[u"state"_s] = u"cancelled"_s;
        return {200, QJsonDocument(operation).toJson()};
    }

    template <typename T>
    T *find(const char *name) const
    {
        return page->findChild<T *>(QString::fromLatin1(name));
    }
    void click(const char *name) const
    {
        auto *button = find<QPushButton>(name);
        QTRY_VERIFY(button->isVisible() && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void open() const
    {
        click("button-bulk");
        QTRY_VERIFY(find<BulkDialog>("actionDialog"));
        QTRY_VERIFY(find<QLabel>("bulkPlan")->text().contains(u"3"_s));
    }
    void giveReason() const { QTest::keyClicks(find<QLineEdit>("reasonField"), u"INC-482"_s); }
    void start() const
    {
        open();
        giveReason();
        click("confirmAction");
    }
    QString progress() const { return find<QLabel>("bulkProgress")->text(); }

    test::ManualClock clock;
    widgets::DisplayOptions display;
    test::TinyServer server;
    QByteArray plan = R"({"selected":3,"total":3,"is_everything":true,"estimated_seconds":166,
        "by_root_cause":[{"root_cause":"http_5xx","count":2},{"root_cause":null,"count":1}],
        "by_tenant":[{"tenant":"acme","count":3}],"not_eligible":[{"why":"it is <b>done</b>","count":4}],
        "estimated_ai":{"jobs":0,"tokens":0,"cost":null}})";
    QJsonObject operation = jsonOf(
        R"({"id":"01a1e9b4-ed58-7327-b569-6ed663e67889","action":"reenqueue","state":"running",
            "created_by":"jonas","total":3,"pending":2,"done":1,"remaining_seconds":50,
            "deliveries":{"succeeded":1,"dead":0,"waiting":0}})");
    QJsonObject planned, started;
    QStringList opened; ///< operations whose items were asked for
    QByteArrayList asked; ///< last segments of what was posted to
    std::shared_ptr<test::FakeSource> source;
    AdminClient api;
    tasks::TaskList tasks{clock};
    std::unique_ptr<CollectionPage> page;
};

} // namespace

class BulkFlowTest : public QObject
{
    Q_OBJECT

private slots:
    void thePlanIsShownBeforeAnythingIsDone()
    {
        const Fixture fixture;
        fixture.open();
        QCOMPARE(fixture.find<QLabel>("bulkPlan")->text(), u"All that there are: 3."_s);
        QStringList values;
        for (const widgets::KeyValue &row :
             fixture.find<widgets::KeyValueView>("bulkCounts")->rows())
            values += row.value;
        QCOMPARE(values,
                 (QStringList{u"http_5xx: 2\nno cause: 1"_s, u"acme: 3"_s,
                              u"it is <b>done</b>: 4"_s, u"about 2 min 46 s"_s}));
        QVERIFY(fixture.started.isEmpty());
    }

    void anotherPaceIsPlannedAnew()
    {
        const Fixture fixture;
        fixture.open();
        fixture.find<QSpinBox>("bulkRate")->setValue(200);
        QVERIFY(!fixture.find<QPushButton>("confirmAction")->isEnabled());
        QTRY_COMPARE(fixture.planned[u"rate_per_second"_s].toInt(), 200);
    }

    void whatHasNothingToDoCannotBeStarted()
    {
        Fixture fixture;
        fixture.plan =
            R"({"selected":3,"total":0,"not_eligible":[{"why":"it is discarded","count":3}]})";
        fixture.click("button-bulk");
        QTRY_VERIFY(fixture.find<QLabel>("bulkPlan")->text().startsWith(u"None of the 3"_s));
        fixture.giveReason();
        QVERIFY(!fixture.find<QPushButton>("confirmAction")->isEnabled());
    }

    void onlyTheSelectedRowsAreMeantWhenSomeAre()
    {
        const Fixture fixture;
        auto *table = fixture.find<QTableView>("dead-lettersTable");
        table->setFocus();
        QTest::keyClick(table, Qt::Key_J);
        QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
        QTRY_COMPARE(fixture.page->selectedIds().size(), 2U);
        fixture.open();
        QCOMPARE(fixture.planned[u"selection"_s][u"ids"_s].toArray().size(), 2);
    }

    void productionAsksForItsName()
    {
        const Fixture fixture(u"production"_s);
        fixture.open();
        fixture.giveReason();
        QVERIFY(!fixture.find<QPushButton>("confirmAction")->isEnabled());
        QTest::keyClicks(fixture.find<QLineEdit>("environmentField"), u"production"_s);
        fixture.click("confirmAction");
        QTRY_COMPARE(fixture.started[u"confirm"_s].toString(), u"production"_s);
        QCOMPARE(fixture.started[u"reason"_s].toString(), u"INC-482"_s);
    }

    void itIsATaskThatOutlivesTheWindow()
    {
        const Fixture fixture;
        fixture.start();
        QTRY_COMPARE(fixture.tasks.running().size(), 1);
        const tasks::Task *task = fixture.tasks.running().first();
        QVERIFY(task->outlivesWindow());
        QTRY_COMPARE(task->fraction(), std::optional(1.0 / 3));
        QCOMPARE(fixture.progress(), u"Re-enqueue: 1 of 3, 50 s to go, by jonas"_s);
    }

    void theTaskOfAFormerOperationEndsWhenAnotherIsFollowed()
    {
        Fixture fixture;
        fixture.start();
        QTRY_COMPARE(fixture.tasks.running().size(), 1);
        const tasks::Task *former = fixture.tasks.running().first();
        fixture.operation[u"id"_s] = u"01a1e9b4-ed58-7327-b569-6ed663e67880"_s;
        fixture.start();
        QTRY_COMPARE(fixture.tasks.tasks().size(), 2);
        QCOMPARE(fixture.tasks.running().size(), 1);
        QCOMPARE(former->state(), tasks::TaskState::Stopped);
    }

    void itIsPausedAndResumed()
    {
        const Fixture fixture;
        fixture.start();
        fixture.click("bulkPause");
        QTRY_VERIFY(fixture.progress().startsWith(u"Paused. "_s));
        QTRY_COMPARE(fixture.find<QPushButton>("bulkPause")->text(), u"Resume"_s);
        fixture.click("bulkPause");
        QTRY_VERIFY(fixture.progress().startsWith(u"Re-enqueue"_s));
        QCOMPARE(fixture.asked.last(), "resume"_ba);
    }

    void itIsCancelled()
    {
        const Fixture fixture;
        fixture.start();
        fixture.click("bulkStop");
        auto *notice = fixture.find<widgets::NoticeStrip>("bulkNotice");
        QTRY_COMPARE(notice->title(), u"Re-enqueue: cancelled at 1 of 3"_s);
        QCOMPARE(fixture.tasks.tasks().first()->state(), tasks::TaskState::Stopped);
    }

    void whatCameOfItIsSaid()
    {
        Fixture fixture;
        fixture.start();
        QTRY_COMPARE(fixture.tasks.running().size(), 1);
        fixture.operation[u"state"_s] = u"finished"_s;
        fixture.operation[u"pending"_s] = 0;
        fixture.operation[u"done"_s] = 2;
        fixture.operation[u"failed"_s] = 1;
        auto *notice = fixture.find<widgets::NoticeStrip>("bulkNotice");
        QTRY_COMPARE(notice->title(), u"Re-enqueue: done, 2 of 3"_s);
        QCOMPARE(notice->text(), u"1 delivered by now, 1 failed"_s);
    }

    void whatCameOfEachIsShownFromTheStripTheTaskAndItsEnd()
    {
        Fixture fixture;
        fixture.start();
        fixture.click("bulkItems");
        const tasks::Task *task = fixture.tasks.tasks().first();
        QVERIFY(task->opener());
        task->opener()->open();
        fixture.operation[u"state"_s] = u"finished"_s;
        QTRY_VERIFY(fixture.find<QPushButton>("bulkEndItems"));
        fixture.click("bulkEndItems");
        task->opener()->open(); // it stays in the list of tasks
        QCOMPARE(fixture.opened, QStringList(4, fixture.operation[u"id"_s].toString()));
    }

    void aRefusalIsSaidOnThePage()
    {
        Fixture fixture;
        fixture.open();
        fixture.giveReason();
        fixture.server.answer = [](const test::TinyRequest &) {
            return test::TinyAnswer{
                422, R"({"code":"nothing_to_do","detail":"Nothing is open any more."})",
                "application/problem+json"};
        };
        fixture.click("confirmAction");
        const auto said = [&] {
            for (const auto *strip : fixture.page->findChildren<widgets::NoticeStrip *>()) {
                if (strip->text().contains(u"Nothing is open any more."_s))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(said());
        QVERIFY(fixture.tasks.tasks().isEmpty());
    }

    void whoMayOnlyDoOneIsOfferedOne()
    {
        const Fixture fixture(u"local"_s, {u"bulk"_s, u"discard"_s});
        fixture.open();
        QVERIFY(!fixture.find<QWidget>("bulkAction"));
        QCOMPARE(fixture.planned[u"action"_s].toString(), u"discard"_s);
    }

    void whoMayNotIsToldSo()
    {
        const Fixture fixture(u"local"_s, {u"reenqueue"_s});
        fixture.click("button-bulk");
        QVERIFY(!fixture.find<BulkDialog>("actionDialog"));
    }

    void whatSomebodyElseBeganIsFollowed()
    {
        Fixture fixture;
        bulk::OperationWatch watch(fixture.api, {u"reenqueue"_s});
        QSignalSpy changed(&watch, &bulk::OperationWatch::changed);
        fixture.server.answer = [&](const test::TinyRequest &request) {
            const QJsonObject list{{u"items"_s, QJsonArray{fixture.operation}}};
            const bool isList = request.path.contains('?');
            return test::TinyAnswer{200, QJsonDocument(isList ? list : fixture.operation).toJson()};
        };
        watch.start();
        QTRY_VERIFY(!changed.isEmpty());
        QCOMPARE(watch.followed()->startedBy, u"jonas"_s);
    }
};

QTEST_MAIN(BulkFlowTest)
#include "bulkflow_test.moc"
