#include "adminharness.h"
#include "services/gateway/alerts/alertchannel.h"
#include "tests/services/gateway/support/mailserver.h"
#include "tests/services/gateway/support/tinyserver.h"
#include "tests/support/vaults.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::test;

/// Alerts, their rules, budgets and channels through the API; when they fire is tested in
/// alerts/evaluation_test.cpp.
class AlertsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init()
    {
        gateway::AdminOptions options;
        options.vault = &m_vault;
        m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
    }
    void cleanup() { m_harness.reset(); }

    void theNewestAlertIsFirst();
    void aListIsFiltered_data();
    void aListIsFiltered();
    void theValuesOfAColumnAreCounted();
    void anAlertHasWhoWasTold();
    void aLimitedTokenIsNotToldWhoWasTold();
    void anAlertIsAcknowledgedOnce();
    void whatIsOverIsNotAcknowledged();

    void theRulesThatComeWithItAreTold();
    void aRuleIsMadeChangedAndDeleted();
    void aBuiltInRuleIsChangedAndNotDeleted();
    void aRuleThatCannotBeUsedIsRefused_data();
    void aRuleThatCannotBeUsedIsRefused();
    void whatIsNotSaidOfARuleIsSensible();
    void anotherRuleByAnUnknownIdIsRefused();
    void aRuleThatIsDeletedEndsItsAlerts();
    void aRuleThatLooksOtherwiseEndsItsAlerts_data();
    void aRuleThatLooksOtherwiseEndsItsAlerts();
    void aBoundIsToldAsItIs();
    void aDryRunOfAWeekKeepsTheWindow();
    void aDryRunSaysWhenARuleWouldHaveFired();
    void aDryRunOfDeadLettersTellsNewGroups();
    void aDryRunOfBadSignatures();

    void aBudgetTellsWhatIsUsed();
    void aBudgetThatCannotBeUsedIsRefused_data();
    void aBudgetThatCannotBeUsedIsRefused();
    void aDryRunOfABudgetChangesNothing();
    void aDryRunOfABudgetThatCannotBeUsedIsRefused();
    void aBudgetOfSomethingElseEndsItsAlerts_data();
    void aBudgetOfSomethingElseEndsItsAlerts();

    void aChannelsSecretComesInAndNotOut();
    void aSecretThatIsNotGivenStays();
    void anotherServerNeedsThePasswordAnew();
    void aChannelThatCannotBeUsedIsRefused_data();
    void aChannelThatCannotBeUsedIsRefused();
    void aNameIsTakenOnce();
    void aChannelIsTestedNow();
    void aTestThatFailsSaysWhy();
    void aNewMasterKeyTakesChannelsAlong();

private:
    std::string addAlert(const std::string &severity = "warning",
                         const std::string &tenant = "acme");
    Answer setRules(const std::string &rules) const
    {
        return m_harness->post("alert-rules", R"({"reason":"r","rules":[)" + rules + "]}");
    }
    Answer setBudgets(const std::string &budgets) const
    {
        return m_harness->post("budgets", R"({"reason":"r","budgets":[)" + budgets + "]}");
    }
    Answer setChannels(const std::string &channels) const
    {
        return m_harness->post("alert-channels", R"({"reason":"r","channels":[)" + channels + "]}");
    }
    static QJsonObject named(const Answer &answer, const char *list, const QString &name)
    {
        for (const auto &each : answer.json()[QLatin1String(list)].toArray()) {
            if (each[u"name"] == name)
                return each.toObject();
        }
        return {};
    }
    QJsonObject lastEntry() const { return m_harness->get("audit").items()[0].toObject(); }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
    const secrets::Vault m_vault = vaultOf('k');
};

// moc loses its way behind some raw literals, so what uses them stands below the class.
namespace {

const std::string errorRule = R"({"name":"errors","kind":"measure","severity":"critical",)"
                              R"("measure":"delivery","value":"error_rate","threshold":2})";

std::string idOf(const QJsonObject &object)
{
    return object[u"id"].toString().toStdString();
}

std::string smtpUrl(const std::string &hostAndPort)
{
    return "smtp:" + std::string("//") + hostAndPort;
}

std::string mailChannel(const std::string &url, const std::string &more = {})
{
    return R"({"name":"mail","kind":"email","smtp_url":")" + url
        + R"(","from":"alerts@example.com","to":["anna@example.com"])" + more + '}';
}

std::string slackChannel(const std::string &url, const std::string &more = {})
{
    return R"({"name":"chat","kind":"slack","url":")" + url + '"' + more + '}';
}

} // namespace

