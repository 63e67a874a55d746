// What each source's payloads become: every fixture, and what a provider's dialect asks for beyond.
#include "services/gateway/normalize/normalizer.h"
#include "services/gateway/normalize/strictjson.h"
#include "services/gateway/simulator/fixture.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::gateway;

namespace {

const Timestamp moment{std::chrono::seconds(1794922327)};
const std::string deliveryId = "72d3162e-cc78-41e3-81ab-4c9367dc0958";

/// JSON is easier to read with ' for ".
std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

std::string sha256(std::string_view bytes)
{
    const QByteArrayView view(bytes.data(), qsizetype(bytes.size()));
    return QCryptographicHash::hash(view, QCryptographicHash::Sha256).toHex().toStdString();
}

Uuid idNumber(std::uint8_t number)
{
    Uuid id;
    id.bytes[15] = number;
    return id;
}

std::string orDash(const std::optional<std::string> &text)
{
    return text.value_or("-");
}

/// What a mapping chose, on one line.
std::string summary(const CanonicalEvent &event)
{
    std::string line = event.providerEventId + " | ";
    if (event.occurredAt)
        line += std::chrono::floor<std::chrono::seconds>(*event.occurredAt) == moment ? "now" : "?";
    else
        line += '-';
    line += " | " + orDash(event.actorId) + ' ' + orDash(event.actorEmail);
    line += " | " + orDash(event.subjectType) + ' ' + orDash(event.subjectId);
    line += " | " + orDash(event.actionType) + ' ' + orDash(event.actionReason);
    return line;
}

std::string jobSummary(const std::optional<JobReport> &job)
{
    if (!job)
        return "nothing";
    return job->jobId + ' ' + job->status + ' ' + orDash(job->model) + ' ' + orDash(job->error)
        + ' ' + (job->tokens ? std::to_string(*job->tokens) : "-") + ' '
        + (job->duration ? std::to_string(job->duration->count()) : "-");
}

struct Sent
{
    std::string body;
    Normalizer::HeaderList headers;
};

Sent sent(const std::string &source, const Fixture &fixture)
{
    const FixtureValues values = sampleFixtureValues(moment, "acme");
    std::string body = filledFixture(fixture.text, values);
    auto headers = providerHeaders(source, fixture.name, body, values);
    return {std::move(body), std::move(headers)};
}

Fixture fixtureNamed(const std::string &source, const std::string &name)
{
    for (Fixture &fixture : fixturesOf(source)) {
        if (fixture.name == name)
            return std::move(fixture);
    }
    return {};
}

} // namespace

class SourcesTest : public QObject
{
    Q_OBJECT

    Normalizer m_normalizer = Normalizer::load().value();

    Result<std::vector<CanonicalEvent>> request(const std::string &source, const std::string &body,
                                                const Normalizer::HeaderList &headers = {}) const
    {
        std::uint8_t count = 0;
        return m_normalizer.normalizeRequest({source, headers, body, "acme"},
                                             [&] { return idNumber(++count); });
    }
    static HttpStatus refusal(const Result<std::vector<CanonicalEvent>> &events)
    {
        return events ? HttpStatus{200, {}} : std::get<HttpStatus>(events.error().cause);
    }

private slots:
    void allTenSourcesHaveAMapping()
    {
        QCOMPARE(
            m_normalizer.sources(),
            (std::vector<std::string>{"ai", "github", "hubspot", "shopify", "slack", "standard",
                                      "stripe", "woocommerce", "wordpress", "wpmedia"}));
    }

