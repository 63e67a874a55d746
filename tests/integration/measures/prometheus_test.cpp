#include "models/metrics/clickhousemetrics.h"
#include "models/metrics/clickhousesql.h"
#include "models/metrics/metricbuckets.h"
#include "models/metrics/postgresmetrics.h"
#include "models/metrics/prometheusmetrics.h"
#include "services/gateway/metrics/gatewaymetrics.h"
#include "services/postgres/connection.h"
#include "tests/integration/measures/support/clickhouseserver.h"
#include "tests/integration/measures/support/measured.h"
#include "tests/integration/measures/support/prometheusserver.h"
#include "tests/support/manualclock.h"

#include <QTest>

#include <cmath>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The same calls are deliveries of sources, and calls of models of these names.
constexpr const char *insertCalls = R"(
    WITH call AS (
        SELECT gatehouse.uuid_v7(at) AS id, at, name, status, (microseconds / 1000.0)::double precision AS latency_ms
          FROM unnest($1::timestamptz[], $2::text[], $3::bigint[], $4::bigint[]) AS c(at, name, status, microseconds)
    ), event AS (
        INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, event_type, status, signature_valid, attempts)
        SELECT id, gatehouse.uuid_time(id), name, 'acme', 'order.paid', 'processed', true, 1 FROM call
    ), job AS (
        INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, path, mode, source, tenant, event_type,
            idempotency_key, status, attempts, next_attempt_at, started_at, finished_at)
        SELECT id, at, id, 'deliver', '/', 'live', name, 'acme', 'order.paid', id::text, 'succeeded', 1, at, at, at FROM call
    ), ai AS (
        INSERT INTO gatehouse.agent_event (id, received_at, ts, trace_id, span_id, model, status, latency_ms)
        SELECT id, at, at, id::text, 'a', name, CASE WHEN status = 200 THEN 'ok' ELSE 'error' END, latency_ms FROM call
    )
    INSERT INTO gatehouse.delivery_attempt (id, created_at, job_id, event_id, attempt, request_id, url, request_headers,
        response_status, duration_ms)
    SELECT id, at, id, id, 1, id, 'http://127.0.0.1/', '[]', status, latency_ms FROM call)";

struct Call
{
    Timestamp at;
    std::string name;
    int status = 200;
    double milliseconds = 0;
};

const std::vector<std::string> names{"stripe", "github", "o'ha\"re \\ and\nothers"};
constexpr auto scrapeInterval = 30s;
/// The bounds of /metrics, in milliseconds.
const std::vector<double> bounds{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000};

/// From a fixed seed, as many in each minute; each source is slower than the one before.
std::vector<Call> callsBetween(Timestamp from, Timestamp until)
{
    std::vector<Call> calls;
    std::uint32_t random = 42;
    const auto next = [&random] { return (random = random * 1664525 + 1013904223) >> 8; };
    for (Timestamp at = from; at < until; at += 1s) {
        const std::size_t name = next() % names.size();
        const double wait = std::exp2(double(next() % 1000) / 100) * double(name + 1);
        calls.push_back({at + std::chrono::microseconds(next() % 1'000'000), names[name],
                         next() % 10 == 0 ? 503 : 200, std::round(wait * 1000) / 1000});
    }
    return calls;
}

std::size_t boundOf(double milliseconds)
{
    return std::size_t(std::lower_bound(bounds.begin(), bounds.end(), milliseconds)
                       - bounds.begin());
}

const browsing::MetricCell *cellOf(const MetricAnswer &answer, const std::string &value,
                                   std::size_t bucket)
{
    for (const auto &series : answer.series) {
        if (series.value == value && !series.isOther && series.cells.contains(bucket))
            return &series.cells.at(bucket);
    }
    return nullptr;
}

} // namespace

/// The same calls are told by all three: Postgres and ClickHouse to the last one, Prometheus as
/// nearly as scrapes and its buckets tell.
class PrometheusTest : public QObject
{
    Q_OBJECT

    SystemClock m_machine;
    const Timestamp m_until = floorTo(m_machine.now() - 5min, 15min); ///< rolled up by now
    const Timestamp m_from = m_until - 5h;
    /// No scrape, as if Prometheus had not run.
    const TimeRange m_gap{m_until - 100min, m_until - 60min};
    test::ManualClock m_clock{m_until + 5min};
    std::unique_ptr<test::MeasuredPostgres> m_postgres;
    std::unique_ptr<test::ClickHouseServer> m_clickhouse;
    std::unique_ptr<test::PrometheusServer> m_prometheus;
    std::unique_ptr<postgres::Connection> m_database;
    std::unique_ptr<PostgresMetrics> m_sql;
    std::unique_ptr<ClickHouseMetrics> m_columns;
    std::unique_ptr<PrometheusMetrics> m_scraped;

