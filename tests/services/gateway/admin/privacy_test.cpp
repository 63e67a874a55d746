#include "adminharness.h"

#include <QTest>

namespace gatehouse::test {

namespace {

constexpr const char *body =
    R"({"id":"evt_1","customer":{"email":"jane@example.com","first_name":"Jane"},"n":1.10})";
constexpr const char *on = R"({"masking":"on","reason":"a test"})";

} // namespace

/// What the admin API shows of personal data.
class PrivacyTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init();
    void cleanup() { m_harness.reset(); }

    void nothingIsMaskedOutsideProduction();
    void productionMasksByItself();
    void everyAnswerIsMasked_data();
    void everyAnswerIsMasked();
    void aMaskedBodySaysSo();
    void aMaskedColumnIsStillFoundByItsValue();
    void whoMayNotRevealCannotGuessByParts_data();
    void whoMayNotRevealCannotGuessByParts();
    void nothingIsSortedByWhatARuleMasks();
    void nothingIsSortedByAValueThatIsMasked();
    void nothingIsSortedByANumberThatIsMasked();
    void deliveriesAreMaskedToo();
    void thereAreSoManyRulesAndNoMore();
    void whatOneTenantMasksByItsValueCannotBeAskedFor();
    void aSealedBodyThatCannotBeReadIsSaid();
    void aRuleCountsAtOnceAndForItsTenantAlone();
    void aRuleThatCannotBeUsedIsRefused_data();
    void aRuleThatCannotBeUsedIsRefused();
    void whatIsChangedIsInTheLedger();
    void aFieldIsRevealedOnce();
    void theLedgerNamesTheFieldsAndNotWhatTheyHold();
    void aFieldThatIsNotThereIsRefusedByName_data();
    void aFieldThatIsNotThereIsRefusedByName();
    void revealingNeedsAReasonAndAField_data();
    void revealingNeedsAReasonAndAField();

private:
    Answer post(const std::string &path, const std::string &json) const
    {
        return m_harness->post(path, json);
    }
    Answer reveal(const std::string &fields) const
    {
        return post("events/" + m_failed.event + "/reveal",
                    R"({"reason":"she called","fields":[)" + fields + "]}");
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
    AdminHarness::Failed m_failed;
};

namespace {

constexpr const char *personalHeaders =
    R"([["Content-Type","application/json"],["X-Forwarded-For","203.0.113.7"]])";
constexpr const char *canonical = R"({"actor": {"email": "jane@example.com"}, "data": {}})";

} // namespace

void PrivacyTest::init()
{
    m_harness = std::make_unique<AdminHarness>(*m_cluster);
    m_failed.event = m_harness->addEvent("failed", "acme", "stripe", "invoice.paid", body);
    m_failed.job = m_harness->addJob(m_failed.event, "dead");
    m_failed.letter = m_harness->addLetter(m_failed.job);
    m_harness->sql("UPDATE gatehouse.webhook_event SET actor_email = 'jane@example.com',"
                   " source_ip = '203.0.113.7', error = '422 jane@example.com is taken'");
    m_harness->sql("UPDATE gatehouse.job_execution SET error = '422 jane@example.com is taken'");
    m_harness->sql("UPDATE gatehouse.dead_letter SET error = '422 jane@example.com is taken'");
    m_harness->sql(
        "UPDATE gatehouse.webhook_payload SET headers = $1::jsonb, canonical = $2::jsonb,"
        " request_url = 'http://127.0.0.1/?mail=jane%40example.com',"
        " diagnosis = 'It is from jane@example.com'",
        {std::string(personalHeaders), std::string(canonical)});
}

void PrivacyTest::nothingIsMaskedOutsideProduction()
{
    const Answer answer = m_harness->get("events/" + m_failed.event + "/raw");
    QCOMPARE(answer.body, std::string(body));
    QVERIFY(!answer.headers.contains("x-gatehouse-masked"));
    QCOMPARE(m_harness->get("privacy").json()[u"masks"].toBool(), false);
}

void PrivacyTest::productionMasksByItself()
{
    m_harness->sql("UPDATE gatehouse.setting SET value = 'production' WHERE name = 'environment'");
    QCOMPARE(m_harness->get("privacy").json()[u"masks"].toBool(), true);
    QVERIFY(m_harness->get("events").body.find("j•••@e•••.com") != std::string::npos);
    QCOMPARE(post("privacy", R"({"masking":"off","reason":"a test"})").status, 200);
    QVERIFY(m_harness->get("events").body.find("jane@example.com") != std::string::npos);
}

void PrivacyTest::everyAnswerIsMasked_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : {"events", "events/EVENT", "events/EVENT/raw", "events/EVENT/timeline",
                             "jobs", "jobs/JOB", "dlq", "dlq/LETTER", "results", "audit"})
        QTest::newRow(path) << QString::fromLatin1(path);
}

