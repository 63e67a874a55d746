#include "adminharness.h"

#include <QTest>

namespace gatehouse::test {

class ResultsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_harness.reset(); }

    void tellsHowAnEventEnded();
    void anAiJobIsNoneOfItsCallbacksDeliveries();
    void tellsOutcomesOnceInPages();
    void anAnswerWithoutItemsMovesOn();
    void whatCommitsLaterIsNotSkipped();
    void anEventThatIsDoneAgainIsToldAgain();
    void openAndRefusedEventsAreNotTold();
    void sinceATimeStartsThere();
    void sourceAndTenantNarrow();
    void aTokenSeesItsTenantsOnly();
    void refusesParametersItCannotUse_data();
    void refusesParametersItCannotUse();
    void aCursorOfAnotherDatabaseIsRefused();
    void pagesAreReadFromTheIndex();

private:
    /// Where an outcome of now would be the next.
    std::string here() const;
    QStringList idsSince(const std::string &cursor, const std::string &more = {}) const;
    static QString text(const std::string &id) { return QString::fromStdString(id); }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
};

void ResultsTest::initTestCase()
{
    m_cluster = TestCluster::start();
    m_harness = std::make_unique<AdminHarness>(*m_cluster);
}

std::string ResultsTest::here() const
{
    std::string cursor;
    for (bool isMore = true; isMore;) {
        const QJsonObject page =
            m_harness->get("results?limit=500" + (cursor.empty() ? "" : "&since=" + cursor)).json();
        cursor = page[u"next"].toString().toStdString();
        isMore = page[u"more"].toBool();
    }
    return cursor;
}

QStringList ResultsTest::idsSince(const std::string &cursor, const std::string &more) const
{
    QStringList ids;
    for (const QJsonValue item : m_harness->get("results?since=" + cursor + more).items())
        ids += item.toObject()[u"event_id"].toString();
    return ids;
}

void ResultsTest::tellsHowAnEventEnded()
{
    const std::string start = here();
    const auto failed = m_harness->addFailed();
    m_harness->sql(
        "UPDATE gatehouse.webhook_event SET error = '422 sku is required',"
        " idempotency_key = 'stripe:acme:evt_9', provider_event_id = 'evt_9' WHERE id = $1",
        {*Uuid::parse(failed.event)});
    const Answer answer = m_harness->get("results?since=" + start, AdminHarness::tokenOf("viewer"));
    QVERIFY2(answer.status == 200, answer.body.c_str());
    QCOMPARE(answer.items().size(), 1);
    const QJsonObject item = answer.items()[0].toObject();
    QCOMPARE(item[u"event_id"].toString(), text(failed.event));
    QCOMPARE(item[u"status"].toString(), QStringLiteral("failed"));
    QCOMPARE(item[u"error"].toString(), QStringLiteral("422 sku is required"));
    QCOMPARE(item[u"idempotency_key"].toString(), QStringLiteral("stripe:acme:evt_9"));
    QVERIFY(!item[u"finished_at"].isNull());
    const QJsonObject job = item[u"jobs"].toArray()[0].toObject();
    QCOMPARE(job[u"id"].toString(), text(failed.job));
    QCOMPARE(job[u"status"].toString(), QStringLiteral("dead"));
    QVERIFY(job[u"response_status"].isNull());
}

void ResultsTest::anAiJobIsNoneOfItsCallbacksDeliveries()
{
    const std::string start = here();
    m_harness->addAiJob(m_harness->addEvent("processed", "acme", "ai", "job.failed"), "dead");
    const QJsonArray items = m_harness->get("results?since=" + start).items();
    QCOMPARE(items.size(), 1);
    QCOMPARE(items[0].toObject()[u"jobs"].toArray().size(), 0);
}

