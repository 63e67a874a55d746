#include "adminharness.h"
#include "services/gateway/store/bodykeys.h"
#include "services/secrets/vault.h"
#include "tests/support/vaults.h"

#include <QTest>

#include <thread>

namespace gatehouse::test {

/// A dead letter's payload changed before its job is tried once more, and what would happen then.
class LetterEditTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_harness.reset(); }

    void theJobGoesOnWithThePayloadAndTheOriginalStays();
    void aPayloadMayBeTextOrJsonAndNumbersStay();
    void aPatchIsAppliedInTheClear();
    void aPatchShowsNothingThatIsMasked_data();
    void aPatchShowsNothingThatIsMasked();
    void theLedgerHasWhatWasChanged();
    void theLedgerIsMaskedAndBounded();
    void whatCannotBeTakenIsRefused_data();
    void whatCannotBeTakenIsRefused();
    void aRefusedEditChangesNothing();
    void ofTwoOperatorsOneWins();
    void aSecondEditStandsOnTheFirst();
    void anEditThatSomebodyElseMadeIsSaid();
    void thePayloadIsShownMaskedAndToldToTheLedger();
    void aBodyThatWasNotKeptCannotBeChanged();
    void aSealedBodyStaysSealed();
    void withItsJobAnEditIsForgotten();

    void aDryRunShowsTheRequestAndChangesNothing();
    void aDryRunSaysWhatStandsInTheWay_data();
    void aDryRunSaysWhatStandsInTheWay();
    void aDryRunTakesAPayloadAlong();

private:
    std::string path(const char *below) const { return "dlq/" + m_failed.letter + below; }
    Answer edit(const std::string &members) const
    {
        return m_harness->post(path("/edit-and-retry"), "{\"reason\":\"no sku\"," + members + "}");
    }
    Answer tryIt(const std::string &body = "{}") const
    {
        return m_harness->post(path("/dry-run"), body, "");
    }
    QString edited(const std::string &number = "1") const
    {
        return m_harness->database.cell("SELECT convert_from(payload, 'UTF8') FROM"
                                        " gatehouse.payload_edit WHERE job_id = $1 AND number = "
                                            + number,
                                        {*Uuid::parse(m_failed.job)});
    }
    QString ledger(const std::string &expression) const
    {
        return m_harness->database.cell(
            "SELECT " + expression
            + " FROM gatehouse.audit WHERE action = 'dlq.edit_and_retry' AND target_id = '"
            + m_failed.letter + "'");
    }
    void die() const;
    QStringList warnings(const Answer &answer) const;

    std::unique_ptr<TestCluster> m_cluster;
    const secrets::Vault m_vault = vaultOf('k');
    gateway::BodyKeys m_keys{&m_vault};
    std::unique_ptr<AdminHarness> m_harness;
    AdminHarness::Failed m_failed;
    Uuid m_destination, m_route;
};

namespace {

constexpr const char *original =
    R"({"id":"evt_1","type":"invoice.paid","n":1.10,"customer":{"email":"jane@example.com"}})";
constexpr const char *withSku = R"("patch":[{"op":"add","path":"\/sku","value":"A-1"}])";

} // namespace

void LetterEditTest::initTestCase()
{
    m_cluster = TestCluster::start();
    gateway::AdminOptions options;
    options.bodies = &m_keys;
    m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
}