std::string AlertsTest::addAlert(const std::string &severity, const std::string &tenant)
{
    const Uuid id = m_harness->ids.next();
    m_harness->sql("INSERT INTO gatehouse.alert (id, fired_at, rule, kind, severity, subject,"
                   " subject_text, tenant, source, value, threshold, unit) VALUES ($1, $2,"
                   " 'Repeated bad signatures', 'bad_signatures', $3, 'stripe/' || $4,"
                   " 'stripe of ' || $4, $4, 'stripe', 12, 10, '')",
                   {id, id.time(), severity, tenant});
    return id.toString();
}

void AlertsTest::theNewestAlertIsFirst()
{
    const auto first = addAlert(), second = addAlert();
    const Answer page = m_harness->get("alerts?limit=1");
    QCOMPARE(idOf(page.items()[0].toObject()), second);
    const Answer next = m_harness->get("alerts?limit=1&cursor=" + page.text("next").toStdString());
    QCOMPARE(idOf(next.items()[0].toObject()), first);
    QCOMPARE(next.items()[0][u"state"].toString(), u"firing");
    QCOMPARE(next.items()[0][u"threshold"].toDouble(), 10.0);
}

void AlertsTest::aListIsFiltered_data()
{
    QTest::addColumn<std::string>("query");
    QTest::addColumn<int>("rows");
    QTest::newRow("state") << std::string("state=firing") << 2;
    QTest::newRow("another state") << std::string("state=resolved") << 0;
    QTest::newRow("severity") << std::string("severity=critical") << 1;
    QTest::newRow("kind") << std::string("kind=bad_signatures") << 2;
    QTest::newRow("tenant") << std::string("tenant=globex") << 1;
    QTest::newRow("rule") << std::string("rule=Repeated*") << 2;
    QTest::newRow("no such state") << std::string("state=gone") << -1;
}

void AlertsTest::aListIsFiltered()
{
    QFETCH(std::string, query);
    QFETCH(int, rows);
    addAlert("warning", "acme");
    addAlert("critical", "globex");
    const Answer answer = m_harness->get("alerts?" + query);
    if (rows < 0)
        QCOMPARE(answer.code(), u"parameter_invalid");
    else
        QCOMPARE(answer.items().size(), rows);
}

void AlertsTest::theValuesOfAColumnAreCounted()
{
    addAlert("warning", "acme");
    addAlert("critical", "globex");
    const QJsonObject answer = m_harness->get("alerts/values?field=kind").json();
    QCOMPARE(answer[u"values"][0][u"value"].toString(), u"bad_signatures");
    QCOMPARE(answer[u"values"][0][u"count"].toInt(), 2);
}

void AlertsTest::anAlertHasWhoWasTold()
{
    const auto alert = addAlert();
    setChannels(mailChannel(smtpUrl("127.0.0.1:1")));
    m_harness->sql(
        "INSERT INTO gatehouse.alert_notice (id, alert_id, channel_id, what, attempts,"
        " next_attempt_at, last_error) SELECT gen_random_uuid(), $1, id, 'fired', 2, now(),"
        " 'mail.example:25: no' FROM gatehouse.alert_channel",
        {*Uuid::parse(alert)});
    const Answer answer = m_harness->get("alerts/" + alert);
    QCOMPARE(answer.text("subject"), u"stripe/acme");
    const QJsonValue notice = answer.json()[u"notices"][0];
    QCOMPARE(notice[u"channel"].toString(), u"mail");
    QCOMPARE(notice[u"state"].toString(), u"waiting");
    QCOMPARE(notice[u"attempts"].toInt(), 2);
    QCOMPARE(notice[u"last_error"].toString(), u"mail.example:25: no");
}

void AlertsTest::aLimitedTokenIsNotToldWhoWasTold()
{
    anAlertHasWhoWasTold();
    const std::string token = m_harness->addScopedToken("viewer", {"acme"});
    const auto alert = idOf(m_harness->get("alerts", token).items()[0].toObject());
    const Answer answer = m_harness->get("alerts/" + alert, token);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()[u"notices"].toArray().size(), 0);
}

void AlertsTest::anAlertIsAcknowledgedOnce()
{
    const std::string path = "alerts/" + addAlert() + "/acknowledge";
    const Answer answer = m_harness->post(path, R"({"reason":"on it","note":"asked the provider"})",
                                          "auto", AdminHarness::tokenOf("support"));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.text("state"), u"acknowledged");
    QCOMPARE(answer.text("acknowledged_by"), u"support");
    QCOMPARE(answer.text("note"), u"asked the provider");
    const QJsonObject entry = lastEntry();
    QCOMPARE(entry[u"action"].toString(), u"alerts.acknowledge");
    QCOMPARE(entry[u"detail"][u"tenant"].toString(), u"acme");
    QCOMPARE(entry[u"detail"][u"before"][u"state"].toString(), u"firing");
    QCOMPARE(m_harness->post(path).code(), u"not_firing");
}

