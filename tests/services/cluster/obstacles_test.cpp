#include "clusterfixture.h"

#include <QTest>

using namespace gatehouse;

/// What stands in the way of a start is said, and does not stand in the way of the next one.
class ObstaclesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::ClusterFixture> m_fixture;

    static constexpr const char *version = "echo 'postgres (PostgreSQL) 15.99'";
    static constexpr const char *answersVersion =
        "[ \"$1\" = --version ] && { echo 'postgres (PostgreSQL) 15.99'; exit 0; }\n";
    static constexpr const char *credentials =
        R"({"postgres": "00", "gatehouse_owner": "00", "gatehouse_gateway": "00",
            "gatehouse_console": "00", "gatehouse_console_payload": "00"})";
    static constexpr const char *makesData = "mkdir -p \"$2\"; echo 15 > \"$2/PG_VERSION\"";

private slots:
    void init() { m_fixture = std::make_unique<test::ClusterFixture>(); }

    void missingProgramsNameThePackage()
    {
        const auto cluster = m_fixture->start("cluster", m_fixture->root() / "nothing");
        QVERIFY(!cluster);
        QCOMPARE(cluster.error().kind, ErrorKind::Unavailable);
        QVERIFY(cluster.error().message.contains(QStringLiteral("postgresql-15")));
    }

    void oldProgramsAreNotTaken()
    {
        const auto binaries =
            m_fixture->makeBinaries("exit 1", "echo 'postgres (PostgreSQL) 13.4'");
        const auto cluster = m_fixture->start("cluster", binaries);
        QVERIFY(!cluster);
        QVERIFY(cluster.error().message.contains(QStringLiteral("13")));
        QVERIFY(cluster.error().message.contains(QStringLiteral("postgresql-15")));
    }

    void dataOfAnotherMajorVersionIsTold()
    {
        const std::filesystem::path data = m_fixture->root() / "cluster/postgres";
        std::filesystem::create_directories(data);
        std::ofstream(data / "PG_VERSION") << "14\n";
        const auto cluster = m_fixture->start();
        QVERIFY(!cluster);
        QCOMPARE(cluster.error().kind, ErrorKind::Conflict);
        QVERIFY(cluster.error().message.contains(QStringLiteral("postgresql-14")));
        QVERIFY(std::filesystem::exists(data / "PG_VERSION")); // left alone
    }

    /// One that is not Debian's is asked as well, and not only when Debian has none.
    void dataIsRunWithItsOwnVersionFromPath()
    {
        const std::filesystem::path data = m_fixture->root() / "cluster/postgres";
        std::filesystem::create_directories(data);
        std::ofstream(data / "PG_VERSION") << "16\n";
        std::ofstream(m_fixture->root() / "cluster/credentials.json") << credentials;
        const auto binaries = m_fixture->makeBinaries(
            "exit 1",
            "[ \"$1\" = --version ] && { echo 'postgres (PostgreSQL) 16.1'; exit 0; }\n"
            "echo 'FATAL: this is 16' >&2; exit 1");
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", QByteArray::fromStdString(binaries.string()) + ':' + path);
        const auto cluster = m_fixture->start();
        qputenv("PATH", path);
        QVERIFY(!cluster);
        QCOMPARE(cluster.error().detail, QStringLiteral("FATAL: this is 16"));
    }

    void fullDiskIsTold_data()
    {
        QTest::addColumn<QByteArray>("initdb");
        QTest::addColumn<QByteArray>("postgres");
        const QByteArray full = "echo 'could not write file: No space left on device' >&2; exit 1";
        QTest::newRow("while it is made") << full << QByteArray("exit 0");
        QTest::newRow("while it starts") << QByteArray(makesData) << full;
    }
    void fullDiskIsTold()
    {
        QFETCH(QByteArray, initdb);
        QFETCH(QByteArray, postgres);
        const auto binaries =
            m_fixture->makeBinaries(initdb.toStdString(), answersVersion + postgres.toStdString());
        const auto cluster = m_fixture->start("cluster", binaries);
        QVERIFY(!cluster);
        QCOMPARE(cluster.error().kind, ErrorKind::Unavailable);
        QVERIFY2(cluster.error().message.contains(QStringLiteral("full")),
                 qPrintable(cluster.error().message));
    }

    void failedInitdbSaysWhyAndLeavesNothing()
    {
        const auto binaries =
            m_fixture->makeBinaries("mkdir -p \"$2/base\"; echo 'the reason'; exit 1", version);
        const auto cluster = m_fixture->start("cluster", binaries);
        QVERIFY(!cluster);
        QCOMPARE(cluster.error().detail, QStringLiteral("the reason"));
        for (const auto &entry : std::filesystem::directory_iterator(m_fixture->root() / "cluster"))
            QVERIFY2(!entry.path().filename().string().starts_with("postgres"),
                     entry.path().c_str());
        QVERIFY(m_fixture->start());
    }

    void serverThatEndsAtOnceShowsItsLastWords()
    {
        const auto binaries = m_fixture->makeBinaries(
            makesData, std::string(answersVersion) + "echo 'FATAL: the reason' >&2; exit 1");
        const auto cluster = m_fixture->start("cluster", binaries);
        QVERIFY(!cluster);
        QCOMPARE(cluster.error().kind, ErrorKind::Unavailable);
        QCOMPARE(cluster.error().detail, QStringLiteral("FATAL: the reason"));
    }

    void folderThatCannotBeMadeIsTold()
    {
        std::ofstream(m_fixture->root() / "file") << "in the way";
        const auto cluster = m_fixture->start("file/cluster");
        QVERIFY(!cluster);
        QVERIFY(cluster.error().message.contains(QStringLiteral("folder")));
        QVERIFY(cluster.error().cause != ErrorCause());
    }

    void folderOfSomeoneElseIsTold()
    {
        const std::filesystem::path closed = m_fixture->root() / "closed";
        std::filesystem::create_directories(closed);
        chmod(closed.c_str(), geteuid() == 0 ? 0700 : 0500); // root: user postgres cannot enter
        const auto cluster = m_fixture->start("closed/cluster");
        QVERIFY(!cluster);
        QCOMPARE(cluster.error().kind, ErrorKind::Denied);
        QVERIFY(cluster.error().message.contains(QStringLiteral("closed")));
    }

    void halfMadeDataIsMadeAgain()
    {
        const std::filesystem::path folder = m_fixture->root() / "cluster";
        std::filesystem::create_directories(folder / "postgres.new-0a1b2c3d/base");
        std::filesystem::create_directories(folder / "postgres/base");
        if (geteuid() == 0)
            chmod(folder.c_str(), 0711);
        const auto cluster = m_fixture->start();
        QVERIFY2(cluster,
                 cluster ? "" : qPrintable(cluster.error().message + cluster.error().detail));
        QVERIFY(!std::filesystem::exists(folder / "postgres.new-0a1b2c3d"));
    }

    void unreadableCredentialsAreTold_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("x");
        QTest::newRow("a password missing") << QByteArray("{\"postgres\": \"00\"}");
        QTest::newRow("not text") << QByteArray("{\"postgres\": {}}");
    }
    void unreadableCredentialsAreTold()
    {
        QFETCH(QByteArray, content);
        std::filesystem::create_directories(m_fixture->root() / "cluster/postgres");
        std::ofstream(m_fixture->root() / "cluster/postgres/PG_VERSION") << "15\n";
        std::ofstream(m_fixture->root() / "cluster/credentials.json") << content.toStdString();
        const auto cluster = m_fixture->start();
        QVERIFY(!cluster);
        QVERIFY(cluster.error().message.contains(QStringLiteral("credentials.json")));
    }

    void credentialsOfOtherDataAreTold()
    {
        {
            QVERIFY(m_fixture->start());
        }
        const std::filesystem::path file = m_fixture->root() / "cluster/credentials.json";
        std::string content(std::istreambuf_iterator<char>(std::ifstream(file).rdbuf()), {});
        for (char &c : content) { // every digit: one alone may be missing from a random password
            if (c >= '0' && c <= '9')
                c = static_cast<char>('0' + (c - '0' + 1) % 10);
        }
        std::ofstream(file) << content;
        const auto cluster = m_fixture->start();
        QVERIFY(!cluster);
        QCOMPARE(cluster.error().kind, ErrorKind::Denied);
        QVERIFY(cluster.error().message.contains(QStringLiteral("credentials.json")));
    }

    void missingCredentialsAreTold()
    {
        std::filesystem::create_directories(m_fixture->root() / "cluster/postgres");
        std::ofstream(m_fixture->root() / "cluster/postgres/PG_VERSION") << "15\n";
        const auto cluster = m_fixture->start();
        QVERIFY(!cluster);
        QVERIFY(cluster.error().message.contains(QStringLiteral("passwords")));
    }
};

QTEST_GUILESS_MAIN(ObstaclesTest)
#include "obstacles_test.moc"
