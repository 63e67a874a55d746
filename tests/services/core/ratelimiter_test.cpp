#include "services/core/ratelimiter.h"
#include "tests/support/manualclock.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace gatehouse;
using std::chrono::milliseconds;
using std::chrono::seconds;

class RateLimiterTest : public QObject
{
    Q_OBJECT

private slots:
    void soManyPassAMinute()
    {
        RateLimiter limiter(3, m_clock);
        for (int i = 0; i < 3; ++i)
            QVERIFY(!limiter.take("a"));
        QCOMPARE(limiter.take("a").value(), seconds(60));
        m_clock.advance(milliseconds(59001));
        QCOMPARE(limiter.take("a").value(), seconds(1));
        m_clock.advance(milliseconds(999));
        QVERIFY(!limiter.take("a"));
    }

    void whetherOneMayIsAskedWithoutCounting()
    {
        RateLimiter limiter(1, m_clock);
        QVERIFY(!limiter.wait("a"));
        QVERIFY(!limiter.wait("a"));
        QVERIFY(!limiter.take("a"));
        QCOMPARE(limiter.wait("a").value(), seconds(60));
        QVERIFY(!limiter.wait("b"));
        m_clock.advance(milliseconds(59001));
        QCOMPARE(limiter.wait("a").value(), seconds(1));
        m_clock.advance(milliseconds(999));
        QVERIFY(!limiter.wait("a"));
    }

    void eachKeyHasItsOwn()
    {
        RateLimiter limiter(1, m_clock);
        QVERIFY(!limiter.take("a"));
        QVERIFY(!limiter.take("b"));
        QVERIFY(limiter.take("a").has_value());
    }

    void minutesThatAreOverAreForgotten()
    {
        RateLimiter limiter(1, m_clock);
        limiter.take("a");
        limiter.take("b");
        m_clock.advance(seconds(60));
        limiter.take("c");
        QCOMPARE(limiter.keys(), std::size_t{1});
    }

    void aFloodOfKeysForgetsTheOldest()
    {
        RateLimiter limiter(1, m_clock, 100);
        for (int i = 0; i < 10000; ++i)
            QVERIFY(!limiter.take(std::to_string(i)));
        QCOMPARE(limiter.keys(), std::size_t{100});
        QVERIFY(limiter.take("9999").has_value());
        QVERIFY(!limiter.take("0"));
    }

    void threadsTogetherGetNoMore()
    {
        RateLimiter limiter(100, m_clock);
        std::atomic<int> passed{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int k = 0; k < 100; ++k)
                    passed += limiter.take("a") ? 0 : 1;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(passed.load(), 100);
    }

private:
    test::ManualClock m_clock;
};

QTEST_GUILESS_MAIN(RateLimiterTest)
#include "ratelimiter_test.moc"