void PrivacyTest::everyAnswerIsMasked()
{
    QFETCH(QString, path);
    QCOMPARE(post("privacy", on).status, 200);
    path.replace(QStringLiteral("EVENT"), QString::fromStdString(m_failed.event));
    path.replace(QStringLiteral("JOB"), QString::fromStdString(m_failed.job));
    path.replace(QStringLiteral("LETTER"), QString::fromStdString(m_failed.letter));
    const Answer answer = m_harness->get(path.toStdString());
    QCOMPARE(answer.status, 200);
    for (const char *planted : {"jane@", "jane%40", "Jane", "203.0.113.7"})
        QVERIFY2(answer.body.find(planted) == std::string::npos, answer.body.c_str());
    QCOMPARE(answer.body.find("•") != std::string::npos, path != u"audit");
}

void PrivacyTest::aMaskedBodySaysSo()
{
    QCOMPARE(post("privacy", on).status, 200);
    const Answer answer = m_harness->get("events/" + m_failed.event + "/raw");
    QCOMPARE(
        QString::fromStdString(answer.body),
        QStringLiteral(
            R"({"id":"evt_1","customer":{"email":"j•••@e•••.com","first_name":"J•••"},"n":1.10})"));
    QCOMPARE(answer.headers.at("x-gatehouse-masked"), std::string("2"));
}

void PrivacyTest::aMaskedColumnIsStillFoundByItsValue()
{
    QCOMPARE(post("privacy", on).status, 200);
    QCOMPARE(m_harness->get("events?actor_email=jane%40example.com").items().size(), 1);
    QCOMPARE(m_harness->get("events?actor_email=joe%40example.com").items().size(), 0);
}

void PrivacyTest::whoMayNotRevealCannotGuessByParts_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("isGuess");
    const auto filter = [](const char *json) {
        return QStringLiteral("filter=")
            + QString::fromLatin1(QByteArray(json).toPercentEncoding());
    };
    QTest::newRow("contains") << filter(
        R"({"field":"actor_email","operator":"contains","values":["ja"]})")
                              << true;
    QTest::newRow("wildcard") << filter(
        R"({"field":"actor_email","operator":"is","values":["ja*"]})")
                              << true;
    QTest::newRow("wildcard in a parameter") << QStringLiteral("source_ip=203.*") << true;
    QTest::newRow("counted") << QStringLiteral("count=true&actor_email=ja*") << true;
    QTest::newRow("whole value") << QStringLiteral("actor_email=jane%40example.com") << false;
    QTest::newRow("whole value in the payload") << filter(
        R"({"field":"payload","operator":"is","values":["data.customer.email = jane@example.com"]})")
                                                << true;
    QTest::newRow("masked by its look")
        << filter(R"({"field":"payload","operator":"is","values":["data.x = jane@example.com"]})")
        << true;
    QTest::newRow("in a list") << filter(
        R"({"field":"payload","operator":"is","values":["data.k = 1","data.people[].email = 1"]})")
                               << true;
    QTest::newRow("of the headers")
        << filter(R"({"field":"headers","operator":"is","values":["X-Real-IP = 203.0.113.7"]})")
        << true;
    QTest::newRow("an order in the payload")
        << filter(R"({"field":"payload","operator":"is","values":["data.object.id = ord_1042"]})")
        << false;
    QTest::newRow("another column") << QStringLiteral("event_type=invoice.*") << false;
}

