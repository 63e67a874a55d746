#include "answers.h"
#include "tests/support/frozenserver.h"

#include <QTest>

#include <atomic>
#include <set>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;

namespace {

/// So that a test of a database that hangs takes a second.
CommitterOptions hastyOptions(const GatewayDatabase &database)
{
    CommitterOptions options = optionsFor(database);
    options.silenceLimit = std::chrono::milliseconds(500);
    options.database.connectTimeout = std::chrono::seconds(2);
    return options;
}

} // namespace

class CommitterTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }
    void aNewEventIsStoredWhole();
    void aKnownKeyIsADuplicateOfTheFirst();
    void anotherTenantIsAnotherEvent();
    void twoWithOneKeyInOneBatchAreOne();
    void fiftyAtOnceOverTwoCommittersAreOne();
    void anExpiredKeyIsAcceptedAnew();
    void aRefusedRequestIsDiscarded();
    void aBodyThatIsNotKeptLeavesItsHash();
    void aDatabaseThatIsAwayAnswersUnavailableAndComesBack();
    void aDatabaseThatHangsAnswersUnavailableAndComesBack();
    void whatAHungDatabaseCommitsLaterIsADuplicate();
    void anAnswerWaitsForNoOtherBatch();
    void aFullQueueAnswersUnavailable();
    void destructionCommitsWhatIsQueued();
    void tellsAfterEachCommit();

private:
    std::unique_ptr<test::TestCluster> m_cluster;
};

void CommitterTest::aNewEventIsStoredWhole()
{
    GatewayDatabase database(*m_cluster, "whole");
    UuidGenerator ids(database.clock);
    Committer committer(optionsFor(database), database.clock, database.log);
    const auto event = stripeEvent(ids, "evt_1");
    const auto answer = submitAndWait(committer, {event});
    QVERIFY(answer);
    QCOMPARE(answer->size(), std::size_t(1));
    QVERIFY(!answer->front().isDuplicate);
    QVERIFY(answer->front().eventId == event.id);
    QCOMPARE(
        database.cell(
            "SELECT concat_ws(',', source, tenant, event_type, provider_event_id, idempotency_key,"
            " signature_valid, attempts, source_ip, user_agent, trace_id, body_size) FROM "
            "console.events"),
        QStringLiteral(
            "stripe,acme,payment_intent.succeeded,evt_1,stripe:acme:evt_1,t,0,127.0.0.1,Stripe/1.0,"
            "0af7651916cd43dd8448eb211c80319c,")
            + QString::number(event.rawBody.size()));
    QCOMPARE(database.cell("SELECT received_at = console.uuid_time(id) FROM console.events"),
             u"true");
    QCOMPARE(
        database.cell(
            "SELECT raw_body = $1 AND body_sha256 = sha256($1) AND headers->0->>0 = 'Content-Type'"
            " AND canonical->>'source' = 'stripe' FROM console.payloads",
            {postgres::Bytes{event.rawBody}}),
        u"true");
}

void CommitterTest::aKnownKeyIsADuplicateOfTheFirst()
{
    GatewayDatabase database(*m_cluster, "duplicate");
    UuidGenerator ids(database.clock);
    Committer committer(optionsFor(database), database.clock, database.log);
    const auto first = submitAndWait(committer, {stripeEvent(ids, "evt_1")});
    const auto second = submitAndWait(committer, {stripeEvent(ids, "evt_1")});
    QVERIFY(first && second);
    QVERIFY(second->front().isDuplicate);
    QVERIFY(second->front().eventId == first->front().eventId);
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"), u"1");
}

void CommitterTest::anotherTenantIsAnotherEvent()
{
    GatewayDatabase database(*m_cluster, "tenant");
    UuidGenerator ids(database.clock);
    Committer committer(optionsFor(database), database.clock, database.log);
    auto other = stripeEvent(ids, "evt_1");
    other.tenant = "beta";
    other.idempotencyKey = "stripe:beta:evt_1";
    const auto answer = submitAndWait(committer, {stripeEvent(ids, "evt_1"), other});
    QVERIFY(answer);
    QVERIFY(!answer->at(0).isDuplicate && !answer->at(1).isDuplicate);
}

