#include "services/gateway/store/retention.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QTest>

namespace gatehouse::test {

using namespace gateway;

namespace {

constexpr int manyBatches = 100;

} // namespace

class RetentionTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init();
    void cleanup() { m_database.reset(); }

    void aDryRunCountsAndDeletesNothing();
    void eachRuleDeletesWhatItNames_data();
    void eachRuleDeletesWhatItNames();
    void whatHasAnOpenJobStays_data();
    void whatHasAnOpenJobStays();
    void anOpenLetterKeepsItsEventUnlessARuleNamesIt();
    void whatIsYoungerStays();
    void bodiesGoAndTheEventStays();
    void whatBelongsToAnEventGoesWithIt();
    void aRunStopsAfterItsBatches();
    void aMonthThatIsPastEveryRuleIsDropped();
    void aMonthWithAnOpenJobIsNotDropped();
    void aDaysRunIsDoneOnce();
    void theDailyRunIsInTheLedger();
    void aDryRunAndARunAgree_data();
    void aDryRunAndARunAgree();
    void whatARunDeletedBeforeItFailedIsInTheLedger();
    void whatARunDeletedBeforeItWasCutOffIsInTheLedger();
    void aStopEndsTheRunBehindItsBatch();
    void droppingAMonthLeavesTheLockTimeoutAsItWas();

private:
    postgres::Rows sql(const std::string &statement, const postgres::Parameters &parameters = {})
    {
        const auto rows = m_database->owner().execute(statement, parameters);
        if (!rows)
            qFatal("%s: %s", statement.c_str(), qPrintable(rows.error().detail));
        return *rows;
    }
    Uuid addEvent(const std::string &status, const std::string &age, bool isValid = true);
    Uuid addJob(const Uuid &event, const std::string &status);
    Uuid addLetter(const Uuid &event, const Uuid &job, const std::string &state);
    QString count(const std::string &table)
    {
        return m_database->cell("SELECT count(*) FROM gatehouse." + table);
    }
    RetentionReport run(const std::vector<RetentionRule> &rules, int mostBatches = manyBatches)
    {
        auto gateway = m_database->session("gatehouse_gateway");
        const auto report = runRetention(gateway, rules, {m_database->clock.now(), mostBatches});
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        return *report;
    }
    static std::vector<RetentionRule> everything(int days);

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_database;
    int m_number = 0;
};

void RetentionTest::init()
{
    m_database =
        std::make_unique<GatewayDatabase>(*m_cluster, "retention" + std::to_string(++m_number));
}

Uuid RetentionTest::addEvent(const std::string &status, const std::string &age, bool isValid)
{
    const Uuid id =
        sql("SELECT gatehouse.uuid_v7(now() - $1::text::interval)", {age}).get<Uuid>(0, 0);
    sql("INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, status, "
        "signature_valid)"
        " VALUES ($1, gatehouse.uuid_time($1), 'stripe', 'acme', $2, $3)",
        {id, status, isValid});
    sql("INSERT INTO gatehouse.webhook_payload (event_id, received_at, raw_body, body_sha256, "
        "headers,"
        " request_url, canonical) VALUES ($1, gatehouse.uuid_time($1), 'body', 'x', "
        "'[[\"A\",\"b\"]]',"
        " 'http://there', '{}')",
        {id});
    return id;
}

Uuid RetentionTest::addJob(const Uuid &event, const std::string &status)
{
    const Uuid id =
        sql("SELECT gatehouse.uuid_v7(gatehouse.uuid_time($1))", {event}).get<Uuid>(0, 0);
    sql("INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, path, mode, "
        "source,"
        " idempotency_key, status, next_attempt_at) VALUES ($1, gatehouse.uuid_time($1), $2, "
        "'deliver',"
        " '/', 'live', 'stripe', $1::text, $3, now())",
        {id, event, status});
    sql("INSERT INTO gatehouse.delivery_attempt (id, created_at, job_id, event_id, attempt, "
        "request_id,"
        " url, request_headers, duration_ms) VALUES (gen_random_uuid(), now(), $1, $2, 1,"
        " gen_random_uuid(), 'u', '[]', 1)",
        {id, event});
    return id;
}