void PrivacyTest::whoMayNotRevealCannotGuessByParts()
{
    QFETCH(QString, query);
    QFETCH(bool, isGuess);
    const std::string path = "events?" + query.toStdString();
    QCOMPARE(m_harness->get(path, AdminHarness::tokenOf("viewer")).status, 200);
    QCOMPARE(post("privacy", on).status, 200);
    const Answer answer = m_harness->get(path, AdminHarness::tokenOf("viewer"));
    QCOMPARE(answer.status, isGuess ? 400 : 200);
    if (isGuess)
        QVERIFY2(answer.body.find("masked") != std::string::npos, answer.body.c_str());
    QCOMPARE(m_harness->get(path, AdminHarness::tokenOf("support")).status, 200);
}

void PrivacyTest::thereAreSoManyRulesAndNoMore()
{
    m_harness->sql("INSERT INTO gatehouse.masking_rule (id, created_at, created_by, path, kind)"
                   " SELECT gen_random_uuid(), now(), 'mira', '/body/n' || n, 'text'"
                   " FROM generate_series(1, 499) n");
    const std::string rule = R"({"reason":"a test","kind":"text","path":"\/body\/nickname"})";
    QCOMPARE(post("masking-rules", rule).status, 201);
    const Answer refused = post("masking-rules", rule);
    QCOMPARE(refused.status, 409);
    QCOMPARE(refused.code(), u"too_many_rules");
}

/// Whose events they are is not known before they are found.
void PrivacyTest::whatOneTenantMasksByItsValueCannotBeAskedFor()
{
    QCOMPARE(post("privacy", on).status, 200);
    const std::string path = "events?filter="
        + QByteArray(R"({"field":"payload","operator":"is","values":["data.customer = cus_123"]})")
              .toPercentEncoding()
              .toStdString();
    QCOMPARE(m_harness->get(path, AdminHarness::tokenOf("viewer")).status, 200);
    m_harness->sql(
        "INSERT INTO gatehouse.masking_rule (id, created_at, created_by, value, kind, tenant)"
        " VALUES (gen_random_uuid(), now(), 'mira', 'cus_*', 'text', 'acme')");
    QCOMPARE(m_harness->get(path, AdminHarness::tokenOf("viewer")).status, 400);
}

void PrivacyTest::aSealedBodyThatCannotBeReadIsSaid()
{
    m_harness->sql("UPDATE gatehouse.webhook_payload"
                   " SET raw_body = '\\x017365616c656400' || repeat('a', 100)::bytea");
    const Answer refused = reveal(R"("\/body\/customer\/email")");
    QCOMPARE(refused.status, 409);
    QCOMPARE(refused.code(), u"body_sealed");
    QCOMPARE(reveal(R"("\/event\/actor_email")").status, 200);
}

/// A cursor has the value in clear, and an order tells what it is by and by.
void PrivacyTest::nothingIsSortedByWhatARuleMasks()
{
    const std::string path = "events?sort=tenant&limit=1";
    m_harness->addEvent("failed", "globex", "stripe", "invoice.paid", body);
    QCOMPARE(post("privacy", on).status, 200);
    QCOMPARE(m_harness->get(path).status, 200);
    m_harness->sql("INSERT INTO gatehouse.masking_rule (id, created_at, created_by, path, kind)"
                   " VALUES (gen_random_uuid(), now(), 'mira', '/event/tenant', 'text')");
    const Answer refused = m_harness->get(path);
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.text("detail").contains(u"masked"));
    QCOMPARE(m_harness->get("events?sort=event_type&limit=1").status, 200);
}

void PrivacyTest::nothingIsSortedByAValueThatIsMasked()
{
    m_harness->addEvent("failed", "jane@example.com", "stripe", "invoice.paid", body);
    const std::string path = "events?sort=tenant&limit=1";
    QCOMPARE(m_harness->get(path).status, 200);
    QCOMPARE(post("privacy", on).status, 200);
    const Answer refused = m_harness->get(path);
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.body.find("jane@") == std::string::npos);
}

void PrivacyTest::nothingIsSortedByANumberThatIsMasked()
{
    m_harness->sql("UPDATE gatehouse.webhook_event SET attempts = 4711");
    m_harness->sql("INSERT INTO gatehouse.masking_rule (id, created_at, created_by, value, kind)"
                   " VALUES (gen_random_uuid(), now(), 'mira', '4711', 'text')");
    const std::string path = "events?sort=attempts&limit=1";
    QCOMPARE(m_harness->get(path).status, 200);
    QCOMPARE(post("privacy", on).status, 200);
    QCOMPARE(m_harness->get(path).status, 400);
}

