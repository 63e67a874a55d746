#include "alertscene.h"
#include "services/gateway/alerts/alertwatch.h"
#include "services/gateway/store/upkeep.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;

/// Rules that are looked at on a real database: what fires, once, and when it is over.
class EvaluationTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init() { m_scene = std::make_unique<AlertScene>(*m_cluster); }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo("%s", m_scene->lines.c_str());
        m_scene.reset();
    }

    void fiveRulesComeWithTheGateway();
    void onAQuietDatabaseNothingFires();
    void deliveriesThatFailFireOnce();
    void itIsOverBelowTheClearThresholdAlone();
    void aFewFailedDeliveriesAreNoAlarm();
    void whatIsNotMeasuredFiresNothingAndClearsNothing();
    void aRuleIsOfItsTenantAndFilter();
    void aRuleHasToHoldForAsLongAsItSays();
    void aGaugeIsItsLastLook();
    void aNewGroupFiresOnceWithItsLetters();
    void groupsFromBeforeAreNoNews();
    void aGroupThatWasDealtWithIsNewsAgain();
    void aGroupThatSomebodyIgnoresIsOver();
    void aStormOfGroupsIsToldAHundredAtATime();
    void theLettersOfABigGroupAreCountedInFull();
    void aBreakerFiresWhileItIsOpen();
    void aBreakerThatOpenedBetweenTwoLooksFiresOnce();
    void badSignaturesFireBySourceAndTenant();
    void aSecretThatIsOverdueFiresUntilItIsRotated();
    void aBudgetWarnsAndThenIsUsedUpOnceAPeriod();
    void aBudgetThatIsRaisedFiresAnew();
    void aBudgetOfATenantCountsItsCallsAlone();
    void aBudgetOfAnotherTenantFiresAnew();
    void aBudgetIsToldWithAllItsDigits();
    void aRuleThatIsSwitchedOffEndsItsAlerts();
    void twoGatewaysLookOnce();
    void aRestartInTheMiddleFiresNothingTwice();
    void aLookThatFailsDoesNotStopTheOthers();
    void whatCannotBeWrittenDoesNotStopTheOthers();
    void whatCannotBeCommittedIsNotLogged();
    void nothingIsWrittenWhileItLooks();
    void ofARuleThatWasChangedMeanwhileNothingIsWritten();
    void moreSubjectsThanAreLookedAtEndNothing();
    void aClockThatWasSetBackIsNoReasonToWait();
    void whoIsToBeToldIsWrittenWithTheAlert();
    void whoWasNotToldIsNotToldThatItIsOver();
    void whatFiresIsFoundByAnIndex();
    void whatIsOverForLongIsForgotten();
    void theWatchLooks();

private:
    void useUp(double usd, const std::string &tenant, const std::string &day);

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AlertScene> m_scene;
};

void EvaluationTest::fiveRulesComeWithTheGateway()
{
    QCOMPARE(m_scene->cell("SELECT string_agg(kind, ' ' ORDER BY id) FROM gatehouse.alert_rule"
                           " WHERE is_built_in AND is_enabled"),
             u"dead_letter_group breaker_opened measure bad_signatures secret_overdue");
}

void EvaluationTest::onAQuietDatabaseNothingFires()
{
    m_scene->measured();
    const auto report = m_scene->look();
    QVERIFY(report.isDone);
    QCOMPARE(report.fired, std::size_t(0));
    QCOMPARE(m_scene->alerts(), QString());
}

void EvaluationTest::deliveriesThatFailFireOnce()
{
    m_scene->addDeliveries(5min, 100, 3);
    m_scene->measured();
    QCOMPARE(m_scene->look().fired, std::size_t(1));
    QCOMPARE(m_scene->alerts(), u"measure critical firing delivery.error_rate");
    QCOMPARE(m_scene->cell("SELECT value || ' ' || threshold || unit FROM console.alerts"),
             u"3 2%");
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(0));
    QCOMPARE(m_scene->cell("SELECT count(*) FROM console.alerts"), u"1");
}

void EvaluationTest::itIsOverBelowTheClearThresholdAlone()
{
    m_scene->addDeliveries(5min, 1000, 30);
    m_scene->measured();
    m_scene->look();
    m_scene->addDeliveries(5min, 1000, 18); // 1.8 %: below 2, not below 1.6
    QCOMPARE(m_scene->lookAfter(1min).resolved, std::size_t(0));
    m_scene->addDeliveries(6min, 1000, 0); // 18 of 2000
    m_scene->measured();
    QCOMPARE(m_scene->lookAfter(1min).resolved, std::size_t(1));
    QCOMPARE(m_scene->alerts(), u"measure critical resolved delivery.error_rate");
    m_scene->addDeliveries(3min, 1000, 100);
    m_scene->measured();
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(1));
}

