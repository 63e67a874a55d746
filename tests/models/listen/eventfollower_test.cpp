#include "models/listen/eventfollower.h"
#include "tests/models/support/fakesource.h"
#include "tests/models/support/sampledescriptor.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::listen;
using namespace gatehouse::test;
using namespace std::chrono_literals;

/// The numbers are those of sampleRow().
class EventFollowerTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<FakeSource> m_source;
    std::unique_ptr<EventFollower> m_follower;
    QList<int> m_given;
    int m_timesCaughtUp = 0;

    static int numberOf(const Uuid &id)
    {
        for (int number = 0; number < 2000; ++number) {
            if (sampleRow(number).key.id == id)
                return number;
        }
        return -1;
    }

    /// Takes each event at once and asks for the next one.
    void follow(const Place &place)
    {
        m_follower = std::make_unique<EventFollower>(m_source, collection::Filter(), place);
        m_follower->setInterval(1ms);
        connect(m_follower.get(), &EventFollower::arrived, this, [this](const ArrivedEvent &event) {
            m_given += numberOf(event.id);
            m_follower->take(event);
            m_follower->next();
        });
        connect(m_follower.get(), &EventFollower::caughtUp, this, [this] { ++m_timesCaughtUp; });
        m_follower->next();
    }
    static Place since(int number) { return Place::from(sampleRow(number).key.sort); }

    static QList<int> numbers(int first, int last)
    {
        QList<int> all;
        for (int number = first; number <= last; ++number)
            all += number;
        return all;
    }

private slots:
    void init()
    {
        m_source = std::make_shared<FakeSource>();
        m_given.clear();
        m_timesCaughtUp = 0;
    }
    void cleanup() { m_follower.reset(); }

    void whatIsThereComesFirstAndThenWhatArrives()
    {
        m_source->rows = sampleRows(9);
        follow(since(3));
        QTRY_COMPARE(m_given, numbers(3, 8));
        QTRY_COMPARE(m_timesCaughtUp, 1);
        m_source->rows = sampleRows(12);
        QTRY_COMPARE(m_given, numbers(3, 11));
        QTRY_COMPARE(m_timesCaughtUp, 2);
    }

    void moreThanAPageComesInItsOrder()
    {
        m_source->rows = sampleRows(1000);
        follow(since(0));
        QTRY_COMPARE_WITH_TIMEOUT(m_given, numbers(0, 999), 60'000);
    }

    void whatBecomesVisibleLateIsNotMissed()
    {
        m_source->rows = sampleRows(9);
        m_source->rows.erase(m_source->rows.begin() + 4); // number 4: not committed yet
        follow(since(0));
        QTRY_COMPARE(m_given.size(), 8);
        QVERIFY(!m_given.contains(4));
        m_source->rows = sampleRows(9);
        QTRY_COMPARE(m_given.size(), 9);
        QCOMPARE(m_given.last(), 4);
    }

    void anotherFollowerGoesOnWhereOneWas()
    {
        m_source->rows = sampleRows(6);
        follow(since(0));
        QTRY_COMPARE(m_given, numbers(0, 5));
        const Place place = m_follower->place();
        m_follower.reset();
        m_source->rows = sampleRows(9);
        follow(place);
        QTRY_COMPARE(m_given, numbers(0, 8));
    }

    void aReadThatMayNotBeIsNotTriedAgain()
    {
        m_source->error = Error{ErrorKind::Denied, QStringLiteral("no"), {}, {}};
        follow(since(0));
        QSignalSpy failed(m_follower.get(), &EventFollower::failed);
        QTRY_COMPARE(failed.size(), 1);
        m_source->error.reset();
        m_source->rows = sampleRows(3);
        // So long that another follower has tried again several times.
        const auto away = std::make_shared<FakeSource>();
        away->error = Error{ErrorKind::Unavailable, QStringLiteral("away"), {}, {}};
        EventFollower other(away, collection::Filter(), since(0));
        other.setInterval(1ms);
        other.next();
        QTRY_VERIFY(away->requests.size() > 5);
        QCOMPARE(m_source->requests.size(), std::size_t(1));
        QVERIFY(m_given.isEmpty());
    }

    void aReadThatFailsIsTriedAgain()
    {
        m_source->rows = sampleRows(3);
        m_source->error = Error{ErrorKind::Unavailable, QStringLiteral("away"), {}, {}};
        follow(since(0));
        QSignalSpy failed(m_follower.get(), &EventFollower::failed);
        QTRY_VERIFY(!failed.isEmpty());
        m_source->error.reset();
        QTRY_COMPARE(m_given, numbers(0, 2));
    }
};

QTEST_GUILESS_MAIN(EventFollowerTest)
#include "eventfollower_test.moc"
