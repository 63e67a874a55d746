#include "services/cluster/privatecluster.h"
#include "services/core/whendone.h"
#include "services/postgres/connection.h"
#include "tests/support/testcluster.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <csignal>

using namespace gatehouse;
using namespace gatehouse::postgres;

using Phase = ConnectionState::Phase;

class ConnectionTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::TestCluster> m_cluster;
    SessionOptions m_options;

    /// Rows of pg_stat_activity that fit, seen by a session of its own.
    std::int64_t backends(const std::string &condition, const Parameters &parameters = {})
    {
        SessionOptions options;
        options.conninfo = m_cluster->conninfo("postgres");
        Result<Session> session = Session::connect(options);
        if (!session)
            return -1;
        const Result<Rows> rows = session->execute(
            "SELECT count(*) FROM pg_stat_activity WHERE " + condition, parameters);
        return rows ? rows->get<std::int64_t>(0, 0) : -1;
    }
    std::int64_t sleeping() { return backends("wait_event = 'PgSleep'"); }
    void terminateAll()
    {
        QVERIFY(backends("CASE application_name WHEN 'the connection' THEN "
                         "pg_terminate_backend(pid, 10000) END")
                >= 1);
    }

private slots:
    void initTestCase()
    {
        m_cluster = test::TestCluster::start();
        m_options.conninfo = m_cluster->conninfo();
        m_options.applicationName = "the connection";
    }

    void connectsOnTheFirstWork()
    {
        Connection connection(m_options);
        QCOMPARE(connection.state().phase, Phase::Connecting);
        QSignalSpy changes(&connection, &Connection::stateChanged);
        QFuture<Result<Rows>> answer = connection.query("SELECT $1::int8", {std::int64_t(8)});
        QTRY_VERIFY(answer.isFinished());
        QVERIFY(answer.result());
        QCOMPARE(answer.result()->get<std::int64_t>(0, 0), std::int64_t(8));
        QTRY_COMPARE(connection.state().phase, Phase::Ready);
        QTRY_VERIFY(changes.size() >= 1);
    }

    void workRunsInOrder()
    {
        Connection connection(m_options);
        QVector<int> order;
        for (int i = 0; i < 50; ++i)
            whenDone(connection.query("SELECT $1::int4", {std::int64_t(i)}), this,
                     [&order](const Result<Rows> &rows) {
                         order.append(rows ? int(rows->get<std::int64_t>(0, 0)) : -1);
                     });
        QTRY_COMPARE(order.size(), 50);
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        QCOMPARE(order.front(), 0);
    }

    void errorOfAStatementIsHandedOver()
    {
        Connection connection(m_options);
        QFuture<Result<Rows>> answer = connection.query("SELECT * FROM nowhere");
        QTRY_VERIFY(answer.isFinished());
        QCOMPARE(answer.result().error().kind, ErrorKind::Invalid);
        QTRY_COMPARE(connection.state().phase, Phase::Ready);
    }

    void latencyIsMeasuredWhileIdle()
    {
        Connection connection(m_options);
        QSignalSpy changes(&connection, &Connection::stateChanged);
        connection.retryNow();
        QTRY_VERIFY_WITH_TIMEOUT(changes.size() >= 2, 20'000);
        QCOMPARE(connection.state().phase, Phase::Ready);
        QVERIFY(connection.state().latency < std::chrono::seconds(5));
    }

    void cancelReachesTheServer()
    {
        Connection connection(m_options);
        QFuture<Result<Rows>> slow = connection.query("SELECT pg_sleep(60)");
        QTRY_COMPARE(sleeping(), std::int64_t(1));
        bool wasCancelled = false;
        whenDone(slow, this, [&](const Result<Rows> &answer) {
            wasCancelled = !answer && answer.error().kind == ErrorKind::Cancelled;
        });
        slow.cancel();
        QTRY_COMPARE(sleeping(), std::int64_t(0));
        QTRY_VERIFY(wasCancelled);
        QFuture<Result<Rows>> next = connection.query("SELECT 1");
        QTRY_VERIFY(next.isFinished());
        QVERIFY(next.result());
    }

    void cancelStopsAJobOfManyStatements()
    {
        Connection connection(m_options);
        QFuture<Result<Rows>> stubborn = connection.run<Rows>([](Session &session) {
            for (int i = 0; i < 3; ++i)
                static_cast<void>(session.execute("SELECT pg_sleep(60)"));
            return session.execute("SELECT 1");
        });
        QTRY_COMPARE(sleeping(), std::int64_t(1));
        stubborn.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(connection.query("SELECT 1").isFinished() || stubborn.isFinished(),
                                 10'000);
        QTRY_COMPARE(sleeping(), std::int64_t(0));
    }

    void cancelledWorkThatWaitsIsDropped()
    {
        Connection connection(m_options);
        QFuture<Result<Rows>> slow = connection.query("SELECT pg_sleep(60)");
        QTRY_COMPARE(sleeping(), std::int64_t(1));
        auto wasRun = std::make_shared<std::atomic<bool>>(false);
        QFuture<Result<>> waiting = connection.run<void>([wasRun](Session &) {
            *wasRun = true;
            return Result<>();
        });
        waiting.cancel();
        QTRY_VERIFY(waiting.isFinished());
        QCOMPARE(sleeping(), std::int64_t(1)); // the other one was left alone
        slow.cancel();
        QFuture<Result<Rows>> last = connection.query("SELECT 1");
        QTRY_VERIFY(last.isFinished());
        QVERIFY(!*wasRun);
    }

    void destroyingCancelsWhatRunsAndDropsWhatWaits()
    {
        auto connection = std::make_unique<Connection>(m_options);
        QFuture<Result<Rows>> running = connection->query("SELECT pg_sleep(60)");
        QFuture<Result<Rows>> waiting = connection->query("SELECT 1");
        QTRY_COMPARE(sleeping(), std::int64_t(1));
        connection.reset();
        QTRY_COMPARE(sleeping(), std::int64_t(0));
        QTRY_VERIFY(running.isFinished());
        QTRY_VERIFY(waiting.isFinished());
        QCOMPARE(waiting.resultCount(), 0);
    }

    void receiverThatDiedIsNotCalled()
    {
        Connection connection(m_options);
        auto receiver = std::make_unique<QObject>();
        bool wasCalled = false;
        QFuture<Result<Rows>> answer = connection.query("SELECT pg_sleep(0.05)");
        whenDone(answer, receiver.get(), [&wasCalled](const Result<Rows> &) { wasCalled = true; });
        receiver.reset();
        QFuture<Result<Rows>> next = connection.query("SELECT 1");
        QTRY_VERIFY(next.isFinished());
        QCoreApplication::processEvents();
        QVERIFY(!wasCalled);
    }

    void lossIsSeenWhileIdleAndHealed()
    {
        Connection connection(m_options);
        QSignalSpy changes(&connection, &Connection::stateChanged);
        connection.retryNow();
        QTRY_COMPARE(connection.state().phase, Phase::Ready);
        terminateAll();
        QTRY_COMPARE(connection.state().phase, Phase::Lost);
        QCOMPARE(connection.state().error.kind, ErrorKind::Unavailable);
        QVERIFY(connection.state().nextTry.count() > 0);
        QTRY_COMPARE(connection.state().phase, Phase::Ready);
    }

    void workThatRunsWhenTheServerGoesFails()
    {
        Connection connection(m_options);
        QFuture<Result<Rows>> slow = connection.query("SELECT pg_sleep(60)");
        QFuture<Result<Rows>> waiting = connection.query("SELECT 1");
        QTRY_COMPARE(sleeping(), std::int64_t(1));
        terminateAll();
        QTRY_VERIFY(slow.isFinished());
        QCOMPARE(slow.result().error().kind, ErrorKind::Unavailable);
        QTRY_VERIFY(waiting.isFinished());
        QCOMPARE(waiting.result().error().kind, ErrorKind::Unavailable);
        QTRY_COMPARE(connection.state().phase, Phase::Ready);
    }

    void whileAwayWorkFailsAtOnceAndRetryIsShown()
    {
        SessionOptions options = m_options;
        options.conninfo += " host=/tmp/gh-nowhere";
        Connection connection(options);
        QSignalSpy changes(&connection, &Connection::stateChanged);
        QFuture<Result<Rows>> first = connection.query("SELECT 1");
        QTRY_COMPARE(connection.state().phase, Phase::Lost);
        QTRY_VERIFY(first.isFinished());
        const QFuture<Result<Rows>> second = connection.query("SELECT 1");
        QVERIFY(second.isFinished());
        QCOMPARE(second.result().error().kind, ErrorKind::Unavailable);
        QTRY_VERIFY(changes.size() >= 3); // it goes on by itself, with backoff
        changes.clear();
        connection.retryNow();
        QTRY_VERIFY(!changes.isEmpty());
        QTRY_COMPARE(connection.state().phase, Phase::Lost);
    }

    void wrongPasswordIsTold()
    {
        SessionOptions options = m_options;
        options.conninfo += " password=wrong";
        Connection connection(options);
        QFuture<Result<Rows>> answer = connection.query("SELECT 1");
        QTRY_VERIFY(answer.isFinished());
        QCOMPARE(answer.result().error().kind, ErrorKind::Denied);
    }

    void destroyingDoesNotWaitForAHangingConnect()
    {
        SessionOptions options;
        options.conninfo =
            "host=198.51.100.1 port=5432 user=a dbname=b"; // TEST-NET-2: nobody answers
        auto connection = std::make_unique<Connection>(options);
        QFuture<Result<Rows>> answer = connection->query("SELECT 1");
        const auto started = std::chrono::steady_clock::now();
        connection.reset();
        QVERIFY(std::chrono::steady_clock::now() - started
                < std::chrono::seconds(8)); // it tries for 10
    }

    void aServerThatHangsIsSaidToBeSilent()
    {
        Connection connection(m_options);
        std::chrono::seconds silence{-1};
        connect(&connection, &Connection::stateChanged, this,
                [&silence](const ConnectionState &state) { silence = state.silence; });
        QFuture<Result<Rows>> backend = connection.query("SELECT pg_backend_pid()::int8");
        QTRY_VERIFY(backend.isFinished());
        const auto process = static_cast<pid_t>(backend.result()->get<std::int64_t>(0, 0));

        QCOMPARE(::kill(process, SIGSTOP), 0);
        QFuture<Result<Rows>> answer = connection.query("SELECT 1");
        QTRY_VERIFY_WITH_TIMEOUT(silence >= std::chrono::seconds(3), 15'000);
        QCOMPARE(connection.state().phase, Phase::Ready);
        QVERIFY(!answer.isFinished());

        QCOMPARE(::kill(process, SIGCONT), 0);
        QTRY_VERIFY(answer.isFinished());
        QVERIFY(answer.result());
        QTRY_COMPARE(silence, std::chrono::seconds(0));
    }

    void unusedConnectionIsDestroyedWithoutConnecting()
    {
        {
            const Connection connection(m_options);
        }
        QTRY_COMPARE(backends("application_name = 'the connection'"), std::int64_t(0));
    }
};

QTEST_GUILESS_MAIN(ConnectionTest)
#include "connection_test.moc"
