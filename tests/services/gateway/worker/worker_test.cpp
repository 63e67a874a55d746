#include "scene.h"

#include <atomic>
#include <set>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;

class WorkerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void deliversAndRecordsIt();
    void everyTryHasTheSameKeyAndAnotherRequestId();
    void succeedsAfterFailures();
    void fiveTriesThenDead();
    void answersThatEndAJobAtOnce_data();
    void answersThatEndAJobAtOnce();
    void silenceIsRetriedAndDiesAsTimeout();
    void nobodyListeningDiesAsConnect();
    void retryAfterDelaysTheNextTry();
    void mirrorIsADeadLetterWithoutSending();
    void dryRunStoresTheRequestWithoutSending();
    void offMakesNoJob();
    void withoutCredentialsAJobIsLeftToOthers();
    void aJobThatNobodyCanServeSaysSo();
    void anotherWorkersBacklogIsNotCalledUnserved();
    void standInIsTheOneOfWhoDelivers();
    void withoutAStandInAJobSaysSo();
    void aBodyThatIsNotJsonDiesAsNormalize();
    void aRetriedDeadLetterIsRecovered();
    void aJobThatDiesAgainOpensItsLetterAgain();
    void eachDeathIsRemembered();
    void aDiscardedEventStaysDiscarded();
    void foreignAnswersAreStorable();
    void anAiJobIsNobodysToRun();
    void anAiJobIsNoneOfItsCallbacksDeliveries();

private:
    /// A callback of source `ai`, which tells of its job.
    static IncomingEvent callback(Scene &scene, const std::string &status);

    std::unique_ptr<test::TestCluster> m_cluster;
    std::optional<Normalizer> m_normalizer;
};

void WorkerTest::initTestCase()
{
    m_cluster = test::TestCluster::start();
    auto normalizer = Normalizer::load();
    QVERIFY(normalizer);
    m_normalizer = std::move(*normalizer);
}

IncomingEvent WorkerTest::callback(Scene &scene, const std::string &status)
{
    IncomingEvent event = stripeEvent(scene.ids, "callback_" + status, "job." + status);
    event.source = "ai";
    event.rawBody = R"({"job_id":"j","idempotency_key":"k","status":")" + status + R"("})";
    event.job = JobReport{"job_" + status, status, {}, {}, {}, {}};
    return event;
}

void WorkerTest::deliversAndRecordsIt()
{
    const TinyServer server(always(200, "X-Answer: yes\r\n"));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"succeeded 1");
    QCOMPARE(scene.event(), u"processed 1");
    const auto request = server.requests().front();
    QVERIFY(request.head.starts_with("POST /wp-json/ai-guy/v1/order-event HTTP/1.1"));
    QCOMPARE(request.header("Authorization"), std::string("Bearer token-1"));
    QVERIFY(request.body.find("\"raw\":{\"id\":\"evt_0\"") != std::string::npos);
    QCOMPARE(
        scene.database.cell(
            "SELECT concat_ws(' ', attempt, response_status, convert_from(response_body, 'UTF8'),"
            " request_headers::text LIKE '%token-1%', response_headers::text LIKE '%X-Answer%',"
            " request_body IS NULL, error IS NULL, duration_ms > 0, url) FROM console.deliveries"),
        QString::fromStdString("1 200 said f t t t t " + server.url()
                               + "/wp-json/ai-guy/v1/order-event"));
    QCOMPARE(scene.database.cell("SELECT finished_at >= started_at AND lease_until IS NULL AND "
                                 "request_id = $1 FROM console.jobs",
                                 {request.header("X-Request-Id")}),
             u"true");
}

void WorkerTest::everyTryHasTheSameKeyAndAnotherRequestId()
{
    const TinyServer server(always(503));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(server.requests().size(), std::size_t(5));
    std::set<std::string> keys, requestIds, spans;
    for (const TinyRequest &request : server.requests()) {
        keys.insert(request.header("Idempotency-Key"));
        requestIds.insert(request.header("X-Request-Id"));
        spans.insert(request.header("traceparent"));
    }
    QCOMPARE(keys.size(), std::size_t(1));
    QCOMPARE(requestIds.size(), std::size_t(5));
    QCOMPARE(spans.size(), std::size_t(5));
}

