#include "services/core/log.h"
#include "services/gateway/gateway.h"
#include "tests/services/gateway/support/rawclient.h"
#include "tests/support/testcluster.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::test;

/// Guessed admin tokens at a whole gateway behind a proxy.
class GuessedTokensTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void guessesAreCountedByClientAddress();

private:
    int statusFor(const std::string &token, const std::string &client) const;

    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<gateway::Gateway> m_gateway;
};

void GuessedTokensTest::initTestCase()
{
    m_cluster = TestCluster::start();
    m_cluster->createDatabase("guesses");
    gateway::GatewayConfig config;
    config.database = m_cluster->conninfo("gatehouse_owner", "guesses");
    config.adminToken = "test-admin-token";
    config.hmacSharedSecret = "shared";
    config.trustedProxies = {"127.0.0.0/8"};
    auto started = gateway::Gateway::start(config, m_clock, m_log);
    QVERIFY2(started, started ? "" : qPrintable(started.error().message));
    m_gateway = std::move(*started);
}

void GuessedTokensTest::cleanupTestCase()
{
    m_gateway.reset();
    m_cluster.reset();
}

int GuessedTokensTest::statusFor(const std::string &token, const std::string &client) const
{
    const std::string url = m_gateway->adminUrl();
    RawClient wire(static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1))));
    return wire
        .exchange("GET /admin/v1/whoami HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + client
                  + "\r\nAuthorization: Bearer " + token + "\r\n\r\n")
        .status;
}

void GuessedTokensTest::guessesAreCountedByClientAddress()
{
    for (int i = 0; i < 20; ++i)
        QCOMPARE(statusFor("guess-" + std::to_string(i), "192.0.2.1"), 401);
    QCOMPARE(statusFor("guess", "192.0.2.1"), 429);
    QCOMPARE(statusFor("test-admin-token", "192.0.2.1"), 429);
    QCOMPARE(statusFor("guess", "192.0.2.2"), 401);
    QCOMPARE(statusFor("test-admin-token", "192.0.2.2"), 200);
    QCOMPARE(statusFor("test-admin-token", "192.0.2.1"), 200); // it is known now
}

QTEST_GUILESS_MAIN(GuessedTokensTest)
#include "guessedtokens_test.moc"
