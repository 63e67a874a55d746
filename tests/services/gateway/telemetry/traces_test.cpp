#include "gzipped.h"
#include "services/gateway/admin/tokens.h"
#include "services/gateway/http/server.h"
#include "services/gateway/telemetry/tracesendpoint.h"
#include "services/metrics/otlp.h"
#include "services/signing/digest.h"
#include "tests/services/gateway/support/gatewaydatabase.h"
#include "tests/services/gateway/support/rawclient.h"
#include "tests/support/vaults.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <traces.pb.h>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;

/// POST /v1/traces over real HTTP, into a real database.
class TracesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_cluster = TestCluster::start();
        m_database = std::make_unique<GatewayDatabase>(*m_cluster, "traces");
    }
    void init() { start({}); }
    void cleanup() { stop(); }

    void anExportAsJsonIsStored();
    void anExportAsProtobufIsStored();
    void whatIsGzippedIsStored();
    void whatIsSentAgainIsStoredOnce();
    void spansOfOtherSystemsAreLeftOut();
    void whatIsRefusedOfARequestIsSaid();
    void aTokensTenantIsTheSpans();
    void withoutAKeyNoUserIsKept();
    void aCallerWithoutTheTokenIsRefused_data();
    void aCallerWithoutTheTokenIsRefused();
    void whatCannotBeTakenIsRefused_data();
    void whatCannotBeTakenIsRefused();
    void damagedProtobufIsRefusedInProtobuf();
    void aBombIsRefused();
    void largeBodiesAreTakenOfWhoIsKnownOnly();
    void withoutDatabaseTheSenderIsToComeAgain();
    void whoSendsTooOftenIsToWait();
    void whoGuessesTokensIsToWait();

