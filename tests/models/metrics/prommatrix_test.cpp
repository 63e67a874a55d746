#include "models/metrics/metricbuckets.h"
#include "models/metrics/prommatrix.h"

#include <QJsonDocument>
#include <QTest>

#include <cmath>
#include <limits>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace gatehouse::metrics::prometheus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr double endless = std::numeric_limits<double>::infinity();
const Timestamp begin(std::chrono::seconds(600));

MetricRequest minutes(int count, const std::string &by = "source")
{
    MetricRequest request{"delivery", by, 2, {}, {}};
    for (int minute = 0; minute <= count; ++minute)
        request.edges.push_back(begin + minute * 1min);
    return request;
}

QJsonObject matrix(const QByteArray &result)
{
    return QJsonDocument::fromJson("{\"status\": \"success\", \"data\": {\"resultType\": "
                                   "\"matrix\", \"result\": "
                                   + result + "}}")
        .object();
}

Query query(Kind kind)
{
    return {kind, {}, {}};
}

} // namespace

/// What Prometheus's answers become.
class PromMatrixTest : public QObject
{
    Q_OBJECT

private slots:
    void runsAreOfOneWidth()
    {
        const auto runs = runsOf({begin, begin + 1min, begin + 2min, begin + 7min, begin + 12min});
        QCOMPARE(runs.size(), std::size_t(2));
        QCOMPARE(runs[0].count, std::size_t(2));
        QCOMPARE(runs[1].first, std::size_t(2));
        QCOMPARE(runs[1].from, begin + 2min);
        QVERIFY(runs[1].width == 5min);
    }

    void callsAreSpreadBetweenTheirBounds()
    {
        const Histogram spreaded = spread({{1, 0}, {2, 1000}, {5, 1000}, {endless, 1000}}, 1000);
        QCOMPARE(spreaded.size(), 1000);
        for (const double share : {0.1, 0.5, 0.95})
            QVERIFY(std::abs(*spreaded.percentile(share) - 1000 * (1 + share)) < 20);
        QCOMPARE(spreaded.sizeUpTo(900), 0.0);
    }

    void callsBeyondTheLastBoundAreAtIt()
    {
        const Histogram spreaded = spread({{1, 0}, {10, 0}, {endless, 3}}, 1000);
        QCOMPARE(spreaded.size(), 3);
        QVERIFY(std::abs(*spreaded.percentile(0.5) - 10'000) < 100);
    }

    void countsThatFallAreTakenAsTheyWere()
    {
        const Histogram spreaded = spread({{1, 5}, {2, 3}, {5, 10}, {endless, 10}}, 1000);
        QCOMPARE(spreaded.size(), 10);
    }

    void halfACallIsNone()
    {
        QVERIFY(spread({{1, 0.2}, {endless, 0.4}}, 1000).isEmpty());
        QVERIFY(spread({}, 1000).isEmpty());
    }

    void callsAndErrorsAreAddedUp()
    {
        const MetricRequest request = minutes(2);
        const Run run = runsOf(request.edges).front();
        MatrixReader reader(request);
        QVERIFY(reader.take(matrix(R"([{"metric": {}, "values": [[660, "4"], [720, "4"]]}])"),
                            query(Kind::Samples), run));
        QVERIFY(reader.take(
            matrix(R"([{"metric": {"source": "stripe"}, "values": [[660, "3.2"], [720, "0.1"]]}])"),
            query(Kind::Calls), run));
        QVERIFY(
            reader.take(matrix(R"([{"metric": {"source": "stripe"}, "values": [[660, "1.9"]]}])"),
                        query(Kind::Errors), run));
        const MetricAnswer answer = std::move(reader).answer(1000);
        QCOMPARE(answer.series.size(), std::size_t(1));
        QCOMPARE(answer.series[0].value, std::string("stripe"));
        QCOMPARE(answer.series[0].cells.size(), std::size_t(1));
        QCOMPARE(answer.series[0].cells.at(0).calls, 5);
        QCOMPARE(answer.series[0].cells.at(0).errors, 2);
        QVERIFY(answer.gaps.empty());
        QCOMPARE(*answer.measuredUntil, begin + 2min);
    }

    void whereLessThanTwoScrapesAreNothingIsKnown()
    {
        const MetricRequest request = minutes(4);
        const Run run = runsOf(request.edges).front();
        MatrixReader reader(request);
        QVERIFY(reader.take(
            matrix(R"([{"metric": {}, "values": [[660, "4"], [720, "1"], [840, "2"]]}])"),
            query(Kind::Samples), run));
        const MetricAnswer answer = std::move(reader).answer(1000);
        QCOMPARE(answer.gaps, std::vector<TimeRange>({{begin + 1min, begin + 3min}}));
        QVERIFY(stateOf({begin + 1min, begin + 2min}, answer) == BucketState::NotMeasured);
        QVERIFY(stateOf({begin + 3min, begin + 4min}, answer) == BucketState::Whole);
    }

    void whatWasNotAskedForIsRefused_data()
    {
        QTest::addColumn<QJsonObject>("json");
        QTest::addColumn<Kind>("kind");
        const auto row = [](const char *name, const QJsonObject &json, Kind kind = Kind::Calls) {
            QTest::newRow(name) << json << kind;
        };
        const QJsonObject vector = QJsonDocument::fromJson(
                                       R"({"status": "success", "data": {"resultType": "vector",
                                           "result": []}})")
                                       .object();
        row("nothing", {});
        row("another type", vector);
        row("a moment between two ends", matrix(R"([{"metric": {}, "values": [[661, "1"]]}])"));
        row("a moment before", matrix(R"([{"metric": {}, "values": [[600, "1"]]}])"));
        row("a moment behind", matrix(R"([{"metric": {}, "values": [[780, "1"]]}])"));
        row("a moment that is none", matrix(R"([{"metric": {}, "values": [["660", "1"]]}])"));
        row("a value that is none", matrix(R"([{"metric": {}, "values": [[660, "many"]]}])"));
        row("below zero", matrix(R"([{"metric": {}, "values": [[660, "-1"]]}])"));
        row("endless", matrix(R"([{"metric": {}, "values": [[660, "+Inf"]]}])"));
        row("too much", matrix(R"([{"metric": {}, "values": [[660, "1e13"]]}])"));
        row("a bound that is none", matrix(R"([{"metric": {"le": "x"}, "values": [[660, "1"]]}])"),
            Kind::Latencies);
        row("a bound twice", matrix(R"([{"metric": {"le": "1"}, "values": [[660, "1"]]},
                                         {"metric": {"le": "1.0"}, "values": [[660, "1"]]}])"),
            Kind::Latencies);
        row("a gauge twice", matrix(R"([{"metric": {}, "values": [[660, "1"], [660, "1"]]}])"),
            Kind::Gauge);
    }
    void whatWasNotAskedForIsRefused()
    {
        QFETCH(QJsonObject, json);
        QFETCH(Kind, kind);
        const MetricRequest request = minutes(2);
        MatrixReader reader(request);
        const auto taken = reader.take(json, query(kind), runsOf(request.edges).front());
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, ErrorKind::Invalid);
    }
};

QTEST_APPLESS_MAIN(PromMatrixTest)
#include "prommatrix_test.moc"
