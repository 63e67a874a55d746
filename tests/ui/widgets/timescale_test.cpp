#include "ui/widgets/timescale.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::widgets;
using namespace std::chrono_literals;

namespace {

/// 2026-11-17 00:00 UTC
const Timestamp midnight{std::chrono::seconds(1794873600)};

} // namespace

class TimeScaleTest : public QObject
{
    Q_OBJECT

private slots:
    void positionsAndTimesAgree_data()
    {
        QTest::addColumn<double>("begin");
        QTest::addColumn<double>("end");
        QTest::newRow("to the right") << 44.0 << 1244.0;
        QTest::newRow("upwards") << 600.0 << 0.0;
    }
    void positionsAndTimesAgree()
    {
        QFETCH(double, begin);
        QFETCH(double, end);
        const TimeScale scale({midnight, midnight + 24h}, begin, end);
        QCOMPARE(scale.position(midnight), begin);
        QCOMPARE(scale.position(midnight + 24h), end);
        QCOMPARE(scale.position(midnight + 6h), begin + (end - begin) / 4);
        QVERIFY(scale.time(scale.position(midnight + 6h)) == midnight + 6h);
    }

    void aPositionBesideTheLineIsATimeWithin()
    {
        const TimeScale scale({midnight, midnight + 1h}, 0, 100);
        QVERIFY(scale.time(-50) == midnight);
        QVERIFY(scale.time(500) == midnight + 1h - 1us);
    }

    void anEmptyScaleDividesByNothing()
    {
        const TimeScale scale({midnight, midnight}, 0, 100);
        QVERIFY(scale.isEmpty());
        QCOMPARE(scale.position(midnight + 1h), 0.0);
        QVERIFY(scale.time(50) == midnight);
        QVERIFY(scale.ticks(50, QTimeZone::utc()).empty());
        QVERIFY(TimeScale({midnight, midnight + 1h}, 0, 0).isEmpty());
    }

    void ticksAreRoundAndApart_data()
    {
        QTest::addColumn<int>("hours");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("labels");
        QTest::newRow("an hour") << 1 << QByteArray("UTC")
                                 << QStringLiteral("17 Nov,00:15,00:30,00:45,01:00");
        QTest::newRow("a day") << 24 << QByteArray("UTC")
                               << QStringLiteral("17 Nov,06:00,12:00,18:00,18 Nov");
        QTest::newRow("a day elsewhere")
            << 24 << QByteArray("Europe/Berlin") << QStringLiteral("06:00,12:00,18:00,18 Nov");
        QTest::newRow("a week") << 96 << QByteArray("UTC")
                                << QStringLiteral("17 Nov,18 Nov,19 Nov,20 Nov,21 Nov");
    }
    void ticksAreRoundAndApart()
    {
        QFETCH(int, hours);
        QFETCH(QByteArray, zone);
        const TimeScale scale({midnight, midnight + std::chrono::hours(hours)}, 0, 400);
        QStringList labels;
        double last = -100;
        for (const TimeScale::Tick &tick : scale.ticks(80, QTimeZone(zone))) {
            labels += tick.label;
            QVERIFY(scale.position(tick.time) - last >= 80);
            last = scale.position(tick.time);
            QCOMPARE(tick.isDay, tick.label.contains(u' '));
        }
        QTEST(labels.join(u','), "labels");
    }

    void boundariesAreWrittenAsFineAsTheStep_data()
    {
        QTest::addColumn<TimeStep::Unit>("unit");
        QTest::addColumn<bool>("withDay");
        QTest::addColumn<QString>("text");
        QTest::newRow("seconds") << TimeStep::Unit::Second << false << QStringLiteral("09:30:00");
        QTest::newRow("minutes") << TimeStep::Unit::Minute << false << QStringLiteral("09:30");
        QTest::newRow("with the day")
            << TimeStep::Unit::Hour << true << QStringLiteral("17 Nov 09:30");
        QTest::newRow("days") << TimeStep::Unit::Day << false << QStringLiteral("17 Nov 2026");
    }
    void boundariesAreWrittenAsFineAsTheStep()
    {
        QFETCH(TimeStep::Unit, unit);
        QFETCH(bool, withDay);
        QTEST(stepText(midnight + 9h + 30min, {unit, 1}, QTimeZone::utc(), withDay), "text");
    }
};

QTEST_GUILESS_MAIN(TimeScaleTest)
#include "timescale_test.moc"
