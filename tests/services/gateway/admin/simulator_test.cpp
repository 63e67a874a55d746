#include "adminharness.h"
#include "services/gateway/simulator/standinwordpress.h"
#include "services/gateway/simulator/trafficgenerator.h"

#include <QTest>

namespace gatehouse::test {

class SimulatorTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void tellsItsStatus();
    void startsAndStopsTraffic();
    void sendsACountAtOnce();
    void switchesWordPress();
    void refusesBadFields_data();
    void refusesBadFields();
    void writesTheLedger();
    void aRepeatSwitchesNothing();

private:
    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<gateway::StandInWordPress> m_wordpress;
    std::unique_ptr<gateway::TrafficGenerator> m_traffic;
    std::unique_ptr<AdminHarness> m_harness;
};

void SimulatorTest::initTestCase()
{
    m_cluster = TestCluster::start();
    auto started = gateway::StandInWordPress::start({.sharedSecret = "secret"}, m_clock, m_log);
    QVERIFY(started);
    m_wordpress = std::move(*started);
    // It is never told where the gateway is, so it waits and its numbers stand still.
    gateway::TrafficOptions traffic;
    traffic.secrets["stripe"] = {{"acme", "whsec_acme"}};
    m_traffic = std::make_unique<gateway::TrafficGenerator>(traffic, m_clock, m_log);
    gateway::AdminOptions options;
    options.wordpress = m_wordpress.get();
    options.traffic = m_traffic.get();
    m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
}

void SimulatorTest::cleanupTestCase()
{
    m_harness.reset();
    m_traffic.reset();
    m_wordpress.reset();
}

void SimulatorTest::tellsItsStatus()
{
    const QJsonObject json =
        m_harness->get("simulator/status", AdminHarness::tokenOf("developer")).json();
    QCOMPARE(json[u"wordpress"].toObject()[u"mode"].toString(), QStringLiteral("accept"));
    QCOMPARE(json[u"wordpress"].toObject()[u"url"].toString().toStdString(), m_wordpress->url());
    QCOMPARE(json[u"traffic"].toObject()[u"running"].toBool(), false);
    QCOMPARE(json[u"traffic"].toObject()[u"counts"].toObject()[u"sent"].toInt(), 0);
}

void SimulatorTest::startsAndStopsTraffic()
{
    const Answer started =
        m_harness->post("simulator/traffic", R"({"rate":12.5,"burst":5,"failing_share":0.25})");
    QCOMPARE(started.status, 200);
    const QJsonObject traffic = started.json()[u"traffic"].toObject();
    QCOMPARE(traffic[u"running"].toBool(), true);
    QCOMPARE(traffic[u"rate"].toDouble(), 12.5);
    QCOMPARE(traffic[u"burst"].toInt(), 5);
    QCOMPARE(m_traffic->status().mix.failingShare, 0.25);
    const Answer stopped = m_harness->post("simulator/traffic/stop", "");
    QCOMPARE(stopped.status, 200);
    QCOMPARE(m_traffic->status().isRunning, false);
}

void SimulatorTest::sendsACountAtOnce()
{
    QCOMPARE(m_harness->post("simulator/traffic", R"({"count":30})").status, 200);
    QCOMPARE(m_traffic->status().waiting, 30);
    QCOMPARE(m_traffic->status().isRunning, false);
    QCOMPARE(m_harness->post("simulator/traffic/stop", "{}").status, 200);
    QCOMPARE(m_traffic->status().waiting, 0);
}

void SimulatorTest::switchesWordPress()
{
    const Answer answer = m_harness->post("simulator/wordpress", R"({"mode":"fail","status":500})");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()[u"wordpress"].toObject()[u"mode"].toString(), QStringLiteral("fail"));
    const gateway::StandInBehaviour expected{gateway::StandInBehaviour::Mode::Fail, 500, 0};
    QVERIFY(m_wordpress->behaviour() == expected);
    for (const char *mode : {"hang", "drop", "accept"}) {
        const std::string body = R"({"mode":")" + std::string(mode) + R"(","failing_share":0.5})";
        QCOMPARE(m_harness->post("simulator/wordpress", body).status, 200);
    }
    QVERIFY(m_wordpress->behaviour().mode == gateway::StandInBehaviour::Mode::Accept);
    QCOMPARE(m_wordpress->behaviour().failingShare, 0.5);
}

void SimulatorTest::refusesBadFields_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *path, const char *body, const char *named) {
        QTest::newRow(body) << QByteArray(path) << QByteArray(body) << QString::fromLatin1(named);
    };
    row("traffic", "{}", "rate");
    row("traffic", R"({"rate":-1})", "rate");
    row("traffic", R"({"rate":1e9})", "rate");
    row("traffic", R"({"rate":"fast"})", "rate");
    row("traffic", R"({"rate":1,"burst":0})", "burst");
    row("traffic", R"({"count":1000000000})", "count");
    row("traffic", R"({"rate":1,"failing_share":1.5})", "failing_share");
    row("traffic", R"({"rate":1,"colour":"red"})", "colour");
    row("wordpress", R"({"status":500})", "mode");
    row("wordpress", R"({"mode":"explode"})", "mode");
    row("wordpress", R"({"mode":5})", "mode");
    row("wordpress", R"({"mode":"fail","status":200})", "status");
    row("wordpress", R"({"mode":"fail","status":1e99})", "status");
}

void SimulatorTest::refusesBadFields()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(QString, named);
    const gateway::StandInBehaviour before = m_wordpress->behaviour();
    const Answer answer = m_harness->post("simulator/" + path.toStdString(), body.toStdString());
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), QStringLiteral("field_invalid"));
    QVERIFY(answer.text("detail").contains(named));
    QVERIFY(m_wordpress->behaviour() == before);
    QCOMPARE(m_traffic->status().isRunning, false);
}

void SimulatorTest::writesTheLedger()
{
    QCOMPARE(m_harness->post("simulator/wordpress", R"({"mode":"accept","reason":"demo"})").status,
             200);
    const QJsonObject entry = m_harness->get("audit?limit=1").items()[0].toObject();
    QCOMPARE(entry[u"action"].toString(), QStringLiteral("simulator.wordpress"));
    QCOMPARE(entry[u"reason"].toString(), QStringLiteral("demo"));
}

void SimulatorTest::aRepeatSwitchesNothing()
{
    QCOMPARE(m_harness->post("simulator/wordpress", R"({"mode":"drop"})", "switch").status, 200);
    QCOMPARE(m_harness->post("simulator/wordpress", R"({"mode":"accept"})").status, 200);
    const Answer again = m_harness->post("simulator/wordpress", R"({"mode":"drop"})", "switch");
    QCOMPARE(again.status, 200);
    QVERIFY(m_wordpress->behaviour().mode == gateway::StandInBehaviour::Mode::Accept);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::SimulatorTest)
#include "simulator_test.moc"
