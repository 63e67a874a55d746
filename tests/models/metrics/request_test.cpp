#include "models/metrics/request.h"

#include <QDateTime>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace std::chrono_literals;

namespace {

Timestamp at(const char *iso)
{
    return Timestamp(std::chrono::milliseconds(
        QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate).toMSecsSinceEpoch()));
}

std::vector<Timestamp> every(Timestamp from, std::chrono::minutes step, int buckets)
{
    std::vector<Timestamp> edges;
    for (int i = 0; i <= buckets; ++i)
        edges.push_back(from + step * i);
    return edges;
}

MetricRequest requestOf(std::string measure, std::string by = {})
{
    return {std::move(measure), std::move(by), 10, every(at("2026-11-17T00:00:00Z"), 15min, 4), {}};
}

RequestParts partsOf(std::vector<Timestamp> edges, Timestamp now)
{
    return metrics::partsOf({"ingest", {}, 10, std::move(edges), {}}, now);
}

browsing::Metrics answered(Timestamp until, const std::string &value, std::int64_t calls,
                           bool isOther = false)
{
    browsing::Metrics metrics;
    metrics.measuredUntil = until;
    browsing::MetricSeries series{value, isOther, {}};
    series.cells[0].calls = calls;
    metrics.series.push_back(series);
    return metrics;
}

} // namespace

class RequestTest : public QObject
{
    Q_OBJECT

private slots:
    void whatNoSourceCanAnswerIsInvalid_data()
    {
        QTest::addColumn<MetricRequest>("request");
        QTest::addColumn<bool>("isValid");
        QTest::newRow("all") << requestOf("ingest") << true;
        QTest::newRow("by a label") << requestOf("ai", "model") << true;
        QTest::newRow("a gauge") << requestOf("jobs_waiting", "tenant") << true;
        QTest::newRow("a gauge by what it has not") << requestOf("jobs_waiting", "route") << false;
        QTest::newRow("breakers by nothing") << requestOf("breakers_open") << true;
        QTest::newRow("no measure") << requestOf("weather") << false;
        QTest::newRow("a label of another measure") << requestOf("job", "model") << false;
        MetricRequest request = requestOf("job", "source");
        request.most = 51;
        QTest::newRow("too many series") << request << false;
        request = requestOf("job");
        request.edges.resize(1);
        QTest::newRow("no bucket") << request << false;
        request = requestOf("job");
        request.edges[1] += 1s;
        QTest::newRow("no whole minute") << request << false;
        request = requestOf("job");
        request.edges[2] = request.edges[1];
        QTest::newRow("an empty bucket") << request << false;
        request = requestOf("job");
        request.filter.conditions += {QStringLiteral("model"), {}, {QStringLiteral("x")}};
        QTest::newRow("a filter of another measure") << request << false;
    }
    void whatNoSourceCanAnswerIsInvalid()
    {
        QFETCH(MetricRequest, request);
        QTEST(bool(validate(request)), "isValid");
    }

    void minutesAreOnePart()
    {
        const auto edges = every(at("2026-11-17T11:00:00Z"), 15min, 5);
        const RequestParts parts = partsOf(edges, at("2026-11-17T12:03:10Z"));
        QVERIFY(!parts.measuredFrom);
        QCOMPARE(parts.parts.size(), std::size_t(1));
        QVERIFY(parts.parts[0].edges == edges);
    }

    /// The hour that is not over is told by minutes.
    void hoursEndWithMinutes()
    {
        const auto edges = every(at("2026-11-17T00:00:00Z"), 180min, 5);
        const RequestParts parts = partsOf(edges, at("2026-11-17T13:10:20Z"));
        QCOMPARE(parts.parts.size(), std::size_t(2));
        QVERIFY(parts.parts[0].edges.back() == at("2026-11-17T13:00:00Z"));
        QVERIFY((parts.parts[0].buckets == std::vector<std::size_t>{0, 1, 2, 3, 4}));
        QVERIFY(
            (parts.parts[1].edges
             == std::vector<Timestamp>{at("2026-11-17T13:00:00Z"), at("2026-11-17T13:11:00Z")}));
        QVERIFY((parts.parts[1].buckets == std::vector<std::size_t>{4}));
    }

