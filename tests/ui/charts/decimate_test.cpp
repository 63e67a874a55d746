#include "ui/charts/decimate.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace gatehouse;
using namespace gatehouse::charts;
using namespace std::chrono_literals;

namespace {

const Timestamp begin{1'795'780'800s};

std::vector<Sample> samplesOf(const std::vector<double> &values)
{
    std::vector<Sample> samples;
    for (const double value : values)
        samples.push_back({begin + samples.size() * 1s, value});
    return samples;
}

TimeRange seconds(int from, int until)
{
    return {begin + from * 1s, begin + until * 1s};
}

std::vector<double> noise(int count)
{
    std::mt19937 random(7);
    std::normal_distribution<double> height(100, 20);
    std::vector<double> values;
    for (int at = 0; at < count; ++at)
        values.push_back(height(random));
    return values;
}

std::vector<double> valuesOf(const Polyline &line)
{
    std::vector<double> values;
    for (const Sample &sample : line)
        values.push_back(sample.value);
    return values;
}

using Values = std::vector<double>;
constexpr double gap = notMeasured;

} // namespace

class DecimateTest : public QObject
{
    Q_OBJECT

private slots:
    void aFewPointsStayAsTheyAre_data()
    {
        QTest::addColumn<Values>("values");
        QTest::addColumn<QList<Values>>("lines");
        QTest::newRow("none") << Values{} << QList<Values>{};
        QTest::newRow("one") << Values{3} << QList<Values>{{3}};
        QTest::newRow("some") << Values{3, 1, 2} << QList<Values>{{3, 1, 2}};
        QTest::newRow("equal") << Values{2, 2, 2} << QList<Values>{{2, 2, 2}};
        QTest::newRow("a gap") << Values{3, gap, 2, 4} << QList<Values>{{3}, {2, 4}};
        QTest::newRow("gaps at the ends") << Values{gap, 3, 2, gap} << QList<Values>{{3, 2}};
        QTest::newRow("nothing measured") << Values{gap, gap} << QList<Values>{};
        QTest::newRow("infinite is not measured")
            << Values{1, std::numeric_limits<double>::infinity(), 2} << QList<Values>{{1}, {2}};
    }
    void aFewPointsStayAsTheyAre()
    {
        QFETCH(Values, values);
        QFETCH(QList<Values>, lines);
        QList<Values> found;
        for (const Polyline &line : decimate(samplesOf(values), seconds(0, 100), 1000))
            found += valuesOf(line);
        QCOMPARE(found, lines);
    }

    void aColumnKeepsItsFirstLowestHighestAndLastInTheirOrder()
    {
        const auto lines = decimate(samplesOf({5, 9, 7, 1, 6, 4, 8, 3, 2, 5}), seconds(0, 10), 1);
        QCOMPARE(lines.size(), std::size_t(1));
        QCOMPARE(valuesOf(lines.front()), (Values{5, 9, 1, 5}));
    }