void AlertsTest::whatIsOverIsNotAcknowledged()
{
    const auto alert = addAlert();
    m_harness->sql("UPDATE gatehouse.alert SET resolved_at = now()");
    QCOMPARE(m_harness->get("alerts/" + alert).text("state"), u"resolved");
    QCOMPARE(m_harness->post("alerts/" + alert + "/acknowledge").code(), u"not_firing");
}

void AlertsTest::theRulesThatComeWithItAreTold()
{
    const Answer answer = m_harness->get("alert-rules");
    QCOMPARE(answer.json()[u"rules"].toArray().size(), 5);
    const QJsonObject rule = named(answer, "rules", QStringLiteral("Deliveries fail"));
    QCOMPARE(rule[u"threshold"].toDouble(), 2.0);
    QCOMPARE(rule[u"window_seconds"].toInt(), 900);
    QCOMPARE(rule[u"minimum_calls"].toInt(), 20);
    QCOMPARE(rule[u"is_built_in"].toBool(), true);
}

void AlertsTest::aRuleIsMadeChangedAndDeleted()
{
    QJsonObject rule = named(setRules(errorRule), "rules", QStringLiteral("errors"));
    QCOMPARE(rule[u"is_enabled"].toBool(), true);
    const std::string id = idOf(rule);
    std::string changed = errorRule;
    changed.insert(1, R"("id":")" + id + R"(","is_enabled":false,)");
    rule = named(setRules(changed), "rules", QStringLiteral("errors"));
    QCOMPARE(idOf(rule), id);
    QCOMPARE(rule[u"is_enabled"].toBool(), false);
    const QJsonValue change = lastEntry()[u"detail"][u"changes"][0];
    QCOMPARE(change[u"before"][u"is_enabled"].toBool(), true);
    QCOMPARE(change[u"after"][u"is_enabled"].toBool(), false);
    const Answer deleted = m_harness->post("alert-rules/" + id + "/delete");
    QCOMPARE(deleted.status, 200);
    QCOMPARE(deleted.json()[u"rules"].toArray().size(), 5);
    QCOMPARE(lastEntry()[u"action"].toString(), u"alert_rules.delete");
    QCOMPARE(m_harness->post("alert-rules/" + id + "/delete").status, 404);
}

void AlertsTest::aBuiltInRuleIsChangedAndNotDeleted()
{
    const QJsonObject rule =
        named(m_harness->get("alert-rules"), "rules", QStringLiteral("Secret overdue"));
    const std::string id = idOf(rule);
    QCOMPARE(m_harness->post("alert-rules/" + id + "/delete").code(), u"built_in");
    const auto as = [&](const char *kind) {
        return R"({"id":")" + id + R"(","name":"Secrets","severity":"critical","kind":")" + kind
            + "\"}";
    };
    QCOMPARE(setRules(as("breaker_opened")).code(), u"built_in");
    const Answer changed = setRules(as("secret_overdue"));
    QCOMPARE(named(changed, "rules", QStringLiteral("Secrets"))[u"severity"].toString(),
             u"critical");
    QCOMPARE(named(changed, "rules", QStringLiteral("Secrets"))[u"is_built_in"].toBool(), true);
}

void AlertsTest::aRuleThatCannotBeUsedIsRefused_data()
{
    QTest::addColumn<std::string>("members"); // beside a name and a severity
    const auto row = [](const char *name, const char *members) {
        QTest::newRow(name) << std::string(members);
    };
    row("no kind", R"("threshold":1)");
    row("no such kind", R"("kind":"budget")");
    row("no measure", R"("kind":"measure","threshold":1)");
    row("no value", R"("kind":"measure","measure":"job","threshold":1)");
    row("no threshold", R"("kind":"measure","measure":"job","value":"calls")");
    row("a value of another measure",
        R"("kind":"measure","measure":"job","value":"cost_usd","threshold":1)");
    row("requests have no latency",
        R"("kind":"measure","measure":"ingest","value":"p95_ms","threshold":1)");
    row("a gauge has no value",
        R"("kind":"measure","measure":"jobs_waiting","value":"calls","threshold":1)");
    row("half a minute",
        R"("kind":"measure","measure":"job","value":"calls","threshold":1,"window_seconds":90)");
    row("it would never be over",
        R"("kind":"measure","measure":"job","value":"calls","threshold":1,"clear_threshold":2)");
    row("below: it would never be over",
        R"("kind":"measure","measure":"job","value":"calls",)"
        R"("threshold":2,"comparison":"below","clear_threshold":1)");
    row("a label that it has not",
        R"("kind":"measure","measure":"job","value":"calls","threshold":1,)"
        R"("filter":[{"field":"model","operator":"is","values":["x"]}])");
    row("a filter that is none",
        R"("kind":"measure","measure":"job","value":"calls","threshold":1,"filter":{"x":1})");
    row("breakers are of no tenant", R"("kind":"breaker_opened","tenant":"acme")");
    row("signatures that would be over at once",
        R"("kind":"bad_signatures","threshold":5,"clear_threshold":5)");
    row("a member of another kind", R"("kind":"secret_overdue","threshold":1)");
    row("a filter of another kind", R"("kind":"secret_overdue","filter":[{"field":"source"}])");
    row("an unknown member", R"("kind":"secret_overdue","color":"red")");
    row("an id that is none", R"("kind":"secret_overdue","id":"1")");
}

