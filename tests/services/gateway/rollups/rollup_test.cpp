#include "services/gateway/rollups/roller.h"
#include "services/gateway/rollups/rollup.h"
#include "services/gateway/store/upkeep.h"
#include "services/metrics/histogram.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;

/// What is measured is what happened, whenever and in whatever portions it is rolled up.
class RollupTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init();
    void cleanup() { m_database.reset(); }

    void eachMinuteThatIsOverIsMeasured();
    void whatIsNotOverWaitsForTheNextRound();
    void itIsCountedBySourceTenantTypeAndOutcome();
    void aDeliveryIsMeasuredWithItsLatency();
    void aDryRunThatSentNothingIsNoDelivery();
    void aJobIsMeasuredWhenItEnds();
    void eachDeathIsMeasuredThoughTheJobIsPutBack();
    void hoursAndDaysAreThoseOfTheirMinutes();
    void percentilesAreThoseOfTheRows_data();
    void percentilesAreThoseOfTheRows();
    void theDatabaseKnowsTheSameBuckets();
    void oneGatewayAtATimeRollsUp();
    void whatFailsIsRolledUpLater();
    void typesBeyondSomeThousandsAreLeftOut();
    void aCallOfAnAiSystemIsMeasuredWithWhatItUsed();
    void marginsAreWhatTheirRowsAddUpTo_data();
    void marginsAreWhatTheirRowsAddUpTo();
    void whatCustomersUsedIsKeptByDay();
    void whatAiSystemsMakeUpIsBounded_data();
    void whatAiSystemsMakeUpIsBounded();
    void aSenderWhoExaggeratesStopsNothing();
    void theRollerGoesOnUntilItIsNotBehind();
    void theRollerGivesUpWhenItGoes();
    void aPortionIsSoManyMinutes();
    void whatIsOverForWeeksIsForgotten();

private:
    void sql(const std::string &statement)
    {
        if (const auto done = m_database->owner().executeScript(statement); !done)
            qFatal("%s: %s", statement.c_str(), qPrintable(done.error().detail));
    }
    QString cell(const std::string &statement) { return m_database->cell(statement); }
    RollupReport roll(Timestamp now);
    void rollAll(Timestamp now);
    /// One each `step` from m_begin on.
    void addEvents(int count, const std::string &step, const std::string &status = "queued");
    /// One each 20 seconds from m_begin on, each third one a failure that told no tokens.
    void addAiCalls(int count);
    void addDeliveries(int count, const std::string &step, const std::string &status,
                       const std::string &milliseconds, const std::string &mode = "live");

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_database;
    int m_number = 0;
    const Timestamp m_begin{std::chrono::sys_days(std::chrono::November / 17 / 2026) + 9h + 30min};
};

namespace {

constexpr const char *beginText = "'2026-11-17 09:30:00+00'::timestamptz";

/// Calls of the table by measure that differ from those of the rows.
constexpr const char *wrongMinutes = R"(
SELECT count(*) FROM (
    SELECT s.labels->>'source' AS source, m.at, sum(m.calls) AS calls FROM gatehouse.metric_minute m
      JOIN gatehouse.metric_series s ON s.id = m.series WHERE s.measure = 'ingest' GROUP BY 1, 2) m
  FULL JOIN (SELECT source, date_trunc('minute', received_at) AS at, count(*) AS calls
               FROM gatehouse.webhook_event GROUP BY 1, 2) e USING (source, at)
 WHERE m.calls IS DISTINCT FROM e.calls)";

} // namespace

void RollupTest::init()
{
    m_database =
        std::make_unique<GatewayDatabase>(*m_cluster, "measured" + std::to_string(++m_number));
}

RollupReport RollupTest::roll(Timestamp now)
{
    auto session = m_database->session("gatehouse_gateway");
    const auto report = rollUp(session, now);
    if (!report)
        qFatal("%s %s", qPrintable(report.error().message), qPrintable(report.error().detail));
    return *report;
}

void RollupTest::rollAll(Timestamp now)
{
    while (roll(now).isBehind) { }
}

