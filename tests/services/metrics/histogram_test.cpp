#include "services/metrics/histogram.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace gatehouse::metrics;

class HistogramTest : public QObject
{
    Q_OBJECT

    static constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();

    /// As Postgres's percentile_disc.
    static double exact(std::vector<std::int64_t> values, double share)
    {
        std::sort(values.begin(), values.end());
        const auto rank = std::max(1.0, std::ceil(share * double(values.size())));
        return double(values[std::size_t(rank) - 1]);
    }

private slots:
    void everyValueIsWithinItsBucket_data()
    {
        QTest::addColumn<qint64>("value");
        for (int bit = 0; bit < 63; ++bit) {
            const qint64 power = qint64(1) << bit;
            for (const qint64 value : {power - 1, power, power + 1, power + power / 3})
                QTest::addRow("%lld", value) << value;
        }
        QTest::newRow("greatest") << qint64(greatest);
    }
    void everyValueIsWithinItsBucket()
    {
        QFETCH(qint64, value);
        const Bucket bucket = bucketOf(value);
        QVERIFY(lowestOf(bucket) <= value);
        QVERIFY(value <= highestOf(bucket));
        const double middle = (double(lowestOf(bucket)) + double(highestOf(bucket))) / 2;
        QVERIFY(std::abs(middle - double(value)) <= 0.008 * double(value));
    }

    void bucketsFollowOneAnotherWithoutAGap()
    {
        for (Bucket bucket = 0; bucket < bucketOf(greatest); ++bucket)
            QCOMPARE(lowestOf(Bucket(bucket + 1)), highestOf(bucket) + 1);
        QCOMPARE(highestOf(bucketOf(greatest)), greatest);
    }

    void theNumbersOfBucketsStayWhatTheyAre_data()
    {
        QTest::addColumn<qint64>("value");
        QTest::addColumn<int>("bucket");
        QTest::newRow("below nothing") << qint64(-5) << 0;
        QTest::newRow("nothing") << qint64(0) << 0;
        QTest::newRow("the last of its own") << qint64(127) << 127;
        QTest::newRow("the first of two") << qint64(128) << 128;
        QTest::newRow("one millisecond") << qint64(1'000) << 3 * 64 + 125;
        QTest::newRow("one second") << qint64(1'000'000) << 13 * 64 + 122;
        QTest::newRow("one day") << qint64(86'400'000'000) << 30 * 64 + 80;
        QTest::newRow("greatest") << qint64(greatest) << 58 * 64 - 1;
    }
    void theNumbersOfBucketsStayWhatTheyAre()
    {
        QFETCH(qint64, value);
        QFETCH(int, bucket);
        QCOMPARE(int(bucketOf(value)), bucket);
    }

    void percentilesAreThoseOfTheValues_data()
    {
        QTest::addColumn<double>("share");
        for (const double share : {0.0, 0.01, 0.5, 0.95, 0.99, 0.999, 1.0})
            QTest::addRow("%g", share) << share;
    }
    void percentilesAreThoseOfTheValues()
    {
        QFETCH(double, share);
        std::mt19937_64 random(7);
        std::lognormal_distribution<double> latency(11.5, 1.2); // about 100 ms, with a long tail
        std::vector<std::int64_t> values;
        Histogram histogram;
        for (int i = 0; i < 20'000; ++i) {
            values.push_back(std::int64_t(latency(random)));
            histogram.add(values.back());
        }
        const double value = exact(values, share);
        QVERIFY(std::abs(*histogram.percentile(share) - value) <= 0.008 * value);
    }

    void mergedOnesTellThePercentilesOfAll()
    {
        Histogram all, left, right;
        std::mt19937_64 random(8);
        for (int i = 0; i < 5'000; ++i) {
            const auto value = std::int64_t(random() % 10'000'000);
            all.add(value);
            (i % 7 == 0 ? left : right).add(value);
        }
        Histogram merged = left;
        merged.merge(right);
        QCOMPARE(merged.counts(), all.counts());
        QCOMPARE(merged.size(), 5'000);
        QCOMPARE(*merged.percentile(0.95), *all.percentile(0.95));
    }

    void nothingHasNoPercentile()
    {
        QVERIFY(!Histogram().percentile(0.5));
        QVERIFY(Histogram().isEmpty());
        QCOMPARE(Histogram().sizeUpTo(100), 0.0);
    }

    void itIsMadeAgainFromItsCounts()
    {
        Histogram histogram;
        for (const std::int64_t value : {3, 3, 4'000, 5'000'000})
            histogram.add(value);
        const Histogram again(histogram.counts());
        QCOMPARE(again.counts(), histogram.counts());
        QCOMPARE(again.size(), 4);
    }

    void whatIsNoBucketIsLeftOut()
    {
        const Histogram histogram({{-1, 5}, {32'000, 5}, {10, -3}, {10, 2}});
        QCOMPARE(histogram.size(), 2);
        QCOMPARE(*histogram.percentile(1), 10.0);
    }

    void valuesUpToOneAreCounted()
    {
        Histogram histogram;
        for (const std::int64_t value : {10, 20, 30, 4'000})
            histogram.add(value);
        QCOMPARE(histogram.sizeUpTo(9), 0.0);
        QCOMPARE(histogram.sizeUpTo(20), 2.0);
        QCOMPARE(histogram.sizeUpTo(1'000), 3.0);
        QCOMPARE(histogram.sizeUpTo(greatest), 4.0);
        const Bucket last = bucketOf(4'000);
        QCOMPARE(histogram.sizeUpTo(highestOf(last)), 4.0);
        QVERIFY(histogram.sizeUpTo(lowestOf(last)) > 3 && histogram.sizeUpTo(lowestOf(last)) < 4);
    }
};

QTEST_APPLESS_MAIN(HistogramTest)
#include "histogram_test.moc"
