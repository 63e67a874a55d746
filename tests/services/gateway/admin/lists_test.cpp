#include "adminharness.h"

#include <QRegularExpression>
#include <QTest>

#include <future>

namespace gatehouse::test {

class ListsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_harness.reset(); }

    void listsNewestFirst();
    void pagesByCursorWithoutGapOrRepeat_data();
    void pagesByCursorWithoutGapOrRepeat();
    void pagesByCursorInEveryOrder_data();
    void pagesByCursorInEveryOrder();
    void whatIsSortedHoldsUpNothingElse();
    void rowsWithoutAValueComeLastInEitherOrder();
    void whatAPageTakesIsSaid();
    void noNumberIsSaidWhereAFilterMayHaveAnIndex();
    void rowsThatArriveMeanwhileDoNotShiftThePages();
    void theLimitIsClampedAndDefaultsTo50();
    void refusesParametersItCannotUse_data();
    void refusesParametersItCannotUse();
    void filters_data();
    void filters();
    void showsOneItemOfEachKind();
    void anEventIsShownWithItsPayloadButNotItsBody();
    void aRefusedEventIsExplainedWithoutItsBody();
    void aJobIsShownWithItsDeliveries();
    void deliveriesAreListedWithWhatTheyBelongTo();
    void aDryRunIsNoFailure();
    void aiCallsAreListedWithWhatTheyUsed();
    void aiCallsAreOfNoSource();
    void aDeliveryIsShownWithItsExchange();
    void aJobWhoseLeaseIsOverIsStuck();
    void rawGivesTheExactBytesAndEntersTheLedger();
    void rawSaysWhenTheBodyWasNotKept();
    void rawAndListsAreNeverCached();
    void readsSayHowLongTheyTook();
    void theTimelineTellsWhatHappenedInOrder();
    void theTimelineSaysTheSameForPrograms();
    void theTimelineOfARefusedEventSaysWhy();
    void theTimelineHoldsWhatOperatorsDid();
    void theTimelineHoldsEachDeathWithItsReason();
    void theTimelineTellsOfTheAiJob();
    void theTimelineHoldsEveryOperatorsAction();
    void theTimelineTellsOfWaits();
    void theTimelineHoldsTheOthersOfTheTrace();
    void theTimelineOfATraceStopsAtTheScope();
    void theTimelineSaysThatTheTraceHasMoreEvents();
    void theTimelineKeepsItsOwnEntriesWhenItIsCut();
    void anAiJobIsListedWithWhatItHas();
    void theAuditIsFilteredByTheScopeToo();
    void everyTenantsRoutesAreSeenWithAScope();

private:
    void addDelivery(const std::string &event, const std::string &job, int status, int seconds);
    QJsonArray timelineOf(const std::string &event) const;
    std::string addTraced(const std::string &trace, const std::string &tenant = "acme");
    static QStringList kinds(const QJsonArray &entries);

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
    std::vector<std::string> m_events; // oldest first
};

void ListsTest::initTestCase()
{
    m_cluster = TestCluster::start();
    m_harness = std::make_unique<AdminHarness>(*m_cluster);
    for (int i = 0; i < 60; ++i)
        m_events.push_back(m_harness->addEvent(i % 3 == 0 ? "processed" : "queued",
                                               i % 2 == 0 ? "acme" : "50%_off", "stripe",
                                               i % 4 == 0 ? "invoice.paid" : "charge.refunded"));
    for (int i = 0; i < 7; ++i)
        m_harness->addFailed("letters");
}

void ListsTest::listsNewestFirst()
{
    const Answer answer =
        m_harness->get("events?limit=500&source=stripe&tenant=acme&tenant=50%25_off");
    QCOMPARE(answer.status, 200);
    const QJsonArray items = answer.items();
    QCOMPARE(items.size(), qsizetype(m_events.size()));
    for (qsizetype i = 0; i < items.size(); ++i)
        QCOMPARE(items[i].toObject()[u"id"].toString().toStdString(),
                 m_events[m_events.size() - 1 - std::size_t(i)]);
    QVERIFY(answer.json()[u"next"].isNull());
}

void ListsTest::pagesByCursorWithoutGapOrRepeat_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("id");
    for (const char *list : {"events", "jobs", "dlq", "audit"}) {
        QTest::newRow(list) << QString::fromLatin1(list)
                            << (qstrcmp(list, "audit") == 0 ? QStringLiteral("sequence")
                                                            : QStringLiteral("id"));
    }
}

void ListsTest::pagesByCursorWithoutGapOrRepeat()
{
    QFETCH(QString, list);
    QFETCH(QString, id);
    if (list == QStringLiteral("audit")) {
        for (int i = 0; i < 7; ++i)
            m_harness->sql(
                "SELECT gatehouse.append_audit('a', 'admin', 'test', 't', '1', 'because', '{}')");
    }
    const Answer whole = m_harness->get(list.toStdString() + "?limit=500");
    QStringList expected, seen;
    for (const QJsonValue item : whole.items())
        expected += item.toObject()[id].toVariant().toString();
    QVERIFY(expected.size() >= 7);
    QString cursor;
    int pages = 0;
    do {
        const Answer page =
            m_harness->get(list.toStdString() + "?limit=3"
                           + (cursor.isNull() ? "" : "&cursor=" + cursor.toStdString()));
        QCOMPARE(page.status, 200);
        for (const QJsonValue item : page.items())
            seen += item.toObject()[id].toVariant().toString();
        cursor = page.json()[u"next"].toString();
    } while (!cursor.isEmpty() && ++pages < 100);
    QCOMPARE(seen, expected);
}