    void aCallbackTellsOfItsJob_data()
    {
        QTest::addColumn<std::string>("members");
        QTest::addColumn<std::string>("told");
        const auto row = [](const char *members, const char *told) {
            QTest::newRow(members) << std::string(members) << std::string(told);
        };
        row("'status':'pending'", "j pending - - - -");
        row("'status':'running','model':'small-1'", "j running small-1 - - -");
        row("'status':'succeeded','usage':{'tokens':412,'ms':1830}", "j succeeded - - 412 1830");
        row("'status':'succeeded','usage':{'tokens':4.0,'ms':1830.77}", "j succeeded - - 4 1830");
        row("'status':'succeeded','usage':{'tokens':-1,'ms':1e3}", "j succeeded - - - -");
        row("'status':'succeeded','usage':{'tokens':'many','ms':99999999999}",
            "j succeeded - - - -");
        row("'status':'succeeded','usage':{'tokens':99999999999999999999}", "j succeeded - - - -");
        row("'status':'failed','error':{'code':'c','message':'m'}", "j dead - c: m - -");
        row("'status':'failed','error':{'code':'c'}", "j dead - c - -");
        row("'status':'failed','error':'why'", "j dead - why - -");
        row("'status':'failed','error_text':'why'", "j dead - why - -");
        row("'status':'cancelled'", "j cancelled - - - -");
        row("'status':'thinking'", "nothing");
        row("'status':7", "nothing");
        row("'progress':0.5", "nothing");
    }
    void aCallbackTellsOfItsJob()
    {
        QFETCH(std::string, members);
        QFETCH(std::string, told);
        const auto events =
            request("ai", json("{'job_id':'j','idempotency_key':'k'," + members + "}"));
        QVERIFY2(events, events ? "" : qPrintable(events.error().message));
        QCOMPARE(jobSummary(events->front().job), told);
    }
    void eventsOfOtherSourcesTellOfNoJob()
    {
        const auto events = request("wpmedia", json("{'job_id':'j','status':'succeeded'}"));
        QVERIFY2(events, events ? "" : qPrintable(events.error().message));
        QVERIFY(!events->front().job);
    }

    void everyFixtureNormalizes_data()
    {
        QTest::addColumn<std::string>("source");
        QTest::addColumn<std::string>("name");
        for (const std::string &source : m_normalizer.sources()) {
            const auto fixtures = fixturesOf(source);
            QVERIFY2(fixtures.size() >= 4, source.c_str());
            for (const Fixture &fixture : fixtures)
                QTest::addRow("%s %s", source.c_str(), fixture.name.c_str())
                    << source << fixture.name;
        }
    }
    void everyFixtureNormalizes()
    {
        QFETCH(std::string, source);
        QFETCH(std::string, name);
        const Sent message = sent(source, fixtureNamed(source, name));
        const auto events = request(source, message.body, message.headers);
        QVERIFY2(events, events ? "" : qPrintable(events.error().message));
        std::string type = events->front().eventType;
        std::replace(type.begin(), type.end(), '/', '.');
        QCOMPARE(type, name);
        for (const CanonicalEvent &event : *events) {
            QVERIFY(event.subjectType && event.subjectId && event.actionType);
            QVERIFY(event.fitsJsonb);
            QVERIFY2(!findJsonDefect(event.json), event.json.c_str());
            QVERIFY(event.json.find("{{") == std::string::npos);
        }
    }

    void fieldsComeFromWhereTheProviderPutsThem_data();
    void fieldsComeFromWhereTheProviderPutsThem()
    {
        QFETCH(std::string, source);
        QFETCH(std::string, name);
        QFETCH(std::string, expected);
        const Sent message = sent(source, fixtureNamed(source, name));
        const auto events = request(source, message.body, message.headers);
        QVERIFY2(events, events ? "" : qPrintable(events.error().message));
        QString line = QString::fromStdString(
            filledFixture(std::move(expected), sampleFixtureValues(moment, "acme")));
        line.replace(QStringLiteral("{{uuid}}"), QString::fromStdString(deliveryId));
        line.replace(QStringLiteral("{{sha256}}"), QString::fromStdString(sha256(message.body)));
        QCOMPARE(QString::fromStdString(summary(events->front())), line);
    }