void PrivacyTest::deliveriesAreMaskedToo()
{
    m_harness->sql(
        "INSERT INTO gatehouse.delivery_attempt (id, created_at, job_id, event_id, attempt,"
        " request_id, url, request_headers, response_status, response_headers,"
        " response_body, error, duration_ms) VALUES ($1, now(), $2, $3, 1, $1,"
        " 'http://wp/?to=jane@example.com', '[]', 422, '[[\"X-User\",\"jane@example.com\"]]',"
        " '{\"first_name\":\"Jane\"}', 'HTTP 422: jane@example.com', 12.5)",
        {m_harness->ids.next(), *Uuid::parse(m_failed.job), *Uuid::parse(m_failed.event)});
    const auto delivery = [this] {
        return m_harness->get("jobs/" + m_failed.job).json()[u"deliveries"].toArray()[0].toObject();
    };
    const auto answerOf = [](const QJsonObject &delivery) {
        return QByteArray::fromBase64(delivery[u"response_body_base64"].toString().toLatin1());
    };
    QCOMPARE(answerOf(delivery()), QByteArray(R"({"first_name":"Jane"})"));
    QCOMPARE(post("privacy", on).status, 200);
    QVERIFY(!QJsonDocument(delivery()).toJson().contains("jane@"));
    QCOMPARE(answerOf(delivery()), QByteArray(R"({"first_name":"J•••"})"));
}

void PrivacyTest::aRuleCountsAtOnceAndForItsTenantAlone()
{
    const std::string other =
        m_harness->addEvent("failed", "globex", "stripe", "invoice.paid", body);
    QCOMPARE(post("privacy", on).status, 200);
    const Answer made = post("masking-rules",
                             R"({"kind":"text","path":"/body/id","tenant":"globex","reason":"r"})");
    QCOMPARE(made.status, 201);
    QVERIFY(m_harness->get("events/" + other + "/raw").body.find("evt_1") == std::string::npos);
    QVERIFY(m_harness->get("events/" + m_failed.event + "/raw").body.find("evt_1")
            != std::string::npos);
    QCOMPARE(m_harness->get("masking-rules").items().size(), 1);
    const std::string id = made.text("id").toStdString();
    QCOMPARE(post("masking-rules/" + id + "/delete", R"({"reason":"r"})").status, 200);
    QVERIFY(m_harness->get("events/" + other + "/raw").body.find("evt_1") != std::string::npos);
    QCOMPARE(post("masking-rules/" + id + "/delete", R"({"reason":"r"})").status, 404);
}

void PrivacyTest::aRuleThatCannotBeUsedIsRefused_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *rule, const char *code) {
        QTest::newRow(rule) << QString::fromLatin1(rule) << QString::fromLatin1(code);
    };
    row(R"("kind":"text")", "field_invalid");
    row(R"("kind":"text","path":"nickname")", "field_invalid");
    row(R"("kind":"text","path":"/a","value":"b")", "field_invalid");
    row(R"("kind":"text","value":"**")", "field_invalid");
    row(R"("kind":"blue","path":"/a")", "field_invalid");
    row(R"("kind":"text","path":"/a","source":"nosuch")", "unknown_source");
}

void PrivacyTest::aRuleThatCannotBeUsedIsRefused()
{
    QFETCH(QString, rule);
    const Answer answer = post("masking-rules", '{' + rule.toStdString() + R"(,"reason":"r"})");
    QTEST(answer.code(), "code");
}

void PrivacyTest::whatIsChangedIsInTheLedger()
{
    QCOMPARE(post("privacy", on).status, 200);
    const QJsonObject entry = m_harness->get("audit").items()[0].toObject();
    QCOMPARE(entry[u"action"].toString(), u"privacy.change");
    QCOMPARE(entry[u"detail"].toObject()[u"before"].toObject()[u"masking"].toString(), u"auto");
    QCOMPARE(entry[u"detail"].toObject()[u"after"].toObject()[u"masks"].toBool(), true);
    QCOMPARE(
        post("masking-rules", R"({"kind":"keep","path":"/**/email","tenant":"acme","reason":"r"})")
            .status,
        201);
    const QJsonObject rule = m_harness->get("audit").items()[0].toObject();
    QCOMPARE(rule[u"action"].toString(), u"masking_rules.create");
    QCOMPARE(rule[u"detail"].toObject()[u"after"].toObject()[u"path"].toString(), u"/**/email");
    QCOMPARE(rule[u"detail"].toObject()[u"tenant"].toString(), u"acme");
}