    void noPeakOfAnyColumnIsLost()
    {
        const std::vector<double> values = noise(100'000);
        const auto lines = decimate(samplesOf(values), seconds(0, 100'000), 500);
        QCOMPARE(lines.size(), std::size_t(1));
        for (int column = 0; column < 500; ++column) {
            const TimeRange time = seconds(200 * column, 200 * column + 200);
            double least = 1e9, most = -1e9;
            int points = 0;
            for (const Sample &sample : lines.front()) {
                if (!time.contains(sample.time))
                    continue;
                least = std::min(least, sample.value);
                most = std::max(most, sample.value);
                ++points;
            }
            const auto raw = values.begin() + 200 * column;
            QCOMPARE(least, *std::min_element(raw, raw + 200));
            QCOMPARE(most, *std::max_element(raw, raw + 200));
            QVERIFY(points <= 4);
        }
    }

    void theFirstAndTheLastPointAreKept()
    {
        const std::vector<double> values = noise(10'000);
        const auto lines = decimate(samplesOf(values), seconds(0, 10'000), 100);
        QCOMPARE(lines.front().front().value, values.front());
        QCOMPARE(lines.back().back().value, values.back());
    }

    void aGapOverAColumnsEdgeEndsALine()
    {
        std::vector<double> values(1000, 5);
        for (int at = 480; at < 540; ++at)
            values[std::size_t(at)] = gap;
        const auto lines = decimate(samplesOf(values), seconds(0, 1000), 10);
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(lines[0].back().time, begin + 479s);
        QCOMPARE(lines[1].front().time, begin + 540s);
    }

    void gapsNeverMakeMoreLinesThanThereAreColumns()
    {
        std::vector<double> values(100'000, 5);
        for (std::size_t at = 0; at < values.size(); at += 2)
            values[at] = gap;
        QVERIFY(decimate(samplesOf(values), seconds(0, 100'000), 300).size() <= 301);
    }

    void aLineReachesBeyondTheWindow()
    {
        const auto lines = decimate(samplesOf({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}),
                                    {begin + 2500ms, begin + 5500ms}, 3);
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY(lines.front().front().time <= begin + 2500ms);
        QVERIFY(lines.front().back().time >= begin + 5500ms);
    }

    void aWindowThatMovesReadsOnlyNewColumns()
    {
        Decimator decimator(samplesOf(noise(100'000)));
        decimator.polylines(seconds(0, 50'000), 500);
        QVERIFY(decimator.columnsRead() >= 500);
        decimator.polylines(seconds(1000, 51'000), 500);
        QCOMPARE(decimator.columnsRead(), std::size_t(10));
        decimator.polylines(seconds(1000, 51'000), 500);
        QCOMPARE(decimator.columnsRead(), std::size_t(0));
    }

    void aMovedWindowShowsWhatAFreshOneDoes()
    {
        const auto samples = samplesOf(noise(50'000));
        Decimator moving(samples);
        for (const int from : {0, 700, 1433, 20'000, 19'000}) {
            const TimeRange window = seconds(from, from + 25'000);
            const auto moved = moving.polylines(window, 333),
                       fresh = decimate(samples, window, 333);
            QCOMPARE(moved.size(), fresh.size());
            for (std::size_t at = 0; at < fresh.size(); ++at)
                QCOMPARE(valuesOf(moved[at]), valuesOf(fresh[at]));
        }
    }

    void aWindowBesideTheSamplesIsEmpty()
    {
        const auto samples = samplesOf({1, 2, 3});
        QVERIFY(decimate(samples, {}, 10).empty());
        QCOMPARE(clipped({{1, 1}, {2, 2}}, 5, 9), QList<QPointF>());
    }

    void aLineIsCutWhereItCrossesTheEdges_data()
    {
        using Points = QList<QPointF>;
        QTest::addColumn<Points>("points");
        QTest::addColumn<Points>("within");
        QTest::newRow("inside") << Points{{1, 1}, {9, 9}} << Points{{1, 1}, {9, 9}};
        QTest::newRow("left") << Points{{-5, 0}, {5, 10}} << Points{{0, 5}, {5, 10}};
        QTest::newRow("right") << Points{{5, 0}, {15, 10}} << Points{{5, 0}, {10, 5}};
        QTest::newRow("across") << Points{{-10, 0}, {20, 30}} << Points{{0, 10}, {10, 20}};
        QTest::newRow("outside") << Points{{11, 0}, {20, 30}} << Points{};
        QTest::newRow("on the edge") << Points{{0, 1}, {10, 2}} << Points{{0, 1}, {10, 2}};
    }
    void aLineIsCutWhereItCrossesTheEdges()
    {
        QFETCH(QList<QPointF>, points);
        QTEST(clipped(points, 0, 10), "within");
    }
};

QTEST_APPLESS_MAIN(DecimateTest)
#include "decimate_test.moc"
