#include "adminharness.h"

#include <QTest>

#include <latch>
#include <thread>

namespace gatehouse::test {

class ChangesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_harness.reset(); }

    void reenqueueingALetterPutsItsJobBack();
    void retryingAJobPutsItBackWithItsLetter();
    void reenqueueingAnEventTakesAllItsDeadJobs();
    void cancellingTheOnlyJobDiscardsTheEvent();
    void discardingALetterLeavesTheJobDead();
    void discardingOneOfTwoLettersLeavesTheEventFailed();
    void discardingAnEventCancelsAndDiscardsAll();
    void aDiscardIsUndone();
    void onlyADiscardCanBeUndone();
    void aDiscardedEventCanBeReenqueued();
    void cancellingAReenqueuedJobDiscardsItsLetter();
    void aJobThatIsRunNowIsDueAtOnce();
    void refusesWhatTheStateDoesNotAllow_data();
    void refusesWhatTheStateDoesNotAllow();
    void anAiJobIsLeftToItsAiSystem();
    void anAiJobDoesNotSettleItsEvent();
    void everyChangeSetsCommitXidAnew();
    void twoAtOnceAreDoneOnce();
    void twoAtOnceUnderOneKeyGetTheSameAnswer();

    void aRepeatGivesTheFirstAnswer();
    void aRefusalIsRepeatedToo();
    void theSameKeyForAnotherRequestIs422();
    void keysOfTwoTokensDoNotMeet();
    void refusesBadRequests_data();
    void refusesBadRequests();
    void aReasonOf500CharactersPasses();
    void aBodyOver64KibIsRefused();
    void aRefusedRequestWritesNothing();

    void aReplayToProductionNeedsAGrantThatNamesItsTarget();
    void aReplaysPlanAndOutcomeAreInTheLedger();
    void aDeployIsInTheLedger();
    void aReplayThatCannotBeToldIsRefused_data();
    void aReplayThatCannotBeToldIsRefused();

    void theLedgerSaysWhoWhatAndWhy();
    void theLedgerNamesTheCallersProgram();
    void theLedgerNamesTheClientBehindAProxy();
    void theLedgerSaysWhatItWasAndWhatItBecame_data();
    void theLedgerSaysWhatItWasAndWhatItBecame();
    void theLedgersChainHolds();
    void changedIsCalledAfterTheCommitOnly();

private:
    std::string letterPath() { return "dlq/" + m_harness->addFailed().letter + "/reenqueue"; }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
};

void ChangesTest::initTestCase()
{
    m_cluster = TestCluster::start();
    m_harness = std::make_unique<AdminHarness>(*m_cluster);
}

namespace {

std::string replayBody(const std::string &phase, const std::string &environment)
{
    return "{\"id\":\"01a1e9b4-ed58-7327-b569-6ed663e67889\",\"phase\":\"" + phase
        + "\",\"target\":\"shop\",\"environment\":\"" + environment
        + "\",\"events\":50,\"detail\":{\"per_second\":10},\"reason\":\"what differs\"}";
}

} // namespace

void ChangesTest::aReplayToProductionNeedsAGrantThatNamesItsTarget()
{
    const auto told = [&] { return m_harness->post("replays", replayBody("plan", "production")); };
    QCOMPARE(told().code(), u"grant_needed");
    const auto grant = [&](const std::string &target) {
        return m_harness->post("production-grants",
                               "{\"targets\":[\"" + target + "\"],\"reason\":\"r\"}");
    };
    QCOMPARE(grant("other").status, 201);
    QCOMPARE(told().code(), u"grant_needed");
    const Answer granted = grant("shop");
    QCOMPARE(told().status, 200);
    QCOMPARE(told().text("allowed_until"), granted.text("expires_at"));
    QCOMPARE(m_harness->get("production-grants").items().size(), 2);
    m_harness->sql("UPDATE gatehouse.production_grant SET expires_at = now() - interval '1 ms'");
    QCOMPARE(told().code(), u"grant_needed");
    QVERIFY(m_harness->get("production-grants").items().isEmpty());
}

