#include "adminharness.h"
#include "services/gateway/bulk/bulkrunner.h"
#include "services/gateway/bulk/bulkwork.h"

#include <QTest>

namespace gatehouse::test {

using gateway::BulkRunner;
using gateway::BulkRunnerOptions;

class BulkTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanup();
    void cleanupTestCase() { m_harness.reset(); }

    void aPlanCountsByCauseAndTenantAndChangesNothing();
    void aPlanSaysWhatIsNotEligibleAndWhy();
    void aPlanSaysWhenItIsNothingOrEverything();
    void aPlanTellsTheTokensOfTheSameTraces();
    void whatIsAskedWrongIsRefused_data();
    void whatIsAskedWrongIsRefused();
    void aReasonIsDemanded();
    void productionDemandsItsName_data();
    void productionDemandsItsName();
    void whatMatchesNothingIsNotStarted();
    void aRepeatStartsNothingTwice();
    void eachActionDoesWhatItSays_data();
    void eachActionDoesWhatItSays();
    void theSetIsFrozenWhenItStarts();
    void everyItemIsOnceInTheLedger();
    void twoOperatorsDoNothingTwice();
    void whatChangedMeanwhileIsNotEligible();
    void anItemThatCannotBeDoneFailsAlone();
    void aPausedOneWaitsUntilItIsResumed();
    void aCancelledOneSkipsTheRest();
    void statesRefuseWhatDoesNotFit_data();
    void statesRefuseWhatDoesNotFit();
    void oneGatewayAtATimeHoldsIt();
    void itStopsWhenTooMuchComesBack();
    void whatFailedBeforeItWasResumedIsForgiven();
    void aLimitedTokenSelectsAndSeesItsOwn();
    void itemsAreListedPageByPage();
    void theStreamEndsWithTheOperation();
    void theStreamGoesOnWhileItRuns();

private:
    std::string start(const std::string &action, const std::string &selection);
    std::vector<AdminHarness::Failed> addFailures(int count);
    gateway::BulkWork claim(const std::string &runner = "one");
    gateway::BulkStep step(const gateway::BulkWork &work, std::int64_t most,
                           const std::string &runner = "one");
    void runAll();
    QString state(const std::string &operation)
    {
        return m_harness->statusOf("bulk_operation", operation, "state");
    }
    QString count(const std::string &what)
    {
        return m_harness->database.cell("SELECT count(*) FROM " + what);
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
};

// moc loses its way behind some raw literals, so these stand below the class.
namespace {

constexpr const char *openFilter =
    R"({"filter":[{"field":"state","operator":"is","values":["open"]}]})";

std::string bulkBody(const std::string &action, const std::string &selection,
                     const std::string &more = "")
{
    return R"({"action":")" + action + R"(","selection":)" + selection
        + R"(,"rate_per_second":1000,"reason":"WordPress is back")" + more + '}';
}

std::string idsOf(const std::vector<std::string> &ids)
{
    std::string list;
    for (const std::string &id : ids)
        list += (list.empty() ? "\"" : ",\"") + id + '"';
    return R"({"ids":[)" + list + "]}";
}

QStringList textsOf(const QJsonValue &list, const char *member)
{
    QStringList texts;
    const QJsonArray array = list.toArray();
    for (const QJsonValue &each : array)
        texts += each[QLatin1String(member)].toString() + u' '
            + QString::number(each[QLatin1String("count")].toInt());
    return texts;
}

} // namespace

void BulkTest::initTestCase()
{
    m_cluster = TestCluster::start();
    m_harness = std::make_unique<AdminHarness>(*m_cluster);
}

/// One database serves all; what is in the ledger stays there.
void BulkTest::cleanup()
{
    m_harness->sql(
        "TRUNCATE gatehouse.bulk_operation, gatehouse.bulk_item, gatehouse.earlier_death,"
        " gatehouse.dead_letter, gatehouse.job_execution, gatehouse.admin_request");
    m_harness->sql("UPDATE gatehouse.setting SET value = 'local' WHERE name = 'environment'");
    m_harness->sql("ALTER TABLE gatehouse.job_execution DROP CONSTRAINT IF EXISTS broken");
}

std::string BulkTest::start(const std::string &action, const std::string &selection)
{
    const Answer answer = m_harness->post("bulk-operations", bulkBody(action, selection));
    if (answer.status != 202)
        qWarning("%s", answer.body.c_str());
    return answer.text("id").toStdString();
}

std::vector<AdminHarness::Failed> BulkTest::addFailures(int count)
{
    std::vector<AdminHarness::Failed> made;
    for (int i = 0; i < count; ++i)
        made.push_back(m_harness->addFailed());
    return made;
}

gateway::BulkWork BulkTest::claim(const std::string &runner)
{
    auto session = m_harness->database.session("gatehouse_gateway");
    const auto claimed = gateway::claimBulkWork(session, runner);
    if (!claimed)
        qFatal("%s", qPrintable(claimed.error().message));
    return claimed->empty() ? gateway::BulkWork() : claimed->front();
}

gateway::BulkStep BulkTest::step(const gateway::BulkWork &work, std::int64_t most,
                                 const std::string &runner)
{
    auto session = m_harness->database.session("gatehouse_gateway");
    const auto done = gateway::workOff(session, work, runner, most);
    if (!done)
        qFatal("%s", qPrintable(done.error().message + done.error().detail));
    return *done;
}

/// What there is, to its end.
void BulkTest::runAll()
{
    while (step(claim(), 3).settled > 0) {
        m_harness->sql("UPDATE gatehouse.bulk_operation SET runner = NULL, lease_until = NULL");
        if (count("gatehouse.bulk_operation WHERE state IN ('planned', 'running')") == u"0")
            break;
    }
}

void BulkTest::aPlanCountsByCauseAndTenantAndChangesNothing()
{
    m_harness->addFailed("acme");
    m_harness->addFailed("globex");
    const auto other = m_harness->addFailed("globex");
    m_harness->sql("UPDATE gatehouse.dead_letter SET root_cause = 'timeout' WHERE id = $1",
                   {*Uuid::parse(other.letter)});
    const auto entries = m_harness->auditEntries();
    const Answer plan =
        m_harness->post("bulk-operations", bulkBody("reenqueue", openFilter, R"(,"dry_run":true)"));
    QCOMPARE(plan.status, 200);
    QCOMPARE(plan.json()[u"total"].toInt(), 3);
    QCOMPARE(textsOf(plan.json()[u"by_root_cause"], "root_cause"),
             (QStringList{QStringLiteral("http_4xx 2"), QStringLiteral("timeout 1")}));
    QCOMPARE(textsOf(plan.json()[u"by_tenant"], "tenant"),
             (QStringList{QStringLiteral("globex 2"), QStringLiteral("acme 1")}));
    QCOMPARE(plan.json()[u"estimated_seconds"].toDouble(), 0.003);
    QCOMPARE(count("gatehouse.bulk_operation"), QStringLiteral("0"));
    QCOMPARE(m_harness->auditEntries(), entries);
}

void BulkTest::aPlanSaysWhatIsNotEligibleAndWhy()
{
    const auto open = m_harness->addFailed();
    const auto event = m_harness->addEvent("processed");
    const auto recovered = m_harness->addLetter(m_harness->addJob(event, "succeeded"), "recovered");
    const std::string ids = idsOf({open.letter, recovered, "01a1e9b4-ed58-7327-b569-6ed663e67889"});
    const Answer plan =
        m_harness->post("bulk-operations", bulkBody("reenqueue", ids, R"(,"dry_run":true)"));
    QCOMPARE(plan.json()[u"selected"].toInt(), 2);
    QCOMPARE(plan.json()[u"total"].toInt(), 1);
    QCOMPARE(textsOf(plan.json()[u"not_eligible"], "why"),
             (QStringList{QStringLiteral("it is not open any more: it is recovered 1"),
                          QStringLiteral("there is nothing of this id 1")}));
}

void BulkTest::aPlanSaysWhenItIsNothingOrEverything()
{
    const auto plan = [this](const std::string &selection) {
        return m_harness
            ->post("bulk-operations", bulkBody("reenqueue", selection, R"(,"dry_run":true)"))
            .json();
    };
    m_harness->addFailed("acme");
    m_harness->addFailed("globex");
    const std::string none =
        R"({"filter":[{"field":"tenant","operator":"is","values":["nobody"]}]})";
    const std::string some = R"({"filter":[{"field":"tenant","operator":"is","values":["acme"]}]})";
    QCOMPARE(plan(none)[u"notes"].toArray(),
             (QJsonArray{QStringLiteral("The selection matches nothing.")}));
    QCOMPARE(plan(some)[u"is_everything"].toBool(), false);
    for (const std::string &all : {std::string(openFilter), std::string(R"({"all":true})")}) {
        QCOMPARE(plan(all)[u"is_everything"].toBool(), true);
        QCOMPARE(plan(all)[u"notes"].toArray(),
                 (QJsonArray{QStringLiteral("This is everything that there is.")}));
    }
}

void BulkTest::aPlanTellsTheTokensOfTheSameTraces()
{
    const auto failed = m_harness->addFailed();
    m_harness->addAiJob(m_harness->addEvent(), "succeeded"); // of no trace
    const auto job = m_harness->addAiJob(m_harness->addEvent(), "succeeded");
    m_harness->sql("UPDATE gatehouse.job_execution SET trace_id = 'shared' WHERE id = ANY($1)",
                   {postgres::Array<Uuid>{*Uuid::parse(job), *Uuid::parse(failed.job)}});
    const Answer plan =
        m_harness->post("bulk-operations", bulkBody("reenqueue", openFilter, R"(,"dry_run":true)"));
    QCOMPARE(plan.json()[u"estimated_ai"][u"jobs"].toInt(), 1);
    QCOMPARE(plan.json()[u"estimated_ai"][u"tokens"].toInt(), 412);
    QVERIFY(plan.json()[u"estimated_ai"][u"cost"].isNull());
}

void BulkTest::whatIsAskedWrongIsRefused_data()
{
    QTest::addColumn<std::string>("body");
    const auto add = [](const char *name, const std::string &body) {
        QTest::newRow(name) << R"({"reason":"a test",)" + body + '}';
    };
    add("no action", R"("selection":{"all":true})");
    add("another action", R"("action":"delete","selection":{"all":true})");
    add("no selection", R"("action":"retry")");
    add("an empty selection", R"("action":"retry","selection":{})");
    add("two selections", R"("action":"retry","selection":{"all":true,"ids":[]})");
    add("all that is not true", R"("action":"retry","selection":{"all":false})");
    add("no ids", R"("action":"retry","selection":{"ids":[]})");
    add("an id that is none", R"("action":"retry","selection":{"ids":["7"]})");
    add("no conditions", R"("action":"retry","selection":{"filter":[]})");
    add("a field that the list has not",
        R"("action":"retry","selection":{"filter":[{"field":"colour","operator":"is","values":["x"]}]})");
    add("no rate", R"("action":"retry","selection":{"all":true},"rate_per_second":0)");
    add("too high a rate", R"("action":"retry","selection":{"all":true},"rate_per_second":1001)");
    add("a ratio over 1",
        R"("action":"retry","selection":{"all":true},"stop_on_failure_ratio":1.5)");
    add("an unknown member", R"("action":"retry","selection":{"all":true},"speed":1)");
}

void BulkTest::whatIsAskedWrongIsRefused()
{
    QFETCH(const std::string, body);
    m_harness->addFailed();
    const Answer answer = m_harness->post("bulk-operations", body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(count("gatehouse.bulk_operation"), QStringLiteral("0"));
}

void BulkTest::aReasonIsDemanded()
{
    m_harness->addFailed();
    const Answer answer =
        m_harness->post("bulk-operations", R"({"action":"reenqueue","selection":{"all":true}})");
    QCOMPARE(answer.code(), QStringLiteral("reason_missing"));
    const Answer plan = m_harness->post(
        "bulk-operations", R"({"action":"reenqueue","selection":{"all":true},"dry_run":true})");
    QCOMPARE(plan.status, 200);
}

void BulkTest::productionDemandsItsName_data()
{
    QTest::addColumn<std::string>("environment");
    QTest::addColumn<std::string>("confirm");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const std::string named = R"(,"confirm":"production")";
    QTest::newRow("production, nothing typed")
        << std::string("production") << std::string() << 422 << QStringLiteral("confirm_missing");
    QTest::newRow("production, another name")
        << std::string("production") << std::string(R"(,"confirm":"staging")") << 422
        << QStringLiteral("confirm_wrong");
    QTest::newRow("production, its name") << std::string("production") << named << 202 << QString();
    QTest::newRow("staging, nothing typed")
        << std::string("staging") << std::string() << 202 << QString();
    QTest::newRow("staging, another name")
        << std::string("staging") << named << 422 << QStringLiteral("confirm_wrong");
}

void BulkTest::productionDemandsItsName()
{
    QFETCH(const std::string, environment);
    QFETCH(const std::string, confirm);
    QFETCH(const int, status);
    QFETCH(const QString, code);
    m_harness->addFailed();
    m_harness->sql("UPDATE gatehouse.setting SET value = $1 WHERE name = 'environment'",
                   {environment});
    const Answer answer =
        m_harness->post("bulk-operations", bulkBody("reenqueue", openFilter, confirm));
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.code(), code);
}

void BulkTest::whatMatchesNothingIsNotStarted()
{
    const Answer nothing = m_harness->post("bulk-operations", bulkBody("retry", R"({"all":true})"));
    QCOMPARE(nothing.status, 422);
    QCOMPARE(nothing.code(), QStringLiteral("nothing_to_do"));
    const auto event = m_harness->addEvent("processed");
    const std::string job = m_harness->addJob(event, "succeeded");
    QCOMPARE(m_harness->post("bulk-operations", bulkBody("retry", idsOf({job}))).code(),
             QStringLiteral("nothing_to_do"));
    QCOMPARE(count("gatehouse.bulk_operation"), QStringLiteral("0"));
}

void BulkTest::aRepeatStartsNothingTwice()
{
    m_harness->addFailed();
    const std::string body = bulkBody("reenqueue", openFilter);
    const Answer first = m_harness->post("bulk-operations", body, "the-key");
    const Answer again = m_harness->post("bulk-operations", body, "the-key");
    QCOMPARE(first.status, 202);
    QCOMPARE(again.text("id"), first.text("id"));
    QCOMPARE(count("gatehouse.bulk_operation"), QStringLiteral("1"));
}

void BulkTest::eachActionDoesWhatItSays_data()
{
    QTest::addColumn<std::string>("action");
    QTest::addColumn<QString>("job");
    QTest::addColumn<QString>("letter");
    QTest::addColumn<QString>("event");
    QTest::addColumn<QString>("entry");
    QTest::newRow("reenqueue") << std::string("reenqueue") << QStringLiteral("pending")
                               << QStringLiteral("reenqueued") << QStringLiteral("queued")
                               << QStringLiteral("dlq.reenqueue");
    QTest::newRow("retry") << std::string("retry") << QStringLiteral("pending")
                           << QStringLiteral("reenqueued") << QStringLiteral("queued")
                           << QStringLiteral("jobs.retry");
    QTest::newRow("discard") << std::string("discard") << QStringLiteral("dead")
                             << QStringLiteral("discarded") << QStringLiteral("discarded")
                             << QStringLiteral("dlq.discard");
    QTest::newRow("cancel") << std::string("cancel") << QStringLiteral("cancelled")
                            << QStringLiteral("discarded") << QStringLiteral("discarded")
                            << QStringLiteral("jobs.cancel");
}

void BulkTest::eachActionDoesWhatItSays()
{
    QFETCH(const std::string, action);
    const auto failed = m_harness->addFailed();
    if (action == "cancel") {
        m_harness->sql("UPDATE gatehouse.job_execution SET status = 'waiting'");
        m_harness->sql("UPDATE gatehouse.dead_letter SET state = 'reenqueued'");
    }
    const std::string operation = start(action, R"({"all":true})");
    runAll();
    QCOMPARE(state(operation), QStringLiteral("finished"));
    QTEST(m_harness->statusOf("job_execution", failed.job), "job");
    QTEST(m_harness->statusOf("dead_letter", failed.letter, "state"), "letter");
    QTEST(m_harness->statusOf("webhook_event", failed.event), "event");
    QTEST(m_harness->database.cell("SELECT action FROM gatehouse.audit"
                                   " WHERE detail->>'bulk_operation' = $1",
                                   {operation}),
          "entry");
}

void BulkTest::theSetIsFrozenWhenItStarts()
{
    m_harness->addFailed();
    start("reenqueue", openFilter);
    const auto later = m_harness->addFailed();
    runAll();
    QCOMPARE(m_harness->statusOf("dead_letter", later.letter, "state"), QStringLiteral("open"));
    QCOMPARE(count("gatehouse.dead_letter WHERE state = 'reenqueued'"), QStringLiteral("1"));
}

void BulkTest::everyItemIsOnceInTheLedger()
{
    addFailures(7);
    const std::string operation = start("reenqueue", openFilter);
    runAll();
    const auto rows = m_harness->sql(
        "SELECT count(*), count(DISTINCT target_id), min(actor), min(reason), "
        "min(detail->'before'->>'state'),"
        " min(detail->'after'->>'state') FROM gatehouse.audit WHERE detail->>'bulk_operation' = $1",
        {operation});
    QCOMPARE(rows.get<std::int64_t>(0, 0), 7);
    QCOMPARE(rows.get<std::int64_t>(0, 1), 7);
    QCOMPARE(rows.get<std::string>(0, 2), std::string("admin"));
    QCOMPARE(rows.get<std::string>(0, 3), std::string("WordPress is back"));
    QCOMPARE(rows.get<std::string>(0, 4), std::string("open"));
    QCOMPARE(rows.get<std::string>(0, 5), std::string("reenqueued"));
    QCOMPARE(m_harness->database.cell("SELECT string_agg(action, ' ' ORDER BY sequence)"
                                      " FROM gatehouse.audit WHERE target_id = $1",
                                      {operation}),
             QStringLiteral("bulk-operations.start bulk-operations.finish"));
}

void BulkTest::twoOperatorsDoNothingTwice()
{
    const auto failed = addFailures(2);
    const std::string first = start("reenqueue", idsOf({failed[0].letter}));
    const std::string body = bulkBody("reenqueue", openFilter, R"(,"dry_run":true)");
    const QString held =
        QStringLiteral("it is in bulk operation %1 of admin").arg(QString::fromStdString(first));
    QCOMPARE(textsOf(m_harness->post("bulk-operations", body).json()[u"not_eligible"], "why"),
             (QStringList{held + QStringLiteral(" 1")}));
    const Answer second = m_harness->post("bulk-operations", bulkBody("retry", R"({"all":true})"));
    QCOMPARE(second.json()[u"total"].toInt(), 2);
    QCOMPARE(second.json()[u"pending"].toInt(), 1);
    QCOMPARE(m_harness->database.cell("SELECT why FROM gatehouse.bulk_item WHERE operation_id = $1"
                                      " AND outcome = 'not_eligible'",
                                      {*Uuid::parse(second.text("id").toStdString())}),
             held);
    runAll();
    runAll();
    QCOMPARE(count("gatehouse.dead_letter WHERE reenqueues = 1"), QStringLiteral("2"));
}

void BulkTest::whatChangedMeanwhileIsNotEligible()
{
    const auto failed = addFailures(2);
    const std::string operation = start("reenqueue", openFilter);
    QCOMPARE(m_harness->post("dlq/" + failed[0].letter + "/discard").status, 200);
    runAll();
    QCOMPARE(m_harness->database.cell("SELECT why FROM gatehouse.bulk_item WHERE target_id = $1",
                                      {*Uuid::parse(failed[0].letter)}),
             QStringLiteral("it is not open any more: it is discarded"));
    const Answer shown = m_harness->get("bulk-operations/" + operation);
    QCOMPARE(shown.json()[u"done"].toInt(), 1);
    QCOMPARE(shown.json()[u"not_eligible"].toInt(), 1);
    QCOMPARE(shown.json()[u"deliveries"][u"under_way"].toInt(), 1);
}

void BulkTest::anItemThatCannotBeDoneFailsAlone()
{
    const auto failed = addFailures(5);
    m_harness->sql("ALTER TABLE gatehouse.job_execution ADD CONSTRAINT broken CHECK (status = "
                   "'dead' OR id <> '"
                   + failed[2].job + "')");
    const std::string operation = start("reenqueue", openFilter);
    BulkRunnerOptions options;
    options.database = m_harness->database.options();
    std::atomic<int> changes = 0;
    options.changed = [&] { ++changes; };
    const BulkRunner runner(options, m_harness->database.clock, m_harness->database.log);
    QTRY_COMPARE(state(operation), QStringLiteral("finished"));
    QCOMPARE(count("gatehouse.bulk_item WHERE outcome = 'done'"), QStringLiteral("4"));
    QCOMPARE(m_harness->database.cell("SELECT target_id::text FROM gatehouse.bulk_item WHERE "
                                      "outcome = 'failed' AND why <> ''"),
             QString::fromStdString(failed[2].letter));
    QCOMPARE(m_harness->statusOf("job_execution", failed[2].job), QStringLiteral("dead"));
    QVERIFY(changes > 0);
}

void BulkTest::aPausedOneWaitsUntilItIsResumed()
{
    addFailures(4);
    const std::string operation = start("reenqueue", openFilter);
    const auto work = claim();
    QCOMPARE(step(work, 1).settled, 1);
    const Answer paused = m_harness->post("bulk-operations/" + operation + "/pause");
    QCOMPARE(paused.status, 200);
    QCOMPARE(paused.text("state"), QStringLiteral("paused"));
    QCOMPARE(paused.text("state_reason"), QStringLiteral("a test"));
    QVERIFY(step(work, 1).isOver);
    QVERIFY(!claim("another").action);
    QCOMPARE(count("gatehouse.bulk_item WHERE outcome = 'pending'"), QStringLiteral("3"));
    QCOMPARE(m_harness->post("bulk-operations/" + operation + "/resume").text("state"),
             QStringLiteral("running"));
    runAll();
    QCOMPARE(state(operation), QStringLiteral("finished"));
    QCOMPARE(count("gatehouse.dead_letter WHERE reenqueues = 1"), QStringLiteral("4"));
}

void BulkTest::aCancelledOneSkipsTheRest()
{
    addFailures(3);
    const std::string operation = start("reenqueue", openFilter);
    const auto work = claim();
    step(work, 1);
    const Answer cancelled = m_harness->post("bulk-operations/" + operation + "/cancel");
    QCOMPARE(cancelled.text("state"), QStringLiteral("cancelled"));
    QCOMPARE(cancelled.json()[u"skipped"].toInt(), 2);
    QVERIFY(step(work, 1).isOver);
    QCOMPARE(count("gatehouse.dead_letter WHERE state = 'open'"), QStringLiteral("2"));
    // They are free for another one.
    QCOMPARE(m_harness->post("bulk-operations", bulkBody("reenqueue", openFilter))
                 .json()[u"pending"]
                 .toInt(),
             2);
}

void BulkTest::statesRefuseWhatDoesNotFit_data()
{
    QTest::addColumn<std::string>("state");
    QTest::addColumn<std::string>("verb");
    QTest::addColumn<QString>("code");
    const auto add = [](const std::string &state, const std::string &verb, const char *code) {
        QTest::addRow("%s %s", verb.c_str(), state.c_str())
            << state << verb << QString::fromLatin1(code);
    };
    for (const char *state : {"paused", "stopped", "cancelled", "finished"})
        add(state, "pause", "not_running");
    for (const char *state : {"planned", "running", "cancelled", "finished"})
        add(state, "resume", "not_paused");
    for (const char *state : {"cancelled", "finished"})
        add(state, "cancel", "is_over");
    add("planned", "pause", "");
    add("stopped", "resume", "");
    add("stopped", "cancel", "");
}

void BulkTest::statesRefuseWhatDoesNotFit()
{
    QFETCH(const std::string, state);
    QFETCH(const std::string, verb);
    QFETCH(const QString, code);
    addFailures(1);
    const std::string operation = start("reenqueue", openFilter);
    m_harness->sql("UPDATE gatehouse.bulk_operation SET state = $1", {state});
    const Answer answer = m_harness->post("bulk-operations/" + operation + '/' + verb);
    QCOMPARE(answer.status, code.isEmpty() ? 200 : 409);
    QCOMPARE(answer.code(), code);
}

void BulkTest::oneGatewayAtATimeHoldsIt()
{
    addFailures(3);
    start("reenqueue", openFilter);
    const auto work = claim("one");
    QVERIFY(!claim("two").action);
    m_harness->sql("UPDATE gatehouse.bulk_operation SET lease_until = now() - interval '1 s'");
    QVERIFY(claim("two").action);
    QVERIFY(step(work, 1, "one").isOver);
    QCOMPARE(count("gatehouse.bulk_item WHERE outcome = 'pending'"), QStringLiteral("3"));
    QCOMPARE(step(work, 1, "two").settled, 1);
}

void BulkTest::itStopsWhenTooMuchComesBack()
{
    addFailures(12);
    const std::string operation = start("reenqueue", openFilter);
    const auto work = claim();
    step(work, 11);
    auto session = m_harness->database.session("gatehouse_gateway");
    const auto verdict = [&] { return *gateway::judgeBulkWork(session, work); };
    QCOMPARE(verdict().judged, 0); // nothing has come back
    m_harness->sql(
        "UPDATE gatehouse.job_execution SET status = 'succeeded' WHERE id IN"
        " (SELECT job_id FROM gatehouse.bulk_item WHERE outcome = 'done' ORDER BY id LIMIT 4)");
    QVERIFY(!gateway::isTooBad(verdict(), 0.5));
    m_harness->sql(
        "UPDATE gatehouse.job_execution SET status = 'waiting' WHERE status = 'pending'");
    QCOMPARE(verdict().judged, 11);
    QCOMPARE(verdict().failed, 7);
    QVERIFY(!gateway::isTooBad(verdict(), 0.7));
    QVERIFY(gateway::isTooBad(verdict(), 0.5));
    QVERIFY(gateway::stopBulkWork(session, work, "one", verdict()));
    QCOMPARE(state(operation), QStringLiteral("stopped"));
    QCOMPARE(m_harness->statusOf("bulk_operation", operation, "state_reason"),
             QStringLiteral("7 of the last 11 items that came back failed"));
    QVERIFY(step(work, 1).isOver);
    QCOMPARE(count("gatehouse.audit WHERE action = 'bulk-operations.stop' AND target_id = '"
                   + operation + '\''),
             QStringLiteral("1"));
}

void BulkTest::whatFailedBeforeItWasResumedIsForgiven()
{
    addFailures(12);
    const std::string operation = start("reenqueue", openFilter);
    auto work = claim();
    step(work, 11);
    m_harness->sql(
        "UPDATE gatehouse.job_execution SET status = 'waiting' WHERE status = 'pending'");
    auto session = m_harness->database.session("gatehouse_gateway");
    QVERIFY(gateway::stopBulkWork(session, work, "one", *gateway::judgeBulkWork(session, work)));
    QCOMPARE(m_harness->post("bulk-operations/" + operation + "/resume").status, 200);
    work = claim();
    QCOMPARE(gateway::judgeBulkWork(session, work)->judged, 0);
}

void BulkTest::aLimitedTokenSelectsAndSeesItsOwn()
{
    m_harness->addFailed("acme");
    m_harness->addFailed("globex");
    const std::string token = m_harness->addScopedToken("support", {"acme"});
    const std::string of = start("reenqueue", openFilter);
    QCOMPARE(m_harness->get("bulk-operations/" + of, token).status, 404);
    QCOMPARE(m_harness->get("bulk-operations/" + of + "/items", token).status, 404);
    QCOMPARE(m_harness->get("bulk-operations/" + of + "/stream", token).status, 404);
    QCOMPARE(
        m_harness->post("bulk-operations/" + of + "/cancel", R"({"reason":"x"})", "auto", token)
            .status,
        404);
    QCOMPARE(m_harness->get("bulk-operations", token).items().size(), 0);
    const std::string all = R"({"all":true})";
    const Answer plan = m_harness->post(
        "bulk-operations", bulkBody("retry", all, R"(,"dry_run":true)"), "auto", token);
    QCOMPARE(textsOf(plan.json()[u"not_eligible"], "why"),
             (QStringList{QStringLiteral("it is in another bulk operation 1")}));
    QCOMPARE(m_harness->post("bulk-operations/" + of + "/cancel").status, 200);
    const Answer own = m_harness->post("bulk-operations", bulkBody("retry", all), "auto", token);
    QCOMPARE(own.json()[u"total"].toInt(), 1);
    QCOMPARE(m_harness->get("bulk-operations", token).items().size(), 1);
}

void BulkTest::itemsAreListedPageByPage()
{
    addFailures(5);
    const std::string operation = start("reenqueue", openFilter);
    step(claim(), 2);
    const std::string path = "bulk-operations/" + operation + "/items";
    QSet<QString> targets;
    std::string cursor;
    for (int page = 0; page < 3; ++page) {
        const Answer answer = m_harness->get(path + "?limit=2" + cursor);
        for (const QJsonValue &item : answer.items())
            targets += item[u"target_id"].toString();
        cursor = "&cursor=" + answer.text("next").toStdString();
    }
    QCOMPARE(targets.size(), 5);
    const Answer pending = m_harness->get(path + "?outcome=pending");
    QCOMPARE(pending.items().size(), 3);
    QCOMPARE(m_harness->get(path + "?outcome=pending&count=true").json()[u"count"].toInt(), 3);
    start("retry", idsOf({m_harness->addFailed().job}));
    QCOMPARE(m_harness->get(path).items().size(), 5);
}

void BulkTest::theStreamEndsWithTheOperation()
{
    addFailures(1);
    const std::string operation = start("reenqueue", openFilter);
    runAll();
    const Answer stream = m_harness->get("bulk-operations/" + operation + "/stream");
    QCOMPARE(stream.headers.at("content-type"), std::string("text/event-stream"));
    QVERIFY(stream.body.starts_with("event: progress\ndata: {"));
    QVERIFY(stream.body.ends_with("}\n\n"));
    QVERIFY(stream.body.find(R"("finished")") != std::string::npos);
}

void BulkTest::theStreamGoesOnWhileItRuns()
{
    addFailures(2);
    const std::string operation = start("reenqueue", openFilter);
    std::jthread turn([&] {
        // The stream is asked for as many times as it takes, so whenever this comes it ends there.
        m_harness->post("bulk-operations/" + operation + "/cancel");
    });
    const Answer stream = m_harness->get("bulk-operations/" + operation + "/stream");
    QCOMPARE(stream.status, 200);
    QVERIFY(stream.body.find(R"("cancelled")") != std::string::npos);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::BulkTest)
#include "bulk_test.moc"