/// A letter whose job has a route and a destination.
void LetterEditTest::init()
{
    m_harness->sql("TRUNCATE gatehouse.body_key, gatehouse.worker_pause, gatehouse.circuit_breaker,"
                   " gatehouse.route, gatehouse.destination, gatehouse.masking_rule CASCADE");
    m_harness->sql("UPDATE gatehouse.setting SET value = 'off' WHERE name = 'masking'");
    auto session = m_harness->database.session("gatehouse_gateway");
    QVERIFY(m_keys.refresh(session));
    m_destination = m_harness->ids.next();
    m_route = m_harness->ids.next();
    m_harness->sql("INSERT INTO gatehouse.destination (id, name, base_url)"
                   " VALUES ($1, 'shop', 'http:' || '//shop.example:8080/')",
                   {m_destination});
    m_harness->sql("INSERT INTO gatehouse.route (id, source, event_type, destination_id, path,"
                   " mode) VALUES ($1, 'stripe', 'invoice.*', $2, '/hook', 'live')",
                   {m_route, m_destination});
    m_failed.event = m_harness->addEvent("failed", "acme", "stripe", "invoice.paid", original);
    m_failed.job = m_harness->addJob(m_failed.event, "dead");
    m_failed.letter = m_harness->addLetter(m_failed.job);
    m_harness->sql("UPDATE gatehouse.job_execution SET destination_id = $2, route_id = $3,"
                   " path = '/hook' WHERE id = $1",
                   {*Uuid::parse(m_failed.job), m_destination, m_route});
}

/// As a worker says that the job died again.
void LetterEditTest::die() const
{
    m_harness->sql("UPDATE gatehouse.job_execution SET status = 'dead' WHERE id = $1",
                   {*Uuid::parse(m_failed.job)});
    m_harness->sql("UPDATE gatehouse.dead_letter SET state = 'open', died_at = now() WHERE id = $1",
                   {*Uuid::parse(m_failed.letter)});
}

QStringList LetterEditTest::warnings(const Answer &answer) const
{
    QStringList codes;
    for (const QJsonValue warning : answer.json()[u"warnings"].toArray())
        codes += warning[u"code"].toString();
    return codes;
}

void LetterEditTest::theJobGoesOnWithThePayloadAndTheOriginalStays()
{
    const QString key = m_harness->statusOf("job_execution", m_failed.job, "idempotency_key");
    const Answer answer = edit(withSku);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.text("state"), QStringLiteral("reenqueued"));
    QCOMPARE(m_harness->statusOf("job_execution", m_failed.job), QStringLiteral("pending"));
    QCOMPARE(m_harness->statusOf("job_execution", m_failed.job, "attempts"), QStringLiteral("0"));
    QCOMPARE(m_harness->statusOf("job_execution", m_failed.job, "idempotency_key"), key);
    QCOMPARE(m_harness->get("events/" + m_failed.event + "/raw").body, std::string(original));
    QCOMPARE(edited(),
             QString::fromLatin1(original).chopped(1) + QStringLiteral(",\"sku\":\"A-1\"}"));
    QCOMPARE(m_harness->database.cell("SELECT concat_ws(' ', number, actor, reason, body_size)"
                                      " FROM console.payload_edits WHERE job_id = $1",
                                      {*Uuid::parse(m_failed.job)}),
             QStringLiteral("1 admin no sku %1").arg(edited().size()));
}

