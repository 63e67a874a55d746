#include "models/metrics/metricbuckets.h"

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

const QTimeZone berlin("Europe/Berlin");

} // namespace

class MetricBucketsTest : public QObject
{
    Q_OBJECT

private slots:
    void aRangeHasAboutAHundredBuckets_data()
    {
        QTest::addColumn<int>("hours");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("1 h, by minutes") << 1 << 60 << 61;
        QTest::newRow("6 h") << 6 << 72 << 73;
        QTest::newRow("24 h") << 24 << 96 << 97;
        QTest::newRow("7 d") << 24 * 7 << 56 << 58;
        QTest::newRow("30 d") << 24 * 30 << 120 << 121;
        QTest::newRow("90 d") << 24 * 90 << 90 << 91;
    }
    void aRangeHasAboutAHundredBuckets()
    {
        QFETCH(int, hours);
        QFETCH(int, least);
        QFETCH(int, most);
        const Timestamp now = at("2026-09-17T13:32:07Z");
        const Buckets buckets = metricBuckets({now - std::chrono::hours(hours), now}, berlin);
        QVERIFY2(buckets.size() >= least && buckets.size() <= most,
                 QByteArray::number(buckets.size()));
        QVERIFY(buckets.extent().from <= now - std::chrono::hours(hours));
        QVERIFY(buckets.extent().until >= now);
        QVERIFY(!buckets.isPartial(0));
    }

    void noBucketIsShorterThanAMinute()
    {
        const Timestamp now = at("2026-09-17T13:32:07Z");
        const Buckets buckets = metricBuckets({now - 5min, now}, berlin);
        QCOMPARE(buckets.size(), 6);
        QVERIFY(buckets.edges.front() == at("2026-09-17T13:27:00Z"));
    }

    void aDayInWhichClocksAreChangedIsOneBucket()
    {
        const Buckets buckets =
            metricBuckets({at("2026-08-01T12:00:00Z"), at("2026-10-27T12:00:00Z")}, berlin);
        const int day = buckets.indexAt(at("2026-10-25T12:00:00Z"));
        QVERIFY(buckets.bucket(day).length() == 25h);
        QVERIFY(buckets.bucket(day).from == at("2026-10-24T22:00:00Z"));
    }

    void thePeriodBeforeHasTheSameWidths()
    {
        const Buckets buckets =
            metricBuckets({at("2026-11-16T13:00:00Z"), at("2026-11-17T13:00:00Z")}, berlin);
        const auto before = edgesBefore(buckets, Comparison::PreviousPeriod, berlin);
        QCOMPARE(before.size(), buckets.edges.size());
        QVERIFY(before.back() == buckets.edges.front());
        QVERIFY(before[1] - before[0] == 15min);
    }

    void aWeekBeforeIsTheSameTimeOfDay()
    {
        // The clocks were changed on 25 October.
        const Buckets buckets =
            metricBuckets({at("2026-10-27T11:00:00Z"), at("2026-10-28T11:00:00Z")}, berlin);
        const auto before = edgesBefore(buckets, Comparison::LastWeek, berlin);
        QVERIFY(before.front() == at("2026-10-20T10:00:00Z"));
        QVERIFY(before.back() == at("2026-10-21T10:00:00Z"));
    }

    void daysAreComparedWithWholeDays()
    {
        const Buckets buckets =
            metricBuckets({at("2026-10-01T12:00:00Z"), at("2026-11-29T12:00:00Z")}, berlin);
        QVERIFY(buckets.step.unit == TimeStep::Unit::Day);
        for (const Comparison comparison : {Comparison::PreviousPeriod, Comparison::LastWeek}) {
            const auto before = edgesBefore(buckets, comparison, berlin);
            QCOMPARE(before.size(), buckets.edges.size());
            for (const Timestamp edge : before)
                QVERIFY(toDateTime(edge, berlin).time() == QTime(0, 0));
        }
    }

    void withoutAComparisonThereIsNothingBefore()
    {
        const Buckets buckets =
            metricBuckets({at("2026-10-01T12:00:00Z"), at("2026-10-01T13:00:00Z")}, berlin);
        QVERIFY(edgesBefore(buckets, Comparison::None, berlin).empty());
        QVERIFY(edgesBefore({}, Comparison::LastWeek, berlin).empty());
    }

    void aBucketIsKnownAsFarAsItIsMeasured()
    {
        const MetricAnswer answer{at("2026-11-17T10:00:00Z"), at("2026-11-17T12:10:00Z"), {}};
        const auto hour = [](const char *from) { return TimeRange{at(from), at(from) + 1h}; };
        QVERIFY(stateOf(hour("2026-11-17T09:00:00Z"), answer) == BucketState::NotMeasured);
        QVERIFY(stateOf(hour("2026-11-17T10:00:00Z"), answer) == BucketState::Whole);
        QVERIFY(stateOf(hour("2026-11-17T12:00:00Z"), answer) == BucketState::Partial);
        QVERIFY(stateOf(hour("2026-11-17T13:00:00Z"), answer) == BucketState::NotMeasured);
        QVERIFY(stateOf(hour("2026-11-17T10:00:00Z"), {}) == BucketState::NotMeasured);
        MetricAnswer withGap = answer;
        withGap.gaps = {{at("2026-11-17T10:00:00Z"), at("2026-11-17T11:30:00Z")}};
        QVERIFY(stateOf(hour("2026-11-17T10:00:00Z"), withGap) == BucketState::NotMeasured);
        QVERIFY(stateOf(hour("2026-11-17T11:00:00Z"), withGap) == BucketState::Whole);
        QCOMPARE(measuredMinutes(hour("2026-11-17T12:00:00Z"), answer), 10.);
        QCOMPARE(measuredMinutes(hour("2026-11-17T13:00:00Z"), answer), 0.);
    }
};

QTEST_GUILESS_MAIN(MetricBucketsTest)
#include "metricbuckets_test.moc"