void CommitterTest::twoWithOneKeyInOneBatchAreOne()
{
    GatewayDatabase database(*m_cluster, "onebatch");
    UuidGenerator ids(database.clock);
    Committer committer(optionsFor(database), database.clock, database.log);
    const auto answer = submitAndWait(
        committer,
        {stripeEvent(ids, "evt_2"), stripeEvent(ids, "evt_1"), stripeEvent(ids, "evt_2")});
    QVERIFY(answer);
    QVERIFY(!answer->at(0).isDuplicate);
    QVERIFY(!answer->at(1).isDuplicate);
    QVERIFY(answer->at(2).isDuplicate);
    QVERIFY(answer->at(2).eventId == answer->at(0).eventId);
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"), u"2");
}

void CommitterTest::fiftyAtOnceOverTwoCommittersAreOne()
{
    GatewayDatabase database(*m_cluster, "fifty");
    UuidGenerator ids(database.clock);
    Committer one(optionsFor(database), database.clock, database.log);
    Committer two(optionsFor(database), database.clock, database.log);
    for (int round = 0; round < 5; ++round) {
        Answers answers(50);
        for (std::size_t i = 0; i < 50; ++i) {
            // with others around it, in another order, so that unsorted keys would deadlock
            std::vector<IncomingEvent> events;
            for (int k = 0; k < 3; ++k)
                events.push_back(stripeEvent(
                    ids, "evt_" + std::to_string(round) + '_' + std::to_string(i % 2 ? k : 2 - k)));
            (i % 2 ? one : two).submit(std::move(events), answers.at(i));
        }
        int fresh = 0;
        std::set<Uuid> owners;
        for (const Answer &answer : answers.wait()) {
            QVERIFY(answer);
            for (const Committed &committed : *answer) {
                fresh += committed.isDuplicate ? 0 : 1;
                owners.insert(committed.eventId);
            }
        }
        QCOMPARE(fresh, 3);
        QCOMPARE(owners.size(), std::size_t(3));
    }
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"), u"15");
}

void CommitterTest::anExpiredKeyIsAcceptedAnew()
{
    GatewayDatabase database(*m_cluster, "expired");
    UuidGenerator ids(database.clock);
    Committer committer(optionsFor(database), database.clock, database.log);
    QVERIFY(submitAndWait(committer, {stripeEvent(ids, "evt_1")}));
    QCOMPARE(database.cell(
                 "SELECT expires_at BETWEEN now() + interval '71 h' AND now() + interval '73 h'"
                 " FROM gatehouse.idempotency_key"),
             u"true");
    auto owner = database.session();
    QVERIFY(owner.execute(
        "UPDATE gatehouse.idempotency_key SET expires_at = now() - interval '1 second'"));
    const auto again = submitAndWait(committer, {stripeEvent(ids, "evt_1")});
    QVERIFY(again && !again->front().isDuplicate);
    const auto known = submitAndWait(committer, {stripeEvent(ids, "evt_1")});
    QVERIFY(known && known->front().isDuplicate);
    QVERIFY(known->front().eventId == again->front().eventId);
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"), u"2");
}

void CommitterTest::aRefusedRequestIsDiscarded()
{
    GatewayDatabase database(*m_cluster, "refused");
    UuidGenerator ids(database.clock);
    {
        Committer committer(optionsFor(database), database.clock, database.log);
        auto event = stripeEvent(ids, "evt_1");
        event.refusalError = "401 signature mismatch";
        event.explanationJson = R"({"code": "signature_mismatch"})";
        event.refusalDiagnosis = "No v1 signature matches.";
        event.canonicalJson.reset();
        committer.recordRefused(event);
        const auto valid = submitAndWait(committer, {stripeEvent(ids, "evt_1")});
        QVERIFY(valid && !valid->front().isDuplicate);
    }
    QCOMPARE(
        database.cell("SELECT concat_ws(',', status, signature_valid, error, idempotency_key) FROM"
                      " gatehouse.webhook_event WHERE NOT signature_valid"),
        u"discarded,f,401 signature mismatch");
    QCOMPARE(
        database.cell("SELECT explanation->>'code' FROM console.payloads WHERE diagnosis IS NOT"
                      " NULL"),
        u"signature_mismatch");
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.idempotency_key"), u"1");
}

