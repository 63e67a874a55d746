#include "answers.h"
#include "services/gateway/store/routes.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;

/// What a committed batch leaves in the tables.
class StoredRowsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }
    void matchingRoutesMakeJobs();
    void withoutARouteAnEventIsProcessed();
    void patternsMatchLiterally_data();
    void patternsMatchLiterally();
    void whatJsonbCannotHoldIsStoredWithoutCanonical_data();
    void whatJsonbCannotHoldIsStoredWithoutCanonical();
    void poisonDoesNotFailItsBatch();
    void foreignTextIsStorable();

private:
    std::unique_ptr<test::TestCluster> m_cluster;
};

void StoredRowsTest::matchingRoutesMakeJobs()
{
    GatewayDatabase database(*m_cluster, "jobs");
    UuidGenerator ids(database.clock);
    auto owner = database.session();
    QVERIFY(ensureDefaultRoutes(owner, "http://wp", ids));
    Committer committer(optionsFor(database), database.clock, database.log);
    QVERIFY(submitAndWait(committer, {stripeEvent(ids, "evt_1")}));
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.job_execution"), u"1");
    QCOMPARE(database.cell("SELECT status FROM gatehouse.webhook_event"), u"queued");
    QCOMPARE(database.cell("SELECT concat_ws(',', task_name, path, mode, source, tenant, "
                           "event_type, queue, priority,"
                           " trace_id, status, attempts, destination, created_at = "
                           "console.uuid_time(id)) FROM console.jobs"),
             u"deliver,/wp-json/ai-guy/v1/"
             u"order-event,live,stripe,acme,payment_intent.succeeded,standard,5,"
             "0af7651916cd43dd8448eb211c80319c,pending,0,default,t");
    QVERIFY(database.cell("SELECT idempotency_key FROM console.jobs")
                .startsWith(u"stripe:acme:evt_1:"));
}

void StoredRowsTest::withoutARouteAnEventIsProcessed()
{
    GatewayDatabase database(*m_cluster, "noroute");
    UuidGenerator ids(database.clock);
    auto owner = database.session();
    QVERIFY(ensureDefaultRoutes(owner, "http://wp", ids));
    QVERIFY(owner.execute("UPDATE gatehouse.route SET mode = 'off' WHERE event_type = 'payment*'"));
    Committer committer(optionsFor(database), database.clock, database.log);
    QVERIFY(submitAndWait(
        committer, {stripeEvent(ids, "evt_1"), stripeEvent(ids, "evt_2", "product.created")}));
    QCOMPARE(database.cell("SELECT string_agg(DISTINCT status, ',') FROM gatehouse.webhook_event"),
             u"processed");
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.job_execution"), u"0");
}

void StoredRowsTest::patternsMatchLiterally_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("tenant");
    QTest::addColumn<bool>("matches");
    QTest::newRow("prefix") << "payment*" << QString() << true;
    QTest::newRow("exact") << "payment_intent.succeeded" << QString() << true;
    QTest::newRow("everything") << "*" << QString() << true;
    QTest::newRow("middle") << "*intent*" << QString() << true;
    QTest::newRow("its tenant") << "*"
                                << "acme" << true;
    QTest::newRow("another tenant") << "*"
                                    << "beta" << false;
    QTest::newRow("prefix only without a star") << "payment" << QString() << false;
    QTest::newRow("underscore is no wildcard") << "paymen__intent.succeeded" << QString() << false;
    QTest::newRow("percent is no wildcard") << "payment%" << QString() << false;
    QTest::newRow("backslash is no escape") << "payment\\*" << QString() << false;
}

void StoredRowsTest::patternsMatchLiterally()
{
    QFETCH(QString, pattern);
    QFETCH(QString, tenant);
    GatewayDatabase database(*m_cluster, "pattern");
    UuidGenerator ids(database.clock);
    auto owner = database.session();
    QVERIFY(ensureDefaultRoutes(owner, "http://wp", ids));
    QVERIFY(owner.execute(
        "DELETE FROM gatehouse.route WHERE event_type <> 'user*' OR source <> 'stripe'"));
    QVERIFY(owner.execute("UPDATE gatehouse.route SET event_type = $1, tenant = nullif($2, '')",
                          {pattern.toStdString(), tenant.toStdString()}));
    Committer committer(optionsFor(database), database.clock, database.log);
    QVERIFY(submitAndWait(committer, {stripeEvent(ids, "evt_1")}));
    QFETCH(bool, matches);
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.job_execution"),
             QString::number(matches ? 1 : 0));
}

void StoredRowsTest::whatJsonbCannotHoldIsStoredWithoutCanonical_data()
{
    QTest::addColumn<QByteArray>("canonical");
    QTest::newRow("U+0000") << QByteArray(R"({"a":"\u0000"})");
    QTest::newRow("huge exponent") << QByteArray(R"({"a":1e200000})");
    QTest::newRow("unpaired surrogate") << QByteArray(R"({"a":"\ud800"})");
    QTest::newRow("not JSON") << QByteArray("{");
}

void StoredRowsTest::whatJsonbCannotHoldIsStoredWithoutCanonical()
{
    QFETCH(QByteArray, canonical);
    GatewayDatabase database(*m_cluster, "jsonb");
    UuidGenerator ids(database.clock);
    Committer committer(optionsFor(database), database.clock, database.log);
    auto event = stripeEvent(ids, "evt_1");
    event.canonicalJson = canonical.toStdString();
    const auto answer = submitAndWait(committer, {event, stripeEvent(ids, "evt_2")});
    QVERIFY(answer);
    QVERIFY(!answer->front().isDuplicate);
    QCOMPARE(database.cell("SELECT string_agg((canonical IS NULL)::text, ',' ORDER BY event_id) "
                           "FROM gatehouse.webhook_payload"),
             u"true,false");
}

void StoredRowsTest::poisonDoesNotFailItsBatch()
{
    GatewayDatabase database(*m_cluster, "poison");
    UuidGenerator ids(database.clock);
    Answers answers(64);
    {
        Committer committer(optionsFor(database), database.clock, database.log);
        for (std::size_t i = 0; i < 64; ++i) {
            auto event = stripeEvent(ids, "evt_" + std::to_string(i));
            if (i % 20 == 7)
                event.canonicalJson = R"({"a":"\u0000"})";
            committer.submit({event}, answers.at(i));
        }
    }
    for (const Answer &answer : answers.wait())
        QVERIFY(answer && !answer->front().isDuplicate);
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.webhook_event"), u"64");
    QCOMPARE(
        database.cell("SELECT count(*) FROM gatehouse.webhook_payload WHERE canonical IS NULL"),
        u"3");
}

void StoredRowsTest::foreignTextIsStorable()
{
    GatewayDatabase database(*m_cluster, "foreign");
    UuidGenerator ids(database.clock);
    Committer committer(optionsFor(database), database.clock, database.log);
    auto event = stripeEvent(ids, std::string("a\0b", 3));
    event.eventType = std::string("t\0", 2);
    event.userAgent = "\xE4\xFF";
    event.subjectId = std::string(100000, 'x');
    const auto first = submitAndWait(committer, {event});
    QVERIFY2(first, first ? "" : qPrintable(first.error().detail));
    event.id = ids.next();
    const auto second = submitAndWait(committer, {event});
    QVERIFY(second && second->front().isDuplicate);
    QCOMPARE(database.cell("SELECT user_agent FROM gatehouse.webhook_event"), u"\uFFFD\uFFFD");
}

QTEST_GUILESS_MAIN(StoredRowsTest)
#include "storedrows_test.moc"
