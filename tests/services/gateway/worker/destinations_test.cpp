#include "scene.h"
#include "services/core/hex.h"
#include "services/gateway/store/destinationsecrets.h"
#include "services/signing/digest.h"
#include "tests/support/vaults.h"

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;
using secrets::Vault;

namespace {

/// Gives the destination `default` credentials of its own.
void store(Scene &scene, const Vault &vault, const std::string &authType,
           const std::string &credential, const std::string &signingSecret)
{
    const auto id =
        *Uuid::parse(scene.database.cell("SELECT id FROM gatehouse.destination").toStdString());
    const auto stored = scene.owner.execute(
        "UPDATE gatehouse.destination SET auth_type = $1, credential = $2, signing_secret = $3,"
        " master_key = $4",
        {authType, postgres::Bytes{*vault.seal(credential, credentialIdentity(id))},
         postgres::Bytes{*vault.seal(signingSecret, signingSecretIdentity(id))},
         vault.fingerprint()});
    if (!stored)
        qFatal("%s", qPrintable(stored.error().detail));
}

WorkerOptions withVault(const Scene &scene, const Vault &vault)
{
    WorkerOptions options = scene.options();
    options.credentials.clear();
    options.vault = &vault;
    return options;
}

std::string signatureOf(const TinyRequest &request, const std::string &secret)
{
    return "sha256=" + toHex(asBytes(signing::hmacSha256(secret, request.body)));
}

} // namespace

/// Credentials that the database keeps.
class DestinationsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void storedCredentialsAreSent_data();
    void storedCredentialsAreSent();
    void currentSecretSignsWithoutARestart();
    void environmentCountsBeforeWhatIsStored();
    void anotherMasterKeyLeavesTheJobToOthers();
    void aJobThatNeedsAnotherMasterKeySaysSo();
    void credentialsOfAnotherDestinationAreNotSent();

private:
    std::unique_ptr<test::TestCluster> m_cluster;
    std::optional<Normalizer> m_normalizer;
};

void DestinationsTest::initTestCase()
{
    m_cluster = test::TestCluster::start();
    auto normalizer = Normalizer::load();
    QVERIFY(normalizer);
    m_normalizer = std::move(*normalizer);
}

void DestinationsTest::storedCredentialsAreSent_data()
{
    QTest::addColumn<QString>("authType");
    QTest::addColumn<QString>("credential");
    QTest::addColumn<QString>("authorization");
    QTest::newRow("bearer") << "bearer"
                            << "token-2"
                            << "Bearer token-2";
    QTest::newRow("bearer with a colon") << "bearer"
                                         << "a:b"
                                         << "Bearer a:b";
    QTest::newRow("basic") << "basic"
                           << "anna:abcd efgh"
                           << "Basic YW5uYTphYmNkIGVmZ2g=";
}

void DestinationsTest::storedCredentialsAreSent()
{
    QFETCH(QString, authType);
    QFETCH(QString, credential);
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    const Vault vault = vaultOf('k');
    store(scene, vault, authType.toStdString(), credential.toStdString(), "a stored secret");
    scene.commitMany(1);
    const Worker worker(withVault(scene, vault), *m_normalizer, scene.database.clock,
                        scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"succeeded 1");
    const TinyRequest request = server.requests().front();
    QTEST(QString::fromStdString(request.header("Authorization")), "authorization");
    QCOMPARE(request.header("X-Signature"), signatureOf(request, "a stored secret"));
}

void DestinationsTest::currentSecretSignsWithoutARestart()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    const Vault vault = vaultOf('k');
    store(scene, vault, "bearer", "token", "the first secret");
    Worker worker(withVault(scene, vault), *m_normalizer, scene.database.clock, scene.database.log);
    scene.commitMany(1);
    worker.wake();
    QTRY_COMPARE(scene.count("console.jobs", "status = 'succeeded'"), u"1");
    store(scene, vault, "bearer", "token", "the second secret");
    scene.commit({stripeEvent(scene.ids, "evt_after")});
    worker.wake();
    QTRY_COMPARE(scene.count("console.jobs", "status = 'succeeded'"), u"2");
    const TinyRequest request = server.requests().back();
    QCOMPARE(request.header("X-Signature"), signatureOf(request, "the second secret"));
}

void DestinationsTest::environmentCountsBeforeWhatIsStored()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    const Vault vault = vaultOf('k');
    store(scene, vault, "bearer", "stored", "a stored secret");
    auto options = scene.options(); // those of the environment
    options.vault = &vault;
    scene.commitMany(1);
    const Worker worker(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"succeeded 1");
    QCOMPARE(server.requests().front().header("Authorization"), std::string("Bearer token-1"));
}

void DestinationsTest::anotherMasterKeyLeavesTheJobToOthers()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    const Vault theirs = vaultOf('k');
    const Vault ours = vaultOf('l');
    store(scene, theirs, "bearer", "token", "a stored secret");
    scene.commitMany(1);
    auto options = withVault(scene, ours);
    options.unservedAfter = 20ms;
    const Worker stranger(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_COMPARE(scene.count("console.jobs", "error IS NOT NULL"), u"1"); // it has looked
    QCOMPARE(scene.jobs(), u"pending 0");
    const Worker worker(withVault(scene, theirs), *m_normalizer, scene.database.clock,
                        scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"succeeded 1");
}

void DestinationsTest::aJobThatNeedsAnotherMasterKeySaysSo()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    const Vault theirs = vaultOf('k');
    store(scene, theirs, "bearer", "token", "a stored secret");
    scene.commitMany(1);
    auto options = scene.options();
    options.credentials.clear(); // no vault at all
    options.unservedAfter = 20ms;
    const Worker stranger(options, *m_normalizer, scene.database.clock, scene.database.log);
    QTRY_VERIFY(scene.database.cell("SELECT error FROM console.jobs")
                    .contains(QString::fromStdString(theirs.fingerprint())));
    QVERIFY(scene.database.cell("SELECT error FROM console.jobs")
                .contains(u"GATEHOUSE_MASTER_KEY_FILE"));
}

/// The row's identity is sealed in: what somebody moved there by SQL goes nowhere.
void DestinationsTest::credentialsOfAnotherDestinationAreNotSent()
{
    const TinyServer server(always(200));
    Scene scene(*m_cluster, server);
    const Vault vault = vaultOf('k');
    store(scene, vault, "bearer", "token", "a stored secret");
    QVERIFY(scene.owner.execute("UPDATE gatehouse.destination SET credential = $1",
                                {postgres::Bytes{*vault.seal("stolen", "destination/other")}}));
    scene.commitMany(1);
    const Worker worker(withVault(scene, vault), *m_normalizer, scene.database.clock,
                        scene.database.log);
    QTRY_COMPARE(scene.jobs(), u"waiting 0");
    QVERIFY(scene.database.cell("SELECT error FROM console.jobs").contains(u"Enter it again"));
    QCOMPARE(scene.count("console.jobs", "next_attempt_at > now() + interval '30 s'"), u"1");
    QCOMPARE(server.requests().size(), std::size_t(0));
}

QTEST_GUILESS_MAIN(DestinationsTest)
#include "destinations_test.moc"