void EvaluationTest::aFewFailedDeliveriesAreNoAlarm()
{
    m_scene->addDeliveries(5min, 2, 1);
    m_scene->measured();
    QCOMPARE(m_scene->look().fired, std::size_t(0));
}

void EvaluationTest::whatIsNotMeasuredFiresNothingAndClearsNothing()
{
    m_scene->addDeliveries(5min, 100, 50);
    QCOMPARE(m_scene->look().fired, std::size_t(0)); // nobody has measured yet
    m_scene->measured();
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(1));
    QCOMPARE(m_scene->lookAfter(1h).resolved, std::size_t(0)); // measured until an hour ago
    m_scene->measured(); // and of no calls there is no rate
    QCOMPARE(m_scene->lookAfter(1min).resolved, std::size_t(0));
    m_scene->addDeliveries(2min, 5, 0);
    m_scene->measured();
    QCOMPARE(m_scene->lookAfter(1min).resolved, std::size_t(1));
}

void EvaluationTest::aRuleIsOfItsTenantAndFilter()
{
    m_scene->sql(
        "DELETE FROM gatehouse.alert_rule;"
        "INSERT INTO gatehouse.alert_rule (id, name, kind, severity, tenant, measure, value,"
        " filter, window_seconds, comparison, threshold, clear_threshold, changed_by) VALUES"
        " (gen_random_uuid(), 'theirs', 'measure', 'warning', 'globex', 'delivery', 'errors',"
        " '[]', 900, 'above', 5, 5, 'me'),"
        " (gen_random_uuid(), 'other source', 'measure', 'warning', 'acme', 'delivery',"
        " 'errors', '[{\"field\":\"source\",\"operator\":\"is\",\"values\":[\"github\"]}]',"
        " 900, 'above', 5, 5, 'me'),"
        " (gen_random_uuid(), 'ours', 'measure', 'warning', 'acme', 'delivery', 'errors',"
        " '[{\"field\":\"source\",\"operator\":\"is\",\"values\":[\"stripe\"]}]', 900,"
        " 'above', 5, 5, 'me')");
    m_scene->addDeliveries(5min, 100, 10);
    m_scene->measured();
    m_scene->look();
    QCOMPARE(m_scene->cell("SELECT string_agg(rule || ' ' || tenant, ',') FROM console.alerts"),
             u"ours acme");
}

void EvaluationTest::aRuleHasToHoldForAsLongAsItSays()
{
    m_scene->sql("UPDATE gatehouse.alert_rule SET for_seconds = 120 WHERE kind = 'measure'");
    m_scene->addDeliveries(2min, 100, 50);
    m_scene->measured();
    m_scene->look();
    m_scene->measured();
    m_scene->lookAfter(1min);
    QCOMPARE(m_scene->alerts(), QString());
    QCOMPARE(m_scene->cell("SELECT count(*) FROM gatehouse.alert_pending"), u"1");
    m_scene->measured();
    m_scene->lookAfter(1min);
    QCOMPARE(m_scene->alerts(), u"measure critical firing delivery.error_rate");
    QCOMPARE(m_scene->cell("SELECT count(*) FROM gatehouse.alert_pending"), u"0");
}

void EvaluationTest::aGaugeIsItsLastLook()
{
    m_scene->sql(
        "UPDATE gatehouse.alert_rule SET measure = 'jobs_waiting', value = NULL,"
        " window_seconds = 300, threshold = 10, clear_threshold = 5 WHERE kind = 'measure';"
        "INSERT INTO gatehouse.metric_sample VALUES (date_bin('1 minute', $now, 'epoch'));"
        "INSERT INTO gatehouse.metric_gauge VALUES"
        " (date_bin('1 minute', $now, 'epoch'), 'jobs_waiting', 'stripe', 'acme', 8),"
        " (date_bin('1 minute', $now, 'epoch'), 'jobs_waiting', 'github', 'acme', 7)");
    m_scene->look();
    QCOMPARE(m_scene->alerts(), u"measure critical firing jobs_waiting");
    QCOMPARE(m_scene->cell("SELECT value FROM console.alerts"), u"15");
    QCOMPARE(m_scene->lookAfter(10min).resolved, std::size_t(0)); // nobody looked
    m_scene->sql(
        "INSERT INTO gatehouse.metric_sample VALUES (date_bin('1 minute', $now, 'epoch'))");
    QCOMPARE(m_scene->lookAfter(1min).resolved, std::size_t(1)); // somebody did: nothing waits
}