void AlertsTest::aRuleThatCannotBeUsedIsRefused()
{
    QFETCH(std::string, members);
    const std::string bad = R"({"name":"bad","severity":"warning",)" + members + '}';
    QCOMPARE(setRules(errorRule + ',' + bad).status, 400);
    QCOMPARE(m_harness->get("alert-rules").json()[u"rules"].toArray().size(), 5); // all or none
}

void AlertsTest::whatIsNotSaidOfARuleIsSensible()
{
    const QJsonObject above = named(setRules(errorRule), "rules", QStringLiteral("errors"));
    QCOMPARE(above[u"clear_threshold"].toDouble(), 1.6);
    std::string open = errorRule;
    open.insert(1, R"("clear_threshold":null,)");
    QCOMPARE(setRules(open).status, 200);
    QCOMPARE(above[u"window_seconds"].toInt(), 900);
    QCOMPARE(above[u"comparison"].toString(), u"above");
    const QJsonObject below = named(
        setRules(R"({"name":"silence","kind":"measure","severity":"warning","measure":"ingest",)"
                 R"("value":"calls","comparison":"below","threshold":8})"),
        "rules", QStringLiteral("silence"));
    QCOMPARE(below[u"clear_threshold"].toDouble(), 10.0);
}

void AlertsTest::aBoundIsToldAsItIs()
{
    std::string rule = errorRule;
    rule.insert(1, R"("clear_threshold":-1,)");
    QCOMPARE(setRules(rule).json()[u"detail"].toString(),
             u"The field 'rules.clear_threshold' must be a number from 0 to 1000000000000000.");
}

void AlertsTest::anotherRuleByAnUnknownIdIsRefused()
{
    std::string rule = errorRule;
    rule.insert(1, R"("id":")" + randomUuid().toString() + R"(",)");
    QCOMPARE(setRules(errorRule + ',' + rule).code(), u"unknown_id");
    QCOMPARE(m_harness->get("alert-rules").json()[u"rules"].toArray().size(), 5);
}

void AlertsTest::aRuleThatIsDeletedEndsItsAlerts()
{
    const std::string id = idOf(named(setRules(errorRule), "rules", QStringLiteral("errors")));
    const auto alert = addAlert();
    m_harness->sql("UPDATE gatehouse.alert SET rule_id = $1", {*Uuid::parse(id)});
    m_harness->post("alert-rules/" + id + "/delete");
    QCOMPARE(m_harness->get("alerts/" + alert).text("state"), u"resolved");
}

void AlertsTest::aRuleThatLooksOtherwiseEndsItsAlerts_data()
{
    QTest::addColumn<std::string>("members");
    QTest::addColumn<QString>("state");
    const auto row = [](const char *name, const char *members, const QString &state) {
        QTest::newRow(name) << std::string(members) << state;
    };
    row("the same", R"("name":"errors","severity":"critical","threshold":2)",
        QStringLiteral("firing"));
    row("a name", R"("name":"faults","severity":"warning","threshold":2)",
        QStringLiteral("firing"));
    row("a threshold", R"("name":"errors","severity":"critical","threshold":3)",
        QStringLiteral("resolved"));
    row("a tenant", R"("name":"errors","severity":"critical","threshold":2,"tenant":"acme")",
        QStringLiteral("resolved"));
}

void AlertsTest::aRuleThatLooksOtherwiseEndsItsAlerts()
{
    QFETCH(std::string, members);
    QFETCH(QString, state);
    const std::string id = idOf(named(setRules(errorRule), "rules", QStringLiteral("errors")));
    const auto alert = addAlert();
    m_harness->sql("UPDATE gatehouse.alert SET rule_id = $1", {*Uuid::parse(id)});
    QCOMPARE(setRules(R"({"id":")" + id
                      + R"(","kind":"measure","measure":"delivery","value":"error_rate",)" + members
                      + '}')
                 .status,
             200);
    QCOMPARE(m_harness->get("alerts/" + alert).text("state"), state);
}

