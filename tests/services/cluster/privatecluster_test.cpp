#include "clusterfixture.h"

#include <QTest>

#include <csignal>
#include <thread>

using namespace gatehouse;

class PrivateClusterTest : public QObject
{
    Q_OBJECT

private:
    /// The folder "cluster" is made by the first test that starts it and used by all: initdb costs
    /// seconds.
    test::ClusterFixture m_fixture;

private slots:

    void firstStartMakesRolesAndDatabase()
    {
        const auto cluster = m_fixture.start();
        QVERIFY2(cluster,
                 cluster ? "" : qPrintable(cluster.error().message + cluster.error().detail));
        QVERIFY((*cluster)->startedHere());
        for (const char *role : {"gatehouse_owner", "gatehouse_gateway", "gatehouse_console",
                                 "gatehouse_console_payload"}) {
            const auto who = m_fixture.query((*cluster)->conninfo(role),
                                             "SELECT current_user, current_database()");
            QVERIFY(who);
            QCOMPARE(who->get<std::string>(0, 0), std::string(role));
            QCOMPARE(who->get<std::string>(0, 1), std::string("gatehouse"));
        }
        QVERIFY(
            m_fixture.query((*cluster)->conninfo("gatehouse_owner"), "CREATE ROLE made_by_owner"));
        QVERIFY(!m_fixture.query((*cluster)->conninfo("gatehouse_gateway"),
                                 "CREATE ROLE made_by_gateway"));
    }

