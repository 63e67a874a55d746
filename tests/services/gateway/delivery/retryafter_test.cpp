#include "services/gateway/delivery/retryafter.h"

#include <QTest>

using namespace gatehouse;

class RetryAfterTest : public QObject
{
    Q_OBJECT

private slots:
    void readsSecondsAndDates_data();
    void readsSecondsAndDates();
};

void RetryAfterTest::readsSecondsAndDates_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("milliseconds");
    QTest::newRow("seconds") << QByteArray("120") << 120000;
    QTest::newRow("zero") << QByteArray("0") << 0;
    QTest::newRow("at the cap") << QByteArray("300") << 300000;
    QTest::newRow("over the cap") << QByteArray("301") << 300000;
    QTest::newRow("beyond any integer") << QByteArray("99999999999999999999") << 300000;
    QTest::newRow("negative") << QByteArray("-5") << 0;
    QTest::newRow("fraction") << QByteArray("1.5") << 0;
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("word") << QByteArray("soon") << 0;
    QTest::newRow("date") << QByteArray("Sun, 06 Nov 1994 08:50:37 GMT") << 60000;
    QTest::newRow("date past") << QByteArray("Sun, 06 Nov 1994 08:00:00 GMT") << 0;
    QTest::newRow("date far ahead") << QByteArray("Sun, 06 Nov 2094 08:00:00 GMT") << 300000;
    QTest::newRow("not a date") << QByteArray("Sun, 99 Nov 1994 08:50:37 GMT") << 0;
}

void RetryAfterTest::readsSecondsAndDates()
{
    QFETCH(QByteArray, value);
    const Timestamp now{std::chrono::seconds(784111777)}; // Sun, 06 Nov 1994 08:49:37 GMT
    QTEST(static_cast<int>(gateway::retryAfter(value.toStdString(), now).count()), "milliseconds");
}

QTEST_GUILESS_MAIN(RetryAfterTest)
#include "retryafter_test.moc"