    void writeToPostgres(const std::vector<Call> &calls)
    {
        postgres::Array<Timestamp> times;
        postgres::Array<std::string> sources;
        postgres::Array<std::int64_t> statuses;
        postgres::Array<std::int64_t> latencies;
        for (const Call &call : calls) {
            times.emplace_back(call.at);
            sources.emplace_back(call.name);
            statuses.emplace_back(call.status);
            latencies.emplace_back(std::llround(call.milliseconds * 1000));
        }
        m_postgres->run(insertCalls, {times, sources, statuses, latencies});
        m_postgres->rollUp(m_clock.now());
    }

    void writeToClickHouse(const std::vector<Call> &calls)
    {
        QByteArray rows =
            "INSERT INTO agent_events (received_at, model, status, latency_ms) VALUES ";
        for (const Call &call : calls)
            rows += '(' + QByteArray::number(qint64(call.at.time_since_epoch() / 1s)) + ','
                + clickhouse::literal(QString::fromStdString(call.name)) + ','
                + (call.status == 200 ? "'ok'" : "'error'") + ','
                + QByteArray::number(call.milliseconds, 'f', 3) + "),";
        rows.chop(1);
        QCOMPARE(m_clickhouse->query(u"calls"_s, rows), QByteArray());
    }

    /// By what the gateway's own code says of them; after two hours the gateway began anew.
    void writeToPrometheus(const std::vector<Call> &calls)
    {
        auto gateway = std::make_unique<gateway::GatewayMetrics>("1.0", m_from);
        std::size_t told = 0;
        for (Timestamp at = m_from; at <= m_until + 1min; at += scrapeInterval) {
            for (; told < calls.size() && calls[told].at < at; ++told) {
                const Call &call = calls[told];
                gateway->deliveryTried(
                    "shop", call.name, call.status, call.status == 200 ? "succeeded" : "retry",
                    std::chrono::microseconds(std::llround(call.milliseconds * 1000)));
                gateway->eventTaken(call.name, "acme", false);
            }
            gateway->queueDepthIs(std::int64_t((at - m_from) / 1min), 0, 7);
            if (!m_gap.contains(at))
                m_prometheus->addScrape(gateway->text(), at, "gateways");
            if (at == m_from + 2h)
                gateway = std::make_unique<gateway::GatewayMetrics>("1.0", at);
        }
    }

    MetricRequest requestOf(const std::string &measure, const std::string &by) const
    {
        MetricRequest request{measure, by, 10, {}, {}};
        for (Timestamp edge = m_from; edge <= m_until; edge += 15min)
            request.edges.push_back(edge);
        return request;
    }

    /// Buckets that were scraped from before them until behind them, without a new beginning.
    std::vector<std::size_t> plainBuckets() const
    {
        std::vector<std::size_t> plain;
        const std::vector<Timestamp> edges = requestOf("delivery", {}).edges;
        for (std::size_t bucket = 1; bucket + 1 < edges.size(); ++bucket) {
            const TimeRange about{edges[bucket] - 1min, edges[bucket + 1] + 1min};
            const bool isCut = about.from < m_gap.until && m_gap.from < about.until;
            if (!isCut && !about.contains(m_from + 2h))
                plain.push_back(bucket);
        }
        return plain;
    }

private slots:
    void initTestCase()
    {
        if (!test::PrometheusServer::isInstalled())
            QSKIP(test::PrometheusServer::whatToInstall());
        if (!test::ClickHouseServer::isInstalled())
            QSKIP(test::ClickHouseServer::whatToInstall());
        const std::vector<Call> calls = callsBetween(m_from, m_until);
        m_prometheus = std::make_unique<test::PrometheusServer>();
        writeToPrometheus(calls);
        QVERIFY2(m_prometheus->start(), m_prometheus->errors());
        m_clickhouse = std::make_unique<test::ClickHouseServer>();
        QVERIFY2(m_clickhouse->start(), m_clickhouse->errors());
        QCOMPARE(m_clickhouse->makeTables(
                     u"calls"_s, test::sourceFile(u"resources/clickhouse/agent_events_18.sql"_s)),
                 QByteArray());
        writeToClickHouse(calls);
        m_postgres = std::make_unique<test::MeasuredPostgres>();
        writeToPostgres(calls);
        postgres::SessionOptions options;
        options.conninfo = m_postgres->consoleConninfo();
        m_database = std::make_unique<postgres::Connection>(options);
        m_sql = std::make_unique<PostgresMetrics>(*m_database, m_clock);
        m_columns =
            std::make_unique<ClickHouseMetrics>(m_clickhouse->asReader(), u"calls"_s, m_clock);
        m_scraped =
            std::make_unique<PrometheusMetrics>(m_prometheus->server(), u"gateways"_s, m_clock);
    }
    void cleanupTestCase()
    {
        m_scraped.reset();
        m_columns.reset();
        m_sql.reset();
        m_database.reset();
        m_prometheus.reset();
        m_clickhouse.reset();
        m_postgres.reset();
    }