    void serverIsSetUpAsPromised_data()
    {
        QTest::addColumn<QByteArray>("setting");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *setting, const char *value) {
            QTest::newRow(setting) << QByteArray(setting) << QByteArray(value);
        };
        row("listen_addresses", "");
        row("server_encoding", "UTF8");
        row("lc_collate", "C.UTF-8");
        row("synchronous_commit", "on");
        row("fsync", "on");
        row("password_encryption", "scram-sha-256");
        row("max_connections", "100");
        row("data_checksums", "off");
    }
    void serverIsSetUpAsPromised()
    {
        QFETCH(QByteArray, setting);
        QFETCH(QByteArray, value);
        const auto cluster = m_fixture.start();
        QVERIFY(cluster);
        const auto shown =
            m_fixture.query((*cluster)->superuserConninfo(), "SHOW " + setting.toStdString());
        QVERIFY(shown);
        QCOMPARE(shown->get<std::string>(0, 0), value.toStdString());
    }

    void passwordIsAsked()
    {
        const auto cluster = m_fixture.start();
        QVERIFY(cluster);
        const auto refused =
            m_fixture.query((*cluster)->superuserConninfo() + " password=guessed", "SELECT 1");
        QCOMPARE(refused.error().kind, ErrorKind::Denied);
        const auto rules = m_fixture.query(
            (*cluster)->superuserConninfo(),
            "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'");
        QCOMPARE(rules->get<std::int64_t>(0, 0), std::int64_t(0));
    }

    void consoleCannotWriteAnywhere_data()
    {
        QTest::addColumn<QByteArray>("database");
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("large object")
            << QByteArray("gatehouse") << QByteArray("SELECT lo_create(0)");
        QTest::newRow("large object with content")
            << QByteArray("gatehouse") << QByteArray("SELECT lo_from_bytea(0, 'abc')");
        QTest::newRow("maintenance database") << QByteArray("postgres") << QByteArray("SELECT 1");
        QTest::newRow("template") << QByteArray("template1") << QByteArray("SELECT 1");
    }
    void consoleCannotWriteAnywhere()
    {
        QFETCH(QByteArray, database);
        QFETCH(QByteArray, sql);
        const auto cluster = m_fixture.start();
        QVERIFY(cluster);
        const auto refused = m_fixture.query((*cluster)->conninfo("gatehouse_console_payload")
                                                 + " dbname=" + database.toStdString(),
                                             sql.toStdString());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Denied);
    }

    void filesAreClosedToOthers()
    {
        const auto cluster = m_fixture.start();
        QVERIFY(cluster);
        const auto mode = [&](const char *name) {
            struct stat found = {};
            return stat(((*cluster)->folder() / name).c_str(), &found) == 0 ? found.st_mode & 0777
                                                                            : 0;
        };
        QCOMPARE(mode("credentials.json"), mode_t(0600));
        QCOMPARE(mode("postgres"), mode_t(0700));
        QCOMPARE(mode("postgres.log"), mode_t(0600));
        QVERIFY(!std::filesystem::exists((*cluster)->folder() / "initdb.password"));
        const auto sockets =
            m_fixture.query((*cluster)->superuserConninfo(), "SHOW unix_socket_directories");
        struct stat found = {};
        QCOMPARE(stat(sockets->get<std::string>(0, 0).c_str(), &found), 0);
        QCOMPARE(found.st_mode & 0777, mode_t(0700));
    }

    void restartKeepsData()
    {
        int firstServer = 0;
        {
            const auto cluster = m_fixture.start();
            QVERIFY(cluster);
            firstServer = (*cluster)->serverProcessId();
            QVERIFY(m_fixture.query((*cluster)->conninfo("gatehouse_owner"),
                                    "CREATE TABLE kept AS SELECT 7 AS n"));
        }
        QVERIFY(!test::ClusterFixture::isRunning(firstServer));
        const auto again = m_fixture.start();
        QVERIFY(again);
        QVERIFY((*again)->startedHere());
        const auto kept =
            m_fixture.query((*again)->conninfo("gatehouse_owner"), "SELECT n FROM kept");
        QCOMPARE(kept->get<std::int64_t>(0, 0), std::int64_t(7));
    }

    void stopLeavesNoSocketFolder()
    {
        std::string sockets;
        {
            const auto cluster = m_fixture.start();
            QVERIFY(cluster);
            sockets =
                m_fixture.query((*cluster)->superuserConninfo(), "SHOW unix_socket_directories")
                    ->get<std::string>(0, 0);
            QVERIFY(std::filesystem::exists(sockets));
            QVERIFY(sockets.size() <= 92);
        }
        QVERIFY(!std::filesystem::exists(sockets));
    }

    void secondAttachesAndTheLastStopsIt()
    {
        auto first = m_fixture.start();
        QVERIFY(first);
        auto second = m_fixture.start();
        QVERIFY(second);
        const int server = (*first)->serverProcessId();
        QVERIFY(!(*second)->startedHere());
        QCOMPARE((*second)->serverProcessId(), server);
        first->reset();
        QVERIFY(m_fixture.query((*second)->conninfo("gatehouse_gateway"), "SELECT 1"));
        second->reset();
        QVERIFY(!test::ClusterFixture::isRunning(server));
    }

    void manyAtOnceShareOneServer()
    {
        constexpr int count = 4;
        std::array<Result<std::unique_ptr<cluster::PrivateCluster>>, count>
            started; // nothing is made yet
        std::vector<std::thread> threads;
        threads.reserve(count);
        for (auto &one : started)
            threads.emplace_back([&one, this] { one = m_fixture.start("raced"); });
        for (std::thread &thread : threads)
            thread.join();
        int starters = 0;
        for (auto &one : started) {
            QVERIFY2(one, one ? "" : qPrintable(one.error().message + one.error().detail));
            starters += (*one)->startedHere() ? 1 : 0;
            QCOMPARE((*one)->serverProcessId(), (*started[0])->serverProcessId());
        }
        QCOMPARE(starters, 1);
    }

    void killedServerIsStartedAgain()
    {
        auto first = m_fixture.start();
        QVERIFY(first);
        QVERIFY(m_fixture.query((*first)->conninfo("gatehouse_owner"),
                                "CREATE TABLE survivor AS SELECT 7 AS n"));
        const int killed = (*first)->serverProcessId();
        ::kill(killed, SIGKILL);
        QTRY_VERIFY(!test::ClusterFixture::isRunning(killed));
        QVERIFY(std::filesystem::exists((*first)->folder() / "postgres/postmaster.pid"));
        const auto second = m_fixture.start();
        QVERIFY2(second, second ? "" : qPrintable(second.error().message + second.error().detail));
        QVERIFY((*second)->startedHere());
        QVERIFY((*second)->serverProcessId() != killed);
        QVERIFY(m_fixture.query((*second)->conninfo("gatehouse_owner"), "SELECT n FROM survivor"));
        first->reset(); // must not touch the new one
        QVERIFY(m_fixture.query((*second)->conninfo("gatehouse_owner"), "SELECT n FROM survivor"));
    }

    void numberOfAnotherProcessIsAStaleLock()
    {
        std::filesystem::path lock;
        {
            const auto cluster = m_fixture.start();
            QVERIFY(cluster);
            lock = (*cluster)->folder() / "postgres/postmaster.pid";
        }
        std::ofstream(lock) << getpid() << "\n/nowhere\n1\n5432\n/tmp/gh-gone\n\n1 1\nready\n";
        const auto again = m_fixture.start();
        QVERIFY2(again, again ? "" : qPrintable(again.error().message + again.error().detail));
        QVERIFY((*again)->startedHere());
    }
};

QTEST_GUILESS_MAIN(PrivateClusterTest)
#include "privatecluster_test.moc"
