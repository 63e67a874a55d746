#include "services/postgres/session.h"
#include "tests/integration/support/program.h"
#include "tests/support/testcluster.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::test;

/// `gatehousectl seed` as a person runs it.
class SeedTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestCluster> m_cluster;
    int m_databases = 0;

    std::string makeDatabase()
    {
        const std::string name = "seed" + std::to_string(++m_databases);
        m_cluster->createDatabase(name);
        return m_cluster->conninfo("gatehouse_owner", name);
    }
    static QStringList arguments(const std::string &database, const QStringList &more)
    {
        return QStringList{QStringLiteral("seed"), QStringLiteral("--database"),
                           QString::fromStdString(database)}
        + more;
    }
    static qint64 count(const std::string &database, const std::string &table)
    {
        postgres::SessionOptions options;
        options.conninfo = database;
        auto session = postgres::Session::connect(options);
        const auto rows = session ? session->execute("SELECT count(*) FROM gatehouse." + table)
                                  : Result<postgres::Rows>(failure(session.error()));
        return rows ? rows->get<std::int64_t>(0, 0) : -1;
    }

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }

    void whatWasMadeIsTold()
    {
        const std::string database = makeDatabase();
        Program seed{builtProgram(QStringLiteral("gatehousectl"))};
        QCOMPARE(seed.run(arguments(database,
                                    {QStringLiteral("--events"), QStringLiteral("3000"),
                                     QStringLiteral("--json")})),
                 0);
        const auto told = QJsonDocument::fromJson(seed.output()).object();
        QCOMPARE(told[u"events"].toInt(), 3000);
        QCOMPARE(told[u"jobs"].toInteger(), count(database, "job_execution"));
        QVERIFY(told[u"events_per_second"].toInt() > 0);
        QCOMPARE(seed.errors(), QByteArray());
    }

    void progressGoesToStandardError()
    {
        Program seed{builtProgram(QStringLiteral("gatehousectl"))};
        QCOMPARE(
            seed.run(arguments(makeDatabase(), {QStringLiteral("--events"), QStringLiteral("50")})),
            0);
        QVERIFY2(seed.errors().startsWith("50 of 50 events, "), seed.errors().constData());
        QVERIFY(seed.output().contains("events: 50"));
    }

    void interruptionEndsItAfterTheBatch()
    {
        const std::string database = makeDatabase();
        Program seed{builtProgram(QStringLiteral("gatehousectl"))};
        seed.start(arguments(database, {QStringLiteral("--events"), QStringLiteral("100000000")}));
        QTRY_VERIFY_WITH_TIMEOUT(seed.errors().contains(" events, "), 60'000);
        seed.terminate();
        QVERIFY(seed.waitForEnd());
        QVERIFY(seed.endedNormally());
        QCOMPARE(seed.exitCode(), 1);
        QVERIFY(seed.errors().contains("--add"));
        const qint64 events = count(database, "webhook_event");
        QVERIFY(events >= 5000);
        QCOMPARE(count(database, "webhook_payload"), events);
        QVERIFY(seed.output().contains("events: " + QByteArray::number(events)));
    }

    void eventsThatAreThereAreRespected()
    {
        const std::string database = makeDatabase();
        const QStringList ten{QStringLiteral("--events"), QStringLiteral("10")};
        Program seed{builtProgram(QStringLiteral("gatehousectl"))};
        QCOMPARE(seed.run(arguments(database, ten)), 0);
        QCOMPARE(seed.run(arguments(database, ten)), 1);
        QVERIFY2(seed.errors().contains("The database has events already"),
                 seed.errors().constData());
        QCOMPARE(seed.run(arguments(database, ten + QStringList{QStringLiteral("--add")})), 0);
        QCOMPARE(count(database, "webhook_event"), qint64(20));
    }

    void whatCannotBeIsAUsageError_data()
    {
        QTest::addColumn<QStringList>("more");
        const auto row = [](const char *name, const QStringList &more) {
            QTest::newRow(name) << more;
        };
        row("no number", {});
        row("none", {QStringLiteral("--events"), QStringLiteral("0")});
        row("no day",
            {QStringLiteral("--events"), QStringLiteral("5"), QStringLiteral("--days"),
             QStringLiteral("0")});
        row("two places",
            {QStringLiteral("--events"), QStringLiteral("5"), QStringLiteral("--data"),
             QStringLiteral("/tmp/nowhere")});
    }
    void whatCannotBeIsAUsageError()
    {
        QFETCH(QStringList, more);
        Program seed{builtProgram(QStringLiteral("gatehousectl"))};
        QCOMPARE(seed.run(arguments("dbname=nowhere", more)), 2);
    }

    void serverThatIsAwayIsAFailure()
    {
        Program seed{builtProgram(QStringLiteral("gatehousectl"))};
        QCOMPARE(seed.run(arguments(
                     "host=/tmp/gh-nowhere dbname=x",
                     {QStringLiteral("--events"), QStringLiteral("5"), QStringLiteral("--json")})),
                 1);
        QCOMPARE(QJsonDocument::fromJson(seed.errors())[u"kind"].toString(),
                 QStringLiteral("unavailable"));
    }
};

QTEST_GUILESS_MAIN(SeedTest)

#include "seed_test.moc"
