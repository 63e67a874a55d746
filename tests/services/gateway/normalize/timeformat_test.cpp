#include "services/core/log.h"
#include "services/gateway/normalize/timeformat.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;

namespace {

std::string read(const QByteArray &text, TimeFormat format)
{
    const auto time = parseTime({text.constData(), static_cast<std::size_t>(text.size())}, format);
    return time ? toRfc3339(*time) : "nothing";
}

} // namespace

class TimeFormatTest : public QObject
{
    Q_OBJECT

private slots:
    void unixSeconds_data()
    {
        QTest::addColumn<std::string>("expected");
        QTest::newRow("1794922327") << std::string("2026-11-17T13:32:07.000Z");
        QTest::newRow("1794922327.1239") << std::string("2026-11-17T13:32:07.123Z");
        QTest::newRow("0") << std::string("1970-01-01T00:00:00.000Z");
        for (const char *bad : {"", "-1", "1e9", "1794922327.", ".5", "1794922327Z", "253402300800",
                                "99999999999999999999999", " 1", "+1", "nan"})
            QTest::newRow(bad) << std::string("nothing");
    }
    void unixSeconds()
    {
        QFETCH(std::string, expected);
        QCOMPARE(read(QTest::currentDataTag(), TimeFormat::UnixSeconds), expected);
    }

    void unixMilliseconds_data()
    {
        QTest::addColumn<std::string>("expected");
        QTest::newRow("1794922327123") << std::string("2026-11-17T13:32:07.123Z");
        QTest::newRow("0") << std::string("1970-01-01T00:00:00.000Z");
        QTest::newRow("253402300799999") << std::string("9999-12-31T23:59:59.999Z");
        for (const char *bad : {"", "-1", "1e12", "1794922327123.5", "253402300800000",
                                "9223372036854775807", "99999999999999999999999", " 1", "+1"})
            QTest::newRow(bad) << std::string("nothing");
    }
    void unixMilliseconds()
    {
        QFETCH(std::string, expected);
        QCOMPARE(read(QTest::currentDataTag(), TimeFormat::UnixMilliseconds), expected);
    }

    void iso8601_data()
    {
        QTest::addColumn<std::string>("expected");
        QTest::newRow("2026-11-17T13:32:07Z") << std::string("2026-11-17T13:32:07.000Z");
        QTest::newRow("2026-11-17T13:32:07.5Z") << std::string("2026-11-17T13:32:07.500Z");
        QTest::newRow("2026-11-17T13:32:07.123456789Z") << std::string("2026-11-17T13:32:07.123Z");
        QTest::newRow("2026-11-17T14:32:07+01:00") << std::string("2026-11-17T13:32:07.000Z");
        QTest::newRow("2026-11-17T08:02:07-0530") << std::string("2026-11-17T13:32:07.000Z");
        QTest::newRow("2024-02-29T00:00:00Z") << std::string("2024-02-29T00:00:00.000Z");
        QTest::newRow("2016-12-31T23:59:60Z") << std::string("2017-01-01T00:00:00.000Z");
        for (const char *bad :
             {"", "2026-11-17", "2026-11-17T13:32:07", "2026-02-29T00:00:00Z",
              "2026-13-01T00:00:00Z", "2026-11-17T24:00:00Z", "2026-11-17T13:60:00Z",
              "2026-11-17T13:32:07.Z", "2026-11-17T13:32:07Z ", "0001-01-01T00:00:00Z",
              "26-11-17T13:32:07Z", "2026-11-17T13:32:07+1", "1794922327"})
            QTest::newRow(bad) << std::string("nothing");
    }
    void iso8601()
    {
        QFETCH(std::string, expected);
        QCOMPARE(read(QTest::currentDataTag(), TimeFormat::Iso8601), expected);
    }
};

QTEST_GUILESS_MAIN(TimeFormatTest)
#include "timeformat_test.moc"
