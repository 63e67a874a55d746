#include "services/gateway/store/routes.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using gatehouse::test::GatewayDatabase;

class RoutesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void defaultRoutesAreMadeOnce();
    void defaultDestinationFollowsTheEnvironment();
    void withoutAnEnvironmentTheStandInIsMadeOnce();
    void standInDoesNotReplaceWhatTheEnvironmentSaid();
    void abandonedStandInOfAnEarlyVersionIsReplaced();

private:
    std::unique_ptr<test::TestCluster> m_cluster;
};

void RoutesTest::initTestCase()
{
    m_cluster = test::TestCluster::start();
}

void RoutesTest::defaultRoutesAreMadeOnce()
{
    GatewayDatabase database(*m_cluster, "routes");
    auto gateway = database.session("gatehouse_gateway");
    UuidGenerator ids(database.clock);
    QVERIFY(ensureDefaultRoutes(gateway, "", ids));
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.destination"), u"0");
    QVERIFY(ensureDefaultRoutes(gateway, "http://wp", ids));
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.route"), u"27");
    QVERIFY(gateway.execute("DELETE FROM gatehouse.route"));
    QVERIFY(ensureDefaultRoutes(gateway, "http://wp", ids));
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.route"), u"0");
}

void RoutesTest::defaultDestinationFollowsTheEnvironment()
{
    GatewayDatabase database(*m_cluster, "destination");
    auto gateway = database.session("gatehouse_gateway");
    UuidGenerator ids(database.clock);
    QVERIFY(ensureDefaultRoutes(gateway, "http://one", ids));
    const QString id = database.cell("SELECT id FROM gatehouse.destination");
    QVERIFY(ensureDefaultRoutes(gateway, "http://two", ids));
    QCOMPARE(database.cell("SELECT id FROM gatehouse.destination"), id);
    QCOMPARE(database.cell("SELECT base_url FROM gatehouse.destination"), u"http://two");
}

namespace {

bool always(const std::string &)
{
    return true;
}

} // namespace

void RoutesTest::withoutAnEnvironmentTheStandInIsMadeOnce()
{
    GatewayDatabase database(*m_cluster, "standin");
    auto gateway = database.session("gatehouse_gateway");
    UuidGenerator ids(database.clock);
    QCOMPARE(ensureStandInRoutes(gateway, ids, always), false);
    QCOMPARE(database.cell("SELECT base_url FROM gatehouse.destination"),
             QString::fromUtf8(standInUrl));
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.route"), u"27");
    QVERIFY(gateway.execute("DELETE FROM gatehouse.route"));
    QCOMPARE(ensureStandInRoutes(gateway, ids, always), false);
    QCOMPARE(database.cell("SELECT count(*) FROM gatehouse.route"), u"0");
}

void RoutesTest::standInDoesNotReplaceWhatTheEnvironmentSaid()
{
    GatewayDatabase database(*m_cluster, "kept");
    auto gateway = database.session("gatehouse_gateway");
    UuidGenerator ids(database.clock);
    QVERIFY(ensureDefaultRoutes(gateway, "http://127.0.0.1:40000", ids));
    QCOMPARE(ensureStandInRoutes(gateway, ids, always), false);
    QCOMPARE(database.cell("SELECT base_url FROM gatehouse.destination"),
             u"http://127.0.0.1:40000");
}

void RoutesTest::abandonedStandInOfAnEarlyVersionIsReplaced()
{
    GatewayDatabase database(*m_cluster, "abandoned");
    auto gateway = database.session("gatehouse_gateway");
    UuidGenerator ids(database.clock);
    QVERIFY(gateway.execute("INSERT INTO gatehouse.destination (id, name, base_url) VALUES"
                            " (gen_random_uuid(), 'default', 'http://127.0.0.1:40000')"));
    QCOMPARE(ensureStandInRoutes(gateway, ids, [](const std::string &) { return false; }), false);
    QCOMPARE(database.cell("SELECT base_url FROM gatehouse.destination"),
             u"http://127.0.0.1:40000");
    QCOMPARE(ensureStandInRoutes(gateway, ids, always), true);
    QCOMPARE(database.cell("SELECT base_url FROM gatehouse.destination"),
             QString::fromUtf8(standInUrl));
}

QTEST_GUILESS_MAIN(RoutesTest)
#include "routes_test.moc"