private:
    using Answer = RawClient::Answer;

    void start(TracesOptions options);
    void stop()
    {
        if (m_server)
            m_server->stop(std::chrono::seconds(5));
        m_server.reset();
        m_endpoint.reset();
    }
    static std::string tokenOf(const std::string &name) { return name + "-0123456789abcdef"; }
    void addToken(const std::string &name, const std::string &role, const std::string &more = {});
    Answer send(const std::string &body, const std::string &headers = json,
                const std::string &token = tokenOf("collector")) const
    {
        return exchange(
            "POST", body,
            headers + (token.empty() ? std::string() : "Authorization: Bearer " + token + "\r\n"));
    }
    Answer exchange(const std::string &method, const std::string &body,
                    const std::string &headers) const
    {
        return RawClient(m_server->port())
            .exchange(method + " /v1/traces HTTP/1.1\r\nHost: localhost\r\n" + headers
                      + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    QString cell(const std::string &sql) { return m_database->cell(sql); }
    void sql(const std::string &statement)
    {
        if (const auto done = m_database->owner().executeScript(statement); !done)
            qFatal("%s: %s", statement.c_str(), qPrintable(done.error().detail));
    }
    QString stored() { return cell("SELECT count(*) FROM gatehouse.agent_event"); }

    static constexpr const char *json = "Content-Type: application/json\r\n";
    static constexpr const char *protobuf = "Content-Type: application/x-protobuf\r\n";
    static constexpr const char *packed = "Content-Encoding: gzip\r\n";

    static std::uint64_t now()
    {
        return std::uint64_t(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                 std::chrono::system_clock::now().time_since_epoch())
                                 .count());
    }
    static otlp::Span spanOf(const std::string &id);
    static otlp::ExportTraceServiceRequest requestWith(const std::vector<otlp::Span> &spans);
    /// The same as an exporter would write it in JSON.
    static std::string jsonOf(const otlp::ExportTraceServiceRequest &request);
    static std::string exportOf(const std::string &id = "spanspan")
    {
        return jsonOf(requestWith({spanOf(id)}));
    }
    static void add(otlp::Span &span, const std::string &key, const std::string &value)
    {
        otlp::KeyValue *attribute = span.add_attributes();
        attribute->set_key(key);
        attribute->mutable_value()->set_string_value(value);
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_database;
    std::unique_ptr<TracesEndpoint> m_endpoint;
    std::unique_ptr<http::Server> m_server;
};

void TracesTest::start(TracesOptions options)
{
    stop();
    sql("DELETE FROM gatehouse.agent_event; DELETE FROM gatehouse.admin_token");
    for (const char *role : {"viewer", "admin"})
        addToken(role, role);
    addToken("collector", "telemetry");
    options.database = m_database->options();
    auto session = m_database->session();
    options.users = *UserHash::open(session, vaultOf('k'));
    m_endpoint = std::make_unique<TracesEndpoint>(options, m_database->clock, m_database->log);
    m_server = *http::Server::start(
        {}, [this](const http::RequestHead &) { return m_endpoint.get(); }, m_database->log);
}

void TracesTest::addToken(const std::string &name, const std::string &role, const std::string &more)
{
    auto session = m_database->session();
    const auto made = ensureAdminToken(session, name, role, tokenOf(name));
    if (!made)
        qFatal("%s", qPrintable(made.error().message + made.error().detail));
    if (!more.empty())
        sql("UPDATE gatehouse.admin_token SET " + more + " WHERE name = '" + name + "'");
}

otlp::Span TracesTest::spanOf(const std::string &id)
{
    constexpr std::uint64_t second = 1'000'000'000;
    otlp::Span span;
    span.set_trace_id("a trace's 16 byt");
    span.set_span_id(id);
    span.set_name("agent_step");
    span.set_start_time_unix_nano(now() - 2 * second);
    span.set_end_time_unix_nano(now() - second);
    add(span, "agent", "order_bot");
    add(span, "model", "large");
    add(span, "user_id", "12345");
    add(span, "user_email", "ada@example.com");
    otlp::KeyValue *tokens = span.add_attributes();
    tokens->set_key("tokens_prompt");
    tokens->mutable_value()->set_int_value(512);
    return span;
}

otlp::ExportTraceServiceRequest TracesTest::requestWith(const std::vector<otlp::Span> &spans)
{
    otlp::ExportTraceServiceRequest request;
    otlp::ResourceSpans *resource = request.add_resource_spans();
    otlp::KeyValue *service = resource->mutable_resource()->add_attributes();
    service->set_key("service.name");
    service->mutable_value()->set_string_value("api");
    otlp::ScopeSpans *scope = resource->add_scope_spans();
    for (const otlp::Span &span : spans)
        *scope->add_spans() = span;
    return request;
}

std::string TracesTest::jsonOf(const otlp::ExportTraceServiceRequest &request)
{
    const auto hex = [](const std::string &bytes) {
        return QByteArray::fromStdString(bytes).toHex().toStdString();
    };
    const auto attributes = [](const auto &message) {
        std::string text;
        for (const otlp::KeyValue &each : message.attributes())
            text += std::string(text.empty() ? "" : ",") + R"({"key":")" + each.key()
                + R"(","value":{)"
                + (each.value().has_int_value()
                       ? R"("intValue":")" + std::to_string(each.value().int_value())
                       : R"("stringValue":")" + each.value().string_value())
                + "\"}}";
        return "\"attributes\":[" + text + "]";
    };
    std::string spans;
    for (const otlp::Span &span : request.resource_spans(0).scope_spans(0).spans())
        spans += std::string(spans.empty() ? "" : ",") + R"({"traceId":")" + hex(span.trace_id())
            + R"(","spanId":")" + hex(span.span_id()) + R"(","name":")" + span.name()
            + R"(","startTimeUnixNano":")" + std::to_string(span.start_time_unix_nano())
            + R"(","endTimeUnixNano":")" + std::to_string(span.end_time_unix_nano()) + "\","
            + attributes(span) + "}";
    return R"({"resourceSpans":[{"resource":{)" + attributes(request.resource_spans(0).resource())
        + R"(},"scopeSpans":[{"scope":{"name":"tests"},"spans":[)" + spans + "]}]}]}";
}

void TracesTest::anExportAsJsonIsStored()
{
    const Answer answer = send(exportOf());
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("{}"));
    QCOMPARE(*answer.headers.find("Content-Type"), std::string_view("application/json"));
    QCOMPARE(cell("SELECT concat_ws('|', trace_id, span_id, service, agent, model, route, status,"
                  " tokens_prompt, length(user_id_hash), tenant, attrs) FROM console.agent_events"),
             u"612074726163652773203136206279"
             "74|7370616e7370616e|api|order_bot|large|agent_step|"
             "ok|512|32|{}");
}

void TracesTest::anExportAsProtobufIsStored()
{
    const Answer answer = send(requestWith({spanOf("spanspan")}).SerializeAsString(), protobuf);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.empty()); // which is an ExportTraceServiceResponse without anything
    QCOMPARE(*answer.headers.find("Content-Type"), std::string_view("application/x-protobuf"));
    QCOMPARE(cell("SELECT agent || tokens_prompt FROM gatehouse.agent_event"), u"order_bot512");
}

void TracesTest::whatIsGzippedIsStored()
{
    QCOMPARE(send(gzipped(exportOf("spanspa1")), std::string(json) + packed).status, 200);
    const std::string body = requestWith({spanOf("spanspa2")}).SerializeAsString();
    QCOMPARE(send(gzipped(body), std::string(protobuf) + packed).status, 200);
    QCOMPARE(stored(), u"2");
}