void ListsTest::pagesByCursorInEveryOrder_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<std::string>("order"); // of the whole list, in SQL
    const auto row = [](const char *query, const char *order) {
        QTest::newRow(query) << QByteArray(query) << std::string(order);
    };
    row("events?sort=event_type",
        "event_type COLLATE \"C\" DESC NULLS LAST, received_at DESC, id DESC");
    row("events?sort=tenant&order=asc", "tenant COLLATE \"C\" NULLS LAST, received_at, id");
    row("events?sort=occurred_at", "occurred_at DESC NULLS LAST, received_at DESC, id DESC");
    row("events?sort=received_at&order=asc", "received_at, id");
    row("events?order=asc", "received_at, id");
    row("dlq?sort=state", "state COLLATE \"C\" DESC, created_at DESC, id DESC");
    row("dlq?sort=response_status&order=asc", "response_status NULLS LAST, created_at, id");
    row("jobs?sort=duration_ms&order=asc", "duration_ms NULLS LAST, created_at, id");
    row("events?sort=attempts&direction=newer", "attempts DESC, received_at DESC, id DESC");
    row("events?sort=occurred_at&direction=newer",
        "occurred_at DESC NULLS LAST, received_at DESC, id DESC");
}

void ListsTest::pagesByCursorInEveryOrder()
{
    QFETCH(QByteArray, query);
    const std::string list = query.toStdString();
    const auto idsOf = [](const Answer &page) {
        QStringList ids;
        for (const QJsonValue item : page.items())
            ids += item.toObject()[u"id"].toString();
        return ids;
    };
    QFETCH(std::string, order);
    const std::string name = list.substr(0, list.find('?'));
    const QString whole =
        m_harness->database.cell("SELECT string_agg(id::text, ' ' ORDER BY " + order
                                 + ") FROM console." + (name == "dlq" ? "dead_letters" : name));
    const bool isUp = query.contains("newer");
    QStringList seen;
    QString cursor;
    int pages = 0;
    do {
        const Answer page = m_harness->get(
            list + "&limit=4" + (cursor.isNull() ? "" : "&cursor=" + cursor.toStdString()));
        QCOMPARE(page.status, 200);
        seen = isUp ? idsOf(page) + seen : seen + idsOf(page);
        cursor = page.json()[u"next"].toString();
    } while (!cursor.isEmpty() && ++pages < 100);
    QVERIFY(seen.size() >= 7);
    QCOMPARE(seen.join(u' '), whole);
}

