#include "adminharness.h"

#include <QTest>

namespace gatehouse::test {

class OperationsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void pauseIsSeenEverywhere();
    void workersThatRunJobsAreTold();
    void onlyOncePausedAndResumed();
    void openBreakersAreListed();
    void breakersOfGoneWorkersAreNot();
    void resetDeletesTheRows();
    void adminOnly();
    void limitedTokenMayNotChangeThem();
    void limitedTokenSeesNoNames();
    void ledgerTellsThem();

private:
    void open(const std::string &host, const std::string &worker, const std::string &seen = "0 s")
    {
        m_harness->sql("INSERT INTO gatehouse.circuit_breaker (host, worker, probe_at, seen_at)"
                       " VALUES ($1, $2, now() + interval '5 s', now() - $3::interval)",
                       {host, worker, seen});
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
};

void OperationsTest::initTestCase()
{
    m_cluster = TestCluster::start();
    m_harness = std::make_unique<AdminHarness>(*m_cluster);
}

void OperationsTest::cleanupTestCase()
{
    m_harness.reset();
}

void OperationsTest::pauseIsSeenEverywhere()
{
    QCOMPARE(m_harness->get("healthz").text("workers"), u"running");
    const Answer paused = m_harness->post("workers/pause", R"({"reason":"maintenance"})");
    QCOMPARE(paused.status, 200);
    QCOMPARE(paused.json()[u"paused"].toBool(), true);
    const Answer shown = m_harness->get("workers", AdminHarness::tokenOf("viewer"));
    QCOMPARE(shown.text("reason"), u"maintenance");
    QCOMPARE(shown.text("paused_by"), u"admin");
    QCOMPARE(m_harness->get("healthz").text("workers"), u"paused");
    const Answer resumed = m_harness->post("workers/resume");
    QCOMPARE(resumed.status, 200);
    QCOMPARE(resumed.json()[u"paused"].toBool(), false);
    QVERIFY(m_harness->get("workers").json()[u"paused_by"].isNull());
}

void OperationsTest::workersThatRunJobsAreTold()
{
    const std::string event = m_harness->addEvent();
    for (int i = 0; i < 2; ++i) {
        const std::string job = m_harness->addJob(event, "running");
        m_harness->sql("UPDATE gatehouse.job_execution SET worker = 'worker-1' WHERE id = $1",
                       {*Uuid::parse(job)});
    }
    const QJsonArray workers = m_harness->get("workers").items();
    QCOMPARE(workers.size(), 1);
    QCOMPARE(workers[0].toObject()[u"worker"].toString(), u"worker-1");
    QCOMPARE(workers[0].toObject()[u"running_jobs"].toInt(), 2);
}

void OperationsTest::onlyOncePausedAndResumed()
{
    QCOMPARE(m_harness->post("workers/resume").code(), u"not_paused");
    QCOMPARE(m_harness->post("workers/pause").status, 200);
    QCOMPARE(m_harness->post("workers/pause").code(), u"already_paused");
    QCOMPARE(m_harness->post("workers/resume", "{}").code(), u"reason_missing");
    QCOMPARE(m_harness->post("workers/resume").status, 200);
}

void OperationsTest::openBreakersAreListed()
{
    open("wp.example:443", "worker-1");
    open("wp.example:443", "worker-2");
    const Answer list = m_harness->get("circuit-breakers", AdminHarness::tokenOf("viewer"));
    QCOMPARE(list.items().size(), 2);
    QCOMPARE(list.items()[0].toObject()[u"host"].toString(), u"wp.example:443");
    QCOMPARE(list.items()[1].toObject()[u"worker"].toString(), u"worker-2");
    QVERIFY(list.json()[u"next"].isNull());
    m_harness->sql("DELETE FROM gatehouse.circuit_breaker");
}

void OperationsTest::breakersOfGoneWorkersAreNot()
{
    open("gone.example:443", "worker-1", "31 s");
    QCOMPARE(m_harness->get("circuit-breakers").items().size(), 0);
    m_harness->sql("DELETE FROM gatehouse.circuit_breaker");
}

void OperationsTest::resetDeletesTheRows()
{
    open("wp.example:443", "worker-1");
    open("wp.example:443", "worker-2");
    open("other.example:443", "worker-1");
    const Answer reset = m_harness->post("circuit-breakers/wp.example%3A443/reset");
    QCOMPARE(reset.status, 200);
    QCOMPARE(reset.json()[u"workers"].toInt(), 2);
    QCOMPARE(m_harness->get("circuit-breakers").items().size(), 1);
    const Answer again = m_harness->post("circuit-breakers/wp.example:443/reset");
    QCOMPARE(again.status, 409);
    QCOMPARE(again.code(), u"not_open");
    m_harness->sql("DELETE FROM gatehouse.circuit_breaker");
}

void OperationsTest::adminOnly()
{
    for (const auto &[path, capability] :
         {std::pair("workers/pause", "'workers'"), std::pair("workers/resume", "'workers'"),
          std::pair("circuit-breakers/x/reset", "'breakers'")}) {
        const Answer refused =
            m_harness->post(path, R"({"reason":"x"})", "auto", AdminHarness::tokenOf("developer"));
        QCOMPARE(refused.status, 403);
        QVERIFY(refused.text("detail").contains(QLatin1String(capability)));
    }
}

void OperationsTest::limitedTokenMayNotChangeThem()
{
    for (const std::string &token : {m_harness->addScopedToken("admin", {"acme"}),
                                     m_harness->addScopedToken("admin", {}, {"stripe"})}) {
        for (const char *path : {"workers/pause", "workers/resume", "circuit-breakers/x/reset"})
            QCOMPARE(m_harness->post(path, R"({"reason":"x"})", "auto", token).code(),
                     u"outside_scope");
    }
}

void OperationsTest::limitedTokenSeesNoNames()
{
    open("hidden.example:443", "worker-1");
    (void)m_harness->addJob(m_harness->addEvent(), "running");
    const std::string scoped = m_harness->addScopedToken("viewer", {"acme"});
    QCOMPARE(m_harness->get("circuit-breakers", scoped).items().size(), 0);
    const Answer workers = m_harness->get("workers", scoped);
    QCOMPARE(workers.items().size(), 0);
    QCOMPARE(workers.json()[u"paused"].toBool(), false);
    QCOMPARE(m_harness->post("workers/pause", R"({"reason":"globex moves"})").status, 200);
    const Answer paused = m_harness->get("workers", scoped);
    QCOMPARE(paused.json()[u"paused"].toBool(), true);
    QVERIFY(paused.json()[u"reason"].isNull() && paused.json()[u"paused_by"].isNull());
    QCOMPARE(m_harness->post("workers/resume").status, 200);
    m_harness->sql("DELETE FROM gatehouse.circuit_breaker");
}

void OperationsTest::ledgerTellsThem()
{
    open("told.example:443", "worker-1");
    QCOMPARE(m_harness->post("workers/pause", R"({"reason":"ledger"})").status, 200);
    QCOMPARE(m_harness->post("workers/resume", R"({"reason":"ledger"})").status, 200);
    QCOMPARE(
        m_harness->post("circuit-breakers/told.example:443/reset", R"({"reason":"ledger"})").status,
        200);
    QCOMPARE(m_harness->database.cell("SELECT string_agg(action || ' ' || target_id, ',' ORDER BY"
                                      " sequence) FROM console.audit WHERE reason = 'ledger'"),
             u"workers.pause all,workers.resume all,circuit-breakers.reset told.example:443");
    QCOMPARE(m_harness->database.cell(
                 "SELECT string_agg(concat_ws(' ', detail->'before'->>'paused',"
                 " detail->'before'->>'reason', detail->'before'->>'open_in_workers',"
                 " detail->'after'->>'paused', detail->'after'->>'reason',"
                 " detail->'after'->>'open_in_workers'), ',' ORDER BY sequence)"
                 " FROM console.audit WHERE reason = 'ledger'"),
             u"false true ledger,true ledger false,1 0");
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::OperationsTest)
#include "operations_test.moc"
