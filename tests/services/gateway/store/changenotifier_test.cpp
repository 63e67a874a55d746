#include "services/gateway/store/changenotifier.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace std::chrono_literals;
using gatehouse::test::GatewayDatabase;

class ChangeNotifierTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }
    void aChangeIsToldWithoutPayload();
    void aFloodIsFiveASecond();
    void aHintThatCouldNotBeToldIsToldLater();

private:
    std::unique_ptr<test::TestCluster> m_cluster;
};

void ChangeNotifierTest::aChangeIsToldWithoutPayload()
{
    GatewayDatabase database(*m_cluster, "told");
    auto listener = database.session();
    QVERIFY(listener.listen("gatehouse_events"));
    ChangeNotifier notifier(database.options(), database.clock, database.log);
    notifier.changed();
    const auto heard = listener.waitForNotifications(10s);
    QVERIFY(heard);
    QCOMPARE(heard->size(), std::size_t(1));
    QCOMPARE(heard->front().channel, std::string("gatehouse_events"));
    QCOMPARE(heard->front().payload, std::string());
}

void ChangeNotifierTest::aFloodIsFiveASecond()
{
    GatewayDatabase database(*m_cluster, "flood");
    auto listener = database.session();
    QVERIFY(listener.listen("gatehouse_events"));
    ChangeNotifier notifier(database.options(), database.clock, database.log);
    std::size_t count = 0;
    const auto start = database.clock.steadyNow();
    while (database.clock.steadyNow() - start < 1s) {
        notifier.changed();
        const auto heard = listener.waitForNotifications(1ms);
        QVERIFY(heard);
        count += heard->size();
    }
    QVERIFY(count >= 1);
    QVERIFY2(count <= 6, qPrintable(QString::number(count)));
}

void ChangeNotifierTest::aHintThatCouldNotBeToldIsToldLater()
{
    GatewayDatabase database(*m_cluster, "later");
    database.goAway();
    ChangeNotifier notifier(database.options(), database.clock, database.log);
    notifier.changed();
    database.comeBack();
    auto listener = database.session();
    QVERIFY(listener.listen("gatehouse_events"));
    notifier.changed(); // whether the first was told before LISTEN does not matter
    const auto heard = listener.waitForNotifications(20s);
    QVERIFY(heard && !heard->empty());
}

QTEST_GUILESS_MAIN(ChangeNotifierTest)
#include "changenotifier_test.moc"