void ListsTest::whatIsSortedHoldsUpNothingElse()
{
    gateway::AdminOptions options;
    options.database.statementTimeout = std::chrono::seconds(60);
    options.threads = 1;
    AdminHarness harness(*m_cluster, options);
    std::vector<std::future<int>> sorted;
    auto locker = harness.database.session(); // goes, with its lock, before they are waited for
    QVERIFY(locker.executeScript("BEGIN; LOCK TABLE gatehouse.webhook_event IN ACCESS EXCLUSIVE "
                                 "MODE"));
    for (int i = 0; i < 4; ++i)
        sorted.push_back(std::async(
            std::launch::async, [&harness] { return harness.get("events?sort=tenant").status; }));
    QTRY_COMPARE_WITH_TIMEOUT(
        harness.database.cell("SELECT (count(*) > 0)::text FROM pg_locks WHERE NOT granted"),
        QStringLiteral("true"), 20'000);
    QCOMPARE(harness.get("whoami").status, 200);
    QVERIFY(locker.executeScript("COMMIT"));
    for (auto &status : sorted)
        QCOMPARE(status.get(), 200);
}

void ListsTest::rowsWithoutAValueComeLastInEitherOrder()
{
    m_harness->sql("UPDATE gatehouse.dead_letter SET response_status = NULL WHERE id IN (SELECT id "
                   "FROM gatehouse.dead_letter ORDER BY id LIMIT 2)");
    for (const char *order : {"asc", "desc"}) {
        const QJsonArray items =
            m_harness->get(std::string("dlq?sort=response_status&order=") + order).items();
        QCOMPARE(items.size(), 7);
        for (qsizetype i = 0; i < items.size(); ++i)
            QCOMPARE(items[i].toObject()[u"response_status"].isNull(), i >= 5);
    }
    m_harness->sql("UPDATE gatehouse.dead_letter SET response_status = 422");
}

void ListsTest::whatAPageTakesIsSaid()
{
    const QJsonObject own = m_harness->get("events?cost=true").json();
    QVERIFY(own[u"is_indexed"].toBool());
    QVERIFY(own[u"rows"].isNull());
    const QJsonObject sorted = m_harness->get("events?cost=true&sort=tenant").json();
    QVERIFY(sorted[u"is_indexed"].isBool() && !sorted[u"is_indexed"].toBool());
    QVERIFY(sorted[u"rows"].isDouble());
    const std::string limited = m_harness->addScopedToken("viewer", {"acme"});
    const QJsonObject scoped = m_harness->get("events?cost=true&sort=tenant", limited).json();
    QVERIFY(scoped[u"is_indexed"].isBool() && !scoped[u"is_indexed"].toBool());
    QVERIFY(scoped[u"rows"].isNull());
}

/// The whole list is read for some filters, a few rows for others: the number would mislead.
void ListsTest::noNumberIsSaidWhereAFilterMayHaveAnIndex()
{
    const auto rows = [this](const std::string &filter) -> QJsonValue {
        return m_harness->get("events?cost=true&sort=tenant&" + filter).json()[u"rows"];
    };
    const std::string own = "received_at_from=2020-01-01T00:00:00Z";
    QVERIFY(rows("status=failed").isDouble());
    m_harness->sql(
        "INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant,"
        " event_type, status, signature_valid)"
        " SELECT id, gatehouse.uuid_time(id), 'stripe', 'globex', 'other', 'queued', true"
        "   FROM (SELECT gatehouse.uuid_v7(now() - n * interval '0.1 s') AS id"
        "           FROM generate_series(1, 12000) AS n) AS ids");
    m_harness->sql("ANALYZE gatehouse.webhook_event");
    QVERIFY(rows({}).toInt() >= 12000);
    QVERIFY(rows(own).toInt() >= 12000);
    QVERIFY(rows("status=failed").isNull());
    QVERIFY(rows(own + "&status=failed").isNull());
    QVERIFY(rows("received_at_from=2099-01-01T00:00:00Z&status=failed").isDouble());
    m_harness->sql("DELETE FROM gatehouse.webhook_event WHERE event_type = 'other'");
    m_harness->sql("ANALYZE gatehouse.webhook_event");
}

void ListsTest::rowsThatArriveMeanwhileDoNotShiftThePages()
{
    const Answer first = m_harness->get("jobs?limit=3");
    m_harness->addFailed("late");
    const Answer second = m_harness->get("jobs?limit=3&cursor=" + first.text("next").toStdString());
    const QString last = first.items()[2].toObject()[u"id"].toString();
    const QString next = second.items()[0].toObject()[u"id"].toString();
    QVERIFY(next < last); // ids sort by time
    m_harness->sql("DELETE FROM gatehouse.dead_letter WHERE tenant = 'late'");
    m_harness->sql("DELETE FROM gatehouse.job_execution WHERE tenant = 'late'");
}

void ListsTest::theLimitIsClampedAndDefaultsTo50()
{
    QCOMPARE(m_harness->get("events").items().size(), 50);
    QCOMPARE(m_harness->get("events?limit=1").items().size(), 1);
    for (const char *limit : {"100000", "99999999999999999999"}) {
        const Answer clamped = m_harness->get(std::string("events?limit=") + limit);
        QCOMPARE(clamped.status, 200);
        QVERIFY(clamped.items().size() >= 60);
    }
}

void ListsTest::refusesParametersItCannotUse_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("named");
    const QString invalid = QStringLiteral("parameter_invalid");
    const auto row = [&](const char *query, const QString &code, const char *named) {
        QTest::newRow(query) << QByteArray(query) << code << QString::fromLatin1(named);
    };
    row("limit=0", invalid, "limit");
    row("limit=-5", invalid, "limit");
    row("limit=ten", invalid, "limit");
    row("limit=5x", invalid, "limit");
    row("limit=", invalid, "limit");
    row("limit=-99999999999999999999", invalid, "limit");
    row("limit=99999999999999999999x", invalid, "limit");
    row("limit=5&limit=6", invalid, "limit");
    row("cursor=!!!", invalid, "cursor");
    row("cursor=AAAA", invalid, "cursor");
    row("cursor=MTIzfG5vdC1hLXV1aWQ", invalid, "cursor"); // 123|not-a-uuid
    row("cursor=LTkyMjMzNzIwMzY4NTQ3NzU4MDh8eA", invalid, "cursor"); // the lowest int64
    row("colour=red", QStringLiteral("parameter_unknown"), "colour");
    row("status=queued&raw_body=x", QStringLiteral("parameter_unknown"), "raw_body");
    row("id%3D1%3BDROP=x", QStringLiteral("parameter_unknown"), "DROP");
    row("id=5", invalid, "id");
    row("signature_valid=maybe", invalid, "signature_valid");
    row("attempts=many", invalid, "attempts");
    row("attempts_from=many", invalid, "attempts_from");
    row("received_at=2026-01-01T00:00:00Z", invalid, "received_at");
    row("received_at_from=yesterday", invalid, "received_at_from");
    row("received_at_to=2026-13-01T00:00:00Z", invalid, "received_at_to");
    row("received_at_to=2026-02-30T00:00:00Z", invalid, "received_at_to");
    row("tenant=%00", invalid, "NUL");
    row("tenant=a%00b", invalid, "NUL");
    row("status=bogus", invalid, "received, queued");
    row("status=queued&status=bogus", invalid, "bogus");
    row("tenant=%ff%fe", invalid, "UTF-8");
    row("tenant=%zz", invalid, "percent");
    row("sort=error", invalid, "sort");
    row("sort=tenant%20DESC", invalid, "sort");
    row("sort=tenant&sort=status", invalid, "sort");
    row("order=up", invalid, "order");
    row("sort=tenant&pause=true", invalid, "pause");
    row("order=asc&pause=true", invalid, "pause");
    row("sort=tenant&until=2026-11-17T14:32:07Z,01a1e9b4-ed58-7327-b569-6ed663e67889", invalid,
        "until");
    row("sort=attempts&key=2026-11-17T14:32:07Z,01a1e9b4-ed58-7327-b569-6ed663e67889,many", invalid,
        "key");
    row("sort=attempts&key=2026-11-17T14:32:07Z,x,1", invalid, "key");
    row("key=2026-11-17T14:32:07Z,01a1e9b4-ed58-7327-b569-6ed663e67889,1", invalid, "key");
    row("sort=attempts&cursor=MTIzfHN0YXR1czowMWExZTliNC1lZDU4LTczMjctYjU2OS02ZWQ2NjNlNjc4ODl8MQ",
        invalid, "cursor"); // of `status`
    row("sort=attempts&key=2026-11-17T14:32:07Z,01a1e9b4-ed58-7327-b569-6ed663e67889,"
        "9223372036854775808",
        invalid, "key");
    row("sort=occurred_at&key=2026-11-17T14:32:07Z,01a1e9b4-ed58-7327-b569-6ed663e67889,yesterday",
        invalid, "key");
    row("cursor=MTIzfHN0YXR1czowMWExZTliNC1lZDU4LTczMjctYjU2OS02ZWQ2NjNlNjc4ODl8MQ", invalid,
        "cursor"); // of `status`
    row("cost=maybe", invalid, "cost");
}

