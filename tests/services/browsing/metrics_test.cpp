#include "services/browsing/metrics.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::browsing;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

const Timestamp midnight = Timestamp(std::chrono::seconds(1'794'873'600)); // 2026-11-17T00:00Z

/// Of three tenants in the first minute, of one of them in the second.
constexpr const char *addMinutes = R"(
    WITH series AS (
        INSERT INTO gatehouse.metric_series (measure, labels)
        SELECT 'ai', jsonb_build_object('tenant', tenant, 'model', 'large')
          FROM unnest(ARRAY['acme', 'hooli', 'umbrella']) AS tenant
        RETURNING id, labels->>'tenant' AS tenant)
    INSERT INTO gatehouse.metric_minute (series, at, calls, errors, buckets, counts, tokens_prompt, tokens_completion,
                                         cost_usd, cache_hits, unpriced)
    SELECT id, $1::timestamptz + minute * interval '1 minute', calls, 1, buckets::smallint[], counts::bigint[], 100, 20,
           0.5, 2, 1
      FROM (VALUES ('acme', 0, 9, '{3, 5}', '{2, 7}'), ('hooli', 0, 4, '{5, 9}', '{3, 1}'),
                   ('umbrella', 0, 3, '{3, 700}', '{1, 2}'), ('acme', 1, 2, '{4}', '{2}'))
           AS told (tenant, minute, calls, buckets, counts) JOIN series USING (tenant))";

/// As add_metric_margins() makes them of days: nothing had a latency in the second.
constexpr const char *addDays = R"(
    INSERT INTO gatehouse.metric_day_by (measure, label, at, value, calls, errors, buckets, counts)
    VALUES ('ai', 'model', $1, 'large', 9, 0, '{3, 5}', '{2, 7}'),
           ('ai', 'model', $1::timestamptz + interval '1 day', 'large', 1, 1, '{}', '{}'))";
constexpr const char *addDaysAsOne = R"(
    INSERT INTO gatehouse.metric_day_by (measure, label, at, value, calls, errors, buckets, counts, tokens_prompt,
                                         cost_usd)
    VALUES ('ai', '', $1, '', 9, 0, '{3, 5}', '{2, 7}', 200, 0.5),
           ('ai', '', $1::timestamptz + interval '1 day', '', 3, 1, '{3, 6}', '{1, 2}', 100, 0.25))";

using Counts = std::vector<metrics::Histogram::Count>;

} // namespace

class MetricsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_database;

    void run(const std::string &sql)
    {
        const auto done = m_database->owner().execute(sql, {midnight});
        QVERIFY2(done, done ? "" : qPrintable(done.error().message + done.error().detail));
    }
    std::vector<MetricSeries> read(const MetricWish &wish) const
    {
        postgres::Session session = m_database->session("gatehouse_console");
        const auto found = readMetrics(session, wish);
        if (!found)
            qFatal("%s", qPrintable(found.error().message + found.error().detail));
        return found->series;
    }
    static MetricWish wishOf(const std::string &by, int most)
    {
        MetricWish wish;
        wish.measure = "ai";
        wish.by = by;
        wish.most = most;
        wish.edges = {midnight, midnight + 1min, midnight + 2min};
        return wish;
    }

