#include "services/gateway/store/upkeep.h"
#include "tests/services/gateway/support/gatewaydatabase.h"
#include "tests/support/manualclock.h"

#include <QElapsedTimer>
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
    void forgetsPreviousSecretsAfterTheOverlap();
    void forgetsRefusedBodiesAfterADay();
    void makesPartitionsAhead();
    void runsByItself();
    void retentionGoesByTheDatabasesClock();
    void aStopCancelsWhatRetentionDeletes();

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
        "INSERT INTO gatehouse.jwt_id VALUES ('old', 'x', now() - interval '1 s'),"
        " ('new', 'x', now() + interval '1 h');"
        "INSERT INTO gatehouse.bulk_operation (id, created_at, action, state, selection,"
        " rate_per_second, ramp, stop_on_failure_ratio, reason, created_by, created_role, tenants,"
        " sources, total, pending, not_eligible, state_changed_by, finished_at)"
        " SELECT gen_random_uuid(), now(), 'retry', 'finished', '{}', 1, false, 1, r, 'x', 'x', "
        "'{}',"
        " '{}', 0, 0, 0, 'x', now() - a FROM (VALUES ('old', interval '91 d'),"
        " ('new', interval '89 d'), ('open', NULL)) v(r, a);"
        "INSERT INTO gatehouse.bulk_item (operation_id, created_at, target_id, job_id, event_id,"
        " source, outcome) SELECT id, now(), id, id, id, 'x', 'done' FROM gatehouse.bulk_operation;"
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
    QCOMPARE(report->deletedTokens, 1);
    QCOMPARE(database.cell("SELECT jti_hash FROM gatehouse.jwt_id"), u"\\x6e6577");
    QCOMPARE(database.cell("SELECT string_agg(idempotency_key, ',') FROM gatehouse.admin_request"),
             u"new");
    QCOMPARE(database.cell("SELECT string_agg(reason, ',' ORDER BY reason) FROM gatehouse.bulk_item"
                           " JOIN gatehouse.bulk_operation o ON o.id = operation_id"),
             u"new,open");
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.bulk_operation"), u"2");
}

void UpkeepTest::forgetsPreviousSecretsAfterTheOverlap()
{
    GatewayDatabase database(*m_cluster, "overlap");
    auto owner = database.session();
    QVERIFY(owner.executeScript(
        "INSERT INTO gatehouse.destination (id, name, base_url, previous_signing_secret,"
        " previous_fingerprint, previous_expires_at) VALUES"
        " (gen_random_uuid(), 'over', 'https:', 'x', 'f', now() - interval '1 s'),"
        " (gen_random_uuid(), 'open', 'https:', 'x', 'f', now() + interval '1 h')"));
    auto gateway = database.session("gatehouse_gateway");
    const auto report = runUpkeep(gateway, database.clock.now());
    QVERIFY(report);
    QCOMPARE(report->forgottenSecrets, 1);
    QCOMPARE(database.cell("SELECT string_agg(name, ',') FROM gatehouse.destination WHERE"
                           " previous_signing_secret IS NOT NULL"),
             u"open");
}

namespace {

/// `count` events of that age, a millisecond between each two, with their payloads.
Result<> storeEvents(postgres::Session &owner, const std::string &age, bool isValid, int count = 1)
{
    return owner
        .execute("WITH made AS (SELECT gatehouse.uuid_v7(now() - $1::text::interval - interval '1 "
                 "ms' * n) AS id FROM"
                 " generate_series(1, $3) n), event AS (INSERT INTO gatehouse.webhook_event (id,"
                 " received_at, source, status, signature_valid) SELECT id,"
                 " gatehouse.uuid_time(id), $1, CASE WHEN $2 THEN 'processed' ELSE 'discarded' END,"
                 " $2 FROM made)"
                 " INSERT INTO gatehouse.webhook_payload (event_id, received_at, raw_body,"
                 " body_sha256, headers, request_url)"
                 " SELECT id, gatehouse.uuid_time(id), 'body', 'x', '[]', 'http://there' FROM made",
                 {age, isValid, std::int64_t(count)})
        .map([](const postgres::Rows &) {});
}

} // namespace

