#include "services/gateway/normalize/normalizer.h"
#include "services/gateway/normalize/strictjson.h"
#include "services/gateway/simulator/fixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::gateway;

namespace {

/// JSON is easier to read with ' for ".
std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

const Uuid eventId = *Uuid::parse("019a9e4b-ed58-7327-b569-6ed663e67889");

QJsonObject parsed(const std::string &json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

} // namespace

class NormalizerTest : public QObject
{
    Q_OBJECT

    std::optional<Normalizer> m_normalizer;

    Result<CanonicalEvent> stripe(const std::string &body) const
    {
        return m_normalizer->normalize("stripe", {}, body, eventId, "acme");
    }
    Result<CanonicalEvent> github(const std::string &event, const std::string &body) const
    {
        const Normalizer::HeaderList headers{{"X-GitHub-Event", event},
                                             {"X-GitHub-Delivery", "d-1"}};
        return m_normalizer->normalize("github", headers, body, eventId, "acme");
    }
    CanonicalEvent fixture(const std::string &source, const std::string &name) const
    {
        const FixtureValues values =
            sampleFixtureValues(Timestamp(std::chrono::seconds(1794922327)), "acme");
        for (const Fixture &known : fixturesOf(source)) {
            if (known.name != name)
                continue;
            const std::string body = filledFixture(known.text, values);
            const auto headers = providerHeaders(source, name, body, values);
            return m_normalizer->normalize(source, headers, body, eventId, "acme").value();
        }
        return {};
    }

private slots:
    void initTestCase()
    {
        auto loaded = Normalizer::load();
        QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().message));
        m_normalizer.emplace(std::move(*loaded));
        QVERIFY(m_normalizer->knows("stripe"));
        QVERIFY(m_normalizer->knows("github"));
    }

    void theDocumentHasTheContractsMembers()
    {
        const auto event = fixture("stripe", "invoice.paid");
        QCOMPARE(
            parsed(event.json).keys(),
            (QStringList{QStringLiteral("action"), QStringLiteral("actor"), QStringLiteral("data"),
                         QStringLiteral("event_id"), QStringLiteral("event_type"),
                         QStringLiteral("occurred_at"), QStringLiteral("source"),
                         QStringLiteral("subject"), QStringLiteral("tenant_id")}));
        QVERIFY(parsed(event.json)[QStringLiteral("data")].isObject());
    }

    void aFailedPaymentSaysWhoWhatAndWhy()
    {
        const auto event = fixture("stripe", "payment_intent.payment_failed");
        QCOMPARE(event.providerEventId, std::string("evt_1Nk2ExampleExampleExampl"));
        QCOMPARE(event.actorId.value(), std::string("cus_ExampleCust001"));
        QCOMPARE(event.actorEmail.value(), std::string("ada@example.com"));
        QCOMPARE(event.subjectId.value(), std::string("pi_1Nk2ExampleExampleExampl"));
        QCOMPARE(event.subjectType.value(), std::string("payment_intent"));
        QCOMPARE(event.actionType.value(), std::string("payment_failed"));
        QCOMPARE(event.actionReason.value(), std::string("insufficient_funds"));
    }

    void aNewCustomerIsActorAndSubject()
    {
        const auto event = fixture("stripe", "customer.created");
        QCOMPARE(event.actorId, event.subjectId);
        QCOMPARE(event.actorEmail.value(), std::string("ada@example.com"));
    }

    void aPullRequestIsNamedAsPeopleNameIt()
    {
        const auto event = fixture("github", "pull_request.closed");
        QCOMPARE(event.subjectId.value(), std::string("acme/storefront#1042"));
        QCOMPARE(event.subjectType.value(), std::string("pull_request"));
        QCOMPARE(event.actorId.value(), std::string("octo-dev"));
        QCOMPARE(event.actionType.value(), std::string("closed"));
        QCOMPARE(event.providerEventId, std::string("72d3162e-cc78-41e3-81ab-4c9367dc0958"));
    }

    void theCanonicalDocumentIsExactlyThis()
    {
        const auto event = stripe(json("{'id':'evt_1','type':'charge.failed','created':1794922327,"
                                       "'data':{'object':{'id':'ch_1', 'amount':10.50,"
                                       "'failure_code':'x\\'y'}}}"));
        QCOMPARE(event.value().json,
                 json("{'event_id':'019a9e4b-ed58-7327-b569-6ed663e67889','source':'stripe',"
                      "'event_type':'charge.failed','tenant_id':'acme',"
                      "'occurred_at':'2026-11-17T13:32:07.000Z','actor':{'id':null,'email':null},"
                      "'subject':{'id':'ch_1','type':null},"
                      "'action':{'type':'failed','reason':'x\\'y'},"
                      "'data':{'id':'ch_1', 'amount':10.50,'failure_code':'x\\'y'}}"));
    }

    void anUnknownTypeNormalizesWithItsDataWhole()
    {
        const std::string body =
            R"({"id":"evt_1","type":"moon.landed","data":{"object":{"id":"m_1"}}})";
        const auto event = stripe(body);
        QVERIFY(event.has_value());
        QCOMPARE(event->eventType, std::string("moon.landed"));
        QCOMPARE(event->subjectId.value(), std::string("m_1"));
        QVERIFY(event->json.ends_with(",\"data\":" + body + "}"));
        QVERIFY(!event->occurredAt);
    }

    void anUnknownGithubEventTakesTypeAndActionFromItsParts()
    {
        QCOMPARE(github("star", R"({"action":"created"})")->eventType, std::string("star.created"));
        QCOMPARE(github("fork", "{}")->eventType, std::string("fork"));
        QCOMPARE(github("fork", R"({"action":""})")->eventType, std::string("fork"));
        QCOMPARE(github("fork", R"({"action":{}})")->eventType, std::string("fork"));
    }

    void anExpandedCustomerStillGivesItsId()
    {
        const auto event = stripe(
            R"({"id":"evt_1","type":"charge.failed","data":{"object":{"customer":{"id":"cus_9"}}}})");
        QCOMPARE(event->actorId.value(), std::string("cus_9"));
    }

    void idsThatAreNumbersBecomeTexts()
    {
        const auto event = stripe(R"({"id":9007199254740993,"type":"charge.failed",)"
                                  R"("data":{"object":{"id":12345678901234567890123}}})");
        QCOMPARE(event->providerEventId, std::string("9007199254740993"));
        QCOMPARE(event->subjectId.value(), std::string("12345678901234567890123"));
        QVERIFY(event->json.find(R"("subject":{"id":"12345678901234567890123")")
                != std::string::npos);
    }

    void requiredFieldsAreAskedFor_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::newRow("no id") << std::string(R"({"type":"a.b"})");
        QTest::newRow("empty id") << std::string(R"({"id":"","type":"a.b"})");
        QTest::newRow("id is null") << std::string(R"({"id":null,"type":"a.b"})");
        QTest::newRow("id is an object") << std::string(R"({"id":{},"type":"a.b"})");
        QTest::newRow("id with U+0000") << std::string(R"({"id":"a\u0000b","type":"a.b"})");
        QTest::newRow("id over 8 KiB")
            << json("{'type':'a.b','id':'") + std::string(8193, 'x') + "\"}";
        QTest::newRow("no type") << std::string(R"({"id":"evt_1"})");
        QTest::newRow("type is true") << std::string(R"({"id":"evt_1","type":true})");
        QTest::newRow("type over 255 bytes")
            << json("{'id':'e','type':'") + std::string(256, 'x') + "\"}";
        QTest::newRow("an array") << std::string(R"([{"id":"evt_1","type":"a.b"}])");
        QTest::newRow("a text") << std::string(R"("evt_1")");
    }
    void requiredFieldsAreAskedFor()
    {
        QFETCH(std::string, body);
        const auto event = stripe(body);
        QVERIFY(!event.has_value());
        QCOMPARE(event.error().kind, ErrorKind::Invalid);
        QCOMPARE(std::get<HttpStatus>(event.error().cause), (HttpStatus{400, "missing_field"}));
    }

    void anIdOfExactly8KibPasses()
    {
        const std::string id(8192, 'x');
        QCOMPARE(stripe(json("{'type':'a.b','id':'") + id + "\"}")->providerEventId, id);
    }

    void aHeaderThatIsNotUtf8IsUnusable()
    {
        const Normalizer::HeaderList headers{{"X-GitHub-Event", "push"},
                                             {"X-GitHub-Delivery", "\xFF"}};
        QVERIFY(!m_normalizer->normalize("github", headers, "{}", eventId, "acme").has_value());
    }

    void brokenJsonIsRefusedWithItsCode()
    {
        const auto broken = stripe(json("{'id':"));
        QVERIFY(!broken.has_value());
        QCOMPARE(std::get<HttpStatus>(broken.error().cause), (HttpStatus{400, "invalid_json"}));
        const auto notUtf8 = stripe("{\"id\":\"\xE4\"}");
        QCOMPARE(std::get<HttpStatus>(notUtf8.error().cause), (HttpStatus{400, "invalid_utf8"}));
    }

    void whatJsonbCannotHoldIsNormalizedAllTheSame_data()
    {
        QTest::addColumn<std::string>("member");
        QTest::newRow("1e400") << std::string(R"("amount":1e400)");
        QTest::newRow("1e131071") << std::string(R"("amount":1e131071)");
        QTest::newRow("1,000 digits") << R"("amount":)" + std::string(1000, '9');
        QTest::newRow("U+0000 in a value") << std::string(R"("note":"a\u0000b")");
        QTest::newRow("U+0000 in a key") << std::string(R"("a\u0000b":1)");
        QTest::newRow("U+0000 in a mapped field") << std::string(R"("id":"ch\u0000")");
    }
    void whatJsonbCannotHoldIsNormalizedAllTheSame()
    {
        QFETCH(std::string, member);
        const auto event = stripe(json("{'id':'evt_1','type':'charge.failed','data':{'object':{")
                                  + member + "}}}");
        QVERIFY(event.has_value());
        QVERIFY(!event->fitsJsonb);
        QVERIFY2(event->json.find("\"data\":{" + member + "}") != std::string::npos,
                 event->json.c_str());
        QVERIFY(!event->subjectId);
    }

    void anOverlongOptionalFieldIsLeftOut()
    {
        const auto event =
            stripe(json("{'id':'evt_1','type':'charge.failed','data':{'object':{'id':'")
                   + std::string(1025, 'x') + json("'}}}"));
        QVERIFY(event.has_value());
        QVERIFY(!event->subjectId);
    }

    void theDeliveryBodyCarriesTheBytesUnchanged()
    {
        const std::string raw =
            "{ \"id\":\"evt_1\",\n\t\"type\":\"a.b\", \"n\":1.10e400,\"n\":\"\\u0000\" }\n";
        const auto event = stripe(raw);
        const std::string body = deliveryBody(*event, raw);
        QVERIFY2(!findJsonDefect(body), body.c_str());
        QVERIFY(body.ends_with(",\"raw\":" + raw + "}"));
        QVERIFY(body.starts_with(event->json.substr(0, event->json.size() - 1)));
        QCOMPARE(deliveryBody("{\"event_id\": \"x\"}", "[1]"),
                 std::string("{\"event_id\": \"x\",\"raw\":[1]}"));
    }

    void aSourceWithoutAMappingIsNotFound()
    {
        QCOMPARE(m_normalizer->normalize("carrier", {}, "{}", eventId, "acme").error().kind,
                 ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(NormalizerTest)
#include "normalizer_test.moc"