private slots:
    void initTestCase()
    {
        m_cluster = TestCluster::start();
        m_database = std::make_unique<GatewayDatabase>(*m_cluster, "measured");
        run("INSERT INTO gatehouse.metric_progress (rolled_until, margins_until)"
            " VALUES ($1::timestamptz + interval '3 days', $1::timestamptz + interval '3 days')"
            " ON CONFLICT (is_only) DO UPDATE SET rolled_until = excluded.rolled_until,"
            " margins_until = excluded.margins_until");
        run(addMinutes);
        run(addDays);
        run(addDaysAsOne);
    }
    void cleanupTestCase()
    {
        m_database.reset();
        m_cluster.reset();
    }

    void latenciesOfABucketAreThoseOfAllItsRows()
    {
        const auto series = read(wishOf({}, 10));
        QCOMPARE(series.size(), std::size_t(1));
        QVERIFY(
            (series[0].cells.at(0).latency.counts() == Counts{{3, 3}, {5, 10}, {9, 1}, {700, 2}}));
        QCOMPARE(series[0].cells.at(0).calls, 16);
    }

    void latenciesOfARowThatIsAloneAreItsOwn()
    {
        const auto series = read(wishOf({}, 10));
        QVERIFY((series[0].cells.at(1).latency.counts() == Counts{{4, 2}}));
        QCOMPARE(series[0].cells.at(1).calls, 2);
    }

    void whatIsToldAloneStandsBesideOthersThatAreMerged()
    {
        const auto series = read(wishOf("tenant", 1));
        QCOMPARE(series.size(), std::size_t(2));
        QCOMPARE(series[0].value, "acme");
        QVERIFY((series[0].cells.at(0).latency.counts() == Counts{{3, 2}, {5, 7}}));
        QVERIFY((series[0].cells.at(1).latency.counts() == Counts{{4, 2}}));
        QVERIFY(series[1].isOther);
        QVERIFY(
            (series[1].cells.at(0).latency.counts() == Counts{{3, 1}, {5, 3}, {9, 1}, {700, 2}}));
        QVERIFY(!series[1].cells.contains(1));
    }

    void rowsOfOneLabelAreToldAsTheyAre()
    {
        MetricWish wish = wishOf("model", 5);
        wish.edges = {midnight, midnight + 24h, midnight + 48h};
        const auto series = read(wish);
        QCOMPARE(series.size(), std::size_t(1));
        QVERIFY((series[0].cells.at(0).latency.counts() == Counts{{3, 2}, {5, 7}}));
        QVERIFY(series[0].cells.at(1).latency.isEmpty());
        QCOMPARE(series[0].cells.at(1).errors, 1);
    }

    void rowsOfAllTogetherAreAddedUp()
    {
        MetricWish wish = wishOf({}, 10);
        wish.edges = {midnight, midnight + 48h};
        const auto all = read(wish);
        QCOMPARE(all.size(), std::size_t(1));
        QCOMPARE(all[0].cells.size(), std::size_t(1));
        const MetricCell &cell = all[0].cells.at(0);
        QCOMPARE(cell.calls, 12);
        QCOMPARE(cell.tokensPrompt, 300);
        QCOMPARE(cell.costUsd, 0.75);
        QVERIFY((cell.latency.counts() == Counts{{3, 3}, {5, 7}, {6, 2}}));
        wish.edges = {midnight, midnight + 24h, midnight + 48h};
        wish.tellsLatencies = false;
        const auto apart = read(wish);
        QCOMPARE(apart[0].cells.at(1).calls, 3);
        QVERIFY(apart[0].cells.at(0).latency.isEmpty());
    }

    void withoutLatenciesAllElseIsTheSame_data()
    {
        QTest::addColumn<std::string>("by");
        QTest::addColumn<int>("most");
        QTest::newRow("as one") << std::string() << 10;
        QTest::newRow("by a label") << std::string("tenant") << 10;
        QTest::newRow("with others") << std::string("tenant") << 1;
    }
    void withoutLatenciesAllElseIsTheSame()
    {
        QFETCH(std::string, by);
        QFETCH(int, most);
        MetricWish wish = wishOf(by, most);
        const auto whole = read(wish);
        wish.tellsLatencies = false;
        const auto without = read(wish);
        QCOMPARE(without.size(), whole.size());
        for (std::size_t i = 0; i < whole.size(); ++i) {
            QCOMPARE(without[i].value, whole[i].value);
            QCOMPARE(without[i].isOther, whole[i].isOther);
            QCOMPARE(without[i].cells.size(), whole[i].cells.size());
            for (const auto &[bucket, cell] : whole[i].cells) {
                const MetricCell &other = without[i].cells.at(bucket);
                QVERIFY(!cell.latency.isEmpty());
                QVERIFY(other.latency.isEmpty());
                QCOMPARE(other.calls, cell.calls);
                QCOMPARE(other.errors, cell.errors);
                QCOMPARE(other.tokensPrompt, cell.tokensPrompt);
                QCOMPARE(other.tokensCompletion, cell.tokensCompletion);
                QCOMPARE(other.costUsd, cell.costUsd);
                QCOMPARE(other.cacheHits, cell.cacheHits);
                QCOMPARE(other.unpriced, cell.unpriced);
            }
        }
    }
};

QTEST_GUILESS_MAIN(MetricsTest)
#include "metrics_test.moc"
