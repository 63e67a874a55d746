#include "services/gateway/simulator/simulatedfailure.h"

#include <QTest>

namespace gatehouse::gateway {

class SimulatedFailureTest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void ignoresWhatItDoesNotKnow_data();
    void ignoresWhatItDoesNotKnow();
};

void SimulatedFailureTest::reads_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("times"); // -1: always
    QTest::newRow("always") << QByteArray("422") << 422 << -1;
    QTest::newRow("once") << QByteArray("422x1") << 422 << 1;
    QTest::newRow("five times") << QByteArray("503x5") << 503 << 5;
}

void SimulatedFailureTest::reads()
{
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    QFETCH(int, times);
    const auto wished =
        simulatedFailure(R"({"a":[{"gatehouse_simulate" : ")" + value.toStdString() + "\"}]}");
    QVERIFY(wished);
    QCOMPARE(wished->status, status);
    QCOMPARE(wished->times.value_or(-1), times);
    QCOMPARE(toString(*wished), value.toStdString());
}

void SimulatedFailureTest::ignoresWhatItDoesNotKnow_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         {"", "{}", R"("gatehouse_simulate")", R"("gatehouse_simulate":)",
          R"("gatehouse_simulate":422)", R"("gatehouse_simulate":"x")",
          R"("gatehouse_simulate":"200")", R"("gatehouse_simulate":"99999999999")",
          R"("gatehouse_simulate":"-422")"})
        QTest::newRow(body) << QByteArray(body);
}

void SimulatedFailureTest::ignoresWhatItDoesNotKnow()
{
    QFETCH(QByteArray, body);
    QVERIFY(!simulatedFailure(body.toStdString()));
}

} // namespace gatehouse::gateway

QTEST_GUILESS_MAIN(gatehouse::gateway::SimulatedFailureTest)
#include "simulatedfailure_test.moc"
