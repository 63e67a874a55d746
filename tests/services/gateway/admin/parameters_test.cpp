#include "services/gateway/admin/parameters.h"

#include <QTest>

namespace gatehouse::gateway::admin {

class ParametersTest : public QObject
{
    Q_OBJECT

private slots:
    void aCursorComesBackAsItWas();
    void refusesCursorsThatItDidNotMake_data();
    void refusesCursorsThatItDidNotMake();
    void readsTimes_data();
    void readsTimes();
    void refusesWhatIsNoTime_data();
    void refusesWhatIsNoTime();
    void aNumberBeyondTheTypeIsClamped();
    void onlyAStarIsAWildcard();
    void textIsUtf8WithoutNul();
};

void ParametersTest::aCursorComesBackAsItWas()
{
    const Cursor cursor{Timestamp(std::chrono::microseconds(-1794922327000123)),
                        "01a1e9b4-ed58-7327-b569-6ed663e67889"};
    const std::string text = encodeCursor(cursor);
    QVERIFY(text.find_first_of("+/=") == std::string::npos);
    QCOMPARE(decodeCursor(text), std::optional(cursor));
    for (const char *value : {"", "order.paid", "a|b,c", "\xf0\x9f\x98\x80"}) {
        Cursor sorted = cursor;
        sorted.value = value;
        QCOMPARE(decodeCursor(encodeCursor(sorted)), std::optional(sorted));
    }
}

void ParametersTest::refusesCursorsThatItDidNotMake_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "!", "AAAA", "MTIz", "fHg", "eHx4"})
        QTest::newRow(text) << QByteArray(text);
    const Cursor endless{Timestamp(std::chrono::microseconds(123)), "tenant:id",
                         std::string(5000, 'a')};
    QTest::newRow("endless") << QByteArray::fromStdString(encodeCursor(endless));
}

void ParametersTest::refusesCursorsThatItDidNotMake()
{
    QFETCH(QByteArray, text);
    QVERIFY(!decodeCursor(text.toStdString()));
}

void ParametersTest::readsTimes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("microseconds");
    const auto row = [](const char *text, qint64 value) {
        QTest::newRow(text) << QByteArray(text) << value;
    };
    row("1970-01-01T00:00:00Z", 0);
    row("2026-11-17T13:32:07Z", 1794922327000000);
    row("2026-11-17T14:32:07+01:00", 1794922327000000);
    row("2026-11-17T13:32:07.123456789Z", 1794922327123456);
    row("2026-11-17 13:32:07.5z", 1794922327500000);
    row("1969-12-31T23:59:59Z", -1000000);
}

void ParametersTest::readsTimes()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, microseconds);
    const auto time = parseTime(text.toStdString());
    QVERIFY(time);
    QCOMPARE(qint64(time->time_since_epoch().count()), microseconds);
}

void ParametersTest::refusesWhatIsNoTime_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"", "2026", "2026-11-17", "2026-11-17T13:32:07", "2026-11-17T13:32Z",
          "2026-11-17T24:00:00Z", "2026-11-31T00:00:00Z", "2026-11-17T13:32:07.Z",
          "2026-11-17T13:32:07+1:00", "2026-11-17T13:32:07Zx", "+026-11-17T13:32:07Z"})
        QTest::newRow(text) << QByteArray(text);
}

void ParametersTest::refusesWhatIsNoTime()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseTime(text.toStdString()));
}

void ParametersTest::aNumberBeyondTheTypeIsClamped()
{
    QCOMPARE(parseClamped("7"), std::optional<std::int64_t>(7));
    QCOMPARE(parseClamped("99999999999999999999"),
             std::optional(std::numeric_limits<std::int64_t>::max()));
    QCOMPARE(parseClamped("-99999999999999999999"),
             std::optional(std::numeric_limits<std::int64_t>::min()));
    for (const char *text : {"", "ten", "99999999999999999999x", "5 "})
        QVERIFY2(!parseClamped(text), text);
}

void ParametersTest::onlyAStarIsAWildcard()
{
    QCOMPARE(likePattern("a*b%c_d\\e"), std::string("a%b\\%c\\_d\\\\e"));
}

void ParametersTest::textIsUtf8WithoutNul()
{
    QVERIFY(isPlainText("Käse 🧀"));
    QVERIFY(isPlainText(""));
    QVERIFY(!isPlainText("\xff"));
    QVERIFY(!isPlainText("\xc3"));
    QVERIFY(!isPlainText("\xed\xa0\x80")); // an encoded surrogate
    QVERIFY(!isPlainText(std::string_view("a\0b", 3)));
}

} // namespace gatehouse::gateway::admin

QTEST_GUILESS_MAIN(gatehouse::gateway::admin::ParametersTest)
#include "parameters_test.moc"
