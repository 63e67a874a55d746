#include "answers.h"
#include "services/gateway/store/migrator.h"
#include "services/gateway/store/retention.h"
#include "services/gateway/store/routes.h"
#include "services/gateway/store/upkeep.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;

/// The counts by time and status are those of the table, whatever happens to it.
class EventRollupsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init();
    void cleanup() { m_database.reset(); }

    void whatIsCommittedIsCounted();
    void aChangeOfStatusMovesACount();
    void whatIsDeletedIsNoLongerCounted();
    void whatIsRolledBackIsNotCounted();
    void aDroppedMonthTakesItsCountsAway();
    void whatWasThereBeforeIsCounted();
    void writersDoNotWaitForEachOther();
    void foldingChangesNoCount();
    void foldingLeavesWhatAWriterHasInHand();
    void foldingTakesAwayWhatCameToNothing();

private:
    void sql(const std::string &statement)
    {
        if (const auto done = m_database->owner().executeScript(statement); !done)
            qFatal("%s: %s", statement.c_str(), qPrintable(done.error().detail));
    }
    QString cell(const std::string &statement) { return m_database->cell(statement); }
    void addEvents(int count, const std::string &step);
    void checkCounts();

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_database;
    int m_number = 0;
};

namespace {

/// How many counts differ from those of the table.
constexpr const char *wrongMinutes = R"(
SELECT count(*) FROM console.event_minutes m
  FULL JOIN (SELECT date_trunc('minute', received_at) AS minute, status, count(*) AS events
               FROM gatehouse.webhook_event GROUP BY 1, 2) e USING (minute, status)
 WHERE m.events IS DISTINCT FROM e.events)";
constexpr const char *wrongHours = R"(
SELECT count(*) FROM (
    SELECT hour, source, coalesce(tenant, '-') AS tenant, status, events FROM console.event_hours) h
  FULL JOIN (SELECT date_trunc('hour', received_at) AS hour, source, coalesce(tenant, '-') AS tenant, status,
                    count(*) AS events FROM gatehouse.webhook_event GROUP BY 1, 2, 3, 4) e
 USING (hour, source, tenant, status)
 WHERE h.events IS DISTINCT FROM e.events)";
constexpr const char *counted = "SELECT coalesce(sum(events), 0) FROM console.event_minutes";

} // namespace

void EventRollupsTest::init()
{
    m_database =
        std::make_unique<GatewayDatabase>(*m_cluster, "rollups" + std::to_string(++m_number));
}

/// One every `step` backwards from now, of two sources, three tenants (one of them none) and two
/// statuses.
void EventRollupsTest::addEvents(int count, const std::string &step)
{
    sql("INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, status, "
        "signature_valid)"
        " SELECT id, gatehouse.uuid_time(id), (ARRAY['stripe', 'github'])[1 + n % 2],"
        "        (ARRAY['acme', 'globex', NULL])[1 + n % 3], (ARRAY['queued', 'failed'])[1 + n / 2 "
        "% 2], true"
        "   FROM (SELECT n, gatehouse.uuid_v7(now() - n * '"
        + step + "'::interval) AS id FROM generate_series(1, " + std::to_string(count)
        + ") AS n) AS made");
}

void EventRollupsTest::checkCounts()
{
    QCOMPARE(cell(wrongMinutes), u"0");
    QCOMPARE(cell(wrongHours), u"0");
    QCOMPARE(cell(counted), cell("SELECT count(*) FROM gatehouse.webhook_event"));
    QCOMPARE(cell("SELECT coalesce(sum(events), 0) FROM console.event_hours"), cell(counted));
}

void EventRollupsTest::whatIsCommittedIsCounted()
{
    UuidGenerator ids(m_database->clock);
    auto owner = m_database->session();
    QVERIFY(ensureDefaultRoutes(owner, "http://wp", ids));
    Committer committer(optionsFor(*m_database), m_database->clock, m_database->log);
    QVERIFY(submitAndWait(committer, {stripeEvent(ids, "evt_1"), stripeEvent(ids, "evt_2")}));
    QVERIFY(submitAndWait(committer, {stripeEvent(ids, "evt_2"), stripeEvent(ids, "evt_3")}));
    checkCounts();
    QCOMPARE(cell("SELECT sum(events) FROM console.event_hours WHERE source = 'stripe'"
                  " AND tenant = 'acme' AND status = 'queued'"),
             u"3");
}

void EventRollupsTest::aChangeOfStatusMovesACount()
{
    addEvents(600, "20 seconds");
    sql("UPDATE gatehouse.webhook_event SET status = 'processed' WHERE status = 'queued'");
    sql("UPDATE gatehouse.webhook_event SET attempts = 1");
    checkCounts();
    QCOMPARE(cell("SELECT sum(events) FROM console.event_minutes WHERE status = 'processed'"),
             u"300");
    QCOMPARE(cell("SELECT count(*) FROM console.event_minutes WHERE status = 'queued'"), u"0");
}

void EventRollupsTest::whatIsDeletedIsNoLongerCounted()
{
    addEvents(600, "1 hour");
    auto gateway = m_database->session("gatehouse_gateway");
    const auto report =
        runRetention(gateway, {{"events", "failed", 10}}, {m_database->clock.now(), 10});
    QVERIFY(report);
    QCOMPARE(report->deleted.size(), 1U);
    checkCounts();
    QCOMPARE(cell(counted).toLongLong(), 600 - report->deleted.front().rows);
}