void WorkerTest::succeedsAfterFailures()
{
    std::atomic<int> tries = 0;
    const TinyServer server(
        [&](const TinyRequest &) { return TinyServer::answer(++tries < 3 ? 500 : 200); });
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"succeeded 3");
    QCOMPARE(scene.event(), u"processed 3");
    QCOMPARE(scene.database.cell("SELECT error IS NULL FROM console.jobs"), u"true");
    QCOMPARE(scene.database.cell("SELECT string_agg(attempt || ' ' || response_status, ',' ORDER "
                                 "BY id) FROM console.deliveries"),
             u"1 500,2 500,3 200");
}

void WorkerTest::fiveTriesThenDead()
{
    const TinyServer server(always(503));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.letter(), u"http_5xx open 5 503");
    QCOMPARE(scene.jobs(), u"dead 5");
    QCOMPARE(scene.event(), u"failed 5");
    QCOMPARE(
        scene.database.cell(
            "SELECT concat_ws('|', j.error, e.error, l.error, l.fingerprint) FROM console.jobs j,"
            " console.events e, console.dead_letters l"),
        u"503 said|503 said|503 said|503 said");
}

void WorkerTest::answersThatEndAJobAtOnce_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("letter");
    QTest::newRow("400") << 400 << "http_4xx open 1 400";
    QTest::newRow("401") << 401 << "http_4xx open 1 401";
    QTest::newRow("302") << 302 << "redirect open 1 302";
}

void WorkerTest::answersThatEndAJobAtOnce()
{
    QFETCH(int, status);
    const TinyServer server(always(status));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"dead 1");
    QTEST(scene.letter(), "letter");
    QCOMPARE(scene.event(), u"failed 1");
    QCOMPARE(server.requests().size(), std::size_t(1));
}

void WorkerTest::silenceIsRetriedAndDiesAsTimeout()
{
    const TinyServer server([](const TinyRequest &) { return std::string(); });
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    auto options = scene.options();
    options.http.timeout = 100ms;
    const Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE_WITH_TIMEOUT(scene.letter(), u"timeout open 5", 15000);
    QCOMPARE(server.requests().size(), std::size_t(5));
}

void WorkerTest::nobodyListeningDiesAsConnect()
{
    Scene scene(*m_cluster, "http://127.0.0.1:1");
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE_WITH_TIMEOUT(scene.letter(), u"connect open 5", 15000);
}

void WorkerTest::retryAfterDelaysTheNextTry()
{
    const TinyServer server(always(429, "Retry-After: 120\r\n"));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"waiting 1");
    QCOMPARE(scene.event(), u"queued 1");
    QCOMPARE(scene.database.cell("SELECT next_attempt_at BETWEEN now() + interval '110 s' AND "
                                 "now() + interval '121 s' FROM console.jobs"),
             u"true");
}

void WorkerTest::mirrorIsADeadLetterWithoutSending()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    QVERIFY(scene.owner.execute("UPDATE gatehouse.route SET mode = 'mirror'"));
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.letter(), u"mirror open 1");
    QCOMPARE(scene.count("console.deliveries", "true"), u"0");
    QCOMPARE(server.requests().size(), std::size_t(0));
}

void WorkerTest::dryRunStoresTheRequestWithoutSending()
{
    const TinyServer server(always(500));
    Scene scene(*m_cluster, server);
    QVERIFY(scene.owner.execute("UPDATE gatehouse.route SET mode = 'dry_run'"));
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"succeeded 1");
    QCOMPARE(server.requests().size(), std::size_t(0));
    QCOMPARE(
        scene.database.cell(
            "SELECT concat_ws(' ', convert_from(request_body, 'UTF8')::jsonb->'raw'->>'id',"
            " request_headers::text LIKE '%X-Signature%', response_status IS NULL, error) FROM "
            "console.deliveries"),
        u"evt_0 t t Not sent: the route's mode is dry_run");
    QCOMPARE(scene.database.cell("SELECT error IS NULL FROM console.jobs"), u"true");
}

/// Every gateway process reads routes with each event that it commits.
void WorkerTest::offMakesNoJob()
{
    const TinyServer server(always(500));
    Scene scene(*m_cluster, server);
    QVERIFY(scene.owner.execute("UPDATE gatehouse.route SET mode = 'off'"));
    scene.commitMany(1);
    QCOMPARE(scene.event(), u"processed 0");
    QCOMPARE(scene.count("console.jobs", "true"), u"0");
    QVERIFY(scene.owner.execute("UPDATE gatehouse.route SET mode = 'live'"));
    scene.commit({stripeEvent(scene.ids, "evt_later")});
    QCOMPARE(scene.count("console.jobs", "true"), u"1");
}

