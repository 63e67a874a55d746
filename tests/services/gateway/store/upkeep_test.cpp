#include "services/gateway/store/upkeep.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using gatehouse::test::GatewayDatabase;

class UpkeepTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }
    void deletesWhatIsOver();
    void makesPartitionsAhead();
    void runsByItself();

private:
    std::unique_ptr<test::TestCluster> m_cluster;
};

void UpkeepTest::deletesWhatIsOver()
{
    GatewayDatabase database(*m_cluster, "over");
    auto owner = database.session();
    QVERIFY(owner.executeScript(
        "INSERT INTO gatehouse.idempotency_key SELECT sha256(n::text::bytea), gen_random_uuid(),"
        " now() - interval '1 second' * (n - 3) FROM generate_series(1, 12000) n;"
        "UPDATE gatehouse.idempotency_key SET expires_at = now() + interval '1 h' WHERE expires_at "
        "> now() - interval '1 second';"
        "INSERT INTO gatehouse.admin_token (id, name, role, token_hash) VALUES (gen_random_uuid(), "
        "'t', 'admin', 'x');"
        "INSERT INTO gatehouse.admin_request SELECT id, k, 'x', 200, '', now() - a FROM "
        "gatehouse.admin_token,"
        " (VALUES ('old', interval '73 h'), ('new', interval '71 h')) v(k, a)"));
    const QString fresh =
        database.cell("SELECT count(*) FROM gatehouse.idempotency_key WHERE expires_at > now()");
    auto gateway = database.session("gatehouse_gateway");
    const auto report = runUpkeep(gateway, database.clock.now());
    QVERIFY(report);
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.idempotency_key"), fresh);
    QCOMPARE(report->deletedKeys, 12000 - fresh.toLongLong());
    QVERIFY(report->deletedKeys > 11000);
    QCOMPARE(report->deletedRequests, 1);
    QCOMPARE(database.cell("SELECT string_agg(idempotency_key, ',') FROM gatehouse.admin_request"),
             u"new");
}

void UpkeepTest::makesPartitionsAhead()
{
    GatewayDatabase database(*m_cluster, "ahead");
    auto gateway = database.session("gatehouse_gateway");
    const Timestamp later{std::chrono::seconds(4102444800)}; // 2100-01-01
    QVERIFY(runUpkeep(gateway, later));
    QCOMPARE(database.cell("SELECT to_regclass('gatehouse.webhook_event_2100_03') IS NOT NULL"),
             u"true");
    QVERIFY(runUpkeep(gateway, later));
}

void UpkeepTest::runsByItself()
{
    GatewayDatabase database(*m_cluster, "byitself");
    auto owner = database.session();
    QVERIFY(owner.execute("INSERT INTO gatehouse.idempotency_key VALUES ('x', gen_random_uuid(), "
                          "now() - interval '1 h')"));
    const Upkeep upkeep(database.options(), database.clock, database.log, std::chrono::seconds(1));
    QTRY_COMPARE_WITH_TIMEOUT(database.cell("SELECT count(*) FROM gatehouse.idempotency_key"), u"0",
                              20000);
}

QTEST_GUILESS_MAIN(UpkeepTest)
#include "upkeep_test.moc"
