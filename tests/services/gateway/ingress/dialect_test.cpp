// What the sources do beside sending signed events: pings, handshakes, batches, tokens.
#include "ingestharness.h"
#include "services/gateway/simulator/fixture.h"

#include <QJsonArray>
#include <QTest>

#include <functional>

using namespace gatehouse;
using namespace gatehouse::gateway;

namespace {

const signing::HeaderList orderCreated{{"X-WC-Webhook-Topic", "order.created"},
                                       {"X-WC-Webhook-Delivery-ID", "d-1"}};

http::Request ping(const std::string &body,
                   const std::string &type = "application/x-www-form-urlencoded")
{
    http::Request request = IngestHarness::request("/api/webhooks/woocommerce/ingest", body);
    request.version = 10;
    request.headers.set("Content-Type", type);
    return request;
}

signing::HeaderList wordpressKey(const std::string &key)
{
    return {{"X-Idempotency-Key", key}};
}

std::string wordpressBody(const std::string &key, Timestamp now)
{
    return R"({"event_type":"post.published","idempotency_key":")" + key + R"(","occurred_at":")"
        + toRfc3339(now) + R"("})";
}

QStringList eventIds(const http::Response &answer)
{
    QStringList ids;
    for (const auto &id : IngestHarness::json(answer)[QStringLiteral("event_ids")].toArray())
        ids << id.toString();
    return ids;
}

/// Lets one token pass and counts how often it was asked.
class FakeBearerCheck final : public BearerCheck
{
public:
    Outcome judge(const http::RequestHead &head) const override
    {
        ++asked;
        if (head.headers.find("Authorization") == "Bearer good")
            return signing::JwtClaims{"site", "", "jti-1", {}};
        return Refusal{401, "token_invalid", "The token is not valid.", {}};
    }
    mutable int asked = 0;
};

} // namespace

class DialectTest : public QObject
{
    Q_OBJECT

private slots:
    void theActivationPingIsAnsweredAndForgotten_data()
    {
        QTest::addColumn<std::string>("type");
        QTest::newRow("plain") << std::string("application/x-www-form-urlencoded");
        QTest::newRow("charset") << std::string("application/x-www-form-urlencoded; charset=UTF-8");
        QTest::newRow("case") << std::string("Application/X-WWW-Form-Urlencoded");
    }
    void theActivationPingIsAnsweredAndForgotten()
    {
        QFETCH(std::string, type);
        IngestHarness harness;
        QCOMPARE(harness.call(ping("webhook_id=17", type))->status, 200);
        QVERIFY(harness.sink.submitted.empty());
        QVERIFY(harness.sink.refused.empty());
        QVERIFY(harness.lines.empty());
    }

    void handshakesAreCounted()
    {
        GatewayMetrics metrics("test", {});
        IngestOptions options;
        options.metrics = &metrics;
        IngestHarness harness(std::move(options));
        QCOMPARE(harness.call(ping("webhook_id=17"))->status, 200);
        const std::string text = metrics.text();
        QVERIFY2(text.find("webhook_handshake_count{source=\"woocommerce\",tenant=\"acme\"} 1")
                     != std::string::npos,
                 text.c_str());
    }

    void whatIsNoPingIsNotJson_data()
    {
        QTest::addColumn<std::string>("body");
        for (const char *body :
             {"", "webhook_id=", "webhook_id=1a", "webhook_id=-1", "webhook_id=1&x=2",
              "webhook_id=1\n", "id=1", "{\"id\":1}", "webhook_id=123456789012345678901"})
            QTest::newRow(body) << std::string(body);
    }
    void whatIsNoPingIsNotJson()
    {
        QFETCH(std::string, body);
        IngestHarness harness;
        const auto answer = harness.call(ping(body));
        QCOMPARE(answer->status, 415);
        QCOMPARE(harness.sink.refused.size(), std::size_t{1});
    }

    void aSignedFormIsNoPing()
    {
        IngestHarness harness;
        http::Request request = ping("webhook_id=17");
        request.headers.add("X-WC-Webhook-Signature", "");
        QCOMPARE(harness.call(request)->status, 415);
    }

