#include "models/histogram/buckets.h"
#include "tests/models/support/sampledescriptor.h"

#include <QDateTime>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace gatehouse::histogram;
using namespace std::chrono_literals;

namespace {

Timestamp at(const char *iso)
{
    return Timestamp(std::chrono::milliseconds(
        QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODateWithMs).toMSecsSinceEpoch()));
}

Condition received(Operator comparison, const char *value)
{
    Condition condition;
    condition.field = QStringLiteral("received_at");
    condition.comparison = comparison;
    condition.values = {QString::fromLatin1(value)};
    return condition;
}

const Timestamp now = at("2026-11-17T13:32:07Z");
const Descriptor descriptor = test::sampleDescriptor();

} // namespace

class BucketsTest : public QObject
{
    Q_OBJECT

private slots:
    void bucketsCoverTheRangeAndCountOnlyWithin()
    {
        const Buckets buckets = bucketsOf({now - 24h, now}, 100, QTimeZone::utc());
        QCOMPARE(buckets.size(), 97);
        QVERIFY(buckets.bucket(0).from == at("2026-11-16T13:30:00Z"));
        QVERIFY(buckets.counted(0).from == now - 24h);
        QVERIFY(buckets.bucket(96).until == at("2026-11-17T13:45:00Z"));
        QVERIFY(buckets.counted(96).until == now);
        QVERIFY(buckets.counted(50) == buckets.bucket(50));
    }

    void aBucketThatReachesBeyondTheRangeIsPartial()
    {
        const TimeRange range{at("2026-11-17T12:00:00Z"), at("2026-11-17T12:59:59.999Z") + 1us};
        const Buckets whole = bucketsOf(range, 4, QTimeZone::utc());
        QCOMPARE(whole.size(), 4);
        QVERIFY(!whole.isPartial(0) && !whole.isPartial(3));
        const Buckets partial =
            bucketsOf({range.from + 1min, range.until - 1min}, 4, QTimeZone::utc());
        QVERIFY(partial.isPartial(0) && !partial.isPartial(1) && partial.isPartial(3));
    }

    void aTimeIsInOneBucket()
    {
        const Buckets buckets = bucketsOf({now - 24h, now}, 100, QTimeZone::utc());
        QCOMPARE(buckets.indexAt(at("2026-11-17T13:30:00Z")), 96);
        QCOMPARE(buckets.indexAt(at("2026-11-17T13:29:59.999Z")), 95);
        QCOMPARE(buckets.indexAt(at("2026-11-17T13:45:00Z")), -1);
        QCOMPARE(buckets.indexAt(at("2026-11-16T13:29:59Z")), -1);
    }

    void chipsSayTheRange_data()
    {
        QTest::addColumn<Filter>("filter");
        QTest::addColumn<qint64>("secondsBefore");
        QTest::addColumn<qint64>("secondsLong");
        QTest::addColumn<int>("rest");
        const Condition since = received(Operator::AtLeast, "2h");
        const Condition fixed = received(Operator::AtLeast, "2026-11-17T12:00:00Z");
        Condition until = received(Operator::AtMost, "2026-11-17T12:59:59.999Z");
        Condition off = until;
        off.enabled = false;
        Condition negated = until;
        negated.negated = true;
        QTest::newRow("none") << Filter{} << qint64(0) << qint64(86400) << 0;
        QTest::newRow("of something else")
            << test::statusFilter(QStringLiteral("failed")) << qint64(0) << qint64(86400) << 1;
        QTest::newRow("so long ago") << Filter{{since}} << qint64(0) << qint64(7200) << 0;
        QTest::newRow("the narrower") << Filter{{since, fixed}} << qint64(0) << qint64(5527) << 0;
        QTest::newRow("until") << Filter{{until}} << qint64(1927) << qint64(86400) << 0;
        QTest::newRow("both") << Filter{{fixed, until}} << qint64(1927) << qint64(3600) << 0;
        QTest::newRow("switched off") << Filter{{off}} << qint64(0) << qint64(86400) << 1;
        QTest::newRow("negated") << Filter{{negated}} << qint64(0) << qint64(86400) << 1;
    }
    void chipsSayTheRange()
    {
        QFETCH(Filter, filter);
        const TimeFilter timed = timeFilterOf(descriptor, filter, now);
        const TimeRange range = timed.range(now, 24h);
        const auto seconds = [](std::chrono::microseconds span) {
            return qint64(std::chrono::round<std::chrono::seconds>(span).count());
        };
        QTEST(seconds(now - range.until), "secondsBefore");
        QTEST(seconds(range.length()), "secondsLong");
        QTEST(int(timed.rest.conditions.size()), "rest");
    }

    void aRangeBecomesChipsThatSayTheSame_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<Timestamp>("from");
        QTest::newRow("UTC") << QByteArray("UTC") << at("2026-11-17T12:00:00Z");
        QTest::newRow("the machine's")
            << QTimeZone::systemTimeZoneId() << at("2026-11-17T12:00:00Z");
        QTest::newRow("seconds") << QByteArray("UTC") << at("2026-11-17T12:00:05.250Z");
    }
    void aRangeBecomesChipsThatSayTheSame()
    {
        QFETCH(QByteArray, zone);
        QFETCH(Timestamp, from);
        const Filter before{{received(Operator::AtLeast, "2h"),
                             test::statusFilter(QStringLiteral("failed")).conditions.first()}};
        const TimeRange range{from, from + 15min};
        const Filter filter = withRange(descriptor, before, range, QTimeZone(zone));
        QCOMPARE(filter.conditions.size(), 3);
        QVERIFY(validate(descriptor, filter));
        const TimeFilter timed = timeFilterOf(descriptor, filter, now);
        QVERIFY(timed.from == range.from);
        QVERIFY(timed.until == range.until - 1ms + 1us); // ids hold whole milliseconds
        QVERIFY(withoutRange(descriptor, filter) == test::statusFilter(QStringLiteral("failed")));
    }

    void chipsOfWholeMinutesAreShort()
    {
        const TimeRange range{at("2026-11-17T12:00:00Z"), at("2026-11-17T12:15:00Z")};
        const Filter filter = withRange(descriptor, {}, range, QTimeZone::utc());
        QCOMPARE(filter.conditions.at(0).values.first(), QStringLiteral("2026-11-17 12:00Z"));
        QCOMPARE(filter.conditions.at(1).values.first(),
                 QStringLiteral("2026-11-17 12:14:59.999Z"));
    }
};

QTEST_GUILESS_MAIN(BucketsTest)
#include "buckets_test.moc"
