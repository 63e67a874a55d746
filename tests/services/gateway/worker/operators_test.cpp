#include "scene.h"
#include "services/gateway/worker/jobqueue.h"

#include <atomic>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;

/// What operators say to all workers through the database: pause, and reset of a breaker.
class OperatorsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void pausedWorkersClaimNothing();
    void pausingLetsRunningDeliveriesFinish();
    void pausedJobsAreNotCalledUnserved();
    void openBreakerIsTold();
    void resetBreakerLetsJobsThroughAtOnce();
    void closedBreakerIsNotToldAnyMore();
    void endedWorkerTellsNoBreakers();

private:
    void pause(Scene &scene)
    {
        QVERIFY(scene.owner.execute(
            "INSERT INTO gatehouse.worker_pause (paused_by, reason) VALUES ('anna', 'a test')"));
    }
    void resume(Scene &scene)
    {
        QVERIFY(scene.owner.execute("DELETE FROM gatehouse.worker_pause"));
    }
    /// Twenty jobs at a host that failed five times.
    WorkerOptions failing(Scene &scene)
    {
        scene.commitMany(20);
        WorkerOptions options = scene.options();
        options.firstRetry = 60s;
        options.maxInFlight = 1;
        return options;
    }

    std::unique_ptr<test::TestCluster> m_cluster;
    std::optional<Normalizer> m_normalizer;
};

void OperatorsTest::initTestCase()
{
    m_cluster = test::TestCluster::start();
    auto normalizer = Normalizer::load();
    QVERIFY(normalizer);
    m_normalizer = std::move(*normalizer);
}

void OperatorsTest::pausedWorkersClaimNothing()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    pause(scene);
    scene.commitMany(2);
    QVERIFY(scene.owner.execute( // and no dead worker's
        "UPDATE gatehouse.job_execution SET status = 'running', worker = 'gone', attempts = 1,"
        " lease_until = now() - interval '1 s' WHERE id = (SELECT min(id::text)::uuid FROM"
        " gatehouse.job_execution)"));
    GatewayMetrics metrics("test", scene.database.clock.now());
    auto options = scene.options();
    options.poll = 10ms;
    options.measure = 10ms;
    options.metrics = &metrics;
    const Worker one(options, *m_normalizer, scene.database.clock, scene.database.log);
    // Counted after each look for jobs: it has looked, and more than once.
    QTRY_VERIFY(metrics.text().find("job_queue_depth{state=\"queued\"} 1") != std::string::npos);
    QCOMPARE(scene.jobs(), u"pending 0,running 1");
    resume(scene);
    QTRY_COMPARE(scene.count("console.jobs", "status = 'succeeded'"), u"2");
}

void OperatorsTest::pausingLetsRunningDeliveriesFinish()
{
    std::atomic<bool> mayAnswer = false;
    const TinyServer server(acceptsWhen(mayAnswer));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(server.requests().size(), std::size_t(1));
    pause(scene);
    mayAnswer = true;
    QTRY_COMPARE(scene.jobs(), u"succeeded 1");
}

void OperatorsTest::pausedJobsAreNotCalledUnserved()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    pause(scene);
    scene.commitMany(1);
    auto options = scene.options();
    options.credentials.clear();
    options.unservedAfter = 20ms;
    const Worker stranger(options, *m_normalizer, scene.database.clock, scene.database.log);
    auto session = scene.database.session("gatehouse_gateway");
    const JobQueue queue("other", 20s, {});
    QCOMPARE(queue.markUnserved(session, 0ms), 0);
    resume(scene);
    QTRY_COMPARE(scene.count("console.jobs", "error IS NOT NULL"), u"1");
}

void OperatorsTest::openBreakerIsTold()
{
    const TinyServer server(always(500));
    Scene scene(*m_cluster, server);
    const Worker worker(failing(scene), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.count("console.circuit_breakers",
                             "probe_at BETWEEN now() AND now() + interval '6 s'"),
                 u"1");
    QCOMPARE(QStringLiteral("http://")
                 + scene.database.cell("SELECT host FROM console.circuit_breakers"),
             QString::fromStdString(server.url()));
}

void OperatorsTest::resetBreakerLetsJobsThroughAtOnce()
{
    std::atomic<bool> isWell = false;
    const TinyServer server(
        [&](const TinyRequest &) { return TinyServer::answer(isWell ? 200 : 500); });
    Scene scene(*m_cluster, server);
    const Worker worker(failing(scene), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.count("console.jobs", "attempts = 0 AND status = 'waiting'"), u"15");
    QTRY_COMPARE(scene.count("console.circuit_breakers", "true"), u"1");
    isWell = true;
    QVERIFY(scene.owner.execute("DELETE FROM gatehouse.circuit_breaker"));
    // Long before the five seconds after which it would have tried by itself.
    QTRY_COMPARE_WITH_TIMEOUT(scene.count("console.jobs", "status = 'succeeded'"), u"15", 4000);
    QCOMPARE(scene.count("console.circuit_breakers", "true"), u"0");
}

void OperatorsTest::closedBreakerIsNotToldAnyMore()
{
    std::atomic<bool> isWell = false;
    const TinyServer server(
        [&](const TinyRequest &) { return TinyServer::answer(isWell ? 200 : 500); });
    Scene scene(*m_cluster, server);
    const Worker worker(failing(scene), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.count("console.circuit_breakers", "true"), u"1");
    isWell = true;
    QTRY_COMPARE_WITH_TIMEOUT(scene.count("console.circuit_breakers", "true"), u"0", 15000);
}

void OperatorsTest::endedWorkerTellsNoBreakers()
{
    const TinyServer server(always(500));
    Scene scene(*m_cluster, server);
    {
        const Worker worker(failing(scene), *m_normalizer, scene.database.clock,
                            scene.database.log);
        QTRY_COMPARE(scene.count("console.circuit_breakers", "true"), u"1");
    }
    QCOMPARE(scene.count("gatehouse.circuit_breaker", "true"), u"0");
}

QTEST_GUILESS_MAIN(OperatorsTest)
#include "operators_test.moc"
