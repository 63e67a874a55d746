#include "services/gateway/mastervault.h"
#include "services/secrets/masterkey.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using gatehouse::test::GatewayDatabase;

class MasterVaultTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void missingFileIsMadeForADatabaseWithoutSecrets();
    void missingFileOfAUsedKeyIsRefused();
    void anotherKeyIsRefused();
    void previousKeyOpensWhatItSealed();
    void keyComesFromACommand();
    void badCommandIsRefused_data();
    void badCommandIsRefused();
    void withoutAKeyProvidersSecretsAreNotLeftBehind();
    void withoutAFileThereIsNoVault();
    void unsafeFileIsRefused();

private:
    std::filesystem::path file(const char *name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }
    void storeSealedWith(postgres::Session &session, const std::string &key)
    {
        QVERIFY(session.execute(
            "INSERT INTO gatehouse.destination (id, name, base_url, auth_type, credential,"
            " signing_secret, master_key) VALUES (gen_random_uuid(), 'shop', 'https://wp.example',"
            " 'bearer', 'x', 'x', $1)",
            {key}));
    }

    std::unique_ptr<test::TestCluster> m_cluster;
    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::string m_lines;
    Log m_log{m_clock, [this](std::string_view line) { m_lines += line; }};
};

void MasterVaultTest::initTestCase()
{
    m_cluster = test::TestCluster::start();
}

void MasterVaultTest::missingFileIsMadeForADatabaseWithoutSecrets()
{
    GatewayDatabase database(*m_cluster, "fresh");
    auto session = database.session();
    const auto first = openVault({file("fresh")}, session, m_log);
    QVERIFY(first && *first);
    const auto again = openVault({file("fresh")}, session, m_log);
    QCOMPARE((*again)->fingerprint(), (*first)->fingerprint());
}

void MasterVaultTest::missingFileOfAUsedKeyIsRefused()
{
    GatewayDatabase database(*m_cluster, "lost");
    auto session = database.session();
    storeSealedWith(session, "deadbeef");
    const auto refused = openVault({file("lost")}, session, m_log);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(u"shop"));
    QVERIFY(refused.error().message.contains(u"Put the file back"));
    QVERIFY(!std::filesystem::exists(file("lost")));
}

void MasterVaultTest::anotherKeyIsRefused()
{
    GatewayDatabase database(*m_cluster, "another");
    auto session = database.session();
    storeSealedWith(session, "deadbeef");
    QVERIFY(secrets::createMasterKey(file("another")));
    const auto refused = openVault({file("another")}, session, m_log);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    for (const QString &told : {QStringLiteral("shop"), QStringLiteral("deadbeef"),
                                QStringLiteral("gatehousectl secrets rekey")})
        QVERIFY2(refused.error().message.contains(told), qPrintable(refused.error().message));
}

void MasterVaultTest::previousKeyOpensWhatItSealed()
{
    GatewayDatabase database(*m_cluster, "previous");
    auto session = database.session();
    QVERIFY(secrets::createMasterKey(file("before")));
    storeSealedWith(session, secrets::readMasterKey(file("before"))->fingerprint());
    QVERIFY(secrets::createMasterKey(file("after")));
    const auto opened = openVault({file("after"), {}, file("before")}, session, m_log);
    QVERIFY(opened && *opened);
    QCOMPARE((*opened)->fingerprint(), secrets::readMasterKey(file("after"))->fingerprint());
}

void MasterVaultTest::keyComesFromACommand()
{
    GatewayDatabase database(*m_cluster, "command");
    auto session = database.session();
    QVERIFY(secrets::createMasterKey(file("printed")));
    const std::string command = "/bin/cat \"" + file("printed").string() + '"';
    const auto opened = openVault({{}, command}, session, m_log);
    QVERIFY(opened && *opened);
    QCOMPARE((*opened)->fingerprint(), secrets::readMasterKey(file("printed"))->fingerprint());
}

void MasterVaultTest::badCommandIsRefused_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<int>("kind");
    QTest::newRow("cannot be started")
        << QByteArray("/nowhere/kms") << static_cast<int>(ErrorKind::NotFound);
    QTest::newRow("fails") << QByteArray("/bin/false") << static_cast<int>(ErrorKind::Denied);
    QTest::newRow("prints no key")
        << QByteArray("/bin/echo deadbeef") << static_cast<int>(ErrorKind::Invalid);
    QTest::newRow("no shell reads it")
        << QByteArray("/bin/echo $HOME") << static_cast<int>(ErrorKind::Invalid);
}

void MasterVaultTest::badCommandIsRefused()
{
    QFETCH(QByteArray, command);
    QFETCH(int, kind);
    const auto refused = secrets::runMasterKeyCommand(command.toStdString());
    QVERIFY(!refused);
    QCOMPARE(static_cast<int>(refused.error().kind), kind);
    QVERIFY(!refused.error().message.contains(u"deadbeef"));
}

void MasterVaultTest::withoutAKeyProvidersSecretsAreNotLeftBehind()
{
    GatewayDatabase database(*m_cluster, "keyless");
    auto session = database.session();
    QVERIFY(session.execute(
        "INSERT INTO gatehouse.provider_secret (id, created_at, source, tenant, version, state,"
        " created_by, active_since, fingerprint, master_key, sealed) VALUES (gen_random_uuid(),"
        " now(), 'stripe', 'acme', 1, 'active', 'test', now(), 'x', 'deadbeef', 'x')"));
    const auto refused = openVault({}, session, m_log);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(u"stripe/acme"));
}

void MasterVaultTest::withoutAFileThereIsNoVault()
{
    GatewayDatabase database(*m_cluster, "none");
    auto session = database.session();
    m_lines.clear();
    const auto none = openVault({}, session, m_log);
    QVERIFY(none && !*none);
    QVERIFY(m_lines.empty());
    storeSealedWith(session, "deadbeef");
    QVERIFY(openVault({}, session, m_log));
    QVERIFY(m_lines.find("GATEHOUSE_MASTER_KEY_FILE") != std::string::npos);
}

void MasterVaultTest::unsafeFileIsRefused()
{
    GatewayDatabase database(*m_cluster, "unsafe");
    auto session = database.session();
    QVERIFY(secrets::createMasterKey(file("unsafe")));
    std::filesystem::permissions(file("unsafe"), std::filesystem::perms(0640));
    const auto refused = openVault({file("unsafe")}, session, m_log);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Denied);
}

QTEST_GUILESS_MAIN(MasterVaultTest)
#include "mastervault_test.moc"