void ChangesTest::aReplaysPlanAndOutcomeAreInTheLedger()
{
    for (const char *phase : {"plan", "outcome"}) {
        QCOMPARE(m_harness->post("replays", replayBody(phase, "staging")).status, 200);
        const QJsonObject entry = m_harness->get("audit").items()[0].toObject();
        QCOMPARE(entry[u"action"].toString(), QLatin1String("replay.") + QLatin1String(phase));
        QCOMPARE(entry[u"reason"].toString(), u"what differs");
        QCOMPARE(entry[u"detail"][u"target"].toString(), u"shop");
        QCOMPARE(entry[u"detail"][u"events"].toInt(), 50);
        QCOMPARE(entry[u"detail"][QLatin1String(phase)][u"per_second"].toInt(), 10);
    }
}

void ChangesTest::aDeployIsInTheLedger()
{
    const Answer noted = m_harness->post("deploys", R"({"name":"shop 1.4.2","reason":"release"})");
    QCOMPARE(noted.status, 200);
    QCOMPARE(noted.text("name"), u"shop 1.4.2");
    const QJsonObject entry = m_harness->get("audit").items()[0].toObject();
    QCOMPARE(entry[u"action"].toString(), u"deploy");
    QCOMPARE(entry[u"target_id"].toString(), u"shop 1.4.2");
    QCOMPARE(m_harness->post("deploys", R"({"reason":"release"})").code(), u"field_invalid");
}

void ChangesTest::aReplayThatCannotBeToldIsRefused_data()
{
    QTest::addColumn<std::string>("what");
    QTest::addColumn<std::string>("with");
    QTest::newRow("id") << std::string("01a1e9b4-ed58") << std::string("no-uuid");
    QTest::newRow("phase") << std::string("\"plan\"") << std::string("\"begin\"");
    QTest::newRow("detail") << std::string("\"per_second\":10")
                            << "\"more\":\"" + std::string(5000, 'x') + '"';
}

void ChangesTest::aReplayThatCannotBeToldIsRefused()
{
    QFETCH(std::string, what);
    QFETCH(std::string, with);
    std::string body = replayBody("plan", "staging");
    body.replace(body.find(what), what.size(), with);
    QCOMPARE(m_harness->post("replays", body).code(), u"field_invalid");
}

void ChangesTest::reenqueueingALetterPutsItsJobBack()
{
    const auto failed = m_harness->addFailed();
    const Answer answer =
        m_harness->post("dlq/" + failed.letter + "/reenqueue", R"({"reason":"back"})", "auto",
                        AdminHarness::tokenOf("support"));
    QVERIFY2(answer.status == 200, answer.body.c_str());
    QCOMPARE(answer.text("state"), QStringLiteral("reenqueued"));
    QCOMPARE(answer.text("state_changed_by"), QStringLiteral("support"));
    QCOMPARE(answer.text("job_status"), QStringLiteral("pending"));
    QCOMPARE(answer.json()[u"reenqueues"].toInt(), 1);
    QCOMPARE(m_harness->statusOf("job_execution", failed.job, "attempts"), QStringLiteral("0"));
    QCOMPARE(m_harness->statusOf("job_execution", failed.job, "error IS NULL"),
             QStringLiteral("true"));
    QCOMPARE(m_harness->statusOf("job_execution", failed.job, "next_attempt_at <= now()"),
             QStringLiteral("true"));
    QCOMPARE(m_harness->statusOf("job_execution", failed.job, "idempotency_key").toStdString(),
             "key-" + failed.job);
    QCOMPARE(m_harness->statusOf("webhook_event", failed.event), QStringLiteral("queued"));
}

void ChangesTest::retryingAJobPutsItBackWithItsLetter()
{
    const auto failed = m_harness->addFailed();
    const Answer answer = m_harness->post("jobs/" + failed.job + "/retry");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.text("status"), QStringLiteral("pending"));
    QCOMPARE(m_harness->statusOf("dead_letter", failed.letter, "state"),
             QStringLiteral("reenqueued"));
    QCOMPARE(m_harness->statusOf("webhook_event", failed.event), QStringLiteral("queued"));
}

