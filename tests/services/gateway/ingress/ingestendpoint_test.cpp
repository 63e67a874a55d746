#include "ingestharness.h"

#include <QTest>

#include <functional>

using namespace gatehouse;
using namespace gatehouse::gateway;

namespace {

const std::string body = R"({"id":"evt_1","type":"invoice.paid","created":1794922300,)"
                         R"("data":{"object":{"id":"in_1","object":"invoice"}}})";

using Change = std::function<void(http::Request &)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class IngestEndpointTest : public QObject
{
    Q_OBJECT

private slots:
    void aValidEventIsQueued()
    {
        IngestHarness harness;
        const auto answer = harness.call(harness.stripe(body));
        QCOMPARE(answer->status, 202);
        QCOMPARE(harness.sink.submitted.size(), std::size_t{1});
        const IncomingEvent &event = harness.sink.submitted.front();
        QCOMPARE(answer->body,
                 R"({"event_id":")" + event.id.toString() + R"(","status":"queued"})");
        QCOMPARE(answer->headers.find("Content-Type").value_or(""),
                 std::string_view("application/json"));
        QVERIFY(harness.sink.refused.empty());
    }

    void theEventCarriesAllThatIsStored()
    {
        IngestHarness harness;
        http::Request request = harness.stripe(body);
        request.headers.add("traceparent",
                            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        harness.call(request);
        const IncomingEvent &event = harness.sink.submitted.front();
        QCOMPARE(event.id.version(), 7);
        QCOMPARE(event.source, std::string("stripe"));
        QCOMPARE(event.tenant.value(), std::string("acme"));
        QCOMPARE(event.eventType.value(), std::string("invoice.paid"));
        QCOMPARE(event.providerEventId.value(), std::string("evt_1"));
        QCOMPARE(event.idempotencyKey, std::string("stripe:acme:evt_1"));
        QCOMPARE(event.rawBody, body);
        QCOMPARE(
            event.requestUrl,
            std::string("http://hooks.example.com:8737/api/webhooks/stripe/ingest?tenant=acme"));
        QCOMPARE(event.sourceIp, std::string("203.0.113.7"));
        QVERIFY(event.userAgent.starts_with("Stripe/1.0"));
        QCOMPARE(event.traceId, std::string("4bf92f3577b34da6a3ce929d0e0e4736"));
        QCOMPARE(event.subjectId.value(), std::string("in_1"));
        QCOMPARE(event.occurredAt.value(), Timestamp(std::chrono::seconds(1794922300)));
        QVERIFY(event.canonicalJson->find(event.id.toString()) != std::string::npos);
        QVERIFY(event.headersJson.find("Stripe-Signature") != std::string::npos);
    }

    /// So short that the string holds it within itself.
    void aShortBodyIsKeptAsItWasSent()
    {
        IngestHarness harness;
        QCOMPARE(harness.call(harness.github("{}"))->status, 202);
        QCOMPARE(harness.sink.submitted.front().rawBody, std::string("{}"));
    }

    void aKnownEventIsADuplicateWithTheFirstId()
    {
        IngestHarness harness;
        harness.sink.duplicateOf = Uuid::parse("019a9e4b-ed58-7327-b569-6ed663e67889");
        const auto answer = harness.call(harness.stripe(body));
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body,
                 std::string(R"({"event_id":"019a9e4b-ed58-7327-b569-6ed663e67889",)"
                             R"("status":"duplicate"})"));
    }

    void nothingIsAnsweredBeforeTheCommit()
    {
        IngestHarness harness;
        harness.sink.isHolding = true;
        std::vector<http::Response> answers;
        harness.endpoint->respond(harness.stripe(body), [&](http::Response response) {
            answers.push_back(std::move(response));
        });
        QVERIFY(answers.empty());
        harness.endpoint.reset();
        harness.sink.held.front()(
            std::vector<Committed>{{harness.sink.submitted.front().id, false}});
        QCOMPARE(answers.size(), std::size_t{1});
        QCOMPARE(answers.front().status, 202);
    }

    void aDatabaseThatIsAwayIs503()
    {
        IngestHarness harness;
        harness.sink.error = Error{ErrorKind::Unavailable, QStringLiteral("away"), {}, {}};
        const auto answer = harness.call(harness.stripe(body));
        QCOMPARE(answer->status, 503);
        QVERIFY(answer->headers.find("Retry-After").has_value());
        QCOMPARE(IngestHarness::code(*answer), QStringLiteral("unavailable"));
        QVERIFY(harness.sink.refused.empty());
    }

    void anEventThatNoFormCanHoldIs400()
    {
        IngestHarness harness;
        harness.sink.error = Error{ErrorKind::Invalid, QStringLiteral("no"), {}, {}};
        QCOMPARE(harness.call(harness.stripe(body))->status, 400);
    }

    void githubNeedsNoTenantWhenItHasOne()
    {
        IngestHarness harness;
        QCOMPARE(harness.call(IngestHarness::github("{}"))->status, 202);
        QCOMPARE(harness.sink.submitted.front().idempotencyKey, std::string("github:acme:d-1"));
        QCOMPARE(harness.sink.submitted.front().eventType.value(), std::string("push"));
    }

    void anIdOf8KibPasses()
    {
        IngestHarness harness;
        const std::string id(8192, 'x');
        QCOMPARE(harness.call(IngestHarness::github("{}", id))->status, 202);
        QCOMPARE(harness.sink.submitted.front().providerEventId.value(), id);
    }

    void theOlderSecretIsStillGood()
    {
        IngestHarness harness;
        QCOMPARE(harness.call(harness.stripe(body, "whsec_acme_older"))->status, 202);
    }

    void whatJsonbCannotHoldIsTakenWithoutACanonicalDocument()
    {
        IngestHarness harness;
        const std::string hostile =
            R"({"id":"evt_1","type":"invoice.paid","note":"\u0000","n":1e400})";
        QCOMPARE(harness.call(harness.stripe(hostile))->status, 202);
        QVERIFY(!harness.sink.submitted.front().canonicalJson);
        QCOMPARE(harness.sink.submitted.front().rawBody, hostile);
    }

    void theJsonMediaTypesPass_data()
    {
        QTest::addColumn<std::string>("type");
        QTest::addColumn<bool>("passes");
        QTest::newRow("plain") << std::string("application/json") << true;
        QTest::newRow("parameters") << std::string("application/json; charset=utf-8") << true;
        QTest::newRow("blank before them")
            << std::string("application/json ;charset=utf-8") << true;
        QTest::newRow("case") << std::string("Application/JSON") << true;
        QTest::newRow("+json") << std::string("application/vnd.github.v3+json") << true;
        QTest::newRow("+JSON") << std::string("application/cloudevents+JSON") << true;
        QTest::newRow("form") << std::string("application/x-www-form-urlencoded") << false;
        QTest::newRow("json in another place") << std::string("application/json5") << false;
        QTest::newRow("parameter that says json")
            << std::string("text/plain; x=application/json") << false;
        QTest::newRow("suffix alone") << std::string("+json") << false;
        QTest::newRow("no subtype") << std::string("application/+json") << false;
        QTest::newRow("empty") << std::string() << false;
    }
    void theJsonMediaTypesPass()
    {
        QFETCH(std::string, type);
        QFETCH(bool, passes);
        IngestHarness harness;
        http::Request request = harness.stripe(body);
        request.headers.set("Content-Type", type);
        const auto answer = harness.call(request);
        QCOMPARE(answer->status, passes ? 202 : 415);
    }

    void eachRefusalHasItsStatusAndCode_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, int status, const char *code, Change change) {
            QTest::newRow(name) << std::move(change) << status << QString::fromUtf8(code);
        };
        const auto target = [](const char *text) {
            return [text](http::Request &r) { r.target = text; };
        };
        const auto setBody = [](std::string text) {
            return [text](http::Request &r) { r = IngestHarness().stripe(text); };
        };
        row("unknown source", 404, "unknown_source",
            target("/api/webhooks/paypal/ingest?tenant=acme"));
        row("source in upper case", 404, "unknown_source",
            target("/api/webhooks/Stripe/ingest?tenant=acme"));
        row("another path", 404, "not_found", target("/api/webhooks/stripe"));
        row("a longer path", 404, "not_found", target("/api/webhooks/stripe/ingest/x?tenant=acme"));
        row("no source", 404, "not_found", target("/api/webhooks//ingest"));
        row("GET", 405, "method_not_allowed", [](http::Request &r) { r.method = "GET"; });
        row("method in lower case", 405, "method_not_allowed",
            [](http::Request &r) { r.method = "post"; });
        row("gzip", 415, "unsupported_content_encoding",
            [](http::Request &r) { r.headers.add("Content-Encoding", "gzip"); });
        row("identity", 415, "unsupported_content_encoding",
            [](http::Request &r) { r.headers.add("content-encoding", "identity"); });
        row("two media types", 415, "unsupported_media_type",
            [](http::Request &r) { r.headers.add("Content-Type", "application/json"); });
        row("tenant missing", 404, "unknown_tenant", target("/api/webhooks/stripe/ingest"));
        row("tenant empty", 404, "unknown_tenant", target("/api/webhooks/stripe/ingest?tenant="));
        row("tenant unknown", 404, "unknown_tenant",
            target("/api/webhooks/stripe/ingest?tenant=initech"));
        row("tenant of another case", 404, "unknown_tenant",
            target("/api/webhooks/stripe/ingest?tenant=ACME"));
        row("another tenant's secret", 401, "signature_mismatch",
            target("/api/webhooks/stripe/ingest?tenant=globex"));
        row("signature missing", 400, "header_missing",
            [](http::Request &r) { r = IngestHarness::request(r.target, r.body); });
        row("signature empty", 401, "signature_malformed",
            [](http::Request &r) { r.headers.set("Stripe-Signature", ""); });
        row("body changed", 401, "signature_mismatch", [](http::Request &r) { r.body += ' '; });
        row("empty body, signed", 400, "empty_body", setBody(""));
        row("not JSON", 400, "invalid_json", setBody("id=evt_1"));
        row("129 deep", 400, "invalid_json",
            setBody(std::string(129, '[') + std::string(129, ']')));
        row("not UTF-8", 400, "invalid_utf8", setBody("{\"id\":\"\xFF\"}"));
        row("no id", 400, "missing_field", setBody(R"({"type":"a.b"})"));
    }
    void eachRefusalHasItsStatusAndCode()
    {
        QFETCH(Change, change);
        QFETCH(int, status);
        QFETCH(QString, code);
        IngestHarness harness;
        http::Request request = harness.stripe(body);
        change(request);
        const auto answer = harness.call(request);
        QCOMPARE(answer->status, status);
        QCOMPARE(IngestHarness::code(*answer), code);
        QCOMPARE(answer->headers.find("Content-Type").value_or(""),
                 std::string_view("application/problem+json"));
        QVERIFY(harness.sink.submitted.empty());
    }

    void theOrderOfTheContractDecides_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, int status, Change change) {
            QTest::newRow(name) << std::move(change) << status;
        };
        row("source before method", 404, [](http::Request &r) {
            r.method = "GET";
            r.target = "/api/webhooks/paypal/ingest";
        });
        row("method before media type", 405, [](http::Request &r) {
            r.method = "PUT";
            r.headers.set("Content-Type", "text/plain");
        });
        row("media type before tenant", 415, [](http::Request &r) {
            r.headers.set("Content-Type", "text/plain");
            r.target = "/api/webhooks/stripe/ingest?tenant=initech";
        });
        row("tenant before headers", 404, [](http::Request &r) {
            r = IngestHarness::request("/api/webhooks/stripe/ingest?tenant=initech", r.body);
        });
        row("headers before the body", 400,
            [](http::Request &r) { r = IngestHarness::request(r.target, "not JSON"); });
        row("signature before the body", 401, [](http::Request &r) { r.body = "not JSON"; });
        row("time before the body", 401, [](http::Request &r) {
            r = IngestHarness::stripeSignedAt(test::ManualClock().now() - std::chrono::seconds(301),
                                              "not JSON");
        });
    }
    void theOrderOfTheContractDecides()
    {
        QFETCH(Change, change);
        QFETCH(int, status);
        IngestHarness harness;
        http::Request request = harness.stripe(body);
        change(request);
        QCOMPARE(harness.call(request)->status, status);
    }

    void a405NamesWhatIsAllowed()
    {
        IngestHarness harness;
        http::Request request = harness.stripe(body);
        request.method = "GET";
        QCOMPARE(harness.call(request)->headers.find("Allow").value_or(""),
                 std::string_view("POST"));
    }

    void methodAndMediaTypeAreJudgedBeforeTheBody()
    {
        IngestHarness harness;
        http::Request request = harness.stripe(body);
        QVERIFY(!harness.endpoint->refuse(request));
        request.headers.set("Content-Type", "text/plain");
        QVERIFY(harness.endpoint->refuse(request).has_value());
    }

    void skewIsJudgedByTheClock()
    {
        IngestHarness harness;
        const auto at = [&](int seconds) {
            return harness.call(IngestHarness::stripeSignedAt(
                harness.clock.now() + std::chrono::seconds(seconds), body));
        };
        QCOMPARE(at(-300)->status, 202);
        QCOMPARE(at(300)->status, 202);
        QCOMPARE(IngestHarness::code(*at(-301)), QStringLiteral("timestamp_skew"));
        QCOMPARE(IngestHarness::code(*at(301)), QStringLiteral("timestamp_skew"));
    }

    void theAnswerTellsAForgerNothing()
    {
        IngestHarness harness;
        const auto answer = harness.call(harness.stripe(body, "whsec_wrong"));
        QCOMPARE(IngestHarness::json(*answer)[QStringLiteral("detail")].toString(),
                 QStringLiteral("The signature is not valid."));
    }

    void theLogHasTheOutcomeAndNoSecret()
    {
        IngestHarness harness;
        harness.call(harness.stripe(body));
        QVERIFY(harness.lines.empty());
        harness.call(harness.stripe(body, "whsec_wrong"));
        QCOMPARE(harness.lines.size(), std::size_t{1});
        const QJsonObject line =
            QJsonDocument::fromJson(QByteArray::fromStdString(harness.lines.front())).object();
        QCOMPARE(line[QStringLiteral("outcome")].toString(), QStringLiteral("signature_mismatch"));
        QCOMPARE(line[QStringLiteral("tenant")].toString(), QStringLiteral("acme"));
        QCOMPARE(line[QStringLiteral("source")].toString(), QStringLiteral("stripe"));
        QVERIFY(line.contains(QStringLiteral("event_id")));
        QVERIFY(line.contains(QStringLiteral("latency_ms")));
        QVERIFY(harness.lines.front().find("whsec_") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(IngestEndpointTest)
#include "ingestendpoint_test.moc"