    void aBatchIsOneEventForEachElement()
    {
        const std::string second = json("{ 'eventId':2,'subscriptionType':'contact.creation' }");
        const std::string body =
            json("[{'eventId':1,'subscriptionType':'deal.creation','n':1.10},\n ") + second + "]\n";
        const auto events = request("hubspot", body);
        QCOMPARE(events->size(), std::size_t(2));
        QCOMPARE(events->at(0).eventType, std::string("deal.creation"));
        QCOMPARE(events->at(0).providerEventId, std::string("1"));
        QCOMPARE(events->at(0).raw,
                 std::string_view(R"({"eventId":1,"subscriptionType":"deal.creation","n":1.10})"));
        QCOMPARE(events->at(1).raw, std::string_view(second));
        QVERIFY(events->at(0).id == idNumber(1) && events->at(1).id == idNumber(2));
        QVERIFY(events->at(1).json.starts_with(json("{'event_id':'") + idNumber(2).toString()));
        QVERIFY(events->at(1).json.ends_with(",\"data\":" + second + "}"));
    }

    void anElementAloneIsTheSameEvent()
    {
        const std::string body = R"([{"eventId":1,"objectId":7},{"eventId":2}])";
        const auto events = request("hubspot", body);
        const CanonicalEvent &first = events->front();
        const auto again = m_normalizer.normalize("hubspot", {}, first.raw, first.id, "acme");
        QCOMPARE(again->json, first.json);
        QCOMPARE(again->providerEventId, first.providerEventId);
        QCOMPARE(request("hubspot", std::string(first.raw))->front().json, first.json);
    }

    void oneElementThatJsonbCannotHoldLeavesTheOthersTheirs()
    {
        const auto events =
            request("hubspot", R"([{"eventId":1},{"eventId":2,"n":1e400},{"eventId":3}])");
        QVERIFY(events->at(0).fitsJsonb && !events->at(1).fitsJsonb && events->at(2).fitsJsonb);
    }

