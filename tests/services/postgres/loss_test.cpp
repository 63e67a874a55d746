#include "services/cluster/privatecluster.h"
#include "services/postgres/session.h"
#include "tests/support/frozenserver.h"
#include "tests/support/testcluster.h"

#include <QTest>

#include <csignal>
#include <functional>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

using namespace gatehouse;
using namespace gatehouse::postgres;

Q_DECLARE_METATYPE(std::function<Error(Session &)>)

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

    void aServerThatHangsIsLostWhenItsTimeIsUp_data()
    {
        using Use = std::function<Error(Session &)>;
        QTest::addColumn<Use>("use");
        QTest::newRow("execute") << Use([](Session &session) {
            return session.execute("SELECT $1::int", {std::int64_t(1)}).error();
        });
        QTest::newRow("script") << Use(
            [](Session &session) { return session.executeScript("SELECT 1").error(); });
        QTest::newRow("transaction") << Use([](Session &session) {
            return session.inTransaction([] { return Result<>(); }).error();
        });
        QTest::newRow("pipeline") << Use([](Session &session) {
            return session.executeTransaction({{"SELECT 1", {}}}).error();
        });
        QTest::newRow("more than the socket takes") << Use([](Session &session) {
            const std::string much(std::size_t(8) * 1024 * 1024, 'x');
            return session.executeTransaction({{"SELECT length($1::text)", {much}}}).error();
        });
    }
    void aServerThatHangsIsLostWhenItsTimeIsUp()
    {
        QFETCH(const std::function<Error(Session &)>, use);
        m_options.silenceLimit = std::chrono::milliseconds(300);
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        const test::FrozenServer frozen(*m_cluster);
        const Error error = use(*session);
        QCOMPARE(error.kind, ErrorKind::Unavailable);
        QVERIFY2(error.detail.contains(u"no answer for"), qPrintable(error.detail));
        QVERIFY(!session->isAlive());
        QCOMPARE(session->lastLoss().detail, error.detail);
    }

    void aServerThatIsSlowIsNot()
    {
        m_options.silenceLimit = std::chrono::seconds(60);
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        const auto answer = session->executeTransaction(
            {{"SELECT pg_sleep(0.2)", {}}, {"SELECT repeat('x', 20000000)", {}}});
        QVERIFY(answer);
        QCOMPARE(answer->back().get<std::string>(0, 0).size(), std::size_t(20000000));
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