void UpkeepTest::forgetsRefusedBodiesAfterADay()
{
    GatewayDatabase database(*m_cluster, "refused");
    auto owner = database.session();
    QVERIFY(storeEvents(owner, "25 h", false, 6000));
    QVERIFY(storeEvents(owner, "40 days", false));
    QVERIFY(storeEvents(owner, "23 h", false));
    QVERIFY(storeEvents(owner, "26 h", true));
    QVERIFY(owner.execute("UPDATE gatehouse.webhook_payload SET explanation = '{\"code\": \"c\","
                          " \"signed_text\": {\"start\": \"body\"}}'"));
    const QString kept =
        QStringLiteral("SELECT string_agg(DISTINCT source, ',') FROM"
                       " gatehouse.webhook_payload p JOIN gatehouse.webhook_event e"
                       " ON e.id = p.event_id WHERE ");
    auto gateway = database.session("gatehouse_gateway");
    const auto report = runUpkeep(gateway, database.clock.now());
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(report->forgottenBodies, 6001);
    QCOMPARE(database.cell(kept.toStdString() + "raw_body IS NOT NULL"), u"23 h,26 h");
    QCOMPARE(database.cell(kept.toStdString() + "request_url <> ''"), u"23 h,26 h");
    QCOMPARE(database.cell(kept.toStdString() + "body_sha256 = 'x'"), u"23 h,25 h,26 h,40 days");
    QCOMPARE(database.cell(kept.toStdString() + "explanation ? 'signed_text'"), u"23 h,26 h");
    QCOMPARE(database.cell(kept.toStdString() + "explanation ? 'code'"), u"23 h,25 h,26 h,40 days");

    // The next round goes on where this one ended.
    const auto later = runUpkeep(gateway, database.clock.now() + std::chrono::hours(2));
    QVERIFY(later);
    QCOMPARE(later->forgottenBodies, 1);
    QCOMPARE(database.cell(kept.toStdString() + "raw_body IS NOT NULL"), u"26 h");
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

namespace {

/// An event of ten days, and a rule.
Result<> prepareRetention(postgres::Session &owner, int days)
{
    if (auto stored = storeEvents(owner, "10 days", true); !stored)
        return stored;
    return owner
        .execute("INSERT INTO gatehouse.retention_rule (collection, status, days, changed_by)"
                 " VALUES ('events', 'processed', $1, 'mira')",
                 {std::int64_t{days}})
        .map([](const postgres::Rows &) {});
}

} // namespace

void UpkeepTest::retentionGoesByTheDatabasesClock()
{
    GatewayDatabase database(*m_cluster, "clock");
    auto owner = database.session();
    QVERIFY(prepareRetention(owner, 30));
    const test::ManualClock ahead(database.clock.now() + std::chrono::hours(24 * 60));
    const Upkeep upkeep(database.options(), ahead, database.log, std::chrono::seconds(1));
    QTRY_COMPARE_WITH_TIMEOUT(
        database.cell("SELECT count(*) FROM gatehouse.setting WHERE name = 'retention_ran_at'"),
        u"1", 20000);
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"), u"1");
}

void UpkeepTest::aStopCancelsWhatRetentionDeletes()
{
    GatewayDatabase database(*m_cluster, "stopped");
    auto owner = database.session();
    QVERIFY(prepareRetention(owner, 5));
    QVERIFY(
        owner.executeScript("CREATE FUNCTION gatehouse.dawdle() RETURNS trigger LANGUAGE plpgsql AS"
                            " $$BEGIN PERFORM pg_sleep(25); RETURN NULL; END$$;"
                            "CREATE TRIGGER dawdle AFTER DELETE ON gatehouse.webhook_event"
                            " EXECUTE FUNCTION gatehouse.dawdle()"));
    auto upkeep = std::make_unique<Upkeep>(database.options(), database.clock, database.log,
                                           std::chrono::seconds(1));
    QTRY_COMPARE_WITH_TIMEOUT(
        database.cell("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"), u"1",
        20000);
    QElapsedTimer timer;
    timer.start();
    upkeep.reset();
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"), u"1");
}

QTEST_GUILESS_MAIN(UpkeepTest)
#include "upkeep_test.moc"
