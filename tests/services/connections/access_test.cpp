#include "services/connections/access.h"
#include "tests/support/certificates.h"

#include <QFile>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;

/// The rules of docs/architecture.md, "How a gateway is reached".
class AccessTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    static ConnectionProfile profile(const char *url, const char *database = "",
                                     const char *sslMode = "")
    {
        ConnectionProfile profile;
        profile.name = QStringLiteral("test");
        profile.url = QUrl(QString::fromLatin1(url));
        profile.database = QString::fromLatin1(database);
        profile.sslMode = QString::fromLatin1(sslMode);
        return profile;
    }
    static ConnectionProfile remote() { return profile("https://hooks.example"); }

private slots:
    void whatWouldGoInClearNeedsItsException_data()
    {
        QTest::addColumn<ConnectionProfile>("profile");
        QTest::addColumn<QList<SafetyException>>("needed");
        using Needed = QList<SafetyException>;
        const Needed none, http{SafetyException::PlainHttp}, weak{SafetyException::WeakSslMode};
        const auto row = [](const char *name, const ConnectionProfile &given,
                            const Needed &needed) { QTest::newRow(name) << given << needed; };
        row("https", profile("https://hooks.example"), none);
        row("http", profile("http://hooks.example"), http);
        row("http to an address", profile("http://10.0.0.1:8737"), http);
        row("http to localhost", profile("http://localhost:8737"), none);
        row("http to loopback", profile("http://127.0.0.1:8737"), none);
        row("http to loopback, IPv6", profile("http://[::1]:8737"), none);
        row("http to what looks like loopback", profile("http://127.0.0.1.example"), http);
        const char *url = "https://hooks.example";
        row("default", profile(url, "host=db.example"), none);
        row("require", profile(url, "host=db.example", "require"), none);
        for (const char *mode : {"prefer", "allow", "disable"})
            row(mode, profile(url, "host=db.example", mode), weak);
        row("in the conninfo", profile(url, "host=db.example sslmode=disable", "verify-full"),
            weak);
        row("the conninfo is stricter", profile(url, "host=db.example sslmode=require", "disable"),
            none);
        row("one of two is far", profile(url, "host=localhost,db.example", "disable"), weak);
        row("disable on a socket", profile(url, "host=/run/postgresql", "disable"), none);
        row("disable on loopback", profile(url, "host=localhost", "disable"), none);
        row("disable, a service", profile(url, "service=gateway", "disable"), weak);
        ConnectionProfile measured = profile(url);
        measured.measures.url = QUrl(QStringLiteral("http://clickhouse.example:8123"));
        row("measures that are not read", measured, none);
        measured.measures.kind = MeasureServer::Kind::ClickHouse;
        row("measures by http", measured, {SafetyException::PlainMetrics});
        measured.measures.url = QUrl(QStringLiteral("http://127.0.0.1:8123"));
        row("measures of this machine", measured, none);
        measured.measures.url = QUrl(QStringLiteral("https://clickhouse.example"));
        row("measures by https", measured, none);
        row("both", profile("http://hooks.example", "host=db.example", "disable"),
            {SafetyException::PlainHttp, SafetyException::WeakSslMode});
    }

    void whatWouldGoInClearNeedsItsException()
    {
        QFETCH(ConnectionProfile, profile);
        QFETCH(QList<SafetyException>, needed);
        const auto refused = accessTo(profile, {});
        QCOMPARE(refused.has_value(), needed.isEmpty());
        QVERIFY(exceptionsInUse(profile).isEmpty());
        if (!refused)
            QCOMPARE(refused.error().kind, ErrorKind::Denied);
        for (const SafetyException exception : needed) {
            QVERIFY(!accessTo(profile, {}));
            profile.exceptions += exception;
        }
        const auto allowed = accessTo(profile, {});
        QVERIFY2(allowed, allowed ? "" : qPrintable(allowed.error().message));
        QCOMPARE(exceptionsInUse(profile), needed);
    }

    void anExceptionThatIsNotNeededIsNotInUse()
    {
        ConnectionProfile safe = remote();
        safe.exceptions = {SafetyException::PlainHttp, SafetyException::WeakSslMode};
        QVERIFY(exceptionsInUse(safe).isEmpty());
    }

    void measuresHaveTheirOwnSecretAndNoneOfTheGateways()
    {
        ConnectionProfile given = remote();
        given.measures = {MeasureServer::Kind::Prometheus,
                          QUrl(QStringLiteral("https://prometheus.example")),
                          {},
                          true,
                          {},
                          QStringLiteral("gateways")};
        const auto secret = [](const char *text) {
            return std::make_shared<const secrets::Secret>(std::string_view(text));
        };
        const auto access = accessTo(given, {secret("token"), secret("password"), secret("own")});
        QVERIFY(access && access->measures);
        QCOMPARE(std::string(access->measures->server.secret->view()), std::string("own"));
        QCOMPARE(access->measures->job, QStringLiteral("gateways"));
        QVERIFY(!accessTo(given, {secret("token"), secret("password")})->measures->server.secret);
        QVERIFY(!accessTo(remote(), {secret("token"), nullptr})->measures);
    }

    void offLoopbackPostgresIsVerifiedInFull()
    {
        const auto access = accessTo(profile("https://hooks.example", "host=db.example"), {});
        QVERIFY(access);
        QCOMPARE(access->database->tls.mode, std::string("verify-full"));
        QCOMPARE(*effectiveSslMode(profile("https://a", "host=db.example")),
                 QStringLiteral("verify-full"));
        QCOMPARE(*effectiveSslMode(profile("https://a", "host=localhost")), QString());
    }

    /// Without one, libpq takes PGPASSWORD or a line of ~/.pgpass that fits any host.
    void anImportedProfileHasOnlyThePasswordThatWasEnteredForIt()
    {
        ConnectionProfile given = profile("https://hooks.example", "host=db.example");
        QVERIFY(!accessTo(given, {})->database->password);
        given.isImported = true;
        QVERIFY(accessTo(given, {})->database->password);
        const auto entered = std::make_shared<const secrets::Secret>(std::string_view("entered"));
        QCOMPARE(accessTo(given, {{}, entered})->database->password, entered);
    }

    void theFilesOfPostgresReachLibpq()
    {
        ConnectionProfile given = profile("https://hooks.example", "host=db.example");
        given.databaseTls = {QStringLiteral("/ca"), QStringLiteral("/cert"),
                             QStringLiteral("/key")};
        const auto access = accessTo(given, {});
        QVERIFY(access);
        QCOMPARE(access->database->tls.rootCertificate, std::string("/ca"));
        QCOMPARE(access->database->tls.certificate, std::string("/cert"));
        QCOMPARE(access->database->tls.key, std::string("/key"));
    }

    void theFilesOfTheApiAreRead()
    {
        const test::Authority authority(m_folder.path(), QStringLiteral("files"));
        const auto own = authority.issue(QStringLiteral("own"));
        ConnectionProfile given = remote();
        given.apiTls = {authority.file(), own.certificate, own.key};
        const auto access = accessTo(given, {});
        QVERIFY2(access, access ? "" : qPrintable(access.error().message));
        QCOMPARE(access->api.tls.caCertificates(), QSslCertificate::fromPath(authority.file()));
        QCOMPARE(access->api.tls.localCertificate(),
                 QSslCertificate::fromPath(own.certificate).constFirst());
        QVERIFY(!access->api.tls.privateKey().isNull());
    }

    void aFileThatCannotBeUsedIsNamed_data()
    {
        QTest::addColumn<TlsFiles>("files");
        QTest::addColumn<QString>("name");
        const test::Authority authority(m_folder.path(), QStringLiteral("named"));
        const auto own = authority.issue(QStringLiteral("named-own"));
        QFile rubbish(m_folder.filePath(QStringLiteral("rubbish")));
        QVERIFY(rubbish.open(QIODevice::WriteOnly) && rubbish.write("rubbish") > 0);
        const QString away = QStringLiteral("/nowhere/ca.pem");
        QTest::newRow("no file") << TlsFiles{away, {}, {}} << away;
        QTest::newRow("no CA") << TlsFiles{rubbish.fileName(), {}, {}} << rubbish.fileName();
        QTest::newRow("no certificate")
            << TlsFiles{{}, rubbish.fileName(), own.key} << rubbish.fileName();
        QTest::newRow("no key") << TlsFiles{{}, own.certificate, own.certificate}
                                << own.certificate;
    }

    void aFileThatCannotBeUsedIsNamed()
    {
        QFETCH(TlsFiles, files);
        QFETCH(QString, name);
        ConnectionProfile given = remote();
        given.apiTls = files;
        const auto access = accessTo(given, {});
        QVERIFY(!access);
        QVERIFY2(access.error().message.contains(name), qPrintable(access.error().message));
    }

    void theProxyIsUsedOffLoopbackAlone()
    {
        ConnectionProfile given = remote();
        given.proxy = {Proxy::Kind::Socks5, QStringLiteral("proxy.example"), 1080};
        const auto far = accessTo(given, {});
        QCOMPARE(far->api.proxy->type(), QNetworkProxy::Socks5Proxy);
        QCOMPARE(far->api.proxy->hostName(), QStringLiteral("proxy.example"));
        given.url = QUrl(QStringLiteral("http://127.0.0.1:8737"));
        QCOMPARE(accessTo(given, {})->api.proxy->type(), QNetworkProxy::NoProxy);
        given.url = QUrl(QStringLiteral("https://hooks.example"));
        given.proxy = {Proxy::Kind::System, {}, 0};
        QVERIFY(!accessTo(given, {})->api.proxy);
    }
};

Q_DECLARE_METATYPE(gatehouse::ConnectionProfile)
Q_DECLARE_METATYPE(gatehouse::TlsFiles)

QTEST_GUILESS_MAIN(AccessTest)
#include "access_test.moc"
