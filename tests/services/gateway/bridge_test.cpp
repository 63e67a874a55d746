// Source wordpress of a gateway with a simulator: what it asks for, and what its own traffic
// brings.
#include "services/core/log.h"
#include "services/gateway/gateway.h"
#include "tests/services/gateway/support/rawclient.h"
#include "tests/support/examplekeys.h"
#include "tests/support/testcluster.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace gatehouse::test {

class BridgeTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void cleanup() { m_gateway.reset(); }

    void withThePrivateHalfItsTrafficIsTaken()
    {
        start("bridgewhole", ecPrivatePem);
        QVERIFY(!wordpress().contains(u"left_out"));
        (void)call("POST", "traffic", R"({"count":20,"bad_signature_share":0})");
        QTRY_COMPARE(counts().value(u"sent").toInt(), 20);
        QCOMPARE(counts().value(u"refused").toInt(), 0);
        QCOMPARE(counts().value(u"accepted").toInt() + counts().value(u"duplicates").toInt(), 20);
    }

    void withoutItTheTrafficLeavesTheSourceOutAndSaysSo()
    {
        start("bridgehalf", {});
        QVERIFY(wordpress().value(u"left_out").toString().contains(u"WORDPRESS_JWT_PRIVATE_KEY"));
        QCOMPARE(call("POST", "traffic", R"({"sources":{"wordpress":1}})").value(u"status").toInt(),
                 400);
    }

private:
    void start(const std::string &name, const std::string &privatePem)
    {
        m_cluster->createDatabase(name);
        gateway::GatewayConfig config;
        config.database = m_cluster->conninfo("gatehouse_owner", name);
        config.adminToken = "test-admin-token";
        config.hmacSharedSecret = "shared";
        config.simulator = true;
        config.providerSecrets = {{"wordpress", {{"acme", "secret of the site"}}}};
        config.wordpressJwt = signing::JwtOptions{signing::JwtAlgorithm::Es256, ecPublicPem,
                                                  "https://bridge.example", "gatehouse"};
        config.wordpressJwtPrivateKey = privatePem;
        auto started = gateway::Gateway::start(config, m_clock, m_log);
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        m_gateway = std::move(*started);
    }
    QJsonObject call(const std::string &method, const std::string &path,
                     const std::string &body = {}) const
    {
        const std::string url = m_gateway->adminUrl();
        RawClient client(static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1))));
        const auto answer = client.exchange(
            method + " /admin/v1/simulator/" + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test-admin-token\r\n"
              "Idempotency-Key: "
            + std::to_string(++m_calls) + "\r\nContent-Length: " + std::to_string(body.size())
            + "\r\n\r\n" + body);
        return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    }
    QJsonObject traffic() const { return call("GET", "status").value(u"traffic").toObject(); }
    QJsonObject counts() const { return traffic().value(u"counts").toObject(); }
    QJsonObject wordpress() const
    {
        return traffic().value(u"sources").toArray().first().toObject();
    }

    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
    mutable int m_calls = 0;
    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<gateway::Gateway> m_gateway; ///< last: it uses the above
};

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::BridgeTest)
#include "bridge_test.moc"
