#include "services/postgres/notificationgate.h"

#include <QTest>

using namespace gatehouse::postgres;
using namespace std::chrono_literals;

class NotificationGateTest : public QObject
{
    Q_OBJECT

private:
    const NotificationGate::Time m_start{1h};

private slots:
    void firstGoesThroughAtOnce()
    {
        NotificationGate gate(100ms);
        QVERIFY(gate.takeDue(m_start).empty());
        gate.arrived("a");
        QCOMPARE(gate.takeDue(m_start), std::vector<std::string>{"a"});
        QVERIFY(gate.takeDue(m_start).empty());
        QVERIFY(!gate.nextDue());
    }

    void followersAreOneAtTheEndOfTheInterval()
    {
        NotificationGate gate(100ms);
        gate.arrived("a");
        gate.takeDue(m_start);
        gate.arrived("a");
        gate.arrived("a");
        QVERIFY(gate.takeDue(m_start + 99ms).empty());
        QVERIFY(gate.nextDue() == m_start + 100ms);
        QCOMPARE(gate.takeDue(m_start + 100ms), std::vector<std::string>{"a"});
        QVERIFY(gate.takeDue(m_start + 300ms).empty());
    }

    void channelsAreApart()
    {
        NotificationGate gate(100ms);
        gate.arrived("a");
        gate.takeDue(m_start);
        gate.arrived("b");
        gate.arrived("a");
        QCOMPARE(gate.takeDue(m_start + 1ms), std::vector<std::string>{"b"});
        QVERIFY(gate.nextDue() == m_start + 100ms);
    }
};

QTEST_GUILESS_MAIN(NotificationGateTest)
#include "notificationgate_test.moc"