void ListsTest::refusesParametersItCannotUse()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, code);
    QFETCH(QString, named);
    const Answer answer = m_harness->get("events?" + query.toStdString());
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), code);
    QVERIFY2(answer.text("detail").contains(named), qPrintable(answer.text("detail")));
}

void ListsTest::filters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("count");
    const auto row = [](const char *query, int count) {
        QTest::newRow(query) << QByteArray(query) << count;
    };
    row("events?limit=500&status=processed", 20);
    row("events?limit=500&status=processed&status=failed", 27);
    row("events?limit=500&status=failed&tenant=letters", 7);
    row("events?limit=500&status=fail*&tenant=letters", 7);
    row("events?limit=500&event_type=invoice.*&tenant=acme", 15);
    row("events?limit=500&event_type=*.refunded", 45);
    row("events?limit=500&event_type=*&tenant=acme", 30);
    row("events?limit=500&tenant=50%25_off", 30);
    row("events?limit=500&tenant=50%25*", 30);
    row("events?limit=500&tenant=5%25*", 0); // % is no wildcard
    row("events?limit=500&tenant=50__off", 0); // nor is _
    row("events?limit=500&tenant=' OR 1=1 --", 0);
    row("events?limit=500&signature_valid=false", 0);
    row("events?limit=500&signature_valid=true&status=failed", 7);
    row("events?limit=500&received_at_from=2100-01-01T00:00:00Z", 0);
    row("events?limit=500&received_at_to=2100-01-01T00:00:00%2B02:00&status=failed", 7);
    row("events?limit=500&body_size_from=1&body_size_to=100&status=failed", 7);
    row("events?limit=500&attempts=0&status=failed", 7);
    row("jobs?limit=500&status=dead&tenant=letters", 7);
    row("dlq?limit=500&root_cause=http_4xx&state=open&tenant=letters", 7);
    row("dlq?limit=500&root_cause=timeout", 0);
    row("dlq?limit=500&response_status=422&tenant=letters", 7);
    row("routes?source=stripe&limit=500&path=*user-sync&mode=off", 0);
}

void ListsTest::filters()
{
    QFETCH(QByteArray, query);
    QFETCH(int, count);
    query.replace(' ', "%20");
    const Answer answer = m_harness->get(query.toStdString());
    QVERIFY2(answer.status == 200, answer.body.c_str());
    // Events of other tests have tenants of their own.
    int found = 0;
    for (const QJsonValue item : answer.items()) {
        const QString tenant = item.toObject()[u"tenant"].toString();
        found += tenant == QStringLiteral("acme") || tenant == QStringLiteral("50%_off")
            || tenant == QStringLiteral("letters");
    }
    QCOMPARE(found, count);
}

void ListsTest::showsOneItemOfEachKind()
{
    const auto failed = m_harness->addFailed("single");
    QCOMPARE(m_harness->get("events/" + failed.event).text("id").toStdString(), failed.event);
    QCOMPARE(m_harness->get("jobs/" + failed.job).text("event_id").toStdString(), failed.event);
    QCOMPARE(m_harness->get("dlq/" + failed.letter).text("job_id").toStdString(), failed.job);
    const std::string byEvent = "jobs?event_id=" + failed.event;
    QCOMPARE(m_harness->get(byEvent).items().size(), 1);
    QCOMPARE(m_harness->get("dlq?job_id=" + failed.job).items().size(), 1);
}

void ListsTest::anEventIsShownWithItsPayloadButNotItsBody()
{
    const std::string id = m_harness->addEvent("queued", "payload");
    const QJsonObject payload = m_harness->get("events/" + id).json()[u"payload"].toObject();
    QCOMPARE(payload[u"request_url"].toString(), QStringLiteral("http://127.0.0.1/"));
    QCOMPARE(payload[u"headers"].toArray()[0].toArray()[0].toString(),
             QStringLiteral("Content-Type"));
    QVERIFY(payload[u"canonical"].toObject().contains(u"data"));
    QCOMPARE(payload[u"body_is_kept"].toBool(), true);
    QCOMPARE(payload[u"body_sha256"].toString().size(), 64);
    QVERIFY(!payload.contains(u"raw_body"));
    QVERIFY(payload[u"explanation"].isNull());
}

void ListsTest::aRefusedEventIsExplainedWithoutItsBody()
{
    const std::string id = m_harness->addEvent("discarded", "explained");
    m_harness->sql("UPDATE gatehouse.webhook_payload SET explanation ="
                   " '{\"source\": \"stripe\", \"valid\": false, \"status\": 401,"
                   " \"code\": \"signature_mismatch\", \"headline\": \"h\", \"reason\": \"r\","
                   " \"next\": \"n\", \"nearest\": null, \"checks\": [], \"secrets\": [],"
                   " \"encodings\": [], \"digests_computed\": 1,"
                   " \"signed_text\": {\"start\": \"x\"}}'"
                   " WHERE event_id = $1",
                   {*Uuid::parse(id)});
    const auto explanation = [&](const std::string &token) -> QJsonValue {
        return m_harness->get("events/" + id, token).json()[u"payload"].toObject()[u"explanation"];
    };
    const QJsonObject whole = explanation(AdminHarness::tokenOf("viewer")).toObject();
    QCOMPARE(whole[u"code"].toString(), QStringLiteral("signature_mismatch"));
    QVERIFY(!whole.contains(u"signed_text"));
    const std::string limited = m_harness->addScopedToken("viewer", {"explained"});
    QVERIFY(explanation(limited).isNull());
    const auto isWithheld = [&](const std::string &token) {
        const QJsonObject event = m_harness->get("events/" + id, token).json();
        return event[u"payload"][u"explanation_is_withheld"].toBool();
    };
    QVERIFY(isWithheld(limited));
    QVERIFY(!isWithheld(AdminHarness::tokenOf("viewer")));
}