/// Looks are seven minutes apart then; each is about a quarter of an hour all the same.
void AlertsTest::aDryRunOfAWeekKeepsTheWindow()
{
    m_harness->sql("INSERT INTO gatehouse.metric_progress (rolled_until)"
                   " VALUES (date_trunc('minute', now()))");
    m_harness->sql(
        "INSERT INTO gatehouse.metric_series (measure, labels) VALUES ('delivery', '{}')");
    m_harness->sql("INSERT INTO gatehouse.metric_minute SELECT date_trunc('minute', now()) - ago *"
                   " interval '1 minute', id, 1, 0, '{}', '{}'"
                   " FROM gatehouse.metric_series, generate_series(1, 300) AS ago");
    const Answer answer = m_harness->post(
        "alert-rules/dry-run",
        R"({"rule":{"name":"x","kind":"measure","severity":"warning","measure":"delivery",)"
        R"("value":"calls","threshold":15,"window_seconds":900},"hours":168})",
        "");
    QCOMPARE(answer.json()[u"step_seconds"].toInt(), 420);
    QCOMPARE(answer.json()[u"peak"].toDouble(), 15.0);
    QCOMPARE(answer.json()[u"would_fire"].toArray().size(), 0);
}

void AlertsTest::aDryRunSaysWhenARuleWouldHaveFired()
{
    m_harness->sql("INSERT INTO gatehouse.metric_progress (rolled_until)"
                   " VALUES (date_trunc('minute', now()))");
    m_harness->sql(
        "INSERT INTO gatehouse.metric_series (measure, labels) VALUES ('delivery', '{}')");
    m_harness->sql(
        "INSERT INTO gatehouse.metric_minute SELECT date_trunc('minute', now()) - ago *"
        " interval '1 minute', id, 100, CASE WHEN ago BETWEEN 60 AND 69 THEN 50 ELSE 0 END,"
        " '{}', '{}' FROM gatehouse.metric_series, generate_series(1, 170) AS ago");
    const Answer answer =
        m_harness->post("alert-rules/dry-run", R"({"rule":)" + errorRule + R"(,"hours":2})", "");
    QCOMPARE(answer.status, 200);
    const QJsonArray fired = answer.json()[u"would_fire"].toArray();
    QCOMPARE(fired.size(), 1);
    QCOMPARE(fired[0][u"subject"].toString(), u"delivery.error_rate");
    const auto minutes = [&](const char *member) {
        const auto at =
            QDateTime::fromString(fired[0][QLatin1String(member)].toString(), Qt::ISODate);
        return at.secsTo(QDateTime::fromString(answer.text("until"), Qt::ISODate)) / 60;
    };
    QCOMPARE(minutes("fired_at"), 68); // with the first bad minute, which ends 68 minutes ago
    QCOMPARE(minutes("resolved_at"), 44); // when the last one is a quarter of an hour ago
    QCOMPARE(answer.json()[u"peak"].toDouble(), 500.0 / 15);
    QCOMPARE(answer.text("unit"), u"%");
    QCOMPARE(m_harness->auditEntries(), 0);
}

void AlertsTest::aDryRunOfDeadLettersTellsNewGroups()
{
    m_harness->addFailed();
    const Answer answer = m_harness->post(
        "alert-rules/dry-run",
        R"({"rule":{"name":"x","kind":"dead_letter_group","severity":"warning"}})", "");
    const QJsonArray fired = answer.json()[u"would_fire"].toArray();
    QCOMPARE(fired.size(), 1);
    QCOMPARE(fired[0][u"tenant"].toString(), u"acme");
    QVERIFY(fired[0][u"subject_text"].toString().startsWith(u"http_4xx at no destination"));
}

void AlertsTest::aDryRunOfBadSignatures()
{
    for (int i = 0; i < 10; ++i)
        m_harness->addEvent("discarded");
    m_harness->sql("UPDATE gatehouse.webhook_event SET error = '401 signature mismatch',"
                   " received_at = received_at - interval '5 minutes'");
    const Answer answer = m_harness->post(
        "alert-rules/dry-run",
        R"({"rule":{"name":"x","kind":"bad_signatures","severity":"warning","threshold":10},"hours":1})",
        "");
    QCOMPARE(answer.json()[u"would_fire"].toArray().size(), 1);
    QCOMPARE(answer.json()[u"would_fire"][0][u"subject"].toString(), u"stripe/acme");
}

