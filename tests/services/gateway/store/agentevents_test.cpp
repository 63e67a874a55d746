#include "services/gateway/store/agentevents.h"
#include "services/gateway/store/upkeep.h"
#include "services/gateway/store/userhash.h"
#include "services/secrets/vault.h"
#include "tests/services/gateway/support/gatewaydatabase.h"
#include "tests/support/vaults.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;

/// What is kept of calls of AI systems.
class AgentEventsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_cluster = TestCluster::start();
        m_database = std::make_unique<GatewayDatabase>(*m_cluster, "agents");
    }
    void init()
    {
        sql("DELETE FROM gatehouse.agent_event; DELETE FROM gatehouse.model_price;"
            "DELETE FROM gatehouse.user_hash_key");
    }

    void aCallIsKeptWithAllThatWasSaid()
    {
        metrics::AgentEvent event = call("00f067aa0ba902b7");
        event.parentSpanId = "b7ad6b7169203331";
        event.provider = "openai";
        event.userIdHash = "abc";
        event.errorType = "timeout";
        event.costUsd = 0.0000012;
        event.tokensCached = 3;
        event.isCacheHit = true;
        event.attributes = R"({"tool":"search"})";
        QCOMPARE(store({event}), 1);
        QCOMPARE(
            cell("SELECT concat_ws('|', to_char(ts AT TIME ZONE 'UTC', 'HH24:MI:SS'), trace_id,"
                 " span_id, parent_span_id, service, env, tenant, agent, model, provider,"
                 " route, user_id_hash, status, error_type, latency_ms, tokens_prompt,"
                 " tokens_completion, tokens_cached, tokens_total, cost_usd, is_cost_priced,"
                 " cache_hit, attrs, received_at = gatehouse.uuid_time(id))"
                 " FROM console.agent_events"),
            u"08:00:00|0af7651916cd43dd8448eb211c80319c|00f067aa0ba902b7|b7ad6b7169203331|api|"
            "prod|acme|order_bot|large|openai|/answer|abc|ok|timeout|1250.5|1000|200|3|1200|"
            "0.0000012|f|t|{\"tool\": \"search\"}|t");
    }

    void whatWasNotSaidIsNull()
    {
        metrics::AgentEvent event;
        event.traceId = std::string(32, 'a');
        event.spanId = std::string(16, 'b');
        event.status = "ok";
        QCOMPARE(store({event}), 1);
        QCOMPARE(
            cell("SELECT num_nulls(parent_span_id, service, env, tenant, agent, model, provider,"
                 " route, user_id_hash, error_type, tokens_prompt, tokens_completion,"
                 " tokens_cached, tokens_total, cost_usd, cache_hit)"
                 " FROM gatehouse.agent_event"),
            u"16");
    }

    void whatIsSentAgainIsOneCall()
    {
        const auto event = call("00f067aa0ba902b7");
        QCOMPARE(store({event, event, call("00f067aa0ba902b8")}), 2);
        QCOMPARE(store({event}), 0);
    }

    void nobodyTakesTheIdsOfAnotherTenant()
    {
        auto event = call("00f067aa0ba902b7");
        QCOMPARE(store({event}), 1);
        event.tenant = "globex";
        QCOMPARE(store({event}), 1);
        event.tenant.clear();
        QCOMPARE(store({event}), 1);
        QCOMPARE(store({event}), 0);
    }

    void whatNobodyPricedIsPricedAsOfItsDay()
    {
        sql("INSERT INTO gatehouse.model_price VALUES ('large', '', '2025-01-01', 2, 8, 1),"
            " ('large', '', '2025-11-27', 4, 16, NULL), ('large', '', '2025-11-28', 40, 160, "
            "NULL)");
        auto event = call("00f067aa0ba902b7"); // of 2025-11-27: 1000 and 200 tokens
        auto earlier = call("00f067aa0ba902b8");
        earlier.startedAt -= 24h;
        earlier.tokensCached = 400;
        auto tooEarly = call("00f067aa0ba902b9");
        tooEarly.startedAt -= 24h * 400;
        auto told = call("00f067aa0ba902ba");
        told.costUsd = 1;
        auto other = call("00f067aa0ba902bb");
        other.model = "small";
        QCOMPARE(store({event, earlier, tooEarly, told, other}), 5);
        QCOMPARE(costs(), u"0.0072t 0.0032t -f 1f -f");
    }

    void aProvidersPriceComesBeforeAnybodys()
    {
        sql("INSERT INTO gatehouse.model_price VALUES ('large', '', '2025-06-01', 2, 8, 1),"
            " ('large', 'azure', '2025-01-01', 10, 0, NULL)");
        auto event = call("00f067aa0ba902b7");
        event.provider = "azure";
        QCOMPARE(store({event, call("00f067aa0ba902b8")}), 2);
        QCOMPARE(costs(), u"0.01t 0.0036t");
    }

    void withoutTokensThereIsNoCost()
    {
        sql("INSERT INTO gatehouse.model_price VALUES ('large', '', '2025-01-01', 2, 8, 1)");
        auto event = call("00f067aa0ba902b7");
        event.tokensPrompt.reset();
        event.tokensCompletion.reset();
        QCOMPARE(store({event}), 1);
        QCOMPARE(costs(), u"-f");
    }

    void thousandsAreOneStatement()
    {
        std::vector<metrics::AgentEvent> events;
        for (int i = 0; i < 20'000; ++i)
            events.push_back(
                call(QStringLiteral("%1").arg(i + 1, 16, 16, QLatin1Char('0')).toStdString()));
        QCOMPARE(store(events), 20'000);
    }

    void whatIsOlderThanNinetyDaysIsForgotten()
    {
        QCOMPARE(store({call("00f067aa0ba902b7"), call("00f067aa0ba902b8")}), 2);
        sql("UPDATE gatehouse.agent_event SET received_at = now() - interval '1 day'"
            " * CASE span_id WHEN '00f067aa0ba902b7' THEN 91 ELSE 89 END");
        auto session = m_database->session("gatehouse_gateway");
        QVERIFY(runUpkeep(session, m_database->clock.now()));
        QCOMPARE(cell("SELECT string_agg(span_id, ' ') FROM gatehouse.agent_event"),
                 u"00f067aa0ba902b8");
    }

    void aUserHasOneHashAtEveryGateway()
    {
        auto session = m_database->session("gatehouse_gateway");
        const auto vault = vaultOf('k');
        const auto first = UserHash::open(session, vault), second = UserHash::open(session, vault);
        QVERIFY(first && second);
        QCOMPARE(first->of("acme", "12345"), second->of("acme", "12345"));
        QCOMPARE(first->of("acme", "12345").size(), std::size_t(32));
        QVERIFY(first->of("acme", "12345") != first->of("globex", "12345"));
        QVERIFY(first->of("acme", "12345") != first->of("acme", "12346"));
        QVERIFY(first->of("a", "b1") != first->of("ab", "1"));
    }

    void anotherMasterKeyMakesNoOtherHashes()
    {
        auto session = m_database->session("gatehouse_gateway");
        QVERIFY(UserHash::open(session, vaultOf('k')));
        const auto opened = UserHash::open(session, vaultOf('l'));
        QVERIFY(!opened);
        QVERIFY(opened.error().kind == ErrorKind::Conflict);
    }

    void noViewHasTheKey()
    {
        auto console = m_database->session("gatehouse_console");
        QVERIFY(!console.execute("SELECT 1 FROM gatehouse.user_hash_key"));
        QVERIFY(console.execute("SELECT * FROM console.agent_events"));
        QVERIFY(console.execute("SELECT * FROM console.model_prices"));
    }

private:
    static metrics::AgentEvent call(const std::string &span)
    {
        metrics::AgentEvent event;
        event.startedAt = Timestamp(1764230400s); // 2025-11-27 08:00 UTC
        event.traceId = "0af7651916cd43dd8448eb211c80319c";
        event.spanId = span;
        event.service = "api";
        event.environment = "prod";
        event.tenant = "acme";
        event.agent = "order_bot";
        event.model = "large";
        event.route = "/answer";
        event.status = "ok";
        event.latency = 1250500us;
        event.tokensPrompt = 1000;
        event.tokensCompletion = 200;
        return event;
    }
    std::int64_t store(const std::vector<metrics::AgentEvent> &events)
    {
        auto session = m_database->session("gatehouse_gateway");
        const auto stored = storeAgentEvents(session, events);
        if (!stored)
            qFatal("%s", qPrintable(stored.error().message + stored.error().detail));
        return *stored;
    }
    void sql(const std::string &statement)
    {
        if (const auto done = m_database->owner().executeScript(statement); !done)
            qFatal("%s: %s", statement.c_str(), qPrintable(done.error().detail));
    }
    QString cell(const std::string &statement) { return m_database->cell(statement); }
    /// In the order of the spans, each with whether it was priced here.
    QString costs()
    {
        return cell("SELECT string_agg(coalesce(trim_scale(cost_usd)::text, '-') ||"
                    " left(is_cost_priced::text, 1), ' ' ORDER BY span_id)"
                    " FROM gatehouse.agent_event");
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_database;
};

QTEST_GUILESS_MAIN(AgentEventsTest)
#include "agentevents_test.moc"