void ChangesTest::reenqueueingAnEventTakesAllItsDeadJobs()
{
    const auto failed = m_harness->addFailed();
    const std::string second = m_harness->addJob(failed.event, "dead");
    const std::string done = m_harness->addJob(failed.event, "succeeded");
    const Answer answer = m_harness->post("events/" + failed.event + "/reenqueue");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.text("status"), QStringLiteral("queued"));
    QCOMPARE(m_harness->statusOf("job_execution", failed.job), QStringLiteral("pending"));
    QCOMPARE(m_harness->statusOf("job_execution", second), QStringLiteral("pending"));
    QCOMPARE(m_harness->statusOf("job_execution", done), QStringLiteral("succeeded"));
    QCOMPARE(m_harness->statusOf("dead_letter", failed.letter, "state"),
             QStringLiteral("reenqueued"));
}

void ChangesTest::cancellingTheOnlyJobDiscardsTheEvent()
{
    const std::string event = m_harness->addEvent("queued");
    const std::string job = m_harness->addJob(event, "waiting");
    const Answer answer = m_harness->post("jobs/" + job + "/cancel");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.text("status"), QStringLiteral("cancelled"));
    QCOMPARE(m_harness->statusOf("webhook_event", event), QStringLiteral("discarded"));
}

void ChangesTest::discardingALetterLeavesTheJobDead()
{
    const auto failed = m_harness->addFailed();
    const Answer answer = m_harness->post("dlq/" + failed.letter + "/discard");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.text("state"), QStringLiteral("discarded"));
    QCOMPARE(answer.text("job_status"), QStringLiteral("dead"));
    QCOMPARE(m_harness->statusOf("webhook_event", failed.event), QStringLiteral("discarded"));
}

void ChangesTest::discardingOneOfTwoLettersLeavesTheEventFailed()
{
    const auto failed = m_harness->addFailed();
    const std::string other = m_harness->addLetter(m_harness->addJob(failed.event, "dead"));
    QCOMPARE(m_harness->post("dlq/" + failed.letter + "/discard").status, 200);
    QCOMPARE(m_harness->statusOf("webhook_event", failed.event), QStringLiteral("failed"));
    QCOMPARE(m_harness->post("dlq/" + other + "/discard").status, 200);
    QCOMPARE(m_harness->statusOf("webhook_event", failed.event), QStringLiteral("discarded"));
}

void ChangesTest::discardingAnEventCancelsAndDiscardsAll()
{
    const auto failed = m_harness->addFailed();
    const std::string open = m_harness->addJob(failed.event, "pending");
    const Answer answer = m_harness->post("events/" + failed.event + "/discard");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.text("status"), QStringLiteral("discarded"));
    QCOMPARE(m_harness->statusOf("job_execution", open), QStringLiteral("cancelled"));
    QCOMPARE(m_harness->statusOf("job_execution", failed.job), QStringLiteral("dead"));
    QCOMPARE(m_harness->statusOf("dead_letter", failed.letter, "state"),
             QStringLiteral("discarded"));
}

void ChangesTest::aDiscardIsUndone()
{
    const auto failed = m_harness->addFailed();
    QCOMPARE(m_harness->post("dlq/" + failed.letter + "/discard").status, 200);
    const Answer answer = m_harness->post("dlq/" + failed.letter + "/undo");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.text("state"), QStringLiteral("open"));
    QCOMPARE(m_harness->statusOf("webhook_event", failed.event), QStringLiteral("failed"));
    QCOMPARE(m_harness->post("dlq/" + failed.letter + "/reenqueue").status, 200);
}

