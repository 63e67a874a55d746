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
    void anotherKeyIsToldAndTheGatewayGoesOn();
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
    const auto first = openVault(file("fresh"), session, m_log);
    QVERIFY(first && *first);
    const auto again = openVault(file("fresh"), session, m_log);
    QCOMPARE((*again)->fingerprint(), (*first)->fingerprint());
}

void MasterVaultTest::missingFileOfAUsedKeyIsRefused()
{
    GatewayDatabase database(*m_cluster, "lost");
    auto session = database.session();
    storeSealedWith(session, "deadbeef");
    const auto refused = openVault(file("lost"), session, m_log);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(u"shop"));
    QVERIFY(refused.error().message.contains(u"Put the file back"));
    QVERIFY(!std::filesystem::exists(file("lost")));
}

void MasterVaultTest::anotherKeyIsToldAndTheGatewayGoesOn()
{
    GatewayDatabase database(*m_cluster, "another");
    auto session = database.session();
    storeSealedWith(session, "deadbeef");
    QVERIFY(secrets::createMasterKey(file("another")));
    m_lines.clear();
    const auto opened = openVault(file("another"), session, m_log);
    QVERIFY(opened && *opened);
    for (const std::string &told : {std::string("shop"), std::string("deadbeef"),
                                    (*opened)->fingerprint(), std::string("\"error\"")})
        QVERIFY2(m_lines.find(told) != std::string::npos, m_lines.c_str());
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
    const auto refused = openVault(file("unsafe"), session, m_log);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Denied);
}

QTEST_GUILESS_MAIN(MasterVaultTest)
#include "mastervault_test.moc"