void AlertsTest::aBudgetTellsWhatIsUsed()
{
    QJsonObject budget = named(setBudgets(R"({"name":"acme","tenant":"acme","period":"month",)"
                                          R"("limit_usd":49.5})"),
                               "budgets", QStringLiteral("acme"));
    QCOMPARE(budget[u"limit_usd"].toDouble(), 49.5);
    QCOMPARE(budget[u"warn_at_percent"].toInt(), 80);
    QVERIFY(budget[u"used_usd"].isNull());
    m_harness->sql("INSERT INTO gatehouse.metric_progress (rolled_until) VALUES (now())");
    m_harness->sql(
        "INSERT INTO gatehouse.ai_usage_day (day, tenant, user_id_hash, model, calls, errors,"
        " tokens_prompt, tokens_completion, cost_usd, cache_hits, unpriced) SELECT"
        " (now() AT TIME ZONE 'UTC')::date, tenant, '', 'large', 1, 0, 1, 1, cost, 0, 0"
        " FROM (VALUES ('acme', 12.5), ('globex', 100)) AS v(tenant, cost)");
    budget = named(m_harness->get("budgets"), "budgets", QStringLiteral("acme"));
    QCOMPARE(budget[u"used_usd"].toDouble(), 12.5);
    QVERIFY(budget[u"period_start"].toString().endsWith(u"-01T00:00:00.000Z"));
    const std::string id = idOf(budget);
    QCOMPARE(m_harness->post("budgets/" + id + "/delete").json()[u"budgets"].toArray().size(), 0);
    QCOMPARE(lastEntry()[u"action"].toString(), u"budgets.delete");
}

void AlertsTest::aBudgetThatCannotBeUsedIsRefused_data()
{
    QTest::addColumn<std::string>("budget");
    QTest::newRow("no period") << std::string(R"({"name":"x","limit_usd":1})");
    QTest::newRow("a week") << std::string(R"({"name":"x","period":"week","limit_usd":1})");
    QTest::newRow("no limit") << std::string(R"({"name":"x","period":"day"})");
    QTest::newRow("nothing") << std::string(R"({"name":"x","period":"day","limit_usd":0})");
    QTest::newRow("over all") << std::string(
        R"({"name":"x","period":"day","limit_usd":1,"warn_at_percent":101})");
}

void AlertsTest::aBudgetThatCannotBeUsedIsRefused()
{
    QFETCH(std::string, budget);
    QCOMPARE(setBudgets(budget).status, 400);
}

/// When it would have fired is tested in alerts/dryrun_test.cpp.
void AlertsTest::aDryRunOfABudgetChangesNothing()
{
    m_harness->sql("INSERT INTO gatehouse.metric_progress (rolled_until)"
                   " VALUES (date_trunc('hour', now()))");
    m_harness->sql("INSERT INTO gatehouse.metric_series (measure, labels) VALUES ('ai', '{}')");
    m_harness->sql("INSERT INTO gatehouse.metric_hour (at, series, calls, errors, buckets, counts,"
                   " cost_usd) SELECT date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE"
                   " 'UTC' - interval '1 hour', id, 1, 0, '{}', '{}', 60"
                   " FROM gatehouse.metric_series");
    const Answer answer = m_harness->post(
        "budgets/dry-run", R"({"budget":{"name":"x","period":"month","limit_usd":50}})", "");
    QCOMPARE(answer.status, 200);
    const QJsonArray fired = answer.json()[u"would_fire"].toArray();
    QCOMPARE(fired.size(), 2);
    QVERIFY(fired[1][u"subject"].toString().endsWith(u"/critical/50"));
    QCOMPARE(fired[1][u"value"].toDouble(), 60.0);
    QCOMPARE(answer.json()[u"peak"].toDouble(), 60.0);
    QCOMPARE(answer.text("unit"), u"USD");
    QCOMPARE(m_harness->get("budgets").json()[u"budgets"].toArray().size(), 0);
    QCOMPARE(m_harness->auditEntries(), 0);
}

void AlertsTest::aDryRunOfABudgetThatCannotBeUsedIsRefused()
{
    QCOMPARE(m_harness->post("budgets/dry-run", "{}", "").status, 400);
    QCOMPARE(m_harness->post("budgets/dry-run", R"({"budget":{"name":"x","limit_usd":1}})", "")
                 .json()[u"detail"]
                 .toString()
                 .left(30),
             u"The field 'budgets.period' mus");
}

void AlertsTest::aBudgetOfSomethingElseEndsItsAlerts_data()
{
    QTest::addColumn<std::string>("members");
    QTest::addColumn<QString>("state");
    const auto row = [](const char *name, const char *members, const QString &state) {
        QTest::newRow(name) << std::string(members) << state;
    };
    row("the same", R"("name":"ai","tenant":"acme","period":"day","limit_usd":10)",
        QStringLiteral("firing"));
    row("a name", R"("name":"AI","tenant":"acme","period":"day","limit_usd":10)",
        QStringLiteral("firing"));
    row("a limit", R"("name":"ai","tenant":"acme","period":"day","limit_usd":20)",
        QStringLiteral("firing")); // until the next look, which sees what it says then
    row("a tenant", R"("name":"ai","tenant":"globex","period":"day","limit_usd":10)",
        QStringLiteral("resolved"));
    row("everybody", R"("name":"ai","period":"day","limit_usd":10)", QStringLiteral("resolved"));
    row("a period", R"("name":"ai","tenant":"acme","period":"month","limit_usd":10)",
        QStringLiteral("resolved"));
}

