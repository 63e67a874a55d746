#include "models/metrics/slo.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace std::chrono_literals;

class SloTest : public QObject
{
    Q_OBJECT

private slots:
    void aBurnRateIsTheErrorRateOverWhatIsAllowed_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<double>("total");
        QTest::addColumn<double>("good");
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("left");
        QTest::newRow("no error") << 0.995 << 1000. << 1000. << 0. << 1.;
        QTest::newRow("just what is allowed") << 0.995 << 1000. << 995. << 1. << 0.;
        QTest::newRow("half of it") << 0.99 << 200. << 199. << 0.5 << 0.5;
        QTest::newRow("the workbook's page") << 0.999 << 100'000. << 98'560. << 14.4 << -13.4;
        QTest::newRow("all bad") << 0.9 << 10. << 0. << 10. << -9.;
    }
    void aBurnRateIsTheErrorRateOverWhatIsAllowed()
    {
        QFETCH(double, share);
        QFETCH(double, total);
        QFETCH(double, good);
        QFETCH(double, rate);
        QFETCH(double, left);
        const Objective objective{share, 60s};
        QVERIFY(qAbs(*burnRate({total, good}, objective) - rate) < 1e-9);
        QVERIFY(qAbs(*budgetLeft({total, good}, objective) - left) < 1e-9);
    }

    void ofNoCallsThereIsNone()
    {
        QVERIFY(!errorRate({}));
        QVERIFY(!burnRate({}, {}));
        QVERIFY(!budgetLeft({}, {}));
    }

    /// Its table 5-2: budgets of 30 days.
    void theWorkbooksRatesUseTheWorkbooksShares_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("hours");
        QTest::addColumn<double>("share");
        QTest::newRow("page, 1 h") << fastPaging << int(fastWindow.count()) << 0.02;
        QTest::newRow("page, 6 h") << slowPaging << int(slowWindow.count()) << 0.05;
        QTest::newRow("ticket, 3 d") << 1. << 72 << 0.1;
    }
    void theWorkbooksRatesUseTheWorkbooksShares()
    {
        QFETCH(double, rate);
        QFETCH(int, hours);
        QFETCH(double, share);
        QVERIFY(qAbs(budgetSpent(rate, std::chrono::hours(hours), 30 * 24h) - share) < 1e-9);
    }

    void slowCallsAreNotGoodAndFailedOnesCountOnce()
    {
        browsing::MetricCell ended;
        ended.calls = 4; // one of a latency that nobody knows
        for (const auto latency : {10s, 50s, 300s})
            ended.latency.add(std::chrono::microseconds(latency).count());
        browsing::MetricCell dead;
        dead.calls = dead.errors = 2;
        dead.latency.add(std::chrono::microseconds(900s).count());
        dead.latency.add(1);
        ServiceLevel level = levelOf(ended, {0.995, 60s});
        QCOMPARE(level.total, 4.);
        QCOMPARE(level.good, 3.);
        level += levelOf(dead, {0.995, 60s});
        QCOMPARE(level.total, 6.);
        QCOMPARE(level.good, 3.);
    }
};

QTEST_GUILESS_MAIN(SloTest)
#include "slo_test.moc"