void ListsTest::addDelivery(const std::string &event, const std::string &job, int status,
                            int seconds)
{
    const Uuid id = m_harness->ids.next();
    m_harness->sql(
        "INSERT INTO gatehouse.delivery_attempt (id, created_at, job_id, event_id, attempt,"
        " request_id, url, request_headers, response_status, response_body, duration_ms)"
        " VALUES ($1, gatehouse.uuid_time($3) + make_interval(secs => $5::bigint), $2, $3,"
        " $5::integer, gen_random_uuid(), 'http://127.0.0.1/', '[]', $4::integer,"
        " '\\xff00'::bytea, 12.3)",
        {id, *Uuid::parse(job), *Uuid::parse(event), std::int64_t(status), std::int64_t(seconds)});
}

void ListsTest::aJobIsShownWithItsDeliveries()
{
    const auto failed = m_harness->addFailed("deliveries");
    addDelivery(failed.event, failed.job, 503, 1);
    addDelivery(failed.event, failed.job, 422, 2);
    const QJsonArray deliveries =
        m_harness->get("jobs/" + failed.job).json()[u"deliveries"].toArray();
    QCOMPARE(deliveries.size(), 2);
    QCOMPARE(deliveries[0].toObject()[u"response_status"].toInt(), 422);
    QCOMPARE(deliveries[0].toObject()[u"response_body_base64"].toString(), QStringLiteral("/wA="));
}

void ListsTest::deliveriesAreListedWithWhatTheyBelongTo()
{
    const auto failed = m_harness->addFailed("tried");
    const std::string refused = m_harness->addDelivery(failed.job);
    const std::string taken = m_harness->addDelivery(failed.job, 202);
    const QJsonArray both = m_harness->get("deliveries?tenant=tried").items();
    QCOMPARE(both.size(), 2);
    const QJsonObject newest = both[0].toObject();
    QCOMPARE(newest[u"id"].toString().toStdString(), taken);
    QCOMPARE(newest[u"status"].toString(), u"succeeded");
    QCOMPARE(newest[u"event_type"].toString(), u"invoice.paid");
    QVERIFY(!newest.contains(u"request_headers") && !newest.contains(u"response_body"));
    const QJsonArray slow =
        m_harness->get("deliveries?tenant=tried&status=failed&duration_ms_from=12").items();
    QCOMPARE(slow.size(), 1);
    QCOMPARE(slow[0].toObject()[u"id"].toString().toStdString(), refused);
    QCOMPARE(m_harness->get("deliveries?tenant=tried&duration_ms_from=13").items().size(), 0);
    QCOMPARE(m_harness->get("deliveries?status=refused").status, 400);
}

void ListsTest::aiCallsAreListedWithWhatTheyUsed()
{
    const Uuid id = m_harness->ids.next();
    m_harness->sql("INSERT INTO gatehouse.agent_event (id, received_at, ts, trace_id, span_id,"
                   " tenant, agent, model, status, latency_ms, tokens_total, cost_usd, attrs)"
                   " VALUES ($1, $2, $2, 'trace', 'span', 'asking', 'writer', 'large', 'timeout',"
                   " 812.5, 520, 0.0042, '{\"try\":2}')",
                   {id, id.time()});
    const QJsonArray slow =
        m_harness->get("agent-events?tenant=asking&model=large&latency_ms_from=800").items();
    QCOMPARE(slow.size(), 1);
    const QJsonObject call = slow[0].toObject();
    QCOMPARE(call[u"cost_usd"].toDouble(), 0.0042);
    QCOMPARE(call[u"tokens_total"].toInt(), 520);
    QCOMPARE(call[u"attrs"][u"try"].toInt(), 2);
    QCOMPARE(m_harness->get("agent-events?tenant=asking&latency_ms_from=813").items().size(), 0);
    QCOMPARE(m_harness->get("agent-events/" + id.toString()).json(), call);
    const QJsonObject models = m_harness->get("agent-events/values?field=model").json();
    QCOMPARE(models[u"values"][0][u"value"].toString(), u"large");
}

void ListsTest::aiCallsAreOfNoSource()
{
    const Uuid id = m_harness->ids.next();
    m_harness->sql("INSERT INTO gatehouse.agent_event (id, received_at, ts, trace_id, span_id,"
                   " tenant, status, latency_ms) VALUES ($1, $2, $2, $1::text, 'a', 'sourceless',"
                   " 'ok', 1)",
                   {id, id.time()});
    const auto seen = [&](const std::string &token) {
        return m_harness->get("agent-events?tenant=sourceless", token).items().size();
    };
    QCOMPARE(seen(m_harness->addScopedToken("viewer", {"sourceless"})), 1);
    QCOMPARE(seen(m_harness->addScopedToken("viewer", {"another"})), 0);
    const std::string ofSources = m_harness->addScopedToken("viewer", {}, {"stripe"});
    for (const char *path : {"agent-events", "agent-events/values?field=tenant"}) {
        const auto refused = m_harness->get(path, ofSources);
        QCOMPARE(refused.status, 403);
        QVERIFY(refused.text("detail").contains(u"limited to sources"));
    }
}

void ListsTest::aDryRunIsNoFailure()
{
    const auto failed = m_harness->addFailed("dry");
    m_harness->sql("UPDATE gatehouse.job_execution SET mode = 'dry_run' WHERE id = $1",
                   {*Uuid::parse(failed.job)});
    m_harness->addDelivery(failed.job, std::nullopt);
    const QJsonArray built = m_harness->get("deliveries?tenant=dry").items();
    QCOMPARE(built.size(), 1);
    QCOMPARE(built[0].toObject()[u"status"].toString(), u"dry_run");
}