void AlertsTest::aBudgetOfSomethingElseEndsItsAlerts()
{
    QFETCH(std::string, members);
    QFETCH(QString, state);
    const std::string id =
        idOf(named(setBudgets(R"({"name":"ai","tenant":"acme","period":"day","limit_usd":10})"),
                   "budgets", QStringLiteral("ai")));
    const auto alert = addAlert();
    m_harness->sql("UPDATE gatehouse.alert SET budget_id = $1", {*Uuid::parse(id)});
    QCOMPARE(setBudgets(R"({"id":")" + id + R"(",)" + members + '}').status, 200);
    QCOMPARE(m_harness->get("alerts/" + alert).text("state"), state);
}

void AlertsTest::aChannelsSecretComesInAndNotOut()
{
    const std::string hidden = "T1/B2/hush";
    const Answer answer = setChannels(
        slackChannel("https:" + std::string("//hooks.slack.com/services/") + hidden) + ','
        + mailChannel(smtpUrl("mail.example:587"), R"(,"user":"gatehouse","password":"hush")"));
    QCOMPARE(answer.status, 200);
    const QJsonObject chat = named(answer, "channels", QStringLiteral("chat"));
    QCOMPARE(chat[u"host"].toString(), u"hooks.slack.com:443");
    QCOMPARE(chat[u"has_secret"].toBool(), true);
    QCOMPARE(chat[u"minimum_severity"].toString(), u"warning");
    const QJsonObject mail = named(answer, "channels", QStringLiteral("mail"));
    QCOMPARE(mail[u"user"].toString(), u"gatehouse");
    QCOMPARE(mail[u"to"][0].toString(), u"anna@example.com");
    QVERIFY(answer.body.find("hush") == std::string::npos);
    QVERIFY(m_harness->get("audit").body.find("hush") == std::string::npos);
    QVERIFY(m_harness->get("alert-channels").body.find("hush") == std::string::npos);
    QCOMPARE(m_harness->database.cell("SELECT count(*) FROM gatehouse.alert_channel"
                                      " WHERE position('hush'::bytea IN secret) > 0"),
             u"0");
}

void AlertsTest::aSecretThatIsNotGivenStays()
{
    const std::string url = "https:" + std::string("//hooks.slack.com/services/hush");
    const std::string id =
        idOf(named(setChannels(slackChannel(url)), "channels", QStringLiteral("chat")));
    const Answer answer = setChannels(
        R"({"id":")" + id + R"(","name":"ops","kind":"slack","minimum_severity":"critical"})");
    const QJsonObject ops = named(answer, "channels", QStringLiteral("ops"));
    QCOMPARE(ops[u"has_secret"].toBool(), true);
    QCOMPARE(ops[u"host"].toString(), u"hooks.slack.com:443");
    QCOMPARE(ops[u"minimum_severity"].toString(), u"critical");
    const auto sealed =
        m_harness->sql("SELECT secret FROM gatehouse.alert_channel").get<postgres::Bytes>(0, 0);
    const auto plain = m_vault.unseal(sealed.data, gateway::alertChannelIdentity(*Uuid::parse(id)));
    QVERIFY(plain && plain->view() == url);
}

void AlertsTest::anotherServerNeedsThePasswordAnew()
{
    const std::string login = R"(,"user":"gatehouse","password":"hush")";
    const std::string id = idOf(named(setChannels(mailChannel(smtpUrl("mail.example:587"), login)),
                                      "channels", QStringLiteral("mail")));
    const std::string same = R"(,"user":"gatehouse","id":")" + id + '"';
    QCOMPARE(setChannels(mailChannel(smtpUrl("evil.example:587"), same)).code(),
             u"password_missing");
    QCOMPARE(setChannels(mailChannel(smtpUrl("mail.example:587"), same)).status, 200);
    const Answer without =
        setChannels(mailChannel(smtpUrl("mail.example:587"), R"(,"id":")" + id + '"'));
    QCOMPARE(named(without, "channels", QStringLiteral("mail"))[u"has_secret"].toBool(), false);
}