void TracesTest::whatIsSentAgainIsStoredOnce()
{
    const std::string body = exportOf();
    QCOMPARE(send(body).status, 200);
    QCOMPARE(send(body).status, 200);
    QCOMPARE(stored(), u"1");
}

void TracesTest::spansOfOtherSystemsAreLeftOut()
{
    otlp::Span other = spanOf("spanspa2");
    other.clear_attributes();
    add(other, "http.route", "/cart");
    const Answer answer = send(jsonOf(requestWith({spanOf("spanspa1"), other})));
    QCOMPARE(answer.body, std::string("{}"));
    QCOMPARE(stored(), u"1");
}

void TracesTest::whatIsRefusedOfARequestIsSaid()
{
    otlp::Span endless = spanOf("spanspa2");
    endless.set_end_time_unix_nano(1);
    otlp::Span yesteryear = spanOf("spanspa3");
    yesteryear.set_start_time_unix_nano(now() - std::uint64_t{100} * 86'400 * 1'000'000'000);
    const auto request = requestWith({spanOf("spanspa1"), endless, yesteryear});
    const Answer answer = send(request.SerializeAsString(), protobuf);
    QCOMPARE(answer.status, 200);
    otlp::ExportTraceServiceResponse response;
    QVERIFY(response.ParseFromString(answer.body));
    QCOMPARE(response.partial_success().rejected_spans(), 2);
    QVERIFY(!response.partial_success().error_message().empty());
    QCOMPARE(stored(), u"1");
    const Answer asJson = send(jsonOf(request));
    QVERIFY(asJson.body.starts_with(R"({"partialSuccess":{"rejectedSpans":"2","errorMessage":)"));
}

void TracesTest::aTokensTenantIsTheSpans()
{
    addToken("acme", "telemetry", "tenants = '{acme}'");
    QCOMPARE(send(exportOf("spanspa1"), json, tokenOf("acme")).body, std::string("{}"));
    otlp::Span other = spanOf("spanspa2");
    add(other, "tenant", "globex");
    const std::string body = jsonOf(requestWith({other}));
    QVERIFY(send(body, json, tokenOf("acme")).body.find("rejectedSpans") != std::string::npos);
    QCOMPARE(cell("SELECT string_agg(tenant, ' ') FROM gatehouse.agent_event"), u"acme");
    QCOMPARE(send(body).body, std::string("{}"));
    QCOMPARE(cell("SELECT string_agg(tenant, ' ' ORDER BY tenant) FROM gatehouse.agent_event"),
             u"acme globex");
}

void TracesTest::withoutAKeyNoUserIsKept()
{
    m_server->stop(std::chrono::seconds(5));
    TracesOptions options;
    options.database = m_database->options();
    m_endpoint = std::make_unique<TracesEndpoint>(options, m_database->clock, m_database->log);
    m_server = *http::Server::start(
        {}, [this](const http::RequestHead &) { return m_endpoint.get(); }, m_database->log);
    QCOMPARE(send(exportOf()).status, 200);
    QCOMPARE(cell("SELECT count(*) || coalesce(min(user_id_hash), ' none')"
                  " FROM gatehouse.agent_event"),
             u"1 none");
}

void TracesTest::aCallerWithoutTheTokenIsRefused_data()
{
    QTest::addColumn<std::string>("token");
    QTest::addColumn<int>("status");
    QTest::newRow("none") << std::string() << 401;
    QTest::newRow("an unknown one") << std::string("guessed") << 401;
    QTest::newRow("an expired one") << tokenOf("expired") << 401;
    QTest::newRow("a revoked one") << tokenOf("revoked") << 401;
    QTest::newRow("a viewer's") << tokenOf("viewer") << 403;
    QTest::newRow("an admin's") << tokenOf("admin") << 403;
    QTest::newRow("one for some sources") << tokenOf("stripes") << 403;
}

void TracesTest::aCallerWithoutTheTokenIsRefused()
{
    QFETCH(std::string, token);
    QFETCH(int, status);
    addToken("expired", "telemetry", "expires_at = now() - interval '1 second'");
    addToken("revoked", "telemetry", "revoked_at = now()");
    addToken("stripes", "telemetry", "sources = '{stripe}'");
    for (const char *type : {json, protobuf}) {
        const Answer answer = send(exportOf(), type, token);
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.headers.find("WWW-Authenticate").has_value(), status == 401);
    }
    QCOMPARE(stored(), u"0");
}