void ListsTest::aDeliveryIsShownWithItsExchange()
{
    const std::string id = m_harness->addDelivery(m_harness->addFailed("exchanged").job);
    const QJsonObject delivery = m_harness->get("deliveries/" + id).json();
    QCOMPARE(delivery[u"tenant"].toString(), u"exchanged");
    const QJsonObject exchange = delivery[u"exchange"].toObject();
    QCOMPARE(exchange[u"request_headers"].toArray()[0].toArray()[0].toString(), u"X-Sent");
    QCOMPARE(exchange[u"response_headers"].toArray()[0].toArray()[0].toString(), u"X-Answered");
    QCOMPARE(QByteArray::fromBase64(exchange[u"response_body_base64"].toString().toLatin1()),
             QByteArray("no sku"));
}

void ListsTest::aJobWhoseLeaseIsOverIsStuck()
{
    const std::string event = m_harness->addEvent("queued", "leased");
    const std::string lost = m_harness->addJob(event, "running");
    const std::string held = m_harness->addJob(event, "running");
    for (const auto &[job, until] : {std::pair(lost, "-1 min"), std::pair(held, "1 min")})
        m_harness->sql("UPDATE gatehouse.job_execution SET lease_until = now() + $2::interval"
                       " WHERE id = $1",
                       {*Uuid::parse(job), until});
    const QJsonArray stuck = m_harness->get("jobs?tenant=leased&is_stuck=true").items();
    QCOMPARE(stuck.size(), 1);
    QCOMPARE(stuck[0].toObject()[u"id"].toString().toStdString(), lost);
    QCOMPARE(stuck[0].toObject()[u"shown_status"].toString(), u"stuck");
    QCOMPARE(stuck[0].toObject()[u"status"].toString(), u"running");
    QCOMPARE(m_harness->get("jobs/" + held).json()[u"shown_status"].toString(), u"running");
}

void ListsTest::rawGivesTheExactBytesAndEntersTheLedger()
{
    std::string bytes;
    for (int i = 0; i < 1024; ++i)
        bytes += static_cast<char>(i);
    const std::string id = m_harness->addEvent("queued", "raw", "stripe", "t", bytes);
    const Answer answer = m_harness->get("events/" + id + "/raw", AdminHarness::tokenOf("viewer"));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, bytes);
    QCOMPARE(answer.headers.at("content-type"), std::string("application/octet-stream"));
    QCOMPARE(answer.headers.at("x-content-type-options"), std::string("nosniff"));
    QVERIFY(answer.headers.at("content-disposition").starts_with("attachment"));
    const QJsonArray entries = m_harness->get("audit?action=events.raw&target_id=" + id).items();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0].toObject()[u"actor"].toString(), QStringLiteral("viewer"));
}

void ListsTest::rawSaysWhenTheBodyWasNotKept()
{
    const std::string id = m_harness->addEvent("discarded", "kept");
    m_harness->sql("UPDATE gatehouse.webhook_payload SET raw_body = NULL WHERE event_id = $1",
                   {*Uuid::parse(id)});
    const Answer answer = m_harness->get("events/" + id + "/raw");
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.code(), QStringLiteral("body_not_kept"));
}

void ListsTest::rawAndListsAreNeverCached()
{
    QCOMPARE(m_harness->get("events?limit=1").headers.at("cache-control"), std::string("no-store"));
}

void ListsTest::readsSayHowLongTheyTook()
{
    const QRegularExpression form(
        QStringLiteral("^db;dur=([0-9]+\\.[0-9]{2}), total;dur=([0-9]+\\.[0-9]{2})$"));
    for (const char *path : {"events?limit=1", "jobs", "dlq", "audit", "whoami"}) {
        const Answer answer = m_harness->get(path);
        const auto match = form.match(QString::fromStdString(answer.headers.at("server-timing")));
        QVERIFY2(match.hasMatch(), path);
        QVERIFY2(match.captured(1).toDouble() <= match.captured(2).toDouble(), path);
    }
    QVERIFY(!m_harness->get("nothing").headers.contains("server-timing"));
}

QJsonArray ListsTest::timelineOf(const std::string &event) const
{
    return m_harness->get("events/" + event + "/timeline").items();
}

QStringList ListsTest::kinds(const QJsonArray &entries)
{
    QStringList list;
    for (const QJsonValue entry : entries)
        list += entry.toObject()[u"kind"].toString();
    return list;
}

void ListsTest::theTimelineTellsWhatHappenedInOrder()
{
    const std::string event = m_harness->addEvent("queued", "timeline");
    const std::string job = m_harness->addJob(event, "waiting");
    addDelivery(event, job, 503, 1);
    addDelivery(event, job, 200, 2);
    m_harness->sql("UPDATE gatehouse.job_execution SET updated_at = now() + interval '1 hour', "
                   "error = '503 Service Unavailable'"
                   " WHERE id = $1",
                   {*Uuid::parse(job)});
    const QJsonArray entries = timelineOf(event);
    QCOMPARE(kinds(entries),
             QStringList({QStringLiteral("received"), QStringLiteral("verified"),
                          QStringLiteral("queued"), QStringLiteral("attempt"),
                          QStringLiteral("attempt"), QStringLiteral("waiting")}));
    QString before;
    for (const QJsonValue entry : entries) {
        const QString at = entry.toObject()[u"at"].toString();
        QVERIFY(at >= before);
        before = at;
    }
    QCOMPARE(entries[3].toObject()[u"status"].toString(), QStringLiteral("error"));
    QCOMPARE(entries[4].toObject()[u"status"].toString(), QStringLiteral("ok"));
    QVERIFY(entries[3].toObject()[u"detail"].toString().contains(QStringLiteral("HTTP 503")));
    QCOMPARE(entries[3].toObject()[u"job_id"].toString().toStdString(), job);
}

