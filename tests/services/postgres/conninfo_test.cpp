#include "services/postgres/conninfo.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::postgres;

class ConninfoTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (const char *variable : {"PGHOST", "PGHOSTADDR", "PGSERVICE", "PGPORT"})
            qunsetenv(variable);
    }

    void knowsWhatIsThisMachine_data()
    {
        QTest::addColumn<QByteArray>("conninfo");
        QTest::addColumn<bool>("isThisMachine");
        const auto row = [](const char *conninfo, bool isThisMachine) {
            QTest::newRow(*conninfo ? conninfo : "empty") << QByteArray(conninfo) << isThisMachine;
        };
        row("", true);
        row("dbname=gateway", true);
        row("host=/run/postgresql", true);
        row("host=@abstract", true);
        row("host=localhost", true);
        row("host=127.0.0.1", true);
        row("host=127.3.2.1", true);
        row("host=::1", true);
        row("postgresql://user@[::1]:5433/db", true);
        row("host=localhost,127.0.0.1", true);
        row("host=db.example", false);
        row("host=10.0.0.1", false);
        row("host=127.0.0.1.example", false);
        row("host=localhost.example", false);
        row("host=127.1", false);
        row("host=localhost,db.example", false);
        row("host=localhost hostaddr=10.0.0.1", false);
        row("host=db.example hostaddr=127.0.0.1", true);
        row("hostaddr=10.0.0.1", false);
        row("service=gateway", false);
        row("service=gateway host=localhost", false);
        row("postgresql://db.example/gateway", false);
        row("postgresql:///gateway?host=/run/postgresql", true);
    }

    void knowsWhatIsThisMachine()
    {
        QFETCH(QByteArray, conninfo);
        const auto target = targetOf(conninfo.toStdString());
        QVERIFY(target);
        QTEST(target->isThisMachine(), "isThisMachine");
    }

    void theEnvironmentCountsWhereTheConninfoIsSilent()
    {
        qputenv("PGHOST", "db.example");
        const bool alone = targetOf("dbname=gateway")->isThisMachine();
        const bool stated = targetOf("host=localhost")->isThisMachine();
        qunsetenv("PGHOST");
        QVERIFY(!alone);
        QVERIFY(stated);
    }

    void readsWhatMatters()
    {
        const auto target = targetOf("host=a,b hostaddr=,10.0.0.2 port=1,2 sslmode=require"
                                     " password=x");
        QVERIFY(target);
        QCOMPARE(target->servers.size(), std::size_t(2));
        QCOMPARE(target->servers[0].host, std::string("a"));
        QCOMPARE(target->servers[0].port, std::uint16_t(1));
        QCOMPARE(target->servers[1].address, std::string("10.0.0.2"));
        QCOMPARE(target->servers[1].port, std::uint16_t(2));
        QCOMPARE(target->sslMode, std::string("require"));
        QVERIFY(target->hasPassword);
        QVERIFY(!targetOf("host=a")->hasPassword);
    }

    void refusesWhatIsNoConninfo_data()
    {
        QTest::addColumn<QByteArray>("conninfo");
        QTest::newRow("a word") << QByteArray("gateway");
        QTest::newRow("unknown keyword") << QByteArray("hots=a");
        QTest::newRow("zero byte") << QByteArray("host=a\0b", 8);
    }

    void refusesWhatIsNoConninfo()
    {
        QFETCH(QByteArray, conninfo);
        const auto target = targetOf(conninfo.toStdString());
        QVERIFY(!target);
        QCOMPARE(target.error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(ConninfoTest)
#include "conninfo_test.moc"