void ChangesTest::onlyADiscardCanBeUndone()
{
    const auto failed = m_harness->addFailed();
    QCOMPARE(m_harness->post("dlq/" + failed.letter + "/undo").code(),
             QStringLiteral("not_discarded"));
    QCOMPARE(m_harness->post("dlq/" + failed.letter + "/reenqueue").status, 200);
    QCOMPARE(m_harness->post("jobs/" + failed.job + "/cancel").status, 200);
    // The letter is discarded with it, but the job is not dead.
    QCOMPARE(m_harness->post("dlq/" + failed.letter + "/undo").code(),
             QStringLiteral("not_discarded"));
}

void ChangesTest::aDiscardedEventCanBeReenqueued()
{
    const auto failed = m_harness->addFailed();
    QCOMPARE(m_harness->post("events/" + failed.event + "/discard").status, 200);
    const Answer answer = m_harness->post("events/" + failed.event + "/reenqueue");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.text("status"), QStringLiteral("queued"));
    QCOMPARE(m_harness->statusOf("dead_letter", failed.letter, "state"),
             QStringLiteral("reenqueued"));
}

void ChangesTest::cancellingAReenqueuedJobDiscardsItsLetter()
{
    const auto failed = m_harness->addFailed();
    QCOMPARE(m_harness->post("dlq/" + failed.letter + "/reenqueue").status, 200);
    QCOMPARE(m_harness->post("jobs/" + failed.job + "/cancel").status, 200);
    QCOMPARE(m_harness->statusOf("dead_letter", failed.letter, "state"),
             QStringLiteral("discarded"));
}

void ChangesTest::aJobThatIsRunNowIsDueAtOnce()
{
    for (const std::string status : {"pending", "waiting"}) {
        const std::string job = m_harness->addJob(m_harness->addEvent(), status);
        const Answer answer = m_harness->post("jobs/" + job + "/run-now");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.text("status").toStdString(), status);
        QCOMPARE(m_harness->statusOf("job_execution", job, "next_attempt_at <= now()"),
                 QStringLiteral("true"));
        const QJsonObject entry = m_harness->get("audit?limit=1").items()[0].toObject();
        QCOMPARE(entry[u"action"].toString(), QStringLiteral("jobs.run_now"));
        const QJsonValue before = entry[u"detail"][u"before"][u"next_attempt_at"];
        QVERIFY(before.isString() && before != entry[u"detail"][u"after"][u"next_attempt_at"]);
    }
}

void ChangesTest::refusesWhatTheStateDoesNotAllow_data()
{
    QTest::addColumn<QByteArray>("path"); // E, J, L: ids of an event, job and letter
    QTest::addColumn<QByteArray>("job");
    QTest::addColumn<QByteArray>("letter");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *path, const char *job, const char *letter, const char *code) {
        QTest::addRow("%s of a %s job, letter %s", path, job, letter)
            << QByteArray(path) << QByteArray(job) << QByteArray(letter)
            << QString::fromLatin1(code);
    };
    for (const char *state : {"reenqueued", "recovered", "discarded"}) {
        row("dlq/L/reenqueue", "dead", state, "not_open");
        row("dlq/L/discard", "dead", state, "not_open");
    }
    row("dlq/L/reenqueue", "running", "open", "not_open");
    for (const char *status : {"pending", "running", "waiting", "succeeded", "cancelled"})
        row("jobs/J/retry", status, "discarded", "not_dead");
    for (const char *status : {"running", "dead", "succeeded", "cancelled"})
        row("jobs/J/cancel", status, "discarded", "not_cancellable");
    for (const char *status : {"running", "dead", "succeeded", "cancelled"})
        row("jobs/J/run-now", status, "discarded", "not_waiting");
    row("events/E/reenqueue", "succeeded", "recovered", "nothing_to_reenqueue");
    row("events/E/discard", "succeeded", "recovered", "nothing_to_discard");
    row("events/E/discard", "running", "reenqueued", "job_running");
}

