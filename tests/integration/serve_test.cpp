#include "tests/integration/support/program.h"
#include "tests/integration/support/webhooks.h"
#include "tests/services/gateway/support/tinyserver.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>

using namespace gatehouse::test;

/// `gatehousectl serve` with its own cluster: alone, beside others, and when things end.
class ServeTest : public QObject
{
    Q_OBJECT

    static QString data(const Program &gateway) { return gateway.home() + QStringLiteral("/data"); }

    static QStringList arguments(const QString &data,
                                 const QString &listen = QStringLiteral("127.0.0.1:0"))
    {
        return {QStringLiteral("serve"), QStringLiteral("--listen"), listen,
                QStringLiteral("--data"), data};
    }

    /// Its URL; empty when it did not start.
    static std::string start(Program &gateway, const QString &data)
    {
        gateway.setVariable(QStringLiteral("PROVIDER_SECRETS_STRIPE"),
                            QStringLiteral("acme:whsec_test"));
        gateway.start(arguments(data));
        return gateway.waitForLine(QStringLiteral("listening on ")).section(u' ', -1).toStdString();
    }

    static std::string startBeside(Program &gateway, const Program &first)
    {
        gateway.setHome(first.home());
        return start(gateway, data(first));
    }

    static std::string token(const QString &data)
    {
        QFile file(data + QStringLiteral("/admin.token"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toStdString()
                                              : std::string();
    }

    static std::string adminGet(const std::string &url, const QString &data, const char *path)
    {
        return adminRequest("GET", url + "/admin/v1/" + path, token(data)).body;
    }

    /// Also when a try whose answer was lost had stored it.
    static bool isTaken(const std::string &url, const std::string &id)
    {
        const int status = accepted(url, id);
        return status == 202 || status == 200;
    }

    static int accepted(const std::string &url, const std::string &id)
    {
        return StripeSender(url, "acme", "whsec_test").send(id).status;
    }

    static QByteArray published(const Program &gateway)
    {
        QFile file(gateway.home()
                   + QStringLiteral("/xdg_config_home/gatehouse/connections/local.json"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static void killPostgres(const QString &data)
    {
        QFile file(data + QStringLiteral("/postgres/postmaster.pid"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(::kill(file.readLine().trimmed().toInt(), SIGKILL), 0);
    }

private slots:
    void settingsAreJudgedBeforeAnythingIsMade_data()
    {
        QTest::addColumn<QString>("listen");
        QTest::addColumn<QString>("secrets");
        QTest::newRow("no address") << QStringLiteral("foo") << QString();
        QTest::newRow("beyond loopback") << QStringLiteral("0.0.0.0:0") << QString();
        QTest::newRow("no secret") << QStringLiteral("127.0.0.1:0") << QStringLiteral("acme");
    }
    void settingsAreJudgedBeforeAnythingIsMade()
    {
        QFETCH(QString, listen);
        QFETCH(QString, secrets);
        Program gateway{builtProgram(QStringLiteral("gatehousectl"))};
        gateway.setVariable(QStringLiteral("PROVIDER_SECRETS_STRIPE"), secrets);
        QVERIFY(gateway.run(arguments(data(gateway), listen)) > 0);
        QVERIFY(!QDir(data(gateway)).exists());
    }

    void startsWhereTheConnectionCannotBeSaved()
    {
        Program gateway{builtProgram(QStringLiteral("gatehousectl"))};
        QFile inTheWay(gateway.home() + QStringLiteral("/file"));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        gateway.setVariable(QStringLiteral("XDG_CONFIG_HOME"), inTheWay.fileName());
        const std::string url = start(gateway, data(gateway));
        QVERIFY2(!url.empty(), gateway.errors().constData());
        QCOMPARE(accepted(url, "evt_1"), 202);
        QVERIFY2(gateway.errors().contains("\"warning\""), gateway.errors().constData());
    }

    void aSecondGatewayDivertsNothing()
    {
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(200); });
        Program first{builtProgram(QStringLiteral("gatehousectl"))};
        first.setVariable(QStringLiteral("WORDPRESS_BASE_URL"),
                          QString::fromStdString(wordpress.url()));
        const std::string url = start(first, data(first));
        QVERIFY2(!url.empty(), first.errors().constData());
        Program second{builtProgram(QStringLiteral("gatehousectl"))};
        const std::string secondUrl = startBeside(second, first);
        QVERIFY2(!secondUrl.empty(), second.errors().constData());
        constexpr std::size_t count = 20;
        for (std::size_t i = 0; i < count; ++i)
            QCOMPARE(accepted(i % 2 ? url : secondUrl, "evt_" + std::to_string(i)), 202);
        QTRY_COMPARE_WITH_TIMEOUT(wordpress.requests().size(), count, 30'000);
        const auto routes = adminGet(url, data(first), "routes");
        QVERIFY2(routes.find(wordpress.url()) != std::string::npos, routes.c_str());
    }

    void withoutItsVariableABacklogWaits()
    {
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(503); });
        QString folder;
        Program first{builtProgram(QStringLiteral("gatehousectl"))};
        {
            first.setVariable(QStringLiteral("WORDPRESS_BASE_URL"),
                              QString::fromStdString(wordpress.url()));
            const std::string url = start(first, data(first));
            QVERIFY2(!url.empty(), first.errors().constData());
            QCOMPARE(accepted(url, "evt_1"), 202);
            QTRY_VERIFY_WITH_TIMEOUT(!wordpress.requests().empty(), 30'000);
            first.terminate();
            QVERIFY(first.waitForEnd());
        }
        Program second{builtProgram(QStringLiteral("gatehousectl"))};
        const std::string url = startBeside(second, first);
        QVERIFY2(!url.empty(), second.errors().constData());
        const auto says = [&] {
            return adminGet(url, data(first), "jobs").find("WORDPRESS_BASE_URL");
        };
        QTRY_VERIFY_WITH_TIMEOUT(says() != std::string::npos, 90'000);
        QVERIFY(adminGet(url, data(first), "jobs").find("succeeded") == std::string::npos);
    }

    void theFirstStaysFoundWhileItRuns()
    {
        Program first{builtProgram(QStringLiteral("gatehousectl"))};
        const std::string url = start(first, data(first));
        QVERIFY2(!url.empty(), first.errors().constData());
        QVERIFY(published(first).contains(url.c_str()));
        Program second{builtProgram(QStringLiteral("gatehousectl"))};
        std::string secondUrl = startBeside(second, first);
        QVERIFY2(!secondUrl.empty(), second.errors().constData());
        QVERIFY(published(first).contains(url.c_str()));
        second.terminate();
        QVERIFY(second.waitForEnd());
        QVERIFY(published(first).contains(url.c_str()));

        // The one that stays takes the name over, whatever the other's end.
        Program third{builtProgram(QStringLiteral("gatehousectl"))};
        const std::string thirdUrl = startBeside(third, first);
        QVERIFY2(!thirdUrl.empty(), third.errors().constData());
        first.kill();
        QVERIFY(first.waitForEnd());
        QTRY_VERIFY_WITH_TIMEOUT(published(first).contains(thirdUrl.c_str()), 15'000);
        third.terminate();
        QVERIFY(third.waitForEnd());
        QVERIFY(published(first).isEmpty());
    }

    void aSecondGatewayLeavesTheFirstItsToken_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("given, made") << QByteArray("a-token-of-mine") << QByteArray();
        QTest::newRow("made, given") << QByteArray() << QByteArray("a-token-of-mine");
        QTest::newRow("the same") << QByteArray("a-token-of-mine") << QByteArray("a-token-of-mine");
    }
    void aSecondGatewayLeavesTheFirstItsToken()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        const auto startWith = [](Program &gateway, const QByteArray &token, const QString &data) {
            if (!token.isEmpty())
                gateway.setVariable(QStringLiteral("GATEHOUSE_ADMIN_TOKEN"),
                                    QString::fromUtf8(token));
            return start(gateway, data);
        };
        Program one{builtProgram(QStringLiteral("gatehousectl"))};
        const std::string url = startWith(one, first, data(one));
        QVERIFY2(!url.empty(), one.errors().constData());
        const std::string held = token(data(one));
        Program two{builtProgram(QStringLiteral("gatehousectl"))};
        two.setHome(one.home());
        const std::string secondUrl = startWith(two, second, data(one));
        QVERIFY2(!secondUrl.empty(), two.errors().constData());
        for (const std::string &each : {held, token(data(one))}) {
            QCOMPARE(adminRequest("GET", url + "/admin/v1/jobs", each).status, 200);
            QCOMPARE(adminRequest("GET", secondUrl + "/admin/v1/jobs", each).status, 200);
        }
        QVERIFY(!two.errors().contains("no longer valid"));
    }

    void anotherGivenTokenReplacesTheFirstAndIsLogged()
    {
        Program one{builtProgram(QStringLiteral("gatehousectl"))};
        one.setVariable(QStringLiteral("GATEHOUSE_ADMIN_TOKEN"), QStringLiteral("my-first-token"));
        const std::string url = start(one, data(one));
        QVERIFY2(!url.empty(), one.errors().constData());
        Program two{builtProgram(QStringLiteral("gatehousectl"))};
        two.setVariable(QStringLiteral("GATEHOUSE_ADMIN_TOKEN"), QStringLiteral("my-second-token"));
        QVERIFY(!startBeside(two, one).empty());
        QVERIFY2(two.errors().contains("no longer valid"), two.errors().constData());
        QCOMPARE(adminRequest("GET", url + "/admin/v1/jobs", "my-first-token").status, 401);
        QCOMPARE(adminRequest("GET", url + "/admin/v1/jobs", "my-second-token").status, 200);
    }

    void aKilledPostgresComesBackForAll()
    {
        Program first{builtProgram(QStringLiteral("gatehousectl"))};
        const std::string url = start(first, data(first));
        QVERIFY2(!url.empty(), first.errors().constData());
        Program second{builtProgram(QStringLiteral("gatehousectl"))};
        const std::string secondUrl = startBeside(second, first);
        QVERIFY2(!secondUrl.empty(), second.errors().constData());
        for (const int round : {1, 2}) {
            killPostgres(data(first));
            const std::string id = "evt_" + std::to_string(round);
            QTRY_VERIFY_WITH_TIMEOUT(isTaken(url, id + "a"), 60'000);
            QTRY_VERIFY_WITH_TIMEOUT(isTaken(secondUrl, id + "b"), 60'000);
            QTRY_COMPARE_WITH_TIMEOUT(
                adminRequest("GET", url + "/admin/v1/jobs", token(data(first))).status, 200,
                30'000);
        }
        first.kill(); // it was a child of one of the two: the other keeps it
        QVERIFY(first.waitForEnd());
        QTRY_VERIFY_WITH_TIMEOUT(isTaken(secondUrl, "evt_3"), 60'000);
    }
};

QTEST_GUILESS_MAIN(ServeTest)
#include "serve_test.moc"
