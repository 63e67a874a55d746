#include "adminharness.h"
#include "services/gateway/simulator/requestlog.h"
#include "services/gateway/simulator/scenariorunner.h"
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
    void startsTrafficOfSources();
    void skewsTheClocks();
    void tellsWhichSourcesSend();
    void switchesWordPress();
    void breaksWordPressForATime();
    void refusesBadFields_data();
    void refusesBadFields();
    void listsTheScenarios();
    void runsAndStopsAScenario();
    void anUnknownScenarioIs404();
    void listsTheRequests();
    void refusesBadParameters_data();
    void refusesBadParameters();
    void withoutASimulatorThereIsNothing_data();
    void withoutASimulatorThereIsNothing();
    void writesTheLedger();
    void aRepeatSwitchesNothing();

private:
    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<gateway::StandInWordPress> m_wordpress;
    std::unique_ptr<gateway::TrafficGenerator> m_traffic;
    std::unique_ptr<gateway::ScenarioRunner> m_scenarios;
    gateway::RequestLog m_requests{3};
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
    traffic.secrets["github"] = {{"acme", "gh-secret"}};
    traffic.secrets["wordpress"] = {{"acme", "wp-secret"}};
    traffic.leftOut["wordpress"] = "needs a token";
    m_traffic = std::make_unique<gateway::TrafficGenerator>(traffic, m_clock, m_log);
    gateway::AdminOptions options;
    options.wordpress = m_wordpress.get();
    options.traffic = m_traffic.get();
    m_scenarios = std::make_unique<gateway::ScenarioRunner>(*m_wordpress, *m_traffic);
    options.scenarios = m_scenarios.get();
    options.requests = &m_requests;
    m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
}

void SimulatorTest::cleanupTestCase()
{
    m_harness.reset();
    m_scenarios.reset();
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
    QCOMPARE(m_traffic->status().plan.mix.failingShare, 0.25);
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

void SimulatorTest::startsTrafficOfSources()
{
    const Answer started = m_harness->post(
        "simulator/traffic", R"({"sources":{"stripe":20,"github":4.5,"wordpress":0}})");
    QCOMPARE(started.status, 200);
    const QJsonObject traffic = started.json()[u"traffic"].toObject();
    QCOMPARE(traffic[u"rate"].toDouble(), 24.5);
    QCOMPARE(traffic[u"sources"][0][u"source"].toString(), QStringLiteral("github"));
    QCOMPARE(traffic[u"sources"][0][u"rate"].toDouble(), 4.5);
    QCOMPARE(traffic[u"sources"][1][u"rate"].toDouble(), 20.0);
    QCOMPARE(m_harness->post("simulator/traffic/stop", "").status, 200);
}

void SimulatorTest::skewsTheClocks()
{
    const Answer started =
        m_harness->post("simulator/traffic", R"({"rate":1,"clock_skew_seconds":-600})");
    QCOMPARE(started.json()[u"traffic"][u"clock_skew_seconds"].toInt(), -600);
    QVERIFY(m_traffic->status().plan.mix.clockSkew == std::chrono::seconds(-600));
    QCOMPARE(m_harness->post("simulator/traffic/stop", "").status, 200);
}

void SimulatorTest::tellsWhichSourcesSend()
{
    const QJsonValue sources = m_harness->get("simulator/status").json()[u"traffic"][u"sources"];
    QCOMPARE(sources[1][u"tenants"], QJsonValue(QJsonArray{QStringLiteral("acme")}));
    QVERIFY(sources[1][u"left_out"].isUndefined());
    QCOMPARE(sources[2][u"source"].toString(), QStringLiteral("wordpress"));
    QCOMPARE(sources[2][u"tenants"], QJsonValue(QJsonArray()));
    QCOMPARE(sources[2][u"left_out"].toString(), QStringLiteral("needs a token"));
}

void SimulatorTest::switchesWordPress()
{
    const Answer answer = m_harness->post("simulator/wordpress", R"({"mode":"fail","status":500})");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()[u"wordpress"].toObject()[u"mode"].toString(), QStringLiteral("fail"));
    const gateway::StandInBehaviour expected{gateway::StandInBehaviour::Mode::Fail, 500, 0};
    QVERIFY(m_wordpress->behaviour() == expected);
    for (const char *mode : {"hang", "drop", "reset", "cut", "accept"}) {
        const std::string body = R"({"mode":")" + std::string(mode) + R"(","failing_share":0.5})";
        QCOMPARE(m_harness->post("simulator/wordpress", body).status, 200);
    }
    QVERIFY(m_wordpress->behaviour().mode == gateway::StandInBehaviour::Mode::Accept);
    QCOMPARE(m_wordpress->behaviour().failingShare, 0.5);
}