void PrivacyTest::aFieldIsRevealedOnce()
{
    QCOMPARE(post("privacy", on).status, 200);
    const std::string path = "events/" + m_failed.event + "/reveal";
    const std::string wish =
        R"({"reason":"she called","fields":["/body/customer/email","/event/source_ip",)"
        R"("/headers/X-Forwarded-For","/canonical/actor/email","/event/request_url"]})";
    const Answer answer = m_harness->post(path, wish, "a-key");
    QCOMPARE(answer.status, 200);
    QCOMPARE(
        answer.json()[u"fields"].toObject(),
        (QJsonObject{{QStringLiteral("/body/customer/email"), QStringLiteral("jane@example.com")},
                     {QStringLiteral("/event/source_ip"), QStringLiteral("203.0.113.7")},
                     {QStringLiteral("/headers/X-Forwarded-For"), QStringLiteral("203.0.113.7")},
                     {QStringLiteral("/canonical/actor/email"), QStringLiteral("jane@example.com")},
                     {QStringLiteral("/event/request_url"),
                      QStringLiteral("http://127.0.0.1/?mail=jane%40example.com")}}));
    const Answer again = m_harness->post(path, wish, "a-key");
    QCOMPARE(again.body, std::string(R"({"revealed":true})"));
    QCOMPARE(m_harness->database.cell("SELECT count(*) FROM gatehouse.admin_request"
                                      " WHERE response_body LIKE '%jane%'"),
             u"0");
}

void PrivacyTest::theLedgerNamesTheFieldsAndNotWhatTheyHold()
{
    QCOMPARE(reveal(R"("/body/customer/email")").status, 200);
    const QJsonObject entry = m_harness->get("audit").items()[0].toObject();
    QCOMPARE(entry[u"action"].toString(), u"events.reveal");
    QCOMPARE(entry[u"reason"].toString(), u"she called");
    QCOMPARE(entry[u"detail"].toObject()[u"fields"].toArray(),
             QJsonArray{QStringLiteral("/body/customer/email")});
    QCOMPARE(entry[u"detail"].toObject()[u"tenant"].toString(), u"acme");
    QVERIFY(!QJsonDocument(entry).toJson().contains("jane"));
}

void PrivacyTest::aFieldThatIsNotThereIsRefusedByName_data()
{
    QTest::addColumn<QString>("field");
    for (const char *field : {"/body/customer", "/body/nosuch", "/nosuch/a", "/", "body",
                              "/event/commit", "/explanation/code", "/body", "/event", "/headers"})
        QTest::newRow(field) << QString::fromLatin1(field);
}

void PrivacyTest::aFieldThatIsNotThereIsRefusedByName()
{
    QFETCH(QString, field);
    const Answer answer = reveal(R"("/body/id",")" + field.toStdString() + '"');
    QCOMPARE(answer.code(), u"field_unknown");
    QVERIFY(answer.text("detail").contains(field));
    QCOMPARE(m_harness->auditEntries(), 0);
}

void PrivacyTest::revealingNeedsAReasonAndAField_data()
{
    QTest::addColumn<QString>("wish");
    QTest::addColumn<QString>("code");
    QTest::newRow("no reason") << QStringLiteral(R"({"fields":["/body/id"]})")
                               << QStringLiteral("reason_missing");
    QTest::newRow("no fields") << QStringLiteral(R"({"reason":"r"})")
                               << QStringLiteral("field_invalid");
    QTest::newRow("an empty list")
        << QStringLiteral(R"({"reason":"r","fields":[]})") << QStringLiteral("field_invalid");
}

void PrivacyTest::revealingNeedsAReasonAndAField()
{
    QFETCH(QString, wish);
    QTEST(post("events/" + m_failed.event + "/reveal", wish.toStdString()).code(), "code");
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::PrivacyTest)
#include "privacy_test.moc"