void ResultsTest::tellsOutcomesOnceInPages()
{
    std::string cursor = here();
    QStringList expected, seen;
    for (int i = 0; i < 7; ++i)
        expected += text(m_harness->addEvent("processed"));
    for (bool isMore = true; isMore;) {
        const QJsonObject page = m_harness->get("results?limit=3&since=" + cursor).json();
        for (const QJsonValue item : page[u"items"].toArray())
            seen += item.toObject()[u"event_id"].toString();
        QVERIFY(page[u"items"].toArray().size() <= 3);
        cursor = page[u"next"].toString().toStdString();
        isMore = page[u"more"].toBool();
    }
    QCOMPARE(seen, expected);
    QCOMPARE(idsSince(cursor), QStringList());
}

void ResultsTest::anAnswerWithoutItemsMovesOn()
{
    const std::string first = here();
    m_harness->addEvent("queued");
    const QJsonObject empty = m_harness->get("results?since=" + first).json();
    QCOMPARE(empty[u"items"].toArray().size(), 0);
    QCOMPARE(empty[u"more"].toBool(), false);
    QVERIFY(empty[u"next"].toString() != text(first));
    const std::string event = m_harness->addEvent("processed");
    QCOMPARE(idsSince(empty[u"next"].toString().toStdString()), QStringList(text(event)));
}

void ResultsTest::whatCommitsLaterIsNotSkipped()
{
    std::string cursor = here();
    const std::string slow = m_harness->addEvent("queued");
    postgres::Session other = m_harness->database.session();
    QVERIFY(other.executeScript("BEGIN"));
    QVERIFY(
        other.execute("UPDATE gatehouse.webhook_event SET status = 'processed', updated_at = now(),"
                      " commit_xid = pg_current_xact_id() WHERE id = $1",
                      {*Uuid::parse(slow)}));
    const std::string quick = m_harness->addEvent("processed");
    const QJsonObject meanwhile = m_harness->get("results?since=" + cursor).json();
    QCOMPARE(meanwhile[u"items"].toArray().size(), 0);
    cursor = meanwhile[u"next"].toString().toStdString();
    QVERIFY(other.executeScript("COMMIT"));
    QCOMPARE(idsSince(cursor), QStringList({text(slow), text(quick)}));
}

void ResultsTest::anEventThatIsDoneAgainIsToldAgain()
{
    const auto failed = m_harness->addFailed();
    const std::string cursor = here();
    QCOMPARE(m_harness->post("events/" + failed.event + "/reenqueue").status, 200);
    QCOMPARE(idsSince(cursor), QStringList());
    QCOMPARE(m_harness->post("jobs/" + failed.job + "/cancel").status, 200);
    const QJsonArray items = m_harness->get("results?since=" + cursor).items();
    QCOMPARE(items.size(), 1);
    QCOMPARE(items[0].toObject()[u"status"].toString(), QStringLiteral("discarded"));
}

void ResultsTest::openAndRefusedEventsAreNotTold()
{
    const std::string cursor = here();
    m_harness->addEvent("received");
    m_harness->addEvent("queued");
    m_harness->addEvent("discarded"); // by a wrong signature
    QCOMPARE(idsSince(cursor), QStringList());
}

