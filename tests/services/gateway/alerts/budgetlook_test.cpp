#include "services/gateway/alerts/budgetlook.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace std::chrono;

/// What budgets say of what was used, without a database.
class BudgetLookTest : public QObject
{
    Q_OBJECT

    static Budget budget(bool isMonthly = true, int warnAtPercent = 80)
    {
        return {{}, "all", std::nullopt, isMonthly, 50, warnAtPercent, {}};
    }
    static Timestamp day(year_month_day date) { return sys_days(date); }
    /// "warning critical"
    static std::string severities(const Look &look)
    {
        std::string all;
        for (const Reading &reading : look.readings)
            all += (all.empty() ? "" : " ") + reading.severity;
        return all;
    }

private slots:
    void aPeriodIsADayOrMonthOfUtc()
    {
        const Timestamp night = day(2026y / December / 31) + 23h + 59min;
        const TimeRange month{day(2026y / December / 1), day(2027y / January / 1)};
        QVERIFY(periodOf(budget(), night) == month);
        const TimeRange newYearsEve{day(2026y / December / 31), day(2027y / January / 1)};
        QVERIFY(periodOf(budget(false), night) == newYearsEve);
    }

    void itWarnsAndIsThenUsedUp_data()
    {
        QTest::addColumn<double>("used");
        QTest::addColumn<int>("warnAtPercent");
        QTest::addColumn<std::string>("said");
        QTest::newRow("nothing") << 0.0 << 80 << std::string();
        QTest::newRow("little") << 39.9 << 80 << std::string();
        QTest::newRow("near") << 40.0 << 80 << std::string("warning");
        QTest::newRow("all") << 50.0 << 80 << std::string("warning critical");
        QTest::newRow("all, without a warning") << 50.0 << 100 << std::string("critical");
    }
    void itWarnsAndIsThenUsedUp()
    {
        QFETCH(double, used);
        QFETCH(int, warnAtPercent);
        QFETCH(std::string, said);
        const Look look = judge(budget(true, warnAtPercent), used, day(2026y / November / 17));
        QVERIFY(look.isMeasured);
        QCOMPARE(severities(look), said);
    }

    void aReadingIsOfItsPeriodAndLimit()
    {
        const Look look = judge(budget(), 51, day(2026y / November / 17));
        QCOMPARE(look.readings[1].subject, std::string("2026-11/critical/50"));
        QCOMPARE(look.readings[1].subjectText, std::string("100 % of 50 USD in 2026-11"));
        QCOMPARE(look.readings[0].threshold, std::optional(40.0));
        QCOMPARE(look.readings[0].value, 51.0);
    }
};

QTEST_GUILESS_MAIN(BudgetLookTest)
#include "budgetlook_test.moc"
