#include "resources/resources.h"
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
    void severalLettersOfAJobBecomeOne();

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

void MigratorTest::severalLettersOfAJobBecomeOne()
{
    m_cluster->createDatabase("letters");
    postgres::SessionOptions options;
    options.conninfo = m_cluster->conninfo("gatehouse_owner", "letters");
    auto owner = postgres::Session::connect(options);
    QVERIFY(owner);
    const auto run = [&](const QString &name) {
        const auto done =
            owner->executeScript(resource(QStringLiteral("sql/") + name)->toStdString());
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    };
    for (const QString &name : resourceNames(QStringLiteral("sql")).filter(QStringLiteral("000"))) {
        if (name < QStringLiteral("0008"))
            run(name);
    }
    const auto inserted = owner->executeScript(
        "INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, path, mode,"
        "        source, idempotency_key, status, next_attempt_at)"
        " SELECT gatehouse.uuid_v7(now()), now(), gatehouse.uuid_v7(now()), 'deliver', '/', 'live',"
        "        source, 'k', 'dead', now() FROM (VALUES ('once'), ('thrice')) AS s(source);"
        "INSERT INTO gatehouse.dead_letter (id, created_at, job_id, event_id, source, root_cause,"
        "        error, fingerprint, attempts, state)"
        " SELECT gatehouse.uuid_v7(now() + n * interval '1 s'), now() + n * interval '1 s', j.id,"
        "        event_id, source, 'http_5xx', 'death ' || n, 'f', n,"
        "        CASE WHEN n < 3 THEN 'reenqueued' ELSE 'open' END"
        "   FROM gatehouse.job_execution j, generate_series(1, 3) AS n"
        "  WHERE source = 'thrice' OR n = 3");
    QVERIFY2(inserted, inserted ? "" : qPrintable(inserted.error().detail));
    run(QStringLiteral("0008_one_letter_a_job.sql"));
    const auto rows = owner->execute(
        "SELECT string_agg(concat_ws(' ', source, error, attempts, state, reenqueues,"
        "       died_at - created_at), ', ' ORDER BY source) FROM console.dead_letters"
        " UNION ALL"
        " SELECT string_agg(d.error, ', ' ORDER BY d.died_at) FROM console.deaths d JOIN"
        "       console.dead_letters l ON l.id = letter_id WHERE l.source = 'thrice'");
    QVERIFY2(rows, rows ? "" : qPrintable(rows.error().detail));
    QCOMPARE(rows->get<std::string>(0, 0),
             std::string("once death 3 3 open 0 00:00:00, thrice death 3 3 open 2 00:00:02"));
    QCOMPARE(rows->get<std::string>(1, 0), std::string("death 1, death 2, death 3"));
}

QTEST_GUILESS_MAIN(MigratorTest)
#include "migrator_test.moc"
