// A rotation of the bridge's keys over HTTP, at two gateways on one database.
#include "services/core/log.h"
#include "services/core/uuid.h"
#include "services/gateway/gateway.h"
#include "services/signing/jwk.h"
#include "services/signing/keypair.h"
#include "services/signing/scheme.h"
#include "tests/services/gateway/support/rawclient.h"
#include "tests/support/testcluster.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace gatehouse::test {

using signing::JwtAlgorithm;
using namespace std::chrono_literals;

namespace {

constexpr const char *siteSecret = "secret of the site";
const signing::JwtOptions parties{JwtAlgorithm::Es256, {}, "https://shop.example", "gatehouse"};

unsigned short portOf(const std::string &url)
{
    return static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1)));
}

QJsonObject jsonOf(const RawClient::Answer &answer)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
}

std::string textOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

const std::string withReason = textOf({{QStringLiteral("reason"), QStringLiteral("a test")}});

std::string endBody(int overlapSeconds)
{
    return textOf({{QStringLiteral("reason"), QStringLiteral("a test")},
                   {QStringLiteral("overlap_seconds"), overlapSeconds}});
}

std::string rotationBody(const std::string &algorithm, int overlapSeconds)
{
    return textOf({{QStringLiteral("reason"), QStringLiteral("a test")},
                   {QStringLiteral("algorithm"), QString::fromStdString(algorithm)},
                   {QStringLiteral("overlap_seconds"), overlapSeconds}});
}

std::string eventBody(const std::string &key, Timestamp now)
{
    return textOf({{QStringLiteral("event_type"), QStringLiteral("post.published")},
                   {QStringLiteral("idempotency_key"), QString::fromStdString(key)},
                   {QStringLiteral("occurred_at"), QString::fromStdString(toRfc3339(now))}});
}

/// A WordPress that signs its events' tokens with this key.
struct Site
{
    JwtAlgorithm algorithm = JwtAlgorithm::Es256;
    std::string privatePem;
    std::string kid; ///< empty: tokens name no key
};

} // namespace

class JwtRotationTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void cleanup()
    {
        m_one.reset();
        m_two.reset();
    }

    void withoutAKeyNoTokenIsAskedFor()
    {
        start("jwtnone");
        QCOMPARE(send(*m_one, std::nullopt), u"202");
        QCOMPARE(keysAt(*m_one), QStringList());
    }

    void bothKeysCountDuringTheOverlapAndThenTheNewOneAlone()
    {
        const Site old = environmentsSite();
        start("jwtoverlap");
        QCOMPARE(send(*m_one, old), u"202");
        QCOMPARE(send(*m_one, std::nullopt), u"token_missing");
        Site fresh = rotate(3600, "RS256");
        for (gateway::Gateway *each : {m_one.get(), m_two.get()}) {
            QTRY_COMPARE(keysAt(*each).size(), 2);
            QCOMPARE(send(*each, fresh), u"202");
            QCOMPARE(send(*each, old), u"202");
        }
        fresh.kid.clear();
        QCOMPARE(send(*m_one, fresh), u"202");
        QCOMPARE(post("extend", endBody(1)).status, 200);
        QTRY_COMPARE(send(*m_two, old), u"token_key_unknown");
        QTRY_COMPARE(send(*m_one, old), u"token_key_unknown");
        QCOMPARE(send(*m_one, fresh), u"202");
        QTRY_COMPARE(keysAt(*m_two).size(), 1);
    }

    void aRevokedKeyIsRefusedAtOnceHereAndWithinASecondElsewhere()
    {
        const Site old = environmentsSite();
        start("jwtrevoked");
        rotate(3600);
        const QString id = former();
        QCOMPARE(post(id.toStdString() + "/revoke", withReason).status, 200);
        QElapsedTimer sinceRevoked;
        sinceRevoked.start();
        QCOMPARE(send(*m_one, old), u"token_key_unknown");
        QTRY_COMPARE(send(*m_two, old), u"token_key_unknown");
        QVERIFY2(sinceRevoked.elapsed() < 1000,
                 qPrintable(QString::number(sinceRevoked.elapsed())));
    }

    void rollbackLetsTheFormerOneStay()
    {
        const Site old = environmentsSite();
        start("jwtback");
        const Site fresh = rotate(2);
        QCOMPARE(post("rollback", withReason).status, 200);
        const QString id = former();
        QCOMPARE(post(id.toStdString() + "/revoke", withReason).status, 200);
        QCOMPARE(send(*m_one, old), u"202");
        QCOMPARE(send(*m_one, fresh), u"token_key_unknown");
        QTRY_COMPARE(send(*m_two, fresh), u"token_key_unknown");
        QCOMPARE(send(*m_two, old), u"202");
    }

    void usesAreToldByKey()
    {
        const Site old = environmentsSite();
        start("jwtuses");
        rotate(3600);
        QCOMPARE(send(*m_one, old), u"202");
        const auto uses = [this] {
            QStringList list;
            for (const QJsonValue key : jsonOf(get("usage")).value(u"keys").toArray())
                list += key.toObject().value(u"state").toString() + u' '
                    + QString::number(key.toObject().value(u"uses").toInt());
            return list;
        };
        QTRY_COMPARE(uses(),
                     QStringList({QStringLiteral("active 0"), QStringLiteral("retiring 1")}));
        QCOMPARE(jsonOf(get("usage")).value(u"verdict")[QStringLiteral("code")].toString(),
                 u"new_unused");
    }

    void theKeySetIsPublicAndShortLived()
    {
        environmentsSite();
        start("jwtset");
        RawClient client(portOf(m_one->url()));
        const auto answer =
            client.exchange("GET /.well-known/jwks.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.headers.find("Content-Type").value_or(""),
                 std::string_view("application/jwk-set+json"));
        QCOMPARE(answer.headers.find("Cache-Control").value_or(""),
                 std::string_view("public, max-age=60"));
        QCOMPARE(jsonOf(answer).value(u"keys").toArray().size(), 1);
        QCOMPARE(client
                     .exchange("POST /.well-known/jwks.json HTTP/1.1\r\nHost: localhost\r\n"
                               "Content-Length: 0\r\n\r\n")
                     .status,
                 405);
    }

