#include "services/connections/profiletransfer.h"

#include <QTest>

using namespace gatehouse;

class ProfileTransferTest : public QObject
{
    Q_OBJECT

    static ConnectionProfile sample(const char *name)
    {
        ConnectionProfile profile;
        profile.name = QString::fromLatin1(name);
        profile.environment = QStringLiteral("staging");
        profile.url = QUrl(QStringLiteral("https://hooks.example"));
        profile.database = QStringLiteral("host=db.example dbname=gateway");
        profile.exceptions = {SafetyException::WeakSslMode};
        return profile;
    }

    static QByteArray file(const QByteArray &profile)
    {
        return R"({"gatehouse_connections":1,"connections":[)" + profile + "]}";
    }

private slots:
    void whatIsExportedIsImported()
    {
        const QList<ConnectionProfile> profiles{sample("stage"), sample("eu")};
        auto imported = importProfiles(exportProfiles(profiles));
        QVERIFY(imported);
        for (ConnectionProfile &profile : *imported) {
            QVERIFY(profile.isImported);
            profile.isImported = false;
            profile.secretsId.clear();
        }
        QCOMPARE(*imported, profiles);
    }

    void eachImportHasSecretsOfItsOwn()
    {
        const QByteArray exported = exportProfiles({sample("stage")});
        const QString first = importProfiles(exported)->constFirst().secretsId;
        QVERIFY(!first.isEmpty());
        QVERIFY(first != importProfiles(exported)->constFirst().secretsId);
    }

    void anExportHoldsNothingOfThisMachine()
    {
        ConnectionProfile profile = sample("stage");
        profile.tokenFile = QStringLiteral("/planted/token");
        profile.storesPassword = true;
        profile.secretsId = QStringLiteral("planted-id");
        profile.apiTls = {QStringLiteral("/ca.pem"), QStringLiteral("/planted/cert"),
                          QStringLiteral("/planted/key")};
        profile.databaseTls = profile.apiTls;
        profile.measures = {MeasureServer::Kind::ClickHouse,
                            QUrl(QStringLiteral("https://clickhouse.example")),
                            {},
                            true,
                            {},
                            {}};
        const QByteArray exported = exportProfiles({profile});
        QVERIFY(!exported.contains("planted"));
        QVERIFY(!exported.contains("stored_"));
        QVERIFY(exported.contains("/ca.pem"));
        QVERIFY(importProfiles(exported));
    }

    void aHostileFileIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        const QByteArray url = R"("url":"https://hooks.example")";
        const auto row = [](const char *name, const QByteArray &content) {
            QTest::newRow(name) << content;
        };
        row("empty", {});
        row("no json", "{");
        row("no export", "{}");
        row("another version", R"({"gatehouse_connections":2,"connections":[]})");
        row("more members", R"({"gatehouse_connections":1,"connections":[],"x":1})");
        row("no list", R"({"gatehouse_connections":1,"connections":{}})");
        row("no object", file("5"));
        row("no name", file("{" + url + "}"));
        row("a path for a name", file(R"({"name":"../../x",)" + url + "}"));
        row("a number for a name", file(R"({"name":5,)" + url + "}"));
        row("unknown member", file(R"({"name":"a","run":"rm",)" + url + "}"));
        row("twice", file(R"({"name":"a",)" + url + R"(},{"name":"a",)" + url + "}"));
        row("a token file", file(R"({"name":"a","token_file":"/etc/shadow",)" + url + "}"));
        row("a key", file(R"({"name":"a","client_key":"/home/me/key",)" + url + "}"));
        row("a passfile", file(R"({"name":"a","database":"host=a passfile=/x",)" + url + "}"));
        row("a service", file(R"({"name":"a","database":"service=prod host=a",)" + url + "}"));
        row("a database key", file(R"({"name":"a","database":"host=a sslkey=/x",)" + url + "}"));
        row("a token in the address", file(R"({"name":"a","url":"https:\/\/a.example?token=x"})"));
        row("another's secrets", file(R"({"name":"a","secrets_id":"b",)" + url + "}"));
        row("a stored secret of measures",
            file(R"({"name":"a","metrics_source":"clickhouse","stored_metrics_secret":true,)"
                 R"("metrics_url":"https:\/\/b.example",)"
                 + url + "}"));
        row("a token in the address of measures",
            file(R"({"name":"a","metrics_source":"prometheus",)"
                 R"("metrics_url":"https:\/\/b.example?token=x",)"
                 + url + "}"));
        row("a password in the address of measures",
            file(R"({"name":"a","metrics_source":"prometheus",)"
                 R"("metrics_url":"https:\/\/u:p@b.example",)"
                 + url + "}"));
        row("a stored password", file(R"({"name":"a","stored_password":true,)" + url + "}"));
        row("a password", file(R"({"name":"a","database":"host=a password=x",)" + url + "}"));
        row("large", file(QByteArray(300'000, ' ')));
        QByteArray many;
        for (int number = 0; number < 101; ++number)
            many += (many.isEmpty() ? "" : ",") + QByteArray(R"({"name":"n)")
                + QByteArray::number(number) + "\"," + url + "}";
        row("many", file(many));
        row("deep", QByteArray(5000, '['));
    }

    void aHostileFileIsRefused()
    {
        QFETCH(QByteArray, content);
        const auto imported = importProfiles(content);
        QVERIFY(!imported);
        QCOMPARE(imported.error().kind, ErrorKind::Invalid);
    }

    void aTakenNameIsNotTakenAgain()
    {
        const QStringList taken{QStringLiteral("a"), QStringLiteral("a-2")};
        QCOMPARE(freeName(QStringLiteral("a"), taken), QStringLiteral("a-3"));
        QCOMPARE(freeName(QStringLiteral("b"), taken), QStringLiteral("b"));
    }
};

QTEST_GUILESS_MAIN(ProfileTransferTest)
#include "profiletransfer_test.moc"
