#include "services/postgres/connection.h"
#include "tests/support/testcluster.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::postgres;

class ListenerTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::TestCluster> m_cluster;
    SessionOptions m_options;

    void execute(const std::string &sql)
    {
        SessionOptions options;
        options.conninfo = m_cluster->conninfo("postgres", "gatehouse");
        Result<Session> session = Session::connect(options);
        QVERIFY(session);
        QVERIFY(session->executeScript(sql));
    }

private slots:
    void initTestCase()
    {
        m_cluster = test::TestCluster::start();
        m_options.conninfo = m_cluster->conninfo();
        m_options.applicationName = "the listener";
    }

    void tellsItsChannelsOnly()
    {
        Listener listener(m_options, {"one", "Two"}, std::chrono::milliseconds(1));
        QSignalSpy listening(&listener, &Listener::listening);
        QSignalSpy notified(&listener, &Listener::notified);
        QTRY_COMPARE(listening.size(), 1);
        execute("NOTIFY other; NOTIFY one; NOTIFY \"Two\"");
        QTRY_COMPARE(notified.size(), 2);
        QSet<QString> channels{notified[0][0].toString(), notified[1][0].toString()};
        QCOMPARE(channels, (QSet<QString>{QStringLiteral("one"), QStringLiteral("Two")}));
    }

    void floodIsOneHintAnInterval()
    {
        Listener listener(m_options, {"flood"}, std::chrono::hours(1));
        QSignalSpy listening(&listener, &Listener::listening);
        QSignalSpy notified(&listener, &Listener::notified);
        QTRY_COMPARE(listening.size(), 1);
        for (int i = 0; i < 20; ++i)
            execute("NOTIFY flood");
        QTRY_COMPARE(notified.size(), 1);
        execute("SELECT 1");
        QCOMPARE(notified.size(), 1);
    }

    void lastOfAFloodIsNotLost()
    {
        Listener listener(m_options, {"flood"}, std::chrono::milliseconds(100));
        QSignalSpy listening(&listener, &Listener::listening);
        QSignalSpy notified(&listener, &Listener::notified);
        QTRY_COMPARE(listening.size(), 1);
        execute("NOTIFY flood");
        QTRY_COMPARE(notified.size(), 1);
        execute("NOTIFY flood");
        QTRY_COMPARE(notified.size(), 2);
    }

    void lossIsToldOnceAndHealed()
    {
        Listener listener(m_options, {"one"}, std::chrono::milliseconds(1));
        QSignalSpy listening(&listener, &Listener::listening);
        QSignalSpy lost(&listener, &Listener::lost);
        QSignalSpy notified(&listener, &Listener::notified);
        QTRY_COMPARE(listening.size(), 1);
        execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE "
                "application_name = 'the listener'");
        QTRY_COMPARE(lost.size(), 1);
        QTRY_COMPARE(listening.size(), 2);
        execute("NOTIFY one");
        QTRY_COMPARE(notified.size(), 1);
        QCOMPARE(lost.size(), 1);
    }

    void serverThatIsAwayIsTold()
    {
        SessionOptions options;
        options.conninfo = "host=/tmp/gh-nowhere dbname=x";
        Listener listener(options, {"one"}, std::chrono::milliseconds(1));
        QSignalSpy lost(&listener, &Listener::lost);
        QTRY_COMPARE(lost.size(), 1);
    }
};

QTEST_GUILESS_MAIN(ListenerTest)
#include "listener_test.moc"
