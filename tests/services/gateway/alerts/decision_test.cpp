#include "services/gateway/alerts/decision.h"
#include "services/gateway/alerts/measured.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace std::chrono_literals;

namespace {

const Timestamp now{std::chrono::sys_days(std::chrono::November / 17 / 2026) + 9h};

Reading reading(const std::string &subject, bool fires = true)
{
    Reading made;
    made.subject = subject;
    made.fires = fires;
    return made;
}

std::string subjects(const std::vector<Reading> &readings)
{
    std::string all;
    for (const Reading &each : readings)
        all += each.subject + ' ';
    return all;
}

} // namespace

Q_DECLARE_METATYPE(gatehouse::gateway::Zone)

/// When alerts fire and when they are over, without a database.
class DecisionTest : public QObject
{
    Q_OBJECT

    const Uuid m_open = randomUuid();

private slots:
    void whatIsNewFires()
    {
        const Changes changes = decide({true, {reading("a"), reading("b")}}, {}, 0s, now);
        QCOMPARE(subjects(changes.fired), std::string("a b "));
        QVERIFY(changes.resolved.empty() && changes.pending.empty());
    }

    void whatIsOpenDoesNotFireAgain()
    {
        const Changes changes = decide({true, {reading("a")}}, {{{m_open, "a"}}, {}}, 0s, now);
        QVERIFY(changes.fired.empty() && changes.resolved.empty());
    }

    void ofAListThatWasCutNothingIsOver()
    {
        Look look{true, {reading("b")}};
        look.isCut = true;
        const Changes changes = decide(look, {{{m_open, "a"}}, {}}, 0s, now);
        QVERIFY(changes.resolved.empty());
        QCOMPARE(subjects(changes.fired), std::string("b "));
    }

    void whatIsGoneIsOver()
    {
        const Changes changes = decide({true, {reading("b")}}, {{{m_open, "a"}}, {}}, 0s, now);
        QCOMPARE(changes.resolved, std::vector{m_open});
        QCOMPARE(subjects(changes.fired), std::string("b "));
    }

    void whatIsInBetweenStaysAsItIs()
    {
        const Look between{true, {reading("a", false)}};
        QVERIFY(decide(between, {}, 0s, now).fired.empty());
        QVERIFY(decide(between, {{{m_open, "a"}}, {}}, 0s, now).resolved.empty());
    }

    void whatIsNotMeasuredChangesNothing()
    {
        const Standing standing{{{m_open, "a"}}, {{"b", now - 1min}}};
        const Changes changes = decide({}, standing, 10min, now);
        QVERIFY(changes.fired.empty() && changes.resolved.empty());
        QCOMPARE(changes.pending, standing.pending);
    }

    void itHasToHoldForAWhile()
    {
        const Look look{true, {reading("a")}};
        Changes changes = decide(look, {}, 10min, now);
        QVERIFY(changes.fired.empty());
        QCOMPARE(changes.pending, (std::vector<PendingSubject>{{"a", now}}));
        changes = decide(look, {{}, changes.pending}, 10min, now + 9min);
        QVERIFY(changes.fired.empty());
        QCOMPARE(changes.pending, (std::vector<PendingSubject>{{"a", now}}));
        changes = decide(look, {{}, changes.pending}, 10min, now + 10min);
        QCOMPARE(subjects(changes.fired), std::string("a "));
        QVERIFY(changes.pending.empty());
    }

    void whatDoesNotHoldBeginsAnew()
    {
        const Standing standing{{}, {{"a", now - 9min}}};
        QVERIFY(decide({true, {reading("a", false)}}, standing, 10min, now).pending.empty());
        QVERIFY(decide({true, {}}, standing, 10min, now).pending.empty());
    }

    void aClockThatWasSetBackBeginsAnew()
    {
        const Changes changes = decide({true, {reading("a")}}, {{}, {{"a", now + 1h}}}, 10min, now);
        QVERIFY(changes.fired.empty());
        QCOMPARE(changes.pending, (std::vector<PendingSubject>{{"a", now}}));
    }

    void betweenTheThresholdsNothingChanges_data()
    {
        QTest::addColumn<bool>("firesBelow");
        QTest::addColumn<double>("value");
        QTest::addColumn<Zone>("zone");
        QTest::newRow("above") << false << 2.1 << Zone::Fires;
        QTest::newRow("at the threshold") << false << 2.0 << Zone::Between;
        QTest::newRow("between") << false << 1.7 << Zone::Between;
        QTest::newRow("clear") << false << 1.6 << Zone::Fine;
        QTest::newRow("below: far above") << true << 3.0 << Zone::Fine;
        QTest::newRow("below: clear") << true << 2.5 << Zone::Fine;
        QTest::newRow("below: between") << true << 2.2 << Zone::Between;
        QTest::newRow("below") << true << 1.9 << Zone::Fires;
    }
    void betweenTheThresholdsNothingChanges()
    {
        QFETCH(bool, firesBelow);
        QFETCH(double, value);
        QFETCH(Zone, zone);
        AlertRule rule;
        rule.firesBelow = firesBelow;
        rule.threshold = 2;
        rule.clearThreshold = firesBelow ? 2.5 : 1.6;
        QCOMPARE(zoneOf(rule, value), zone);
    }

    void aThresholdOfNothingIsOverAtNothing()
    {
        AlertRule rule;
        QCOMPARE(zoneOf(rule, 1), Zone::Fires);
        QCOMPARE(zoneOf(rule, 0), Zone::Fine);
    }

    void ofFewCallsNothingFires_data()
    {
        QTest::addColumn<int>("calls");
        QTest::addColumn<bool>("fires");
        QTest::newRow("one of two") << 2 << false;
        QTest::newRow("enough") << 20 << true;
    }
    void ofFewCallsNothingFires()
    {
        QFETCH(int, calls);
        QFETCH(bool, fires);
        AlertRule rule;
        rule.measure = "delivery";
        rule.value = "error_rate";
        rule.threshold = 2;
        rule.minimumCalls = 20;
        const Look look = judge(rule, Measured{50, calls});
        QCOMPARE(look.readings.size(), std::size_t(1)); // an open one stays open
        QCOMPARE(look.readings.front().fires, fires);
        QCOMPARE(look.readings.front().subject, std::string("delivery.error_rate"));
        QCOMPARE(look.readings.front().unit, std::string("%"));
    }

    void ofNoCallsThereIsNoRateButACount()
    {
        const browsing::MetricCell none;
        QVERIFY(!valueOf(none, "error_rate"));
        QVERIFY(!valueOf(none, "p95_ms"));
        QCOMPARE(valueOf(none, "calls"), 0.0);
        QCOMPARE(valueOf(none, "cost_usd"), 0.0);
    }

    void fewerCallsThanThatFireNoRateAlone()
    {
        AlertRule rule;
        rule.measure = "delivery";
        rule.minimumCalls = 20;
        rule.threshold = 10;
        rule.clearThreshold = 12;
        rule.firesBelow = true;
        for (const char *value : {"calls", "errors", "error_rate", "p95_ms"}) {
            rule.value = value;
            const bool isShare = rule.value == "error_rate" || rule.value == "p95_ms";
            QCOMPARE(judge(rule, Measured{3, 3}).readings.at(0).fires, !isShare);
        }
    }
};

QTEST_GUILESS_MAIN(DecisionTest)
#include "decision_test.moc"