Uuid RetentionTest::addLetter(const Uuid &event, const Uuid &job, const std::string &state)
{
    const Uuid id =
        sql("SELECT gatehouse.uuid_v7(gatehouse.uuid_time($1))", {event}).get<Uuid>(0, 0);
    sql("INSERT INTO gatehouse.dead_letter (id, created_at, died_at, job_id, event_id, source, "
        "root_cause,"
        " error, fingerprint, attempts, state) VALUES ($1, gatehouse.uuid_time($1), now(), $2, $3,"
        " 'stripe', 'http_5xx', 'e', 'f', 1, $4)",
        {id, job, event, state});
    sql("INSERT INTO gatehouse.earlier_death (letter_id, event_id, died_at, root_cause, error, "
        "attempts)"
        " VALUES ($1, $2, now(), 'http_5xx', 'e', 1)",
        {id, event});
    return id;
}

std::vector<RetentionRule> RetentionTest::everything(int days)
{
    std::vector<RetentionRule> rules{{"refused", "", days}};
    for (const std::string_view status : retentionStatuses("events"))
        rules.push_back({"events", std::string(status), days});
    return rules;
}

void RetentionTest::aDryRunCountsAndDeletesNothing()
{
    addEvent("processed", "40 days");
    addEvent("processed", "41 days");
    addEvent("failed", "40 days");
    auto gateway = m_database->session("gatehouse_gateway");
    const auto counts = countRetention(
        gateway,
        {{"events", "processed", 30}, {"payloads", "failed", 30}, {"events", "queued", 30}},
        m_database->clock.now());
    QVERIFY2(counts, counts ? "" : qPrintable(counts.error().detail));
    QCOMPARE(counts->size(), std::size_t(3));
    QCOMPARE(counts->at(0).rows, 2);
    QVERIFY(counts->at(0).bytes > 100);
    QCOMPARE(counts->at(1).rows, 1);
    QCOMPARE(counts->at(2).rows, 0);
    QCOMPARE(counts->at(2).bytes, 0);
    QCOMPARE(count("webhook_event"), u"3");
}

void RetentionTest::eachRuleDeletesWhatItNames_data()
{
    QTest::addColumn<QString>("collection");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("left");
    const auto row = [](const char *collection, const char *status, const char *table,
                        const char *left) {
        QTest::addRow("%s %s", collection, status)
            << QString::fromLatin1(collection) << QString::fromLatin1(status)
            << QString::fromLatin1(table) << QString::fromLatin1(left);
    };
    row("events", "processed", "webhook_event", "4");
    row("events", "discarded", "webhook_event", "4"); // not the refused one
    row("refused", "", "webhook_event", "4");
    row("jobs", "succeeded", "job_execution", "1");
    row("jobs", "dead", "job_execution", "1");
    row("dead_letters", "recovered", "dead_letter", "0");
    row("dead_letters", "open", "dead_letter", "1");
    row("minutes", "", "secret_minute", "0");
}

void RetentionTest::eachRuleDeletesWhatItNames()
{
    QFETCH(QString, collection);
    QFETCH(QString, status);
    QFETCH(QString, table);
    addJob(addEvent("processed", "40 days"), "succeeded");
    const Uuid failed = addEvent("failed", "40 days");
    addLetter(failed, addJob(failed, "dead"), "recovered");
    addEvent("discarded", "40 days");
    addEvent("discarded", "40 days", false);
    addEvent("processed", "1 day");
    sql("INSERT INTO gatehouse.provider_secret (id, created_at, source, tenant, version, state, "
        "created_by,"
        " fingerprint, master_key) VALUES (gen_random_uuid(), now(), 's', 't', 1, 'active', 'a', "
        "'f', 'k')");
    sql("INSERT INTO gatehouse.secret_minute SELECT id, now() - interval '40 days', 1 FROM "
        "gatehouse.provider_secret");
    const auto report = run({{collection.toStdString(), status.toStdString(), 30}});
    QTEST(count(table.toStdString()), "left");
    QVERIFY(report.isDone);
}

void RetentionTest::whatHasAnOpenJobStays_data()
{
    QTest::addColumn<QString>("status");
    for (const char *status : {"pending", "running", "waiting"})
        QTest::newRow(status) << QString::fromLatin1(status);
}