    void allThreeTellTheSameCalls()
    {
        const auto sql = test::answerOf(m_sql->read(requestOf("delivery", "source")));
        const auto ai = test::answerOf(m_sql->read(requestOf("ai", "model")));
        const auto columns = test::answerOf(m_columns->read(requestOf("ai", "model")));
        const auto scraped = test::answerOf(m_scraped->read(requestOf("delivery", "source")));
        QVERIFY(sql && ai);
        QVERIFY2(columns, columns ? "" : qPrintable(columns.error().message));
        QVERIFY2(scraped,
                 scraped ? "" : qPrintable(scraped.error().message + scraped.error().detail));
        QCOMPARE(test::difference(*ai, *columns), QByteArray());
        QCOMPARE(test::difference(*sql, *ai), QByteArray());
        QCOMPARE(scraped->series.size(), names.size());
        for (const std::string &name : names) {
            for (const std::size_t bucket : plainBuckets()) {
                const auto *real = cellOf(*sql, name, bucket);
                const auto *told = cellOf(*scraped, name, bucket);
                QVERIFY(real && told);
                // What a counter grew in the first scrape's time is estimated.
                QVERIFY(std::abs(told->calls - real->calls) <= 4 + real->calls / 25);
                QVERIFY(std::abs(told->errors - real->errors) <= 4 + real->errors / 10);
                for (const double share : {0.5, 0.95, 0.99}) {
                    const auto milliseconds = [share](const browsing::MetricCell &cell) {
                        return *cell.latency.percentile(share) / 1000;
                    };
                    const auto apart = std::ptrdiff_t(boundOf(milliseconds(*told)))
                        - std::ptrdiff_t(boundOf(milliseconds(*real)));
                    QVERIFY2(std::abs(apart) <= 1,
                             QByteArray::number(milliseconds(*real)) + " and "
                                 + QByteArray::number(milliseconds(*told)));
                }
            }
        }
    }

    void percentilesAreThoseOfHistogramQuantile()
    {
        const auto scraped = test::answerOf(m_scraped->read(requestOf("delivery", {})));
        QVERIFY(scraped);
        for (const std::size_t bucket : plainBuckets()) {
            const auto *cell = cellOf(*scraped, {}, bucket);
            QVERIFY(cell);
            for (const double share : {0.5, 0.95, 0.99}) {
                const auto own = m_prometheus->value(
                    u"histogram_quantile(%1, sum by (le) (rate(job_duration_ms_bucket[900s])))"_s
                        .arg(share),
                    m_from + 15min * std::int64_t(bucket + 1));
                QVERIFY(own);
                const double told = *cell->latency.percentile(share) / 1000;
                // Calls are whole ones here, so it may be the one beside.
                QVERIFY2(std::abs(told - *own) <= 0.05 * *own,
                         QByteArray::number(told) + " and " + QByteArray::number(*own));
            }
        }
    }

    void answersAndIngestAreToldByTheirLabels()
    {
        const auto answers = test::answerOf(m_scraped->read(requestOf("delivery", "outcome")));
        const auto real = test::answerOf(m_sql->read(requestOf("delivery", "outcome")));
        const auto ingest = test::answerOf(m_scraped->read(requestOf("ingest", "source")));
        QVERIFY(answers && real && ingest);
        QCOMPARE(ingest->series.size(), names.size());
        for (const std::size_t bucket : plainBuckets()) {
            for (const char *outcome : {"2xx", "5xx"}) {
                const auto *told = cellOf(*answers, outcome, bucket);
                const auto *known = cellOf(*real, outcome, bucket);
                QVERIFY(told && known);
                QVERIFY(std::abs(told->calls - known->calls) <= 4 + known->calls / 25);
                QCOMPARE(told->errors > 0, outcome[0] == '5');
            }
        }
    }

