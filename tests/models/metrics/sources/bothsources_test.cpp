#include "models/agentevents/agenteventcollection.h"
#include "models/collection/apisource.h"
#include "models/collection/postgressource.h"
#include "models/deadletters/deadlettercollection.h"
#include "models/deliveries/deliverycollection.h"
#include "models/events/eventcollection.h"
#include "models/jobs/jobcollection.h"
#include "models/metrics/apimetrics.h"
#include "models/metrics/postgresmetrics.h"
#include "models/metrics/rowsbehind.h"
#include "services/admin_api/adminclient.h"
#include "services/gateway/gateway.h"
#include "services/gateway/rollups/rollup.h"
#include "services/gateway/store/migrator.h"
#include "services/postgres/connection.h"
#include "services/postgres/session.h"
#include "tests/support/manualclock.h"
#include "tests/support/testcluster.h"

#include <QFutureWatcher>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// One every 83.7 s, over eight days until five minutes ago.
constexpr const char *insertEvents = R"(
    INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, event_type, status, signature_valid, attempts)
    SELECT id, gatehouse.uuid_time(id), (ARRAY['stripe', 'github', 'shopify'])[n % 3 + 1],
           (ARRAY['acme', NULL, 'umbrella', '', 'globex', 'initech', 'hooli'])[n % 7 + 1],
           (ARRAY['order.paid', 'order.cancelled', 'a*b'])[n % 3 + 1],
           (ARRAY['processed', 'failed', 'queued', 'discarded'])[n % 4 + 1], n % 4 <> 3, n % 6
      FROM (SELECT n, gatehouse.uuid_v7($1::timestamptz - n * interval '83.7 seconds') AS id
              FROM generate_series(0, 8200) AS n) AS ids)";

constexpr const char *insertJobs = R"(
    INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, path, mode, source, tenant,
        event_type, idempotency_key, status, attempts, next_attempt_at, started_at, finished_at)
    SELECT id, received_at, id, 'deliver', '/wp-json/' || source, CASE WHEN attempts = 5 THEN 'dry_run' ELSE 'live' END,
           source, tenant, event_type, id::text, CASE WHEN attempts % 3 = 0 THEN 'dead' ELSE 'succeeded' END, attempts,
           received_at, received_at, received_at + (attempts + 1) * interval '17.3 s'
      FROM gatehouse.webhook_event)";

/// Some of them in the last microseconds of a minute.
constexpr const char *insertDeliveries = R"(
    INSERT INTO gatehouse.delivery_attempt (id, created_at, job_id, event_id, attempt, request_id, url,
        request_headers, response_status, duration_ms)
    SELECT id, CASE WHEN attempts = 2 THEN date_bin('15 minutes', created_at, 'epoch') - interval '1 microsecond'
                    ELSE created_at + interval '1.234567 s' END,
           id, event_id, 1, id, 'http://127.0.0.1' || path, '[]',
           (ARRAY[200, 204, 404, 503, NULL, NULL])[attempts + 1],
           0.4 + 37.5 * attempts + extract(microseconds FROM created_at)::bigint % 4001
      FROM gatehouse.job_execution)";

/// As the worker makes them: of each that died, of those that were not sent, and of those that were
/// put back from a mirror and succeeded.
constexpr const char *insertLetters = R"(
    INSERT INTO gatehouse.dead_letter (id, created_at, died_at, job_id, event_id, source, tenant, event_type,
        root_cause, error, fingerprint, attempts)
    SELECT id, created_at, finished_at, id, event_id, source, tenant, event_type,
           CASE attempts WHEN 5 THEN 'normalize' WHEN 1 THEN 'mirror' ELSE 'http_5xx' END, 'no', 'no', attempts
      FROM gatehouse.job_execution WHERE status = 'dead' OR attempts IN (1, 5))";

constexpr const char *insertAiCalls = R"(
    INSERT INTO gatehouse.agent_event (id, received_at, ts, trace_id, span_id, tenant, model, provider, status,
        latency_ms, tokens_prompt, tokens_completion, tokens_total, cost_usd, cache_hit)
    SELECT id, received_at, received_at, id::text, 'a', tenant, (ARRAY['large', 'small'])[attempts % 2 + 1], 'them',
           CASE WHEN attempts = 4 THEN 'error' ELSE 'ok' END, 400 * attempts, 100, attempts, 100 + attempts,
           CASE WHEN attempts <> 3 THEN attempts * 0.25 END, attempts = 1
      FROM gatehouse.webhook_event)";

