#include "services/gateway/store/migrator.h"
#include "services/gateway/store/roles.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::gateway;
using gatehouse::test::GatewayDatabase;

class MigratorTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }
    void repeatingIsHarmless();
    void manyMayStartAtOnce();
    void aNewerDatabaseIsRefused();
    void anotherChecksumIsRefused();
    void aLoginWithoutTheRightToMakeRolesGoesOn();
    void thisMonthAndTheNextTwoHavePartitions();

private:
    std::unique_ptr<test::TestCluster> m_cluster;
};

void MigratorTest::repeatingIsHarmless()
{
    GatewayDatabase database(*m_cluster, "repeating");
    auto owner = database.session();
    const QString before = database.cell("SELECT string_agg(version || checksum || applied_at, "
                                         "',') FROM gatehouse.schema_migration");
    QVERIFY(migrate(owner, database.clock, database.log));
    QCOMPARE(database.cell("SELECT string_agg(version || checksum || applied_at, ',') FROM "
                           "gatehouse.schema_migration"),
             before);
    QCOMPARE(database.cell("SELECT max(version) FROM gatehouse.schema_migration"),
             QString::number(latestMigration()));
    QVERIFY(latestMigration() >= 2);
}

void MigratorTest::manyMayStartAtOnce()
{
    m_cluster->createDatabase("parallel_a");
    m_cluster->createDatabase("parallel_b");
    const SystemClock clock;
    Log log(clock, [](std::string_view) {});
    std::atomic<int> migrated = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&, i] {
            postgres::SessionOptions options;
            options.conninfo =
                m_cluster->conninfo("gatehouse_owner", i % 2 ? "parallel_a" : "parallel_b");
            auto session = postgres::Session::connect(options);
            if (session && migrate(*session, clock, log))
                ++migrated;
        });
    }
    for (auto &thread : threads)
        thread.join();
    QCOMPARE(migrated.load(), 6);
}

void MigratorTest::aNewerDatabaseIsRefused()
{
    GatewayDatabase database(*m_cluster, "newer");
    auto owner = database.session();
    QVERIFY(owner.execute("INSERT INTO gatehouse.schema_migration VALUES (9999, 'x', 'x', now())"));
    const auto result = migrate(owner, database.clock, database.log);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Conflict);
    QVERIFY(result.error().message.contains(u"9999"));
}

void MigratorTest::anotherChecksumIsRefused()
{
    GatewayDatabase database(*m_cluster, "checksum");
    auto owner = database.session();
    QVERIFY(
        owner.execute("UPDATE gatehouse.schema_migration SET checksum = 'x' WHERE version = 1"));
    const auto result = migrate(owner, database.clock, database.log);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Conflict);
    QVERIFY(result.error().message.contains(u"0001_gateway"));
}

void MigratorTest::aLoginWithoutTheRightToMakeRolesGoesOn()
{
    m_cluster->createDatabase("plain");
    postgres::SessionOptions options;
    options.conninfo = m_cluster->conninfo("postgres", "plain");
    auto superuser = postgres::Session::connect(options);
    QVERIFY(superuser);
    QVERIFY(superuser->executeScript(
        "CREATE ROLE plain_login; GRANT CREATE ON DATABASE plain TO plain_login;"
        "SET ROLE plain_login"));
    const SystemClock clock;
    std::string lines;
    Log log(clock, [&](std::string_view line) { lines += line; });
    const auto result = migrate(*superuser, clock, log);
    QVERIFY2(result, result ? "" : qPrintable(result.error().message));
    QVERIFY(lines.find("GRANT SELECT ON ALL TABLES IN SCHEMA console") != std::string::npos);
    const auto role = gatewayRole(*superuser);
    QVERIFY(role);
    QCOMPARE(*role, std::string());
}

void MigratorTest::thisMonthAndTheNextTwoHavePartitions()
{
    GatewayDatabase database(*m_cluster, "partitions");
    QCOMPARE(database.cell("SELECT count(*) FROM pg_inherits WHERE inhparent = "
                           "'gatehouse.webhook_event'::regclass"),
             u"4");
    QCOMPARE(database.cell("SELECT to_regclass('gatehouse.webhook_payload' || to_char(now() AT "
                           "TIME ZONE 'UTC', '_YYYY_MM')) IS NOT NULL"),
             u"true");
}

QTEST_GUILESS_MAIN(MigratorTest)
#include "migrator_test.moc"