void ChangesTest::refusesWhatTheStateDoesNotAllow()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, job);
    QFETCH(QByteArray, letter);
    QFETCH(QString, code);
    const std::string event = m_harness->addEvent();
    const std::string jobId = m_harness->addJob(event, job.toStdString());
    const std::string letterId = m_harness->addLetter(jobId, letter.toStdString());
    path.replace("/E/", "/" + QByteArray::fromStdString(event) + "/");
    path.replace("/J/", "/" + QByteArray::fromStdString(jobId) + "/");
    path.replace("/L/", "/" + QByteArray::fromStdString(letterId) + "/");
    const std::int64_t before = m_harness->auditEntries();
    const Answer answer = m_harness->post(path.toStdString());
    QCOMPARE(answer.status, 409);
    QCOMPARE(answer.code(), code);
    QCOMPARE(m_harness->statusOf("job_execution", jobId).toUtf8(), job);
    QCOMPARE(m_harness->statusOf("dead_letter", letterId, "state").toUtf8(), letter);
    QCOMPARE(m_harness->auditEntries(), before);
}

void ChangesTest::anAiJobIsLeftToItsAiSystem()
{
    const std::string event = m_harness->addEvent("processed", "acme", "ai", "job.failed");
    const std::string dead = m_harness->addAiJob(event, "dead");
    const std::string pending = m_harness->addAiJob(event, "pending");
    for (const std::string &path : {"jobs/" + dead + "/retry", "jobs/" + pending + "/cancel",
                                    "jobs/" + pending + "/run-now"}) {
        const Answer answer = m_harness->post(path);
        QCOMPARE(answer.status, 409);
        QCOMPARE(answer.code(), QStringLiteral("not_a_delivery"));
    }
    QCOMPARE(m_harness->post("events/" + event + "/reenqueue").code(),
             QStringLiteral("nothing_to_reenqueue"));
    QCOMPARE(m_harness->post("events/" + event + "/discard").code(),
             QStringLiteral("nothing_to_discard"));
    QCOMPARE(m_harness->statusOf("job_execution", dead), QStringLiteral("dead"));
    QCOMPARE(m_harness->statusOf("job_execution", pending), QStringLiteral("pending"));
}

void ChangesTest::anAiJobDoesNotSettleItsEvent()
{
    const auto failed = m_harness->addFailed("acme", "ai");
    m_harness->addAiJob(failed.event, "dead");
    QCOMPARE(m_harness->post("dlq/" + failed.letter + "/discard").status, 200);
    QCOMPARE(m_harness->statusOf("webhook_event", failed.event), QStringLiteral("discarded"));
}

void ChangesTest::everyChangeSetsCommitXidAnew()
{
    const auto failed = m_harness->addFailed();
    const QString job = m_harness->statusOf("job_execution", failed.job, "commit_xid");
    const QString letter = m_harness->statusOf("dead_letter", failed.letter, "commit_xid");
    const QString event = m_harness->statusOf("webhook_event", failed.event, "commit_xid");
    QCOMPARE(m_harness->post("dlq/" + failed.letter + "/reenqueue").status, 200);
    QVERIFY(m_harness->statusOf("job_execution", failed.job, "commit_xid") != job);
    QVERIFY(m_harness->statusOf("dead_letter", failed.letter, "commit_xid") != letter);
    QVERIFY(m_harness->statusOf("webhook_event", failed.event, "commit_xid") != event);
}

/// Two operators, several rounds: one 200 and one 409 each.
void ChangesTest::twoAtOnceAreDoneOnce()
{
    for (int round = 0; round < 10; ++round) {
        const std::string path = letterPath();
        std::latch start(2);
        int first = 0;
        const auto post = [&] {
            start.arrive_and_wait();
            return m_harness->post(path).status;
        };
        std::thread other([&] { first = post(); });
        const int second = post();
        other.join();
        QCOMPARE(std::min(first, second), 200);
        QCOMPARE(std::max(first, second), 409);
    }
}

