#include "services/connections/profile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;

class ProfileTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    ConnectionProfiles m_profiles{m_folder.path()};

    ConnectionProfile sample() const
    {
        ConnectionProfile profile;
        profile.name = QStringLiteral("stage-1");
        profile.environment = QStringLiteral("staging");
        profile.url = QUrl(QStringLiteral("https://hooks.example:8443"));
        profile.tokenFile = QStringLiteral("/run/token");
        profile.database = QStringLiteral("service=stage");
        profile.storesPassword = true;
        profile.colour = QStringLiteral("violet");
        profile.sslMode = QStringLiteral("verify-ca");
        profile.databaseTls = {QStringLiteral("/pg-ca"), QStringLiteral("/pg-cert"),
                               QStringLiteral("/pg-key")};
        profile.apiTls = {QStringLiteral("/ca"), QStringLiteral("/cert"), QStringLiteral("/key")};
        profile.proxy = {Proxy::Kind::Socks5, QStringLiteral("proxy.example"), 1080};
        profile.exceptions = {SafetyException::WeakSslMode};
        profile.measures = {MeasureServer::Kind::ClickHouse,
                            QUrl(QStringLiteral("https://clickhouse.example:8443")),
                            QStringLiteral("reader"),
                            true,
                            QStringLiteral("calls"),
                            {}};
        return profile;
    }

    QString write(const QString &name, const QByteArray &content,
                  QFile::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0)
            qFatal("the test folder cannot be written");
        file.setPermissions(permissions);
        return file.fileName();
    }