void ListsTest::theTimelineSaysTheSameForPrograms()
{
    const std::string event = m_harness->addEvent("queued", "programs");
    const std::string job = m_harness->addJob(event, "waiting");
    addDelivery(event, job, 503, 1);
    const QJsonArray entries = timelineOf(event);
    QCOMPARE(entries[0].toObject()[u"state"].toString(), QStringLiteral("received"));
    QCOMPARE(entries[1].toObject()[u"state"].toString(), QStringLiteral("verified"));
    QCOMPARE(entries[0].toObject()[u"event_id"].toString().toStdString(), event);
    const QJsonObject attempt =
        entries[kinds(entries).indexOf(QStringLiteral("attempt"))].toObject();
    QCOMPARE(attempt[u"state"].toString(), QStringLiteral("failed"));
    QCOMPARE(attempt[u"note"].toString(), QStringLiteral("503"));
    QCOMPARE(attempt[u"attempt"].toInt(), 1);
    QCOMPARE(attempt[u"duration_ms"].toDouble(), 12.3);
    QVERIFY(Uuid::parse(attempt[u"delivery_id"].toString().toStdString()));
    const QJsonObject waiting =
        entries[kinds(entries).indexOf(QStringLiteral("waiting"))].toObject();
    QVERIFY(!waiting[u"until"].toString().isEmpty());
}

void ListsTest::theTimelineOfARefusedEventSaysWhy()
{
    const std::string event = m_harness->addEvent("discarded", "refused");
    m_harness->sql("UPDATE gatehouse.webhook_payload SET diagnosis = 'Another secret signed it.'"
                   " WHERE event_id = $1",
                   {*Uuid::parse(event)});
    const QJsonArray entries = timelineOf(event);
    QCOMPARE(kinds(entries), QStringList({QStringLiteral("received"), QStringLiteral("refused")}));
    QCOMPARE(entries[1].toObject()[u"detail"].toString(),
             QStringLiteral("Another secret signed it."));
}

void ListsTest::theTimelineHoldsWhatOperatorsDid()
{
    const auto failed = m_harness->addFailed("operators");
    QCOMPARE(m_harness->post("dlq/" + failed.letter + "/reenqueue", R"({"reason":"shop is back"})")
                 .status,
             200);
    QCOMPARE(m_harness->post("jobs/" + failed.job + "/cancel", R"({"reason":"not needed"})").status,
             200);
    const QJsonArray entries = timelineOf(failed.event);
    QCOMPARE(kinds(entries).mid(kinds(entries).size() - 2),
             QStringList({QStringLiteral("reenqueued"), QStringLiteral("cancelled")}));
    QCOMPARE(entries[entries.size() - 2].toObject()[u"detail"].toString(),
             QStringLiteral("shop is back"));
    QVERIFY(kinds(entries).contains(QStringLiteral("dead_letter")));
}

void ListsTest::theTimelineHoldsEachDeathWithItsReason()
{
    const auto failed = m_harness->addFailed("deaths");
    m_harness->sql("INSERT INTO gatehouse.earlier_death (letter_id, event_id, died_at, root_cause,"
                   " error, attempts) SELECT id, event_id, died_at - interval '1 hour', 'timeout',"
                   " 'no answer', 5 FROM gatehouse.dead_letter WHERE id = $1",
                   {*Uuid::parse(failed.letter)});
    QStringList deaths;
    for (const QJsonValue entry : timelineOf(failed.event)) {
        if (entry.toObject()[u"kind"] == QStringLiteral("dead_letter"))
            deaths += entry.toObject()[u"title"].toString() + u'|'
                + entry.toObject()[u"detail"].toString();
    }
    QCOMPARE(deaths,
             QStringList({QStringLiteral("Dead letter: timeout|no answer"),
                          QStringLiteral("Dead letter: http_4xx|HTTP 422")}));
}

void ListsTest::theTimelineTellsOfTheAiJob()
{
    const std::string event = m_harness->addEvent("processed", "acme", "ai", "job.failed");
    const std::string job = m_harness->addAiJob(event, "dead");
    const QJsonArray entries = timelineOf(event);
    QCOMPARE(kinds(entries), QStringLiteral("received verified settled ai_job").split(u' '));
    const QJsonObject told = entries.last().toObject();
    QCOMPARE(told[u"title"].toString(), QStringLiteral("AI job job_1 is dead"));
    QCOMPARE(told[u"status"].toString(), QStringLiteral("error"));
    QCOMPARE(told[u"job_id"].toString().toStdString(), job);
}

void ListsTest::theTimelineHoldsEveryOperatorsAction()
{
    const std::string event = m_harness->addEvent("queued", "operated");
    QCOMPARE(m_harness->get("events/" + event + "/raw").status, 200);
    const QJsonArray entries = timelineOf(event);
    QCOMPARE(kinds(entries).last(), QStringLiteral("operated"));
    QCOMPARE(entries.last().toObject()[u"state"].toString(), QStringLiteral("events.raw"));
}

void ListsTest::theTimelineTellsOfWaits()
{
    const std::string event = m_harness->addEvent("queued", "waits");
    const std::string job = m_harness->addJob(event, "pending");
    m_harness->sql("INSERT INTO gatehouse.job_wait VALUES"
                   " ($1, now() + interval '1 minute', 'The circuit breaker of a:1 is open')",
                   {*Uuid::parse(job)});
    const QJsonObject held = timelineOf(event).last().toObject();
    QCOMPARE(held[u"kind"].toString(), QStringLiteral("held"));
    QCOMPARE(held[u"note"].toString(), QStringLiteral("The circuit breaker of a:1 is open"));
    QCOMPARE(held[u"job_id"].toString().toStdString(), job);
}