void EvaluationTest::aNewGroupFiresOnceWithItsLetters()
{
    m_scene->look();
    m_scene->clock.advance(1min);
    m_scene->addLetters(3, "slow");
    m_scene->look();
    QVERIFY(m_scene->alerts().startsWith(u"dead_letter_group warning firing "));
    QCOMPARE(m_scene->cell("SELECT subject = (SELECT id FROM console.dead_letter_groups)"
                           " FROM console.alerts"),
             u"true");
    QCOMPARE(m_scene->cell("SELECT concat_ws('|', subject_text, tenant, source, value)"
                           " FROM console.alerts"),
             u"timeout at no destination /hook|acme|stripe|3");
    m_scene->addLetters(5, "slow");
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(0));
    m_scene->sql("UPDATE gatehouse.dead_letter SET state = 'recovered'");
    QCOMPARE(m_scene->lookAfter(1min).resolved, std::size_t(1));
}

void EvaluationTest::groupsFromBeforeAreNoNews()
{
    m_scene->addLetters(3, "slow", "acme", "$now - interval '1 hour'");
    m_scene->addLetters(3, "mirrored", "acme");
    m_scene->sql("UPDATE gatehouse.dead_letter SET root_cause = 'mirror' WHERE error = 'mirrored'");
    QCOMPARE(m_scene->look().fired, std::size_t(0));
    m_scene->clock.advance(1min);
    m_scene->addLetters(1, "slow");
    QCOMPARE(m_scene->look().fired, std::size_t(0)); // it had open ones
}

void EvaluationTest::aGroupThatWasDealtWithIsNewsAgain()
{
    m_scene->addLetters(1, "slow");
    QCOMPARE(m_scene->look().fired, std::size_t(1));
    m_scene->sql("UPDATE gatehouse.dead_letter SET state = 'recovered'");
    QCOMPARE(m_scene->lookAfter(1min).resolved, std::size_t(1));
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(0));
    m_scene->addLetters(1, "slow", "globex");
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(1));
}

void EvaluationTest::aGroupThatSomebodyIgnoresIsOver()
{
    m_scene->addLetters(1, "slow");
    m_scene->look();
    m_scene->sql("INSERT INTO gatehouse.dead_letter_group (id, state, changed_by, changed_at)"
                 " SELECT id, 'ignored', 'me', $now FROM console.dead_letter_groups");
    QCOMPARE(m_scene->lookAfter(1min).resolved, std::size_t(1));
    m_scene->addLetters(1, "slow");
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(0));
    m_scene->sql("UPDATE gatehouse.dead_letter_group SET state = 'resolved', changed_at = $now");
    m_scene->clock.advance(1min);
    m_scene->addLetters(1, "slow");
    QCOMPARE(m_scene->look().fired, std::size_t(1)); // another one after it was said to be resolved
}

void EvaluationTest::aStormOfGroupsIsToldAHundredAtATime()
{
    m_scene->look();
    m_scene->clock.advance(1min);
    m_scene->addGroups(250);
    m_scene->sql(
        "INSERT INTO gatehouse.dead_letter_group (id, state, changed_by, changed_at) SELECT"
        " id, 'ignored', 'me', $now FROM console.dead_letter_groups ORDER BY id LIMIT 40");
    QCOMPARE(m_scene->look().fired, std::size_t(100));
    QCOMPARE(m_scene->lookAfter(10min).fired, std::size_t(100)); // later than what comes late
    QCOMPARE(m_scene->lookAfter(10min).fired, std::size_t(10));
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(0));
    QCOMPARE(m_scene->cell("SELECT count(DISTINCT subject) || ' ' || count(resolved_at)"
                           " FROM console.alerts"),
             u"210 0");
}