void ResultsTest::sinceATimeStartsThere()
{
    const std::string old = m_harness->addEvent("processed", "timed");
    m_harness->sql(
        "UPDATE gatehouse.webhook_event SET received_at = received_at - interval '3 hours',"
        " updated_at = updated_at - interval '3 hours' WHERE id = $1",
        {*Uuid::parse(old)});
    const std::string fresh = m_harness->addEvent("processed", "timed");
    const auto ago = [this](const char *span) {
        return m_harness->database
            .cell(std::string("to_char(now() AT TIME ZONE 'UTC' - interval '") + span
                  + "', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
            .toStdString();
    };
    QCOMPARE(idsSince(ago("4 hours"), "&tenant=timed"), QStringList({text(old), text(fresh)}));
    QCOMPARE(idsSince(ago("1 hour"), "&tenant=timed"), QStringList({text(fresh)}));
    QCOMPARE(idsSince(ago("-1 hour"), "&tenant=timed"), QStringList());
}

void ResultsTest::sourceAndTenantNarrow()
{
    const std::string cursor = here();
    const std::string shop = m_harness->addEvent("processed", "acme", "wordpress");
    const std::string other = m_harness->addEvent("processed", "umbrella", "wordpress");
    m_harness->addEvent("processed", "acme", "stripe");
    QCOMPARE(idsSince(cursor, "&source=wordpress"), QStringList({text(shop), text(other)}));
    QCOMPARE(idsSince(cursor, "&source=wordpress&tenant=umbrella"), QStringList(text(other)));
}

void ResultsTest::aTokenSeesItsTenantsOnly()
{
    const std::string cursor = here();
    const std::string ours = m_harness->addEvent("processed", "ours");
    m_harness->addEvent("processed", "theirs");
    const std::string token = m_harness->addScopedToken("viewer", {"ours"});
    const QJsonArray items = m_harness->get("results?since=" + cursor, token).items();
    QCOMPARE(items.size(), 1);
    QCOMPARE(items[0].toObject()[u"event_id"].toString(), text(ours));
}

void ResultsTest::refusesParametersItCannotUse_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *query, const char *code) {
        QTest::newRow(query) << QString::fromLatin1(query) << QString::fromLatin1(code);
    };
    row("since=yesterday", "parameter_invalid");
    row("since=5", "parameter_invalid");
    row("since=-5.01a1e9b4-ed58-7327-b569-6ed663e67889", "parameter_invalid");
    row("since=5.nothing", "parameter_invalid");
    row("since=", "parameter_invalid");
    row("limit=0", "parameter_invalid");
    row("limit=many", "parameter_invalid");
    row("limit=5&limit=6", "parameter_invalid");
    row("tenant=%ff", "parameter_invalid");
    row("colour=red", "parameter_unknown");
}

void ResultsTest::refusesParametersItCannotUse()
{
    QFETCH(QString, query);
    QFETCH(QString, code);
    const Answer answer = m_harness->get("results?" + query.toStdString());
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), code);
}

void ResultsTest::aCursorOfAnotherDatabaseIsRefused()
{
    const Answer answer =
        m_harness->get("results?since=900000000000.01a1e9b4-ed58-7327-b569-6ed663e67889");
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.text("detail").contains(QStringLiteral("not of this database")));
}

void ResultsTest::pagesAreReadFromTheIndex()
{
    m_harness->sql(
        "INSERT INTO gatehouse.webhook_event (id, received_at, source, status, signature_valid)"
        " SELECT id, gatehouse.uuid_time(id), 'bulk', 'processed', true"
        " FROM (SELECT gatehouse.uuid_v7(now() - n * interval '1 s') AS id"
        "         FROM generate_series(1, 20000) AS n) AS made");
    m_harness->sql("ANALYZE gatehouse.webhook_event");
    auto gateway = m_harness->database.session("gatehouse_gateway");
    const auto plan = gateway.execute(
        "EXPLAIN SELECT * FROM console.events WHERE signature_valid"
        " AND status IN ('processed', 'failed', 'discarded')"
        " AND commit_xid < pg_snapshot_xmin(pg_current_snapshot())"
        " AND (commit_xid, id) > ('5'::text::xid8, '01a1e9b4-ed58-7327-b569-6ed663e67889'::uuid)"
        " ORDER BY commit_xid, id LIMIT 51");
    QVERIFY(plan);
    QString lines;
    for (int row = 0; row < plan->size(); ++row)
        lines += text(plan->get<std::string>(row, 0)) + u'\n';
    QVERIFY2(!lines.contains(QStringLiteral("Sort  (")), qPrintable(lines));
    QVERIFY2(lines.contains(QStringLiteral("commit_xid_id_idx")), qPrintable(lines));
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::ResultsTest)
#include "results_test.moc"