    /// Else rows of an hour would be taken that are not there yet.
    void minutesOfAWholeHourStayMinutes()
    {
        const auto edges = every(at("2026-11-17T10:00:00Z"), 60min, 2);
        const RequestParts parts = partsOf(edges, at("2026-11-17T12:02:00Z"));
        QCOMPARE(parts.parts.size(), std::size_t(2));
        QVERIFY((parts.parts[1].edges
                 == std::vector<Timestamp>{at("2026-11-17T11:00:00Z"), at("2026-11-17T11:01:00Z"),
                                           at("2026-11-17T12:00:00Z")}));
        QVERIFY((parts.parts[1].buckets == std::vector<std::size_t>{1, 1}));
    }

    void daysEndWithHoursAndMinutes()
    {
        const auto edges = every(at("2026-11-10T00:00:00Z"), 24h, 8);
        const RequestParts parts = partsOf(edges, at("2026-11-17T13:10:20Z"));
        QCOMPARE(parts.parts.size(), std::size_t(3));
        QVERIFY(parts.parts[0].edges.back() == at("2026-11-17T00:00:00Z"));
        QVERIFY(parts.parts[1].edges.back() == at("2026-11-17T13:00:00Z"));
        QVERIFY(parts.parts[2].edges.back() == at("2026-11-17T13:11:00Z"));
    }

    void whatIsNotKeptSoFinelyIsLeftOut()
    {
        const Timestamp now = at("2026-11-17T13:10:20Z");
        const auto edges = every(now - 20s - 36 * 24h, 30min, 36 * 48);
        const RequestParts parts = partsOf(edges, now);
        QVERIFY(parts.measuredFrom);
        QVERIFY(*parts.measuredFrom >= now - browsing::minutesKept);
        QVERIFY(*parts.measuredFrom <= now - browsing::minutesKept + 2h);
        QVERIFY(parts.parts[0].edges.front() == *parts.measuredFrom);
        QVERIFY(edges[parts.parts[0].buckets[0]] == *parts.measuredFrom);
    }

    void aGaugeIsOnePart()
    {
        const auto edges = every(at("2026-11-17T00:00:00Z"), 180min, 5);
        const RequestParts parts =
            metrics::partsOf({"jobs_waiting", {}, 10, edges, {}}, at("2026-11-17T13:10:20Z"));
        QCOMPARE(parts.parts.size(), std::size_t(1));
        QVERIFY(parts.parts[0].edges == edges);
    }

    void ofAGaugeTheLastLookOfABucketCounts()
    {
        const RequestPart one{every(at("2026-11-17T00:00:00Z"), 60min, 2), {0, 0}};
        const RequestPart two{every(at("2026-11-17T02:00:00Z"), 60min, 1), {0}};
        PartMerger merger(std::nullopt);
        merger.add(one,
                   browsing::Gauges{at("2026-11-17T01:59:00Z"),
                                    {{"stripe", false, {{0, {5, false}}, {1, {3, false}}}},
                                     {"github", false, {{0, {1, false}}, {1, {7, false}}}}}});
        merger.add(
            two,
            browsing::Gauges{at("2026-11-17T02:30:00Z"), {{"stripe", false, {{0, {4, false}}}}}});
        const MetricAnswer answer = std::move(merger).taken(5, false);
        QCOMPARE(answer.gauges.size(), std::size_t(2));
        QCOMPARE(answer.gauges[0].value, "stripe");
        QCOMPARE(answer.gauges[0].cells.at(0).value, 4.);
        QCOMPARE(answer.gauges[1].cells.at(0).value, 0.);
        QVERIFY(answer.measuredUntil == at("2026-11-17T02:31:00Z"));
    }

