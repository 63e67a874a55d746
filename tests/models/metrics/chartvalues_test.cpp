#include "models/metrics/chartvalues.h"
#include "models/metrics/overview.h"
#include "models/metrics/request.h"

#include <QDateTime>
#include <QSet>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace std::chrono_literals;
using browsing::MetricCell;

namespace {

const Timestamp noon = Timestamp(std::chrono::seconds(1'794'916'800)); // 2026-11-17T12:00Z

/// Four quarters of an hour.
Buckets quarters()
{
    return metricBuckets({noon, noon + 12h}, QTimeZone::utc());
}

Chart chart(const char *id)
{
    for (const Chart &each : metricCharts()) {
        if (each.id == QLatin1String(id))
            return each;
    }
    qFatal("no chart %s", id);
}

MetricCell calls(std::int64_t number, std::chrono::microseconds latency = 100ms,
                 std::int64_t errors = 0)
{
    MetricCell cell;
    cell.calls = number;
    cell.errors = errors;
    for (std::int64_t i = 0; i < number; ++i)
        cell.latency.add(latency.count());
    return cell;
}

/// Measured from the second to the end of the fourth bucket's first five minutes.
MetricAnswer answerWith(const std::string &value, std::map<std::size_t, MetricCell> cells)
{
    return {noon + 15min, noon + 50min, {{value, false, std::move(cells)}}};
}

ChartValues shown(const Chart &chart, const MetricAnswer &answer)
{
    const Buckets buckets = quarters();
    return valuesOf(chart, requestOf(chart, {}, buckets.edges), answer, buckets);
}

} // namespace

class ChartValuesTest : public QObject
{
    Q_OBJECT

private slots:
    void everyChartAsksForWhatIsMeasured()
    {
        QSet<QString> ids;
        for (const Chart &each : metricCharts()) {
            ids += each.id;
            QVERIFY(!each.question.isEmpty());
            QVERIFY(each.objective || each.kind == ChartKind::HeatMap || !each.figures.isEmpty()
                    || isGauge(each.measure));
            const MetricRequest request = requestOf(each, {}, quarters().edges);
            const auto labels = browsing::labelsOf(request.measure);
            QVERIFY(validate(request));
            QVERIFY(request.by.empty()
                    || std::find(labels.begin(), labels.end(), request.by) != labels.end());
        }
        QCOMPARE(ids.size(), metricCharts().size());
    }

    void whatAChartShowsWithoutLatenciesIsTheSameUnlessItAsksForThem_data()
    {
        QTest::addColumn<Chart>("chart");
        for (const Chart &each : metricCharts())
            QTest::addRow("%s", qPrintable(each.id)) << each;
        for (const Chart &each : overviewCharts())
            QTest::addRow("overview %s", qPrintable(each.id)) << each;
    }
    void whatAChartShowsWithoutLatenciesIsTheSameUnlessItAsksForThem()
    {
        QFETCH(Chart, chart);
        const Buckets buckets = quarters();
        const MetricRequest request = requestOf(chart, {}, buckets.edges);
        MetricAnswer answer{{}, buckets.edges.back(), {{"acme", false, {}}}};
        for (std::size_t bucket = 0; bucket + 1 < request.edges.size(); ++bucket)
            answer.series[0].cells[bucket] = calls(9, 2h);
        const ChartValues whole = valuesOf(chart, request, answer, buckets);
        for (auto &[bucket, cell] : answer.series[0].cells)
            cell.latency = {};
        const ChartValues without = valuesOf(chart, request, answer, buckets);
        const bool isSame =
            std::equal(whole.series.begin(), whole.series.end(), without.series.begin(),
                       without.series.end(), [](const ChartSeries &one, const ChartSeries &other) {
                           return one.values == other.values && one.ofRange == other.ofRange;
                       });
        QCOMPARE(isSame, !request.tellsLatencies);
    }

    void aCountOfNothingIsZeroAndWhatIsNotMeasuredAGap()
    {
        const ChartValues values =
            shown(chart("ingest-refused"), answerWith("stripe", {{2, calls(5, 1ms, 3)}}));
        QCOMPARE(values.series.size(), std::size_t(1));
        const ChartSeries &stripe = values.series[0];
        QCOMPARE(stripe.name, QStringLiteral("stripe"));
        QVERIFY(!stripe.values[0]);
        QVERIFY(stripe.values[1] == 0.0);
        QVERIFY(stripe.values[2] == 3.0);
        QVERIFY(stripe.values[3] == 0.0);
        QVERIFY(!stripe.values[4]);
        QVERIFY(values.states[0] == BucketState::NotMeasured);
        QVERIFY(values.states[2] == BucketState::Whole);
        QVERIFY(values.states[3] == BucketState::Partial);
    }

    void aRateIsOfThePartThatIsMeasured()
    {
        const ChartValues values =
            shown(chart("ingest-rate"), answerWith("stripe", {{2, calls(30)}, {3, calls(10)}}));
        QVERIFY(values.series[0].values[2] == 2.0);
        QVERIFY(values.series[0].values[3] == 2.0);
        QVERIFY((values.measured(3) == TimeRange{noon + 45min, noon + 50min}));
    }

    void percentilesOfNoCallsAreGaps()
    {
        const ChartValues values =
            shown(chart("delivery-latency"), answerWith({}, {{2, calls(5, 200ms)}}));
        QCOMPARE(values.series.size(), std::size_t(3));
        QCOMPARE(values.series[1].name, QStringLiteral("p95"));
        QVERIFY(!values.series[1].values[1]);
        QVERIFY(qAbs(*values.series[1].values[2] - 200) < 2);
    }

    void aHitRateOfNoCallsIsAGap()
    {
        MetricCell cell = calls(4);
        cell.cacheHits = 1;
        const ChartValues values = shown(chart("ai-cache"), answerWith("large", {{2, cell}}));
        QVERIFY(!values.series[0].values[1]);
        QVERIFY(values.series[0].values[2] == 0.25);
    }

    void tokensAreTwoPartsOfABar()
    {
        MetricCell cell = calls(1);
        cell.tokensPrompt = 70;
        cell.tokensCompletion = 7;
        const ChartValues values = shown(chart("ai-tokens"), answerWith({}, {{2, cell}}));
        QVERIFY(values.series[0].values[2] == 70.0);
        QVERIFY(values.series[1].values[2] == 7.0);
    }

    void whatStoodOpenIsKnownWhereSomebodyLooked()
    {
        const MetricAnswer answer{std::nullopt,
                                  noon + 50min,
                                  {},
                                  {{"stripe", false, {{0, {3, false}}, {3, {0, false}}}}}};
        const ChartValues values = shown(chart("jobs-waiting"), answer);
        QCOMPARE(values.series.size(), std::size_t(1));
        QVERIFY(values.series[0].values[0] == 3.0);
        QVERIFY(!values.series[0].values[1]);
        QVERIFY(values.series[0].values[3] == 0.0);
        QVERIFY(values.states[0] == BucketState::Whole);
        QVERIFY(values.states[1] == BucketState::NotMeasured);
        QVERIFY(values.states[3] == BucketState::Partial);
    }

    void nothingAtAllIsZeroWhereItIsMeasured()
    {
        MetricAnswer nothing = answerWith({}, {});
        nothing.series.clear();
        const ChartValues values = shown(chart("ai-tokens"), nothing);
        QCOMPARE(values.series.size(), std::size_t(2));
        QVERIFY(values.series[0].values[1] == 0.0);
        QVERIFY(!values.series[0].values[4]);
        QVERIFY(shown(chart("delivery-heat"), nothing).series.empty());
    }

    void nobodysSeriesAndTheOthersHaveWords()
    {
        MetricAnswer answer = answerWith({}, {{2, calls(3)}});
        answer.series.push_back({{}, true, {{2, calls(1)}}});
        const ChartValues values = shown(chart("ingest-rate"), answer);
        QVERIFY(!values.series[0].name.isEmpty());
        QVERIFY(values.series[1].isOther);
        QVERIFY(values.series[0].name != values.series[1].name);
    }

    /// Bands hold whole buckets of the histograms, so nothing is estimated.
    void aHeatMapCountsEveryCallOnce()
    {
        MetricCell cell;
        for (const std::int64_t latency : {0, 1, 2, 3, 5, 1000, 1535, 1536, 99'000, 3'000'000}) {
            ++cell.calls;
            cell.latency.add(latency);
        }
        const ChartValues values = shown(chart("delivery-heat"), answerWith({}, {{2, cell}}));
        double sum = 0;
        std::int64_t next = values.series.front().band.lowest;
        for (const ChartSeries &band : values.series) {
            QCOMPARE(band.band.lowest, next);
            next = band.band.highest + 1;
            sum += *band.values[2];
            QVERIFY(!band.values[0]);
            QVERIFY(band.values[1] == 0.0);
        }
        QCOMPARE(sum, 10.);
        QVERIFY(next > 3'000'000);
    }

    void theGreatestLatencyHasABand()
    {
        MetricCell cell;
        cell.calls = 1;
        cell.latency.add(std::numeric_limits<std::int64_t>::max());
        const ChartValues values = shown(chart("delivery-heat"), answerWith({}, {{2, cell}}));
        QVERIFY(values.series.back().values[2] == 1.0);
    }

    void aRangesFigureIsOfAllItsMeasuredCallsTogether()
    {
        Chart latency = chart("delivery-latency");
        latency.tellsRange = true;
        const auto values = shown(latency,
                                  answerWith({},
                                             {{0, calls(50, 9s)}, // before it is measured
                                              {1, calls(3, 100ms)},
                                              {2, calls(1, 400ms)}}));
        QVERIFY(qAbs(*values.series[0].ofRange / 100 - 1) < 0.01);
        QVERIFY(qAbs(*values.series[2].ofRange / 400 - 1) < 0.01);
    }

    void anObjectiveIsAskedForWithItsWindowsBefore_data()
    {
        QTest::addColumn<int>("hours");
        QTest::addColumn<int>("stepMinutes");
        QTest::newRow("quarters") << 24 << 15;
        QTest::newRow("three hours, in hours") << 24 * 7 << 60;
        QTest::newRow("months, as they are") << 24 * 90 << 24 * 60;
    }
    void anObjectiveIsAskedForWithItsWindowsBefore()
    {
        QFETCH(int, hours);
        QFETCH(int, stepMinutes);
        const Buckets buckets =
            metricBuckets({noon, noon + std::chrono::hours(hours)}, QTimeZone::utc());
        const auto edges = requestOf(chart("job-objective"), {}, buckets.edges).edges;
        const bool hasWindows = stepMinutes <= 60;
        QVERIFY(edges.front() == buckets.edges.front() - (hasWindows ? 6h : 0h));
        for (std::size_t i = 1; i < edges.size(); ++i)
            QVERIFY(edges[i] - edges[i - 1] == std::chrono::minutes(stepMinutes));
    }

    void aBurnRateIsOfTheWindowThatEndsWithTheBucket()
    {
        const Chart burn = chart("job-objective");
        const Buckets buckets = quarters();
        const MetricRequest request = requestOf(burn, {}, buckets.edges);
        const std::size_t first = 24; // the quarters of six hours
        MetricAnswer answer{std::nullopt, noon + 50min, {}};
        answer.series.push_back({"succeeded", false, {{first + 2, calls(199)}, {0, calls(800)}}});
        answer.series.push_back({"dead", false, {{first + 2, calls(1, 1ms, 1)}}});
        const ChartValues values = valuesOf(burn, request, answer, buckets);
        QCOMPARE(values.series.size(), std::size_t(2));
        QVERIFY(!values.series[0].values[0]); // no calls in the hour before
        QVERIFY(qAbs(*values.series[0].values[2] - 1) < 1e-9); // 1 of 200, where 0.5 % may be
        QVERIFY(!values.series[0].values[3]); // of its own quarter nothing is measured whole
        QVERIFY(qAbs(*values.series[1].values[0]) < 1e-9);
        QVERIFY(!values.series[0].values[4]);
        QVERIFY(qAbs(*values.budgetLeft) < 1e-9);
    }

    void thePagesLabelTakesTheChartsPlaceWhereTheMeasureHasIt()
    {
        const std::vector<Timestamp> edges = quarters().edges;
        const ChartScope byTenant{"tenant", 7, {}};
        QCOMPARE(requestOf(chart("ingest-rate"), byTenant, edges).by, "tenant");
        QCOMPARE(requestOf(chart("ingest-rate"), byTenant, edges).most, 7);
        QCOMPARE(requestOf(chart("delivery-answers"), byTenant, edges).by, "outcome");
        const ChartScope byModel{"model", 5, {}};
        QCOMPARE(requestOf(chart("ingest-rate"), byModel, edges).by, "source");
    }

    void aFilterOfAnotherMeasureIsLeftOut()
    {
        ChartScope scope;
        scope.filter.conditions = {{QStringLiteral("tenant"), {}, {QStringLiteral("acme")}},
                                   {QStringLiteral("model"), {}, {QStringLiteral("large")}}};
        const auto edges = quarters().edges;
        QCOMPARE(requestOf(chart("ingest-rate"), scope, edges).filter.conditions.size(), 1);
        QCOMPARE(requestOf(chart("ai-cost"), scope, edges).filter.conditions.size(), 2);
    }
};

QTEST_GUILESS_MAIN(ChartValuesTest)
#include "chartvalues_test.moc"