void EventRollupsTest::whatIsRolledBackIsNotCounted()
{
    addEvents(60, "1 minute");
    sql("BEGIN; UPDATE gatehouse.webhook_event SET status = 'processed';"
        " DELETE FROM gatehouse.webhook_event WHERE source = 'github'; ROLLBACK");
    checkCounts();
    QCOMPARE(cell(counted), u"60");
}

void EventRollupsTest::aDroppedMonthTakesItsCountsAway()
{
    sql("SELECT gatehouse.ensure_partitions(month::date, 1) FROM"
        " generate_series(now() - interval '150 days', now(), interval '1 month') AS month");
    addEvents(300, "12 hours");
    sql("SELECT gatehouse.fold_event_rollups(10)"); // some are folded, some are not
    auto gateway = m_database->session("gatehouse_gateway");
    const auto dropped =
        gateway.execute("SELECT gatehouse.drop_month((now() - interval '100 days')::date, now())");
    QVERIFY(dropped);
    QVERIFY(dropped->get<bool>(0, 0));
    QVERIFY(cell("SELECT count(*) FROM gatehouse.webhook_event").toInt() < 300);
    checkCounts();
}

void EventRollupsTest::whatWasThereBeforeIsCounted()
{
    sql("DROP VIEW console.event_sources, console.event_minutes, console.event_hours;"
        "DROP TABLE gatehouse.event_minute, gatehouse.event_hour;"
        "DROP FUNCTION gatehouse.count_added, gatehouse.count_changed, gatehouse.count_gone "
        "CASCADE;"
        "DROP FUNCTION gatehouse.fold_event_rollups, gatehouse.rollup_lock;"
        "DELETE FROM gatehouse.schema_migration WHERE version = 25");
    addEvents(300, "7 minutes");
    auto owner = m_database->session();
    QVERIFY(migrate(owner, m_database->clock, m_database->log));
    checkCounts();
    sql("UPDATE gatehouse.webhook_event SET status = 'processed' WHERE tenant IS NULL");
    checkCounts();
}

void EventRollupsTest::writersDoNotWaitForEachOther()
{
    auto first = m_database->session("gatehouse_gateway");
    auto second = m_database->session("gatehouse_gateway");
    const std::string insert =
        "INSERT INTO gatehouse.webhook_event (id, received_at, source, status, signature_valid)"
        " VALUES (gen_random_uuid(), '2026-11-17T12:00:00Z', 'stripe', 'queued', true)";
    QVERIFY(first.executeScript("BEGIN; " + insert));
    QVERIFY(second.executeScript("SET lock_timeout = '1s'; " + insert));
    QCOMPARE(cell(counted), u"1");
    checkCounts();
    QVERIFY(first.executeScript("COMMIT"));
    QCOMPARE(cell(counted), u"2");
    checkCounts();
}

void EventRollupsTest::foldingChangesNoCount()
{
    addEvents(400, "2 minutes");
    sql("UPDATE gatehouse.webhook_event SET status = 'processed' WHERE status = 'queued'");
    auto gateway = m_database->session("gatehouse_gateway");
    QVERIFY(runUpkeep(gateway, m_database->clock.now()));
    checkCounts();
    QCOMPARE(cell("SELECT count(*) FROM gatehouse.event_minute"
                  " WHERE minute < now() - interval '1 hour' AND (writer <> 0 OR events = 0)"),
             u"0");
    QVERIFY(cell("SELECT count(*) FROM gatehouse.event_minute WHERE writer <> 0").toInt() > 0);
    QCOMPARE(cell("SELECT count(*) FROM gatehouse.event_hour"
                  " WHERE hour < now() - interval '2 hours' AND (writer <> 0 OR events = 0)"),
             u"0");
}

void EventRollupsTest::foldingLeavesWhatAWriterHasInHand()
{
    auto writer = m_database->session();
    addEvents(100, "1 hour");
    QVERIFY(writer.executeScript(
        "BEGIN; UPDATE gatehouse.webhook_event SET status = 'processed' WHERE status = 'failed'"));
    sql("SET lock_timeout = '1s'; SELECT gatehouse.fold_event_rollups(1000)");
    checkCounts();
    QVERIFY(writer.executeScript("COMMIT"));
    checkCounts();
    sql("SELECT gatehouse.fold_event_rollups(1000)");
    checkCounts();
}

void EventRollupsTest::foldingTakesAwayWhatCameToNothing()
{
    addEvents(100, "3 hours");
    sql("DELETE FROM gatehouse.webhook_event WHERE received_at < now() - interval '1 day'");
    auto gateway = m_database->session("gatehouse_gateway");
    QVERIFY(runUpkeep(gateway, m_database->clock.now()));
    checkCounts();
    QCOMPARE(cell("SELECT count(*) FROM gatehouse.event_minute"
                  " WHERE minute < now() - interval '1 day 1 minute'"),
             u"0");
}

QTEST_GUILESS_MAIN(EventRollupsTest)
#include "eventrollups_test.moc"
