// The live request log of a whole local gateway, and the simulator that fills it: real HTTP, real
// Postgres.
#include "services/gateway/gateway.h"
#include "services/postgres/session.h"
#include "services/signing/scheme.h"
#include "tests/services/gateway/support/rawclient.h"
#include "tests/support/testcluster.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse;
using test::RawClient;

class LoggedIngestTest : public QObject
{
    Q_OBJECT

    static constexpr const char *secret = "whsec_acme";
    static constexpr const char *orderPath = "/wp-json/ai-guy/v1/order-event";

    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
    std::unique_ptr<test::TestCluster> m_cluster;
    std::unique_ptr<gateway::Gateway> m_gateway;
    qint64 m_seen = 0;
    int m_keys = 0;

    RawClient::Answer exchange(const std::string &request) const
    {
        const std::string url = m_gateway->url();
        return RawClient(static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1))))
            .exchange(request);
    }
    QJsonObject admin(const std::string &method, const std::string &path,
                      const std::string &body = {})
    {
        const auto answer =
            exchange(method + " /admin/v1/simulator/" + path
                     + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test-token\r\n"
                       "Idempotency-Key: "
                     + std::to_string(++m_keys)
                     + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        if (answer.status != 200)
            qWarning("%d %s", answer.status, answer.body.c_str());
        return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    }
    /// What came since the test function began.
    QList<QJsonObject> logged(const char *direction = "ingest")
    {
        QList<QJsonObject> requests;
        const QJsonArray items =
            admin("GET", "requests?limit=500&after=" + std::to_string(m_seen))[u"items"].toArray();
        for (const QJsonValue item : items) {
            if (item[u"direction"] == QLatin1String(direction))
                requests += item.toObject();
        }
        return requests;
    }

    /// Empty until it is delivered. Those of events that others sent may come, too.
    QJsonObject deliveryOf(const QJsonObject &taken)
    {
        for (const QJsonObject &delivery : logged("delivery")) {
            if (delivery[u"event_id"] == taken[u"event_id"])
                return delivery;
        }
        return {};
    }

    /// Of the event in the database; empty while it is not there.
    std::string statusOf(const Uuid &event) const
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo();
        auto session = postgres::Session::connect(options).value();
        const auto rows = session.execute("SELECT status FROM console.events WHERE id = $1 AND "
                                          "received_at = console.uuid_time($1)",
                                          {event});
        return rows && !rows->isEmpty() ? rows->get<std::string>(0, 0) : std::string();
    }

    static std::string ingest(const std::string &source, const std::string &body,
                              const std::string &headers, const std::string &query = {})
    {
        return "POST /api/webhooks/" + source + "/ingest" + query
            + " HTTP/1.1\r\nHost: localhost\r\n" + headers
            + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
    std::string signedIngest(const std::string &source, const std::string &body,
                             const std::string &key = secret, std::string headers = {}) const
    {
        const std::string query = "?tenant=acme";
        const std::string url = "http://localhost/api/webhooks/" + source + "/ingest" + query;
        for (const auto &scheme : signing::makeSchemes()) {
            if (scheme->source() != source)
                continue;
            for (const auto &[name, value] : scheme->sign({url, {}, body}, key, m_clock.now()))
                headers.append(name).append(": ").append(value).append("\r\n");
        }
        return ingest(source, body, headers + "Content-Type: application/json\r\n", query);
    }
    static std::string charge(const std::string &id)
    {
        return "{\"id\":\"" + id
            + "\",\"object\":\"event\",\"type\":\"charge.succeeded\",\"created\":1794922327,"
              "\"data\":{\"object\":{\"id\":\"ch_1\"}}}";
    }

private slots:
    void initTestCase()
    {
        m_cluster = test::TestCluster::start();
        gateway::GatewayConfig config;
        config.database = m_cluster->conninfo();
        config.adminToken = "test-token";
        config.hmacSharedSecret = "shared";
        config.simulator = true;
        for (const char *source : {"slack", "woocommerce", "hubspot"})
            config.providerSecrets[source] = {{"acme", secret}};
        config.providerSecrets["stripe"] = {{"acme", secret}, {"globex", "whsec_globex"}};
        auto started = gateway::Gateway::start(config, m_clock, m_log);
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        m_gateway = std::move(*started);
    }
    void init() { m_seen = admin("GET", "requests")[u"next"].toInteger(); }
    void cleanupTestCase()
    {
        m_gateway.reset();
        m_cluster.reset();
    }

    void anEventIsLoggedWhenItIsTakenAndWhenItIsDelivered()
    {
        QCOMPARE(exchange(signedIngest("stripe", charge("evt_1"))).status, 202);
        const QJsonObject taken = logged().value(0);
        QCOMPARE(taken[u"method"].toString(), QStringLiteral("POST"));
        QCOMPARE(taken[u"path"].toString(), QStringLiteral("/api/webhooks/stripe/ingest"));
        QCOMPARE(taken[u"tenant"].toString(), QStringLiteral("acme"));
        QCOMPARE(taken[u"source"].toString(), QStringLiteral("stripe"));
        QCOMPARE(taken[u"status"].toInt(), 202);
        QCOMPARE(taken[u"outcome"].toString(), QStringLiteral("queued"));
        QCOMPARE(taken[u"note"].toString(), QString());
        QVERIFY(taken[u"latency_ms"].toDouble() > 0);
        QTRY_VERIFY(!deliveryOf(taken).isEmpty());
        const QJsonObject delivery = deliveryOf(taken);
        QCOMPARE(delivery[u"path"].toString(), QLatin1String(orderPath));
        QCOMPARE(delivery[u"source"], QJsonValue());
        QCOMPARE(delivery[u"status"].toInt(), 200);
        QCOMPARE(delivery[u"outcome"].toString(), QStringLiteral("succeeded"));
        QCOMPARE(delivery[u"note"].toString(), QString());
    }

    void aDuplicateSaysHowOldTheFirstOneIs()
    {
        exchange(signedIngest("stripe", charge("evt_twice")));
        QCOMPARE(exchange(signedIngest("stripe", charge("evt_twice"))).status, 200);
        const QJsonObject second = logged().value(1);
        QCOMPARE(second[u"outcome"].toString(), QStringLiteral("duplicate"));
        QVERIFY2(second[u"note"].toString().startsWith(QStringLiteral("same id ")),
                 qPrintable(second[u"note"].toString()));
        QCOMPARE(second[u"event_id"].toString(), logged().value(0)[u"event_id"].toString());
    }

    void aRefusalHasItsCode()
    {
        QCOMPARE(exchange(signedIngest("stripe", charge("evt_2"), "wrong")).status, 401);
        const QJsonObject refused = logged().value(0);
        QCOMPARE(refused[u"status"].toInt(), 401);
        QCOMPARE(refused[u"outcome"].toString(), QStringLiteral("signature_mismatch"));
        QCOMPARE(refused[u"note"].toString(), QString());
    }

    void aRefusalThatIsRecordedLeadsToItsEvent()
    {
        exchange(signedIngest("stripe", charge("evt_refused"), "wrong"));
        exchange("GET /api/webhooks/stripe/ingest HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(logged().size(), 2);
        for (const QJsonObject &refused : logged()) {
            const auto id = Uuid::parse(refused[u"event_id"].toString().toStdString());
            QVERIFY(id);
            QTRY_COMPARE(statusOf(*id), std::string("discarded"));
        }
    }

    void whatIsWrongOnPurposeSaysSo()
    {
        exchange(signedIngest("stripe", charge("evt_3"), "wrong",
                              "X-Gatehouse-Simulated: wrong secret\r\n"));
        QCOMPARE(logged().value(0)[u"note"].toString(), QStringLiteral("wrong secret, as asked"));
    }

    void requestsThatAreRefusedUnreadAreLogged()
    {
        exchange("GET /api/webhooks/stripe/ingest HTTP/1.1\r\nHost: localhost\r\n\r\n");
        const QJsonObject refused = logged().value(0);
        QCOMPARE(refused[u"method"].toString(), QStringLiteral("GET"));
        QCOMPARE(refused[u"status"].toInt(), 405);
        QCOMPARE(refused[u"outcome"].toString(), QStringLiteral("method_not_allowed"));
    }

    void bodiesThatAreTooLargeAreLogged()
    {
        exchange("POST /api/webhooks/stripe/ingest HTTP/1.1\r\nHost: localhost\r\n"
                 "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n");
        QCOMPARE(logged().value(0)[u"outcome"].toString(), QStringLiteral("body_too_large"));
    }

    void anUnknownSourceIsNone()
    {
        exchange(ingest("nosuch", "{}", "Content-Type: application/json\r\n"));
        const QJsonObject refused = logged().value(0);
        QCOMPARE(refused[u"outcome"].toString(), QStringLiteral("unknown_source"));
        QCOMPARE(refused[u"path"].toString(), QStringLiteral("/api/webhooks/nosuch/ingest"));
        QCOMPARE(refused[u"source"], QJsonValue());
    }

    void foreignTextIsMadeHarmless()
    {
        exchange(ingest("stripe", "{}", "Content-Type: application/json\r\n",
                        "?tenant=%ff" + std::string(300, 'x')));
        const QString tenant = logged().value(0)[u"tenant"].toString();
        QVERIFY(tenant.startsWith(QChar(0xFFFD)));
        QVERIFY(tenant.size() <= 100);
    }

    void handshakesAndPingsAreLogged()
    {
        const std::string challenge = R"({"type":"url_verification","challenge":"abc"})";
        QCOMPARE(exchange(signedIngest("slack", challenge)).status, 200);
        QCOMPARE(exchange(ingest("woocommerce", "webhook_id=17",
                                 "Content-Type: application/x-www-form-urlencoded\r\n"))
                     .status,
                 200);
        for (const QJsonObject &request : logged()) {
            QCOMPARE(request[u"outcome"].toString(), QStringLiteral("ok"));
            QCOMPARE(request[u"note"].toString(), QStringLiteral("no event"));
            QCOMPARE(request[u"tenant"].toString(), QStringLiteral("acme"));
        }
        QCOMPARE(logged().size(), 2);
    }

    void aFailedDeliverySaysWhichTryItWas()
    {
        admin("POST", "wordpress", R"({"mode":"fail","status":422})");
        exchange(signedIngest("stripe", charge("evt_4")));
        QTRY_VERIFY(!deliveryOf(logged().value(0)).isEmpty());
        const QJsonObject delivery = deliveryOf(logged().value(0));
        QCOMPARE(delivery[u"status"].toInt(), 422);
        QCOMPARE(delivery[u"outcome"].toString(), QStringLiteral("failed"));
        QCOMPARE(delivery[u"note"].toString(), QStringLiteral("try 1 of 5, dead letter"));
        admin("POST", "wordpress", R"({"mode":"accept"})");
    }

    void allTrafficIsLogged()
    {
        admin("POST", "traffic", R"({"count":40})");
        const auto sent = [this] { return admin("GET", "status")[u"traffic"][u"counts"][u"sent"]; };
        QTRY_COMPARE(sent().toInt(), 40);
        QCOMPARE(logged().size(), 40);
    }

    void aScenarioChangesWhatComes()
    {
        admin("POST", "scenarios/key_mix_up/run");
        const auto mixedUp = [this] {
            const auto requests = logged();
            return std::count_if(requests.begin(), requests.end(), [](const QJsonObject &request) {
                return request[u"status"].toInt() == 401 && request[u"tenant"].toString() == u"acme"
                    && request[u"note"].toString() == u"secret of globex, as asked";
            });
        };
        QTRY_VERIFY(mixedUp() >= 2);
        QVERIFY(!admin("POST", "scenarios/stop")[u"traffic"][u"running"].toBool());
    }
};

QTEST_GUILESS_MAIN(LoggedIngestTest)
#include "loggedingest_test.moc"