void EvaluationTest::theLettersOfABigGroupAreCountedInFull()
{
    m_scene->addLetters(10'000, "slow", "acme");
    m_scene->addLetters(1, "slow", "globex");
    m_scene->look();
    QCOMPARE(m_scene->cell("SELECT concat_ws('|', tenant, source, value) FROM console.alerts"),
             u"stripe|10001");
}

void EvaluationTest::aBreakerFiresWhileItIsOpen()
{
    m_scene->sql("INSERT INTO gatehouse.circuit_breaker (host, worker, opened_at, probe_at) VALUES"
                 " ('shop:443', 'one', $now, now()), ('shop:443', 'two', $now, now())");
    QCOMPARE(m_scene->look().fired, std::size_t(1));
    QCOMPARE(m_scene->alerts(), u"breaker_opened critical firing shop:443");
    QCOMPARE(m_scene->lookAfter(10min).fired, std::size_t(0));
    m_scene->sql("DELETE FROM gatehouse.circuit_breaker");
    QCOMPARE(m_scene->lookAfter(1min).resolved, std::size_t(1));
}

void EvaluationTest::aBreakerThatOpenedBetweenTwoLooksFiresOnce()
{
    m_scene->look();
    m_scene->clock.advance(30s);
    const std::string flap =
        "INSERT INTO gatehouse.circuit_breaker (host, worker, opened_at, probe_at)"
        " VALUES ('shop:443', 'one', $now, now()); DELETE FROM gatehouse.circuit_breaker";
    m_scene->sql(flap);
    QCOMPARE(m_scene->lookAfter(30s).fired, std::size_t(1));
    m_scene->sql(flap); // and again: still the same alert
    const auto report = m_scene->lookAfter(4min);
    QCOMPARE(report.fired + report.resolved, std::size_t(0));
    QCOMPARE(m_scene->lookAfter(6min).resolved, std::size_t(1));
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(0));
    QCOMPARE(m_scene->cell("SELECT count(*) FROM console.alerts"), u"1");
}

void EvaluationTest::badSignaturesFireBySourceAndTenant()
{
    const auto refuse = [this](int count, const std::string &tenant, const std::string &error) {
        m_scene->sql(
            "INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, event_type,"
            " status, signature_valid, error) SELECT id, gatehouse.uuid_time(id), 'stripe', '"
            + tenant + "', '', 'discarded', false, '" + error
            + "' FROM (SELECT gatehouse.uuid_v7($now - interval '1 minute') AS id"
              " FROM generate_series(1, "
            + std::to_string(count) + ")) AS made");
    };
    refuse(10, "acme", "401 signature mismatch");
    refuse(9, "globex", "401 signature mismatch");
    refuse(20, "initech", "400 json invalid");
    m_scene->look();
    QCOMPARE(m_scene->alerts(), u"bad_signatures warning firing stripe/acme acme");
    QCOMPARE(m_scene->cell("SELECT subject_text || ' ' || value FROM console.alerts"),
             u"stripe of acme 10");
    QCOMPARE(m_scene->lookAfter(10min).resolved, std::size_t(0));
    QCOMPARE(m_scene->lookAfter(10min).resolved, std::size_t(1));
}

void EvaluationTest::aSecretThatIsOverdueFiresUntilItIsRotated()
{
    m_scene->sql("INSERT INTO gatehouse.provider_secret (id, created_at, source, tenant, version,"
                 " state, created_by, active_since, fingerprint, master_key, sealed) SELECT id,"
                 " gatehouse.uuid_time(id), 'stripe', 'acme', 1, 'active', 'me',"
                 " $now - interval '92 days', '00000000', 'key', 'x'"
                 " FROM (SELECT gatehouse.uuid_v7($now - interval '92 days') AS id) AS made");
    m_scene->look();
    QCOMPARE(m_scene->alerts(), u"secret_overdue warning firing stripe/acme acme");
    QCOMPARE(m_scene->cell("SELECT round(value) || unit FROM console.alerts"), u"2days");
    m_scene->sql("UPDATE gatehouse.provider_secret SET active_since = $now");
    QCOMPARE(m_scene->lookAfter(1min).resolved, std::size_t(1));
}

void EvaluationTest::useUp(double usd, const std::string &tenant, const std::string &day)
{
    m_scene->sql(
        "INSERT INTO gatehouse.ai_usage_day (day, tenant, user_id_hash, model, calls, errors,"
        " tokens_prompt, tokens_completion, cost_usd, cache_hits, unpriced) VALUES ('"
        + day + "', '" + tenant + "', '', 'large', 1, 0, 1, 1, " + std::to_string(usd)
        + ", 0, 0) ON CONFLICT (day, tenant, user_id_hash, model) DO UPDATE"
          " SET cost_usd = excluded.cost_usd");
}

