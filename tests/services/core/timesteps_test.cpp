#include "services/core/timesteps.h"

#include <QDateTime>
#include <QTest>

using namespace gatehouse;
using Unit = TimeStep::Unit;

namespace {

Timestamp at(const QString &iso)
{
    return Timestamp(std::chrono::milliseconds(
        QDateTime::fromString(iso, Qt::ISODateWithMs).toMSecsSinceEpoch()));
}

QString text(Timestamp time)
{
    return toDateTime(time, QTimeZone::utc()).toUTC().toString(Qt::ISODate);
}

} // namespace

class TimeStepsTest : public QObject
{
    Q_OBJECT

private slots:
    void aRangeIsCutIntoRoundSteps_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<int>("count");
        QTest::newRow("an instant") << 1 << Unit::Second << 1;
        QTest::newRow("a quarter") << 900 << Unit::Second << 15;
        QTest::newRow("two hours") << 7200 << Unit::Minute << 5;
        QTest::newRow("a day") << 86400 << Unit::Minute << 15;
        QTest::newRow("a week") << 7 * 86400 << Unit::Hour << 3;
        QTest::newRow("a month") << 30 * 86400 << Unit::Day << 1;
        QTest::newRow("a year") << 365 * 86400 << Unit::Week << 1;
        QTest::newRow("ten years") << 3650 * 86400 << Unit::Month << 3;
    }
    void aRangeIsCutIntoRoundSteps()
    {
        QFETCH(int, seconds);
        QFETCH(Unit, unit);
        QFETCH(int, count);
        const Timestamp from = at(QStringLiteral("2026-11-17T12:00:00Z"));
        const TimeStep step = roundStep({from, from + std::chrono::seconds(seconds)}, 100);
        QCOMPARE(step.unit, unit);
        QCOMPARE(step.count, count);
    }

    void aPieceBeginsAndEndsByTheZonesClocks_data()
    {
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<int>("count");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("time");
        QTest::addColumn<QString>("begin");
        QTest::addColumn<QString>("end");
        const auto row = [](const char *name, Unit unit, int count, const char *zone,
                            const char *time, const char *begin, const char *end) {
            QTest::newRow(name) << unit << count << QByteArray(zone) << QString::fromLatin1(time)
                                << QString::fromLatin1(begin) << QString::fromLatin1(end);
        };
        row("a boundary is of the piece behind it", Unit::Minute, 15, "UTC", "2026-11-17T12:15:00Z",
            "2026-11-17T12:15:00Z", "2026-11-17T12:30:00Z");
        row("quarter", Unit::Minute, 15, "UTC", "2026-11-17T12:29:59.999Z", "2026-11-17T12:15:00Z",
            "2026-11-17T12:30:00Z");
        row("hours of a zone that is half an hour off", Unit::Hour, 3, "Asia/Kolkata",
            "2026-11-17T12:00:00Z", "2026-11-17T09:30:00Z", "2026-11-17T12:30:00Z");
        row("day", Unit::Day, 1, "Europe/Berlin", "2026-11-17T23:30:00Z", "2026-11-17T23:00:00Z",
            "2026-11-18T23:00:00Z");
        row("a day of 25 hours", Unit::Day, 1, "Europe/Berlin", "2026-10-25T12:00:00Z",
            "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
        row("what is left of it", Unit::Hour, 6, "Europe/Berlin", "2026-10-25T22:30:00Z",
            "2026-10-25T22:00:00Z", "2026-10-25T23:00:00Z");
        row("week", Unit::Week, 1, "UTC", "2026-11-22T12:00:00Z", "2026-11-16T00:00:00Z",
            "2026-11-23T00:00:00Z");
        row("quarter of a year", Unit::Month, 3, "UTC", "2026-11-17T12:00:00Z",
            "2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z");
    }
    void aPieceBeginsAndEndsByTheZonesClocks()
    {
        QFETCH(Unit, unit);
        QFETCH(int, count);
        QFETCH(QByteArray, zone);
        QFETCH(QString, time);
        const TimeStep step{unit, count};
        QTEST(text(stepBegin(at(time), step, QTimeZone(zone))), "begin");
        QTEST(text(stepEnd(at(time), step, QTimeZone(zone))), "end");
    }

    void boundariesCoverTheRange()
    {
        const TimeRange range{at(QStringLiteral("2026-11-17T12:01:00Z")),
                              at(QStringLiteral("2026-11-17T12:31:00Z"))};
        const auto boundaries = stepBoundaries(range, {Unit::Minute, 15}, QTimeZone::utc());
        QCOMPARE(boundaries.size(), std::size_t(4));
        QCOMPARE(text(boundaries.front()), QStringLiteral("2026-11-17T12:00:00Z"));
        QCOMPARE(text(boundaries.back()), QStringLiteral("2026-11-17T12:45:00Z"));
    }

    void anEmptyRangeHasNone()
    {
        const Timestamp time = at(QStringLiteral("2026-11-17T12:01:00Z"));
        QVERIFY(stepBoundaries({time, time}, {}, QTimeZone::utc()).empty());
    }
};

QTEST_GUILESS_MAIN(TimeStepsTest)
#include "timesteps_test.moc"