    void aBatchIsTakenWholeOrNotAtAll_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::addColumn<std::string>("code");
        const auto row = [](const char *name, std::string body, const char *code) {
            QTest::newRow(name) << std::move(body) << std::string(code);
        };
        row("empty list", "[]", "empty_batch");
        row("empty list with blanks", " [ \n ] ", "empty_batch");
        row("second without an id", R"([{"eventId":1},{"objectId":2}])", "missing_field");
        row("last id is null", R"([{"eventId":1},{"eventId":2},{"eventId":null}])",
            "missing_field");
        row("an element that is no object", R"([{"eventId":1},7])", "missing_field");
        row("a list in the list", R"([[{"eventId":1}]])", "missing_field");
        row("a text", R"("eventId")", "missing_field");
        row("a broken second", R"([{"eventId":1},{"eventId":])", "invalid_json");
        std::string many = "[{\"eventId\":0}";
        for (std::size_t i = 0; i < Normalizer::maxBatch; ++i)
            many += ",{\"eventId\":1}";
        row("too many", many + "]", "batch_too_large");
    }
    void aBatchIsTakenWholeOrNotAtAll()
    {
        QFETCH(std::string, body);
        QFETCH(std::string, code);
        QCOMPARE(refusal(request("hubspot", body)), (HttpStatus{400, code}));
    }

    void theRefusalNamesTheElement()
    {
        const auto events = request("hubspot", R"([{"eventId":1},{"objectId":2}])");
        QVERIFY2(events.error().message.startsWith(QStringLiteral("Element 2 of the batch: ")),
                 qPrintable(events.error().message));
    }

    void onlyHubspotSendsBatches()
    {
        for (const std::string &source : m_normalizer.sources())
            QCOMPARE(m_normalizer.isBatch(source), source == "hubspot");
        QVERIFY(!m_normalizer.isBatch("carrier"));
        QCOMPARE(refusal(request("stripe", R"([{"id":"evt_1","type":"a.b"}])")),
                 (HttpStatus{400, "missing_field"}));
    }

    void requiredFieldsAreAskedFor_data()
    {
        QTest::addColumn<std::string>("source");
        QTest::addColumn<std::string>("body");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *source, const char *body, const char *named) {
            QTest::addRow("%s %s", source, body)
                << std::string(source) << std::string(body) << QString::fromUtf8(named);
        };
        row("slack", R"({"type":"event_callback","event":{"type":"app_mention"}})", "{/event_id}");
        row("ai", R"({"idempotency_key":"k","status":"succeeded"})", "{/job_id}");
        row("ai", R"({"idempotency_key":"k","job_id":null})", "{/job_id}");
        row("ai", R"({"job_id":"j","status":"succeeded"})", "{/idempotency_key}");
        row("ai", R"({"job_id":"j","idempotency_key":""})", "{/idempotency_key}");
        row("wordpress", R"({"event_type":"a.b"})", "{/idempotency_key}");
        row("wordpress", R"({"event_type":"a.b","idempotency_key":{}})", "{/idempotency_key}");
        row("shopify", R"({"id":1})", "shopify-topic");
        row("woocommerce", R"({"id":1})", "X-WC-Webhook-Topic");
        row("standard", R"({"type":"a.b"})", "webhook-id");
    }
    void requiredFieldsAreAskedFor()
    {
        QFETCH(std::string, source);
        QFETCH(std::string, body);
        QFETCH(QString, named);
        const auto events = request(source, body);
        QCOMPARE(refusal(events), (HttpStatus{400, "missing_field"}));
        QVERIFY2(events.error().message.contains(named), qPrintable(events.error().message));
    }

    void anEventWithoutATypeNormalizes_data()
    {
        QTest::addColumn<std::string>("source");
        QTest::addColumn<std::string>("body");
        QTest::addColumn<std::string>("type");
        const auto row = [](const char *source, const char *body, const char *type) {
            QTest::newRow(source) << std::string(source) << std::string(body) << std::string(type);
        };
        row("hubspot", R"([{"eventId":1}])", "unknown");
        row("slack", R"({"event_id":"Ev1","type":"event_callback"})", "event_callback");
        row("standard", R"({"anything":true})", "unknown");
        row("wordpress", R"({"idempotency_key":"k"})", "unknown");
        row("ai", R"({"idempotency_key":"k","job_id":"j"})", "job.updated");
        row("wpmedia", R"([1,2])", "attachment.uploaded");
    }
    void anEventWithoutATypeNormalizes()
    {
        QFETCH(std::string, source);
        QFETCH(std::string, body);
        QFETCH(std::string, type);
        const auto events = request(source, body, {{"webhook-id", "msg_1"}});
        QVERIFY2(events, events ? "" : qPrintable(events.error().message));
        QCOMPARE(events->front().eventType, type);
    }

    void anUnknownTypeKeepsItsDataWhole_data()
    {
        QTest::addColumn<std::string>("source");
        QTest::addColumn<std::string>("body");
        QTest::addColumn<Normalizer::HeaderList>("headers");
        QTest::newRow("hubspot") << std::string("hubspot")
                                 << json("{'eventId':1,'subscriptionType':'moon.landed'}")
                                 << Normalizer::HeaderList{};
        QTest::newRow("shopify") << std::string("shopify") << std::string("{ \"x\":1.0}")
                                 << Normalizer::HeaderList{{"X-Shopify-Topic", "moon.landed"},
                                                           {"X-Shopify-Webhook-Id", "w"}};
        QTest::newRow("woocommerce")
            << std::string("woocommerce") << std::string("{ \"x\":1.0}")
            << Normalizer::HeaderList{{"X-WC-Webhook-Topic", "moon.landed"},
                                      {"X-WC-Webhook-Delivery-ID", "w"}};
    }
    void anUnknownTypeKeepsItsDataWhole()
    {
        QFETCH(std::string, source);
        QFETCH(std::string, body);
        QFETCH(Normalizer::HeaderList, headers);
        const auto events = request(source, body, headers);
        QVERIFY2(events, events ? "" : qPrintable(events.error().message));
        QCOMPARE(events->front().eventType, std::string("moon.landed"));
        QVERIFY(events->front().json.ends_with(",\"data\":" + body + "}"));
    }

    void theBodysHashTellsEventsOfOneKeyApart_data()
    {
        QTest::addColumn<std::string>("source");
        QTest::addColumn<std::string>("prefix");
        QTest::newRow("ai") << std::string("ai") << std::string("k:");
        QTest::newRow("woocommerce") << std::string("woocommerce") << std::string("d-1:");
        QTest::newRow("wpmedia") << std::string("wpmedia") << std::string();
    }
    void theBodysHashTellsEventsOfOneKeyApart()
    {
        QFETCH(std::string, source);
        QFETCH(std::string, prefix);
        const Normalizer::HeaderList headers{{"X-WC-Webhook-Topic", "order.created"},
                                             {"X-WC-Webhook-Delivery-ID", "d-1"}};
        const std::string failed = json("{'idempotency_key':'k','job_id':'j','status':'failed'}");
        const std::string done = json("{'idempotency_key':'k','job_id':'j','status':'done'}");
        QCOMPARE(request(source, failed, headers)->front().providerEventId,
                 prefix + sha256(failed));
        QCOMPARE(request(source, done, headers)->front().providerEventId, prefix + sha256(done));
        QCOMPARE(request(source, done + ' ', headers)->front().providerEventId,
                 prefix + sha256(done + ' '));
    }

    void shopifyNamesAnEventTwice()
    {
        const Normalizer::HeaderList headers{{"x-shopify-topic", "orders/create"},
                                             {"X-Shopify-Webhook-Id", "w-1"},
                                             {"X-Shopify-Event-Id", "e-1"}};
        const auto events = request("shopify", "{}", headers);
        QCOMPARE(events->front().providerEventId, std::string("w-1"));
        QCOMPARE(events->front().secondEventId, std::string("e-1"));
        const auto once = request("shopify", "{}", {headers[0], headers[1]});
        QVERIFY(once->front().secondEventId.empty());
    }

    void shopifysNewerHeadersSayTheSame()
    {
        const Normalizer::HeaderList headers{{"shopify-topic", "orders/create"},
                                             {"shopify-webhook-id", "w-1"},
                                             {"shopify-event-id", "e-1"},
                                             {"shopify-triggered-at", "2026-11-17T13:32:07Z"}};
        const CanonicalEvent event = request("shopify", R"({"id":7})", headers)->front();
        QCOMPARE(event.eventType, std::string("orders/create"));
        QCOMPARE(event.providerEventId, std::string("w-1"));
        QCOMPARE(event.secondEventId, std::string("e-1"));
        QCOMPARE(event.occurredAt.value(), moment);
    }

    void shopifysNewerHeadersMayHaveTheEventIdAlone()
    {
        const auto events = request(
            "shopify", "{}", {{"shopify-topic", "orders/create"}, {"shopify-event-id", "e-1"}});
        QCOMPARE(events->front().providerEventId, std::string("e-1"));
        QCOMPARE(events->front().secondEventId, std::string("e-1"));
    }

    void svixHeadersAreAliases()
    {
        const Normalizer::HeaderList svix{{"svix-id", "msg_2"}, {"svix-timestamp", "1794922327"}};
        const CanonicalEvent event = request("standard", R"({"type":"a.b"})", svix)->front();
        QCOMPARE(event.providerEventId, std::string("msg_2"));
        QCOMPARE(event.occurredAt.value(), moment);
    }

    void whereAnIdIsSignedNoOtherCounts()
    {
        const Normalizer::HeaderList headers{{"webhook-id", "forged"}, {"svix-id", "msg_2"}};
        const auto events = m_normalizer.normalizeRequest(
            {"standard", headers, "{}", "acme", "msg_2"}, [] { return idNumber(1); });
        QCOMPARE(events->front().providerEventId, std::string("msg_2"));
    }

    void wordpressNamesItsKeyTwiceAndAlike_data()
    {
        QTest::addColumn<Normalizer::HeaderList>("headers");
        QTest::addColumn<HttpStatus>("answer");
        const HttpStatus mismatch{400, "header_mismatch"};
        QTest::newRow("the same") << Normalizer::HeaderList{{"x-idempotency-key", "k"}}
                                  << HttpStatus{200, {}};
        QTest::newRow("another") << Normalizer::HeaderList{{"X-Idempotency-Key", "other"}}
                                 << mismatch;
        QTest::newRow("of another case")
            << Normalizer::HeaderList{{"X-Idempotency-Key", "K"}} << mismatch;
        QTest::newRow("empty") << Normalizer::HeaderList{{"X-Idempotency-Key", ""}} << mismatch;
        QTest::newRow("not sent") << Normalizer::HeaderList{} << HttpStatus{200, {}};
    }
    void wordpressNamesItsKeyTwiceAndAlike()
    {
        QFETCH(Normalizer::HeaderList, headers);
        QFETCH(HttpStatus, answer);
        const std::string body = R"({"idempotency_key":"k","event_type":"a.b"})";
        QCOMPARE(refusal(request("wordpress", body, headers)), answer);
    }

    void slackCallsMessagesByTheirChannel_data()
    {
        QTest::addColumn<std::string>("event");
        QTest::addColumn<std::string>("type");
        const auto row = [](const char *event, const char *type) {
            QTest::newRow(event) << json(event) << std::string(type);
        };
        row("{'type':'message','channel_type':'channel'}", "message.channels");
        row("{'type':'message','channel_type':'group'}", "message.groups");
        row("{'type':'message','channel_type':'im'}", "message.im");
        row("{'type':'message','channel_type':'mpim'}", "message.mpim");
        row("{'type':'message','channel_type':'app_home'}", "message.app_home");
        row("{'type':'message'}", "message");
        row("{'type':'app_mention','channel':'C1'}", "app_mention");
        row("{'type':'member_joined_channel','channel_type':'C'}", "member_joined_channel");
        row("{'type':'member_left_channel','channel_type':'G'}", "member_left_channel");
    }
    void slackCallsMessagesByTheirChannel()
    {
        QFETCH(std::string, event);
        QFETCH(std::string, type);
        const auto events = request(
            "slack", json("{'type':'event_callback','event_id':'Ev1','event':") + event + "}");
        QCOMPARE(events->front().eventType, type);
    }

    void slacksOwnNoticeHasNoEventIdAndGetsOne()
    {
        const auto events =
            request("slack",
                    json("{'type':'app_rate_limited','team_id':'T1','api_app_id':'A1',"
                         "'minute_rate_limited':1794922327}"));
        QCOMPARE(QString::fromStdString(summary(events->front())),
                 QStringLiteral(
                     "app_rate_limited:T1:1794922327 | now | - - | app A1 | app_rate_limited -"));
    }
};