void SimulatorTest::breaksWordPressForATime()
{
    const Answer answer = m_harness->post(
        "simulator/wordpress",
        R"({"mode":"fail","delay_ms":250,"retry_after_seconds":30,"for_seconds":90})");
    QCOMPARE(answer.status, 200);
    const QJsonObject told = answer.json()[u"wordpress"].toObject();
    QCOMPARE(told[u"delay_ms"].toInt(), 250);
    QCOMPARE(told[u"retry_after_seconds"].toInt(), 30);
    QVERIFY(told[u"seconds_left"].toDouble() > 60 && told[u"seconds_left"].toDouble() <= 90);
    QCOMPARE(m_harness->post("simulator/wordpress", R"({"mode":"accept"})").status, 200);
    QVERIFY(m_wordpress->behaviour() == gateway::StandInBehaviour());
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
    row("traffic", R"({"rate":1,"clock_skew_seconds":601})", "clock_skew_seconds");
    row("traffic", R"({"sources":{"nosuch":1}})", "sources");
    row("traffic", R"({"sources":{"wordpress":1}})", "sources");
    row("traffic", R"({"sources":{"stripe":-1}})", "stripe");
    row("traffic", R"({"sources":{"stripe":600,"github":600}})", "sources");
    row("traffic", R"({"sources":{"stripe":0}})", "rate");
    row("traffic", R"({"sources":{"stripe":1},"rate":1})", "sources");
    row("traffic", R"({"sources":["stripe"]})", "sources");
    row("wordpress", R"({"mode":"accept","delay_ms":60001})", "delay_ms");
    row("wordpress", R"({"mode":"fail","retry_after_seconds":3601})", "retry_after_seconds");
    row("wordpress", R"({"mode":"fail","for_seconds":0})", "for_seconds");
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

void SimulatorTest::listsTheScenarios()
{
    const Answer answer = m_harness->get("simulator/scenarios", AdminHarness::tokenOf("developer"));
    QCOMPARE(answer.items().size(), 5);
    const QJsonObject first = answer.items()[0].toObject();
    QCOMPARE(first[u"id"].toString(), QStringLiteral("wordpress_outage"));
    QCOMPARE(first[u"text"].toString(), QStringLiteral("503 for 90 s, then fine"));
    QCOMPARE(first[u"seconds"].toDouble(), 90.0);
    QVERIFY(answer.json()[u"next"].isNull());
}

void SimulatorTest::runsAndStopsAScenario()
{
    QVERIFY(m_harness->get("simulator/status").json()[u"scenario"].isNull());
    const Answer running = m_harness->post("simulator/scenarios/wordpress_outage/run", "{}");
    QCOMPARE(running.status, 200);
    const QJsonObject scenario = running.json()[u"scenario"].toObject();
    QCOMPARE(scenario[u"id"].toString(), QStringLiteral("wordpress_outage"));
    QCOMPARE(scenario[u"seconds"].toDouble(), 90.0);
    QVERIFY(scenario[u"seconds_left"].toDouble() > 60);
    QCOMPARE(running.json()[u"wordpress"][u"mode"].toString(), QStringLiteral("fail"));
    const Answer stopped = m_harness->post("simulator/scenarios/stop", "");
    QCOMPARE(stopped.status, 200);
    QVERIFY(stopped.json()[u"scenario"].isNull());
    QVERIFY(m_wordpress->behaviour().mode == gateway::StandInBehaviour::Mode::Accept);
    QCOMPARE(m_traffic->status().isRunning, false);
}

void SimulatorTest::anUnknownScenarioIs404()
{
    QCOMPARE(m_harness->post("simulator/scenarios/nosuch/run", "{}").status, 404);
    QCOMPARE(m_harness->post("simulator/scenarios/black_friday/run", R"({"seconds":1})").status,
             400);
    QVERIFY(!m_scenarios->running());
}

void SimulatorTest::listsTheRequests()
{
    using Direction = gateway::LoggedRequest::Direction;
    gateway::LoggedRequest delivery;
    delivery.direction = Direction::Delivery;
    delivery.time = Timestamp(std::chrono::milliseconds(1794922327353));
    delivery.method = "POST";
    delivery.path = "/wp-json/ai-guy/v1/order-event";
    delivery.tenant = "acme";
    delivery.outcome = "failed";
    delivery.latency = std::chrono::microseconds(250400);
    delivery.note = "try 1 of 5";
    gateway::LoggedRequest taken;
    taken.source = "stripe";
    taken.status = 202;
    taken.eventId = m_harness->ids.next();
    for (const auto &request : {taken, taken, taken, delivery})
        m_requests.add(request);
    const Answer answer =
        m_harness->get("simulator/requests?after=0&limit=500", AdminHarness::tokenOf("developer"));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()[u"next"].toInt(), 4);
    QCOMPARE(answer.json()[u"lost"].toInt(), 1);
    QCOMPARE(answer.items().size(), 3);
    QCOMPARE(answer.items()[0].toObject()[u"event_id"].toString().toStdString(),
             taken.eventId->toString());
    const QJsonObject expected{
        {QStringLiteral("number"), 4},
        {QStringLiteral("time"), QStringLiteral("2026-11-17T13:32:07.353Z")},
        {QStringLiteral("direction"), QStringLiteral("delivery")},
        {QStringLiteral("method"), QStringLiteral("POST")},
        {QStringLiteral("path"), QStringLiteral("/wp-json/ai-guy/v1/order-event")},
        {QStringLiteral("tenant"), QStringLiteral("acme")},
        {QStringLiteral("source"), QJsonValue()},
        {QStringLiteral("status"), 0},
        {QStringLiteral("outcome"), QStringLiteral("failed")},
        {QStringLiteral("latency_ms"), 250.4},
        {QStringLiteral("note"), QStringLiteral("try 1 of 5")},
        {QStringLiteral("event_id"), QJsonValue()}};
    QCOMPARE(answer.items()[2].toObject(), expected);
    QCOMPARE(m_harness->get("simulator/requests?limit=1").items().size(), 1);
    QCOMPARE(m_harness->get("simulator/requests?after=4").items().size(), 0);
}