    void filtersMeanTheSame_data()
    {
        using collection::Operator;
        QTest::addColumn<collection::Condition>("condition");
        const auto row = [](const char *name, const QStringList &values,
                            Operator comparison = Operator::Is, bool negated = false) {
            QTest::newRow(name) << collection::Condition{u"source"_s, comparison, values, negated};
        };
        row("a value", {u"stripe"_s});
        row("a hostile value", {QString::fromStdString(names[2])});
        row("all but it", {QString::fromStdString(names[2])}, Operator::Is, true);
        row("any characters", {u"o'*\\ and*others"_s});
        row("none", {QString()});
        row("contains, in the other case", {u"GIT"_s, u"\" .*"_s}, Operator::Contains);
        row("what means something there", {u".*"_s, u"\"} or vector(1) #"_s});
    }
    void filtersMeanTheSame()
    {
        QFETCH(collection::Condition, condition);
        MetricRequest request = requestOf("delivery", "source");
        request.filter.conditions = {condition};
        const auto sql = test::answerOf(m_sql->read(request));
        const auto scraped = test::answerOf(m_scraped->read(request));
        QVERIFY(sql);
        QVERIFY2(scraped,
                 scraped ? "" : qPrintable(scraped.error().message + scraped.error().detail));
        const auto valuesOf = [](const MetricAnswer &answer) {
            std::set<std::string> values;
            for (const auto &series : answer.series)
                values.insert(series.value);
            return values;
        };
        QVERIFY(valuesOf(*scraped) == valuesOf(*sql));
    }

    void whatStandsOpenIsTheLastScrapes()
    {
        const auto waiting = test::answerOf(m_scraped->read(requestOf("jobs_waiting", {})));
        const auto letters = test::answerOf(m_scraped->read(requestOf("dead_letters_open", {})));
        const auto breakers = test::answerOf(m_scraped->read(requestOf("breakers_open", {})));
        QVERIFY(waiting && letters && breakers);
        QCOMPARE(waiting->gauges.size(), std::size_t(1));
        QCOMPARE(waiting->gauges[0].cells.at(3).value, 60.0);
        QCOMPARE(letters->gauges[0].cells.at(3).value, 7.0);
        QCOMPARE(breakers->gauges[0].cells.at(3).value, 0.0);
    }

    void whereNobodyScrapedIsAGap()
    {
        const MetricRequest request = requestOf("delivery", "source");
        const auto scraped = test::answerOf(m_scraped->read(request));
        QVERIFY(scraped);
        QCOMPARE(*scraped->measuredUntil, m_until + 1min);
        for (std::size_t bucket = 0; bucket + 1 < request.edges.size(); ++bucket) {
            const TimeRange range{request.edges[bucket], request.edges[bucket + 1]};
            const bool isGap = m_gap.from <= range.from && range.until <= m_gap.until;
            QCOMPARE(stateOf(range, *scraped) == BucketState::NotMeasured, isGap);
        }
    }

    void whatEndedLongAgoIsMeasuredToItsEnd()
    {
        m_clock.advance(48h);
        MetricRequest request = requestOf("delivery", {});
        for (int more = 0; more < 48; ++more)
            request.edges.push_back(request.edges.back() + 1h);
        const auto scraped = test::answerOf(m_scraped->read(request));
        m_clock.advance(-48h);
        QVERIFY(scraped);
        QCOMPARE(*scraped->measuredUntil, m_until + 1h);
    }

    void anotherJobHasNothing()
    {
        PrometheusMetrics source(m_prometheus->server(), u"others\"} or x{a=\""_s, m_clock);
        const auto told = test::answerOf(source.read(requestOf("delivery", {})));
        QVERIFY2(told, told ? "" : qPrintable(told.error().message + told.error().detail));
        QVERIFY(!told->measuredUntil && told->series.empty());
    }

    void whatItCannotTellIsSaid_data()
    {
        QTest::addColumn<std::string>("measure");
        QTest::addColumn<std::string>("by");
        const auto row = [](const char *name, const char *measure, const char *by) {
            QTest::newRow(name) << std::string(measure) << std::string(by);
        };
        row("calls of AI systems", "ai", "model");
        row("how jobs end", "job", "");
        row("how long they wait", "oldest_job_seconds", "");
        row("a label that /metrics has not", "delivery", "tenant");
        row("a gauge by a label", "jobs_waiting", "source");
    }
    void whatItCannotTellIsSaid()
    {
        QFETCH(std::string, measure);
        QFETCH(std::string, by);
        const auto told = test::answerOf(m_scraped->read(requestOf(measure, by)));
        QVERIFY(told);
        QVERIFY(!told->notMeasured.isEmpty());
        QCOMPARE(m_scraped->knows(measure, by), false);
    }

    /// Last: it ends the server.
    void withoutAServerItIsUnavailable()
    {
        m_prometheus->stop();
        const auto told = test::answerOf(m_scraped->read(requestOf("delivery", {})));
        QVERIFY(!told);
        QCOMPARE(told.error().kind, ErrorKind::Unavailable);
    }
};

QTEST_GUILESS_MAIN(PrometheusTest)
#include "prometheus_test.moc"