void RetentionTest::whatHasAnOpenJobStays()
{
    QFETCH(QString, status);
    const Uuid event = addEvent("failed", "40 days");
    addLetter(event, addJob(event, status.toStdString()), "reenqueued");
    auto rules = everything(30);
    rules.push_back({"dead_letters", "reenqueued", 30});
    for (const std::string_view state : retentionStatuses("events"))
        rules.push_back({"payloads", std::string(state), 30});
    for (const std::string_view state : retentionStatuses("jobs"))
        rules.push_back({"jobs", std::string(state), 30});
    QVERIFY(run(rules).deleted.empty());
    QCOMPARE(count("webhook_event"), u"1");
    QCOMPARE(count("dead_letter"), u"1");
    QCOMPARE(m_database->cell("SELECT raw_body IS NOT NULL FROM gatehouse.webhook_payload"),
             u"true");
}

void RetentionTest::anOpenLetterKeepsItsEventUnlessARuleNamesIt()
{
    const Uuid event = addEvent("failed", "40 days");
    addLetter(event, addJob(event, "dead"), "open");
    run({{"events", "failed", 30}, {"jobs", "dead", 30}});
    QCOMPARE(count("webhook_event"), u"1");
    QCOMPARE(count("job_execution"), u"1");
    run({{"events", "failed", 30}, {"jobs", "dead", 30}, {"dead_letters", "open", 30}});
    QCOMPARE(count("webhook_event"), u"0");
    QCOMPARE(count("job_execution"), u"0");
}

void RetentionTest::whatIsYoungerStays()
{
    addEvent("processed", "29 days 23 hours");
    addEvent("processed", "30 days 1 hour");
    run({{"events", "processed", 30}});
    QCOMPARE(count("webhook_event"), u"1");
}

void RetentionTest::bodiesGoAndTheEventStays()
{
    addEvent("processed", "40 days");
    const auto report = run({{"payloads", "processed", 30}});
    QCOMPARE(report.deleted.at(0).rows, 1);
    QCOMPARE(count("webhook_event"), u"1");
    QCOMPARE(m_database->cell("SELECT concat_ws('|', raw_body, canonical, headers, request_url,"
                              " encode(body_sha256, 'escape')) FROM gatehouse.webhook_payload"),
             u"[]||x");
    QVERIFY(run({{"payloads", "processed", 30}}).deleted.empty());
}

void RetentionTest::whatBelongsToAnEventGoesWithIt()
{
    const Uuid event = addEvent("failed", "40 days");
    addLetter(event, addJob(event, "dead"), "discarded");
    run({{"events", "failed", 30}});
    for (const char *table : {"webhook_event", "webhook_payload", "job_execution",
                              "delivery_attempt", "dead_letter", "earlier_death"})
        QCOMPARE(count(table), u"0");
}

void RetentionTest::aRunStopsAfterItsBatches()
{
    sql("INSERT INTO gatehouse.webhook_event (id, received_at, source, status, signature_valid)"
        " SELECT id, gatehouse.uuid_time(id), 's', 'processed', true FROM (SELECT "
        "gatehouse.uuid_v7("
        " now() - interval '40 days') AS id FROM generate_series(1, 12000)) ids");
    QVERIFY(!run({{"events", "processed", 30}}, 2).isDone);
    QCOMPARE(count("webhook_event"), u"2000");
    QVERIFY(run({{"events", "processed", 30}}, 2).isDone);
    QCOMPARE(count("webhook_event"), u"0");
}

void RetentionTest::aMonthThatIsPastEveryRuleIsDropped()
{
    sql("SELECT gatehouse.ensure_partitions((now() - interval '100 days')::date, 1)");
    const Uuid event = addEvent("failed", "100 days");
    addLetter(event, addJob(event, "dead"), "discarded");
    addEvent("processed", "1 day");
    const std::string partition =
        "SELECT to_regclass('gatehouse.webhook_event'"
        " || to_char((now() - interval '100 days') AT TIME ZONE 'UTC', '_YYYY_MM')) IS NULL";
    auto some = everything(30);
    some.pop_back();
    QCOMPARE(run(some).droppedMonths, 0);
    QCOMPARE(m_database->cell(partition), u"false");
    QCOMPARE(run(everything(30)).droppedMonths, 1);
    QCOMPARE(m_database->cell(partition), u"true");
    QCOMPARE(count("webhook_event"), u"1");
    for (const char *table : {"job_execution", "delivery_attempt", "dead_letter", "earlier_death"})
        QCOMPARE(count(table), u"0");
}

