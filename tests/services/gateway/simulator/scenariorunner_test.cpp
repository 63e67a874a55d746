#include "services/gateway/simulator/scenariorunner.h"
#include "services/gateway/simulator/trafficgenerator.h"

#include <QTest>

namespace gatehouse::gateway {

using namespace std::chrono_literals;

class ScenarioRunnerTest : public QObject
{
    Q_OBJECT

    using Mode = StandInBehaviour::Mode;

    static void outage(SimulatorSettings &settings) { settings.wordpress = {Mode::Fail, 500}; }
    static void flood(SimulatorSettings &settings) { settings.traffic.rate = 100; }

    void makeRunner(std::chrono::milliseconds time)
    {
        m_runner = std::make_unique<ScenarioRunner>(
            *m_wordpress, *m_traffic,
            std::vector<Scenario>{{"outage", "Outage", "", time, outage},
                                  {"flood", "Flood", "", time, flood}});
    }
    /// What a scenario of the table makes of the settings.
    static SimulatorSettings applied(const std::string &id, SimulatorSettings settings = {})
    {
        for (const Scenario &scenario : makeScenarios()) {
            if (scenario.id == id)
                scenario.apply(settings);
        }
        return settings;
    }

    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
    std::unique_ptr<StandInWordPress> m_wordpress;
    std::unique_ptr<TrafficGenerator> m_traffic; // never told where the gateway is: sends nothing
    std::unique_ptr<ScenarioRunner> m_runner;

private slots:
    void init()
    {
        auto started = StandInWordPress::start({.sharedSecret = "secret"}, m_clock, m_log);
        QVERIFY(started);
        m_wordpress = std::move(*started);
        TrafficOptions options;
        options.secrets["stripe"] = {{"acme", "whsec_acme"}};
        m_traffic = std::make_unique<TrafficGenerator>(options, m_clock, m_log);
    }
    void cleanup() { m_runner.reset(); }

    void setsAndSetsBack()
    {
        makeRunner(50ms);
        const StandInBehaviour before{.failingShare = 0.25};
        m_wordpress->setBehaviour(before);
        QVERIFY(m_runner->run("outage"));
        QTRY_VERIFY(!m_runner->running());
        QVERIFY(m_wordpress->behaviour() == before);
    }

    void tellsWhatRuns()
    {
        makeRunner(1h);
        QVERIFY(!m_runner->running());
        QVERIFY(m_runner->run("outage"));
        QCOMPARE(m_runner->running()->id, std::string("outage"));
        QVERIFY(m_runner->running()->time == 1h);
        QVERIFY(m_runner->running()->left <= 1h && m_runner->running()->left > 59min);
        QVERIFY(m_wordpress->behaviour().mode == Mode::Fail);
    }

    void stopSetsBackAtOnce()
    {
        makeRunner(1h);
        m_traffic->start({.rate = 3});
        m_runner->run("flood");
        QCOMPARE(m_traffic->status().plan.rate, 100.0);
        m_runner->stop();
        QVERIFY(!m_runner->running());
        QCOMPARE(m_traffic->status().plan.rate, 3.0);
        m_runner->stop();
        QCOMPARE(m_traffic->status().plan.rate, 3.0);
    }

    void trafficThatDidNotRunDoesNotRunAfterwards()
    {
        makeRunner(1h);
        m_runner->run("flood");
        QVERIFY(m_traffic->status().isRunning);
        m_runner->stop();
        QVERIFY(!m_traffic->status().isRunning);
    }

    void anotherOneReplacesIt()
    {
        makeRunner(1h);
        m_runner->run("outage");
        m_runner->run("flood");
        QCOMPARE(m_runner->running()->id, std::string("flood"));
        QVERIFY(m_wordpress->behaviour() == StandInBehaviour());
        QCOMPARE(m_traffic->status().plan.rate, 100.0);
    }

    void whatWasSetMeanwhileStays()
    {
        makeRunner(1h);
        m_runner->run("flood");
        m_traffic->start({.rate = 7});
        m_runner->stop();
        QCOMPARE(m_traffic->status().plan.rate, 7.0);
    }

    void anUnknownOneChangesNothing()
    {
        makeRunner(1h);
        m_runner->run("outage");
        QVERIFY(!m_runner->run("nosuch"));
        QCOMPARE(m_runner->running()->id, std::string("outage"));
    }

    void endsWhileOneRuns()
    {
        makeRunner(1h);
        m_runner->run("outage");
        m_runner.reset();
        QVERIFY(m_wordpress->behaviour().mode == Mode::Fail);
    }

    void theTableSetsWhatItSays()
    {
        const SimulatorSettings outage = applied("wordpress_outage");
        QVERIFY(outage.wordpress.mode == Mode::Fail && outage.wordpress.status == 503);
        QCOMPARE(applied("black_friday").traffic.rate, TrafficGenerator::highestRate);
        QCOMPARE(applied("retry_storm").traffic.mix.copies, 8);
        QVERIFY(applied("clock_skew").traffic.mix.clockSkew == -300s);
        QVERIFY(applied("key_mix_up").traffic.mix.isKeyMixUp);
    }

    void everyScenarioHasTraffic()
    {
        for (const Scenario &scenario : makeScenarios()) {
            QVERIFY2(applied(scenario.id).traffic.rate > 0, scenario.id.c_str());
            QVERIFY(!scenario.title.empty() && !scenario.text.empty() && scenario.time >= 60s);
        }
    }

    void trafficThatRunsIsKept()
    {
        for (const char *id : {"wordpress_outage", "retry_storm", "clock_skew", "key_mix_up"})
            QCOMPARE(applied(id, {.wordpress = {}, .traffic = {.rate = 5}}).traffic.rate, 5.0);
    }
};

} // namespace gatehouse::gateway

QTEST_GUILESS_MAIN(gatehouse::gateway::ScenarioRunnerTest)
#include "scenariorunner_test.moc"