    /// Whoever tells finer steps may name values of which nothing is left at a bucket's last look.
    void valuesOfWhichNothingStoodOpenAreNoSeries()
    {
        const RequestPart part{every(at("2026-11-17T00:00:00Z"), 60min, 2), {0, 0}};
        const browsing::Gauges told{at("2026-11-17T01:59:00Z"),
                                    {{"stripe", false, {{0, {5, false}}, {1, {0, false}}}},
                                     {"github", false, {{0, {1, false}}, {1, {7, false}}}}}};
        for (const bool hasLabel : {true, false}) {
            PartMerger merger(std::nullopt);
            merger.add(part, told);
            const MetricAnswer answer = std::move(merger).taken(5, hasLabel);
            QCOMPARE(answer.gauges.size(), std::size_t(hasLabel ? 1 : 2));
            QCOMPARE(answer.gauges[0].value, "github");
        }
    }

    void theFutureIsNotAskedFor()
    {
        const auto edges = every(at("2026-11-18T00:00:00Z"), 60min, 3);
        QVERIFY(partsOf(edges, at("2026-11-17T13:10:20Z")).parts.empty());
    }

    void partsAreAddedUpAndTheFirstSeriesTold()
    {
        const RequestPart one{every(at("2026-11-17T00:00:00Z"), 60min, 1), {0}};
        const RequestPart two{every(at("2026-11-17T01:00:00Z"), 60min, 1), {0}};
        PartMerger merger(std::nullopt);
        merger.add(one, answered(one.edges.back(), "github", 5));
        merger.add(one, answered(one.edges.back(), "", 2, true));
        merger.add(two, answered(at("2026-11-17T01:30:00Z"), "stripe", 9));
        merger.add(two, answered(at("2026-11-17T01:30:00Z"), "github", 1));
        merger.add(two, answered(at("2026-11-17T01:30:00Z"), "", 3));
        const MetricAnswer answer = std::move(merger).taken(2, true);
        QCOMPARE(answer.series.size(), std::size_t(3));
        QCOMPARE(answer.series[0].value, "stripe");
        QCOMPARE(answer.series[1].cells.at(0).calls, 6);
        QVERIFY(answer.series[2].isOther);
        QCOMPARE(answer.series[2].cells.at(0).calls, 5);
        QVERIFY(answer.measuredUntil == at("2026-11-17T01:30:00Z"));
    }

    void requestsThatAreAlikeButForLatenciesBecomeOne()
    {
        std::vector<MetricRequest> requests{requestOf("ai", "model"), requestOf("ai", "tenant"),
                                            requestOf("ai", "model"), requestOf("job", "tenant")};
        for (const std::size_t without : {0, 1})
            requests[without].tellsLatencies = false;
        shareLatencies(requests);
        QVERIFY(requests[0] == requests[2]);
        QVERIFY(requests[0].tellsLatencies);
        QVERIFY(!requests[1].tellsLatencies);
        QVERIFY(requests[3].tellsLatencies);
    }

    /// Or a hole would count as nothing.
    void aPartThatIsNotMeasuredToItsEndEndsAll()
    {
        const RequestPart one{every(at("2026-11-17T00:00:00Z"), 60min, 1), {0}};
        const RequestPart two{every(at("2026-11-17T01:00:00Z"), 60min, 1), {1}};
        PartMerger merger(std::nullopt);
        merger.add(one, answered(at("2026-11-17T00:00:00Z"), "github", 5));
        merger.add(two, answered(at("2026-11-17T02:00:00Z"), "github", 5));
        QVERIFY(std::move(merger).taken(2, true).measuredUntil == at("2026-11-17T00:00:00Z"));
    }
};

QTEST_GUILESS_MAIN(RequestTest)
#include "request_test.moc"
