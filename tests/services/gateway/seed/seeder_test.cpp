#include "models/collection/postgressource.h"
#include "models/collection/windowmodel.h"
#include "models/events/eventcollection.h"
#include "services/gateway/seed/seeder.h"
#include "services/postgres/connection.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;

namespace {

constexpr std::int64_t eventCount = 12'000;

} // namespace

/// What is stored, held against what the gateway's own statements would have left.
class SeederTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_seeded;
    SeedProgress m_done;
    /// Of the same hour and weekday in every run: how many events an outage meets depends on them.
    Timestamp m_end;

    SeedOptions options(const GatewayDatabase &database, std::int64_t events) const
    {
        SeedOptions options;
        options.database = database.options("gatehouse_owner").conninfo;
        options.plan = {.events = events, .days = 40, .end = m_end, .seed = 3};
        options.batch = 1000;
        return options;
    }
    Result<SeedProgress> run(GatewayDatabase &database, const SeedOptions &options,
                             const SeedWatch &watch = {})
    {
        return seed(options, database.clock, database.log, watch);
    }

private slots:
    void initTestCase()
    {
        m_cluster = TestCluster::start();
        m_end = std::chrono::floor<std::chrono::weeks>(SystemClock().now());
        m_seeded = std::make_unique<GatewayDatabase>(*m_cluster, "seeded");
        const auto done = run(*m_seeded, options(*m_seeded, eventCount));
        QVERIFY2(done, done ? "" : qPrintable(done.error().message + done.error().detail));
        m_done = *done;
    }
    void cleanupTestCase() { m_seeded.reset(); }

    static QString indexesOf(GatewayDatabase &database)
    {
        return database.cell("SELECT string_agg(indexdef, E'\n' ORDER BY indexdef)"
                             " FROM pg_indexes WHERE schemaname = 'gatehouse'");
    }
    void countsAreThoseOfTheTables()
    {
        QCOMPARE(m_done.done.events, eventCount);
        const auto count = [this](const char *table) {
            return m_seeded->cell(std::string("SELECT count(*) FROM gatehouse.") + table)
                .toLongLong();
        };
        QCOMPARE(count("webhook_event"), m_done.done.events);
        QCOMPARE(count("webhook_payload"), m_done.done.events);
        QCOMPARE(count("job_execution"), m_done.done.jobs);
        QCOMPARE(count("delivery_attempt"), m_done.done.deliveries);
        QCOMPARE(count("dead_letter"), m_done.done.deadLetters);
        QVERIFY(m_done.done.jobs > eventCount / 5);
        QVERIFY(m_done.done.deadLetters > 20);
    }

    /// Each selects what must not be.
    void tablesAgree_data()
    {
        QTest::addColumn<QByteArray>("wrong");
        const auto row = [](const char *name, const char *from) {
            QTest::newRow(name) << QByteArray("SELECT count(*) FROM ") + from;
        };
        row("time of an id",
            "(SELECT id, received_at AS at FROM gatehouse.webhook_event"
            " UNION ALL SELECT event_id, received_at FROM gatehouse.webhook_payload"
            " UNION ALL SELECT id, created_at FROM gatehouse.job_execution"
            " UNION ALL SELECT id, created_at FROM gatehouse.delivery_attempt"
            " UNION ALL SELECT id, received_at FROM gatehouse.agent_event"
            " UNION ALL SELECT id, created_at FROM gatehouse.dead_letter) AS row"
            " WHERE gatehouse.uuid_time(id) <> at OR substr(id::text, 15, 1) <> '7'");
        row("payload of each event",
            "gatehouse.webhook_event e WHERE NOT EXISTS (SELECT FROM gatehouse.webhook_payload p"
            " WHERE p.event_id = e.id AND p.received_at = e.received_at)");
        row("event of each job",
            "gatehouse.job_execution j WHERE NOT EXISTS (SELECT FROM gatehouse.webhook_event e"
            " WHERE e.id = j.event_id AND e.source = j.source AND e.tenant = j.tenant AND "
            "e.event_type = j.event_type"
            " AND e.trace_id = j.trace_id AND e.actor_id IS NOT DISTINCT FROM j.user_id)");
        row("body and its hash",
            "gatehouse.webhook_payload p JOIN gatehouse.webhook_event e ON e.id = p.event_id"
            " WHERE sha256(p.raw_body) <> p.body_sha256 OR length(p.raw_body) <> e.body_size");
        row("canonical document",
            "gatehouse.webhook_payload p JOIN gatehouse.webhook_event e ON e.id = p.event_id"
            " WHERE e.signature_valid AND (p.canonical->>'event_id' <> e.id::text"
            " OR p.canonical->>'tenant_id' <> e.tenant OR p.canonical->>'event_type' <> "
            "e.event_type"
            " OR p.canonical->'subject'->>'id' IS DISTINCT FROM e.subject_id"
            " OR p.canonical->'actor'->>'id' IS DISTINCT FROM e.actor_id"
            " OR (p.canonical->>'occurred_at')::timestamptz IS DISTINCT FROM e.occurred_at)");
        row("counts by minute",
            "console.event_minutes m FULL JOIN (SELECT date_trunc('minute', received_at) AS minute,"
            " status, count(*) AS events FROM gatehouse.webhook_event GROUP BY 1, 2) e USING "
            "(minute, "
            "status) WHERE m.events IS DISTINCT FROM e.events");
        row("key of an event",
            "gatehouse.webhook_event e WHERE signature_valid AND idempotency_key"
            " IS DISTINCT FROM source || ':' || tenant || ':' || provider_event_id");
        row("key that is there",
            "gatehouse.webhook_event e LEFT JOIN gatehouse.idempotency_key k"
            " ON k.key_hash = sha256(convert_to(e.idempotency_key, 'UTF8')) AND k.event_id = e.id"
            " AND k.expires_at = e.received_at + interval '72 hours'"
            " WHERE e.signature_valid AND (k.event_id IS NULL) <> (e.received_at <= $1 - interval "
            "'72 hours')");
        row("key of nobody",
            "gatehouse.idempotency_key k WHERE NOT EXISTS"
            " (SELECT FROM gatehouse.webhook_event e WHERE e.id = k.event_id)");
        row("key of a delivery",
            "gatehouse.job_execution j JOIN gatehouse.webhook_event e ON e.id = j.event_id"
            " WHERE j.task_name = 'deliver' AND j.idempotency_key <>"
            " gatehouse.delivery_key(e.source, e.idempotency_key, j.destination_id, j.path)");
        row("job of each route",
            "gatehouse.webhook_event e"
            " JOIN gatehouse.route r ON r.source = e.source AND e.event_type LIKE r.event_type_like"
            " WHERE e.signature_valid AND (SELECT count(*) FROM gatehouse.job_execution j"
            " WHERE j.event_id = e.id AND j.route_id = r.id AND j.path = r.path AND j.mode = "
            "r.mode) <> 1");
        row("job without a route",
            "gatehouse.job_execution j WHERE j.task_name = 'deliver' AND NOT EXISTS"
            " (SELECT FROM gatehouse.route r JOIN gatehouse.destination d ON d.id = "
            "r.destination_id"
            " WHERE r.id = j.route_id AND d.id = j.destination_id)");
        row("tries of a job",
            "gatehouse.job_execution j WHERE j.task_name = 'deliver' AND j.attempts <>"
            " greatest(1, (SELECT count(*) FROM gatehouse.delivery_attempt a WHERE a.job_id = j.id "
            "AND a.event_id = j.event_id))");
        row("last try of a job",
            "gatehouse.job_execution j JOIN LATERAL (SELECT * FROM gatehouse.delivery_attempt a"
            " WHERE a.job_id = j.id ORDER BY attempt DESC LIMIT 1) a ON true"
            " WHERE j.request_id <> a.request_id::text OR (j.status = 'succeeded') <> "
            "(coalesce(a.response_status, 0) = 200)"
            " OR (j.status = 'dead' AND j.error <> a.error)");
        row("times of a job",
            "gatehouse.job_execution WHERE task_name = 'deliver' AND NOT"
            " (created_at <= started_at AND started_at <= finished_at AND finished_at = "
            "next_attempt_at)");
        row("letter of each dead job",
            "gatehouse.job_execution j FULL JOIN gatehouse.dead_letter l ON l.job_id = j.id"
            " WHERE ((j.status = 'dead' AND j.task_name = 'deliver') <> (l.id IS NOT NULL))"
            " OR l.error <> j.error OR l.attempts <> j.attempts OR l.event_id <> j.event_id OR "
            "l.created_at > j.finished_at");
        row("status of an event",
            "gatehouse.webhook_event e LEFT JOIN LATERAL (SELECT bool_or(status = 'dead') AS dead,"
            " min(error) FILTER (WHERE status = 'dead') AS error FROM gatehouse.job_execution j"
            " WHERE j.event_id = e.id AND task_name = 'deliver') j ON true"
            " WHERE e.signature_valid AND (e.status <> CASE WHEN coalesce(j.dead, false) THEN "
            "'failed' ELSE 'processed' END"
            " OR e.error IS DISTINCT FROM j.error)");
        row("tries of an event",
            "gatehouse.webhook_event e WHERE attempts <>"
            " (SELECT count(*) FROM gatehouse.delivery_attempt a WHERE a.event_id = e.id)");
        row("refused",
            "gatehouse.webhook_event e JOIN gatehouse.webhook_payload p ON p.event_id = e.id"
            " WHERE NOT e.signature_valid AND (e.status <> 'discarded' OR e.error IS NULL OR "
            "e.idempotency_key IS NOT NULL"
            " OR p.canonical IS NOT NULL OR p.diagnosis IS NULL OR p.explanation->>'code' <> "
            "'signature_mismatch'"
            " OR (p.raw_body IS NULL) <> (e.received_at < $1 - interval '24 hours')"
            " OR (p.request_url = '') <> (p.raw_body IS NULL) OR p.explanation ? 'signed_text'"
            " OR EXISTS (SELECT FROM gatehouse.job_execution j WHERE j.event_id = e.id))");
        row("what a worker would take",
            "gatehouse.job_execution WHERE task_name = 'deliver' AND"
            " status IN ('pending', 'running', 'waiting')");
        row("AI job of each callback",
            "gatehouse.webhook_event e WHERE e.source = 'ai' AND e.signature_valid AND NOT EXISTS"
            " (SELECT FROM gatehouse.job_execution j WHERE j.event_id = e.id AND j.task_name = "
            "'ai_job'"
            " AND j.idempotency_key = gatehouse.ai_job_key(e.tenant, e.subject_id) AND "
            "j.request_id = e.subject_id)");
        row("AI calls of each AI job that is over",
            "gatehouse.job_execution j WHERE j.task_name = 'ai_job' AND j.finished_at IS NOT NULL"
            " AND NOT EXISTS (SELECT FROM gatehouse.agent_event c WHERE c.trace_id = j.trace_id"
            " AND c.tenant = j.tenant AND c.cost_usd > 0)");
        row("the death of each job",
            "gatehouse.dead_letter l JOIN gatehouse.job_execution j"
            " ON j.id = l.job_id WHERE l.died_at <> j.finished_at");
        row("who made them", "gatehouse.webhook_event WHERE created_by <> 'seed'");
        row("the default partition", "gatehouse.webhook_event_default");
        row("what lies ahead", "gatehouse.job_execution WHERE finished_at > $1");
    }
    void tablesAgree()
    {
        QFETCH(QByteArray, wrong);
        const bool asksTime = wrong.contains("$1");
        QCOMPARE(m_seeded->cell(wrong.toStdString(),
                                asksTime ? postgres::Parameters{m_end} : postgres::Parameters{}),
                 QStringLiteral("0"));
    }

    void failuresShareCauses()
    {
        QVERIFY(
            m_seeded->cell("SELECT count(DISTINCT root_cause) FROM gatehouse.dead_letter").toInt()
            >= 3);
        QVERIFY(m_seeded
                    ->cell("SELECT max(n) FROM (SELECT count(*) AS n FROM gatehouse.dead_letter"
                           " GROUP BY fingerprint) AS cause")
                    .toInt()
                >= 5);
        QVERIFY(
            m_seeded
                ->cell("SELECT count(*) FROM gatehouse.webhook_event WHERE status = 'discarded'")
                .toInt()
            > 10);
    }

    void subjectsAndActorsComeAgain()
    {
        QVERIFY(m_seeded
                    ->cell("SELECT count(*) FROM (SELECT FROM gatehouse.webhook_event WHERE "
                           "subject_id IS NOT NULL"
                           " GROUP BY tenant, subject_id HAVING count(*) > 1) AS again")
                    .toInt()
                > 100);
        QVERIFY(m_seeded
                    ->cell("SELECT count(*) FROM (SELECT FROM gatehouse.webhook_event WHERE "
                           "actor_email IS NOT NULL"
                           " GROUP BY tenant, actor_email HAVING count(*) > 1) AS again")
                    .toInt()
                > 100);
    }

    void windowShowsThem()
    {
        const collection::Descriptor descriptor = events::eventCollection();
        postgres::Connection connection(m_seeded->options("gatehouse_console_payload"));
        collection::WindowModel model(
            descriptor, std::make_shared<collection::PostgresSource>(descriptor, connection),
            m_seeded->clock, {});
        const QAbstractItemModelTester tester(&model);
        QTRY_VERIFY(model.rowCount() >= 100);
        collection::RowKey above{Timestamp::max(), {}};
        for (int row = 0; row < 100; ++row) {
            const collection::RowKey key = model.rowAt(row)->key;
            QVERIFY(key < above);
            QCOMPARE(key.id.time(), key.sort);
            above = key;
        }
        QVERIFY(above.sort < m_end);
    }

    void samePlanLeavesTheSame()
    {
        constexpr const char *digest = "SELECT md5(string_agg(id::text || trace_id || "
                                       "coalesce(idempotency_key, ''), ',' ORDER BY id))"
                                       " FROM gatehouse.webhook_event";
        constexpr const char *digestOfCalls =
            "SELECT md5(string_agg(c::text, ',' ORDER BY id)) FROM gatehouse.agent_event c";
        QString former;
        for (const char *name : {"once", "again"}) {
            GatewayDatabase database(*m_cluster, name);
            SeedOptions two = options(database, 2000);
            QVERIFY(run(database, two));
            const QString found = database.cell(digest) + database.cell(digestOfCalls);
            QCOMPARE(found.size(), 64);
            QVERIFY(former.isEmpty() || former == found);
            former = found;
        }
    }

    void databaseOfProductionIsRefused()
    {
        GatewayDatabase database(*m_cluster, "production");
        QVERIFY(database.owner().execute(
            "UPDATE gatehouse.setting SET value = 'production' WHERE name = 'environment'"));
        SeedOptions adding = options(database, 10);
        adding.adds = true;
        const auto done = run(database, adding);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Conflict);
        QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"),
                 QStringLiteral("0"));
    }

    /// Neither is it migrated first: that would fail here, for the tables are there.
    void databaseThatIsRefusedIsLeftAlone()
    {
        GatewayDatabase database(*m_cluster, "leftalone");
        auto owner = database.session();
        QVERIFY(owner.execute("UPDATE gatehouse.setting SET value = 'production'"
                              " WHERE name = 'environment'"));
        QVERIFY(owner.execute("DELETE FROM gatehouse.schema_migration"));
        const auto done = run(database, options(database, 10));
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Conflict);
        QVERIFY(done.error().message.contains(QStringLiteral("production")));
    }

    void eventsAreAddedToOthersOnlyWhenThatIsMeant()
    {
        GatewayDatabase database(*m_cluster, "added");
        QVERIFY(run(database, options(database, 500)));
        SeedOptions later = options(database, 700);
        later.plan.end += std::chrono::seconds(5);
        const auto refused = run(database, later);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Conflict);
        QVERIFY(refused.error().message.contains(QStringLiteral("--add")));
        later.adds = true;
        auto owner = database.session();
        QVERIFY(owner.execute("UPDATE gatehouse.webhook_event SET created_by = 'a provider'"));
        QVERIFY(owner.execute("DELETE FROM gatehouse.agent_event"));
        const auto added = run(database, later);
        QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.agent_event c JOIN"
                               " gatehouse.webhook_event e USING (trace_id)"
                               " WHERE e.created_by <> 'seed'"),
                 QStringLiteral("0"));
        QVERIFY2(added, added ? "" : qPrintable(added.error().message + added.error().detail));
        QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"),
                 QStringLiteral("1200"));
    }

    void whoIsNotTheOwnerIsDenied()
    {
        GatewayDatabase database(*m_cluster, "notowned");
        SeedOptions asGateway = options(database, 10);
        asGateway.database = database.options("gatehouse_gateway").conninfo;
        const auto done = run(database, asGateway);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Denied);
    }

    void planThatCannotBeIsInvalid_data()
    {
        QTest::addColumn<qint64>("events");
        QTest::addColumn<int>("days");
        QTest::newRow("none") << qint64(0) << 1;
        QTest::newRow("less than none") << qint64(-5) << 1;
        QTest::newRow("too many") << qint64(1'000'000'001) << 1;
        QTest::newRow("no day") << qint64(1) << 0;
        QTest::newRow("centuries") << qint64(1) << 100'000;
    }
    void planThatCannotBeIsInvalid()
    {
        QFETCH(qint64, events);
        QFETCH(int, days);
        const auto checked = checkSeedPlan({.events = events, .days = days, .end = m_end});
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, ErrorKind::Invalid);
    }

    void oneEventIsEnough()
    {
        GatewayDatabase database(*m_cluster, "one");
        const auto done = run(database, options(database, 1));
        QVERIFY(done);
        QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"),
                 QStringLiteral("1"));
    }

    /// Where nobody looks on they are made last, and otherwise kept row by row.
    void indexesMadeLastAreTheSame()
    {
        GatewayDatabase database(*m_cluster, "alone");
        database.leave();
        SeedWatch watch;
        bool areMadeLast = false;
        watch.progress = [&](const SeedProgress &progress) {
            areMadeLast = progress.isMakingIndexes && progress.done.events == 3000;
        };
        QVERIFY(run(database, options(database, 3000), watch));
        QVERIFY(areMadeLast);
        database.comeBack();
        QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"),
                 QStringLiteral("3000"));
        QVERIFY(indexesOf(database).contains(QStringLiteral("jsonb_path_ops")));
        QCOMPARE(indexesOf(database), indexesOf(*m_seeded));
    }

    void whatIsStoppedHasItsIndexes()
    {
        GatewayDatabase database(*m_cluster, "stoppedalone");
        database.leave();
        SeedWatch watch;
        std::int64_t seen = 0;
        watch.progress = [&seen](const SeedProgress &progress) { seen = progress.done.events; };
        watch.stops = [&seen] { return seen >= 3000; };
        const auto done = run(database, options(database, 100'000), watch);
        QVERIFY(done);
        database.comeBack();
        QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event").toLongLong(),
                 done->done.events);
        QCOMPARE(indexesOf(database), indexesOf(*m_seeded));
    }

    void whatIsKilledLeavesTheDatabaseAsItWas()
    {
        GatewayDatabase database(*m_cluster, "killed");
        database.leave();
        SeedWatch watch;
        watch.progress = [&](const SeedProgress &) { database.leave(); };
        QVERIFY(!run(database, options(database, 100'000), watch));
        database.comeBack();
        QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"),
                 QStringLiteral("0"));
        QCOMPARE(indexesOf(database), indexesOf(*m_seeded));
    }

    void stoppedRunLeavesWholeEvents()
    {
        GatewayDatabase database(*m_cluster, "stopped");
        SeedWatch watch;
        std::int64_t seen = 0;
        watch.progress = [&seen](const SeedProgress &progress) { seen = progress.done.events; };
        watch.stops = [&seen] { return seen >= 3000; };
        const auto done = run(database, options(database, 100'000), watch);
        QVERIFY(done);
        QVERIFY(done->done.events >= 3000 && done->done.events < 10'000);
        QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event").toLongLong(),
                 done->done.events);
        QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_payload").toLongLong(),
                 done->done.events);
        QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.job_execution").toLongLong(),
                 done->done.jobs);
    }

    void lostConnectionLeavesWholeEvents()
    {
        GatewayDatabase database(*m_cluster, "lost");
        SeedWatch watch;
        bool isGone = false;
        watch.progress = [&](const SeedProgress &progress) {
            if (progress.done.events >= 3000 && !std::exchange(isGone, true))
                database.goAway();
        };
        const auto done = run(database, options(database, 100'000), watch);
        database.comeBack();
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Unavailable);
        const QString events = database.cell("SELECT count(*) FROM gatehouse.webhook_event");
        QVERIFY(events.toInt() >= 3000 && events.toInt() % 1000 == 0);
        QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_payload"), events);
    }
};

QTEST_GUILESS_MAIN(SeederTest)

#include "seeder_test.moc"
