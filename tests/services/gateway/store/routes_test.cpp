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

QTEST_GUILESS_MAIN(RoutesTest)
#include "routes_test.moc"
