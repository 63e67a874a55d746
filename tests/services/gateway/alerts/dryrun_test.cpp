#include "alertscene.h"
#include "services/gateway/alerts/dryrun.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;

/// When a budget would have fired; of rules that is tested in admin/alerts_test.cpp.
class DryRunTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init()
    {
        m_scene = std::make_unique<AlertScene>(*m_cluster);
        m_scene->clock.jumpTo(at(17, 9) + 30min);
        m_scene->measured();
    }
    void cleanup() { m_scene.reset(); }

    void aDayAndTheOneBeforeArePlayed();
    void theHourThatIsNotOverIsPlayedByTheMinute();
    void aMonthAndTheOneBeforeArePlayed();
    void aTenantsCallsCountAlone();
    void whatIsNotMeasuredIsNotKnown();
    void itTellsHowFarItIsMeasured_data();
    void itTellsHowFarItIsMeasured();

private:
    static Timestamp at(unsigned day, int hour, unsigned month = 11)
    {
        using namespace std::chrono;
        return sys_days(year(2026) / month / day) + hours(hour);
    }
    static Budget daily(double limit) { return {{}, "all", std::nullopt, false, limit, 80, {}}; }
    /// So much in the hour, or minute, that begins then.
    void spend(double usd, Timestamp begin, const char *table = "metric_hour",
               const std::string &tenant = "acme");
    DryRun tried(const Budget &budget)
    {
        auto session = m_scene->database.session("gatehouse_gateway");
        const auto run = tryBudget(session, budget, m_scene->clock.now());
        if (!run)
            qFatal("%s", qPrintable(run.error().message + run.error().detail));
        return *run;
    }
    /// "SUBJECT FIRED RESOLVED", by day and time
    static QStringList told(const DryRun &run);

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AlertScene> m_scene;
};

void DryRunTest::spend(double usd, Timestamp begin, const char *table, const std::string &tenant)
{
    m_scene->sql("INSERT INTO gatehouse.metric_series (measure, labels) VALUES ('ai',"
                 " jsonb_build_object('tenant', '"
                 + tenant + "')) ON CONFLICT DO NOTHING;INSERT INTO gatehouse." + table
                 + " (at, series, calls, errors, buckets, counts, cost_usd) SELECT '"
                 + toRfc3339(begin) + "', id, 1, 0, '{}', '{}', " + std::to_string(usd)
                 + " FROM gatehouse.metric_series WHERE measure = 'ai' AND labels->>'tenant' = '"
                 + tenant + "'");
}

QStringList DryRunTest::told(const DryRun &run)
{
    const auto text = [](const std::optional<Timestamp> &time) {
        return time ? QString::fromStdString(toRfc3339(*time)).mid(5, 11) : QStringLiteral("open");
    };
    QStringList all;
    for (const TriedAlert &alert : run.fired)
        all += QString::fromStdString(alert.reading.subject) + u' ' + text(alert.firedAt) + u' '
            + text(alert.resolvedAt);
    return all;
}

void DryRunTest::aDayAndTheOneBeforeArePlayed()
{
    spend(1000, at(15, 23)); // of neither
    spend(6, at(16, 3));
    spend(2, at(16, 5));
    spend(5, at(16, 23));
    spend(8.5, at(17, 8));
    const DryRun run = tried(daily(10));
    QCOMPARE(told(run),
             (QStringList{QStringLiteral("2026-11-16/warning/10 11-16T06:00 11-17T00:00"),
                          QStringLiteral("2026-11-16/critical/10 11-17T00:00 11-17T00:00"),
                          QStringLiteral("2026-11-17/warning/10 11-17T09:00 open")}));
    QCOMPARE(run.fired[1].reading.value, 13.0);
    QCOMPARE(run.peak, std::optional(13.0));
    QVERIFY(run.range == (TimeRange{at(16, 0), m_scene->clock.now()}));
}

void DryRunTest::theHourThatIsNotOverIsPlayedByTheMinute()
{
    spend(8, at(17, 3));
    spend(1, at(17, 9) + 10min, "metric_minute");
    spend(1, at(17, 9) + 12min, "metric_minute");
    spend(99, at(17, 9) + 40min, "metric_minute"); // is not over yet
    QCOMPARE(told(tried(daily(10))),
             (QStringList{QStringLiteral("2026-11-17/warning/10 11-17T04:00 open"),
                          QStringLiteral("2026-11-17/critical/10 11-17T09:13 open")}));
}

void DryRunTest::aMonthAndTheOneBeforeArePlayed()
{
    spend(45, at(3, 12, 10));
    spend(30, at(2, 12));
    spend(15, at(9, 12));
    Budget monthly = daily(50);
    monthly.isMonthly = true;
    QCOMPARE(told(tried(monthly)),
             (QStringList{QStringLiteral("2026-10/warning/50 10-03T13:00 11-01T00:00"),
                          QStringLiteral("2026-11/warning/50 11-09T13:00 open")}));
}

void DryRunTest::aTenantsCallsCountAlone()
{
    spend(100, at(17, 3));
    spend(9, at(17, 4), "metric_hour", "globex");
    Budget theirs = daily(10);
    theirs.tenant = "globex";
    const DryRun run = tried(theirs);
    QCOMPARE(told(run), QStringList{QStringLiteral("2026-11-17/warning/10 11-17T05:00 open")});
    QCOMPARE(run.fired[0].reading.tenant, std::optional<std::string>("globex"));
}

void DryRunTest::whatIsNotMeasuredIsNotKnown()
{
    m_scene->sql("DELETE FROM gatehouse.metric_progress");
    const DryRun run = tried(daily(10));
    QVERIFY(!run.measuredUntil);
    QVERIFY(run.fired.empty());
    QVERIFY(!run.peak);
}

void DryRunTest::itTellsHowFarItIsMeasured_data()
{
    QTest::addColumn<Timestamp>("rolledUntil");
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("in the former period") << at(16, 7) << true;
    QTest::newRow("before both") << at(8, 0) << false;
}
void DryRunTest::itTellsHowFarItIsMeasured()
{
    QFETCH(Timestamp, rolledUntil);
    QFETCH(bool, isKnown);
    m_scene->sql("UPDATE gatehouse.metric_progress SET rolled_until = to_timestamp("
                 + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(
                                      rolledUntil.time_since_epoch())
                                      .count())
                 + ")");
    const DryRun run = tried(daily(10));
    QCOMPARE(run.measuredUntil.has_value(), isKnown);
    if (isKnown)
        QVERIFY(run.range.until <= rolledUntil);
}

QTEST_GUILESS_MAIN(DryRunTest)
#include "dryrun_test.moc"
