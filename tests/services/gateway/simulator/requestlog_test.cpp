#include "services/gateway/simulator/requestlog.h"

#include <QTest>

#include <thread>

namespace gatehouse::gateway {

class RequestLogTest : public QObject
{
    Q_OBJECT

    static LoggedRequest numbered(int number)
    {
        LoggedRequest request;
        request.note = std::to_string(number);
        return request;
    }
    static void fill(RequestLog &log, int count)
    {
        for (int i = 1; i <= count; ++i)
            log.add(numbered(i));
    }
    /// The notes, which are the numbers when fill() wrote them.
    static QString notes(const RequestLog::Page &page)
    {
        QStringList list;
        for (const LoggedRequest &request : page.requests)
            list += QString::fromStdString(request.note);
        return list.join(u' ');
    }

private slots:
    void anEmptyOneHasNothing()
    {
        const RequestLog log(5);
        for (const auto after : {std::optional<std::int64_t>(), std::optional<std::int64_t>(0)}) {
            const auto page = log.read(after, 10);
            QVERIFY(page.requests.empty());
            QCOMPARE(page.next, 0);
            QCOMPARE(page.lost, 0);
        }
    }

    void givesTheNewestOldestFirst()
    {
        RequestLog log(5);
        fill(log, 4);
        const auto page = log.read({}, 2);
        QCOMPARE(notes(page), QStringLiteral("3 4"));
        QCOMPARE(page.first, 3);
        QCOMPARE(page.next, 4);
        QCOMPARE(page.lost, 0);
    }

    void givesWhatIsBehindANumber()
    {
        RequestLog log(5);
        fill(log, 4);
        QCOMPARE(notes(log.read(1, 2)), QStringLiteral("2 3"));
        QCOMPARE(log.read(1, 2).next, 3);
        QCOMPARE(notes(log.read(3, 2)), QStringLiteral("4"));
        const auto none = log.read(4, 2);
        QCOMPARE(notes(none), QString());
        QCOMPARE(none.next, 4);
    }

    void keepsNoMoreThanItsCapacityAndTellsWhatIsLost()
    {
        RequestLog log(5);
        fill(log, 12);
        const auto page = log.read(3, 10);
        QCOMPARE(notes(page), QStringLiteral("8 9 10 11 12"));
        QCOMPARE(page.first, 8);
        QCOMPARE(page.lost, 4); // 4, 5, 6 and 7
        QCOMPARE(notes(log.read({}, 10)), QStringLiteral("8 9 10 11 12"));
    }

    void aNumberOfAnotherProcessMeansEverything()
    {
        RequestLog log(5);
        fill(log, 2);
        const auto page = log.read(1000, 10);
        QCOMPARE(notes(page), QStringLiteral("1 2"));
        QCOMPARE(page.next, 2);
        QCOMPARE(page.lost, 0);
    }

    void takesFromManyThreads()
    {
        RequestLog log(100);
        std::vector<std::thread> writers;
        for (int i = 0; i < 4; ++i)
            writers.emplace_back([&log] { fill(log, 500); });
        std::int64_t seen = 0, lost = 0, last = 0;
        while (last < 2000) {
            const auto page = log.read(last, 50);
            seen += static_cast<std::int64_t>(page.requests.size());
            lost += page.lost;
            last = page.next;
        }
        for (std::thread &writer : writers)
            writer.join();
        QCOMPARE(seen + lost, 2000);
    }
};

} // namespace gatehouse::gateway

QTEST_GUILESS_MAIN(gatehouse::gateway::RequestLogTest)
#include "requestlog_test.moc"