void RetentionTest::aMonthWithAnOpenJobIsNotDropped()
{
    sql("SELECT gatehouse.ensure_partitions((now() - interval '100 days')::date, 1)");
    addJob(addEvent("queued", "100 days"), "waiting");
    addEvent("processed", "100 days");
    QCOMPARE(run(everything(30)).droppedMonths, 0);
    QCOMPARE(count("webhook_event"), u"1");
    QCOMPARE(count("job_execution"), u"1");
}

void RetentionTest::aDaysRunIsDoneOnce()
{
    auto gateway = m_database->session("gatehouse_gateway");
    const Timestamp now = m_database->clock.now();
    QVERIFY(runDailyRetention(gateway, now)->has_value());
    QVERIFY(!runDailyRetention(gateway, now + std::chrono::hours(23))->has_value());
    QVERIFY(runDailyRetention(gateway, now + std::chrono::hours(25))->has_value());
}

void RetentionTest::theDailyRunIsInTheLedger()
{
    addEvent("processed", "40 days");
    sql("INSERT INTO gatehouse.retention_rule (collection, status, days, changed_by)"
        " VALUES ('events', 'processed', 30, 'mira')");
    auto gateway = m_database->session("gatehouse_gateway");
    QVERIFY(runDailyRetention(gateway, m_database->clock.now())->has_value());
    QCOMPARE(count("webhook_event"), u"0");
    QCOMPARE(m_database->cell("SELECT concat_ws('|', actor, action, detail->'deleted'->0->>'rows')"
                              " FROM console.audit"),
             u"gateway|retention.run|1");
    QVERIFY(
        runDailyRetention(gateway, m_database->clock.now() + std::chrono::hours(25))->has_value());
    QCOMPARE(count("audit"), u"1"); // nothing was deleted
}

/// A letter that goes by a rule of its own holds back nothing, an event that goes takes its body.
void RetentionTest::aDryRunAndARunAgree_data()
{
    using Rules = std::vector<RetentionRule>;
    QTest::addColumn<Rules>("rules");
    QTest::newRow("open letters stay") << Rules{{"jobs", "dead", 30}, {"events", "failed", 30}};
    QTest::newRow("open letters go")
        << Rules{{"dead_letters", "open", 30}, {"jobs", "dead", 30}, {"events", "failed", 30}};
    QTest::newRow("older open letters go")
        << Rules{{"dead_letters", "open", 50}, {"jobs", "dead", 30}, {"events", "failed", 30}};
    QTest::newRow("bodies of events that go") << Rules{
        {"payloads", "failed", 20}, {"events", "failed", 50}, {"payloads", "processed", 1}};
    QTest::newRow("bodies alone") << Rules{{"payloads", "failed", 30},
                                           {"dead_letters", "open", 30}};
    Rules all = everything(30);
    for (const char *collection : {"payloads", "jobs", "dead_letters"}) {
        for (const std::string_view status : retentionStatuses(collection))
            all.push_back({collection, std::string(status), 30});
    }
    QTest::newRow("everything") << all;
}

void RetentionTest::aDryRunAndARunAgree()
{
    QFETCH(std::vector<RetentionRule>, rules);
    for (const char *age : {"40 days", "60 days", "10 days"}) {
        addJob(addEvent("processed", age), "succeeded");
        for (const char *state : {"open", "recovered", "discarded"}) {
            const Uuid event = addEvent("failed", age);
            addLetter(event, addJob(event, "dead"), state);
        }
        const Uuid again = addEvent("failed", age);
        addLetter(again, addJob(again, "waiting"), "reenqueued");
    }
    auto gateway = m_database->session("gatehouse_gateway");
    auto counted = countRetention(gateway, rules, m_database->clock.now());
    QVERIFY2(counted, counted ? "" : qPrintable(counted.error().detail));
    std::erase_if(*counted, [](const RetentionCount &count) { return count.rows == 0; });
    QVERIFY(!counted->empty());
    const auto textsOf = [](const std::vector<RetentionCount> &counts) {
        QStringList texts;
        for (const RetentionCount &count : counts)
            texts += QString::fromStdString(countsJson({count}, false));
        texts.sort();
        return texts;
    };
    QCOMPARE(textsOf(*counted), textsOf(run(rules).deleted));
}