void AlertsTest::aChannelThatCannotBeUsedIsRefused_data()
{
    QTest::addColumn<std::string>("channel");
    const std::string https = "https:" + std::string("//");
    QTest::newRow("no url") << std::string(R"({"name":"x","kind":"slack"})");
    QTest::newRow("in clear") << slackChannel("http:" + std::string("//hooks.example/x"));
    QTest::newRow("a user in the url") << slackChannel(https + "a:b@hooks.example/x");
    QTest::newRow("a file") << slackChannel("file:" + std::string("///etc/passwd"));
    QTest::newRow("smtp in a web hook") << slackChannel(smtpUrl("127.0.0.1:25"));
    QTest::newRow("members of another kind")
        << slackChannel(https + "h.example/", R"(,"from":"a@b.c")");
    QTest::newRow("a mail server by https") << mailChannel(https + "mail.example");
    QTest::newRow("a user in the server's url") << mailChannel(smtpUrl("a:b@mail.example"));
    QTest::newRow("a user without password")
        << mailChannel(smtpUrl("mail.example"), R"(,"user":"a")");
    QTest::newRow("a password without user")
        << mailChannel(smtpUrl("mail.example"), R"(,"password":"a")");
    QTest::newRow("no address") << std::string(
        R"({"name":"x","kind":"email","smtp_url":"smtp:\/\/m.example","from":"alerts","to":["a@b.c"]})");
    QTest::newRow("two in one") << std::string(
        R"({"name":"x","kind":"email","smtp_url":"smtp:\/\/m.example","from":"a@b.c","to":["a@b.c,d@e.f"]})");
    QTest::newRow("nobody") << std::string(
        R"({"name":"x","kind":"email","smtp_url":"smtp:\/\/m.example","from":"a@b.c","to":[]})");
}

void AlertsTest::aChannelThatCannotBeUsedIsRefused()
{
    QFETCH(std::string, channel);
    QCOMPARE(setChannels(channel).status, 400);
}

void AlertsTest::aNameIsTakenOnce()
{
    QCOMPARE(setChannels(mailChannel(smtpUrl("m.example"))).status, 200);
    QCOMPARE(setChannels(mailChannel(smtpUrl("m.example"))).code(), u"name_taken");
}

void AlertsTest::aChannelIsTestedNow()
{
    MailServer server;
    const Answer made = setChannels(mailChannel(server.url(), R"(,"user":"me","password":"hush")"));
    const std::string id = idOf(named(made, "channels", QStringLiteral("mail")));
    const Answer answer = m_harness->post("alert-channels/" + id + "/test");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()[u"is_sent"].toBool(), true);
    QVERIFY(answer.json()[u"error"].isNull());
    const auto mails = server.mails();
    QCOMPARE(mails.size(), std::size_t(1));
    QCOMPARE(mails[0].login, std::string("me:hush"));
    QVERIFY(mails[0].header("Subject").starts_with("TEST: "));
    QCOMPARE(lastEntry()[u"action"].toString(), u"alert_channels.test");
    QCOMPARE(lastEntry()[u"detail"][u"is_sent"].toBool(), true);
}

void AlertsTest::aTestThatFailsSaysWhy()
{
    TinyServer slack([](const TinyRequest &) { return TinyServer::answer(404, "no_team"); });
    const Answer made = setChannels(slackChannel(slack.url() + "/services/hush"));
    const std::string id = idOf(named(made, "channels", QStringLiteral("chat")));
    const Answer answer = m_harness->post("alert-channels/" + id + "/test");
    QCOMPARE(answer.json()[u"is_sent"].toBool(), false);
    QVERIFY(answer.text("error").endsWith(u": HTTP 404 no_team"));
    QVERIFY(answer.body.find("hush") == std::string::npos);
    QCOMPARE(m_harness->post("alert-channels/" + randomUuid().toString() + "/test").status, 404);
    QCOMPARE(
        m_harness->post("alert-channels/" + id + "/delete").json()[u"channels"].toArray().size(),
        0);
}

void AlertsTest::aNewMasterKeyTakesChannelsAlong()
{
    m_harness.reset();
    gateway::AdminOptions options;
    const secrets::Vault both = vaultOf('n').withPrevious(vaultOf('k'));
    options.vault = &both;
    m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
    const Uuid id = m_harness->ids.next();
    m_harness->sql(
        "INSERT INTO gatehouse.alert_channel (id, name, kind, minimum_severity, host,"
        " secret, master_key, changed_by) VALUES ($1, 'chat', 'slack', 'warning', 'h', $2,"
        " $3, 'me')",
        {id, postgres::Bytes{*m_vault.seal("url", gateway::alertChannelIdentity(id))},
         m_vault.fingerprint()});
    QCOMPARE(m_harness->post("secrets/rekey").json()[u"rewrapped"].toInt(), 1);
    QCOMPARE(m_harness->database.cell("SELECT master_key FROM gatehouse.alert_channel"),
             QString::fromStdString(both.fingerprint()));
}

QTEST_GUILESS_MAIN(AlertsTest)
#include "alerts_test.moc"
