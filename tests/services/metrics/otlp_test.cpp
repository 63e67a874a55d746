#include "services/metrics/agentevent.h"
#include "services/metrics/otlp.h"

#include <QTest>

#include <boost/json.hpp>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace std::chrono_literals;

/// From the body of an export to what is kept of an AI system's calls.
class OtlpTest : public QObject
{
    Q_OBJECT

    /// A request with one span, of the shape of the protocol's own example, and what is given.
    static std::string bodyWith(const std::string &spanAttributes,
                                const std::string &resourceAttributes =
                                    R"({"key":"agent","value":{"stringValue":"order_bot"}})",
                                const std::string &more = {})
    {
        return R"({"resourceSpans":[{"resource":{"attributes":[)"
               R"({"key":"service.name","value":{"stringValue":"api"}},)"
            + resourceAttributes
            + R"(]},"scopeSpans":[{"scope":{"name":"api"},"spans":[{)"
              R"("traceId":"0AF7651916CD43DD8448EB211C80319C","spanId":"B7AD6B7169203331",)"
              R"("parentSpanId":"","name":"agent_step","startTimeUnixNano":"1764230400000000000",)"
              R"("endTimeUnixNano":"1764230401250000000","kind":2)"
            + more + R"(,"attributes":[)" + spanAttributes + "]}]}]}]}";
    }
    static std::string textValue(const std::string &text)
    {
        return boost::json::serialize(boost::json::object{{"stringValue", text}});
    }
    static std::string attribute(const std::string &name, const std::string &value)
    {
        return boost::json::serialize(
            boost::json::object{{"key", name}, {"value", boost::json::parse(value)}});
    }
    static std::string hashed(std::string_view tenant, std::string_view user)
    {
        return "hash of " + std::string(tenant) + '/' + std::string(user);
    }
    static AgentEvents eventsOf(const std::string &body,
                                std::optional<std::vector<std::string>> tenants = {{"acme"}})
    {
        const auto read = readOtlpJson(body);
        if (!read)
            qFatal("%s", qPrintable(read.error().message));
        return agentEvents(*read, {std::move(tenants), hashed});
    }
    static AgentEvent eventOf(const std::string &body)
    {
        const AgentEvents found = eventsOf(body);
        if (found.events.size() != 1)
            qFatal("%zu events", found.events.size());
        return found.events.front();
    }

private slots:
    void aSpanOfAnAgentIsAnEvent()
    {
        const AgentEvent event =
            eventOf(bodyWith(R"({"key":"tokens_prompt","value":{"intValue":"512"}},)"
                             R"({"key":"tokens_completion","value":{"intValue":128}},)"
                             R"({"key":"cost_usd","value":{"doubleValue":0.0032}},)"
                             R"({"key":"model","value":{"stringValue":"gpt-4.1"}},)"
                             R"({"key":"cache_hit","value":{"boolValue":true}},)"
                             R"({"key":"status","value":{"stringValue":"ok"}})"));
        QCOMPARE(event.traceId, std::string("0af7651916cd43dd8448eb211c80319c"));
        QCOMPARE(event.spanId, std::string("b7ad6b7169203331"));
        QVERIFY(event.parentSpanId.empty());
        QCOMPARE(event.startedAt, Timestamp(1764230400s));
        QCOMPARE(event.latency, 1250ms);
        QCOMPARE(event.service, std::string("api"));
        QCOMPARE(event.agent, std::string("order_bot"));
        QCOMPARE(event.model, std::string("gpt-4.1"));
        QCOMPARE(event.route, std::string("agent_step")); // nobody said another
        QCOMPARE(event.tokensPrompt, std::optional<std::int64_t>(512));
        QCOMPARE(event.tokensCompletion, std::optional<std::int64_t>(128));
        QCOMPARE(event.costUsd, std::optional(0.0032));
        QCOMPARE(event.isCacheHit, std::optional(true));
        QCOMPARE(event.status, std::string("ok"));
        QCOMPARE(event.tenant, std::string("acme"));
    }