std::string ListsTest::addTraced(const std::string &trace, const std::string &tenant)
{
    const std::string event = m_harness->addEvent("queued", tenant);
    m_harness->sql("UPDATE gatehouse.webhook_event SET trace_id = $2 WHERE id = $1",
                   {*Uuid::parse(event), trace});
    return event;
}

void ListsTest::theTimelineHoldsTheOthersOfTheTrace()
{
    const std::string first = addTraced("trace-1");
    const std::string second = addTraced("trace-1");
    const std::string job = m_harness->addJob(second, "pending");
    const std::string apart = addTraced("trace-2");
    QSet<QString> events;
    QString jobs;
    for (const QJsonValue entry : timelineOf(first)) {
        events += entry.toObject()[u"event_id"].toString();
        jobs += entry.toObject()[u"job_id"].toString();
    }
    QCOMPARE(events,
             (QSet<QString>{QString::fromStdString(first), QString::fromStdString(second)}));
    QCOMPARE(jobs.toStdString(), job);
    QCOMPARE(kinds(timelineOf(apart)), QStringLiteral("received verified").split(u' '));
}

void ListsTest::theTimelineOfATraceStopsAtTheScope()
{
    const std::string ours = addTraced("trace-3", "acme");
    addTraced("trace-3", "globex");
    const std::string token = m_harness->addScopedToken("viewer", {"acme"});
    const Answer answer = m_harness->get("events/" + ours + "/timeline", token);
    QCOMPARE(kinds(answer.items()), QStringLiteral("received verified").split(u' '));
    QCOMPARE(answer.json()[u"has_more_events"], QJsonValue(false));
    QCOMPARE(timelineOf(ours).size(), 4); // who is not limited sees both
}

void ListsTest::theTimelineSaysThatTheTraceHasMoreEvents()
{
    const std::string first = addTraced("trace-4");
    for (int i = 0; i < 50; ++i)
        addTraced("trace-4");
    const std::string path = "events/" + first + "/timeline";
    QCOMPARE(m_harness->get(path).json()[u"has_more_events"], QJsonValue(false));
    const std::string last = addTraced("trace-4");
    const Answer answer = m_harness->get(path);
    QCOMPARE(answer.json()[u"has_more_events"], QJsonValue(true));
    QVERIFY2(answer.body.find(last) == std::string::npos, "the furthest one is left out");
}

void ListsTest::theTimelineKeepsItsOwnEntriesWhenItIsCut()
{
    const std::string first = addTraced("trace-5");
    const std::string second = addTraced("trace-5");
    const std::string job = m_harness->addJob(second, "pending");
    m_harness->sql("INSERT INTO gatehouse.job_wait SELECT $1, now() + make_interval(secs => n),"
                   " 'no credentials' FROM generate_series(1, 1000) AS n",
                   {*Uuid::parse(job)});
    const Answer answer = m_harness->get("events/" + first + "/timeline");
    QCOMPARE(answer.json()[u"is_cut"], QJsonValue(true));
    QCOMPARE(answer.items().size(), 1000);
    QCOMPARE(answer.items()[0].toObject()[u"event_id"].toString().toStdString(), first);
}

void ListsTest::anAiJobIsListedWithWhatItHas()
{
    const std::string event = m_harness->addEvent("processed", "ai tenant", "ai", "job.succeeded");
    const std::string job = m_harness->addAiJob(event, "succeeded");
    const QJsonArray items = m_harness->get("jobs?task_name=ai_job&tenant=ai%20tenant").items();
    QCOMPARE(items.size(), 1);
    const QJsonObject row = items[0].toObject();
    QCOMPARE(row[u"id"].toString().toStdString(), job);
    QCOMPARE(row[u"tokens"].toInt(), 412);
    QCOMPARE(row[u"request_id"].toString(), QStringLiteral("job_1"));
    for (const char *none : {"path", "mode", "max_attempts", "next_attempt_at", "destination"})
        QVERIFY2(row[QLatin1String(none)].isNull(), none);
    QCOMPARE(m_harness->get("jobs/" + job).json()[u"deliveries"].toArray().size(), 0);
}

void ListsTest::theAuditIsFilteredByTheScopeToo()
{
    const auto ours = m_harness->addFailed("scope-a");
    const auto theirs = m_harness->addFailed("scope-b");
    for (const auto &letter : {ours.letter, theirs.letter})
        QCOMPARE(m_harness->post("dlq/" + letter + "/discard").status, 200);
    const std::string token = m_harness->addScopedToken("viewer", {"scope-a"});
    const QJsonArray entries = m_harness->get("audit", token).items();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0].toObject()[u"target_id"].toString().toStdString(), ours.letter);
}

void ListsTest::everyTenantsRoutesAreSeenWithAScope()
{
    m_harness->sql("INSERT INTO gatehouse.destination (id, name, base_url)"
                   " VALUES (gen_random_uuid(), 'test', 'http://127.0.0.1')");
    for (const char *tenant : {"", "scope-a", "scope-b"})
        m_harness->sql("INSERT INTO gatehouse.route (id, source, event_type, tenant, "
                       "destination_id, path, mode)"
                       " SELECT gen_random_uuid(), 'test', 'x.*', nullif($1, ''), id, '/x', 'live'"
                       " FROM gatehouse.destination WHERE name = 'test'",
                       {tenant});
    QCOMPARE(m_harness->get("routes?source=test").items().size(), 3);
    const std::string token = m_harness->addScopedToken("viewer", {"scope-a"});
    QCOMPARE(m_harness->get("routes?source=test", token).items().size(), 2);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::ListsTest)
#include "lists_test.moc"