void TracesTest::whatCannotBeTakenIsRefused_data()
{
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("headers");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("status");
    const std::string post = "POST", type = json;
    QTest::newRow("a read") << std::string("GET") << type << std::string() << 405;
    QTest::newRow("no type") << post << std::string() << exportOf() << 415;
    QTest::newRow("another type") << post << std::string("Content-Type: text/plain\r\n")
                                  << exportOf() << 415;
    QTest::newRow("another packing") << post << type + "Content-Encoding: zstd\r\n"
                                     << exportOf() << 415;
    QTest::newRow("no JSON") << post << type << std::string("{") << 400;
    QTest::newRow("logs") << post << type << std::string(R"({"resourceLogs":[]})") << 400;
    QTest::newRow("no gzip") << post << type + packed << exportOf() << 400;
    QTest::newRow("a cut gzip") << post << type + packed << gzipped(exportOf()).substr(0, 50)
                                << 400;
    QTest::newRow("gzip, which is not said") << post << type << gzipped(exportOf()) << 400;
}

void TracesTest::whatCannotBeTakenIsRefused()
{
    QFETCH(std::string, method);
    QFETCH(std::string, headers);
    QFETCH(std::string, body);
    QFETCH(int, status);
    const Answer answer =
        exchange(method, body, headers + "Authorization: Bearer " + tokenOf("collector") + "\r\n");
    QCOMPARE(answer.status, status);
    QVERIFY(answer.body.find("\"message\":\"") != std::string::npos);
    QCOMPARE(stored(), u"0");
}

void TracesTest::damagedProtobufIsRefusedInProtobuf()
{
    const std::string body = requestWith({spanOf("spanspan")}).SerializeAsString();
    const Answer answer = send(body.substr(0, body.size() - 3), protobuf);
    QCOMPARE(answer.status, 400);
    QCOMPARE(*answer.headers.find("Content-Type"), std::string_view("application/x-protobuf"));
    otlp::RpcStatus status;
    QVERIFY(status.ParseFromString(answer.body));
    QCOMPARE(status.code(), 3);
    QVERIFY(!status.message().empty());
}

void TracesTest::aBombIsRefused()
{
    const std::string bomb = gzipped(std::string(std::size_t{200} * 1024 * 1024, ' '));
    QVERIFY(bomb.size() < std::size_t{512} * 1024);
    QCOMPARE(send(bomb, std::string(json) + packed).status, 413);
    QCOMPARE(send(exportOf()).status, 200);
}

void TracesTest::largeBodiesAreTakenOfWhoIsKnownOnly()
{
    const std::string large = exportOf() + std::string(std::size_t{600} * 1024, ' ');
    for (const char *name : {"guessed", "viewer"}) {
        QCOMPARE(send(large, json, tokenOf(name)).status, 503);
        QVERIFY(send("{}", json, tokenOf(name)).status != 200);
        QCOMPARE(send(large, json, tokenOf(name)).status, 503);
    }
    const Answer first = send(large);
    QCOMPARE(first.status, 503);
    QCOMPARE(*first.headers.find("Retry-After"), std::string_view("1"));
    QTRY_COMPARE_WITH_TIMEOUT(send(large).status, 200, 10'000);
    QCOMPARE(send(std::string(std::size_t{17} * 1024 * 1024, ' ')).status, 413);
}

void TracesTest::withoutDatabaseTheSenderIsToComeAgain()
{
    QCOMPARE(send(exportOf("spanspa1")).status, 200);
    m_database->goAway();
    const Answer answer = send(exportOf("spanspa2"));
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.headers.find("Retry-After").has_value());
    m_database->comeBack();
    QTRY_COMPARE_WITH_TIMEOUT(send(exportOf("spanspa2")).status, 200, 10'000);
    QCOMPARE(stored(), u"2");
}

void TracesTest::whoSendsTooOftenIsToWait()
{
    TracesOptions options;
    options.requestsPerMinute = 2;
    start(options);
    QCOMPARE(send("{}").status, 200);
    QCOMPARE(send("{}").status, 200);
    const Answer answer = send("{}");
    QCOMPARE(answer.status, 429);
    QVERIFY(answer.headers.find("Retry-After").has_value());
}

void TracesTest::whoGuessesTokensIsToWait()
{
    TracesOptions options;
    options.unknownTokensPerAddress = 2;
    start(options);
    QCOMPARE(send("{}").status, 200);
    for (const char *guess : {"guess-1", "guess-2"})
        QCOMPARE(send("{}", json, guess).status, 401);
    QCOMPARE(send("{}", json, "guess-3").status, 429);
    QCOMPARE(send("{}").status, 200); // who was let in is not kept out
}

QTEST_GUILESS_MAIN(TracesTest)
#include "traces_test.moc"
