// Every source as its provider sends it: real HTTP, real committers, real Postgres.
#include "front.h"
#include "services/gateway/simulator/fixture.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::gateway;
using test::RawClient;

namespace {

constexpr const char *secret = "whsec_c2VjcmV0IG9mIGFsbCB0aGUgc291cmNlcw==";
constexpr const char *host = "hooks.example";

const std::vector<std::string> sources{"stripe", "github",      "hubspot",  "shopify",
                                       "slack",  "woocommerce", "standard", "wordpress",
                                       "ai",     "wpmedia"};

std::map<std::string, std::string> allSecrets()
{
    std::map<std::string, std::string> secrets;
    for (const std::string &source : sources)
        secrets[source] = secret;
    return secrets;
}

/// JSON is easier to read with ' for ".
std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

/// A request before it is signed.
struct Sent
{
    std::string source;
    std::string body;
    signing::HeaderList headers;
    std::string version = "HTTP/1.1";

    std::string target() const { return "/api/webhooks/" + source + "/ingest?tenant=acme"; }
};

std::string bytes(const Sent &sent, const signing::HeaderList &headers)
{
    std::string text = "POST " + sent.target() + ' ' + sent.version + "\r\nHost: " + host
        + "\r\nContent-Length: " + std::to_string(sent.body.size()) + "\r\n";
    for (const auto &[name, value] : headers)
        text += name + ": " + value + "\r\n";
    return text + "\r\n" + sent.body;
}

std::string signedBytes(const Sent &sent, const std::string &key = secret)
{
    signing::HeaderList headers = sent.headers;
    headers.emplace_back("Content-Type", "application/json");
    const std::string url = std::string("http://") + host + sent.target();
    for (const auto &scheme : signing::makeSchemes()) {
        if (scheme->source() != sent.source)
            continue;
        for (auto &header : scheme->sign({url, headers, sent.body}, key, SystemClock().now()))
            headers.push_back(std::move(header));
    }
    return bytes(sent, headers);
}

Sent fixture(const std::string &source, const std::string &name)
{
    const FixtureValues values = sampleFixtureValues(SystemClock().now(), "acme");
    Sent sent{source, {}, {}};
    for (const Fixture &known : fixturesOf(source)) {
        if (known.name == name)
            sent.body = filledFixture(known.text, values);
    }
    sent.headers = providerHeaders(source, name, sent.body, values);
    return sent;
}

void setHeader(Sent &sent, const std::string &name, const std::string &value)
{
    const auto field = std::find_if(sent.headers.begin(), sent.headers.end(),
                                    [&](const auto &known) { return known.first == name; });
    if (field != sent.headers.end())
        field->second = value;
    else
        sent.headers.emplace_back(name, value);
}

QStringList eventIds(const RawClient::Answer &answer)
{
    QStringList ids;
    const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    for (const auto &id : json[QStringLiteral("event_ids")].toArray())
        ids << id.toString();
    return ids;
}

} // namespace

class SourcesWireTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }

    void everyFixtureIsTakenOnce_data()
    {
        QTest::addColumn<QString>("source");
        for (const std::string &source : sources)
            QTest::newRow(source.c_str()) << QString::fromStdString(source);
    }
    void everyFixtureIsTakenOnce()
    {
        QFETCH(QString, source);
        Front front(*m_cluster, "sources_" + source.toStdString(), allSecrets());
        RawClient client(front.port());
        for (const Fixture &known : fixturesOf(source.toStdString())) {
            // One delivery id for all would be one event, where the id is not in the body.
            Sent sent = fixture(source.toStdString(), known.name);
            for (const char *name : {"X-GitHub-Delivery", "X-Shopify-Webhook-Id",
                                     "X-Shopify-Event-Id", "webhook-id"}) {
                const auto has =
                    std::any_of(sent.headers.begin(), sent.headers.end(),
                                [&](const auto &field) { return field.first == name; });
                if (has)
                    setHeader(sent, name, known.name);
            }
            const std::string id = "unique-" + known.name;
            for (const char *sample :
                 {"1Nk2ExampleExampleExampl", "8123456789011", "8123456789012", "8123456789013"}) {
                for (std::size_t at; (at = sent.body.find(sample)) != std::string::npos;)
                    sent.body.replace(at, std::string(sample).size(),
                                      sample[0] == '1' ? id : std::to_string(++m_number));
            }
            sent.headers = withKeyOf(sent);
            QCOMPARE(client.exchange(signedBytes(sent, "whsec_d3Jvbmc=")).status, 401);
            const auto first = client.exchange(signedBytes(sent));
            QVERIFY2(first.status == 202, (known.name + ' ' + first.body).c_str());
            const auto second = client.exchange(signedBytes(sent));
            QVERIFY2(second.status == 200, (known.name + ' ' + second.body).c_str());
            QCOMPARE(eventId(second), eventId(first));
            QCOMPARE(
                front.database.cell(
                    "SELECT concat_ws(' ', source, tenant, status, replace(event_type, '/', '.'),"
                    " occurred_at IS NULL OR occurred_at > now() - interval '1 min')"
                    " FROM console.events WHERE id = $1",
                    {*Uuid::parse(eventId(first).toStdString())}),
                source + QStringLiteral(" acme processed ") + QString::fromStdString(known.name)
                    + QStringLiteral(" t"));
        }
    }

    void eachElementOfABatchIsAnEventOfItsOwn()
    {
        Front front(*m_cluster, "batch", allSecrets());
        RawClient client(front.port());
        const std::string second = json("{ 'eventId':2, 'subscriptionType':'contact.creation' }");
        const Sent batch{"hubspot",
                         json("[{'eventId':1,'subscriptionType':'deal.creation','n':1.10},")
                             + second + "]",
                         {}};
        const auto answer = client.exchange(signedBytes(batch));
        QCOMPARE(answer.status, 202);
        QCOMPARE(eventIds(answer).size(), 2);
        QCOMPARE(eventIds(answer).constFirst(), eventId(answer));
        QCOMPARE(
            front.database.cell(
                "SELECT string_agg(concat_ws(' ', e.idempotency_key, e.body_size,"
                " convert_from(p.raw_body, 'UTF8'), p.body_sha256 = sha256(p.raw_body)), '|'"
                " ORDER BY e.idempotency_key) FROM gatehouse.webhook_event e"
                " JOIN gatehouse.webhook_payload p ON p.event_id = e.id"),
            QString::fromStdString(
                json("hubspot:acme:1 57 {'eventId':1,'subscriptionType':'deal.creation','n':1.10} "
                     "t|hubspot:acme:2 ")
                + std::to_string(second.size()) + ' ' + second + " t"));

        const Sent overlapping{"hubspot", json("[{'eventId':2},{'eventId':3},{'eventId':3}]"), {}};
        const auto partly = client.exchange(signedBytes(overlapping));
        QCOMPARE(partly.status, 202);
        QCOMPARE(eventId(partly), eventIds(answer)[1]);
        QCOMPARE(eventIds(partly)[1], eventIds(partly)[2]);
        const auto again = client.exchange(signedBytes(overlapping));
        QCOMPARE(again.status, 200);
        QCOMPARE(eventIds(again), eventIds(partly));
        QCOMPARE(front.database.cell("SELECT count(*) FROM console.events"), QStringLiteral("3"));
    }

    void nothingOfABatchIsStoredWhenAnElementIsUnusable()
    {
        Front front(*m_cluster, "halfdone", allSecrets());
        RawClient client(front.port());
        const auto refused = client.exchange(
            signedBytes({"hubspot", json("[{'eventId':1},{'objectId':2},{'eventId':3}]"), {}}));
        QCOMPARE(refused.status, 400);
        QCOMPARE(member(refused, QStringLiteral("code")), QStringLiteral("missing_field"));
        QTRY_COMPARE(front.database.cell("SELECT concat_ws(' ', count(*), min(status), min(error))"
                                         " FROM console.events"),
                     QStringLiteral("1 discarded 400 missing field"));
        QCOMPARE(front.database.cell("SELECT count(*) FROM gatehouse.idempotency_key"),
                 QStringLiteral("0"));
        QCOMPARE(client.exchange(signedBytes({"hubspot", json("[{'eventId':1}]"), {}})).status,
                 202);
    }

    void onePoisonedElementKeepsTheOthersTheirDocuments()
    {
        Front front(*m_cluster, "poisoned", allSecrets());
        const Sent batch{
            "hubspot", json("[{'eventId':1},{'eventId':2,'x':'\\u0000'},{'eventId':3}]"), {}};
        QCOMPARE(RawClient(front.port()).exchange(signedBytes(batch)).status, 202);
        QCOMPARE(front.database.cell(
                     "SELECT string_agg(e.provider_event_id, ',' ORDER BY e.provider_event_id)"
                     " FROM gatehouse.webhook_event e JOIN gatehouse.webhook_payload p"
                     " ON p.event_id = e.id WHERE p.canonical IS NOT NULL"),
                 QStringLiteral("1,3"));
    }

    void shopifysEventIsKnownByBothIds()
    {
        Front front(*m_cluster, "shopify_ids", allSecrets());
        RawClient client(front.port());
        Sent sent = fixture("shopify", "orders.create");
        const auto first = client.exchange(signedBytes(sent));
        QCOMPARE(first.status, 202);
        setHeader(sent, "X-Shopify-Webhook-Id", "another");
        const auto sameEvent = client.exchange(signedBytes(sent));
        QCOMPARE(sameEvent.status, 200);
        QCOMPARE(eventId(sameEvent), eventId(first));
        setHeader(sent, "X-Shopify-Event-Id", "another");
        QCOMPARE(eventId(client.exchange(signedBytes(sent))), eventId(first));
        setHeader(sent, "X-Shopify-Webhook-Id", "third");
        setHeader(sent, "X-Shopify-Event-Id", "third");
        QCOMPARE(client.exchange(signedBytes(sent)).status, 202);
        QCOMPARE(front.database.cell("SELECT count(*) FROM console.events"), QStringLiteral("2"));
    }

    void fiftyAtOnceOverTwoGatewaysGiveOne202()
    {
        Front front(*m_cluster, "shopify_fifty", allSecrets());
        const FrontDoor other(front.database, allSecrets());
        std::atomic<int> accepted = 0;
        std::atomic<int> duplicates = 0;
        std::vector<std::thread> clients;
        for (int i = 0; i < 50; ++i) {
            clients.emplace_back([&, i] {
                Sent sent = fixture("shopify", "orders.create");
                setHeader(sent, "X-Shopify-Webhook-Id", "w-" + std::to_string(i));
                const unsigned short port = i % 2 ? front.port() : other.port();
                const int status = RawClient(port).exchange(signedBytes(sent)).status;
                accepted += status == 202;
                duplicates += status == 200;
            });
        }
        for (std::thread &client : clients)
            client.join();
        QCOMPARE(accepted.load(), 1);
        QCOMPARE(duplicates.load(), 49);
    }

    void aBurstOfOrdersSharesADeliveryId()
    {
        Front front(*m_cluster, "woo_burst", allSecrets());
        RawClient client(front.port());
        Sent sent = fixture("woocommerce", "order.created");
        QCOMPARE(client.exchange(signedBytes(sent)).status, 202);
        sent.body.replace(sent.body.find("812345678901"), 12, "812345678902");
        QCOMPARE(client.exchange(signedBytes(sent)).status, 202);
        QCOMPARE(client.exchange(signedBytes(sent)).status, 200);
    }

    void woocommerceSpeaksHttp10()
    {
        Front front(*m_cluster, "woo_old", allSecrets());
        Sent sent = fixture("woocommerce", "order.updated");
        sent.version = "HTTP/1.0";
        QCOMPARE(RawClient(front.port()).exchange(signedBytes(sent)).status, 202);
        const Sent ping{"woocommerce", "webhook_id=17", {}, "HTTP/1.0"};
        const auto pong =
            RawClient(front.port())
                .exchange(bytes(ping, {{"Content-Type", "application/x-www-form-urlencoded"}}));
        QCOMPARE(pong.status, 200);
        const Sent wrong{"woocommerce", "webhook_id=17", {}, "HTTP/1.0"};
        QCOMPARE(RawClient(front.port()).exchange(bytes(wrong, {})).status, 415);
        QTRY_COMPARE(front.database.cell(
                         "SELECT string_agg(coalesce(error, status), ',' ORDER BY received_at, id)"
                         " FROM console.events"),
                     QStringLiteral("processed,415 unsupported media type"));
    }

    void slacksChallengeIsAnsweredAndNothingStored()
    {
        Front front(*m_cluster, "slack_challenge", allSecrets());
        const auto answer =
            RawClient(front.port())
                .exchange(signedBytes(
                    {"slack",
                     json("{'type':'url_verification','challenge':'3eZbrw1aBm2rZgRNFdxV'}"),
                     {}}));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, json("{'challenge':'3eZbrw1aBm2rZgRNFdxV'}"));
        // A second request shows that the first left nothing behind.
        QCOMPARE(
            RawClient(front.port()).exchange(signedBytes(fixture("slack", "app_mention"))).status,
            202);
        QCOMPARE(front.database.cell("SELECT count(*) FROM console.events"), QStringLiteral("1"));
    }

    void aiJobMayFailAndThenSucceed()
    {
        Front front(*m_cluster, "ai_states", allSecrets());
        RawClient client(front.port());
        const auto call = [&](const char *status) {
            return client
                .exchange(signedBytes({"ai",
                                       json("{'job_id':'j','idempotency_key':'k','status':'"
                                            + std::string(status) + "'}"),
                                       {}}))
                .status;
        };
        QCOMPARE(call("failed"), 202);
        QCOMPARE(call("succeeded"), 202);
        QCOMPARE(call("failed"), 200);
    }

    void aGithubFormIs415()
    {
        Front front(*m_cluster, "github_form", allSecrets());
        Sent sent = fixture("github", "push");
        signing::HeaderList headers = sent.headers;
        headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        QCOMPARE(RawClient(front.port()).exchange(bytes(sent, headers)).status, 415);
    }

private:
    /// WordPress repeats the key of the body, which may have changed.
    static signing::HeaderList withKeyOf(const Sent &sent)
    {
        Sent changed = sent;
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(sent.body)).object();
        if (sent.source == "wordpress")
            setHeader(changed, "X-Idempotency-Key",
                      json[QStringLiteral("idempotency_key")].toString().toStdString());
        return changed.headers;
    }

    std::unique_ptr<test::TestCluster> m_cluster;
    std::int64_t m_number = 1000;
};

QTEST_GUILESS_MAIN(SourcesWireTest)
#include "sourceswire_test.moc"
