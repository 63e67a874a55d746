#include "services/gateway/rollups/roller.h"
#include "services/gateway/rollups/sampler.h"
#include "services/gateway/store/upkeep.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;

/// What stands open is noted once a minute, whether there is anything or not.
class SamplerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init()
    {
        m_database =
            std::make_unique<GatewayDatabase>(*m_cluster, "sampled" + std::to_string(++m_number));
    }
    void cleanup() { m_database.reset(); }

    void openDeadLettersAreCountedBySourceAndTenant()
    {
        addJobs(3, "dead", "acme", "now()");
        addJobs(1, "dead", "", "now()");
        addLetters("open");
        sql("UPDATE gatehouse.dead_letter SET state = 'discarded' WHERE id = (SELECT "
            "min(id::text)::uuid"
            " FROM gatehouse.dead_letter WHERE tenant = 'acme')");
        sample();
        QCOMPARE(told("dead_letters_open"), u"stripe:1 stripe:acme:2");
    }

    void jobsWaitNowOrLater()
    {
        addJobs(2, "pending", "acme", "$now - interval '90 seconds'");
        addJobs(1, "waiting", "acme", "$now + interval '1 hour'");
        addJobs(1, "running", "acme", "$now - interval '2 hours'");
        sample();
        QCOMPARE(told("jobs_waiting"), u"stripe:acme:3");
        QCOMPARE(told("oldest_job_seconds"), u"stripe:acme:90");
    }

    void aHostCountsOnceHoweverManyWorkersGaveItUp()
    {
        sql("INSERT INTO gatehouse.circuit_breaker (host, worker, probe_at) VALUES"
            " ('shop:443', 'one', now()), ('shop:443', 'two', now()), ('old:443', 'one', now());"
            "UPDATE gatehouse.circuit_breaker SET seen_at = now() - interval '1 hour'"
            " WHERE host = 'old:443'");
        sample();
        QCOMPARE(told("breakers_open"), u"1");
    }

    void whatIsNotThereIsALookWithoutRows()
    {
        sample();
        QCOMPARE(m_database->cell("SELECT count(*) FROM console.metric_samples"), u"1");
        QCOMPARE(m_database->cell("SELECT count(*) FROM console.metric_gauges"), u"0");
    }

    void theFirstOneOfAMinuteLooks()
    {
        sample();
        addJobs(1, "pending", "acme", "$now");
        sample(20s);
        QCOMPARE(m_database->cell("SELECT count(*) FROM console.metric_gauges"), u"0");
        sample(1min);
        QCOMPARE(m_database->cell("SELECT count(*) FROM console.metric_samples"), u"2");
        QCOMPARE(told("jobs_waiting"), u"stripe:acme:1");
    }

    void theRollerLooks()
    {
        const Roller roller(m_database->options(), m_database->clock, m_database->log, 10ms);
        QTRY_COMPARE_WITH_TIMEOUT(
            m_database->cell("SELECT least(count(*), 1) FROM console.metric_samples"), u"1",
            20'000);
    }

    void whatCannotBeLookedAtKeepsNothingFromBeingMeasured()
    {
        sql("REVOKE INSERT ON gatehouse.metric_sample FROM gatehouse_gateway;"
            "INSERT INTO gatehouse.webhook_event (id, received_at, source, event_type, status,"
            " signature_valid) SELECT id, gatehouse.uuid_time(id), 'stripe', 'paid', 'queued', true"
            " FROM (SELECT gatehouse.uuid_v7($now) AS id) AS made");
        const Roller roller(m_database->options(), m_database->clock, m_database->log, 10ms);
        QTRY_COMPARE_WITH_TIMEOUT(m_database->cell("SELECT count(*) FROM console.metric_progress"),
                                  u"1", 20'000);
    }

    void theLastLookOfAnHourIsKeptForLonger()
    {
        sql("INSERT INTO gatehouse.metric_sample SELECT date_trunc('hour', now()) - a FROM (VALUES"
            " (interval '34 days 1 minute'), (interval '36 days 5 minutes'),"
            " (interval '36 days 7 minutes'), (interval '401 days')) AS v(a);"
            "INSERT INTO gatehouse.metric_gauge SELECT at, 'jobs_waiting', 'stripe', '', 1"
            " FROM gatehouse.metric_sample");
        auto session = m_database->session("gatehouse_gateway");
        QVERIFY(runUpkeep(session, m_database->clock.now()));
        QCOMPARE(m_database->cell("SELECT count(*) FROM gatehouse.metric_sample"), u"2");
        QCOMPARE(m_database->cell("SELECT count(*) FROM gatehouse.metric_gauge"), u"2");
    }

private:
    void sql(std::string statement)
    {
        const std::string now = "'" + m_now + "'::timestamptz";
        for (auto at = statement.find("$now"); at != std::string::npos; at = statement.find("$now"))
            statement.replace(at, 4, now);
        if (const auto done = m_database->owner().executeScript(statement); !done)
            qFatal("%s: %s", statement.c_str(), qPrintable(done.error().detail));
    }
    void addJobs(int count, const std::string &status, const std::string &tenant,
                 const std::string &due)
    {
        sql("INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, path, mode,"
            " source, tenant, idempotency_key, status, next_attempt_at)"
            " SELECT id, gatehouse.uuid_time(id), id, 'deliver', '/hook', 'live', 'stripe',"
            " nullif('"
            + tenant + "', ''), id::text, '" + status + "', " + due
            + " FROM (SELECT gatehouse.uuid_v7(now()) AS id FROM generate_series(1, "
            + std::to_string(count) + ")) AS made");
    }
    void addLetters(const std::string &state)
    {
        sql("INSERT INTO gatehouse.dead_letter (id, created_at, died_at, job_id, event_id, source,"
            " tenant, root_cause, error, fingerprint, attempts, state)"
            " SELECT gatehouse.uuid_v7(now()), now(), now(), id, event_id, source, tenant,"
            " 'timeout', 'slow', 'slow', 1, '"
            + state + "' FROM gatehouse.job_execution");
    }
    void sample(std::chrono::seconds after = 0s)
    {
        auto session = m_database->session("gatehouse_gateway");
        const auto sampled = sampleGauges(session, m_begin + after);
        if (!sampled)
            qFatal("%s", qPrintable(sampled.error().detail));
    }
    /// "source:tenant:value" of what was found last, without what is empty.
    QString told(const std::string &gauge)
    {
        return m_database->cell(
            "SELECT string_agg(concat_ws(':', nullif(source, ''), nullif(tenant, ''), value), ' '"
            " ORDER BY tenant) FROM console.metric_gauges WHERE gauge = '"
            + gauge + "' AND at = (SELECT max(at) FROM console.metric_samples)");
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_database;
    int m_number = 0;
    const std::string m_now = "2026-11-17 09:30:00+00";
    const Timestamp m_begin{std::chrono::sys_days(std::chrono::November / 17 / 2026) + 9h + 30min};
};

QTEST_GUILESS_MAIN(SamplerTest)
#include "sampler_test.moc"