void EvaluationTest::aBudgetWarnsAndThenIsUsedUpOnceAPeriod()
{
    m_scene->clock.jumpTo(Timestamp(std::chrono::sys_days(std::chrono::November / 17 / 2026) + 9h));
    m_scene->sql("INSERT INTO gatehouse.budget (id, name, period, limit_usd, changed_by)"
                 " VALUES (gen_random_uuid(), 'all', 'month', 50, 'me')");
    useUp(39.9, "acme", "2026-11-03");
    useUp(1000, "acme", "2026-10-31");
    QCOMPARE(m_scene->look().fired, std::size_t(0)); // nothing is measured yet
    m_scene->measured();
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(0));
    useUp(0.1, "globex", "2026-11-17");
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(1));
    QCOMPARE(m_scene->alerts(), u"budget warning firing 2026-11/warning/50");
    useUp(20, "globex", "2026-11-17");
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(1));
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(0));
    QCOMPARE(
        m_scene->alerts(),
        u"budget warning firing 2026-11/warning/50; budget critical firing 2026-11/critical/50");
    m_scene->clock.jumpTo(Timestamp(std::chrono::sys_days(std::chrono::December / 1 / 2026) + 1h));
    m_scene->measured();
    QCOMPARE(m_scene->look().resolved, std::size_t(2));
    useUp(45, "globex", "2026-12-01");
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(1));
}

void EvaluationTest::aBudgetThatIsRaisedFiresAnew()
{
    m_scene->clock.jumpTo(Timestamp(std::chrono::sys_days(std::chrono::November / 17 / 2026) + 9h));
    m_scene->sql("INSERT INTO gatehouse.budget (id, name, period, limit_usd, warn_at_percent,"
                 " changed_by) VALUES (gen_random_uuid(), 'today', 'day', 10, 100, 'me')");
    useUp(11, "acme", "2026-11-17");
    m_scene->measured();
    QCOMPARE(m_scene->look().fired, std::size_t(1));
    m_scene->sql("UPDATE gatehouse.budget SET limit_usd = 20");
    QCOMPARE(m_scene->lookAfter(1min).resolved, std::size_t(1));
    m_scene->sql("UPDATE gatehouse.budget SET limit_usd = 10"); // of that it was told
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(0));
    m_scene->sql("UPDATE gatehouse.budget SET limit_usd = 20");
    useUp(21, "acme", "2026-11-17");
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(1));
    QVERIFY(m_scene->alerts().endsWith(u"firing 2026-11-17/critical/20"));
}

void EvaluationTest::aBudgetOfATenantCountsItsCallsAlone()
{
    m_scene->clock.jumpTo(Timestamp(std::chrono::sys_days(std::chrono::November / 17 / 2026) + 9h));
    m_scene->sql("INSERT INTO gatehouse.budget (id, name, tenant, period, limit_usd, changed_by)"
                 " VALUES (gen_random_uuid(), 'theirs', 'globex', 'day', 10, 'me')");
    useUp(100, "acme", "2026-11-17");
    useUp(9, "globex", "2026-11-17");
    m_scene->measured();
    m_scene->look();
    QCOMPARE(m_scene->alerts(), u"budget warning firing 2026-11-17/warning/10 globex");
}

/// What was told of acme says nothing of globex.
void EvaluationTest::aBudgetOfAnotherTenantFiresAnew()
{
    m_scene->clock.jumpTo(Timestamp(std::chrono::sys_days(std::chrono::November / 17 / 2026) + 9h));
    m_scene->sql("INSERT INTO gatehouse.budget (id, name, tenant, period, limit_usd,"
                 " warn_at_percent, changed_by)"
                 " VALUES (gen_random_uuid(), 'theirs', 'acme', 'day', 10, 100, 'me')");
    useUp(11, "acme", "2026-11-17");
    useUp(12, "globex", "2026-11-17");
    m_scene->measured();
    QCOMPARE(m_scene->look().fired, std::size_t(1));
    m_scene->sql("UPDATE gatehouse.alert SET resolved_at = fired_at");
    m_scene->sql("UPDATE gatehouse.budget SET tenant = 'globex'");
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(1));
    m_scene->sql("UPDATE gatehouse.alert SET resolved_at = fired_at");
    m_scene->sql("UPDATE gatehouse.budget SET tenant = 'acme'"); // of whom it was told
    QCOMPARE(m_scene->lookAfter(1min).fired, std::size_t(0));
}

