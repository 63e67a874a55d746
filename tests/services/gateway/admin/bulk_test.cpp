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
    void itemsOfTheSameTimeStandByTheirNumbers();
    void theItemsOfAllOperationsAreOneList();
    void theDeliveriesAreCountedWhenTheJobsChange();
    void aJobThatAnotherOnePutsBackIsCountedByBoth();
    void whatWasDiscardedIsNoDelivery();
    void whatWasThereBeforeTheCountsIsCountedAsItHappened();
    void thePaceIsWhatWasPlannedAndWhatWasDone();
    void thePaceSaysWhenItStoppedAndBeganAnew();
    void whatHasNotBegunHasNoPace();
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
    QJsonObject deliveriesOf(const std::string &operation)
    {
        return m_harness->get("bulk-operations/" + operation).json()[u"deliveries"].toObject();
    }
    QJsonObject paceOf(const std::string &operation)
    {
        return m_harness->get("bulk-operations/" + operation + "/pace").json();
    }
    void finishJobs(const std::string &status, int most)
    {
        m_harness->sql("UPDATE gatehouse.job_execution SET status = $1 WHERE id IN (SELECT id FROM"
                       " gatehouse.job_execution WHERE status = 'pending' ORDER BY id LIMIT $2)",
                       {status, std::int64_t(most)});
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

/// What is kept of all operations beside their items' outcomes: deliveries, seconds and runs.
QStringList countsOf(GatewayDatabase &database)
{
    const QString counts = database.cell(
        "SELECT concat_ws(E'\n',"
        "(SELECT string_agg(concat_ws(' ', i.operation_id, i.id, i.delivery, j.is_in_bulk), E'\n'"
        "                   ORDER BY i.id)"
        "   FROM gatehouse.bulk_item i JOIN gatehouse.job_execution j ON j.id = i.job_id),"
        "(SELECT string_agg(concat_ws(' ', operation_id, delivery, items), E'\n' ORDER BY"
        "                   operation_id, delivery)"
        "   FROM (SELECT operation_id, delivery, sum(items) AS items"
        "           FROM gatehouse.bulk_delivery_count GROUP BY 1, 2) AS counted WHERE items <> 0),"
        "(SELECT string_agg(concat_ws(' ', operation_id, done, not_eligible, failed), E'\n'"
        "                   ORDER BY operation_id)"
        "   FROM (SELECT operation_id, sum(done) AS done, sum(not_eligible) AS not_eligible,"
        "                sum(failed) AS failed FROM gatehouse.bulk_second GROUP BY 1) AS counted),"
        "(SELECT string_agg(concat_ws(' ', operation_id, coalesce(ended_as, 'goes on')), E'\n'"
        "                   ORDER BY operation_id) FROM gatehouse.bulk_run))");
    return counts.split(u'\n');
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
        " gatehouse.dead_letter, gatehouse.job_execution, gatehouse.admin_request CASCADE");
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
    QCOMPARE(m_harness->get("bulk-operations/" + of + "/pace", token).status, 404);
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

/// As texts 100 would stand below 99.
void BulkTest::itemsOfTheSameTimeStandByTheirNumbers()
{
    m_harness->sql("ALTER TABLE gatehouse.bulk_item ALTER COLUMN id RESTART WITH 97");
    addFailures(6);
    const std::string operation = start("reenqueue", openFilter);
    const Answer answer = m_harness->get("bulk-operations/" + operation + "/items?limit=5");
    QList<int> ids;
    for (const QJsonValue &item : answer.items())
        ids += item[u"id"].toInt();
    QCOMPARE(ids, (QList<int>{102, 101, 100, 99, 98}));
}

void BulkTest::theItemsOfAllOperationsAreOneList()
{
    m_harness->addFailed("acme");
    const std::string ours = start("discard", openFilter);
    runAll();
    m_harness->addFailed("globex");
    const std::string theirs = start("reenqueue", openFilter);
    const QJsonArray items = m_harness->get("bulk-items").items();
    QCOMPARE(items.size(), 2);
    QCOMPARE(items[0][u"operation_id"].toString().toStdString(), theirs);
    QCOMPARE(items[0][u"event_type"].toString(), QStringLiteral("invoice.paid"));
    QCOMPARE(m_harness->get("bulk-items?outcome=done&operation_id=" + ours).items().size(), 1);
    QCOMPARE(m_harness->get("bulk-items?outcome=done&operation_id=" + theirs).items().size(), 0);
    const std::string token = m_harness->addScopedToken("viewer", {"acme"});
    const QJsonArray seen = m_harness->get("bulk-items", token).items();
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen[0][u"operation_id"].toString().toStdString(), ours);
}

void BulkTest::theDeliveriesAreCountedWhenTheJobsChange()
{
    addFailures(6);
    const std::string operation = start("reenqueue", openFilter);
    step(claim(), 5);
    QCOMPARE(deliveriesOf(operation)[u"under_way"].toInt(), 5);
    finishJobs("succeeded", 2);
    finishJobs("running", 1);
    finishJobs("waiting", 1);
    finishJobs("dead", 1);
    const QJsonObject now = deliveriesOf(operation);
    QCOMPARE(now[u"succeeded"].toInt(), 2);
    QCOMPARE(now[u"waiting"].toInt(), 1);
    QCOMPARE(now[u"dead"].toInt(), 1);
    QCOMPARE(now[u"under_way"].toInt(), 1);
    const QJsonArray dead = m_harness->get("bulk-items?delivery=dead").items();
    QCOMPARE(dead.size(), 1);
    QCOMPARE(dead[0][u"outcome"].toString(), QStringLiteral("done"));
}

