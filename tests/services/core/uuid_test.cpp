#include "services/core/uuid.h"
#include "tests/support/manualclock.h"

#include <QTest>

#include <set>
#include <thread>

using namespace gatehouse;
using namespace std::chrono_literals;

class UuidTest : public QObject
{
    Q_OBJECT

private slots:
    void textRoundTrips()
    {
        const std::string text = "01a1e9b4-ed58-7327-b569-6ed663e67889";
        const auto id = Uuid::parse(text);
        QVERIFY(id);
        QCOMPARE(id->toString(), text);
        QCOMPARE(id->version(), 7);
    }

    void parseRefusesOtherForms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << "";
        QTest::newRow("no hyphens") << "01a1e9b4ed587327b5696ed663e67889";
        QTest::newRow("braces") << "{01a1e9b4-ed58-7327-b569-6ed663e67889}";
        QTest::newRow("one digit short") << "01a1e9b4-ed58-7327-b569-6ed663e6788";
        QTest::newRow("hyphen moved") << "01a1e9b-4ed58-7327-b569-6ed663e67889";
        QTest::newRow("not hex") << "01a1e9b4-ed58-7327-b569-6ed663e6788g";
        QTest::newRow("trailing blank") << "01a1e9b4-ed58-7327-b569-6ed663e67889 ";
    }

    void parseRefusesOtherForms()
    {
        QFETCH(QString, text);
        QVERIFY(!Uuid::parse(text.toStdString()));
    }

    void parseTakesUpperCase()
    {
        QVERIFY(Uuid::parse("01A1E9B4-ED58-7327-B569-6ED663E67889")
                == Uuid::parse("01a1e9b4-ed58-7327-b569-6ed663e67889"));
    }

    void idCarriesTheMillisecondOfTheClock()
    {
        test::ManualClock clock;
        UuidGenerator ids(clock);
        clock.advance(1234us);
        QCOMPARE(
            ids.next().time().time_since_epoch().count(),
            std::chrono::floor<std::chrono::milliseconds>(clock.now()).time_since_epoch().count()
                * 1000);
    }

    void idsIncreaseWhileTheClockStandsStill()
    {
        test::ManualClock clock;
        UuidGenerator ids(clock);
        Uuid last = ids.next();
        for (int i = 0; i < 10'000; ++i) { // more than one millisecond's counter holds
            const Uuid next = ids.next();
            QVERIFY(last < next);
            last = next;
        }
    }

    void idsIncreaseWhenTheClockJumpsBack()
    {
        test::ManualClock clock;
        UuidGenerator ids(clock);
        const Uuid before = ids.next();
        clock.jumpTo(clock.now() - 1h);
        QVERIFY(before < ids.next());
    }

    void idsOfManyThreadsAreDistinct()
    {
        const SystemClock clock;
        UuidGenerator ids(clock);
        std::vector<std::vector<Uuid>> made(4);
        {
            std::vector<std::jthread> threads;
            for (auto &list : made) {
                threads.emplace_back([&ids, &list] {
                    for (int i = 0; i < 5'000; ++i)
                        list.push_back(ids.next());
                });
            }
        }
        std::set<Uuid> distinct;
        for (const auto &list : made)
            distinct.insert(list.begin(), list.end());
        QCOMPARE(distinct.size(), std::size_t(20'000));
    }

    void randomIdIsVersionFour()
    {
        QCOMPARE(randomUuid().version(), 4);
        QVERIFY(randomUuid() != randomUuid());
    }
};

QTEST_GUILESS_MAIN(UuidTest)
#include "uuid_test.moc"
