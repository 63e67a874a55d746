#include "models/connections/connectiontest.h"
#include "services/core/clock.h"
#include "services/gateway/gateway.h"
#include "tests/support/tlscluster.h"
#include "tests/support/tlsserver.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::connections;

/// Every step of a connection test against real TLS: what is ok, what each thing that can be wrong
/// is called, and that a fix is told.
class ConnectionTestTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}, LogLevel::Error};
    test::Authority m_authority{m_folder.path(), QStringLiteral("authority")};
    test::CertificateFiles m_right = m_authority.issue(QStringLiteral("right"));
    test::CertificateFiles m_elsewhere =
        m_authority.issue(QStringLiteral("elsewhere"), {{QStringLiteral("elsewhere.example")}, {}});
    std::unique_ptr<test::TlsCluster> m_postgres;
    std::unique_ptr<test::TlsServer> m_server;

    static QByteArray answer(const QByteArray &json, const QByteArray &status = "200 OK")
    {
        const QByteArray date = QLocale::c()
                                    .toString(QDateTime::currentDateTimeUtc(),
                                              QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
                                    .toLatin1();
        return "HTTP/1.1 " + status + "\r\nDate: " + date
            + "\r\nContent-Length: " + QByteArray::number(json.size()) + "\r\n\r\n" + json;
    }
    static QByteArray whoami(int contract = 1)
    {
        return answer(
            R"({"actor":"mira","role":"admin","capabilities":["read"],"tenants":["acme"],)"
            R"("environment":"staging","versions":{"gateway":"1","contract":)"
            + QByteArray::number(contract) + "}}");
    }

    ConnectionProfile profile() const
    {
        ConnectionProfile profile;
        profile.name = QStringLiteral("test");
        profile.url = m_server->url();
        profile.apiTls.authorities = m_authority.file();
        profile.database = QString::fromStdString(m_postgres->conninfo("localhost"));
        profile.sslMode = QStringLiteral("verify-full");
        profile.databaseTls.authorities = m_authority.file();
        return profile;
    }

    Credentials credentials() const
    {
        return {std::make_shared<const secrets::Secret>(std::string_view("token")),
                std::make_shared<const secrets::Secret>(m_postgres->password())};
    }

    QList<TestStep> run(const ConnectionProfile &profile, const Result<Credentials> &credentials)
    {
        ConnectionTest test(profile, credentials, m_clock);
        QSignalSpy finished(&test, &ConnectionTest::finished);
        test.start();
        if (!test.isFinished() && !finished.wait(30'000))
            qFatal("the test does not end");
        return test.steps();
    }
    QList<TestStep> run(const ConnectionProfile &profile) { return run(profile, credentials()); }

    static QString outcomes(const QList<TestStep> &steps, const QString &way)
    {
        QStringList texts;
        for (const TestStep &step : steps) {
            if (step.id.startsWith(way))
                texts += outcomeName(step.outcome);
        }
        return texts.join(u' ');
    }
    static TestStep step(const QList<TestStep> &steps, const char *id)
    {
        for (const TestStep &step : steps) {
            if (step.id == QLatin1String(id))
                return step;
        }
        return {};
    }

    void compareFailure(const QList<TestStep> &steps, const char *id)
    {
        bool isBehind = false;
        const QString way = QString::fromLatin1(id).section(u'-', 0, 0);
        for (const TestStep &step : steps) {
            if (!step.id.startsWith(way))
                continue;
            const bool isIt = step.id == QLatin1String(id);
            const bool isExpected = isIt ? step.outcome == Outcome::Failed
                : isBehind               ? step.outcome == Outcome::NotReached
                                         : step.outcome == Outcome::Ok;
            QVERIFY2(isExpected,
                     qPrintable(step.id + u' ' + outcomeName(step.outcome) + u' ' + step.text));
            if (isIt) {
                QVERIFY(!step.text.isEmpty());
                QVERIFY(!step.fix.isEmpty());
            }
            isBehind = isBehind || isIt;
        }
    }

private slots:
    /// libpq takes it for any host, so somebody else's profile would get it.
    void theEnvironmentsPasswordIsNotForAnImportedProfile()
    {
        qputenv("PGPASSWORD", m_postgres->password().c_str());
        const Credentials tokenAlone{credentials().token, nullptr};
        ConnectionProfile given = profile();
        const auto own = step(run(given, tokenAlone), "postgres-authentication");
        given.isImported = true;
        const auto imported = step(run(given, tokenAlone), "postgres-authentication");
        qunsetenv("PGPASSWORD");
        QCOMPARE(own.outcome, Outcome::Ok);
        QCOMPARE(imported.outcome, Outcome::Failed);
        QVERIFY(!imported.fix.isEmpty());
    }

    void initTestCase()
    {
        m_postgres = std::make_unique<test::TlsCluster>(m_right, m_authority.file());
        gateway::GatewayConfig config;
        config.database = m_postgres->cluster().conninfo();
        config.adminToken = "test-admin-token";
        config.hmacSharedSecret = "shared";
        QVERIFY(gateway::Gateway::start(config, m_clock, m_log)); // which makes the views
    }

    void init()
    {
        m_postgres->use(m_right);
        m_server = std::make_unique<test::TlsServer>(m_right);
        m_server->answer = whoami();
    }

    void everythingIsInOrder()
    {
        const auto steps = run(profile());
        QCOMPARE(outcomes(steps, QStringLiteral("settings")), QStringLiteral("ok"));
        QCOMPARE(outcomes(steps, QStringLiteral("api")), QStringLiteral("ok ok ok ok ok ok ok"));
        QCOMPARE(outcomes(steps, QStringLiteral("postgres")), QStringLiteral("ok ok ok ok"));
        for (const char *id : {"api-tls", "postgres-tls"}) {
            QVERIFY2(step(steps, id).text.contains(QStringLiteral("authority")),
                     qPrintable(step(steps, id).text));
            QVERIFY(step(steps, id).text.contains(QStringLiteral("localhost")));
        }
        QVERIFY(step(steps, "api-role").text.contains(QStringLiteral("acme")));
    }

    void aProfileWithoutADatabaseIsTestedToo()
    {
        ConnectionProfile alone = profile();
        alone.database.clear();
        const auto steps = run(alone);
        QCOMPARE(outcomes(steps, QStringLiteral("postgres")), QString());
        QCOMPARE(outcomes(steps, QStringLiteral("api")), QStringLiteral("ok ok ok ok ok ok ok"));
    }

    void whatTheRulesRefuseIsNotTried()
    {
        ConnectionProfile plain = profile();
        plain.url = QUrl(QStringLiteral("http://gateway.invalid"));
        const auto steps = run(plain);
        QCOMPARE(outcomes(steps, QStringLiteral("settings")), QStringLiteral("failed"));
        QVERIFY(!outcomes(steps, QStringLiteral("api")).contains(QStringLiteral("ok")));
        QVERIFY(m_server->requests().isEmpty());
    }

    void anUnknownHostFailsByName()
    {
        ConnectionProfile away = profile();
        away.url.setHost(QStringLiteral("gateway.invalid"));
        compareFailure(run(away), "api-name");
    }

    void nobodyThereFailsAtTcp()
    {
        ConnectionProfile away = profile();
        m_server.reset();
        compareFailure(run(away), "api-tcp");
    }

    void aCertificateForAnotherNameFailsAtTls()
    {
        m_server = std::make_unique<test::TlsServer>(m_elsewhere);
        const auto steps = run(profile());
        compareFailure(steps, "api-tls");
        QVERIFY2(step(steps, "api-tls").text.contains(QStringLiteral("elsewhere.example")),
                 qPrintable(step(steps, "api-tls").text));
        QVERIFY(m_server->requests().isEmpty());
    }

    void aRefusedTokenFailsAtAuthentication()
    {
        m_server->answer = answer(R"({"detail":"This token has ended."})", "401 No");
        const auto steps = run(profile());
        compareFailure(steps, "api-authentication");
        QCOMPARE(step(steps, "api-authentication").text, QStringLiteral("This token has ended."));
    }

    void credentialsThatAreMissingFailAtAuthentication()
    {
        const auto steps = run(profile(), failure(ErrorKind::NotFound, QStringLiteral("None.")));
        compareFailure(steps, "api-authentication");
        compareFailure(steps, "postgres-authentication");
    }

    void somethingElseThanAGatewayFailsAtAuthentication()
    {
        m_server->answer = answer("{}");
        compareFailure(run(profile()), "api-authentication");
    }

    void aNewerContractFails()
    {
        m_server->answer = whoami(99);
        compareFailure(run(profile()), "api-contract");
    }

    void aClockThatIsWrongIsAWarning()
    {
        QByteArray late = whoami();
        late.replace(late.indexOf("Date: "), 35, "Date: Tue, 17 Nov 2020 13:32:07 GMT");
        m_server->answer = late;
        const auto steps = run(profile());
        QCOMPARE(step(steps, "api-clock").outcome, Outcome::Warning);
        QVERIFY(step(steps, "api-clock").text.contains(QStringLiteral("behind")));
        QVERIFY(!step(steps, "api-clock").fix.isEmpty());
    }

    void nobodyAtPostgresFailsThere()
    {
        ConnectionProfile away = profile();
        away.database += QStringLiteral(" port=1");
        compareFailure(run(away), "postgres-reach");
    }

    void aPostgresOfAnotherNameFailsAtTls()
    {
        m_postgres->use(m_elsewhere);
        const auto steps = run(profile());
        compareFailure(steps, "postgres-tls");
        QVERIFY(step(steps, "postgres-tls").text.contains(QStringLiteral("elsewhere.example")));
    }

    void somethingElseThanPostgresFailsAtTls()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this,
                [&] { server.nextPendingConnection()->write("HTTP/1.1 400 What\r\n\r\n"); });
        ConnectionProfile away = profile();
        away.database = QStringLiteral("host=localhost hostaddr=127.0.0.1 port=%1 dbname=a user=b")
                            .arg(server.serverPort());
        compareFailure(run(away), "postgres-tls");
    }

    void verifyCaTakesAnotherName()
    {
        m_postgres->use(m_elsewhere);
        ConnectionProfile other = profile();
        other.sslMode = QStringLiteral("verify-ca");
        QCOMPARE(outcomes(run(other), QStringLiteral("postgres")), QStringLiteral("ok ok ok ok"));
    }

    void requireIsNotVerifiedWhichIsAWarning()
    {
        ConnectionProfile other = profile();
        other.sslMode = QStringLiteral("require");
        other.databaseTls.authorities.clear();
        QCOMPARE(outcomes(run(other), QStringLiteral("postgres")),
                 QStringLiteral("ok warning ok ok"));
    }

    void aWrongPasswordFailsAtAuthentication()
    {
        Credentials wrong = credentials();
        wrong.password = std::make_shared<const secrets::Secret>(std::string_view("wrong"));
        const auto steps = run(profile(), wrong);
        compareFailure(steps, "postgres-authentication");
        QVERIFY(step(steps, "postgres-authentication").text.contains(QStringLiteral("28P01")));
    }

    void aDatabaseWithoutTheViewsFailsAtTheContract()
    {
        m_postgres->cluster().createDatabase("other");
        ConnectionProfile other = profile();
        other.database += QStringLiteral(" dbname=other");
        compareFailure(run(other), "postgres-contract");
    }

    void measuresThatCannotBeReadAreAWayOfTheirOwn()
    {
        ConnectionProfile given = profile();
        QVERIFY(step(run(given), "metrics-read").id.isEmpty());
        given.measures.kind = MeasureServer::Kind::ClickHouse;
        given.measures.url = QUrl(QStringLiteral("http://127.0.0.1:1")); // where nobody listens
        const QList<TestStep> steps = run(given);
        compareFailure(steps, "metrics-read");
        QVERIFY(!outcomes(steps, QStringLiteral("api")).contains(QStringLiteral("not_reached")));
    }
};

QTEST_GUILESS_MAIN(ConnectionTestTest)
#include "connectiontest_test.moc"