void ChangesTest::twoAtOnceUnderOneKeyGetTheSameAnswer()
{
    const std::string path = letterPath();
    const std::int64_t before = m_harness->auditEntries();
    std::latch start(2);
    Answer first;
    const auto post = [&] {
        start.arrive_and_wait();
        return m_harness->post(path, R"({"reason":"x"})", "one-key");
    };
    std::thread other([&] { first = post(); });
    const Answer second = post();
    other.join();
    QCOMPARE(first.status, 200);
    QCOMPARE(second.status, 200);
    QCOMPARE(first.body, second.body);
    QCOMPARE(m_harness->auditEntries(), before + 1);
}

void ChangesTest::aRepeatGivesTheFirstAnswer()
{
    const std::string path = letterPath();
    const Answer first = m_harness->post(path, R"({"reason":"x"})", "repeat-1");
    const std::int64_t entries = m_harness->auditEntries();
    const int changes = m_harness->changes;
    const Answer again = m_harness->post(path, R"({"reason":"x"})", "repeat-1");
    QCOMPARE(first.status, 200);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.body, first.body);
    QCOMPARE(m_harness->auditEntries(), entries);
    QCOMPARE(m_harness->changes.load(), changes);
}

void ChangesTest::aRefusalIsRepeatedToo()
{
    const auto failed = m_harness->addFailed();
    const std::string path = "jobs/" + failed.job + "/cancel";
    QCOMPARE(m_harness->post(path, R"({"reason":"x"})", "refusal").status, 409);
    m_harness->sql("UPDATE gatehouse.job_execution SET status = 'pending' WHERE id = $1",
                   {*Uuid::parse(failed.job)});
    const Answer again = m_harness->post(path, R"({"reason":"x"})", "refusal");
    QCOMPARE(again.status, 409);
    QCOMPARE(again.code(), QStringLiteral("not_cancellable"));
    QCOMPARE(again.headers.at("content-type"), std::string("application/problem+json"));
    QCOMPARE(m_harness->post(path, R"({"reason":"x"})", "fresh").status, 200);
}

void ChangesTest::theSameKeyForAnotherRequestIs422()
{
    const std::string path = letterPath();
    QCOMPARE(m_harness->post(path, R"({"reason":"x"})", "used").status, 200);
    for (const Answer &answer : {m_harness->post(path, R"({"reason":"y"})", "used"),
                                 m_harness->post(letterPath(), R"({"reason":"x"})", "used")}) {
        QCOMPARE(answer.status, 422);
        QCOMPARE(answer.code(), QStringLiteral("idempotency_key_reused"));
    }
}

void ChangesTest::keysOfTwoTokensDoNotMeet()
{
    const std::string path = letterPath();
    QCOMPARE(m_harness->post(path, R"({"reason":"x"})", "shared").status, 200);
    QCOMPARE(m_harness->post(path, R"({"reason":"x"})", "shared", AdminHarness::tokenOf("support"))
                 .status,
             409);
}

void ChangesTest::refusesBadRequests_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QByteArray &key, const QByteArray &body,
                        const char *code) {
        QTest::newRow(name) << key << body << QString::fromLatin1(code);
    };
    const QByteArray good = R"({"reason":"x"})";
    row("no key", "", good, "idempotency_key_missing");
    row("key too long", QByteArray(191, 'k'), good, "idempotency_key_invalid");
    row("key with a blank", "a b", good, "idempotency_key_invalid");
    row("no body", "auto", "", "reason_missing");
    row("no reason", "auto", "{}", "reason_missing");
    row("empty reason", "auto", R"({"reason":""})", "reason_missing");
    row("blank reason", "auto", R"({"reason":" \n\t"})", "reason_missing");
    row("reason of 501", "auto", R"({"reason":")" + QByteArray(501, 'r') + R"("})",
        "reason_too_long");
    row("reason is a number", "auto", R"({"reason":5})", "reason_invalid");
    row("reason with U+0000", "auto", R"({"reason":"a\u0000b"})", "reason_invalid");
    row("not JSON", "auto", "reason=x", "json_invalid");
    row("not an object", "auto", R"(["reason"])", "json_invalid");
    row("trailing text", "auto", R"({"reason":"x"} x)", "json_invalid");
    row("not UTF-8", "auto", "{\"reason\":\"\xff\"}", "json_invalid");
    row("unpaired surrogate", "auto", R"({"reason":"\ud800"})", "json_invalid");
    row("too deep", "auto",
        QByteArray(R"({"reason":"x","a":)") + QByteArray(60, '[') + QByteArray(60, ']') + '}',
        "json_invalid");
}

