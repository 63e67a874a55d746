#include "clusterfixture.h"
#include "services/cluster/clusterguard.h"
#include "tests/support/manualclock.h"

#include <QTest>

#include <csignal>

using namespace gatehouse;
using namespace std::chrono_literals;

class ClusterGuardTest : public QObject
{
    Q_OBJECT

private:
    test::ClusterFixture m_fixture;
    test::ManualClock m_clock;

    static std::string realBinary(const char *name)
    {
        return "exec /usr/lib/postgresql/15/bin/" + std::string(name) + " \"$@\"";
    }
    std::filesystem::path wrappers(const std::string &postgres)
    {
        return m_fixture.makeBinaries(realBinary("initdb"), postgres);
    }
    static void kill(cluster::PrivateCluster &cluster)
    {
        ::kill(cluster.serverProcessId(), SIGKILL);
        QTRY_VERIFY(!cluster.isRunning());
    }
    /// A killed server's children may still be on their way out.
    bool isBroughtBack(cluster::ClusterGuard &guard, cluster::PrivateCluster &cluster)
    {
        m_clock.advance(31s);
        guard.look();
        return cluster.isRunning();
    }
    bool answers(const std::string &conninfo)
    {
        return m_fixture.query(conninfo, "SELECT 1").has_value();
    }

private slots:
    void killedServerComesBackWhereItWas()
    {
        auto cluster = m_fixture.start();
        QVERIFY(cluster);
        const std::string conninfo = (*cluster)->conninfo("gatehouse_gateway");
        cluster::ClusterGuard guard(**cluster, m_clock, m_fixture.log());
        QVERIFY(!guard.look());
        kill(**cluster);
        QVERIFY(!answers(conninfo));
        QTRY_VERIFY(isBroughtBack(guard, **cluster));
        QVERIFY(!guard.trouble());
        QVERIFY(answers(conninfo));
    }

    void whoAttachedStartsItAndTheOthersFindIt()
    {
        auto first = m_fixture.start();
        auto second = m_fixture.start();
        QVERIFY(first && second);
        kill(**first);
        cluster::ClusterGuard guardOfSecond(**second, m_clock, m_fixture.log());
        QTRY_VERIFY(isBroughtBack(guardOfSecond, **second));
        cluster::ClusterGuard guardOfFirst(**first, m_clock, m_fixture.log());
        guardOfFirst.look();
        QVERIFY((*first)->isRunning());
        const int server = (*second)->serverProcessId();
        QCOMPARE((*first)->serverProcessId(), server);
        second->reset();
        QVERIFY(answers((*first)->conninfo("gatehouse_gateway")));
        first->reset();
        QVERIFY(!test::ClusterFixture::isRunning(server));
    }

    /// Without a look in between: its own is dead, and the one that lives is nobody's otherwise.
    void theLastOneStopsAServerThatAnotherHasStarted()
    {
        auto first = m_fixture.start();
        auto second = m_fixture.start();
        QVERIFY(first && second);
        kill(**first);
        cluster::ClusterGuard guard(**second, m_clock, m_fixture.log());
        QTRY_VERIFY(isBroughtBack(guard, **second));
        const int server = (*second)->serverProcessId();
        second->reset();
        QVERIFY(test::ClusterFixture::isRunning(server));
        first->reset();
        QVERIFY(!test::ClusterFixture::isRunning(server));
    }

    void fullDiskIsSaidAndLeftBehind()
    {
        const auto binaries = wrappers(realBinary("postgres"));
        auto cluster = m_fixture.start("full", binaries);
        QVERIFY2(cluster, cluster ? "" : qPrintable(cluster.error().detail));
        cluster::ClusterGuard guard(**cluster, m_clock, m_fixture.log());
        wrappers("[ \"$1\" = --version ] && { echo 'postgres (PostgreSQL) 15.99'; exit 0; }\n"
                 "echo 'FATAL: could not write: No space left on device' >&2; exit 1");
        kill(**cluster);
        QVERIFY(guard.look());
        QVERIFY(guard.trouble()->message.contains(QStringLiteral("full")));
        QVERIFY(!guard.look()); // the same trouble, and the next try is not due
        wrappers(realBinary("postgres"));
        m_clock.advance(900ms);
        guard.look();
        QVERIFY(!(*cluster)->isRunning());
        QTRY_VERIFY(isBroughtBack(guard, **cluster));
        QVERIFY(!guard.trouble());
    }

    void dataThatIsGoneIsNotMadeAnew()
    {
        auto cluster = m_fixture.start("gone");
        QVERIFY(cluster);
        cluster::ClusterGuard guard(**cluster, m_clock, m_fixture.log());
        const std::filesystem::path data = (*cluster)->folder() / "postgres";
        kill(**cluster);
        std::filesystem::rename(data, data.string() + ".aside");
        QVERIFY(guard.look());
        QVERIFY(guard.trouble());
        QVERIFY(!std::filesystem::exists(data));
        std::filesystem::rename(data.string() + ".aside", data);
        QTRY_VERIFY(isBroughtBack(guard, **cluster));
    }

    /// /tmp is everyone's: a folder that another could write is not ours to use.
    void strangersSocketFolderIsNotUsed()
    {
        std::string sockets;
        {
            const auto cluster = m_fixture.start();
            QVERIFY(cluster);
            sockets =
                m_fixture.query((*cluster)->superuserConninfo(), "SHOW unix_socket_directories")
                    ->get<std::string>(0, 0);
        }
        QVERIFY(!std::filesystem::exists(sockets));
        std::filesystem::create_directory(sockets);
        chmod(sockets.c_str(), 0777);
        {
            const auto cluster = m_fixture.start();
            QVERIFY(cluster);
            QVERIFY(
                m_fixture.query((*cluster)->superuserConninfo(), "SHOW unix_socket_directories")
                    ->get<std::string>(0, 0)
                != sockets);
        }
        QVERIFY(std::filesystem::exists(sockets));
        std::filesystem::remove(sockets);
    }
};

QTEST_GUILESS_MAIN(ClusterGuardTest)
#include "clusterguard_test.moc"
