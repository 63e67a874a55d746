#include "clusterfixture.h"
#include "services/cluster/process.h"

#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <thread>

using namespace gatehouse;

class EphemeralTest : public QObject
{
    Q_OBJECT

private:
    test::ClusterFixture m_fixture;

private slots:
    void isGoneAfterwards()
    {
        std::filesystem::path folder;
        int server = 0;
        {
            const auto cluster = m_fixture.startEphemeral();
            QVERIFY(cluster);
            folder = (*cluster)->folder();
            server = (*cluster)->serverProcessId();
            QVERIFY(m_fixture.query((*cluster)->conninfo("gatehouse_owner"), "SELECT 1"));
            QCOMPARE(m_fixture.query((*cluster)->superuserConninfo(), "SHOW fsync")
                         ->get<std::string>(0, 0),
                     std::string("off"));
        }
        QVERIFY(!std::filesystem::exists(folder));
        QVERIFY(!test::ClusterFixture::isRunning(server));
    }

    void twoAreApart()
    {
        const auto one = m_fixture.startEphemeral();
        const auto two = m_fixture.startEphemeral();
        QVERIFY(one && two);
        QVERIFY((*one)->folder() != (*two)->folder());
        QVERIFY((*one)->serverProcessId() != (*two)->serverProcessId());
    }

    /// The kernel's parent death signal is one of the parent thread.
    void outlivesTheThreadThatStartedIt()
    {
        Result<std::unique_ptr<cluster::PrivateCluster>> cluster;
        std::thread([&] { cluster = m_fixture.startEphemeral(); }).join();
        QVERIFY(cluster);
        QVERIFY(m_fixture.query((*cluster)->conninfo("gatehouse_owner"), "SELECT 1"));
    }

    void serverGoesWithAKilledProcess()
    {
        const std::filesystem::path said = m_fixture.root() / "holder";
        const cluster::Descriptor output(open(said.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
        // Not QProcess: TSan takes its vfork for a fork of this process and ends it.
        Result<cluster::Process> holder = cluster::Process::spawn(
            {QCoreApplication::applicationFilePath().toStdString(),
             {"hold", std::filesystem::temp_directory_path().string()}, // it gets no environment
             {},
             output.number()});
        QVERIFY(holder);
        int server = 0;
        std::filesystem::path folder;
        const auto isHeld = [&] {
            return bool(std::ifstream(said) >> server >> folder >> std::ws);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isHeld() || holder->hasEnded(), 60'000);
        QVERIFY(test::ClusterFixture::isRunning(server));
        holder->signal(SIGKILL);
        QTRY_VERIFY(holder->hasEnded());
        QTRY_VERIFY(!test::ClusterFixture::isRunning(server));

        // The next one sweeps up what it left, once it has lain for a minute.
        QVERIFY(std::filesystem::exists(folder));
        const timespec longAgo[2] = {{1, 0}, {1, 0}};
        QCOMPARE(utimensat(AT_FDCWD, (folder / "users.lock").c_str(), longAgo, 0), 0);
        const auto next = m_fixture.startEphemeral();
        QVERIFY(next);
        QVERIFY(!std::filesystem::exists(folder));
    }

    void folderInUseIsNotSweptUp()
    {
        const auto used = m_fixture.startEphemeral();
        QVERIFY(used);
        const timespec longAgo[2] = {{1, 0}, {1, 0}};
        QCOMPARE(utimensat(AT_FDCWD, ((*used)->folder() / "users.lock").c_str(), longAgo, 0), 0);
        const auto next = m_fixture.startEphemeral();
        QVERIFY(next);
        QVERIFY(std::filesystem::exists((*used)->folder()));
        QVERIFY(m_fixture.query((*used)->conninfo("gatehouse_owner"), "SELECT 1"));
    }
};

namespace {

/// The other process of serverGoesWithAKilledProcess: says what it holds and waits to be killed.
int holdUntilKilled()
{
    const SystemClock clock; // no fixture: its folder would stay behind
    Log log(clock, [](std::string_view) {});
    cluster::ClusterOptions options;
    options.ephemeral = true;
    const auto cluster = cluster::PrivateCluster::start(options, log);
    if (!cluster)
        return 1;
    std::printf("%d \"%s\"\n", (*cluster)->serverProcessId(), (*cluster)->folder().c_str());
    std::fflush(stdout);
    pause();
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 3 && std::string_view(argv[1]) == "hold") {
        setenv("TMPDIR", argv[2], 1); // NOLINT(concurrency-mt-unsafe): no thread runs yet
        return holdUntilKilled();
    }
    QCoreApplication application(argc, argv);
    EphemeralTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "ephemeral_test.moc"