void ChangesTest::refusesBadRequests()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    const Answer answer = m_harness->post(letterPath(), body.toStdString(), key.toStdString());
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), code);
}

void ChangesTest::aReasonOf500CharactersPasses()
{
    const QString reason = QString(500, QChar(u'ä')); // 1,000 bytes
    const QByteArray body = R"({"reason":")" + reason.toUtf8() + R"("})";
    QCOMPARE(m_harness->post(letterPath(), body.toStdString()).status, 200);
}

void ChangesTest::aBodyOver64KibIsRefused()
{
    QCOMPARE(m_harness->post(letterPath(), std::string(64 * 1024 + 1, ' ')).status, 413);
}

void ChangesTest::aRefusedRequestWritesNothing()
{
    const std::int64_t entries = m_harness->auditEntries();
    const QString requests =
        m_harness->database.cell("SELECT count(*) FROM gatehouse.admin_request");
    const std::string path = letterPath();
    QCOMPARE(m_harness->post(path, "{}").status, 400);
    QCOMPARE(
        m_harness->post(path, R"({"reason":"x"})", "auto", AdminHarness::tokenOf("viewer")).status,
        403);
    QCOMPARE(m_harness->auditEntries(), entries);
    QCOMPARE(m_harness->database.cell("SELECT count(*) FROM gatehouse.admin_request"), requests);
}

void ChangesTest::theLedgerSaysWhoWhatAndWhy()
{
    const auto failed = m_harness->addFailed("ledger");
    QCOMPARE(m_harness
                 ->post("dlq/" + failed.letter + "/reenqueue", R"({"reason":"shop is back"})",
                        "auto", AdminHarness::tokenOf("support"))
                 .status,
             200);
    const QJsonObject entry = m_harness->get("audit?limit=1").items()[0].toObject();
    QCOMPARE(entry[u"actor"].toString(), QStringLiteral("support"));
    QCOMPARE(entry[u"role"].toString(), QStringLiteral("support"));
    QCOMPARE(entry[u"action"].toString(), QStringLiteral("dlq.reenqueue"));
    QCOMPARE(entry[u"target_type"].toString(), QStringLiteral("dead_letter"));
    QCOMPARE(entry[u"target_id"].toString().toStdString(), failed.letter);
    QCOMPARE(entry[u"reason"].toString(), QStringLiteral("shop is back"));
    QCOMPARE(entry[u"detail"].toObject()[u"tenant"].toString(), QStringLiteral("ledger"));
    QCOMPARE(entry[u"detail"].toObject()[u"event_id"].toString().toStdString(), failed.event);
    QCOMPARE(entry[u"source_ip"].toString(), QStringLiteral("127.0.0.1"));
    QVERIFY(entry[u"user_agent"].isNull());
    const QString sequence = QString::number(entry[u"sequence"].toInteger());
    QCOMPARE(m_harness->get("audit/" + sequence.toStdString()).json(), entry);
    QCOMPARE(m_harness->get("audit/0").status, 404);
    QCOMPARE(m_harness->get("audit/first").status, 404);
    const std::string elsewhere = m_harness->addScopedToken("viewer", {"elsewhere"});
    QCOMPARE(m_harness->get("audit/" + sequence.toStdString(), elsewhere).status, 404);
}