/// id | occurred_at | actor.id actor.email | subject.type subject.id | action.type action.reason
void SourcesTest::fieldsComeFromWhereTheProviderPutsThem_data()
{
    QTest::addColumn<std::string>("source");
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char *source, const char *name, const char *expected) {
        QTest::addRow("%s %s", source, name)
            << std::string(source) << std::string(name) << std::string(expected);
    };
    row("ai", "job.cancelled",
        "{{id}}-{{serial}}:{{sha256}} | now | usr_{{customer}} - | job job_{{id}} | cancelled "
        "cancelled by the user");
    row("ai", "job.failed",
        "{{id}}-{{serial}}:{{sha256}} | now | usr_{{customer}} - | job job_{{id}} | failed "
        "rate_limited");
    row("ai", "job.running",
        "{{id}}-{{serial}}:{{sha256}} | - | usr_{{customer}} - | job job_{{id}} | running -");
    row("ai", "job.succeeded",
        "{{id}}-{{serial}}:{{sha256}} | now | usr_{{customer}} - | job job_{{id}} | succeeded -");
    row("github", "issue_comment.created",
        "{{uuid}} | now | hubot-reviewer - | issue acme/storefront#1042 | created -");
    row("github", "issues.opened",
        "{{uuid}} | now | octo-dev - | issue acme/storefront#1042 | opened -");
    row("github", "ping", "{{uuid}} | now | octo-dev - | hook {{serial}} | ping -");
    row("github", "pull_request.closed",
        "{{uuid}} | now | octo-dev - | pull_request acme/storefront#1042 | closed -");
    row("github", "pull_request.opened",
        "{{uuid}} | now | octo-dev - | pull_request acme/storefront#1042 | opened -");
    row("github", "push",
        "{{uuid}} | now | octo-dev {{email}} | commit acme/storefront@{{sha}} | push -");
    row("github", "release.published",
        "{{uuid}} | now | octo-dev - | release acme/storefront@v1.1042 | published -");
    row("github", "workflow_run.completed",
        "{{uuid}} | now | octo-dev - | workflow_run {{serial}} | completed success");
    row("hubspot", "contact.associationChange",
        "{{serial}}1 | now | userId:1042 - | contact {{serial}} | associationChange CRM_UI");
    row("hubspot", "contact.creation",
        "{{serial}}1 | now | userId:1042 - | contact {{serial}} | creation CRM_UI");
    row("hubspot", "contact.deletion",
        "{{serial}}1 | now | userId:1042 - | contact {{serial}} | deletion CRM_UI");
    row("hubspot", "contact.merge",
        "{{serial}}1 | now | userId:1042 - | contact {{serial}}9 | merge CRM_UI");
    row("hubspot", "contact.propertyChange",
        "{{serial}}1 | now | userId:1042 - | contact {{serial}} | propertyChange INTEGRATION");
    row("hubspot", "deal.creation",
        "{{serial}}1 | now | userId:1042 - | deal {{serial}} | creation CRM_UI");
    row("hubspot", "object.propertyChange",
        "{{serial}}1 | now | userId:1042 - | 0-5 {{serial}} | propertyChange AUTOMATION_PLATFORM");
    row("shopify", "app.uninstalled",
        "{{uuid}} | now | - {{email}} | shop {{serial}} | uninstalled -");
    row("shopify", "checkouts.create",
        "{{uuid}} | now | 1042207 {{email}} | checkout {{serial}} | create -");
    row("shopify", "customers.create",
        "{{uuid}} | now | {{serial}} {{email}} | customer {{serial}} | create -");
    row("shopify", "orders.cancelled",
        "{{uuid}} | now | 1042207 {{email}} | order {{serial}} | cancelled customer");
    row("shopify", "orders.create",
        "{{uuid}} | now | 1042207 {{email}} | order {{serial}} | create -");
    row("shopify", "orders.paid", "{{uuid}} | now | 1042207 {{email}} | order {{serial}} | paid -");
    row("shopify", "products.update", "{{uuid}} | now | - - | product {{serial}} | update -");
    row("shopify", "refunds.create",
        "{{uuid}} | now | 1042 - | refund {{serial}} | create wrong size");
    row("slack", "app_mention",
        "Ev{{id}} | now | U{{customer}} - | channel C0SUPPORT1 | app_mention -");
    row("slack", "member_joined_channel",
        "Ev{{id}} | now | U{{customer}} - | channel C0SUPPORT1 | member_joined_channel -");
    row("slack", "message.channels",
        "Ev{{id}} | now | U{{customer}} - | channel C0SUPPORT1 | message -");
    row("slack", "message.groups",
        "Ev{{id}} | now | U{{customer}} - | channel G0PRIVATE1 | message_changed -");
    row("slack", "message.im", "Ev{{id}} | now | U{{customer}} - | channel D0DIRECT01 | message -");
    row("slack", "reaction_added",
        "Ev{{id}} | now | U{{customer}} - | channel C0SUPPORT1 | reaction_added -");
    row("slack", "team_join",
        "Ev{{id}} | now | U{{customer}} {{email}} | user U{{customer}} | team_join -");
    row("standard", "contact.updated",
        "msg_{{id}} | now | usr_{{customer}} {{email}} | contact ct_{{customer}} | updated -");
    row("standard", "invoice.paid",
        "msg_{{id}} | now | cus_{{customer}} {{email}} | invoice inv_{{id}} | paid -");
    row("standard", "message.attempt.exhausted",
        "msg_{{id}} | now | usr_{{customer}} - | message msg_{{id}} | exhausted -");
    row("standard", "payment.failed",
        "msg_{{id}} | now | cus_{{customer}} - | payment pay_{{id}} | failed insufficient_funds");
    row("standard", "user.created",
        "msg_{{id}} | now | usr_{{customer}} {{email}} | user usr_{{customer}} | created -");
    row("stripe", "charge.refunded",
        "evt_{{id}} | now | cus_{{customer}} {{email}} | charge ch_{{id}} | refunded -");
    row("stripe", "checkout.session.completed",
        "evt_{{id}} | now | cus_{{customer}} {{email}} | checkout.session cs_test_{{id}} | "
        "completed -");
    row("stripe", "customer.created",
        "evt_{{id}} | now | cus_{{customer}} {{email}} | customer cus_{{customer}} | created -");
    row("stripe", "customer.subscription.updated",
        "evt_{{id}} | now | cus_{{customer}} - | subscription sub_{{customer}} | updated "
        "cancellation_requested");
    row("stripe", "invoice.paid",
        "evt_{{id}} | now | cus_{{customer}} {{email}} | invoice in_{{id}} | paid "
        "subscription_cycle");
    row("stripe", "invoice.payment_failed",
        "evt_{{id}} | now | cus_{{customer}} {{email}} | invoice in_{{id}} | payment_failed "
        "subscription_cycle");
    row("stripe", "payment_intent.payment_failed",
        "evt_{{id}} | now | cus_{{customer}} {{email}} | payment_intent pi_{{id}} | payment_failed "
        "insufficient_funds");
    row("stripe", "payment_intent.succeeded",
        "evt_{{id}} | now | cus_{{customer}} {{email}} | payment_intent pi_{{id}} | succeeded -");
    row("woocommerce", "coupon.created",
        "0d1a26e67d8f5eaf1f6ba5c57fc3c7d9:{{sha256}} | now | - - | coupon {{serial}} | created -");
    row("woocommerce", "customer.created",
        "0d1a26e67d8f5eaf1f6ba5c57fc3c7d9:{{sha256}} | now | {{serial}} {{email}} | customer "
        "{{serial}} | created -");
    row("woocommerce", "order.created",
        "0d1a26e67d8f5eaf1f6ba5c57fc3c7d9:{{sha256}} | now | 1042 {{email}} | order {{serial}} | "
        "created on-hold");
    row("woocommerce", "order.deleted",
        "0d1a26e67d8f5eaf1f6ba5c57fc3c7d9:{{sha256}} | - | - - | order {{serial}} | deleted -");
    row("woocommerce", "order.updated",
        "0d1a26e67d8f5eaf1f6ba5c57fc3c7d9:{{sha256}} | now | 1042 {{email}} | order {{serial}} | "
        "updated processing");
    row("woocommerce", "product.updated",
        "0d1a26e67d8f5eaf1f6ba5c57fc3c7d9:{{sha256}} | now | - - | product {{serial}} | updated -");
    row("wordpress", "comment.created",
        "{{id}}-{{serial}} | now | {{customer}} {{email}} | comment comment-1042 | created -");
    row("wordpress", "form.submitted",
        "{{id}}-{{serial}} | now | - {{email}} | form form-1042 | submitted -");
    row("wordpress", "order.paid",
        "{{id}}-{{serial}} | now | {{customer}} {{email}} | order order-1042 | paid -");
    row("wordpress", "post.published",
        "{{id}}-{{serial}} | now | {{customer}} - | post post-1042 | published -");
    row("wordpress", "user.registered",
        "{{id}}-{{serial}} | now | {{customer}} {{email}} | user user-1042 | registered -");
    row("wpmedia", "attachment.deleted",
        "{{sha256}} | now | {{customer}} - | attachment {{serial}} | deleted -");
    row("wpmedia", "attachment.indexed",
        "{{sha256}} | now | - - | attachment {{serial}} | indexed -");
    row("wpmedia", "attachment.updated",
        "{{sha256}} | now | {{customer}} - | attachment {{serial}} | updated -");
    row("wpmedia", "attachment.uploaded",
        "{{sha256}} | - | - - | attachment {{serial}} | uploaded -");
}

QTEST_GUILESS_MAIN(SourcesTest)
#include "sources_test.moc"