    void otherSourcesHaveNoPing()
    {
        IngestHarness harness;
        for (const char *source : {"github", "shopify", "wordpress"}) {
            http::Request request = ping("webhook_id=17");
            request.target = "/api/webhooks/" + std::string(source) + "/ingest";
            QCOMPARE(harness.call(request)->status, 415);
        }
    }

    void aPingOfAnUnknownTenantIs404()
    {
        IngestHarness harness;
        http::Request request = ping("webhook_id=17");
        request.target += "?tenant=initech";
        QCOMPARE(harness.call(request)->status, 404);
    }

    void anUnsignedOrderIsNoPing()
    {
        IngestHarness harness;
        http::Request request = ping("webhook_id=17", "application/json");
        QCOMPARE(harness.call(request)->status, 400);
    }

    void aSignedOrderIsTakenByHttp10()
    {
        IngestHarness harness;
        http::Request request = harness.signedBy("woocommerce", R"({"id":7})", orderCreated);
        request.version = 10;
        QCOMPARE(harness.call(request)->status, 202);
        QCOMPARE(harness.sink.submitted.front().eventType.value(), std::string("order.created"));
    }

    void slacksChallengeIsSentBackAndNothingStored()
    {
        IngestHarness harness;
        const auto answer = harness.call(harness.signedBy(
            "slack",
            "{\"token\":\"t\",\"challenge\":\"3e\\u00e4Z\\\"x\",\"type\":\"url_verification\"}"));
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->headers.find("Content-Type").value_or(""),
                 std::string_view("application/json"));
        QCOMPARE(IngestHarness::json(*answer),
                 (QJsonObject{{QStringLiteral("challenge"), QStringLiteral("3e\u00e4Z\"x")}}));
        QVERIFY(harness.sink.submitted.empty());
        QVERIFY(harness.sink.refused.empty());
    }

    void theChallengeIsForSlackOnly()
    {
        IngestHarness harness;
        const std::string body = R"({"challenge":"abc","type":"url_verification"})";
        QCOMPARE(harness.call(harness.signedBy("slack", body, {}, "wrong"))->status, 401);
        QCOMPARE(harness.call(IngestHarness::request("/api/webhooks/slack/ingest", body))->status,
                 400);
        const auto old = harness.signedBy("slack", body);
        harness.clock.advance(std::chrono::seconds(301));
        QCOMPARE(harness.call(old)->status, 401);
        QCOMPARE(harness.call(harness.signedBy("wpmedia", body))->status, 202);
        QCOMPARE(harness.sink.submitted.size(), std::size_t{1});
    }

    void aVerificationWithoutAChallengeIs400_data()
    {
        QTest::addColumn<std::string>("body");
        for (const char *body :
             {R"({"type":"url_verification"})", R"({"type":"url_verification","challenge":7})",
              R"({"type":"url_verification","challenge":null})",
              R"(["url_verification","challenge"])"})
            QTest::newRow(body) << std::string(body);
    }
    void aVerificationWithoutAChallengeIs400()
    {
        QFETCH(std::string, body);
        IngestHarness harness;
        const auto answer = harness.call(harness.signedBy("slack", body));
        QCOMPARE(answer->status, 400);
        QCOMPARE(IngestHarness::code(*answer), QStringLiteral("missing_field"));
    }

    void aBatchIsSubmittedAsOne()
    {
        IngestHarness harness;
        const std::string second = R"({ "eventId":2,"subscriptionType":"contact.creation" })";
        const auto answer = harness.call(harness.signedBy(
            "hubspot", R"([{"eventId":1,"subscriptionType":"deal.creation"}, )" + second + "]"));
        QCOMPARE(answer->status, 202);
        const auto &events = harness.sink.submitted;
        QCOMPARE(events.size(), std::size_t{2});
        QCOMPARE(events[0].idempotencyKey, std::string("hubspot:acme:1"));
        QCOMPARE(events[1].idempotencyKey, std::string("hubspot:acme:2"));
        QCOMPARE(events[1].rawBody, second);
        QVERIFY(events[1].canonicalJson->find(events[1].id.toString()) != std::string::npos);
        QCOMPARE(events[0].traceId, events[1].traceId);
        QCOMPARE(events[0].headersJson, events[1].headersJson);
        QCOMPARE(IngestHarness::json(*answer)[QStringLiteral("event_id")].toString(),
                 QString::fromStdString(events[0].id.toString()));
        QCOMPARE(eventIds(*answer),
                 (QStringList{QString::fromStdString(events[0].id.toString()),
                              QString::fromStdString(events[1].id.toString())}));
    }

    void aBatchIsNewWhenOneOfItIs_data()
    {
        QTest::addColumn<QString>("fresh");
        QTest::addColumn<int>("status");
        QTest::newRow("none") << QString() << 200;
        QTest::newRow("the first") << QStringLiteral("1") << 202;
        QTest::newRow("the last") << QStringLiteral("3") << 202;
    }
    void aBatchIsNewWhenOneOfItIs()
    {
        QFETCH(QString, fresh);
        QFETCH(int, status);
        IngestHarness harness;
        harness.sink.duplicateOf = Uuid::parse("019a9e4b-ed58-7327-b569-6ed663e67889");
        harness.sink.freshIds = {fresh.toStdString()};
        const auto answer = harness.call(
            harness.signedBy("hubspot", R"([{"eventId":1},{"eventId":2},{"eventId":3}])"));
        QCOMPARE(answer->status, status);
        QCOMPARE(IngestHarness::json(*answer)[QStringLiteral("status")].toString(),
                 status == 202 ? QStringLiteral("queued") : QStringLiteral("duplicate"));
        QCOMPARE(eventIds(*answer).size(), 3);
        QCOMPARE(eventIds(*answer).constFirst(),
                 IngestHarness::json(*answer)[QStringLiteral("event_id")].toString());
        QCOMPARE(eventIds(*answer)[1], QStringLiteral("019a9e4b-ed58-7327-b569-6ed663e67889"));
    }

    void aBatchWithAnUnusableElementIsRefusedWhole()
    {
        IngestHarness harness;
        const std::string body = R"([{"eventId":1},{"objectId":2},{"eventId":3}])";
        const auto answer = harness.call(harness.signedBy("hubspot", body));
        QCOMPARE(answer->status, 400);
        QCOMPARE(IngestHarness::code(*answer), QStringLiteral("missing_field"));
        QVERIFY(harness.sink.submitted.empty());
        QCOMPARE(harness.sink.refused.size(), std::size_t{1});
        QCOMPARE(harness.sink.refused.front().rawBody, body);
        QVERIFY(harness.sink.refused.front().refusalDiagnosis.find("Element 2")
                != std::string::npos);
    }

    void anEmptyBatchIs400()
    {
        IngestHarness harness;
        const auto answer = harness.call(harness.signedBy("hubspot", "[]"));
        QCOMPARE(answer->status, 400);
        QCOMPARE(IngestHarness::code(*answer), QStringLiteral("empty_batch"));
    }

    void onlyBatchesAnswerWithAList()
    {
        IngestHarness harness;
        QVERIFY(!IngestHarness::json(*harness.call(harness.stripe(R"({"id":"e","type":"a.b"})")))
                     .contains(QStringLiteral("event_ids")));
        QCOMPARE(eventIds(*harness.call(harness.signedBy("hubspot", R"([{"eventId":1}])"))).size(),
                 1);
    }

    void shopifysEventIdIsASecondKey()
    {
        IngestHarness harness;
        const signing::HeaderList headers{{"X-Shopify-Topic", "orders/create"},
                                          {"X-Shopify-Shop-Domain", "acme.shop.example"},
                                          {"X-Shopify-API-Version", "2025-01"},
                                          {"X-Shopify-Webhook-Id", "w-1"},
                                          {"X-Shopify-Event-Id", "e-1"}};
        QCOMPARE(harness.call(harness.signedBy("shopify", "{}", headers))->status, 202);
        QCOMPARE(harness.sink.submitted.front().idempotencyKey, std::string("shopify:acme:w-1"));
        QCOMPARE(harness.sink.submitted.front().secondKey, std::string("shopify#second:acme:e-1"));
    }

    void theSignedFamilysIdCounts()
    {
        IngestHarness harness;
        http::Request request =
            harness.signedBy("standard", R"({"type":"a.b"})", {{"svix-id", "msg_1"}});
        request.headers.add("webhook-id", "forged");
        QCOMPARE(harness.call(request)->status, 202);
        QCOMPARE(harness.sink.submitted.front().idempotencyKey, std::string("standard:acme:msg_1"));
    }

    void wordpressMustNameOneKey()
    {
        IngestHarness harness;
        const auto now = harness.clock.now();
        const auto call = [&](const std::string &header) {
            return harness.call(
                harness.signedBy("wordpress", wordpressBody("k-1", now), wordpressKey(header)));
        };
        QCOMPARE(call("k-1")->status, 202);
        const auto mismatch = call("k-2");
        QCOMPARE(mismatch->status, 400);
        QCOMPARE(IngestHarness::code(*mismatch), QStringLiteral("header_mismatch"));
        QCOMPARE(harness.call(harness.signedBy("wordpress", wordpressBody("k-1", now)))->status,
                 400);
    }

    void aTokenIsAskedForWhereOneIsConfigured()
    {
        const FakeBearerCheck check;
        IngestHarness harness({}, &check);
        const std::string body = wordpressBody("k-1", harness.clock.now());
        http::Request request = harness.signedBy("wordpress", body, wordpressKey("k-1"));
        QCOMPARE(IngestHarness::code(*harness.call(request)), QStringLiteral("token_invalid"));
        QVERIFY(harness.sink.submitted.empty());
        request.headers.add("Authorization", "Bearer good");
        QCOMPARE(harness.call(request)->status, 202);
        QCOMPARE(check.asked, 2);
        QCOMPARE(harness.call(harness.signedBy("wpmedia", "{}"))->status, 202);
        QCOMPARE(check.asked, 2);
    }

    void aForgedBodyUsesNoTokenUp()
    {
        const FakeBearerCheck check;
        IngestHarness harness({}, &check);
        const std::string body = wordpressBody("k-1", harness.clock.now());
        auto forged = harness.signedBy("wordpress", body, wordpressKey("k-1"), "wrong");
        forged.headers.add("Authorization", "Bearer good");
        QCOMPARE(harness.call(forged)->status, 401);
        QCOMPARE(check.asked, 0);
    }

    void aBadTokenIsFoundBeforeTheBodyIsRead()
    {
        const FakeBearerCheck check;
        IngestHarness harness({}, &check);
        QCOMPARE(
            harness.call(harness.signedBy("wordpress", "not JSON", wordpressKey("k-1")))->status,
            401);
    }

    void theOrderOfTheContractDecidesForEverySource_data()
    {
        QTest::addColumn<std::string>("source");
        for (const char *source : {"hubspot", "shopify", "slack", "woocommerce", "standard",
                                   "wordpress", "ai", "wpmedia"})
            QTest::newRow(source) << std::string(source);
    }
    void theOrderOfTheContractDecidesForEverySource()
    {
        QFETCH(std::string, source);
        IngestHarness harness;
        const signing::HeaderList headers =
            providerHeaders(source, "order.created", R"({"idempotency_key":"k"})",
                            sampleFixtureValues(harness.clock.now(), "acme"));
        const auto valid = [&](const std::string &body) {
            return harness.signedBy(source, body, headers);
        };
        const auto status = [&](http::Request request,
                                const std::function<void(http::Request &)> &change) {
            change(request);
            return harness.call(std::move(request))->status;
        };
        const std::string broken = "not JSON";
        QCOMPARE(status(valid(broken), [](auto &r) { r.method = "GET"; }), 405);
        QCOMPARE(
            status(valid(broken), [](auto &r) { r.headers.set("Content-Type", "text/plain"); }),
            415);
        QCOMPARE(status(IngestHarness::request("", broken),
                        [&](auto &r) {
                            r.target = "/api/webhooks/" + source + "/ingest?tenant=initech";
                        }),
                 404);
        QCOMPARE(status(IngestHarness::request("/api/webhooks/" + source + "/ingest", broken),
                        [](auto &) {}),
                 400);
        QCOMPARE(status(valid("{}"), [&](auto &r) { r.body = broken; }), 401);
        const auto answer = harness.call(valid(broken));
        QCOMPARE(answer->status, 400);
        QCOMPARE(IngestHarness::code(*answer), QStringLiteral("invalid_json"));
        QVERIFY(harness.sink.submitted.empty());
    }
};

QTEST_GUILESS_MAIN(DialectTest)
#include "dialect_test.moc"