void RetentionTest::whatARunDeletedBeforeItFailedIsInTheLedger()
{
    const Uuid event = addEvent("failed", "40 days");
    addLetter(event, addJob(event, "dead"), "discarded");
    sql("INSERT INTO gatehouse.retention_rule (collection, status, days, changed_by) VALUES"
        " ('dead_letters', 'discarded', 30, 'mira'), ('jobs', 'dead', 30, 'mira')");
    sql("CREATE FUNCTION gatehouse.refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$BEGIN RAISE 'no'; END$$");
    sql("CREATE TRIGGER refuse BEFORE DELETE ON gatehouse.job_execution"
        " EXECUTE FUNCTION gatehouse.refuse()");
    auto gateway = m_database->session("gatehouse_gateway");
    QVERIFY(!runDailyRetention(gateway, m_database->clock.now()));
    QCOMPARE(count("dead_letter"), u"0");
    QCOMPARE(m_database->cell(
                 "SELECT concat_ws('|', count(*), min(detail->'deleted'->0->>'collection'),"
                 " min(detail->'deleted'->0->>'rows'), bool_or((detail->>'is_done')::boolean),"
                 " min(detail->>'error') <> '') FROM console.audit WHERE action = 'retention.run'"),
             u"1|dead_letters|1|f|t");
}

void RetentionTest::whatARunDeletedBeforeItWasCutOffIsInTheLedger()
{
    sql("INSERT INTO gatehouse.retention_progress VALUES ('events', 'processed', 30, 5000),"
        " ('months', '', 0, 2)");
    auto gateway = m_database->session("gatehouse_gateway");
    QVERIFY(runDailyRetention(gateway, m_database->clock.now())->has_value());
    QCOMPARE(m_database->cell("SELECT concat_ws('|', count(*), min(detail->'deleted'->0->>'rows'),"
                              " min(detail->>'dropped_months'), min(detail->>'error') <> '')"
                              " FROM console.audit"),
             u"1|5000|2|t");
    QCOMPARE(count("retention_progress"), u"0");
}

void RetentionTest::aStopEndsTheRunBehindItsBatch()
{
    addEvent("processed", "40 days");
    addEvent("failed", "40 days");
    std::stop_source stop;
    auto gateway = m_database->session("gatehouse_gateway");
    const auto record = [&](const RetentionCount &) -> Result<> {
        stop.request_stop();
        return {};
    };
    const auto report = runRetention(
        gateway, everything(30), {m_database->clock.now(), manyBatches, stop.get_token(), record});
    QVERIFY(report);
    QVERIFY(!report->isDone);
    QCOMPARE(count("webhook_event"), u"1");
}

void RetentionTest::droppingAMonthLeavesTheLockTimeoutAsItWas()
{
    sql("SELECT gatehouse.ensure_partitions((now() - interval '100 days')::date, 1)");
    auto gateway = m_database->session("gatehouse_gateway");
    QString timeout;
    const auto done = gateway.inTransaction([&]() -> Result<> {
        const auto dropped = gateway.execute(
            "SELECT gatehouse.drop_month((now() - interval '100 days')::date, now())");
        if (!dropped || !dropped->get<bool>(0, 0))
            return failure(ErrorKind::Bug, QStringLiteral("not dropped"));
        return gateway.execute("SHOW lock_timeout").map([&](const postgres::Rows &rows) {
            timeout = QString::fromStdString(rows.get<std::string>(0, 0));
        });
    });
    QVERIFY(done);
    QCOMPARE(timeout, u"0");
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::RetentionTest)
#include "retention_test.moc"