private:
    /// The pair that the gateways get from their environment.
    Site environmentsSite()
    {
        const auto pair = signing::makeKeyPair(JwtAlgorithm::Es256).value();
        m_jwt = parties;
        m_jwt->publicKeyPem = pair.publicPem;
        const auto key = signing::AsymmetricKey::fromPublicPem(m_jwt->algorithm, pair.publicPem);
        return {JwtAlgorithm::Es256, pair.privatePem, signing::keyIdOf(*key)};
    }
    void start(const std::string &name)
    {
        m_cluster->createDatabase(name);
        gateway::GatewayConfig config;
        config.database = m_cluster->conninfo("gatehouse_owner", name);
        config.adminToken = "test-admin-token";
        config.wordpressBaseUrl = "http://127.0.0.1:9";
        config.providerSecrets = {{"wordpress", {{"acme", siteSecret}}}};
        config.wordpressJwt = m_jwt;
        m_jwt.reset();
        for (auto *each : {&m_one, &m_two}) {
            auto started = gateway::Gateway::start(config, m_clock, m_log);
            QVERIFY2(started, started ? "" : qPrintable(started.error().message));
            *each = std::move(*started);
        }
    }
    std::string tokenOf(const Site &site) const
    {
        return signing::JwtSigner::create(site.algorithm, site.privatePem, site.kid)
            .value()
            .sign(signing::jwtClaimsJson(parties, "site", randomUuid().toString(), m_clock.now(),
                                         240s));
    }
    /// A new event: "202", or the code of the refusal.
    QString send(gateway::Gateway &gateway, const std::optional<Site> &site) const
    {
        const std::string id = randomUuid().toString();
        const std::string body = eventBody(id, m_clock.now());
        std::string head =
            "POST /api/webhooks/wordpress/ingest?tenant=acme HTTP/1.1\r\nHost: localhost\r\n"
            "Content-Type: application/json\r\nX-Idempotency-Key: "
            + id + "\r\n";
        for (const auto &[name, value] : signatureOf(body, id))
            head.append(name).append(": ").append(value).append("\r\n");
        if (site)
            head.append("Authorization: Bearer ").append(tokenOf(*site)).append("\r\n");
        RawClient client(portOf(gateway.url()));
        const auto answer = client.exchange(head + "Content-Length: " + std::to_string(body.size())
                                            + "\r\n\r\n" + body);
        return answer.status == 202 ? QStringLiteral("202")
                                    : jsonOf(answer).value(u"code").toString();
    }
    signing::HeaderList signatureOf(const std::string &body, const std::string &id) const
    {
        const signing::HeaderList headers{{"X-Idempotency-Key", id}};
        const std::string url;
        for (const auto &scheme : signing::makeSchemes()) {
            if (scheme->source() == "wordpress")
                return scheme->sign({url, headers, body}, siteSecret, m_clock.now());
        }
        return {};
    }
    RawClient::Answer call(const std::string &head, const std::string &body = {}) const
    {
        RawClient client(portOf(m_one->adminUrl()));
        return client.exchange(head
                               + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                 "test-admin-token\r\nIdempotency-Key: "
                               + randomUuid().toString() + "\r\nContent-Length: "
                               + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    RawClient::Answer get(const std::string &path) const
    {
        return call("GET /admin/v1/jwt-keys/" + path);
    }
    RawClient::Answer post(const std::string &path, const std::string &body) const
    {
        return call("POST /admin/v1/jwt-keys/" + path, body);
    }
    Site rotate(int overlapSeconds, const std::string &algorithm = "ES256") const
    {
        const auto made = jsonOf(post("rotate", rotationBody(algorithm, overlapSeconds)));
        return {signing::jwtAlgorithmOf(algorithm).value(),
                made.value(u"private_key").toString().toStdString(),
                made.value(u"kid").toString().toStdString()};
    }
    QString former() const
    {
        const auto rows =
            jsonOf(call("GET /admin/v1/jwt-keys?state=retiring")).value(u"items").toArray();
        return rows.at(0).toObject().value(u"id").toString();
    }
    static QStringList keysAt(gateway::Gateway &gateway)
    {
        RawClient client(portOf(gateway.url()));
        QStringList list;
        const auto answer =
            client.exchange("GET /.well-known/jwks.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
        for (const QJsonValue key : jsonOf(answer).value(u"keys").toArray())
            list += key.toObject().value(u"kid").toString();
        return list;
    }

    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
    std::optional<signing::JwtOptions> m_jwt;
    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<gateway::Gateway> m_one; ///< below: they use the above
    std::unique_ptr<gateway::Gateway> m_two;
};

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::JwtRotationTest)
#include "jwtrotation_test.moc"