void EvaluationTest::aBudgetIsToldWithAllItsDigits()
{
    m_scene->clock.jumpTo(Timestamp(std::chrono::sys_days(std::chrono::November / 17 / 2026) + 9h));
    m_scene->sql("INSERT INTO gatehouse.budget (id, name, period, limit_usd, warn_at_percent,"
                 " changed_by) VALUES (gen_random_uuid(), 'little', 'day', 0.125, 100, 'me'),"
                 " (gen_random_uuid(), 'none', 'day', 0.004, 100, 'me'),"
                 " (gen_random_uuid(), 'much', 'day', 1000000, 100, 'me')");
    useUp(2'000'000, "acme", "2026-11-17");
    m_scene->measured();
    m_scene->look();
    QCOMPARE(
        m_scene->cell("SELECT string_agg(subject, ' ' ORDER BY threshold) FROM console.alerts"),
        u"2026-11-17/critical/0.004 2026-11-17/critical/0.125 2026-11-17/critical/1000000");
    QCOMPARE(m_scene->cell("SELECT min(subject_text) FROM console.alerts"),
             u"100 % of 0.004 USD in 2026-11-17");
}

void EvaluationTest::aRuleThatIsSwitchedOffEndsItsAlerts()
{
    m_scene->addLetters(1, "slow");
    m_scene->look();
    m_scene->sql("UPDATE gatehouse.alert_rule SET is_enabled = false");
    QCOMPARE(m_scene->lookAfter(1min).resolved, std::size_t(1));
}

void EvaluationTest::twoGatewaysLookOnce()
{
    auto one = m_scene->database.session("gatehouse_gateway");
    auto other = m_scene->database.session("gatehouse_gateway");
    QVERIFY(one.execute("SELECT pg_advisory_lock(hashtextextended('gatehouse.alerts', 0))"));
    QVERIFY(!m_scene->lookWith(other).isDone); // one is at it
    QVERIFY(one.execute("SELECT pg_advisory_unlock(hashtextextended('gatehouse.alerts', 0))"));
    QVERIFY(m_scene->lookWith(other).isDone);
    m_scene->clock.advance(20s);
    QVERIFY(!m_scene->lookWith(one).isDone); // the other one did just now
    m_scene->clock.advance(40s);
    QVERIFY(m_scene->lookWith(one).isDone);
}

void EvaluationTest::aRestartInTheMiddleFiresNothingTwice()
{
    m_scene->addLetters(1, "slow");
    // The last statement of the look fails: as if the process had died before the commit.
    m_scene->sql("REVOKE INSERT ON gatehouse.alert_progress FROM gatehouse_gateway");
    auto session = m_scene->database.session("gatehouse_gateway");
    QVERIFY(!evaluateAlerts(session, {admin::storedConditions}, m_scene->clock, m_scene->ids,
                            m_scene->database.log));
    QCOMPARE(m_scene->alerts(), QString());
    m_scene->sql("GRANT INSERT ON gatehouse.alert_progress TO gatehouse_gateway");
    m_scene->look();
    m_scene->lookAfter(1min);
    m_scene->lookAfter(1min);
    QCOMPARE(m_scene->cell("SELECT count(*) FROM console.alerts"), u"1");
}

void EvaluationTest::aLookThatFailsDoesNotStopTheOthers()
{
    m_scene->sql("UPDATE gatehouse.alert_rule SET filter = '[{\"field\":\"nonsense\"}]'"
                 " WHERE kind = 'measure'; REVOKE SELECT ON gatehouse.breaker_opening FROM"
                 " gatehouse_gateway");
    m_scene->measured();
    m_scene->addLetters(1, "slow");
    const auto report = m_scene->look();
    QVERIFY(report.isDone);
    QCOMPARE(report.fired, std::size_t(1));
}

void EvaluationTest::whatCannotBeWrittenDoesNotStopTheOthers()
{
    m_scene->sql("CREATE FUNCTION gatehouse.refuse() RETURNS trigger LANGUAGE plpgsql AS"
                 " 'BEGIN RAISE EXCEPTION $$no$$; END';"
                 "CREATE TRIGGER refuse BEFORE INSERT ON gatehouse.alert FOR EACH ROW"
                 " WHEN (NEW.kind = 'dead_letter_group') EXECUTE FUNCTION gatehouse.refuse()");
    m_scene->addLetters(1, "slow");
    m_scene->addDeliveries(5min, 100, 50);
    m_scene->measured();
    const auto report = m_scene->look();
    QVERIFY(report.isDone);
    QCOMPARE(report.fired, std::size_t(1));
    QCOMPARE(m_scene->alerts(), u"measure critical firing delivery.error_rate");
}