/// Each third minute of three days, but for two hours; of some sources and tenants nothing stands
/// open at times.
constexpr const char *insertLooks = R"(
    INSERT INTO gatehouse.metric_sample
    SELECT at FROM generate_series(date_bin('3 minutes', $1::timestamptz, 'epoch') - interval '3 days', $1::timestamptz,
                                   interval '3 minutes') AS at
     WHERE at NOT BETWEEN $1::timestamptz - interval '22 hours' AND $1::timestamptz - interval '20 hours')";
constexpr const char *insertGauges = R"(
    INSERT INTO gatehouse.metric_gauge
    SELECT at, gauge, source, tenant, extract(epoch FROM at)::bigint / 180 % (7 + length(source) + 3 * length(tenant))
      FROM gatehouse.metric_sample, unnest(ARRAY['jobs_waiting', 'oldest_job_seconds']) AS gauge,
           unnest(ARRAY['stripe', 'github', '']) AS source, unnest(ARRAY['acme', 'umbrella', 'hooli', '']) AS tenant
     WHERE extract(epoch FROM at)::bigint / 180 % (2 + length(source)) > 0)";
constexpr const char *lookNoMore = "CREATE FUNCTION gatehouse.no_more() RETURNS trigger LANGUAGE "
                                   "plpgsql AS 'BEGIN RETURN NULL; END'";
constexpr const char *beforeLooks =
    "CREATE TRIGGER no_more BEFORE INSERT ON gatehouse.metric_sample"
    " FOR EACH ROW EXECUTE FUNCTION gatehouse.no_more()";

template <typename T>
Result<T> answerOf(const QFuture<Result<T>> &future)
{
    QFutureWatcher<Result<T>> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if ((finished.isEmpty() && !finished.wait(30'000)) || future.resultCount() == 0)
        return failure(ErrorKind::Cancelled, {});
    return future.result();
}

bool areSame(const browsing::MetricCell &one, const browsing::MetricCell &two)
{
    return one.calls == two.calls && one.errors == two.errors
        && one.latency.counts() == two.latency.counts() && one.tokensPrompt == two.tokensPrompt
        && one.tokensCompletion == two.tokensCompletion && qAbs(one.costUsd - two.costUsd) < 1e-6
        && one.cacheHits == two.cacheHits && one.unpriced == two.unpriced;
}

bool areSame(const browsing::GaugeCell &one, const browsing::GaugeCell &two)
{
    return one.value == two.value;
}

template <typename Series>
QByteArray difference(const std::vector<Series> &one, const std::vector<Series> &two)
{
    if (one.size() != two.size())
        return "as many series";
    for (std::size_t i = 0; i < one.size(); ++i) {
        const auto &first = one[i], &second = two[i];
        if (first.value != second.value || first.isOther != second.isOther
            || first.cells.size() != second.cells.size())
            return QByteArray::fromStdString(first.value + " and " + second.value);
        for (const auto &[bucket, cell] : first.cells) {
            if (!second.cells.contains(bucket) || !areSame(cell, second.cells.at(bucket)))
                return "bucket " + QByteArray::number(qulonglong(bucket));
        }
    }
    return {};
}

/// Empty: none.
QByteArray difference(const MetricAnswer &one, const MetricAnswer &two)
{
    if (one.measuredFrom != two.measuredFrom || one.measuredUntil != two.measuredUntil)
        return "measured otherwise";
    return difference(one.series, two.series) + difference(one.gauges, two.gauges);
}

std::int64_t callsOf(const MetricAnswer &answer)
{
    std::int64_t calls = 0;
    for (const auto &series : answer.series) {
        for (const auto &[bucket, cell] : series.cells)
            calls += cell.calls;
    }
    return calls;
}

collection::Condition is(const QString &field, const QStringList &values, bool negated = false)
{
    return {field, collection::Operator::Is, values, negated};
}

collection::Descriptor collectionOf(const QString &id)
{
    for (const auto &each :
         {events::eventCollection(), deliveries::deliveryCollection(), jobs::jobCollection(),
          deadletters::deadLetterCollection(), agentevents::agentEventCollection()}) {
        if (each.id == id)
            return each;
    }
    qFatal("no list %s", qPrintable(id));
}

Chart chart(const QString &id)
{
    for (const Chart &each : metricCharts()) {
        if (each.id == id)
            return each;
    }
    qFatal("no chart %s", qPrintable(id));
}

} // namespace

/// What was measured is the same from both sources, and so are the rows behind it.
class BothSourcesTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    SystemClock m_machine;
    test::ManualClock m_clock{std::chrono::floor<std::chrono::seconds>(m_machine.now())};
    Log m_log{m_machine, [](std::string_view) {}, LogLevel::Error};
    std::unique_ptr<test::TestCluster> m_cluster;
    std::unique_ptr<gateway::Gateway> m_gateway;
    std::unique_ptr<AdminClient> m_api;
    std::unique_ptr<postgres::Connection> m_database;
    std::unique_ptr<PostgresMetrics> m_sql;
    std::unique_ptr<ApiMetrics> m_viaApi;
    std::optional<postgres::Session> m_owner;

    void run(const std::string &sql, const postgres::Parameters &parameters = {})
    {
        const auto done = m_owner->execute(sql, parameters);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message + done.error().detail));
    }
    void rollUpAll()
    {
        bool isBehind = true;
        while (isBehind) {
            const auto report = gateway::rollUp(*m_owner, m_clock.now());
            QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
            isBehind = report->isBehind;
        }
    }
    std::vector<Timestamp> edges(std::chrono::hours back, const QTimeZone &zone) const
    {
        return metricBuckets({m_clock.now() - back, m_clock.now()}, zone).edges;
    }

