#include "services/gateway/delivery/backoff.h"

#include <QTest>

using namespace gatehouse::gateway;
using namespace std::chrono_literals;

class BackoffTest : public QObject
{
    Q_OBJECT

private slots:
    void waitsAreWithinTheSpread_data();
    void waitsAreWithinTheSpread();
    void retryAfterIsALowerBound();
};

void BackoffTest::waitsAreWithinTheSpread_data()
{
    QTest::addColumn<int>("attempts");
    QTest::addColumn<double>("fraction");
    QTest::addColumn<int>("milliseconds");
    QTest::newRow("first, shortest") << 1 << 0.0 << 750;
    QTest::newRow("first, middle") << 1 << 0.5 << 1000;
    QTest::newRow("second") << 2 << 0.5 << 3000;
    QTest::newRow("third") << 3 << 0.5 << 9000;
    QTest::newRow("fourth") << 4 << 0.5 << 27000;
    QTest::newRow("fourth, longest") << 4 << 1.0 << 33750;
    QTest::newRow("never longer") << 50 << 0.5 << 27000;
    QTest::newRow("no attempt counts as one") << 0 << 0.5 << 1000;
}

void BackoffTest::waitsAreWithinTheSpread()
{
    QFETCH(int, attempts);
    QFETCH(double, fraction);
    const Backoff backoff([fraction] { return fraction; });
    QTEST(static_cast<int>(backoff.after(attempts).count()), "milliseconds");
}

void BackoffTest::retryAfterIsALowerBound()
{
    const Backoff backoff([] { return 0.5; });
    QCOMPARE(backoff.after(1, 120s).count(), 120000);
    QCOMPARE(backoff.after(3, 2s).count(), 9000);
}

QTEST_GUILESS_MAIN(BackoffTest)
#include "backoff_test.moc"
