#include "services/gateway/delivery/circuitbreaker.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace gatehouse::gateway;
using namespace std::chrono_literals;
using gatehouse::test::ManualClock;

namespace {
const std::string host = "wp.example:443";

void failTimes(CircuitBreaker &breaker, int times)
{
    for (int i = 0; i < times; ++i)
        breaker.failed(host, breaker.admit(host).isProbe);
}
} // namespace

class CircuitBreakerTest : public QObject
{
    Q_OBJECT

private slots:
    void opensAfterFiveFailuresInARow();
    void aSuccessStartsTheCountAnew();
    void failuresOverMoreThanAMinuteDoNotCount();
    void hostsAreApart();
    void oneProbeAfterFiveSeconds();
    void aProbeThatSucceedsCloses();
    void waitsDoubleToAMinute();
    void lateFailuresDoNotProlongTheWait();
    void anAbandonedProbeIsGivenToTheNext();
    void openHostsAreTold();
    void resetIsAsIfNothingHadFailed();
};

void CircuitBreakerTest::openHostsAreTold()
{
    ManualClock clock;
    CircuitBreaker breaker(clock);
    failTimes(breaker, 4);
    QVERIFY(breaker.openHosts().empty());
    failTimes(breaker, 1);
    clock.advance(2s);
    QCOMPARE(breaker.openHosts().size(), std::size_t(1));
    QCOMPARE(breaker.openHosts().front().name, host);
    QCOMPARE(breaker.openHosts().front().untilProbe.count(), 3000);
    clock.advance(9s);
    QCOMPARE(breaker.openHosts().front().untilProbe.count(), 0);
}

void CircuitBreakerTest::resetIsAsIfNothingHadFailed()
{
    const ManualClock clock;
    CircuitBreaker breaker(clock);
    failTimes(breaker, 5);
    breaker.reset(host);
    QVERIFY(!breaker.isOpen(host));
    failTimes(breaker, 4);
    QVERIFY(!breaker.isOpen(host));
}

void CircuitBreakerTest::opensAfterFiveFailuresInARow()
{
    const ManualClock clock;
    CircuitBreaker breaker(clock);
    failTimes(breaker, 4);
    QVERIFY(breaker.admit(host).isAllowed);
    failTimes(breaker, 1);
    QVERIFY(breaker.isOpen(host));
    QVERIFY(!breaker.admit(host).isAllowed);
    QCOMPARE(breaker.admit(host).wait.count(), 5000);
}

void CircuitBreakerTest::aSuccessStartsTheCountAnew()
{
    const ManualClock clock;
    CircuitBreaker breaker(clock);
    failTimes(breaker, 4);
    breaker.succeeded(host);
    failTimes(breaker, 4);
    QVERIFY(!breaker.isOpen(host));
}

void CircuitBreakerTest::failuresOverMoreThanAMinuteDoNotCount()
{
    ManualClock clock;
    CircuitBreaker breaker(clock);
    failTimes(breaker, 4);
    clock.advance(61s);
    failTimes(breaker, 4);
    QVERIFY(!breaker.isOpen(host));
    failTimes(breaker, 1);
    QVERIFY(breaker.isOpen(host));
}

void CircuitBreakerTest::hostsAreApart()
{
    const ManualClock clock;
    CircuitBreaker breaker(clock);
    failTimes(breaker, 5);
    QVERIFY(breaker.admit("other.example:443").isAllowed);
}

void CircuitBreakerTest::oneProbeAfterFiveSeconds()
{
    ManualClock clock;
    CircuitBreaker breaker(clock);
    failTimes(breaker, 5);
    clock.advance(4999ms);
    QVERIFY(!breaker.admit(host).isAllowed);
    clock.advance(1ms);
    QVERIFY(breaker.admit(host).isProbe);
    QVERIFY(!breaker.admit(host).isAllowed);
}

void CircuitBreakerTest::aProbeThatSucceedsCloses()
{
    ManualClock clock;
    CircuitBreaker breaker(clock);
    failTimes(breaker, 5);
    clock.advance(5s);
    QVERIFY(breaker.admit(host).isProbe);
    breaker.succeeded(host);
    QVERIFY(breaker.admit(host).isAllowed);
    QVERIFY(!breaker.admit(host).isProbe);
}

void CircuitBreakerTest::waitsDoubleToAMinute()
{
    ManualClock clock;
    CircuitBreaker breaker(clock);
    failTimes(breaker, 5);
    for (const auto wait : {5s, 10s, 20s, 40s, 60s, 60s}) {
        QCOMPARE(breaker.admit(host).wait.count(), std::chrono::milliseconds(wait).count());
        clock.advance(wait);
        const auto admission = breaker.admit(host);
        QVERIFY(admission.isProbe);
        breaker.failed(host, admission.isProbe);
    }
}

void CircuitBreakerTest::lateFailuresDoNotProlongTheWait()
{
    const ManualClock clock;
    CircuitBreaker breaker(clock);
    failTimes(breaker, 5);
    for (int i = 0; i < 20; ++i)
        breaker.failed(host, false);
    QCOMPARE(breaker.admit(host).wait.count(), 5000);
}

void CircuitBreakerTest::anAbandonedProbeIsGivenToTheNext()
{
    ManualClock clock;
    CircuitBreaker breaker(clock);
    failTimes(breaker, 5);
    clock.advance(5s);
    breaker.abandoned(host, breaker.admit(host).isProbe);
    QVERIFY(breaker.admit(host).isProbe);
}

QTEST_GUILESS_MAIN(CircuitBreakerTest)
#include "circuitbreaker_test.moc"