private slots:
    void initTestCase()
    {
        m_cluster = test::TestCluster::start();
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_owner");
        m_owner = std::move(*postgres::Session::connect(options));
        QVERIFY(gateway::migrate(*m_owner, m_machine, m_log));
        run("SELECT gatehouse.ensure_partitions((now() - interval '2 months')::date, 3)");
        run(insertEvents, {m_clock.now() - 5min});
        run(insertJobs);
        run(insertDeliveries);
        run(insertLetters);
        run(insertAiCalls);
        rollUpAll();
        // No minute more, or one source might know of it and the other not yet.
        run("SELECT pg_advisory_lock(hashtextextended('gatehouse.metric_progress', 0))");
        run(insertLooks, {m_clock.now()});
        run(insertGauges);
        run(lookNoMore);
        run(beforeLooks);
        gateway::GatewayConfig config;
        config.database = m_cluster->conninfo("gatehouse_owner");
        config.adminToken = "test-admin-token";
        config.hmacSharedSecret = "shared";
        config.masterKeyFile = m_folder.filePath(u"master.key"_s).toStdString();
        auto started = gateway::Gateway::start(config, m_machine, m_log);
        QVERIFY(started);
        m_gateway = std::move(*started);
        options.conninfo = m_cluster->conninfo("gatehouse_console");
        m_database = std::make_unique<postgres::Connection>(options);
        m_api = std::make_unique<AdminClient>(QUrl(QString::fromStdString(m_gateway->url())),
                                              QByteArrayLiteral("test-admin-token"));
        m_sql = std::make_unique<PostgresMetrics>(*m_database, m_clock);
        m_viaApi = std::make_unique<ApiMetrics>(*m_api, m_clock);
    }
    void cleanupTestCase()
    {
        m_viaApi.reset();
        m_sql.reset();
        m_api.reset();
        m_database.reset();
        m_gateway.reset();
        m_owner.reset();
        m_cluster.reset();
    }

    void bothTellTheSame_data()
    {
        QTest::addColumn<int>("hours");
        QTest::addColumn<QByteArray>("zone");
        QTest::newRow("by minutes") << 1 << QByteArray("UTC");
        QTest::newRow("by quarters") << 24 << QByteArray("Europe/Berlin");
        QTest::newRow("by hours and the minutes since") << 24 * 7 << QByteArray("Europe/Berlin");
        QTest::newRow("quarters of an hour off") << 24 * 7 << QByteArray("Asia/Kathmandu");
        QTest::newRow("by days, hours and minutes") << 24 * 90 << QByteArray("UTC");
        QTest::newRow("days of a zone, in parts") << 24 * 90 << QByteArray("America/New_York");
        QTest::newRow("not kept so finely") << 24 * 90 << QByteArray("Asia/Kolkata");
    }
    void bothTellTheSame()
    {
        QFETCH(int, hours);
        QFETCH(QByteArray, zone);
        for (const auto &[measure, by] : {std::pair{"ingest", ""},
                                          {"ingest", "tenant"},
                                          {"delivery", "outcome"},
                                          {"delivery", "route"},
                                          {"job", "source"},
                                          {"ai", "model"},
                                          {"ai", ""}}) {
            const MetricRequest request{
                measure, by, 3, edges(std::chrono::hours(hours), QTimeZone(zone)), {}};
            const auto sql = answerOf(m_sql->read(request));
            const auto api = answerOf(m_viaApi->read(request));
            QVERIFY2(sql, sql ? "" : qPrintable(sql.error().message + sql.error().detail));
            QVERIFY2(api, api ? "" : qPrintable(api.error().message + api.error().detail));
            QVERIFY2(difference(*sql, *api).isEmpty(),
                     QByteArray(measure) + ' ' + by + ": " + difference(*sql, *api));
            QVERIFY(callsOf(*sql) > 0);
            QVERIFY(m_clock.now() - *sql->measuredUntil <= 4min);
        }
    }

    void withoutLatenciesBothTellTheSame()
    {
        MetricRequest request{"ai", "tenant", 3, edges(24h * 90, QTimeZone::utc()), {}};
        const std::int64_t calls = callsOf(*answerOf(m_sql->read(request)));
        request.tellsLatencies = false;
        const auto sql = answerOf(m_sql->read(request));
        const auto api = answerOf(m_viaApi->read(request));
        QVERIFY(sql && api);
        QCOMPARE(difference(*sql, *api), QByteArray());
        QCOMPARE(callsOf(*sql), calls);
        QVERIFY(sql->series[0].cells.begin()->second.latency.isEmpty());
    }

    void gaugesAreTheSame_data() { bothTellTheSame_data(); }
    void gaugesAreTheSame()
    {
        QFETCH(int, hours);
        QFETCH(QByteArray, zone);
        for (const auto &[measure, by] : {std::pair{"jobs_waiting", ""},
                                          {"jobs_waiting", "tenant"},
                                          {"jobs_waiting", "source"},
                                          {"oldest_job_seconds", "tenant"},
                                          {"breakers_open", ""}}) {
            const MetricRequest request{
                measure, by, 2, edges(std::chrono::hours(hours), QTimeZone(zone)), {}};
            const auto sql = answerOf(m_sql->read(request));
            const auto api = answerOf(m_viaApi->read(request));
            QVERIFY2(sql, sql ? "" : qPrintable(sql.error().message + sql.error().detail));
            QVERIFY2(api, api ? "" : qPrintable(api.error().message + api.error().detail));
            QVERIFY2(difference(*sql, *api).isEmpty(),
                     QByteArray(measure) + ' ' + by + ": " + difference(*sql, *api));
            QVERIFY(!sql->gauges.empty());
        }
    }

    void filtersMeanTheSame_data()
    {
        QTest::addColumn<collection::Condition>("condition");
        QTest::newRow("a value") << is(u"source"_s, {u"stripe"_s});
        QTest::newRow("none, or another") << is(u"tenant"_s, {QString(), u"acme"_s});
        QTest::newRow("all but one") << is(u"tenant"_s, {u"acme"_s}, true);
        QTest::newRow("any characters") << is(u"event_type"_s, {u"order.*"_s});
        QTest::newRow("what there is not") << is(u"outcome"_s, {u"'; --"_s});
    }
    void filtersMeanTheSame()
    {
        QFETCH(collection::Condition, condition);
        const MetricRequest request{
            "ingest", "source", 10, edges(48h, QTimeZone::utc()), {{condition}}};
        const auto sql = answerOf(m_sql->read(request));
        const auto api = answerOf(m_viaApi->read(request));
        QVERIFY(sql && api);
        QCOMPARE(difference(*sql, *api), QByteArray());
    }

    void allEventsAreMeasuredHoweverTheRangeIsCut()
    {
        const auto events = m_owner->execute("SELECT count(*) FROM gatehouse.webhook_event");
        for (const char *zone : {"UTC", "Europe/Berlin"}) {
            const MetricRequest request{"ingest", {}, 10, edges(24h * 90, QTimeZone(zone)), {}};
            QCOMPARE(callsOf(*answerOf(m_sql->read(request))), events->get<std::int64_t>(0, 0));
        }
    }

    void whatIsMaskedIsNoSeriesInEither()
    {
        const auto made = answerOf(m_api->post(
            u"tokens"_s,
            {{u"name"_s, u"watcher"_s}, {u"role"_s, u"viewer"_s}, {u"reason"_s, u"to look"_s}}));
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        AdminClient viewer(QUrl(QString::fromStdString(m_gateway->url())),
                           made->value(u"token"_s).toString().toLatin1());
        ApiMetrics api(viewer, m_clock);
        run("INSERT INTO gatehouse.setting VALUES ('masking', 'on')");
        run("INSERT INTO gatehouse.masking_rule VALUES (gatehouse.uuid_v7(now()), now(), 'kim', "
            "NULL, NULL, NULL, "
            "'umbrella', 'text'), (gatehouse.uuid_v7(now()), now(), 'kim', NULL, NULL, "
            "'/event/path', NULL, 'text')");
        MetricRequest request{"ingest", "tenant", 10, edges(24h, QTimeZone::utc()), {}};
        const auto sql = answerOf(m_sql->read(request));
        const auto viaApi = answerOf(api.read(request));
        request.measure = "delivery";
        request.by = "route";
        const auto routes = answerOf(m_sql->read(request));
        const auto routesViaApi = answerOf(api.read(request));
        run("DELETE FROM gatehouse.masking_rule");
        run("DELETE FROM gatehouse.setting WHERE name = 'masking'");
        QVERIFY(sql && viaApi);
        QCOMPARE(difference(*sql, *viaApi), QByteArray());
        QVERIFY(sql->series.back().isOther);
        for (const auto &series : sql->series)
            QVERIFY(series.value != "umbrella");
        QVERIFY(!routes && !routesViaApi);
        QCOMPARE(routes.error().kind, ErrorKind::Invalid);
        QCOMPARE(routesViaApi.error().kind, ErrorKind::Invalid);
    }

    void theRowsBehindABucketAreAsManyAsItsCalls_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<ChartScope>("scope");
        const ChartScope byTenant{"tenant", 7, {{is(u"event_type"_s, {u"order.*"_s})}}};
        const ChartScope refused{{}, 5, {{is(u"outcome"_s, {u"accepted"_s})}}};
        QTest::newRow("events by source") << u"ingest-rate"_s << ChartScope();
        QTest::newRow("events by tenant") << u"ingest-rate"_s << byTenant;
        QTest::newRow("accepted ones") << u"ingest-rate"_s << refused;
        QTest::newRow("refused ones") << u"ingest-refused"_s << ChartScope();
        QTest::newRow("answers") << u"delivery-answers"_s << ChartScope();
        QTest::newRow("all deliveries") << u"delivery-latency"_s << ChartScope();
        QTest::newRow("failed ones") << u"delivery-failures"_s << byTenant;
        QTest::newRow("by route") << u"delivery-failures"_s << ChartScope{"route", 5, {}};
        QTest::newRow("jobs") << u"job-duration"_s << ChartScope();
        QTest::newRow("jobs that succeeded")
            << u"job-duration"_s << ChartScope{{}, 5, {{is(u"outcome"_s, {u"succeeded"_s})}}};
        QTest::newRow("jobs that died") << u"job-deaths"_s << byTenant;
        QTest::newRow("deaths by route") << u"job-deaths"_s << ChartScope{"route", 5, {}};
        QTest::newRow("AI calls by model") << u"ai-latency"_s << ChartScope();
        QTest::newRow("AI calls by tenant") << u"ai-tenant-cost"_s << ChartScope{{}, 7, {}};
        QTest::newRow("AI calls that failed") << u"ai-errors"_s << ChartScope();
        QTest::newRow("all AI calls") << u"ai-tokens"_s << ChartScope();
    }
    void theRowsBehindABucketAreAsManyAsItsCalls()
    {
        QFETCH(QString, id);
        QFETCH(ChartScope, scope);
        const Chart one = chart(id);
        const QTimeZone zone("Europe/Berlin");
        const Buckets buckets = metricBuckets({m_clock.now() - 24h, m_clock.now()}, zone);
        const MetricRequest request = requestOf(one, scope, buckets.edges);
        const MetricAnswer answer = *answerOf(m_sql->read(request));
        const ChartValues values = valuesOf(one, request, answer, buckets);
        QVERIFY(!answer.series.empty());
        for (const auto &series : answer.series) {
            for (int bucket = 0; bucket < buckets.size(); bucket += 13) {
                const auto rows =
                    rowsBehind(one, scope, values, {{}, series.value, false, {}, {}}, bucket, zone);
                if (values.states[std::size_t(bucket)] == BucketState::NotMeasured)
                    continue;
                QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
                const auto cell = series.cells.find(std::size_t(bucket));
                const std::int64_t calls = cell == series.cells.end() ? 0
                    : one.rows == ChartRows::Errors                   ? cell->second.errors
                                                                      : cell->second.calls;
                const auto descriptor = collectionOf(rows->collection);
                collection::PostgresSource sql(descriptor, *m_database);
                collection::ApiSource api(descriptor, *m_api);
                QCOMPARE(answerOf(sql.count(rows->filter))->rows, calls);
                QCOMPARE(answerOf(api.count(rows->filter))->rows, calls);
            }
        }
    }
};

QTEST_GUILESS_MAIN(BothSourcesTest)
#include "bothsources_test.moc"