void LetterEditTest::aPayloadMayBeTextOrJsonAndNumbersStay()
{
    QCOMPARE(edit(R"("payload":{"id":"evt_1","type":"invoice.paid","n":12345678901234567890.10})")
                 .status,
             200);
    QVERIFY(edited().contains(QStringLiteral("\"n\":12345678901234567890.10")));
    die();
    QCOMPARE(edit(R"("payload":"{ \"id\": \"evt_1\",\"type\":\"invoice.paid\" }")").status, 200);
    QCOMPARE(edited("2"), QStringLiteral("{ \"id\": \"evt_1\",\"type\":\"invoice.paid\" }"));
}

void LetterEditTest::aPatchIsAppliedInTheClear()
{
    m_harness->post("privacy", R"({"masking":"on","reason":"a test"})");
    QVERIFY(m_harness->get("events/" + m_failed.event + "/raw").body.find("jane@")
            == std::string::npos);
    QCOMPARE(edit(withSku).status, 200);
    QVERIFY(edited().contains(QStringLiteral("jane@example.com")));
}

void LetterEditTest::aPatchShowsNothingThatIsMasked_data()
{
    QTest::addColumn<std::string>("operation");
    QTest::newRow("copy") << std::string(
        R"({"op":"copy","from":"\/customer\/email","path":"\/country"})");
    QTest::newRow("move") << std::string(R"({"op":"move","from":"\/customer","path":"\/country"})");
    QTest::newRow("test") << std::string(
        R"({"op":"test","path":"\/customer\/email","value":"jane@example.com"})");
}

void LetterEditTest::aPatchShowsNothingThatIsMasked()
{
    QFETCH(std::string, operation);
    m_harness->post("privacy", R"({"masking":"on","reason":"a test"})");
    const Answer answer = tryIt(R"({"patch":[)" + operation + "]}");
    QCOMPARE(answer.code(), QStringLiteral("patch_failed"));
    QVERIFY(answer.body.find("jane@") == std::string::npos);
}

void LetterEditTest::theLedgerHasWhatWasChanged()
{
    edit(
        R"("patch":[{"op":"replace","path":"\/n","value":2.50},{"op":"remove","path":"\/customer"}])");
    QCOMPARE(ledger("concat_ws(' ', actor, reason, detail->>'event_id')"),
             QStringLiteral("admin no sku ") + QString::fromStdString(m_failed.event));
    QCOMPARE(ledger("detail->'payload_edit'->>'number'"), QStringLiteral("1"));
    const std::string changes = "detail->'payload_edit'->'changes'";
    QCOMPARE(ledger(changes + "->0->>'op'"), QStringLiteral("remove"));
    QCOMPARE(ledger(changes + "->0->>'path'"), QStringLiteral("/customer"));
    QCOMPARE(ledger(changes + "->1->>'before'"), QStringLiteral("1.10"));
    QCOMPARE(ledger(changes + "->1->>'after'"), QStringLiteral("2.50"));
}

void LetterEditTest::theLedgerIsMaskedAndBounded()
{
    m_harness->post("privacy", R"({"masking":"on","reason":"a test"})");
    std::string many;
    for (int i = 0; i < 150; ++i)
        many += ",{\"op\":\"add\",\"path\":\"/m" + std::to_string(i) + "\",\"value\":1}";
    const Answer answer =
        edit(R"("patch":[{"op":"replace","path":"\/customer\/email","value":"joan@example.org"})"
             + many + "]");
    QCOMPARE(answer.status, 200);
    QCOMPARE(ledger("jsonb_array_length(detail->'payload_edit'->'changes') || ' of ' ||"
                    " (detail->'payload_edit'->>'changes_total')"),
             QStringLiteral("100 of 151"));
    const QString detail = ledger("detail::text");
    QVERIFY(!detail.contains(QStringLiteral("jane@")) && !detail.contains(QStringLiteral("joan@")));
    QVERIFY(detail.contains(QStringLiteral("•••")));
}

void LetterEditTest::whatCannotBeTakenIsRefused_data()
{
    QTest::addColumn<std::string>("members");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const std::string &members, int status,
                        const char *code) {
        QTest::newRow(name) << members << status << QString::fromLatin1(code);
    };
    const std::string deep = std::string(200, '[') + std::string(200, ']');
    row("neither", R"("payload_edits":0)", 400, "field_invalid");
    row("both", std::string(withSku) + R"(,"payload":"{}")", 400, "field_invalid");
    row("unknown member", R"("document":{})", 400, "field_invalid");
    row("a number", R"("payload":1)", 400, "field_invalid");
    row("no JSON", R"("payload":"{\"id\":")", 400, "payload_invalid");
    row("too deep", "\"payload\":\"" + deep + '"', 400, "payload_invalid");
    row("too large", "\"payload\":\"[\\\"" + std::string(512 * 1024, 'x') + "\\\"]\"", 413,
        "payload_too_large");
    row("far too large", "\"payload\":\"" + std::string(3 * 1024 * 1024, 'x') + '"', 413,
        "body_too_large");
    row("no change",
        R"("payload":"{\"customer\":{\"email\":\"jane@example.com\"}, \"n\":1.10,\"type\":\"invoice.paid\",\"id\":\"evt_1\"}")",
        422, "no_change");
    row("no event", R"("payload":{"type":"invoice.paid"})", 422, "not_normalizable");
    row("no such place", R"("patch":[{"op":"remove","path":"\/nothing"}])", 422, "patch_failed");
    row("no patch", R"("patch":"{}")", 422, "patch_failed");
    row("a mask",
        R"("payload":{"id":"evt_1","type":"invoice.paid","customer":{"email":"j•••@e•••.com"}})",
        422, "masked_value");
    row("a mask as libraries write it",
        R"("payload":"{\"id\":\"evt_1\",\"type\":\"invoice.paid\",\"customer\":{\"email\":\"j\\u2022\\u2022\\u2022@e\\u2022\\u2022\\u2022.com\"}}")",
        422, "masked_value");
}

void LetterEditTest::whatCannotBeTakenIsRefused()
{
    QFETCH(std::string, members);
    QFETCH(int, status);
    QFETCH(QString, code);
    const Answer answer = edit(members);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.code(), code);
}

void LetterEditTest::aRefusedEditChangesNothing()
{
    edit(R"("payload":{"type":"invoice.paid"})");
    QCOMPARE(m_harness->statusOf("dead_letter", m_failed.letter, "state"), QStringLiteral("open"));
    QCOMPARE(m_harness->statusOf("job_execution", m_failed.job, "payload_edits"),
             QStringLiteral("0"));
    QCOMPARE(edited(), QString());
}

void LetterEditTest::ofTwoOperatorsOneWins()
{
    std::array<Answer, 2> answers;
    std::array<std::thread, 2> operators;
    for (std::size_t i = 0; i < 2; ++i)
        operators[i] = std::thread([this, i, &answers] {
            answers[i] = edit("\"patch\":[{\"op\":\"add\",\"path\":\"/sku\",\"value\":"
                              + std::to_string(i) + "}]");
        });
    for (std::thread &each : operators)
        each.join();
    QCOMPARE(answers[0].status + answers[1].status, 200 + 409);
    const Answer &lost = answers[0].status == 409 ? answers[0] : answers[1];
    QCOMPARE(lost.code(), QStringLiteral("not_open"));
    QCOMPARE(m_harness->statusOf("job_execution", m_failed.job, "payload_edits"),
             QStringLiteral("1"));
}

void LetterEditTest::aSecondEditStandsOnTheFirst()
{
    edit(withSku);
    die();
    QCOMPARE(
        edit(
            R"("patch":[{"op":"test","path":"\/sku","value":"A-1"},{"op":"replace","path":"\/n","value":2}])")
            .status,
        200);
    QVERIFY(edited("2").contains(QStringLiteral("\"n\":2,")));
    QVERIFY(edited("2").contains(QStringLiteral("\"sku\":\"A-1\"")));
    QCOMPARE(m_harness->get("events/" + m_failed.event + "/raw").body, std::string(original));
    die();
    const QJsonObject shown = m_harness->get(path("/payload")).json();
    QCOMPARE(shown[u"payload"].toString(), edited("2"));
    QCOMPARE(shown[u"payload_edits"].toInt(), 2);
    QCOMPARE(shown[u"edits"].toArray().size(), 2);
    QCOMPARE(shown[u"edits"][0][u"number"].toInt(), 2);
}

void LetterEditTest::anEditThatSomebodyElseMadeIsSaid()
{
    edit(withSku);
    die();
    const Answer late = edit(R"("payload_edits":0,"payload":{"id":"evt_9","type":"invoice.paid"})");
    QCOMPARE(late.status, 409);
    QCOMPARE(late.code(), QStringLiteral("edited_meanwhile"));
    QCOMPARE(edit(R"("payload_edits":1,"payload":{"id":"evt_9","type":"invoice.paid"})").status,
             200);
}

void LetterEditTest::thePayloadIsShownMaskedAndToldToTheLedger()
{
    m_harness->post("privacy", R"({"masking":"on","reason":"a test"})");
    const Answer shown = m_harness->get(path("/payload"));
    QCOMPARE(shown.status, 200);
    QVERIFY(!shown.text("payload").contains(QStringLiteral("jane@")));
    QCOMPARE(shown.json()[u"masked_fields"].toArray(),
             QJsonArray{QStringLiteral("/body/customer/email")});
    QCOMPARE(m_harness->database.cell("SELECT count(*) FROM gatehouse.audit WHERE action ="
                                      " 'dlq.payload' AND target_id = $1",
                                      {m_failed.letter}),
             QStringLiteral("1"));
}

void LetterEditTest::aBodyThatWasNotKeptCannotBeChanged()
{
    m_harness->sql("UPDATE gatehouse.webhook_payload SET raw_body = NULL WHERE event_id = $1",
                   {*Uuid::parse(m_failed.event)});
    QCOMPARE(edit(withSku).code(), QStringLiteral("body_not_kept"));
    QCOMPARE(m_harness->get(path("/payload")).status, 404);
    const Answer tried = tryIt();
    QCOMPARE(tried.text("would"), QStringLiteral("die"));
    QVERIFY(warnings(tried).contains(QStringLiteral("body_not_kept")));
}

void LetterEditTest::aSealedBodyStaysSealed()
{
    auto session = m_harness->database.session("gatehouse_gateway");
    QVERIFY(gateway::insertBodyKey(session, m_vault, m_harness->ids.next(), "acme", "somebody"));
    QVERIFY(m_keys.refresh(session));
    QCOMPARE(edit(withSku).status, 200);
    const auto stored = m_harness
                            ->sql("SELECT payload FROM gatehouse.payload_edit WHERE job_id = $1",
                                  {*Uuid::parse(m_failed.job)})
                            .get<postgres::Bytes>(0, 0)
                            .data;
    QVERIFY(gateway::isSealedBody(stored));
    QVERIFY(stored.find("jane") == std::string::npos);
    die();
    QVERIFY(m_harness->get(path("/payload")).text("payload").contains(QStringLiteral("A-1")));
    QCOMPARE(edit(R"("patch":[{"op":"replace","path":"\/sku","value":"secret sku"}])").status, 200);
    QVERIFY(!m_harness->database
                 .cell("SELECT string_agg(detail::text, ' ') FROM gatehouse.audit WHERE action ="
                       " 'dlq.edit_and_retry'")
                 .contains(QStringLiteral("secret sku")));
}

void LetterEditTest::withItsJobAnEditIsForgotten()
{
    edit(withSku);
    m_harness->sql("DELETE FROM gatehouse.dead_letter WHERE id = $1",
                   {*Uuid::parse(m_failed.letter)});
    m_harness->sql("DELETE FROM gatehouse.job_execution WHERE id = $1",
                   {*Uuid::parse(m_failed.job)});
    QCOMPARE(edited(), QString());
}

void LetterEditTest::aDryRunShowsTheRequestAndChangesNothing()
{
    m_harness->addDelivery(m_failed.job, 422);
    const auto rows = [this] {
        return m_harness->database.cell(
            "SELECT string_agg(to_jsonb(j)::text, '') || (SELECT string_agg(to_jsonb(l)::text, '')"
            " FROM gatehouse.dead_letter l) FROM gatehouse.job_execution j");
    };
    const QString before = rows();
    const Answer answer = tryIt();
    QCOMPARE(answer.status, 200);
    QCOMPARE(rows(), before);
    QCOMPARE(answer.text("would"), QStringLiteral("send"));
    QCOMPARE(answer.text("idempotency_key"),
             m_harness->statusOf("job_execution", m_failed.job, "idempotency_key"));
    const QJsonObject request = answer.json()[u"request"].toObject();
    QCOMPARE(request[u"url"].toString(),
             QLatin1String("http:") + QLatin1String("//shop.example:8080/hook"));
    QMap<QString, QString> headers;
    for (const QJsonValue field : request[u"headers"].toArray())
        headers[field[0].toString()] = field[1].toString();
    QCOMPARE(headers[QStringLiteral("Authorization")], QStringLiteral("[redacted]"));
    QVERIFY(!answer.body.empty() && answer.body.find("token-1") == std::string::npos);
    const std::string body = request[u"body"].toString().toStdString();
    QCOMPARE(headers[QStringLiteral("X-Signature")],
             QStringLiteral("sha256=")
                 + QString::fromLatin1(
                     QByteArray::fromStdString(signing::hmacSha256("shared", body)).toHex()));
    QCOMPARE(request[u"body_size"].toInteger(), qint64(body.size()));
    QCOMPARE(answer.json()[u"earlier"][0][u"response_status"].toInt(), 422);
    QCOMPARE(warnings(answer), QStringList{QStringLiteral("refused_before")});
}

void LetterEditTest::aDryRunSaysWhatStandsInTheWay_data()
{
    QTest::addColumn<std::string>("sql");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("would");
    const auto row = [](const char *code, const char *would, const std::string &sql) {
        QTest::newRow(code) << sql << QString::fromLatin1(code) << QString::fromLatin1(would);
    };
    row("not_open", "send", "UPDATE gatehouse.dead_letter SET state = 'discarded'");
    row("workers_paused", "wait",
        "INSERT INTO gatehouse.worker_pause (paused_by, reason) VALUES ('mira', 'a test')");
    row("route_off", "send", "UPDATE gatehouse.route SET mode = 'off'");
    row("route_deleted", "send", "DELETE FROM gatehouse.route");
    row("mode_dry_run", "store", "UPDATE gatehouse.job_execution SET mode = 'dry_run'");
    row("mode_mirror", "die",
        "WITH r AS (UPDATE gatehouse.route SET mode = 'mirror') UPDATE gatehouse.job_execution SET"
        " mode = 'mirror'");
    row("destination_deleted", "die", "UPDATE gatehouse.job_execution SET destination_id = NULL");
    row("no_credentials", "wait", "UPDATE gatehouse.destination SET name = 'another'");
    row("breaker_open", "wait",
        "INSERT INTO gatehouse.circuit_breaker (host, worker, probe_at)"
        " VALUES ('shop.example:8080', 'w', now() + interval '12 s')");
    row("not_normalizable", "die",
        "UPDATE gatehouse.webhook_payload SET raw_body = convert_to('{}', 'UTF8')");
}

void LetterEditTest::aDryRunSaysWhatStandsInTheWay()
{
    QFETCH(std::string, sql);
    QFETCH(QString, code);
    QFETCH(QString, would);
    m_harness->sql(sql);
    const Answer answer = tryIt();
    QCOMPARE(answer.status, 200);
    QVERIFY2(warnings(answer).contains(code), answer.body.c_str());
    QCOMPARE(answer.text("would"), would);
}

void LetterEditTest::aDryRunTakesAPayloadAlong()
{
    const Answer answer = tryIt(std::string("{") + withSku + '}');
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.json()[u"request"][u"body"].toString().contains(QStringLiteral("A-1")));
    QCOMPARE(answer.json()[u"changes"][0][u"path"].toString(), QStringLiteral("/sku"));
    QCOMPARE(warnings(answer), QStringList());
    QCOMPARE(edited(), QString());
    QCOMPARE(tryIt(R"({"payload":{"type":"x"}})").code(), QStringLiteral("not_normalizable"));
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::LetterEditTest)
#include "letteredit_test.moc"