/// What is no text, or too long, is made one.
void ChangesTest::theLedgerNamesTheCallersProgram()
{
    const auto agentOf = [this](const std::string &userAgent) {
        const std::string url = m_harness->server->url() + "/admin/v1/" + letterPath();
        const Sent sent{"POST", AdminHarness::tokenOf("admin"), R"({"reason":"agent"})", "auto",
                        userAgent};
        if (callHttp(url, sent).status != 200)
            return QString();
        return m_harness->get("audit?limit=1").items()[0][u"user_agent"].toString();
    };
    QCOMPARE(agentOf("gatehouse/0.1 (mira)"), u"gatehouse/0.1 (mira)");
    QCOMPARE(agentOf("broken \xC3\x28"), QString::fromUtf8("broken \xEF\xBF\xBD("));
    QCOMPARE(agentOf(std::string(600, 'a')).size(), 500);
}

void ChangesTest::theLedgerNamesTheClientBehindAProxy()
{
    gateway::AdminOptions options;
    options.clientAddress = [](const http::RequestHead &head) {
        return "client of " + head.remoteAddress;
    };
    AdminHarness harness(*m_cluster, options);
    QCOMPARE(harness.post("workers/pause").status, 200);
    QCOMPARE(harness.get("audit?limit=1").items()[0][u"source_ip"].toString(),
             u"client of 127.0.0.1");
}

void ChangesTest::theLedgerSaysWhatItWasAndWhatItBecame_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("letter") << "dlq/{letter}/reenqueue"
                            << "dead,live,open"
                            << "pending,live,reenqueued";
    QTest::newRow("letter given up") << "dlq/{letter}/discard"
                                     << "dead,live,open"
                                     << "dead,live,discarded";
    QTest::newRow("job") << "jobs/{job}/retry"
                         << "live,dead"
                         << "live,pending";
    QTest::newRow("event") << "events/{event}/reenqueue"
                           << "failed"
                           << "queued";
    QTest::newRow("event given up") << "events/{event}/discard"
                                    << "failed"
                                    << "discarded";
}

/// The words of both states, in the order of their names.
void ChangesTest::theLedgerSaysWhatItWasAndWhatItBecame()
{
    QFETCH(QString, path);
    const auto words = [](const QJsonValue &state) {
        QStringList list;
        for (const QJsonValue value : state.toObject()) {
            if (value.isString())
                list += value.toString();
        }
        return list.join(u',');
    };
    const auto failed = m_harness->addFailed("states");
    path.replace(QStringLiteral("{letter}"), QString::fromStdString(failed.letter));
    path.replace(QStringLiteral("{job}"), QString::fromStdString(failed.job));
    path.replace(QStringLiteral("{event}"), QString::fromStdString(failed.event));
    QCOMPARE(m_harness->post(path.toStdString()).status, 200);
    const QJsonObject entry = m_harness->get("audit?limit=1").items()[0].toObject();
    QTEST(words(entry[u"detail"][u"before"]), "before");
    QTEST(words(entry[u"detail"][u"after"]), "after");
}

/// Each entry names the hash of the one before, without a gap in the numbers.
void ChangesTest::theLedgersChainHolds()
{
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_harness->post(letterPath()).status, 200);
    const QString broken = m_harness->database.cell(
        "SELECT count(*) FROM (SELECT sequence, previous_hash, lag(hash) OVER w AS hash_before,"
        " lag(sequence) OVER w AS sequence_before FROM gatehouse.audit WINDOW w AS (ORDER BY "
        "sequence)) a"
        " WHERE sequence_before IS NOT NULL"
        " AND (previous_hash <> hash_before OR sequence <> sequence_before + 1)");
    QCOMPARE(broken, QStringLiteral("0"));
    QVERIFY(m_harness->auditEntries() >= 3);
}

void ChangesTest::changedIsCalledAfterTheCommitOnly()
{
    const std::string path = letterPath();
    const int before = m_harness->changes;
    QCOMPARE(m_harness->post(path, "{}").status, 400);
    QCOMPARE(m_harness->changes.load(), before);
    QCOMPARE(m_harness->post(path).status, 200);
    QCOMPARE(m_harness->changes.load(), before + 1);
    QCOMPARE(m_harness->post(path).status, 409);
    QCOMPARE(m_harness->changes.load(), before + 1);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::ChangesTest)
#include "changes_test.moc"