/// Neither burnt nor delayed: who can deliver it finds it due.
void WorkerTest::withoutCredentialsAJobIsLeftToOthers()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    QVERIFY(scene.owner.execute("UPDATE gatehouse.route SET mode = 'mirror' WHERE event_type <>"
                                " 'payment*'"));
    auto options = scene.options();
    options.credentials.clear();
    const Worker stranger(options, *m_normalizer, scene.database.clock, scene.database.log);
    scene.commitMany(1);
    scene.commit({stripeEvent(scene.ids, "evt_mirrored", "invoice.paid")});
    QTRY_COMPARE(scene.letter(), u"mirror open 1"); // it has looked, and needs nothing for this one
    QCOMPARE(scene.count("console.jobs",
                         "status = 'pending' AND attempts = 0 AND next_attempt_at <= now()"),
             u"1");
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.count("console.jobs", "status = 'succeeded' AND attempts = 1"), u"1");
}

void WorkerTest::aJobThatNobodyCanServeSaysSo()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    auto options = scene.options();
    options.credentials.clear();
    options.unservedAfter = 100ms;
    const Worker stranger(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_VERIFY(scene.database.cell("SELECT error FROM console.jobs").contains(u"'default'"));
    QCOMPARE(scene.jobs(), u"pending 0");
    QCOMPARE(scene.event(), u"queued 0");
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"succeeded 1");
    QCOMPARE(scene.database.cell("SELECT error IS NULL FROM console.jobs"), u"true");
}

void WorkerTest::anotherWorkersBacklogIsNotCalledUnserved()
{
    const TinyServer server([](const TinyRequest &) { return std::string(); });
    Scene scene(*m_cluster, server);
    scene.commitMany(2);
    auto options = scene.options();
    options.maxInFlight = 1;
    options.stopGrace = 0ms;
    const Worker busy(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"pending 0,running 1");
    options.credentials = {{"another", {}}};
    options.unservedAfter = 20ms;
    const Worker stranger(options, *m_normalizer, scene.database.clock, scene.database.log);
    QVERIFY(scene.owner.execute("INSERT INTO gatehouse.destination (id, name, base_url) VALUES"
                                " (gen_random_uuid(), 'lone', 'http://lone')"));
    QVERIFY(scene.owner.execute(
        "INSERT INTO gatehouse.job_execution (id, created_at, event_id, destination_id, task_name,"
        " path, mode, source, idempotency_key, status, next_attempt_at) SELECT gen_random_uuid(),"
        " now(), gen_random_uuid(), id, 'deliver', '/', 'live', 'stripe', 'k', 'pending', now()"
        " FROM gatehouse.destination WHERE name = 'lone'"));
    QTRY_COMPARE(scene.count("console.jobs", "error IS NOT NULL"), u"1"); // it has looked
    QCOMPARE(scene.count("console.jobs", "error LIKE '%''lone''%'"), u"1");
}

void WorkerTest::standInIsTheOneOfWhoDelivers()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, std::string(standInUrl));
    auto options = scene.options();
    options.credentials.clear();
    options.standIn = StandInTarget{server.url(), {"", "shared"}};
    scene.commitMany(1);
    const Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"succeeded 1");
    QCOMPARE(scene.database.cell("SELECT url FROM console.deliveries"),
             QString::fromStdString(server.url() + "/wp-json/ai-guy/v1/order-event"));
    QVERIFY(!server.requests().front().header("X-Signature").empty());
    QVERIFY(server.requests().front().header("Authorization").empty());
}

void WorkerTest::withoutAStandInAJobSaysSo()
{
    Scene scene(*m_cluster, std::string(standInUrl));
    auto options = scene.options(); // credentials for `default` do not help: there is no such host
    options.unservedAfter = 20ms;
    scene.commitMany(1);
    const Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_VERIFY(scene.database.cell("SELECT error FROM console.jobs").contains(u"stand-in"));
    QCOMPARE(scene.jobs(), u"pending 0");
}

void WorkerTest::aBodyThatIsNotJsonDiesAsNormalize()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    auto event = stripeEvent(scene.ids, "evt_1");
    event.rawBody = "{";
    scene.commit({event});
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.letter(), u"normalize open 1");
}

void WorkerTest::aRetriedDeadLetterIsRecovered()
{
    std::atomic<bool> isWell = false;
    const TinyServer server(
        [&](const TinyRequest &) { return TinyServer::answer(isWell ? 200 : 400); });
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.letter(), u"http_4xx open 1 400");
    isWell = true;
    scene.reenqueue();
    worker.wake();
    QTRY_COMPARE(scene.letter(), u"http_4xx recovered 1 400");
    QCOMPARE(scene.jobs(), u"succeeded 1");
    QCOMPARE(scene.event(), u"processed 2");
}