    void theConventionsNamesAreTakenToo()
    {
        const AgentEvent event =
            eventOf(bodyWith(R"({"key":"gen_ai.request.model","value":{"stringValue":"large"}},)"
                             R"({"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},)"
                             R"({"key":"gen_ai.usage.input_tokens","value":{"intValue":"7"}},)"
                             R"({"key":"gen_ai.usage.output_tokens","value":{"intValue":"3"}})"));
        QCOMPARE(event.model, std::string("large"));
        QCOMPARE(event.provider, std::string("openai"));
        QCOMPARE(event.tokensPrompt, std::optional<std::int64_t>(7));
        QCOMPARE(event.tokensCompletion, std::optional<std::int64_t>(3));
    }

    void whatTheSpanSaysCountsBeforeItsResource()
    {
        QCOMPARE(eventOf(bodyWith(R"({"key":"agent","value":{"stringValue":"other"}})")).agent,
                 std::string("other"));
    }

    void aUserIsHashedAndAnAddressDropped()
    {
        const AgentEvent event =
            eventOf(bodyWith(R"({"key":"user_id","value":{"stringValue":"12345"}},)"
                             R"({"key":"user_email","value":{"stringValue":"ada"}},)"
                             R"({"key":"note","value":{"stringValue":"from ada@example.com"}},)"
                             R"({"key":"tool","value":{"stringValue":"search"}})"));
        QCOMPARE(event.userIdHash, std::string("hash of acme/12345"));
        QCOMPARE(event.attributes, std::string(R"({"tool":"search"})"));
    }

    void aFailedSpanIsAnError()
    {
        QCOMPARE(eventOf(bodyWith({}, R"({"key":"agent","value":{"stringValue":"a"}})",
                                  R"(,"status":{"code":2,"message":"no"})"))
                     .status,
                 std::string("error"));
        QCOMPARE(eventOf(bodyWith({}, R"({"key":"agent","value":{"stringValue":"a"}})",
                                  R"(,"status":{"code":"STATUS_CODE_ERROR"})"))
                     .status,
                 std::string("error"));
    }

    void spansOfNoAgentAreLeftOut()
    {
        const AgentEvents found =
            eventsOf(bodyWith({}, R"({"key":"host.name","value":{"stringValue":"a"}})"));
        QCOMPARE(found.events.size(), std::size_t(0));
        QCOMPARE(found.others, 1);
        QCOMPARE(found.refused, 0);
    }

    void whatIsOfAnotherTenantIsRefused()
    {
        const std::string body = bodyWith(R"({"key":"tenant","value":{"stringValue":"globex"}})");
        const AgentEvents found = eventsOf(body);
        QCOMPARE(found.refused, 1);
        QVERIFY(found.whyRefused.find("another tenant") != std::string::npos);
        QCOMPARE(eventsOf(body, std::nullopt).events.front().tenant, std::string("globex"));
    }

    void aTokenForSeveralTenantsNeedsOneNamed()
    {
        const std::vector<std::string> both{"acme", "globex"};
        QCOMPARE(eventsOf(bodyWith({}), both).refused, 1);
        const std::string named = bodyWith(R"({"key":"tenant","value":{"stringValue":"globex"}})");
        QCOMPARE(eventsOf(named, both).events.front().tenant, std::string("globex"));
    }

    void whatPeopleAskedIsNotKept()
    {
        const AgentEvent event = eventOf(
            bodyWith(R"({"key":"gen_ai.input.messages","value":{"stringValue":"my card is 4"}},)"
                     R"({"key":"gen_ai.prompt.0.content","value":{"stringValue":"hello"}},)"
                     R"({"key":"retries","value":{"intValue":2}})"));
        QCOMPARE(event.attributes, std::string(R"({"retries":2})"));
    }

    void whatMayBeAPersonsIsNotKept_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<std::string>("value");
        const auto row = [](const char *what, const char *name, const char *value) {
            QTest::newRow(what) << std::string(name) << std::string(value);
        };
        row("a user elsewhere", "app.user_id", R"({"intValue":"12345"})");
        row("a user as one word", "endUserId", R"({"stringValue":"u-1"})");
        row("a customer", "stripe.customer", R"({"stringValue":"cus_1"})");
        row("a session", "session.id", R"({"stringValue":"0af7"})");
        row("a peer", "net.sock.peer.addr", R"({"stringValue":"host-1"})");
        row("an IP by its name", "clientIp", R"({"stringValue":"host-1"})");
        row("an IP by its look", "upstream", R"({"stringValue":"203.0.113.7"})");
        row("a second address", "route_of", R"({"stringValue":"@x/ada@example.com"})");
        row("an encoded address", "path", R"({"stringValue":"/of/ada%40example.com"})");
        row("a phone number", "dialled", R"({"stringValue":"+491701234567"})");
        row("a sentence", "note", R"({"stringValue":"she asked again"})");
        row("what was asked", "traceloop.entity.input", R"({"stringValue":"hello"})");
        row("a tool's arguments", "gen_ai.tool.call.arguments", R"({"stringValue":"one"})");
        row("a name of two words", "us er", R"({"stringValue":"ada"})");
        row("an address as a name", "ada@example.com", R"({"intValue":"1"})");
    }
    void whatMayBeAPersonsIsNotKept()
    {
        QFETCH(std::string, name);
        QFETCH(std::string, value);
        const AgentEvent event = eventOf(
            bodyWith(attribute(name, value) + ',' + attribute("tool", textValue("search"))));
        QCOMPARE(event.attributes, std::string(R"({"tool":"search"})"));
    }

    void countsAreKeptWhateverTheyCount()
    {
        const AgentEvent event =
            eventOf(bodyWith(R"({"key":"gen_ai.request.max_tokens","value":{"intValue":"100"}},)"
                             R"({"key":"input.messages","value":{"intValue":4}},)"
                             R"({"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},)"
                             R"({"key":"gen_ai.request.stream","value":{"boolValue":true}})"));
        QCOMPARE(event.attributes,
                 std::string(R"({"gen_ai.request.max_tokens":100,"input.messages":4,)"
                             R"("gen_ai.operation.name":"chat","gen_ai.request.stream":true})"));
    }

    void furtherAttributesEndAtFourKibibytes()
    {
        std::string many;
        for (int i = 0; i < 1000; ++i)
            many += attribute("k" + std::to_string(i), R"({"intValue":1})") + ',';
        const AgentEvent event =
            eventOf(bodyWith(many + R"({"key":"model","value":{"stringValue":"large"}})"));
        QVERIFY(event.attributes.size() <= 4096);
        QVERIFY(event.attributes.size() > 4000);
        QCOMPARE(event.model, std::string("large"));
    }

    void anEmptyTextTellsNothing()
    {
        const AgentEvent event = eventOf(bodyWith(R"({"key":"agent","value":{"stringValue":""}})"));
        QCOMPARE(event.agent, std::string("order_bot"));
    }

    void aTenantThatCannotBeKeptIsRefused_data()
    {
        QTest::addColumn<std::string>("value");
        QTest::newRow("a flag") << std::string(R"({"boolValue":true})");
        QTest::newRow("too long") << textValue(std::string(201, 'a'));
        QTest::newRow("with a zero") << std::string(R"({"stringValue":"acme\u0000"})");
        QTest::newRow("a person") << std::string(R"({"stringValue":"ada@example.com"})");
    }
    void aTenantThatCannotBeKeptIsRefused()
    {
        QFETCH(std::string, value);
        const std::string body = bodyWith(R"({"key":"tenant","value":)" + value + '}');
        QCOMPARE(eventsOf(body).refused, 1);
        QCOMPARE(eventsOf(body, std::nullopt).refused, 1);
    }

    void aSpanThatFailedIsNotOkByAWord()
    {
        const std::string failed = R"(,"status":{"code":2})";
        const std::string agent = R"({"key":"agent","value":{"stringValue":"a"}})";
        QCOMPARE(
            eventOf(bodyWith(R"({"key":"status","value":{"stringValue":"ok"}})", agent, failed))
                .status,
            std::string("error"));
        QCOMPARE(eventOf(bodyWith(R"({"key":"status","value":{"stringValue":"success"}})")).status,
                 std::string("ok"));
        QCOMPARE(eventOf(bodyWith(R"({"key":"status","value":{"stringValue":"timeout"}})", agent,
                                  failed))
                     .status,
                 std::string("timeout"));
    }

    void whatSomebodyWroteIsNoStatusNorError()
    {
        const AgentEvent event =
            eventOf(bodyWith(attribute("status", textValue("no order of Ada found")) + ','
                             + attribute("error_type", textValue("Ada is not known")) + ','
                             + attribute("model", textValue("large"))));
        QCOMPARE(event.status, std::string("error"));
        QCOMPARE(event.errorType, std::string());
        QCOMPARE(
            eventOf(bodyWith(attribute("error.type", textValue("java.net.Timeout")))).errorType,
            std::string("java.net.Timeout"));
    }

    void aLongSpanNameIsNoRoute()
    {
        std::string body = bodyWith({});
        body.replace(body.find("agent_step"), 10, "where is the order of Ada");
        QCOMPARE(eventOf(body).route, std::string());
    }

    void aSpanThatSumsUpOthersUsedNothing()
    {
        const std::string tokens = attribute("tokens_prompt", R"({"intValue":7})") + ','
            + attribute("cost_usd", R"({"doubleValue":1})");
        const auto told = [&](const std::string &operation) {
            return eventOf(
                bodyWith(tokens + ',' + attribute("gen_ai.operation.name", textValue(operation))));
        };
        QVERIFY(!told("invoke_agent").tokensPrompt && !told("invoke_agent").costUsd);
        QVERIFY(told("chat").tokensPrompt && told("chat").costUsd);
    }

    void aUserWhoseIdIsEndlessIsNone()
    {
        const auto user = [](std::size_t size) {
            return eventOf(bodyWith(attribute("user_id", textValue(std::string(size, '1')))))
                .userIdHash.empty();
        };
        QVERIFY(!user(200));
        QVERIFY(user(201));
    }

    /// 20,000 spans that each looked at all of 8 MB would take minutes.
    void whatAResourceSaysIsCutBeforeItIsLookedAt()
    {
        OtlpResource resource;
        resource.attributes = {{"agent", std::string("bot")},
                               {"service.name", std::string(8'000'000, 'a')},
                               {"user_id", std::string(8'000'000, '1')},
                               {"status", std::string(8'000'000, 'b')}};
        OtlpSpan span;
        span.traceId = std::string(32, 'a');
        span.spanId = std::string(16, 'b');
        span.start = span.end = 1'764'230'400'000'000'000;
        resource.spans.assign(20'000, span);
        const AgentEvents found = agentEvents({resource}, {std::nullopt, hashed});
        QCOMPARE(found.events.size(), std::size_t(20'000));
        QCOMPARE(found.events.back().service.size(), std::size_t(200));
    }

    void anAddressIsNoNameEither()
    {
        const AgentEvent event =
            eventOf(bodyWith(R"({"key":"route","value":{"stringValue":"/of/ada@example.com"}},)"
                             R"({"key":"model","value":{"stringValue":"ada@example.com"}})"));
        QCOMPARE(event.route, std::string("agent_step"));
        QVERIFY(event.model.empty());
    }

    void cachedTokensAreAHit()
    {
        const AgentEvent event = eventOf(
            bodyWith(R"({"key":"gen_ai.usage.cache_read.input_tokens","value":{"intValue":"5"}})"));
        QCOMPARE(event.tokensCached, std::optional<std::int64_t>(5));
        QCOMPARE(event.isCacheHit, std::optional(true));
    }

    void aNumberThatIsNoneIsLeftOut_data()
    {
        QTest::addColumn<std::string>("value");
        QTest::newRow("negative") << std::string(R"({"intValue":"-5"})");
        QTest::newRow("none") << std::string(R"({"doubleValue":"NaN"})");
        QTest::newRow("endless") << std::string(R"({"doubleValue":"Infinity"})");
        QTest::newRow("words") << std::string(R"({"stringValue":"12 or so"})");
        QTest::newRow("too many") << std::string(R"({"doubleValue":1e300})");
        QTest::newRow("more than a call can use") << std::string(R"({"intValue":"1000000001"})");
        QTest::newRow("a flag") << std::string(R"({"boolValue":true})");
        QTest::newRow("half a token") << std::string(R"({"doubleValue":1.5})");
        QTest::newRow("half a whole") << std::string(R"({"intValue":1.5})");
        QTest::newRow("a word as a number") << std::string(R"({"intValue":"abc"})");
        QTest::newRow("a number and a word") << std::string(R"({"intValue":"12abc"})");
        QTest::newRow("nothing") << std::string(R"({"intValue":null})");
        QTest::newRow("beyond 64 bits") << std::string(R"({"intValue":"99999999999999999999"})");
    }
    void aNumberThatIsNoneIsLeftOut()
    {
        QFETCH(std::string, value);
        const AgentEvent event =
            eventOf(bodyWith(R"({"key":"tokens_prompt","value":)" + value + '}'));
        QVERIFY(!event.tokensPrompt);
    }

    void textsAreCutAtACharacter()
    {
        std::string longName = "x";
        for (int i = 0; i < 150; ++i)
            longName += "ü";
        const AgentEvent event = eventOf(
            bodyWith(R"({"key":"agent","value":{"stringValue":")" + longName + R"(\u0000"}})"));
        QCOMPARE(event.agent.size(), std::size_t(199));
        QVERIFY(QString::fromStdString(event.agent).endsWith(QChar(u'ü')));
    }

    void noTextHasAZeroCharacter()
    {
        const AgentEvent event =
            eventOf(bodyWith(R"({"key":"agent","value":{"stringValue":"a\u0000b"}},)"
                             R"({"key":"of\u0000it","value":{"stringValue":"x"}},)"
                             R"({"key":"tool","value":{"stringValue":"\u0000"}})"));
        QCOMPARE(event.agent, std::string("ab"));
        QCOMPARE(event.attributes, std::string("{}"));
    }

    void aSpanThatCannotBeIsRefused_data()
    {
        QTest::addColumn<std::string>("from");
        QTest::addColumn<std::string>("to");
        QTest::newRow("no trace") << std::string("0AF7651916CD43DD8448EB211C80319C")
                                  << std::string("00000000000000000000000000000000");
        QTest::newRow("a short id") << std::string("B7AD6B7169203331") << std::string("B7AD6B71");
        QTest::newRow("no hex") << std::string("B7AD6B7169203331")
                                << std::string("Z7AD6B7169203331");
        QTest::newRow("it ends before it begins")
            << std::string("1764230401250000000") << std::string("1764230399000000000");
        QTest::newRow("no time") << std::string("1764230400000000000") << std::string("0");
        QTest::newRow("beyond all time")
            << std::string("1764230401250000000") << std::string("18446744073709551615");
    }
    void aSpanThatCannotBeIsRefused()
    {
        QFETCH(std::string, from);
        QFETCH(std::string, to);
        std::string body = bodyWith({});
        body.replace(body.find(from), from.size(), to);
        const AgentEvents found = eventsOf(body);
        QCOMPARE(found.events.size(), std::size_t(0));
        QCOMPARE(found.refused, 1);
        QVERIFY(!found.whyRefused.empty());
    }

    void aSpanOutOfTimeIsRefused()
    {
        const auto read = readOtlpJson(bodyWith({}));
        AgentEventDoor door{std::nullopt, hashed};
        door.latest = Timestamp(1764230401s); // it ended later
        QCOMPARE(agentEvents(*read, door).refused, 1);
        door.latest = Timestamp(1764230401250ms);
        door.earliest = Timestamp(1764230400s);
        QCOMPARE(agentEvents(*read, door).refused, 0);
        door.earliest += 1us;
        QCOMPARE(agentEvents(*read, door).refused, 1);
    }

    void tooManySpansAreRefusedBeforeTheyAreRead()
    {
        std::string body = R"({"resourceSpans":[{"scopeSpans":[{"spans":[{})";
        for (std::size_t i = 0; i < mostOtlpSpans; ++i)
            body += ",{}";
        const auto read = readOtlpJson(body + "]}]}]}");
        QVERIFY(!read);
        QVERIFY(read.error().message.contains(QString::number(mostOtlpSpans)));
    }

    void anEmptyRequestIsOne()
    {
        const auto read = readOtlpJson("{}");
        QVERIFY(read && read->empty());
    }

    void whatIsNoRequestIsSaid_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::newRow("no JSON") << std::string("{");
        QTest::newRow("another request") << std::string(R"({"resourceLogs":[]})");
        QTest::newRow("a list") << std::string("[]");
        QTest::newRow("too deep") << R"({"resourceSpans":[],"x":)" + std::string(100, '[')
                + std::string(100, ']') + "}";
    }
    void whatIsNoRequestIsSaid()
    {
        QFETCH(std::string, body);
        const auto read = readOtlpJson(body);
        QVERIFY(!read);
        QVERIFY(read.error().kind == ErrorKind::Invalid && !read.error().message.isEmpty());
    }

    void wrongTypesAreLeftOut()
    {
        const auto read = readOtlpJson(
            R"({"resourceSpans":[7,{"resource":[],"scopeSpans":[{"spans":[{"traceId":5,)"
            R"("startTimeUnixNano":true,"attributes":[{"key":"model","value":"x"},9]}]}]}]})");
        QVERIFY(read);
        QCOMPARE(read->size(), std::size_t(2));
        QVERIFY(read->at(1).spans.at(0).attributes.empty());
        QVERIFY(read->at(1).spans.at(0).traceId.empty());
    }
};

QTEST_APPLESS_MAIN(OtlpTest)
#include "otlp_test.moc"
