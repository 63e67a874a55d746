// What callbacks do to the AI jobs that they name: order, batches, what is not stored.
#include "answers.h"
#include "services/gateway/store/routes.h"

#include <QTest>

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;

class AiJobsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }

    void aJobOnlyGoesForwards_data()
    {
        QTest::addColumn<QString>("told");
        QTest::addColumn<QString>("becomes");
        const auto row = [](const char *told, const char *becomes) {
            QTest::newRow(told) << QString::fromUtf8(told) << QString::fromUtf8(becomes);
        };
        row("pending", "pending");
        row("pending running succeeded", "succeeded");
        row("running pending", "running");
        row("running dead", "dead");
        row("dead running", "dead");
        row("dead succeeded", "succeeded");
        row("cancelled succeeded", "succeeded");
        row("dead cancelled", "cancelled");
        row("succeeded running", "succeeded");
        row("succeeded pending", "succeeded");
        row("succeeded dead", "succeeded");
        row("succeeded cancelled", "succeeded");
    }
    void aJobOnlyGoesForwards()
    {
        QFETCH(QString, told);
        QFETCH(QString, becomes);
        Scene oneByOne(*m_cluster);
        for (const QString &status : told.split(u' '))
            QVERIFY(submitAndWait(oneByOne.committer, {oneByOne.event(status.toStdString())}));
        QCOMPARE(oneByOne.states(), becomes);
        Scene atOnce(*m_cluster);
        std::vector<IncomingEvent> events;
        for (const QString &status : told.split(u' '))
            events.push_back(atOnce.event(status.toStdString()));
        QVERIFY(submitAndWait(atOnce.committer, events));
        QCOMPARE(atOnce.states(), becomes);
    }

    void aSuccessTakesNothingMore()
    {
        Scene scene(*m_cluster);
        IncomingEvent result = scene.event("succeeded");
        result.job->tokens = 412;
        IncomingEvent later = scene.event("succeeded");
        later.job->tokens = 1;
        later.job->model = "another";
        QVERIFY(submitAndWait(scene.committer, {result}));
        const QString before = scene.row();
        QVERIFY(submitAndWait(scene.committer, {later}));
        QVERIFY(submitAndWait(scene.committer, {scene.event("dead")}));
        QCOMPARE(scene.row(), before);
        QCOMPARE(scene.database.cell("SELECT event_id FROM console.jobs"),
                 QString::fromStdString(result.id.toString()));
    }

    void whatALaterCallbackLeavesOutStays()
    {
        Scene scene(*m_cluster);
        IncomingEvent running = scene.event("running");
        running.job->model = "small-1";
        running.job->tokens = 7;
        running.actorId = "usr_1";
        running.occurredAt = scene.moment - std::chrono::seconds(9);
        IncomingEvent failed = scene.event("dead");
        failed.job->error = "rate_limited: slow down";
        failed.job->duration = std::chrono::milliseconds(2000);
        failed.occurredAt = scene.moment;
        QVERIFY(submitAndWait(scene.committer, {running, failed}));
        QCOMPARE(
            scene.database.cell("SELECT concat_ws('|', model, tokens, user_id, attempts, error, "
                                "duration_ms, request_id, idempotency_key) FROM console.jobs"),
            u"small-1|7|usr_1|1|rate_limited: slow down|9000|job_1|ai:acme:job_1");
        IncomingEvent result = scene.event("succeeded");
        result.occurredAt = scene.moment + std::chrono::seconds(1);
        QVERIFY(submitAndWait(scene.committer, {result}));
        QCOMPARE(scene.database.cell("SELECT concat_ws('|', model, attempts, error IS NULL, "
                                     "duration_ms) FROM console.jobs"),
                 u"small-1|2|t|10000");
    }

    void whatAJobUsedIsACall()
    {
        Scene scene(*m_cluster);
        IncomingEvent running = scene.event("running");
        running.job->model = "small-1";
        running.job->tokens = 7;
        IncomingEvent result = scene.event("succeeded");
        result.job->tokens = 412;
        result.job->duration = std::chrono::milliseconds(2000);
        result.occurredAt = scene.moment;
        IncomingEvent late = scene.event("succeeded");
        late.job->tokens = 1;
        QVERIFY(submitAndWait(scene.committer, {running, result, late}));
        QCOMPARE(scene.database.cell("SELECT string_agg(concat_ws('|', model, tenant, service, "
                                     "status, latency_ms, tokens_total, attrs), ' ') "
                                     "FROM console.agent_events"),
                 u"small-1|acme|ai|ok|2000|412|{\"job_id\": \"job_1\"}");
        QCOMPARE(scene.database.cell("SELECT ts = $1::timestamptz - interval '2 seconds' "
                                     "FROM console.agent_events",
                                     {scene.moment}),
                 u"true");
        QCOMPARE(scene.database.cell("SELECT id FROM console.agent_events"),
                 QString::fromStdString(result.id.toString()));
    }

    void aJobThatEndsAgainIsOneCall()
    {
        Scene scene(*m_cluster);
        IncomingEvent failed = scene.event("dead");
        failed.job->tokens = 3;
        QVERIFY(submitAndWait(scene.committer, {failed}));
        IncomingEvent result = scene.event("succeeded");
        result.job->tokens = 4;
        QVERIFY(submitAndWait(scene.committer, {result}));
        QCOMPARE(scene.database.cell("SELECT count(*) || ' ' || max(tokens_total)"
                                     " FROM console.agent_events"),
                 u"1 3");
    }

    void aJobThatUsedNothingIsNoCall()
    {
        Scene scene(*m_cluster);
        QVERIFY(submitAndWait(scene.committer, {scene.event("dead")}));
        QCOMPARE(scene.database.cell("SELECT count(*) FROM console.agent_events"), u"0");
    }

    void aFailedJobIsAnError()
    {
        Scene scene(*m_cluster);
        IncomingEvent failed = scene.event("dead");
        failed.job->tokens = 3;
        QVERIFY(submitAndWait(scene.committer, {failed}));
        QCOMPARE(scene.database.cell("SELECT status || tokens_total FROM console.agent_events"),
                 u"error3");
    }

    void whatIsNoDeliveryIsEmpty()
    {
        Scene scene(*m_cluster);
        QVERIFY(submitAndWait(scene.committer, {scene.event("pending")}));
        QCOMPARE(scene.database.cell("SELECT num_nulls(path, mode, max_attempts, next_attempt_at, "
                                     "destination, route_id, worker, lease_until, started_at, "
                                     "finished_at) FROM console.jobs"),
                 u"10");
        QCOMPARE(scene.database.cell("SELECT created_at = console.uuid_time(id) FROM console.jobs"),
                 u"true");
        QCOMPARE(scene.database.cell("SELECT status FROM console.events"), u"processed");
    }

    void aDuplicateCountsForNothing()
    {
        Scene scene(*m_cluster);
        const IncomingEvent failed = scene.event("dead");
        IncomingEvent again = failed;
        again.id = scene.ids.next();
        IncomingEvent forged = failed; // one that another version of the body would be
        forged.id = scene.ids.next();
        forged.job->status = "succeeded";
        QVERIFY(submitAndWait(scene.committer, {failed, again}));
        QVERIFY(submitAndWait(scene.committer, {forged}));
        QCOMPARE(scene.states(), u"dead");
        QCOMPARE(scene.database.cell("SELECT attempts FROM console.jobs"), u"1");
    }

    void anotherTenantsJobIsAnother()
    {
        Scene scene(*m_cluster);
        IncomingEvent theirs = scene.event("succeeded");
        theirs.tenant = "globex";
        theirs.idempotencyKey = "ai:globex:x";
        QVERIFY(submitAndWait(scene.committer, {scene.event("running"), theirs}));
        QCOMPARE(
            scene.database.cell("SELECT string_agg(tenant || ' ' || status, ',' ORDER BY tenant)"
                                " FROM console.jobs"),
            u"acme running,globex succeeded");
    }

    void anyIdHasAKey_data()
    {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        QTest::newRow("long") << QByteArray(8000, 'x') << QByteArray(8001, 'x');
        QTest::newRow("umlaut") << QByteArray("\xC3\xA4") << QByteArray("\xC3\xB6");
        QTest::newRow("blank") << QByteArray("a b") << QByteArray("a  b");
        QTest::newRow("case") << QByteArray("job_a") << QByteArray("job_A");
    }
    void anyIdHasAKey()
    {
        QFETCH(QByteArray, one);
        QFETCH(QByteArray, other);
        Scene scene(*m_cluster);
        for (const QByteArray &id : {one, other, one}) {
            IncomingEvent event = scene.event("running");
            event.job->jobId = id.toStdString();
            QVERIFY(submitAndWait(scene.committer, {event}));
        }
        QCOMPARE(scene.database.cell("SELECT count(*) FROM console.jobs"), u"2");
        QCOMPARE(scene.database.cell("SELECT count(*) FROM console.jobs WHERE request_id = $1",
                                     {one.toStdString()}),
                 u"1");
    }

    void whatJsonbCannotHoldChangesItsJob()
    {
        Scene scene(*m_cluster);
        IncomingEvent event = scene.event("succeeded");
        event.canonicalJson = R"({"a":"\u0000"})";
        QVERIFY(submitAndWait(scene.committer, {event, scene.event("dead")}));
        QCOMPARE(scene.states(), u"succeeded");
    }

    void manyJobsAtOnceOverTwoCommitters()
    {
        Scene scene(*m_cluster);
        constexpr int jobs = 40;
        const std::vector<std::string> statuses{"succeeded", "running", "dead", "pending", "dead"};
        Answers answers(2 * jobs * statuses.size());
        {
            Committer other(optionsFor(scene.database), scene.database.clock, scene.database.log);
            std::size_t next = 0;
            const auto tell = [&](Committer &committer, const std::string &status, int job) {
                IncomingEvent event = scene.event(status);
                event.job->jobId = "job_" + std::to_string(job);
                committer.submit({event}, answers.at(next++));
            };
            for (const std::string &status : statuses) {
                for (int i = 0; i < jobs; ++i) {
                    tell(scene.committer, status, i);
                    tell(other, status, jobs - 1 - i); // which would be a deadlock without an order
                }
            }
        }
        for (const Answer &answer : answers.wait())
            QVERIFY(answer);
        QCOMPARE(scene.database.cell("SELECT count(*) || ' ' || string_agg(DISTINCT status, ',')"
                                     " FROM console.jobs"),
                 u"40 succeeded");
    }

    void aRouteMakesADeliveryBeside()
    {
        Scene scene(*m_cluster);
        auto owner = scene.database.session();
        QVERIFY(ensureDefaultRoutes(owner, "http://wp", scene.ids));
        QVERIFY(owner.execute("UPDATE gatehouse.route SET source = 'ai', event_type = 'job.*'"
                              " WHERE source = 'stripe' AND event_type = 'payment*'"));
        QVERIFY(submitAndWait(scene.committer, {scene.event("dead")}));
        QCOMPARE(scene.database.cell("SELECT string_agg(task_name || ' ' || status, ',' ORDER BY "
                                     "task_name) FROM console.jobs"),
                 u"ai_job dead,deliver pending");
        QCOMPARE(scene.database.cell("SELECT status FROM console.events"), u"queued");
    }

private:
    struct Scene
    {
        explicit Scene(test::TestCluster &cluster)
            : database(cluster, "aijobs")
            , ids(database.clock)
            , moment(std::chrono::floor<std::chrono::seconds>(database.clock.now()))
            , committer(optionsFor(database), database.clock, database.log)
        {
        }
        /// Of job_1 of tenant acme.
        IncomingEvent event(const std::string &status)
        {
            const std::string key = "callback_" + std::to_string(++callbacks);
            IncomingEvent event = stripeEvent(ids, key, "job." + status);
            event.source = "ai";
            event.idempotencyKey = "ai:acme:" + key;
            event.job = JobReport{"job_1", status, {}, {}, {}, {}};
            return event;
        }
        QString states()
        {
            return database.cell("SELECT string_agg(status, ',') FROM console.jobs");
        }
        QString row() { return database.cell("SELECT j FROM console.jobs j"); }

        GatewayDatabase database;
        UuidGenerator ids;
        Timestamp moment;
        int callbacks = 0;
        Committer committer;
    };

    std::unique_ptr<test::TestCluster> m_cluster;
};

QTEST_GUILESS_MAIN(AiJobsTest)
#include "aijobs_test.moc"