void RollupTest::addEvents(int count, const std::string &step, const std::string &status)
{
    sql("INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, event_type, status,"
        " signature_valid)"
        " SELECT id, gatehouse.uuid_time(id), (ARRAY['stripe', 'github'])[1 + n % 2],"
        "        (ARRAY['acme', 'globex', NULL])[1 + n % 3], 'invoice.paid', '"
        + status + "', '" + status
        + "' <> 'discarded'"
          "   FROM (SELECT n, gatehouse.uuid_v7("
        + beginText + " + n * '" + step + "'::interval) AS id FROM generate_series(0, "
        + std::to_string(count - 1) + ") AS n) AS made");
}

void RollupTest::addDeliveries(int count, const std::string &step, const std::string &status,
                               const std::string &milliseconds, const std::string &mode)
{
    sql("WITH job AS (INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name,"
        " path, mode, source, tenant, event_type, idempotency_key, status, next_attempt_at)"
        " SELECT id, gatehouse.uuid_time(id), id, 'deliver', '/hook', '"
        + mode
        + "', 'stripe', 'acme', 'invoice.paid', id::text, 'succeeded', now()"
          "   FROM (SELECT gatehouse.uuid_v7("
        + beginText
        + ") AS id) AS made RETURNING id)"
          " INSERT INTO gatehouse.delivery_attempt (id, created_at, job_id, event_id, attempt,"
          " request_id, url, request_headers, response_status, duration_ms)"
          " SELECT gen_random_uuid(), "
        + beginText + " + n * '" + step
        + "'::interval, job.id, job.id, n, gen_random_uuid(), 'http://shop/hook', '[]', " + status
        + ", " + milliseconds + " FROM job, generate_series(0, " + std::to_string(count - 1)
        + ") AS n");
}

void RollupTest::eachMinuteThatIsOverIsMeasured()
{
    addEvents(500, "7 seconds"); // 58 minutes and 20 seconds
    rollAll(m_begin + 2h);
    QCOMPARE(cell(wrongMinutes), u"0");
    QCOMPARE(cell("SELECT sum(calls) FROM gatehouse.metric_minute"), u"500");
    QCOMPARE(cell("SELECT count(DISTINCT at) FROM gatehouse.metric_minute"), u"59");
}

void RollupTest::whatIsNotOverWaitsForTheNextRound()
{
    addEvents(180, "1 second");
    const RollupReport first = roll(m_begin + 1min + rollupGrace);
    QCOMPARE(first.minutes, 1);
    QCOMPARE(cell("SELECT sum(calls) FROM gatehouse.metric_minute"), u"60");
    QCOMPARE(roll(m_begin + 2min + rollupGrace - 1us).minutes, 0);
    QCOMPARE(roll(m_begin + 3min + rollupGrace).minutes, 2);
    QCOMPARE(cell("SELECT sum(calls) FROM gatehouse.metric_minute"), u"180");
    QCOMPARE(cell(wrongMinutes), u"0");
}

void RollupTest::itIsCountedBySourceTenantTypeAndOutcome()
{
    addEvents(60, "1 second");
    addEvents(12, "1 second", "discarded");
    roll(m_begin + 5min);
    const std::string of = "SELECT sum(calls) || ' ' || sum(errors) FROM gatehouse.metric_minute"
                           " JOIN gatehouse.metric_series s ON s.id = series WHERE labels @> '";
    QCOMPARE(cell(of + R"({"source": "stripe"}')"), u"36 6");
    QCOMPARE(cell(of + R"({"tenant": "acme", "outcome": "accepted"}')"), u"20 0");
    QCOMPARE(cell(of + R"({"event_type": "invoice.paid", "outcome": "refused"}')"), u"12 12");
    QCOMPARE(cell(of + "{}' AND NOT labels ? 'tenant'"), u"24 4");
}

