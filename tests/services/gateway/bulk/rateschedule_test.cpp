#include "services/gateway/bulk/rateschedule.h"

#include <QTest>

namespace gatehouse::test {

using gateway::RateSchedule;
using namespace std::chrono_literals;

class RateScheduleTest : public QObject
{
    Q_OBJECT
private slots:
    void theFirstItemIsDueAtOnce();
    void itemsAreTakenAtTheRateHoweverLateEachLookIs_data();
    void itemsAreTakenAtTheRateHoweverLateEachLookIs();
    void theNextItemIsDueWhenItSays_data() { itemsAreTakenAtTheRateHoweverLateEachLookIs_data(); }
    void theNextItemIsDueWhenItSays();
    void aStallIsNotMadeUpFor();
    void aRampBeginsAtOneASecond();
    void aRampEndsAtTheRate_data();
    void aRampEndsAtTheRate();
    void howLongItTakesIsToldBefore();
};

void RateScheduleTest::theFirstItemIsDueAtOnce()
{
    const RateSchedule::Time begin(1h);
    RateSchedule schedule(10, false, begin);
    QCOMPARE(schedule.due(begin - 1ms), 0);
    QCOMPARE(schedule.due(begin), 1);
    schedule.take(1);
    QCOMPARE(schedule.due(begin + 99ms), 0);
    QCOMPARE(schedule.due(begin + 100ms), 1);
}

void RateScheduleTest::itemsAreTakenAtTheRateHoweverLateEachLookIs_data()
{
    QTest::addColumn<int>("rate");
    for (const int rate : {1, 3, 10, 100, 333, 1000})
        QTest::addRow("%d", rate) << rate;
}

void RateScheduleTest::itemsAreTakenAtTheRateHoweverLateEachLookIs()
{
    QFETCH(const int, rate);
    const RateSchedule::Time begin(1h);
    RateSchedule schedule(rate, false, begin);
    std::int64_t taken = 0;
    auto now = begin;
    // Looks that are late by 0 to 36 ms, always others.
    for (int look = 0; now < begin + 60s; ++look, now = schedule.next() + (look * 13 % 37) * 1ms) {
        const std::int64_t due = schedule.due(now);
        schedule.take(due);
        taken += due;
    }
    QVERIFY2(std::abs(double(taken) / (60.0 * rate) - 1) < 0.02,
             qPrintable(QString::number(taken)));
}

void RateScheduleTest::theNextItemIsDueWhenItSays()
{
    QFETCH(const int, rate);
    RateSchedule schedule(rate, true, {});
    for (int item = 0; item < 3000; ++item) {
        const auto next = schedule.next();
        QVERIFY(schedule.due(next - 1us) <= 0);
        QCOMPARE(schedule.due(next + 1us), 1);
        schedule.take(1);
    }
}

void RateScheduleTest::aStallIsNotMadeUpFor()
{
    RateSchedule schedule(100, false, {});
    QCOMPARE(schedule.due(RateSchedule::Time(30s)), 100); // of the last second alone
    schedule.take(100);
    QCOMPARE(schedule.due(RateSchedule::Time(30s)), 0);
    QCOMPARE(schedule.due(RateSchedule::Time(31s)), 100);
}

void RateScheduleTest::aRampBeginsAtOneASecond()
{
    RateSchedule schedule(20, true, {});
    std::vector<std::int64_t> perStep;
    std::int64_t taken = 0, before = 0;
    for (auto now = 0ms; now <= 25s; now += 100ms) {
        const std::int64_t due = schedule.due(RateSchedule::Time(now));
        schedule.take(due);
        taken += due;
        if (now > 0s && now % 5s == 0s)
            perStep.push_back(taken - std::exchange(before, taken));
    }
    QCOMPARE(perStep, (std::vector<std::int64_t>{6, 10, 25, 50, 100}));
}

void RateScheduleTest::aRampEndsAtTheRate_data()
{
    QTest::addColumn<int>("rate");
    QTest::addColumn<std::vector<int>>("steps");
    QTest::newRow("one is no ramp") << 1 << std::vector<int>{};
    QTest::newRow("a rate between steps") << 30 << std::vector<int>{1, 2, 5, 10, 20};
    QTest::newRow("a rate that is a step") << 50 << std::vector<int>{1, 2, 5, 10, 20};
    QTest::newRow("the highest") << 1000 << std::vector<int>{1, 2, 5, 10, 20, 50, 100, 200, 500};
}

void RateScheduleTest::aRampEndsAtTheRate()
{
    QFETCH(const int, rate);
    QFETCH(const std::vector<int>, steps);
    QCOMPARE(RateSchedule::rampOf(rate), steps);
}

void RateScheduleTest::howLongItTakesIsToldBefore()
{
    QCOMPARE(RateSchedule::duration(0, 10, false), 0ms);
    QCOMPARE(RateSchedule::duration(2300, 100, false), 23s);
    QCOMPARE(RateSchedule::duration(5, 100, true), 5s);
    QCOMPARE(RateSchedule::duration(5 + 10 + 25 + 100, 10, true), 25s);
}

} // namespace gatehouse::test

QTEST_APPLESS_MAIN(gatehouse::test::RateScheduleTest)
#include "rateschedule_test.moc"