void SimulatorTest::refusesBadParameters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("code");
    const QString invalid = QStringLiteral("parameter_invalid");
    QTest::newRow("limit 0") << QByteArray("limit=0") << invalid;
    QTest::newRow("limit text") << QByteArray("limit=all") << invalid;
    QTest::newRow("after text") << QByteArray("after=x") << invalid;
    QTest::newRow("after negative") << QByteArray("after=-1") << invalid;
    QTest::newRow("twice") << QByteArray("after=1&after=2") << invalid;
    QTest::newRow("not UTF-8") << QByteArray("%ff=1") << invalid;
    QTest::newRow("unknown") << QByteArray("since=1") << QStringLiteral("parameter_unknown");
}

void SimulatorTest::refusesBadParameters()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, code);
    const Answer answer = m_harness->get("simulator/requests?" + query.toStdString());
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), code);
}

void SimulatorTest::withoutASimulatorThereIsNothing_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("status") << QByteArray("GET") << QByteArray("status");
    QTest::newRow("scenarios") << QByteArray("GET") << QByteArray("scenarios");
    QTest::newRow("requests") << QByteArray("GET") << QByteArray("requests");
    QTest::newRow("traffic") << QByteArray("POST") << QByteArray("traffic");
    QTest::newRow("run") << QByteArray("POST") << QByteArray("scenarios/black_friday/run");
    QTest::newRow("stop") << QByteArray("POST") << QByteArray("scenarios/stop");
}

void SimulatorTest::withoutASimulatorThereIsNothing()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    const AdminHarness plain(*m_cluster);
    const std::string below = "simulator/" + path.toStdString();
    QCOMPARE((method == "GET" ? plain.get(below) : plain.post(below, "{}")).status, 404);
}

void SimulatorTest::writesTheLedger()
{
    QCOMPARE(m_harness->post("simulator/wordpress", R"({"mode":"accept","reason":"demo"})").status,
             200);
    const QJsonObject entry = m_harness->get("audit?limit=1").items()[0].toObject();
    QCOMPARE(entry[u"action"].toString(), QStringLiteral("simulator.wordpress"));
    QCOMPARE(entry[u"reason"].toString(), QStringLiteral("demo"));
    QCOMPARE(m_harness->post("simulator/wordpress", R"({"mode":"drop"})").status, 200);
    const QJsonValue detail = m_harness->get("audit?limit=1").items()[0][u"detail"];
    QCOMPARE(detail[u"before"][u"wordpress"][u"mode"].toString(), QStringLiteral("accept"));
    QCOMPARE(detail[u"after"][u"wordpress"][u"mode"].toString(), QStringLiteral("drop"));
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
