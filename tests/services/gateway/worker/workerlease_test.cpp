#include "scene.h"

#include <atomic>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;

class WorkerLeaseTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void anOpenBreakerBurnsNoTries();
    void aWaitForTheBreakerIsRecordedOnce();
    void aDeadWorkersJobIsTakenOver();
    void aDeadWorkersJobIsHandedOnByWhoCannotServeIt();
    void aTryThatNoWorkerSurvivesDiesAsPoison();
    void whatAnotherWorkerTookIsNotFinished();
    void leasesAreRenewed();
    void aClockThatWasSetBackHoldsNothingUp();
    void whatCanBeDueIsLeftAlone();
    void whatIsUnderWayIsNotSentAgainByTheSameWorker();
    void twoWorkersShareWithoutDoubles();
    void stoppingGivesBackWhatIsInFlight();
    void survivesTheLossOfTheDatabase();
    void aClaimWhoseAnswerWasLostBurnsNoTry();
    void wakeIsHeardAtOnce();

private:
    std::unique_ptr<test::TestCluster> m_cluster;
    std::optional<Normalizer> m_normalizer;
};

void WorkerLeaseTest::initTestCase()
{
    m_cluster = test::TestCluster::start();
    auto normalizer = Normalizer::load();
    QVERIFY(normalizer);
    m_normalizer = std::move(*normalizer);
}

void WorkerLeaseTest::anOpenBreakerBurnsNoTries()
{
    const TinyServer server(always(500));
    Scene scene(*m_cluster, server);
    scene.commitMany(20);
    auto options = scene.options();
    options.firstRetry = 60s;
    options.maxInFlight = 1; // one after the other, so that exactly five fail
    const Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.count("console.jobs", "status = 'waiting'"), u"20");
    QCOMPARE(server.requests().size(), std::size_t(5));
    QCOMPARE(scene.count("console.jobs", "attempts = 0 AND error LIKE 'The circuit breaker%'"),
             u"15");
    QCOMPARE(
        scene.count("console.jobs", "attempts = 0 AND next_attempt_at < now() + interval '6 s'"),
        u"15");
}

void WorkerLeaseTest::aWaitForTheBreakerIsRecordedOnce()
{
    const TinyServer server(always(500));
    Scene scene(*m_cluster, server);
    scene.commitMany(7);
    auto options = scene.options();
    options.firstRetry = 60s;
    options.maxInFlight = 1;
    const Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
    const char *recorded = "reason LIKE 'The circuit breaker of %'";
    QTRY_COMPARE(scene.count("console.job_waits", recorded), u"2");
    QVERIFY(scene.owner.execute("UPDATE gatehouse.job_execution SET next_attempt_at = now(),"
                                " updated_at = 'epoch' WHERE attempts = 0"));
    QTRY_COMPARE(scene.count("console.jobs",
                             "status = 'waiting' AND attempts = 0"
                             " AND updated_at > 'epoch'"),
                 u"2"); // looked at again and put back
    QCOMPARE(scene.count("console.job_waits", "true"), u"2");
}

void WorkerLeaseTest::aDeadWorkersJobIsTakenOver()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    QVERIFY(scene.owner.execute(
        "UPDATE gatehouse.job_execution SET status = 'running', worker = 'gone', attempts = 1,"
        " lease_until = now() + interval '1 s'"));
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"succeeded 2");
    QVERIFY(scene.database.cell("SELECT worker FROM console.jobs") != u"gone");
}

void WorkerLeaseTest::aDeadWorkersJobIsHandedOnByWhoCannotServeIt()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    QVERIFY(scene.owner.execute(
        "UPDATE gatehouse.job_execution SET status = 'running', worker = 'gone', attempts = 1,"
        " lease_until = now() - interval '1 s'"));
    auto options = scene.options();
    options.credentials.clear();
    const Worker stranger(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"waiting 1");
    QCOMPARE(scene.count("console.jobs", "next_attempt_at <= now() AND error LIKE '%''default''%'"),
             u"1");
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"succeeded 2");
}

void WorkerLeaseTest::aTryThatNoWorkerSurvivesDiesAsPoison()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    QVERIFY(scene.owner.execute(
        "UPDATE gatehouse.job_execution SET status = 'running', worker = 'gone', attempts = 5,"
        " lease_until = now() - interval '1 s'"));
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.letter(), u"poison open 6");
    QCOMPARE(server.requests().size(), std::size_t(0));
}

void WorkerLeaseTest::whatAnotherWorkerTookIsNotFinished()
{
    Scene *stolenFrom = nullptr;
    const TinyServer server([&](const TinyRequest &) {
        auto other = stolenFrom->database.session();
        (void)other.execute(
            "UPDATE gatehouse.job_execution SET worker = 'thief', attempts = attempts + 1,"
            " lease_until = now() + interval '1 h'");
        return TinyServer::answer(400);
    });
    Scene scene(*m_cluster, server);
    stolenFrom = &scene;
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.count("console.deliveries", "response_status = 400"), u"1");
    QCOMPARE(scene.jobs(), u"running 2");
    QCOMPARE(scene.letter(), QString());
    QCOMPARE(scene.event(), u"queued 1");
}

void WorkerLeaseTest::leasesAreRenewed()
{
    const TinyServer server([](const TinyRequest &) { return std::string(); });
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    auto options = scene.options();
    options.lease = 2000ms;
    options.heartbeat = 100ms;
    options.stopGrace = 0ms;
    const Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"running 1");
    const QString first = scene.database.cell("SELECT lease_until FROM console.jobs");
    QTRY_VERIFY(scene.database.cell("SELECT lease_until FROM console.jobs") > first);
    QCOMPARE(scene.jobs(), u"running 1");
}

