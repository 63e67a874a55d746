#include "services/cluster/privatecluster.h"
#include "services/postgres/session.h"
#include "tests/support/testcluster.h"

#include <QTest>

#include <csignal>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

using namespace gatehouse;
using namespace gatehouse::postgres;

/// What a session says when its server goes.
class LossTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::TestCluster> m_cluster;
    SessionOptions m_options;

    void terminate(const Session &session)
    {
        SessionOptions options;
        options.conninfo = m_cluster->conninfo("postgres");
        Result<Session> other = Session::connect(options);
        QVERIFY(other);
        QVERIFY(other->execute("SELECT pg_terminate_backend($1, 10000)",
                               {std::int64_t(session.backendProcessId())}));
    }

private slots:
    void init()
    {
        m_cluster = test::TestCluster::start();
        m_options.conninfo = m_cluster->conninfo();
    }

    void terminatedBackendIsUnavailable()
    {
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        terminate(*session);
        const Result<Rows> answer = session->execute("SELECT 1");
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Unavailable);
        QVERIFY(!answer.error().detail.isEmpty());
        QVERIFY(!session->isAlive());
    }

    void lostSessionStaysLost()
    {
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        terminate(*session);
        static_cast<void>(session->execute("SELECT 1"));
        QCOMPARE(session->execute("SELECT 1").error().kind, ErrorKind::Unavailable);
        QCOMPARE(session->executeScript("SELECT 1").error().kind, ErrorKind::Unavailable);
        QCOMPARE(session->executeTransaction({{"SELECT 1", {}}}).error().kind,
                 ErrorKind::Unavailable);
        QCOMPARE(session->listen("x").error().kind, ErrorKind::Unavailable);
        QCOMPARE(session->inTransaction([] { return Result<>(); }).error().kind,
                 ErrorKind::Unavailable);
        QCOMPARE(session->waitForNotifications(std::chrono::seconds(1)).error().kind,
                 ErrorKind::Unavailable);
        session->canceller().cancel();
    }

    void killedServerIsUnavailable()
    {
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        const pid_t server = m_cluster->cluster().serverProcessId();
        std::thread killer([server] { ::kill(server, SIGKILL); });
        const Result<Rows> answer = session->execute("SELECT pg_sleep(60)");
        killer.join();
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Unavailable);
        QCOMPARE(Session::connect(m_options).error().kind, ErrorKind::Unavailable);
    }

    void waitForNotificationsSeesTheLoss()
    {
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        terminate(*session);
        const auto arrived = session->waitForNotifications(std::chrono::seconds(60));
        QVERIFY(!arrived);
        QCOMPARE(arrived.error().kind, ErrorKind::Unavailable);
    }

    void waitForNotificationsIsWoken()
    {
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        const int wake = eventfd(1, EFD_CLOEXEC);
        const auto arrived = session->waitForNotifications(std::chrono::hours(1), wake);
        close(wake);
        QVERIFY(arrived);
        QVERIFY(arrived->empty());
    }
};

QTEST_GUILESS_MAIN(LossTest)
#include "loss_test.moc"