void RollupTest::aDeliveryIsMeasuredWithItsLatency()
{
    addDeliveries(4, "1 second", "(ARRAY[200, 201, 503, NULL])[n + 1]", "100 * (n + 1)");
    roll(m_begin + 5min);
    QCOMPARE(cell("SELECT string_agg(concat_ws(' ', labels->>'outcome', labels->>'route', calls,"
                  " errors, buckets, counts), ', ' ORDER BY labels->>'outcome')"
                  "  FROM gatehouse.metric_minute JOIN gatehouse.metric_series s ON s.id = series"
                  " WHERE measure = 'delivery'"),
             QStringLiteral("2xx /hook 2 0 {%1,%2} {1,1}, 5xx /hook 1 1 {%3} {1},"
                            " no_answer /hook 1 1 {%4} {1}")
                 .arg(metrics::bucketOf(100'000))
                 .arg(metrics::bucketOf(200'000))
                 .arg(metrics::bucketOf(300'000))
                 .arg(metrics::bucketOf(400'000)));
}

void RollupTest::aDryRunThatSentNothingIsNoDelivery()
{
    addDeliveries(3, "1 second", "NULL::integer", "0", "dry_run");
    roll(m_begin + 5min);
    QCOMPARE(cell("SELECT count(*) FROM gatehouse.metric_minute JOIN gatehouse.metric_series s"
                  " ON s.id = series WHERE measure = 'delivery'"),
             u"0");
}

void RollupTest::aJobIsMeasuredWhenItEnds()
{
    addDeliveries(1, "1 second", "200", "1");
    sql(std::string("UPDATE gatehouse.job_execution SET started_at = ") + beginText
        + " + interval '50 s', finished_at = " + beginText + " + interval '61.5 s'");
    roll(m_begin + 5min);
    QCOMPARE(cell("SELECT concat_ws(' ', m.at - " + std::string(beginText)
                  + ", labels->>'outcome', calls, errors, buckets)"
                    "  FROM gatehouse.metric_minute m JOIN gatehouse.metric_series s ON s.id ="
                    " series WHERE measure = 'job'"),
             QStringLiteral("00:01:00 succeeded 1 0 {%1}").arg(metrics::bucketOf(11'500'000)));
}

/// Of two that died the first was put back at once, and died again.
void RollupTest::eachDeathIsMeasuredThoughTheJobIsPutBack()
{
    addDeliveries(1, "1 second", "503", "1");
    const std::string begin = beginText;
    sql("UPDATE gatehouse.job_execution SET status = 'pending'");
    sql("INSERT INTO gatehouse.dead_letter (id, created_at, died_at, job_id, event_id, source, "
        "tenant, event_type,"
        " root_cause, error, fingerprint, attempts, state) SELECT id, created_at, "
        + begin
        + " + interval '130 s', id, event_id, source, tenant, event_type, 'http_5xx', 'no', 'no', "
          "5,"
          " 'reenqueued' FROM gatehouse.job_execution");
    sql("INSERT INTO gatehouse.earlier_death (letter_id, event_id, died_at, root_cause, error, "
        "attempts)"
        " SELECT id, event_id, "
        + begin
        + " + at, cause, 'no', 5 FROM gatehouse.dead_letter,"
          " (VALUES (interval '70 s', 'http_5xx'), (interval '10 s', 'mirror')) AS death(at, "
          "cause)");
    roll(m_begin + 5min);
    QCOMPARE(cell("SELECT string_agg(concat_ws(' ', m.at - " + begin
                  + ", labels->>'outcome', calls, errors, buckets), ', ' ORDER BY m.at)"
                    "  FROM gatehouse.metric_minute m JOIN gatehouse.metric_series s ON s.id ="
                    " series WHERE measure = 'job'"),
             u"00:01:00 dead 1 1 {}, 00:02:00 dead 1 1 {}");
}

void RollupTest::hoursAndDaysAreThoseOfTheirMinutes()
{
    addDeliveries(400, "5 minutes", "(ARRAY[200, 503])[1 + n % 2]", "(n * 37) % 900");
    rollAll(m_begin + 72h);
    for (const std::string coarse : {"hour", "day"}) {
        const std::string wrong = R"(
SELECT count(*) FROM (
    SELECT date_trunc(')"
            + coarse + R"(', m.at, 'UTC') AS at, m.series, b.bucket, sum(b.calls) AS calls
      FROM gatehouse.metric_minute m, unnest(m.buckets, m.counts) AS b(bucket, calls) GROUP BY 1, 2, 3) m
  FULL JOIN (SELECT c.at, c.series, b.bucket, b.calls
               FROM gatehouse.metric_)"
            + coarse + R"( c, unnest(c.buckets, c.counts) AS b(bucket, calls)) c
 USING (at, series, bucket) WHERE m.calls IS DISTINCT FROM c.calls)";
        QCOMPARE(cell(wrong), u"0");
        const std::string sums =
            "SELECT concat_ws(' ', sum(calls), sum(errors), count(DISTINCT at))"
            " FROM gatehouse.metric_"
            + coarse;
        QCOMPARE(cell(sums), coarse == "hour" ? u"400 200 34" : u"400 200 2");
    }
}

void RollupTest::percentilesAreThoseOfTheRows_data()
{
    QTest::addColumn<double>("share");
    for (const double share : {0.5, 0.95, 0.99})
        QTest::addRow("%g", share) << share;
}

void RollupTest::percentilesAreThoseOfTheRows()
{
    QFETCH(double, share);
    addDeliveries(3'000, "3 seconds", "200", "exp(3 + 4 * ((n * 7919) % 3000) / 3000.0)");
    rollAll(m_begin + 6h);
    auto session = m_database->session("gatehouse_gateway");
    metrics::Histogram histogram;
    for (const char *table : {"gatehouse.metric_hour WHERE at < '2026-11-17 11:00Z'",
                              "gatehouse.metric_minute WHERE at >= '2026-11-17 11:00Z'"}) {
        const auto rows = session.execute(std::string("SELECT unnest(buckets)::bigint,"
                                                      " unnest(counts) FROM ")
                                          + table);
        QVERIFY(rows);
        std::vector<metrics::Histogram::Count> counts;
        for (int row = 0; row < rows->size(); ++row)
            counts.push_back({metrics::Bucket(rows->get<std::int64_t>(row, 0)),
                              rows->get<std::int64_t>(row, 1)});
        histogram.merge(metrics::Histogram(counts));
    }
    QCOMPARE(histogram.size(), 3'000);
    const double exact = cell("SELECT percentile_disc(" + std::to_string(share)
                              + ") WITHIN GROUP (ORDER BY duration_ms)"
                                " FROM gatehouse.delivery_attempt")
                             .toDouble();
    const double told = *histogram.percentile(share) / 1'000;
    QVERIFY2(std::abs(told - exact) <= 0.01 * exact,
             qPrintable(QStringLiteral("%1 instead of %2").arg(told).arg(exact)));
}

void RollupTest::theDatabaseKnowsTheSameBuckets()
{
    QStringList values, buckets;
    const auto add = [&](std::int64_t value) {
        values += QString::number(value);
        buckets += QString::number(metrics::bucketOf(value));
    };
    for (int bit = 0; bit < 63; ++bit) {
        const auto power = std::int64_t(1) << bit;
        for (const std::int64_t value : {power - 1, power, power + 1, power + power / 3})
            add(value);
    }
    add(-7);
    add(std::numeric_limits<std::int64_t>::max());
    QCOMPARE(cell("SELECT string_agg(gatehouse.latency_bucket(value)::text, ' ' ORDER BY place)"
                  "  FROM unnest('{"
                  + values.join(u',').toStdString()
                  + "}'::bigint[]) WITH ORDINALITY AS one(value, place)"),
             buckets.join(u' '));
}

void RollupTest::oneGatewayAtATimeRollsUp()
{
    addEvents(60, "1 second");
    auto other = m_database->session("gatehouse_gateway");
    QVERIFY(other.executeScript("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended("
                                "'gatehouse.metric_progress', 0))"));
    const RollupReport none = roll(m_begin + 5min);
    QCOMPARE(none.minutes, 0);
    QVERIFY(!none.isBehind);
    QVERIFY(other.executeScript("COMMIT"));
    QCOMPARE(roll(m_begin + 5min).minutes, 3);
}

void RollupTest::whatFailsIsRolledUpLater()
{
    addEvents(60, "1 second");
    sql("ALTER TABLE gatehouse.metric_minute ADD CONSTRAINT broken CHECK (calls < 0)");
    auto session = m_database->session("gatehouse_gateway");
    QVERIFY(!rollUp(session, m_begin + 5min));
    QCOMPARE(cell("SELECT count(*) FROM gatehouse.metric_series"), u"0");
    sql("ALTER TABLE gatehouse.metric_minute DROP CONSTRAINT broken");
    QVERIFY(rollUp(session, m_begin + 5min));
    QCOMPARE(cell(wrongMinutes), u"0");
}

void RollupTest::typesBeyondSomeThousandsAreLeftOut()
{
    sql("INSERT INTO gatehouse.metric_series (measure, labels)"
        " SELECT 'ingest', jsonb_build_object('event_type', n) FROM generate_series(1, 4990) AS n");
    addEvents(60, "1 second"); // six series, for which there is room
    roll(m_begin + 4min);
    sql("UPDATE gatehouse.webhook_event SET event_type = 'made up' WHERE extract(second FROM"
        " received_at) >= 30"); // as if they came a minute later
    sql("DELETE FROM gatehouse.metric_minute; DELETE FROM gatehouse.metric_progress");
    roll(m_begin + 4min);
    QCOMPARE(cell("SELECT sum(calls) FROM gatehouse.metric_minute JOIN gatehouse.metric_series s"
                  " ON s.id = series WHERE labels->>'event_type' = 'invoice.paid'"),
             u"30"); // known ones keep theirs
    QCOMPARE(cell("SELECT sum(calls) FROM gatehouse.metric_minute JOIN gatehouse.metric_series s"
                  " ON s.id = series WHERE labels ? 'source' AND NOT labels ? 'event_type'"),
             u"30");
}

void RollupTest::addAiCalls(int count)
{
    sql("INSERT INTO gatehouse.agent_event (id, received_at, ts, trace_id, span_id, tenant, agent,"
        " model, user_id_hash, status, latency_ms, tokens_prompt, tokens_completion, tokens_total,"
        " cost_usd, cache_hit)"
        " SELECT gatehouse.uuid_v7(at), at, at - interval '1 day', md5(n::text), "
        "left(md5(n::text), 16),"
        " 'acme', 'order_bot', (ARRAY['large', 'small'])[1 + n % 2], 'ada',"
        " CASE WHEN n % 3 = 2 THEN 'timeout' ELSE 'ok' END, 200 + n, u, u / 10, u + u / 10,"
        " CASE WHEN n > 0 THEN u * 0.001 END, n % 2 = 0"
        " FROM (SELECT n, "
        + std::string(beginText)
        + " + n * interval '20 seconds' AS at, CASE WHEN n % 3 < 2 THEN 100 END AS u"
          " FROM generate_series(0, "
        + std::to_string(count - 1) + ") AS n) AS made");
}

void RollupTest::aCallOfAnAiSystemIsMeasuredWithWhatItUsed()
{
    addAiCalls(12); // four minutes, three in each
    rollAll(m_begin + 2h);
    constexpr const char *told =
        "SELECT string_agg(concat_ws(' ', labels->>'tenant', labels->>'model', labels->>'status',"
        " calls, errors, tokens_prompt, tokens_completion, cost_usd, cache_hits, unpriced), '; '"
        " ORDER BY labels->>'model', labels->>'status') FROM (SELECT labels, sum(calls) AS calls,"
        " sum(errors) AS errors, sum(tokens_prompt) AS tokens_prompt,"
        " sum(tokens_completion) AS tokens_completion, sum(cost_usd) AS cost_usd,"
        " sum(cache_hits) AS cache_hits, sum(unpriced) AS unpriced FROM console.%1"
        " WHERE measure = 'ai' AND (NOT %2 OR at = '2026-11-17 09:00:00+00') GROUP BY 1) AS series";
    const QString expected = QStringLiteral("acme large ok 4 0 400 40 0.300 4 1; "
                                            "acme large timeout 2 2 2 0; "
                                            "acme small ok 4 0 400 40 0.400 0 0; "
                                            "acme small timeout 2 2 0 0");
    const auto of = [&](const char *view, const char *isHour) {
        return cell(QString::fromLatin1(told)
                        .arg(QLatin1StringView(view), QLatin1StringView(isHour))
                        .toStdString());
    };
    QCOMPARE(of("metric_minute", "false"), expected);
    QCOMPARE(of("metric_hour", "true"), expected);
    QCOMPARE(cell("SELECT sum(c) FROM console.metric_minute, unnest(counts) AS c"), u"12");
}

void RollupTest::marginsAreWhatTheirRowsAddUpTo_data()
{
    QTest::addColumn<std::string>("width");
    QTest::addColumn<bool>("isLater");
    QTest::newRow("hours") << std::string("hour") << false;
    QTest::newRow("days") << std::string("day") << false;
    QTest::newRow("hours of before") << std::string("hour") << true;
    QTest::newRow("days of before") << std::string("day") << true;
}

/// Each row of one label, or of none, beside all rows with that value.
void RollupTest::marginsAreWhatTheirRowsAddUpTo()
{
    QFETCH(std::string, width);
    QFETCH(bool, isLater);
    addDeliveries(3'000, "3 seconds", "CASE n % 5 WHEN 0 THEN 503 ELSE 200 END", "n % 900");
    addAiCalls(12);
    rollAll(m_begin + 50h);
    if (isLater) {
        sql("DELETE FROM gatehouse.metric_hour_by; DELETE FROM gatehouse.metric_day_by;"
            " UPDATE gatehouse.metric_progress SET margins_until = NULL");
        rollAll(m_begin + 50h);
    }
    const std::string all = "gatehouse.metric_" + width;
    QCOMPARE(cell("SELECT count(*) > 0 FROM " + all + "_by"), u"true");
    const std::string summed =
        "SELECT s.measure, label, m.at, coalesce(s.labels->>label, '') AS value,"
        " sum(m.calls) AS calls, sum(m.errors) AS errors, sum(m.tokens_prompt) AS tokens_prompt,"
        " sum(m.cost_usd) AS cost_usd, sum((SELECT sum(b * c) FROM unnest(m.buckets, m.counts) AS"
        " one(b, c))) AS latencies FROM "
        + all
        + " m JOIN gatehouse.metric_series s ON s.id = m.series CROSS JOIN"
          " unnest(gatehouse.metric_margins(s.measure)) AS label GROUP BY 1, 2, 3, 4";
    const std::string kept = "SELECT measure, label, at, value, calls, errors, tokens_prompt,"
                             " cost_usd, (SELECT sum(b * c) FROM unnest(buckets, counts) AS"
                             " one(b, c)) AS latencies FROM "
        + all + "_by";
    QCOMPARE(cell("SELECT count(*) FROM ((" + summed + " EXCEPT " + kept + ") UNION ALL (" + kept
                  + " EXCEPT " + summed + ")) AS differing"),
             u"0");
}

void RollupTest::whatCustomersUsedIsKeptByDay()
{
    addAiCalls(12);
    rollAll(m_begin + 3min + 2min); // in two parts, which are added up
    rollAll(m_begin + 2h);
    QCOMPARE(
        cell("SELECT string_agg(concat_ws(' ', day, tenant, user_id_hash, model, calls, errors,"
             " tokens_prompt, tokens_completion, cost_usd, cache_hits, unpriced), '; '"
             " ORDER BY model) FROM console.ai_usage_days"),
        u"2026-11-17 acme ada large 6 2 400 40 0.300 6 1; "
        "2026-11-17 acme ada small 6 2 400 40 0.400 0 0");
    sql("UPDATE gatehouse.ai_usage_day SET day = current_date - 401 WHERE model = 'small'");
    auto session = m_database->session("gatehouse_gateway");
    QVERIFY(runUpkeep(session, m_database->clock.now()));
    QCOMPARE(cell("SELECT string_agg(model, ' ') FROM console.ai_usage_days"), u"large");
}

void RollupTest::whatAiSystemsMakeUpIsBounded_data()
{
    QTest::addColumn<QString>("known");
    QTest::addColumn<QString>("labels");
    QTest::newRow("few") << QStringLiteral("10")
                         << QStringLiteral("agent model route status tenant");
    QTest::newRow("half of them") << QStringLiteral("2500")
                                  << QStringLiteral("agent model status tenant");
    QTest::newRow("all") << QStringLiteral("5000") << QStringLiteral("tenant");
    QTest::newRow("twice as many") << QStringLiteral("10000") << QString();
}

void RollupTest::whatAiSystemsMakeUpIsBounded()
{
    QFETCH(QString, known);
    QFETCH(QString, labels);
    sql("INSERT INTO gatehouse.metric_series (measure, labels) SELECT 'ai',"
        " jsonb_build_object('model', n) FROM generate_series(1, "
        + known.toStdString() + ") AS n");
    addAiCalls(1);
    sql("UPDATE gatehouse.agent_event SET route = '/orders/1'");
    rollAll(m_begin + 2h);
    QCOMPARE(cell("SELECT string_agg(key, ' ' ORDER BY key) FROM console.metric_minute"
                  " LEFT JOIN LATERAL jsonb_object_keys(labels) AS key ON true"),
             labels);
    QCOMPARE(cell("SELECT sum(calls) FROM console.metric_minute"), u"1");
}

void RollupTest::aSenderWhoExaggeratesStopsNothing()
{
    addAiCalls(6);
    sql("UPDATE gatehouse.agent_event SET tokens_prompt = 9e18, cost_usd = 1e30");
    addEvents(6, "1 second");
    rollAll(m_begin + 2h);
    QCOMPARE(cell("SELECT max(tokens_prompt) FROM console.metric_hour WHERE measure = 'ai'"),
             u"9000000000000000000");
    QCOMPARE(cell("SELECT max(tokens_prompt) FROM console.ai_usage_days"), u"9000000000000000000");
    QCOMPARE(cell("SELECT sum(calls) FROM console.metric_minute WHERE measure = 'ingest'"), u"6");
}

void RollupTest::aPortionIsSoManyMinutes()
{
    addEvents(600, "1 second");
    auto session = m_database->session("gatehouse_gateway");
    const auto report = rollUp(session, m_begin + 1h, 3min);
    QVERIFY(report && report->isBehind);
    QCOMPARE(report->minutes, 3);
    rollAll(m_begin + 1h);
    QCOMPARE(cell(wrongMinutes), u"0");
}

void RollupTest::whatIsOverForWeeksIsForgotten()
{
    sql("INSERT INTO gatehouse.metric_series (measure, labels) VALUES ('ingest', '{}');"
        "INSERT INTO gatehouse.metric_minute SELECT now() - a, id, 1, 0, '{}', '{}' FROM"
        " gatehouse.metric_series, (VALUES (interval '36 days'), (interval '34 days')) AS v(a);"
        "INSERT INTO gatehouse.metric_hour SELECT now() - a, id, 1, 0, '{}', '{}' FROM"
        " gatehouse.metric_series, (VALUES (interval '401 days'), (interval '36 days')) AS v(a);"
        "INSERT INTO gatehouse.metric_hour_by SELECT 'ingest', '', at, '', 1, 0, '{}', '{}' FROM"
        " gatehouse.metric_hour");
    auto session = m_database->session("gatehouse_gateway");
    QVERIFY(runUpkeep(session, m_database->clock.now()));
    QCOMPARE(cell("SELECT count(*) FROM gatehouse.metric_minute"), u"1");
    QCOMPARE(cell("SELECT count(*) FROM gatehouse.metric_hour"), u"1");
    QCOMPARE(cell("SELECT count(*) FROM gatehouse.metric_hour_by"), u"1");
}

void RollupTest::theRollerGivesUpWhenItGoes()
{
    addEvents(60, "1 second");
    auto locker = m_database->session();
    QVERIFY(locker.executeScript("BEGIN; LOCK TABLE gatehouse.webhook_event IN ACCESS EXCLUSIVE "
                                 "MODE"));
    auto roller =
        std::make_unique<Roller>(m_database->options(), m_database->clock, m_database->log, 10ms);
    QTRY_COMPARE_WITH_TIMEOUT(cell("SELECT (count(*) > 0)::text FROM pg_locks WHERE NOT granted"),
                              QStringLiteral("true"), 20'000);
    roller.reset(); // else it would wait for the lock as long as a statement may
    QCOMPARE(cell("SELECT count(*) FROM pg_locks WHERE NOT granted"), u"0");
}

void RollupTest::theRollerGoesOnUntilItIsNotBehind()
{
    sql("INSERT INTO gatehouse.webhook_event (id, received_at, source, status, signature_valid)"
        " SELECT id, gatehouse.uuid_time(id), 'stripe', 'queued', true FROM (SELECT"
        " gatehouse.uuid_v7(now() - n * '10 minutes'::interval) AS id FROM"
        " generate_series(1, 60) AS n) AS made");
    // A dozen of rounds, of which one alone would wait.
    const Roller roller(m_database->options(), m_database->clock, m_database->log, 5s);
    QTRY_COMPARE_WITH_TIMEOUT(cell("SELECT sum(calls) FROM gatehouse.metric_minute"),
                              QStringLiteral("60"), 45'000);
    QCOMPARE(cell(wrongMinutes), u"0");
}

QTEST_GUILESS_MAIN(RollupTest)
#include "rollup_test.moc"
