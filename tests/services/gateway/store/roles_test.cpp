#include "services/gateway/store/roles.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using gatehouse::test::GatewayDatabase;

class RolesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void gatewayRoleIsTheOneToSet();
    void consoleRolesReadTheirViewsOnly_data();
    void consoleRolesReadTheirViewsOnly();
    void consoleRolesCanDoNothingElse_data();
    void consoleRolesCanDoNothingElse();
    void gatewayCannotChangeTheLedger_data();
    void gatewayCannotChangeTheLedger();
    void gatewayAppendsToTheLedger();

private:
    std::unique_ptr<test::TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_database; ///< for all: nothing here changes it
};

void RolesTest::initTestCase()
{
    m_cluster = test::TestCluster::start();
    m_database = std::make_unique<GatewayDatabase>(*m_cluster, "shared");
}

void RolesTest::gatewayRoleIsTheOneToSet()
{
    GatewayDatabase &database = *m_database;
    auto owner = database.session();
    const auto ofOwner = gatewayRole(owner);
    QVERIFY(ofOwner);
    QCOMPARE(*ofOwner, std::string("gatehouse_gateway"));
    auto options = database.options("gatehouse_owner");
    options.role = *ofOwner;
    auto session = postgres::Session::connect(options);
    QVERIFY(session);
    QVERIFY(!session->execute("DELETE FROM gatehouse.schema_migration"));
    QVERIFY(session->execute("DELETE FROM gatehouse.job_execution"));
    auto gateway = database.session("gatehouse_gateway");
    const auto ofItself = gatewayRole(gateway);
    QVERIFY(ofItself);
    QCOMPARE(*ofItself, std::string());
}

void RolesTest::consoleRolesReadTheirViewsOnly_data()
{
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<QByteArray>("view");
    QTest::addColumn<bool>("isAllowed");
    for (const char *view :
         {"events", "jobs", "deliveries", "dead_letters", "routes", "destinations",
          "circuit_breakers", "audit", "event_minutes", "event_hours"}) {
        QTest::addRow("console: %s", view)
            << QByteArray("gatehouse_console") << QByteArray(view) << true;
        QTest::addRow("payload: %s", view)
            << QByteArray("gatehouse_console_payload") << QByteArray(view) << true;
    }
    QTest::newRow("console: payloads")
        << QByteArray("gatehouse_console") << QByteArray("payloads") << false;
    QTest::newRow("payload: payloads")
        << QByteArray("gatehouse_console_payload") << QByteArray("payloads") << true;
    QTest::newRow("contract") << QByteArray("gatehouse_console") << QByteArray("contract()")
                              << true;
}

void RolesTest::consoleRolesReadTheirViewsOnly()
{
    QFETCH(QByteArray, role);
    QFETCH(QByteArray, view);
    GatewayDatabase &database = *m_database;
    auto session = database.session(role.toStdString());
    const auto rows = session.execute("SELECT * FROM console." + view.toStdString());
    QTEST(rows.has_value(), "isAllowed");
}

void RolesTest::consoleRolesCanDoNothingElse_data()
{
    QTest::addColumn<QByteArray>("sql");
    const auto row = [](const char *sql) { QTest::newRow(sql) << QByteArray(sql); };
    row("SELECT * FROM gatehouse.webhook_event");
    row("SELECT signing_secret FROM gatehouse.destination");
    row("DELETE FROM gatehouse.circuit_breaker");
    row("INSERT INTO console.events (id) VALUES (gen_random_uuid())");
    row("UPDATE console.jobs SET status = 'dead'");
    row("DELETE FROM console.audit");
    row("DELETE FROM console.payloads");
    row("SELECT gatehouse.ensure_partitions(current_date, 1)");
    row("SELECT gatehouse.append_audit('a', 'a', 'a', 'a', 'a', 'a', '{}')");
    row("CREATE TABLE public.t (x int)");
    row("CREATE TEMP TABLE t (x int)");
    row("CREATE SCHEMA s");
    row("CREATE VIEW console.v AS SELECT 1");
    row("SET ROLE gatehouse_gateway");
}

void RolesTest::consoleRolesCanDoNothingElse()
{
    QFETCH(QByteArray, sql);
    GatewayDatabase &database = *m_database;
    for (const char *role : {"gatehouse_console", "gatehouse_console_payload"}) {
        auto session = database.session(role);
        const auto rows = session.execute(sql.toStdString());
        QVERIFY2(!rows, role);
    }
}

void RolesTest::gatewayCannotChangeTheLedger_data()
{
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<QByteArray>("sql");
    const auto row = [](const char *role, const char *sql) {
        QTest::addRow("%s: %s", role, sql) << QByteArray(role) << QByteArray(sql);
    };
    row("gatehouse_gateway",
        "INSERT INTO gatehouse.audit VALUES (99, now(), '', '', '', '', '', '', '{}', '', '', '',"
        " '', 2)");
    for (const char *sql : {
             "UPDATE gatehouse.audit SET reason = 'x'",
             "DELETE FROM gatehouse.audit",
             "TRUNCATE gatehouse.audit",
             "UPDATE console.audit SET reason = 'x'",
             "DELETE FROM console.audit",
             "ALTER TABLE gatehouse.audit DISABLE TRIGGER audit_append_only",
             "DROP TRIGGER audit_append_only ON gatehouse.audit",
             "DROP TABLE gatehouse.audit",
             "CREATE OR REPLACE FUNCTION gatehouse.refuse_change() RETURNS trigger LANGUAGE plpgsql"
             " AS 'BEGIN RETURN NULL; END'",
             "SET session_replication_role = replica",
             "SET ROLE gatehouse_owner",
         })
        row("gatehouse_gateway", sql);
    row("gatehouse_owner", "UPDATE gatehouse.audit SET reason = 'x'");
    row("gatehouse_owner", "DELETE FROM gatehouse.audit");
    row("gatehouse_owner", "TRUNCATE gatehouse.audit");
}

void RolesTest::gatewayCannotChangeTheLedger()
{
    QFETCH(QByteArray, role);
    QFETCH(QByteArray, sql);
    GatewayDatabase &database = *m_database;
    auto session = database.session(role.toStdString());
    QVERIFY(!session.execute(sql.toStdString()));
}

/// What it may: append, and read.
void RolesTest::gatewayAppendsToTheLedger()
{
    auto session = m_database->session("gatehouse_gateway");
    QVERIFY(session.execute("SELECT gatehouse.append_audit('a', 'admin', 'test', 't', '1', 'r',"
                            " '{}', '192.0.2.7', 'curl/8')"));
    QCOMPARE(m_database->cell("SELECT source_ip || ' ' || user_agent FROM console.audit"
                              " ORDER BY sequence DESC LIMIT 1"),
             u"192.0.2.7 curl/8");
}

QTEST_GUILESS_MAIN(RolesTest)
#include "roles_test.moc"