void BulkTest::aJobThatAnotherOnePutsBackIsCountedByBoth()
{
    addFailures(1);
    const std::string first = start("reenqueue", openFilter);
    runAll();
    finishJobs("dead", 1);
    m_harness->sql("UPDATE gatehouse.dead_letter SET state = 'open'");
    QCOMPARE(deliveriesOf(first)[u"dead"].toInt(), 1);
    const std::string second = start("retry", R"({"all":true})");
    runAll();
    finishJobs("succeeded", 1);
    for (const std::string &each : {first, second}) {
        QCOMPARE(deliveriesOf(each)[u"dead"].toInt(), 0);
        QCOMPARE(deliveriesOf(each)[u"succeeded"].toInt(), 1);
    }
}

void BulkTest::whatWasDiscardedIsNoDelivery()
{
    addFailures(2);
    const std::string operation = start("discard", openFilter);
    runAll();
    const QJsonObject none = deliveriesOf(operation);
    QCOMPARE(none.size(), 4);
    QCOMPARE(none[u"dead"].toInt(), 0); // their jobs are, but nobody put them back
}

void BulkTest::whatWasThereBeforeTheCountsIsCountedAsItHappened()
{
    addFailures(3);
    start("reenqueue", openFilter); // finished, by one run
    runAll();
    for (const char *status : {"succeeded", "dead", "waiting"})
        finishJobs(status, 1);
    addFailures(1);
    start("discard", openFilter);
    runAll();
    addFailures(2);
    const std::string paused = start("reenqueue", openFilter);
    step(claim(), 1);
    QCOMPARE(m_harness->post("bulk-operations/" + paused + "/pause").status, 200);
    addFailures(2);
    const std::string running = start("reenqueue", openFilter);
    step(claim(), 1);
    addFailures(2);
    start("reenqueue", openFilter); // running, and its gateway was stopped
    step(claim("two"), 1, "two");
    m_harness->sql("UPDATE gatehouse.bulk_operation SET runner = NULL, lease_until = NULL"
                   " WHERE runner = 'two'");
    const QStringList asItHappened = countsOf(m_harness->database);
    for (const char *end : {" finished", " paused", " running", " goes on"})
        QVERIFY2(asItHappened.join(u'\n').contains(QLatin1String(end)), end);

    for (const char *undo :
         {"UPDATE gatehouse.bulk_item SET delivery = NULL",
          "UPDATE gatehouse.job_execution SET is_in_bulk = false",
          "TRUNCATE gatehouse.bulk_delivery_count, gatehouse.bulk_second, gatehouse.bulk_run"})
        m_harness->sql(undo);
    m_harness->database.migrateAgain(40);
    QCOMPARE(countsOf(m_harness->database), asItHappened);
    QCOMPARE(deliveriesOf(running)[u"under_way"].toInt(), 1);
}

void BulkTest::thePaceIsWhatWasPlannedAndWhatWasDone()
{
    addFailures(3);
    const std::string operation =
        m_harness
            ->post(
                "bulk-operations",
                R"({"action":"reenqueue","selection":{"all":true},"rate_per_second":5,"ramp":true,)"
                R"("reason":"a test"})")
            .text("id")
            .toStdString();
    const auto work = claim();
    m_harness->sql("UPDATE gatehouse.bulk_run SET began_at = began_at - interval '8 s'");
    step(work, 2);
    const QJsonObject pace = paceOf(operation);
    QCOMPARE(pace[u"bucket_seconds"].toInt(), 1);
    int done = 0;
    const QJsonArray buckets = pace[u"buckets"].toArray();
    for (const QJsonValue &bucket : buckets)
        done += bucket[u"done"].toInt();
    QCOMPARE(done, 2);
    const QJsonArray plan = pace[u"plan"].toArray(); // five seconds at 1, then 2
    QCOMPARE(plan.size(), 2);
    QCOMPARE(plan[0][u"per_second"].toInt(), 1);
    QCOMPARE(plan[1][u"per_second"].toInt(), 2);
    QCOMPARE(plan[0][u"until"].toString(), plan[1][u"from"].toString());
    QCOMPARE(plan[1][u"until"].toString(), pace[u"until"].toString());
    QCOMPARE(pace[u"ends"].toArray().size(), 0);
}

void BulkTest::thePaceSaysWhenItStoppedAndBeganAnew()
{
    addFailures(4);
    const std::string operation = start("reenqueue", openFilter);
    const auto work = claim();
    step(work, 2);
    auto session = m_harness->database.session("gatehouse_gateway");
    QVERIFY(gateway::stopBulkWork(session, work, "one", {2, 2}));
    QCOMPARE(m_harness->post("bulk-operations/" + operation + "/resume").status, 200);
    step(claim(), 4);
    const QJsonObject pace = paceOf(operation);
    const QJsonArray ends = pace[u"ends"].toArray();
    QCOMPARE(ends.size(), 2);
    QCOMPARE(ends[0][u"state"].toString(), QStringLiteral("stopped"));
    QCOMPARE(ends[1][u"state"].toString(), QStringLiteral("finished"));
    QCOMPARE(ends[1][u"at"].toString(), pace[u"until"].toString());
    QCOMPARE(pace[u"plan"].toArray().size(), 2); // at the full rate, twice
}

void BulkTest::whatHasNotBegunHasNoPace()
{
    addFailures(1);
    const QJsonObject pace = paceOf(start("reenqueue", openFilter));
    QVERIFY(pace[u"from"].isNull());
    QCOMPARE(pace[u"plan"].toArray().size(), 0);
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