void CommitterTest::aBodyThatIsNotKeptLeavesItsHash()
{
    GatewayDatabase database(*m_cluster, "notkept");
    UuidGenerator ids(database.clock);
    auto event = stripeEvent(ids, "evt_1");
    event.keepBody = false;
    {
        Committer committer(optionsFor(database), database.clock, database.log);
        committer.recordRefused(event);
    }
    QCOMPARE(
        database.cell(
            "SELECT raw_body IS NULL AND body_sha256 = sha256($1) FROM gatehouse.webhook_payload",
            {postgres::Bytes{event.rawBody}}),
        u"true");
    QCOMPARE(database.cell("SELECT body_size FROM gatehouse.webhook_event"),
             QString::number(event.rawBody.size()));
}

void CommitterTest::aDatabaseThatIsAwayAnswersUnavailableAndComesBack()
{
    GatewayDatabase database(*m_cluster, "away");
    UuidGenerator ids(database.clock);
    Committer committer(optionsFor(database), database.clock, database.log);
    QVERIFY(submitAndWait(committer, {stripeEvent(ids, "evt_1")}));
    QVERIFY(committer.isDatabaseReachable());
    database.goAway();
    for (int i = 0; i < 3; ++i) {
        const auto answer = submitAndWait(committer, {stripeEvent(ids, "evt_2")});
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Unavailable);
    }
    QTRY_VERIFY(!committer.isDatabaseReachable());
    database.comeBack();
    QTRY_VERIFY_WITH_TIMEOUT(committer.isDatabaseReachable(), 20000);
    const auto answer = submitAndWait(committer, {stripeEvent(ids, "evt_2")});
    QVERIFY(answer && !answer->front().isDuplicate);
}

void CommitterTest::aDatabaseThatHangsAnswersUnavailableAndComesBack()
{
    GatewayDatabase database(*m_cluster, "hangs");
    UuidGenerator ids(database.clock);
    GatewayMetrics metrics("test", database.clock.now());
    auto options = hastyOptions(database);
    options.metrics = &metrics;
    options.maxBatch = 1;
    Committer committer(options, database.clock, database.log);
    QVERIFY(submitAndWait(committer, {stripeEvent(ids, "evt_1")}));
    {
        const FrozenServer frozen(*m_cluster);
        Answers answers(3); // the first in a batch, the others behind it
        for (std::size_t i = 0; i < 3; ++i)
            committer.submit({stripeEvent(ids, "evt_2")}, answers.at(i));
        for (const Answer &answer : answers.wait())
            QCOMPARE(answer ? ErrorKind::Bug : answer.error().kind, ErrorKind::Unavailable);
        QVERIFY(!committer.isDatabaseReachable());
        QVERIFY(metrics.text().find("\ndatabase_up 0\n") != std::string::npos);
        QVERIFY(!submitAndWait(committer, {stripeEvent(ids, "evt_3")})); // at once
    }
    QTRY_VERIFY_WITH_TIMEOUT(committer.isDatabaseReachable(), 20000);
    const auto answer = submitAndWait(committer, {stripeEvent(ids, "evt_3")});
    QVERIFY(answer && !answer->front().isDuplicate);
}

