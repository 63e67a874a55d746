#include "services/signing/rfc3339.h"

#include <QTest>

using namespace gatehouse;

class Rfc3339Test : public QObject
{
    Q_OBJECT

private slots:
    void aTimeIsRead_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<qint64>("milliseconds");
        QTest::newRow("UTC") << std::string("2026-11-17T13:32:07Z") << qint64{1794922327000};
        QTest::newRow("the beginning") << std::string("1970-01-01T00:00:00Z") << qint64{0};
        QTest::newRow("an offset")
            << std::string("2026-11-17T14:32:07+01:00") << qint64{1794922327000};
        QTest::newRow("an offset to the west")
            << std::string("2026-11-17T09:02:07-04:30") << qint64{1794922327000};
        QTest::newRow("a fraction")
            << std::string("2026-11-17T13:32:07.5Z") << qint64{1794922327500};
        QTest::newRow("microseconds")
            << std::string("2026-11-17T13:32:07.123456Z") << qint64{1794922327123};
        QTest::newRow("a leap day") << std::string("2024-02-29T00:00:00Z") << qint64{1709164800000};
    }
    void aTimeIsRead()
    {
        QFETCH(std::string, text);
        QFETCH(qint64, milliseconds);
        QCOMPARE(static_cast<qint64>(signing::parseRfc3339(text).value().count()), milliseconds);
    }

    void whatIsNoTimeIsRefused_data()
    {
        QTest::addColumn<std::string>("text");
        for (const char *text :
             {"", "2026-11-17", "2026-11-17T13:32:07", "2026-11-17 13:32:07Z", "2026-11-17T13:32Z",
              "2026-11-17T13:32:07.Z", "2026-11-17T24:00:00Z", "2026-13-01T00:00:00Z",
              "2023-02-29T00:00:00Z", "2026-11-17T13:32:60Z", "2026-11-17T13:32:07+0100",
              "2026-11-17T13:32:07+24:00", "2026-11-17T13:32:07Z ", "+026-11-17T13:32:07Z",
              "1794922327"})
            QTest::newRow(text) << std::string(text);
    }
    void whatIsNoTimeIsRefused()
    {
        QFETCH(std::string, text);
        QVERIFY(!signing::parseRfc3339(text));
    }
};

QTEST_GUILESS_MAIN(Rfc3339Test)
#include "rfc3339_test.moc"