void EvaluationTest::whatCannotBeCommittedIsNotLogged()
{
    m_scene->addLetters(1, "slow");
    m_scene->sql("REVOKE INSERT ON gatehouse.alert_progress FROM gatehouse_gateway");
    auto session = m_scene->database.session("gatehouse_gateway");
    QVERIFY(!evaluateAlerts(session, {admin::storedConditions}, m_scene->clock, m_scene->ids,
                            m_scene->log));
    QVERIFY(m_scene->lines.find("alert fired") == std::string::npos);
    m_scene->sql("GRANT INSERT ON gatehouse.alert_progress TO gatehouse_gateway");
    m_scene->look();
    QVERIFY(m_scene->lines.find("alert fired") != std::string::npos);
}

/// Who measures waits for transactions that write.
void EvaluationTest::nothingIsWrittenWhileItLooks()
{
    m_scene->measured();
    m_scene->sql(
        "INSERT INTO gatehouse.alert (id, fired_at, rule, kind, severity, subject, subject_text,"
        " value, unit) VALUES (gen_random_uuid(), $now, 'gone', 'measure', 'warning', 's', 's', 1,"
        " '')");
    QString written;
    const auto watch = [&](const std::string &measure, const std::string &filter) {
        written =
            m_scene->cell("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                          " AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL");
        return admin::storedConditions(measure, filter);
    };
    auto session = m_scene->database.session("gatehouse_gateway");
    QVERIFY(evaluateAlerts(session, {watch}, m_scene->clock, m_scene->ids, m_scene->log));
    QCOMPARE(written, u"0");
    QVERIFY(m_scene->alerts().contains(u"resolved")); // that there was something to write
}

void EvaluationTest::ofARuleThatWasChangedMeanwhileNothingIsWritten()
{
    m_scene->addDeliveries(5min, 100, 50);
    m_scene->measured();
    const auto change = [&](const std::string &measure, const std::string &filter) {
        m_scene->sql("UPDATE gatehouse.alert_rule SET threshold = 60, changed_at = $now"
                     " WHERE kind = 'measure'");
        return admin::storedConditions(measure, filter);
    };
    auto session = m_scene->database.session("gatehouse_gateway");
    const auto report =
        evaluateAlerts(session, {change}, m_scene->clock, m_scene->ids, m_scene->log);
    QVERIFY(report);
    QCOMPARE(report->fired, std::size_t(0));
    QCOMPARE(m_scene->alerts(), QString());
}

void EvaluationTest::moreSubjectsThanAreLookedAtEndNothing()
{
    m_scene->sql("INSERT INTO gatehouse.circuit_breaker (host, worker, opened_at, probe_at)"
                 " SELECT 'shop' || n, 'one', $now, now() FROM generate_series(1000, 1499) AS n");
    QCOMPARE(m_scene->look().fired, std::size_t(500));
    m_scene->sql("INSERT INTO gatehouse.circuit_breaker (host, worker, opened_at, probe_at)"
                 " VALUES ('another', 'one', $now, now())"); // which comes before them
    const auto report = m_scene->lookAfter(10min);
    QCOMPARE(report.resolved, std::size_t(0));
    QCOMPARE(report.fired, std::size_t(1));
}

void EvaluationTest::aClockThatWasSetBackIsNoReasonToWait()
{
    m_scene->look();
    m_scene->clock.jumpTo(m_scene->clock.now() - 1h);
    QVERIFY(m_scene->look().isDone);
}

void EvaluationTest::whoIsToBeToldIsWrittenWithTheAlert()
{
    m_scene->sql(
        "INSERT INTO gatehouse.alert_channel (id, name, kind, is_enabled, minimum_severity,"
        " host, smtp_url, sender, recipients, changed_by) SELECT gen_random_uuid(), name,"
        " 'email', is_enabled, severity, 'h', 'smtp:' || name, 'a@b', '{c@d}', 'me' FROM"
        " (VALUES ('all', true, 'warning'), ('worst', true, 'critical'),"
        " ('off', false, 'warning')) AS v(name, is_enabled, severity)");
    const std::string told =
        "SELECT string_agg(c.name || ' ' || n.what, ', ' ORDER BY n.what, c.name)"
        " FROM gatehouse.alert_notice n JOIN gatehouse.alert_channel c"
        " ON c.id = n.channel_id";
    m_scene->addLetters(1, "slow");
    m_scene->look();
    QCOMPARE(m_scene->cell(told), u"all fired");
    m_scene->sql("UPDATE gatehouse.dead_letter SET state = 'discarded'");
    m_scene->lookAfter(1min);
    QCOMPARE(m_scene->cell(told), u"all fired, all resolved");
}

void EvaluationTest::whoWasNotToldIsNotToldThatItIsOver()
{
    m_scene->sql(
        "INSERT INTO gatehouse.alert_channel (id, name, kind, minimum_severity, host,"
        " smtp_url, sender, recipients, changed_by) SELECT gen_random_uuid(), name, 'email',"
        " 'warning', 'h', 'smtp:' || name, 'a@b', '{c@d}', 'me'"
        " FROM (VALUES ('told'), ('failed')) AS v(name)");
    m_scene->addLetters(1, "slow");
    m_scene->look();
    m_scene->sql("UPDATE gatehouse.alert_notice n SET state = CASE c.name WHEN 'told' THEN 'sent'"
                 " ELSE 'failed' END FROM gatehouse.alert_channel c WHERE c.id = n.channel_id;"
                 "UPDATE gatehouse.dead_letter SET state = 'discarded'");
    m_scene->lookAfter(1min);
    QCOMPARE(m_scene->cell("SELECT string_agg(c.name, ',') FROM gatehouse.alert_notice n JOIN"
                           " gatehouse.alert_channel c ON c.id = n.channel_id"
                           " WHERE n.what = 'resolved'"),
             u"told");
}

/// As a console and the API ask for it.
void EvaluationTest::whatFiresIsFoundByAnIndex()
{
    auto session = m_scene->database.session("gatehouse_gateway");
    QVERIFY(session.execute("SET enable_seqscan = off"));
    const auto planOf = [&](const std::string &condition, const postgres::Value &value) {
        const auto rows = session.execute("EXPLAIN SELECT * FROM console.alerts WHERE " + condition
                                              + " ORDER BY fired_at DESC, id DESC LIMIT 10",
                                          {value});
        std::string plan;
        for (int row = 0; rows && row < rows->size(); ++row)
            plan += rows->get<std::string>(row, 0) + '\n';
        return plan;
    };
    const std::string one = planOf("state = $1::text", std::string("firing"));
    QVERIFY2(one.find("alert_firing") != std::string::npos, one.c_str());
    const std::string any =
        planOf("state = ANY ($1::text[])", postgres::Array<std::string>{std::string("firing")});
    QVERIFY2(any.find("alert_firing") != std::string::npos, any.c_str());
}

void EvaluationTest::whatIsOverForLongIsForgotten()
{
    m_scene->sql(
        "INSERT INTO gatehouse.alert (id, fired_at, rule, kind, severity, subject,"
        " subject_text, value, unit, resolved_at) SELECT gen_random_uuid(), now(), 'r',"
        " 'measure', 'warning', coalesce(age::text, ''), 's', 1, '', now() - age FROM (VALUES"
        " (interval '399 days'), (interval '401 days'), (NULL)) AS v(age);"
        "INSERT INTO gatehouse.breaker_opening VALUES ('a', now() - interval '34 days'),"
        " ('a', now() - interval '36 days')");
    auto session = m_scene->database.session("gatehouse_gateway");
    QVERIFY(runUpkeep(session, m_scene->clock.now()));
    QCOMPARE(m_scene->cell("SELECT count(*) FROM gatehouse.alert"), u"2");
    QCOMPARE(m_scene->cell("SELECT count(*) FROM gatehouse.breaker_opening"), u"1");
}

void EvaluationTest::theWatchLooks()
{
    m_scene->addLetters(1, "slow");
    std::atomic<int> changes = 0;
    AlertWatchOptions options;
    options.database = m_scene->database.options();
    options.readConditions = admin::storedConditions;
    options.changed = [&changes] { ++changes; };
    options.interval = 20ms;
    const AlertWatch watch(std::move(options), m_scene->clock, m_scene->database.log);
    QTRY_COMPARE_WITH_TIMEOUT(changes.load(), 1, 20'000);
    QCOMPARE(m_scene->cell("SELECT count(*) FROM console.alerts"), u"1");
}

QTEST_GUILESS_MAIN(EvaluationTest)
#include "evaluation_test.moc"
