#include "ui/pages/metrics/chartlook.h"

#include <QTest>

#include <algorithm>

using namespace gatehouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using charts::SeriesStyle;
using metrics::BucketState;

namespace {

const Timestamp begin{1'795'600'800s}; // a whole hour

metrics::Chart chartOf(const QString &id)
{
    const auto all = metrics::metricCharts();
    const auto found = std::find_if(all.cbegin(), all.cend(),
                                    [&](const metrics::Chart &chart) { return chart.id == id; });
    Q_ASSERT(found != all.cend());
    return *found;
}

/// Buckets of 15 minutes, all of them measured.
metrics::ChartValues valuesOf(int buckets)
{
    metrics::ChartValues values;
    for (int edge = 0; edge <= buckets; ++edge)
        values.buckets.edges.push_back(begin + edge * 15min);
    values.buckets.step = {TimeStep::Unit::Minute, 15};
    values.buckets.range = values.buckets.extent();
    values.states.assign(std::size_t(buckets), BucketState::Whole);
    return values;
}

metrics::ChartSeries seriesOf(const std::string &value,
                              const std::vector<std::optional<double>> &values)
{
    return {QString::fromStdString(value), value, false, {}, values};
}

metrics::ChartState stateOf(const metrics::ChartValues &values)
{
    metrics::ChartState state;
    state.values = values;
    return state;
}

} // namespace

class ChartLookTest : public QObject
{
    Q_OBJECT

private slots:
    void everyChartOfThePageHasAUnitAndAMeasure()
    {
        for (const metrics::Chart &chart : metrics::metricCharts()) {
            const charts::ChartDescriptor look = ui::lookOf(chart);
            QCOMPARE(look.id, chart.id);
            QVERIFY2(!look.measure.isEmpty(), qPrintable(chart.id));
        }
    }

    void whatIsOfABucketSaysItsLength_data()
    {
        QTest::addColumn<QString>("chart");
        QTest::addColumn<bool>("isPerBucket");
        QTest::newRow("a rate has its own") << u"ingest-rate"_s << false;
        QTest::newRow("counts") << u"delivery-answers"_s << true;
        QTest::newRow("cost") << u"ai-cost"_s << true;
        QTest::newRow("what stands open") << u"dead-letters"_s << false;
        QTest::newRow("percentiles") << u"delivery-latency"_s << false;
        QTest::newRow("a heat map's cells") << u"delivery-heat"_s << true;
    }
    void whatIsOfABucketSaysItsLength()
    {
        QFETCH(QString, chart);
        QTEST(ui::lookOf(chartOf(chart)).isPerBucket, "isPerBucket");
    }

    void aShareIsDrawnInPercent()
    {
        metrics::ChartValues values = valuesOf(2);
        values.series = {seriesOf("large", {0.66, std::nullopt})};
        const auto data = ui::dataOf(chartOf(u"ai-cache"_s), stateOf(values));
        QCOMPARE(data.series[0].values[0], 66.0);
        QVERIFY(!charts::isMeasured(data.series[0].values[1]));
    }

    void whatWasNotMeasuredIsAGreyBand()
    {
        metrics::ChartValues values = valuesOf(4);
        values.series = {seriesOf("stripe", {1, std::nullopt, std::nullopt, 4})};
        values.states[1] = values.states[2] = BucketState::NotMeasured;
        const auto data = ui::dataOf(chartOf(u"ingest-rate"_s), stateOf(values));
        QCOMPARE(data.unmeasured.size(), std::size_t(1));
        QCOMPARE(data.unmeasured[0].from, begin + 15min);
        QCOMPARE(data.unmeasured[0].until, begin + 45min);
    }

    void aBucketThatGoesOnIsPartial()
    {
        metrics::ChartValues values = valuesOf(2);
        values.series = {seriesOf("stripe", {1, 2})};
        values.states[1] = BucketState::Partial;
        values.measuredUntil = begin + 20min;
        const auto data = ui::dataOf(chartOf(u"ingest-rate"_s), stateOf(values));
        QVERIFY(!data.isPartial(0));
        QVERIFY(data.isPartial(1));
    }

    void countsAreComparedByOneLineOfTheirSum()
    {
        metrics::ChartState state = stateOf(valuesOf(2));
        state.values->series = {seriesOf("stripe", {1, 2}), seriesOf("github", {3, 4})};
        state.compared = valuesOf(2);
        state.comparison = metrics::Comparison::LastWeek;
        state.compared->series = {seriesOf("stripe", {10, 20}),
                                  seriesOf("github", {1, std::nullopt})};
        const auto data = ui::dataOf(chartOf(u"ingest-rate"_s), state);
        QCOMPARE(data.series.size(), std::size_t(3));
        QCOMPARE(data.series[2].style, SeriesStyle::Comparison);
        QCOMPARE(data.series[2].values, (std::vector<double>{11, 20}));
        QCOMPARE(data.series[2].name, u"a week before"_s);
    }