/// Three jobs that were written before the clock went back by an hour: one new, one that waits for
/// its next try, one of a worker that died.
void WorkerLeaseTest::aClockThatWasSetBackHoldsNothingUp()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    scene.commitMany(3);
    QVERIFY(scene.owner.executeScript(
        "UPDATE gatehouse.job_execution SET next_attempt_at = now() + interval '1 h';"
        "UPDATE gatehouse.job_execution SET status = 'waiting', attempts = 1"
        " WHERE idempotency_key LIKE '%evt_1:%';"
        "UPDATE gatehouse.job_execution SET status = 'running', worker = 'gone', attempts = 1,"
        " lease_until = now() + interval '1 h' WHERE idempotency_key LIKE '%evt_2:%'"));
    auto options = scene.options();
    options.heartbeat = 50ms;
    options.lease = 200ms;
    const Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.count("console.jobs", "status = 'succeeded'"), u"3");
    QCOMPARE(server.requests().size(), std::size_t(3));
}

/// What Retry-After may ask for, and what somebody has put off for good.
void WorkerLeaseTest::whatCanBeDueIsLeftAlone()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    scene.commitMany(3);
    QVERIFY(scene.owner.executeScript(
        "UPDATE gatehouse.job_execution SET next_attempt_at = now() + interval '300 s';"
        "UPDATE gatehouse.job_execution SET next_attempt_at = 'infinity'"
        " WHERE idempotency_key LIKE '%evt_1:%';"
        "UPDATE gatehouse.job_execution SET next_attempt_at = now() + interval '1 h'"
        " WHERE idempotency_key LIKE '%evt_2:%'"));
    auto options = scene.options();
    options.heartbeat = 50ms;
    const Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.count("console.jobs", "status = 'succeeded'"), u"1");
    QCOMPARE(scene.count("console.jobs", "status = 'pending'"), u"2");
    QCOMPARE(server.requests().size(), std::size_t(1));
}

/// A clock that is set forwards lets all leases run out at once.
void WorkerLeaseTest::whatIsUnderWayIsNotSentAgainByTheSameWorker()
{
    std::atomic<bool> mayAnswer = false;
    const TinyServer server(acceptsWhen(mayAnswer));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(server.requests().size(), std::size_t(1));
    QVERIFY(scene.owner.execute(
        "UPDATE gatehouse.job_execution SET lease_until = now() - interval '1 h'"));
    QTRY_COMPARE(scene.jobs(), u"running 2");
    mayAnswer = true;
    QTRY_COMPARE(scene.jobs(), u"succeeded 2");
    QCOMPARE(server.requests().size(), std::size_t(1));
}

void WorkerLeaseTest::twoWorkersShareWithoutDoubles()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    scene.commitMany(200);
    auto options = scene.options();
    options.maxInFlight = 8;
    const Worker one(options, *m_normalizer, scene.database.clock, scene.database.log);
    const Worker two(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE_WITH_TIMEOUT(scene.count("console.jobs", "status = 'succeeded' AND attempts = 1"),
                              u"200", 60000);
    QCOMPARE(scene.count("console.events", "status = 'processed' AND attempts = 1"), u"200");
    QCOMPARE(server.requests().size(), std::size_t(200));
}

void WorkerLeaseTest::stoppingGivesBackWhatIsInFlight()
{
    const TinyServer server([](const TinyRequest &) { return std::string(); });
    Scene scene(*m_cluster, server);
    scene.commitMany(3);
    {
        auto options = scene.options();
        options.stopGrace = 50ms;
        const Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
        QTRY_COMPARE(scene.count("console.jobs", "status = 'running'"), u"3");
    }
    QCOMPARE(scene.jobs(), u"pending 0");
    QCOMPARE(scene.count("console.jobs", "next_attempt_at <= now() AND lease_until IS NULL"), u"3");
}

void WorkerLeaseTest::survivesTheLossOfTheDatabase()
{
    std::atomic<bool> mayAnswer = false;
    const TinyServer server(acceptsWhen(mayAnswer));
    Scene scene(*m_cluster, server);
    scene.commitMany(2);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(server.requests().size(), std::size_t(2));
    scene.database.goAway();
    mayAnswer = true;
    scene.database.comeBack();
    QTRY_COMPARE_WITH_TIMEOUT(scene.jobs(), u"succeeded 1", 20000);
    QCOMPARE(server.requests().size(), std::size_t(2));
}

/// As a connection leaves it that is cut after the claim's commit.
void WorkerLeaseTest::aClaimWhoseAnswerWasLostBurnsNoTry()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    QVERIFY(scene.owner.execute(
        "UPDATE gatehouse.job_execution SET status = 'running', worker = 'me', attempts = 1,"
        " lease_until = now() + interval '1 h'"));
    auto options = scene.options();
    options.name = "me";
    const Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"succeeded 1");
}

void WorkerLeaseTest::wakeIsHeardAtOnce()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    auto options = scene.options();
    options.poll = 60s;
    options.heartbeat = 60s;
    Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
    scene.commitMany(1);
    worker.wake();
    QTRY_COMPARE(scene.jobs(), u"succeeded 1");
}

QTEST_GUILESS_MAIN(WorkerLeaseTest)
#include "workerlease_test.moc"
