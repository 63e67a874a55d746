#include "services/postgres/session.h"
#include "tests/support/testcluster.h"

#include <QTest>

#include <locale.h>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::postgres;

class SessionTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::TestCluster> m_cluster;
    SessionOptions m_options;

    static std::string cell(Session &session, std::string_view sql)
    {
        const Result<Rows> rows = session.execute(sql);
        return rows ? rows->get<std::string>(0, 0) : "(failed)";
    }
    static std::int64_t number(Session &session, std::string_view sql)
    {
        const Result<Rows> rows = session.execute(sql);
        return rows ? rows->get<std::int64_t>(0, 0) : -1;
    }

private slots:
    void initTestCase()
    {
        m_cluster = test::TestCluster::start();
        m_options.conninfo = m_cluster->conninfo();
    }

    void connectionIsSetUp()
    {
        m_options.applicationName = "a test";
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        QCOMPARE(cell(*session, "SHOW TimeZone"), std::string("UTC"));
        QCOMPARE(cell(*session, "SHOW client_encoding"), std::string("UTF8"));
        QCOMPARE(cell(*session, "SHOW application_name"), std::string("a test"));
        QVERIFY(session->serverVersion() >= 150000);
        QCOMPARE(session->backendProcessId(), int(number(*session, "SELECT pg_backend_pid()")));
    }

    void uriIsTakenToo()
    {
        const std::string folder = m_cluster->conninfo();
        const std::size_t start = folder.find("host='") + 6;
        std::string host = folder.substr(start, folder.find('\'', start) - start);
        for (std::size_t slash = host.find('/'); slash != std::string::npos; slash = host.find('/'))
            host.replace(slash, 1, "%2F");
        const std::size_t secret = folder.find("password='") + 10;
        SessionOptions options;
        options.conninfo = "postgresql://gatehouse_owner:"
            + folder.substr(secret, folder.find('\'', secret) - secret) + "@" + host
            + ":5432/gatehouse?application_name=uri";
        Result<Session> session = Session::connect(options);
        QVERIFY2(session, session ? "" : qPrintable(session.error().detail));
        QCOMPARE(cell(*session, "SHOW application_name"), std::string("uri"));
    }

    void roleIsTaken()
    {
        SessionOptions options;
        options.conninfo = m_cluster->conninfo("postgres");
        options.role = "gatehouse_console";
        Result<Session> session = Session::connect(options);
        QVERIFY(session);
        QCOMPARE(cell(*session, "SELECT current_user"), std::string("gatehouse_console"));
    }

    void roleThatIsNotGrantedIsDenied()
    {
        for (const char *role : {"postgres", "no such role"}) {
            SessionOptions options = m_options;
            options.role = role;
            const Result<Session> session = Session::connect(options);
            QVERIFY(!session);
            QCOMPARE(session.error().kind, ErrorKind::Denied);
        }
    }

    void connectFailureIsTold_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<ErrorKind>("kind");
        const auto row = [](const char *change, ErrorKind kind) {
            QTest::newRow(change) << QByteArray(change) << kind;
        };
        row(" password=wrong", ErrorKind::Denied);
        row(" user=nobody_here", ErrorKind::Denied);
        row(" dbname=nowhere", ErrorKind::Invalid);
        row(" host=/tmp/gh-nowhere", ErrorKind::Unavailable);
        row(" host=127.0.0.1 port=1", ErrorKind::Unavailable);
        row(" host=host.invalid", ErrorKind::Unavailable);
        row(" sslmode=maybe", ErrorKind::Invalid);
        row(" port=many", ErrorKind::Invalid);
        row(" service=nowhere", ErrorKind::Invalid);
        row(" colour=red", ErrorKind::Invalid);
        row(" host", ErrorKind::Invalid);
    }
    void connectFailureIsTold()
    {
        QFETCH(QByteArray, change);
        QFETCH(ErrorKind, kind);
        SessionOptions options = m_options;
        options.conninfo += change.toStdString();
        const Result<Session> session = Session::connect(options);
        QVERIFY(!session);
        QVERIFY2(session.error().kind == kind,
                 qPrintable(session.error().message + session.error().detail));
        const std::size_t secret = m_options.conninfo.find("password='") + 10;
        const QString password = QString::fromStdString(m_options.conninfo.substr(secret, 48));
        QVERIFY(!session.error().detail.contains(password));
        QVERIFY(!session.error().message.contains(password));
    }

    void textThatIsNoConninfoIsInvalid()
    {
        for (const char *conninfo : {"gatehouse", "postgresql://[::1", "host='a"}) {
            SessionOptions options;
            options.conninfo = conninfo;
            const Result<Session> session = Session::connect(options);
            QVERIFY(!session);
            QCOMPARE(session.error().kind, ErrorKind::Invalid);
        }
    }

    void secondHostIsTriedWhenTheFirstIsAway()
    {
        const std::string conninfo = m_cluster->conninfo();
        const std::size_t start = conninfo.find("host='") + 6;
        SessionOptions options = m_options;
        options.conninfo += " port=1,5432 host=127.0.0.1,"
            + conninfo.substr(start, conninfo.find('\'', start) - start);
        const Result<Session> session = Session::connect(options);
        QVERIFY2(session, session ? "" : qPrintable(session.error().detail));
    }

    void errorLeavesTheSessionUsable()
    {
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        const Result<Rows> wrong = session->execute("SELECT * FROM nowhere");
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().kind, ErrorKind::Invalid);
        QVERIFY(wrong.error().cause == ErrorCause(SqlState{"42P01"}));
        QVERIFY(session->isAlive());
        QCOMPARE(number(*session, "SELECT 3"), std::int64_t(3));
    }

    void severalStatementsNeedTheScriptCall()
    {
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        QVERIFY(!session->execute("SELECT 1; SELECT 2"));
        QVERIFY(session->executeScript(
            "CREATE TEMP TABLE script (n int); INSERT INTO script VALUES (1), (2);"));
        QCOMPARE(number(*session, "SELECT count(*) FROM script"), std::int64_t(2));
    }

    void affectedRowsAreCounted()
    {
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session && session->executeScript("CREATE TEMP TABLE counted (n int)"));
        QCOMPARE(session->execute("INSERT INTO counted VALUES (1), (2), (3)")->affected(),
                 std::int64_t(3));
        QCOMPARE(session->execute("DELETE FROM counted WHERE n > 1")->affected(), std::int64_t(2));
        QCOMPARE(session->execute("")->affected(), std::int64_t(0));
    }

    void copyIsRefusedAndLeft_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("in") << QByteArray("COPY pg_temp.copied FROM STDIN");
        QTest::newRow("out") << QByteArray("COPY (SELECT generate_series(1, 1000)) TO STDOUT");
    }
    void copyIsRefusedAndLeft()
    {
        QFETCH(QByteArray, sql);
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session && session->executeScript("CREATE TEMP TABLE copied (n int)"));
        const Result<> copied = session->executeScript(sql.toStdString());
        QVERIFY(!copied);
        QCOMPARE(copied.error().kind, ErrorKind::Invalid);
        QCOMPARE(number(*session, "SELECT 4"), std::int64_t(4));
    }

    void transactionIsUndoneWhenItsWorkFails()
    {
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session && session->executeScript("CREATE TEMP TABLE kept (n int)"));
        const Result<> undone = session->inTransaction([&]() -> Result<> {
            return session->executeScript("INSERT INTO kept VALUES (1)").and_then([]() -> Result<> {
                return failure(ErrorKind::Conflict, QStringLiteral("no"));
            });
        });
        QCOMPARE(undone.error().kind, ErrorKind::Conflict);
        QCOMPARE(number(*session, "SELECT count(*) FROM kept"), std::int64_t(0));
        QVERIFY(session->inTransaction(
            [&] { return session->executeScript("INSERT INTO kept VALUES (2)"); }));
        QCOMPARE(number(*session, "SELECT n FROM kept"), std::int64_t(2));
    }

    void commitThatTheServerTurnsIntoRollbackIsAnError()
    {
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        const Result<> done = session->inTransaction([&]() -> Result<> {
            static_cast<void>(session->execute("SELECT 1 / 0")); // swallowed
            return {};
        });
        QVERIFY(!done);
        QCOMPARE(number(*session, "SELECT 5"), std::int64_t(5));
    }

    void noticesAreHandedOver()
    {
        std::vector<std::string> lines;
        SessionOptions options = m_options;
        options.notice = [&lines](std::string_view severity, std::string_view message) {
            lines.push_back(std::string(severity) + ' ' + std::string(message));
        };
        Result<Session> made = Session::connect(options);
        QVERIFY(made);
        Session session = std::move(*made); // the receiver must follow
        QVERIFY(session.executeScript("DO $$ BEGIN RAISE NOTICE 'ü'; RAISE WARNING 'two'; END $$"));
        QVERIFY((lines == std::vector<std::string>{"NOTICE ü", "WARNING two"}));
    }

    void statementThatTakesTooLongIsTimeout()
    {
        SessionOptions options = m_options;
        options.statementTimeout = std::chrono::milliseconds(50);
        Result<Session> session = Session::connect(options);
        QVERIFY(session);
        const Result<Rows> slow = session->execute("SELECT pg_sleep(30)");
        QVERIFY(!slow);
        QCOMPARE(slow.error().kind, ErrorKind::Timeout);
        QCOMPARE(number(*session, "SELECT 6"), std::int64_t(6));
    }

    void cancelComesFromAnotherThread()
    {
        Result<Session> session = Session::connect(m_options);
        Result<Session> watcher = Session::connect(m_options);
        QVERIFY(session && watcher);
        const Canceller canceller = session->canceller();
        const std::int64_t backend = session->backendProcessId();
        std::thread other([&] {
            while (true) { // as soon as it is seen to run
                const Result<Rows> running = watcher->execute(
                    "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'",
                    {backend});
                if (!running || !running->isEmpty())
                    break;
            }
            canceller.cancel();
        });
        const Result<Rows> slow = session->execute("SELECT pg_sleep(30)");
        other.join();
        QVERIFY(!slow);
        QCOMPARE(slow.error().kind, ErrorKind::Cancelled);
        QCOMPARE(number(*session, "SELECT 7"), std::int64_t(7));
    }

    void cancellerMayOutliveItsSession()
    {
        Canceller canceller;
        canceller.cancel();
        {
            Result<Session> session = Session::connect(m_options);
            QVERIFY(session);
            canceller = session->canceller();
        }
        canceller.cancel();
    }

    void notificationArrivesWithItsPayload()
    {
        Result<Session> listener = Session::connect(m_options);
        Result<Session> sender = Session::connect(m_options);
        QVERIFY(listener && sender);
        const std::string channel = "odd \"name\"";
        QVERIFY(listener->listen(channel));
        QVERIFY(sender->execute("SELECT pg_notify($1, 'hello')", {channel}));
        const auto arrived = listener->waitForNotifications(std::chrono::seconds(30));
        QVERIFY(arrived);
        QCOMPARE(arrived->size(), std::size_t(1));
        QCOMPARE(arrived->front().channel, channel);
        QCOMPARE(arrived->front().payload, std::string("hello"));
        QVERIFY(listener->waitForNotifications(std::chrono::milliseconds(1))->empty());
    }

    void lockTimeoutIsTimeout()
    {
        Result<Session> holder = Session::connect(m_options);
        Result<Session> waiter = Session::connect(m_options);
        QVERIFY(holder && waiter);
        QVERIFY(holder->executeScript("SELECT pg_advisory_lock(1)"));
        QVERIFY(waiter->executeScript("SET lock_timeout = '20ms'"));
        const Result<> locked = waiter->executeScript("SELECT pg_advisory_lock(1)");
        QVERIFY(!locked);
        QCOMPARE(locked.error().kind, ErrorKind::Timeout);
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