    void percentilesAreComparedEachWithItsOwn()
    {
        metrics::ChartState state = stateOf(valuesOf(1));
        state.values->series = {{u"p50"_s, {}, false, {}, {100}}, {u"p95"_s, {}, false, {}, {200}}};
        state.compared = state.values;
        const auto data = ui::dataOf(chartOf(u"delivery-latency"_s), state);
        QCOMPARE(data.series.size(), std::size_t(4));
        QCOMPARE(data.series[3].key, u"p95"_s);
        QCOMPARE(data.series[3].style, SeriesStyle::Comparison);
        QCOMPARE(data.series[3].values, std::vector<double>{200});
    }

    void bandsOfLatencyAreRowsInMilliseconds()
    {
        metrics::ChartValues values = valuesOf(2);
        values.series = {{u"low"_s, {}, false, {0, 0}, {1, 2}},
                         {u"high"_s, {}, false, {1, 999'999}, {3, std::nullopt}}};
        const auto data = ui::dataOf(chartOf(u"delivery-heat"_s), stateOf(values));
        QCOMPARE(data.heat.rows(), 2);
        QVERIFY(data.heat.edges.front() > 0);
        QVERIFY(std::is_sorted(data.heat.edges.begin(), data.heat.edges.end()));
        QCOMPARE(data.heat.edges.back(), 1000.0);
        QCOMPARE(data.heat.count(0, 1), 3.0);
        QVERIFY(!charts::isMeasured(data.heat.count(1, 1)));
    }

    void anObjectiveSaysWhatIsLeftOfItsBudget()
    {
        metrics::ChartValues values = valuesOf(1);
        values.series = {{u"1 h"_s, {}, false, {}, {0.5}}};
        values.budgetLeft = 0.41;
        const auto data = ui::dataOf(chartOf(u"job-objective"_s), stateOf(values));
        QCOMPARE(data.facts.size(), std::size_t(1));
        QCOMPARE(data.facts[0].text, charts::valueText(41, charts::Unit::Percent));
    }

    void costIsSummedUpOverTheRange()
    {
        metrics::ChartValues values = valuesOf(2);
        values.series = {seriesOf("large", {1.5, std::nullopt}), seriesOf("small", {0.25, 0.25})};
        const auto data = ui::dataOf(chartOf(u"ai-cost"_s), stateOf(values));
        QCOMPARE(data.facts[0].text, charts::valueText(2, charts::Unit::Dollars));
    }

    void anOverdrawnBudgetHasNothingLeft()
    {
        metrics::ChartValues values = valuesOf(1);
        values.series = {{u"1 h"_s, {}, false, {}, {50}}};
        values.budgetLeft = -59.1;
        const auto data = ui::dataOf(chartOf(u"job-objective"_s), stateOf(values));
        QCOMPARE(data.facts[0].text, u"none"_s);
    }

    void answersStandInTheOrderOfTheirClassesAndInTheirColours()
    {
        metrics::ChartValues values = valuesOf(1);
        values.series = {seriesOf("5xx", {9}), seriesOf("2xx", {4}), seriesOf("no_answer", {1})};
        const auto data = ui::dataOf(chartOf(u"delivery-answers"_s), stateOf(values));
        QCOMPARE(data.series[0].key, u"2xx"_s);
        QCOMPARE(data.series[0].status, widgets::StatusShape::Check);
        QCOMPARE(data.series[1].status, widgets::StatusShape::Cross);
    }

    void whatJobsAndModelsTakeIsInSeconds()
    {
        metrics::ChartValues values = valuesOf(1);
        values.series = {{u"p50"_s, {}, false, {}, {1500}}};
        const auto data = ui::dataOf(chartOf(u"job-duration"_s), stateOf(values));
        QCOMPARE(data.series[0].values[0], 1.5);
        QCOMPARE(ui::lookOf(chartOf(u"job-duration"_s)).unit, charts::Unit::Seconds);
    }

    void namesOfAnotherKindHaveColoursForThemselves()
    {
        metrics::ChartValues values = valuesOf(1);
        values.series = {seriesOf("stripe", {1})};
        const auto bySource = ui::dataOf(chartOf(u"ingest-rate"_s), stateOf(values));
        const auto byModel = ui::dataOf(chartOf(u"ai-cost"_s), stateOf(values));
        QVERIFY(bySource.series[0].kind != byModel.series[0].kind);
    }

    void theOthersHaveAKeyOfTheirOwn()
    {
        metrics::ChartSeries others = seriesOf({}, {1});
        others.isOther = true;
        QCOMPARE(ui::keyOf(others), u"other"_s);
        QCOMPARE(ui::keyOf(seriesOf("stripe", {1})), u"stripe"_s);
        QVERIFY(ui::keyOf(seriesOf("other", {1})) != ui::keyOf(others)); // a tenant's name
        QCOMPARE(ui::keyOf({u"stripe p95"_s, "stripe", false, {}, {}}), u"stripe p95"_s);
    }

    void whereNothingStoodOpenIsZeroAndNotAGap()
    {
        metrics::ChartValues values = valuesOf(2);
        values.states[0] = BucketState::NotMeasured;
        const auto data = ui::dataOf(chartOf(u"dead-letters"_s), stateOf(values));
        QCOMPARE(data.series.size(), std::size_t(1));
        QVERIFY(!charts::isMeasured(data.series[0].values[0]));
        QCOMPARE(data.series[0].values[1], 0.0);
    }

    void aSeriesThatIsGoneOpensNoOthers()
    {
        metrics::ChartValues values = valuesOf(1);
        values.series = {seriesOf("stripe", {1})};
        const auto rows =
            ui::rowsOf(chartOf(u"ingest-rate"_s), stateOf(values),
                       {u"ingest-rate"_s, u"github"_s, values.buckets.bucket(0)}, QTimeZone::utc());
        QVERIFY(!rows);
    }

    void rowsAreOfTheLabelThatTheValuesWereToldBy()
    {
        metrics::ChartState state = stateOf(valuesOf(1));
        state.values->series = {seriesOf("acme", {1})};
        state.scope.by = "tenant";
        const auto rows = ui::rowsOf(chartOf(u"ingest-rate"_s), state,
                                     {u"ingest-rate"_s, u"acme"_s, state.values->buckets.bucket(0)},
                                     QTimeZone::utc());
        QVERIFY(rows);
        const auto isTenant = [](const collection::Condition &condition) {
            return condition.field == u"tenant";
        };
        QVERIFY(std::any_of(rows->filter.conditions.cbegin(), rows->filter.conditions.cend(),
                            isTenant));
    }

    void aBarOpensTheRowsOfItsSeriesAndBucket()
    {
        metrics::ChartValues values = valuesOf(2);
        values.series = {seriesOf("stripe", {1, 2})};
        const auto rows =
            ui::rowsOf(chartOf(u"ingest-rate"_s), stateOf(values),
                       {u"ingest-rate"_s, u"stripe"_s, values.buckets.bucket(1)}, QTimeZone::utc());
        QVERIFY(rows);
        QCOMPARE(rows->collection, u"events"_s);
        const metrics::BucketRows expected = *metrics::rowsBehind(
            chartOf(u"ingest-rate"_s), {}, values, values.series[0], 1, QTimeZone::utc());
        QCOMPARE(rows->filter, expected.filter);
    }

    void whatWasDraggedOverIsOneStretchOfTime()
    {
        metrics::ChartValues values = valuesOf(4);
        values.series = {seriesOf("stripe", {1, 2, 3, 4})};
        const auto rows =
            ui::rowsOf(chartOf(u"ingest-rate"_s), stateOf(values),
                       {u"ingest-rate"_s, {}, {begin + 15min, begin + 45min}}, QTimeZone::utc());
        QVERIFY(rows);
        metrics::ChartValues joined = valuesOf(1);
        joined.buckets.edges = {begin + 15min, begin + 45min};
        joined.buckets.range = joined.buckets.extent();
        metrics::Chart all = chartOf(u"ingest-rate"_s);
        all.by.clear();
        all.followsPage = false;
        QCOMPARE(rows->filter,
                 metrics::rowsBehind(all, {}, joined, {}, 0, QTimeZone::utc())->filter);
    }

    void aQuestionAboutTimesThatAreGoneIsRefused()
    {
        const auto rows =
            ui::rowsOf(chartOf(u"ingest-rate"_s), stateOf(valuesOf(1)),
                       {u"ingest-rate"_s, {}, {begin - 1h, begin - 45min}}, QTimeZone::utc());
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(ChartLookTest)
#include "chartlook_test.moc"