void WorkerTest::aJobThatDiesAgainOpensItsLetterAgain()
{
    std::atomic<int> status = 400;
    const TinyServer server(
        [&](const TinyRequest &) { return TinyServer::answer(status, "said"); });
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.letter(), u"http_4xx open 1 400");
    const auto key = [&] {
        return scene.database.cell("SELECT concat_ws(' ', id, created_at) FROM"
                                   " console.dead_letters");
    };
    const QString first = key();
    status = 302;
    scene.reenqueue();
    worker.wake();
    QTRY_COMPARE(scene.letter(), u"redirect open 1 302");
    QCOMPARE(key(), first);
    QCOMPARE(scene.database.cell("SELECT concat_ws('|', error, fingerprint, reenqueues,"
                                 " state_changed_by) FROM console.dead_letters"),
             u"302 redirects are not followed|302 redirects are not followed|1|worker");
    QCOMPARE(scene.event(), u"failed 2");
}

void WorkerTest::eachDeathIsRemembered()
{
    std::atomic<int> status = 400;
    const TinyServer server(
        [&](const TinyRequest &) { return TinyServer::answer(status, "said"); });
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    for (const int next : {401, 404}) {
        QTRY_COMPARE(scene.jobs(), u"dead 1");
        status = next;
        scene.reenqueue();
        worker.wake();
    }
    QTRY_COMPARE(scene.letter(), u"http_4xx open 1 404");
    QCOMPARE(scene.database.cell("SELECT string_agg(error, ', ' ORDER BY died_at, error) FROM"
                                 " console.deaths"),
             u"400 said, 401 said, 404 said");
    QCOMPARE(scene.database.cell("SELECT count(*) FROM gatehouse.dead_letter l"
                                 " JOIN gatehouse.job_execution j ON j.id = l.job_id"
                                 " WHERE l.died_at = j.finished_at"),
             u"1");
}

void WorkerTest::aDiscardedEventStaysDiscarded()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    QVERIFY(scene.owner.execute("UPDATE gatehouse.webhook_event SET status = 'discarded'"));
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"succeeded 1");
    QCOMPARE(scene.event(), u"discarded 1");
}

void WorkerTest::foreignAnswersAreStorable()
{
    const TinyServer server([](const TinyRequest &) {
        return TinyServer::answer(400, std::string("\0\xFF\xFE", 3), "X-Odd: \xE4\x01\r\n");
    });
    Scene scene(*m_cluster, server);
    scene.commitMany(1);
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.letter(), u"http_4xx open 1 400");
    QCOMPARE(scene.database.cell("SELECT encode(response_body, 'hex') FROM console.deliveries"),
             u"00fffe");
}

void WorkerTest::anAiJobIsNobodysToRun()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    scene.commit({callback(scene, "pending"), callback(scene, "running")});
    GatewayMetrics metrics("test", scene.database.clock.now());
    auto options = scene.options();
    options.poll = 10ms;
    options.measure = 10ms;
    options.metrics = &metrics;
    const Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
    scene.commitMany(1); // once it was delivered, the worker has looked at all that is due
    QTRY_COMPARE(scene.count("console.jobs", "status = 'succeeded'"), u"1");
    QCOMPARE(server.requests().size(), std::size_t(1));
    QTRY_VERIFY(metrics.text().find("job_queue_depth{state=\"queued\"} 0") != std::string::npos);
    QTRY_VERIFY(metrics.text().find("job_queue_depth{state=\"running\"} 0") != std::string::npos);
    QCOMPARE(scene.database.cell("SELECT string_agg(concat_ws(' ', status, attempts, worker), ','"
                                 " ORDER BY status) FROM console.jobs WHERE task_name = 'ai_job'"),
             u"pending 0,running 0");
}

void WorkerTest::anAiJobIsNoneOfItsCallbacksDeliveries()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    QVERIFY(scene.owner.execute("UPDATE gatehouse.route SET source = 'ai', event_type = 'job.*'"
                                " WHERE source = 'stripe' AND event_type = 'payment*'"));
    scene.commit({callback(scene, "dead")});
    const Worker worker(scene.options(), *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.event(), u"processed 1");
    QCOMPARE(scene.jobs(), u"dead 1,succeeded 1");
}

QTEST_GUILESS_MAIN(WorkerTest)
#include "worker_test.moc"