private slots:
    void savedProfileComesBack()
    {
        QVERIFY(m_profiles.save(sample()));
        const auto loaded = m_profiles.load(QStringLiteral("stage-1"));
        QVERIFY(loaded);
        QVERIFY(*loaded == sample());
        QVERIFY(m_profiles.names().contains(QStringLiteral("stage-1")));
    }

    void measuresOfPrometheusComeBack()
    {
        ConnectionProfile profile = sample();
        profile.measures = {MeasureServer::Kind::Prometheus,
                            QUrl(QStringLiteral("http://127.0.0.1:9090/prometheus")),
                            {},
                            false,
                            {},
                            QStringLiteral("gateways")};
        QVERIFY(m_profiles.save(profile));
        QVERIFY(m_profiles.load(profile.name)->measures == profile.measures);
    }

    void anEnvironmentThatIsNotStatedStaysUnknown()
    {
        ConnectionProfile profile = sample();
        profile.name = QStringLiteral("unstated");
        profile.environment.clear();
        QVERIFY(m_profiles.save(profile));
        QCOMPARE(m_profiles.load(profile.name)->environment, QString());
        QCOMPARE(ConnectionProfile().environment, QString());
    }

    void fileIsReadableByItsOwnerOnly()
    {
        QVERIFY(m_profiles.save(sample()));
        const auto permissions =
            QFile::permissions(m_folder.filePath(QStringLiteral("stage-1.json")));
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void removedProfileIsGone()
    {
        QVERIFY(m_profiles.save(sample()));
        QVERIFY(m_profiles.remove(QStringLiteral("stage-1")));
        QVERIFY(!m_profiles.names().contains(QStringLiteral("stage-1")));
        QVERIFY(m_profiles.remove(QStringLiteral("stage-1")));
    }

    void missingProfileNamesThoseThatExist()
    {
        QVERIFY(m_profiles.save(sample()));
        const auto loaded = m_profiles.load(QStringLiteral("production"));
        QCOMPARE(loaded.error().kind, ErrorKind::NotFound);
        QVERIFY(loaded.error().message.contains(QStringLiteral("stage-1")));
    }

    void nameCannotLeaveTheFolder_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"", "../x", "a/b", ".hidden", "a\nb", "a b"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void nameCannotLeaveTheFolder()
    {
        QFETCH(QString, name);
        QCOMPARE(m_profiles.load(name).error().kind, ErrorKind::Invalid);
        ConnectionProfile profile = sample();
        profile.name = name;
        QCOMPARE(m_profiles.save(profile).error().kind, ErrorKind::Invalid);
    }

    void damagedFileIsInvalid_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("not json") << QByteArray("{");
        QTest::newRow("no url") << QByteArray("{}");
        const QByteArray url = R"("url":"https://hooks.example")";
        QTest::newRow("unknown source of measures") << '{' + url + R"(,"metrics_source":"excel"})";
        QTest::newRow("measures of nowhere") << '{' + url + R"(,"metrics_source":"clickhouse"})";
        QTest::newRow("measures without a source")
            << '{' + url + R"(,"metrics_url":"https:\/\/a.example"})";
        QTest::newRow("measures of a file")
            << '{' + url + R"(,"metrics_source":"prometheus","metrics_url":"file:\/\/\/etc"})";
        QTest::newRow("other scheme") << QByteArray("{\"url\":\"ftp://hooks.example\"}");
        QTest::newRow("no host") << QByteArray("{\"url\":\"http://\"}");
        const auto with = [](const char *member) {
            return QByteArray("{\"url\":\"https://hooks.example\",") + member + "}";
        };
        QTest::newRow("unknown key") << with("\"password\":\"x\"");
        QTest::newRow("wrong type") << with("\"database\":5");
        QTest::newRow("unknown sslmode") << with("\"sslmode\":\"maybe\"");
        QTest::newRow("unknown colour") << with("\"colour\":\"red\"");
        QTest::newRow("unknown exception") << with("\"exceptions\":[\"all\"]");
        QTest::newRow("exception of no text") << with("\"exceptions\":[null]");
        QTest::newRow("control character") << with("\"environment\":\"a\\u0007\"");
        QTest::newRow("direction override") << with("\"environment\":\"a\\u202eb\"");
        QTest::newRow("no proxy") << with("\"proxy\":\"ftp://a:1\"");
        QTest::newRow("long text") << with("\"database\":\"" + QByteArray(5000, 'a') + "\"");
    }

    void damagedFileIsInvalid()
    {
        QFETCH(QByteArray, content);
        write(QStringLiteral("bad.json"), content);
        QCOMPARE(m_profiles.load(QStringLiteral("bad")).error().kind, ErrorKind::Invalid);
    }

    void aSecretIsNotSaved_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("database");
        const QString url = QStringLiteral("https://hooks.example");
        QTest::newRow("keyword") << url << QStringLiteral("host=a password=planted");
        QTest::newRow("address") << url << QStringLiteral("postgresql://u:planted@a/b");
        QTest::newRow("of the key") << url << QStringLiteral("host=a sslpassword=planted");
        QTest::newRow("url") << QStringLiteral("https://u:planted@hooks.example") << QString();
    }

    void aSecretIsNotSaved()
    {
        QFETCH(QString, url);
        QFETCH(QString, database);
        ConnectionProfile profile = sample();
        profile.name = QStringLiteral("with-secret");
        profile.url = QUrl(url);
        profile.database = database;
        QCOMPARE(m_profiles.save(profile).error().kind, ErrorKind::Invalid);
        QVERIFY(!m_profiles.exists(profile.name));
    }

    void proxiesAreReadAndWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isProxy");
        for (const char *text : {"", "system", "http://proxy.example:3128", "socks5://[::1]:1080"})
            QTest::newRow(*text ? text : "none") << QString::fromLatin1(text) << true;
        for (const char *text : {"none", "https://a:1", "http://a", "http://u:p@a:1",
                                 "http://a:1/path", "http://a:1?q", "http://:1", "proxy:3128"})
            QTest::newRow(text) << QString::fromLatin1(text) << false;
    }

    void proxiesAreReadAndWritten()
    {
        QFETCH(QString, text);
        QFETCH(bool, isProxy);
        const auto proxy = proxyOf(text);
        QCOMPARE(proxy.has_value(), isProxy);
        if (proxy)
            QCOMPARE(proxyText(*proxy), text);
    }

    void tokenIsTheFirstLine()
    {
        const QString file = write(QStringLiteral("token"), " gh_1234 \nmore\n");
        QCOMPARE(*readTokenFile(file), QByteArray("gh_1234"));
    }

    void tokenThatOthersMayReadIsRefused()
    {
        const QString file = write(QStringLiteral("open"), "gh_1234\n",
                                   QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        QCOMPARE(readTokenFile(file).error().kind, ErrorKind::Denied);
    }

    void emptyTokenIsInvalid()
    {
        const QString file = write(QStringLiteral("empty"), "\n");
        QCOMPARE(readTokenFile(file).error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(ProfileTest)
#include "profile_test.moc"