void CommitterTest::whatAHungDatabaseCommitsLaterIsADuplicate()
{
    GatewayDatabase database(*m_cluster, "later");
    UuidGenerator ids(database.clock);
    Committer committer(hastyOptions(database), database.clock, database.log);
    QVERIFY(submitAndWait(committer, {stripeEvent(ids, "evt_1")}));
    const auto event = stripeEvent(ids, "evt_2");
    {
        const FrozenServer frozen(*m_cluster);
        QVERIFY(!submitAndWait(committer, {event}));
    }
    QTRY_COMPARE_WITH_TIMEOUT(database.cell("SELECT count(*) FROM gatehouse.webhook_event"), u"2",
                              20000);
    QTRY_VERIFY_WITH_TIMEOUT(committer.isDatabaseReachable(), 20000);
    const auto again = submitAndWait(committer, {stripeEvent(ids, "evt_2")});
    QVERIFY(again && again->front().isDuplicate);
    QVERIFY(again->front().eventId == event.id);
}

/// The first batch is held up until a second one waits behind it; that one then finds its key in
/// the hands of a transaction that does not end.
void CommitterTest::anAnswerWaitsForNoOtherBatch()
{
    GatewayDatabase database(*m_cluster, "overlap");
    UuidGenerator ids(database.clock);
    auto table = database.session();
    auto key = database.session();
    QVERIFY(key.executeScript(
        "BEGIN; INSERT INTO gatehouse.idempotency_key"
        " VALUES (sha256('stripe:acme:evt_2'), gen_random_uuid(), now() + interval '1 h')"));
    QVERIFY(table.executeScript("BEGIN; LOCK TABLE gatehouse.route"));
    Committer committer(optionsFor(database), database.clock, database.log);
    std::atomic<int> first = 0;
    std::atomic<int> second = 0;
    committer.submit({stripeEvent(ids, "evt_1")}, [&](const Answer &answer) { first += !!answer; });
    QTRY_COMPARE(database.cell("SELECT count(*) FROM pg_locks WHERE NOT granted"), u"1");
    committer.submit({stripeEvent(ids, "evt_2")},
                     [&](const Answer &answer) { second += !!answer; });
    QVERIFY(table.executeScript("ROLLBACK"));
    QTRY_COMPARE(first.load(), 1);
    QTRY_COMPARE(database.cell("SELECT count(*) FROM pg_locks WHERE NOT granted"), u"1");
    QCOMPARE(second.load(), 0);
    QVERIFY(key.executeScript("ROLLBACK"));
    QTRY_COMPARE(second.load(), 1);
}

void CommitterTest::aFullQueueAnswersUnavailable()
{
    GatewayDatabase database(*m_cluster, "full");
    UuidGenerator ids(database.clock);
    auto options = optionsFor(database);
    options.maxQueued = 2;
    Committer committer(options, database.clock, database.log);
    const auto answer = submitAndWait(
        committer, {stripeEvent(ids, "a"), stripeEvent(ids, "b"), stripeEvent(ids, "c")});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::Unavailable);
    QVERIFY(submitAndWait(committer, {stripeEvent(ids, "a"), stripeEvent(ids, "b")}));
}

void CommitterTest::destructionCommitsWhatIsQueued()
{
    GatewayDatabase database(*m_cluster, "queued");
    UuidGenerator ids(database.clock);
    Answers answers(200);
    {
        auto options = optionsFor(database);
        options.maxBatch = 16;
        Committer committer(options, database.clock, database.log);
        for (std::size_t i = 0; i < 200; ++i)
            committer.submit({stripeEvent(ids, std::to_string(i))}, answers.at(i));
    }
    for (const Answer &answer : answers.wait())
        QVERIFY(answer);
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"), u"200");
}

void CommitterTest::tellsAfterEachCommit()
{
    GatewayDatabase database(*m_cluster, "tells");
    UuidGenerator ids(database.clock);
    std::atomic<int> commits = 0;
    auto options = optionsFor(database);
    options.committed = [&] { ++commits; };
    Committer committer(options, database.clock, database.log);
    QVERIFY(submitAndWait(committer, {stripeEvent(ids, "evt_1")}));
    QTRY_COMPARE(commits.load(), 1);
}

QTEST_GUILESS_MAIN(CommitterTest)
#include "committer_test.moc"
