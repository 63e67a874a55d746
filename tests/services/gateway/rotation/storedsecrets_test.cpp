#include "services/gateway/rotation/importsecrets.h"
#include "services/gateway/rotation/storedsecrets.h"
#include "services/gateway/store/secretrows.h"
#include "tests/services/gateway/support/gatewaydatabase.h"
#include "tests/support/testcluster.h"
#include "tests/support/vaults.h"

#include <QTest>

#include <atomic>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;
using secrets::Vault;

namespace {

/// A database with a store that looks at it often.
struct Scene
{
    Scene(TestCluster &cluster, const Vault &vault, FixedProviderSecrets environment = {})
        : database(cluster, "secrets")
        , ids(database.clock)
        , owner(database.session())
        , vault(vault)
    {
        StoredSecretsOptions options;
        options.database = database.options();
        options.vault = &vault;
        options.interval = 20ms;
        options.changed = [this] { ++changes; };
        store = std::make_unique<StoredSecrets>(std::move(environment), options, database.clock,
                                                database.log);
    }

    Uuid insert(const std::string &tenant, std::int64_t version, const std::string &plain,
                const Vault *other = nullptr)
    {
        const NewSecret made{ids.next(), "stripe", tenant, version, "test"};
        if (!insertActive(owner, other ? *other : vault, made, plain))
            qFatal("not inserted");
        return made.id;
    }
    void set(const Uuid &id, const std::string &assignments)
    {
        if (!owner.execute("UPDATE gatehouse.provider_secret SET " + assignments + " WHERE id = $1",
                           {id}))
            qFatal("not set");
    }
    std::vector<std::string> valid(const std::string &tenant = "acme") const
    {
        const auto found = store->find("stripe", tenant);
        return found ? *found : std::vector<std::string>{"unknown tenant"};
    }
    QString cell(const std::string &sql) { return database.cell(sql); }

    GatewayDatabase database;
    UuidGenerator ids;
    postgres::Session owner;
    const Vault &vault;
    std::atomic<int> changes = 0;
    std::unique_ptr<StoredSecrets> store;
};

using Secrets = std::vector<std::string>;

FixedProviderSecrets environmentOf(const Secrets &secrets)
{
    FixedProviderSecrets environment;
    for (const std::string &secret : secrets)
        environment.add("stripe", "acme", secret);
    return environment;
}

} // namespace

class StoredSecretsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void environmentCountsWhereNothingIsStored();
    void storedOneCountsInsteadOfTheEnvironments();
    void tenantWhoseSecretsWereAllRevokedHasNone();
    void tenantsOfBothAreNamed();
    void changeIsHeardWithinAnInterval();
    void refreshWaitsUntilItIsHeard();
    void activeOneStandsFirst();
    void pendingOneIsNotAccepted();
    void overlapThatIsOverIsRefusedAndToldInTheLedger();
    void usesAreCountedByVersionAndMinute();
    void usesOfTheLastMomentAreWritten();
    void usesOfAnOutageAreWrittenLater();
    void revokedOnesExplainLateRetries();
    void oneThatCannotBeReadIsNoSecret();
    void environmentIsImportedOnce();
    void twoOfTheEnvironmentStayValid();
    void importLeavesWhatIsStoredAlone();

private:
    std::unique_ptr<TestCluster> m_cluster;
    const Vault m_vault = vaultOf('k');
};

void StoredSecretsTest::initTestCase()
{
    m_cluster = TestCluster::start();
}

void StoredSecretsTest::environmentCountsWhereNothingIsStored()
{
    Scene scene(*m_cluster, m_vault, environmentOf({"new", "old"}));
    QVERIFY(scene.store->start());
    QCOMPARE(scene.valid(), Secrets({"new", "old"}));
    QCOMPARE(scene.valid("globex"), Secrets({"unknown tenant"}));
}

void StoredSecretsTest::storedOneCountsInsteadOfTheEnvironments()
{
    Scene scene(*m_cluster, m_vault, environmentOf({"of the environment"}));
    scene.insert("acme", 1, "stored");
    QVERIFY(scene.store->start());
    QCOMPARE(scene.valid(), Secrets({"stored"}));
}

void StoredSecretsTest::tenantWhoseSecretsWereAllRevokedHasNone()
{
    Scene scene(*m_cluster, m_vault, environmentOf({"of the environment"}));
    scene.set(scene.insert("acme", 1, "stored"),
              "state = 'revoked', revoked_at = now(), sealed = NULL");
    QVERIFY(scene.store->start());
    QCOMPARE(scene.valid(), Secrets());
}

void StoredSecretsTest::tenantsOfBothAreNamed()
{
    Scene scene(*m_cluster, m_vault, environmentOf({"of the environment"}));
    QVERIFY(scene.store->start());
    QCOMPARE(scene.store->onlyTenant("stripe"), std::string("acme"));
    scene.insert("globex", 1, "stored");
    scene.store->refresh();
    QCOMPARE(scene.store->tenants("stripe"), Secrets({"acme", "globex"}));
    QCOMPARE(scene.store->onlyTenant("stripe"), std::string());
}

void StoredSecretsTest::changeIsHeardWithinAnInterval()
{
    Scene scene(*m_cluster, m_vault);
    QVERIFY(scene.store->start());
    scene.insert("acme", 1, "stored");
    QTRY_COMPARE(scene.valid(), Secrets({"stored"}));
}

void StoredSecretsTest::refreshWaitsUntilItIsHeard()
{
    Scene scene(*m_cluster, m_vault);
    QVERIFY(scene.store->start());
    for (std::int64_t i = 0; i < 20; ++i) {
        const std::string tenant = "tenant-" + std::to_string(i);
        scene.insert(tenant, 1, "stored");
        scene.store->refresh();
        QCOMPARE(scene.valid(tenant), Secrets({"stored"}));
    }
}

void StoredSecretsTest::activeOneStandsFirst()
{
    Scene scene(*m_cluster, m_vault);
    scene.set(scene.insert("acme", 2, "newer"), "state = 'retiring'"); // after a rollback
    scene.insert("acme", 1, "active");
    QVERIFY(scene.store->start());
    QCOMPARE(scene.valid(), Secrets({"active", "newer"}));
}

void StoredSecretsTest::pendingOneIsNotAccepted()
{
    Scene scene(*m_cluster, m_vault);
    scene.set(scene.insert("acme", 2, "pending"), "state = 'pending'");
    QVERIFY(scene.store->start());
    QCOMPARE(scene.valid(), Secrets());
}

void StoredSecretsTest::overlapThatIsOverIsRefusedAndToldInTheLedger()
{
    Scene scene(*m_cluster, m_vault);
    scene.set(scene.insert("acme", 1, "old"),
              "state = 'retiring', expires_at = now() + interval '300 ms'");
    scene.insert("acme", 2, "new");
    QVERIFY(scene.store->start());
    QCOMPARE(scene.valid(), Secrets({"new", "old"}));
    QTRY_COMPARE(scene.valid(), Secrets({"new"}));
    QTRY_COMPARE(scene.cell("SELECT state FROM console.secrets WHERE version = 1"), u"revoked");
    QCOMPARE(scene.cell("SELECT concat_ws(' ', actor, action, detail->>'source', detail->>'tenant',"
                        " detail->>'version') FROM console.audit"),
             u"gateway secrets.retire stripe acme 1");
    QTRY_COMPARE(scene.changes.load(), 1);
}

void StoredSecretsTest::usesAreCountedByVersionAndMinute()
{
    Scene scene(*m_cluster, m_vault);
    scene.set(scene.insert("acme", 1, "old"), "state = 'retiring'");
    scene.insert("acme", 2, "new");
    QVERIFY(scene.store->start());
    for (int i = 0; i < 3; ++i)
        scene.store->used("stripe", "acme", "new");
    scene.store->used("stripe", "acme", "old");
    scene.store->used("stripe", "acme", "another");
    scene.store->refresh();
    const auto uses =
        "SELECT string_agg(version || ':' || uses || ':' || (last_used_at IS NOT NULL),"
        " ' ' ORDER BY version) FROM console.secrets";
    QCOMPARE(scene.cell(uses), u"1:1:true 2:3:true");
    QCOMPARE(scene.cell("SELECT sum(requests) FROM console.secret_minutes"), u"4");
}

void StoredSecretsTest::usesOfTheLastMomentAreWritten()
{
    Scene scene(*m_cluster, m_vault);
    scene.insert("acme", 1, "stored");
    QVERIFY(scene.store->start());
    scene.store->used("stripe", "acme", "stored");
    scene.store.reset();
    QCOMPARE(scene.cell("SELECT uses FROM console.secrets"), u"1");
}

void StoredSecretsTest::usesOfAnOutageAreWrittenLater()
{
    Scene scene(*m_cluster, m_vault);
    scene.insert("acme", 1, "stored");
    QVERIFY(scene.store->start());
    scene.database.goAway();
    scene.store->used("stripe", "acme", "stored");
    scene.store->refresh();
    QCOMPARE(scene.valid(), Secrets({"stored"}));
    scene.database.comeBack();
    QTRY_COMPARE_WITH_TIMEOUT(scene.cell("SELECT uses FROM console.secrets"), u"1", 10000);
}

void StoredSecretsTest::revokedOnesExplainLateRetries()
{
    Scene scene(*m_cluster, m_vault);
    scene.set(scene.insert("acme", 1, "old"), "state = 'revoked', revoked_at = now()");
    scene.insert("acme", 2, "new");
    QVERIFY(scene.store->start());
    const auto candidates = scene.store->candidates("stripe", "acme");
    QCOMPARE(candidates.size(), std::size_t(2));
    QCOMPARE(candidates[0].label, std::string("version 2"));
    QCOMPARE(candidates[1].state, std::string("revoked"));
    QCOMPARE(candidates[1].secret, std::string("old"));
}

void StoredSecretsTest::oneThatCannotBeReadIsNoSecret()
{
    const Vault other = vaultOf('o');
    Scene scene(*m_cluster, m_vault);
    scene.insert("acme", 1, "sealed with another key", &other);
    QVERIFY(scene.store->start());
    QCOMPARE(scene.valid(), Secrets());
}

void StoredSecretsTest::environmentIsImportedOnce()
{
    const auto environment = environmentOf({"of the environment"});
    Scene scene(*m_cluster, m_vault, environment);
    for (int i = 0; i < 2; ++i)
        QVERIFY(importSecrets(scene.owner, m_vault, environment, scene.ids, scene.database.log));
    QVERIFY(scene.store->start());
    QCOMPARE(scene.valid(), Secrets({"of the environment"}));
    QCOMPARE(scene.cell("SELECT string_agg(concat_ws(' ', version, state, created_by), ',')"
                        " FROM console.secrets"),
             u"1 active environment");
    const QString row =
        scene.cell("SELECT string_agg(s::text, ' ') FROM gatehouse.provider_secret s");
    QVERIFY(!row.contains(QString::fromLatin1(QByteArray("of the environment").toHex())));
}

void StoredSecretsTest::twoOfTheEnvironmentStayValid()
{
    const auto environment = environmentOf({"newest", "before", "too old"});
    Scene scene(*m_cluster, m_vault, environment);
    QVERIFY(importSecrets(scene.owner, m_vault, environment, scene.ids, scene.database.log));
    QVERIFY(scene.store->start());
    QCOMPARE(scene.valid(), Secrets({"newest", "before"}));
    QCOMPARE(scene.cell("SELECT expires_at > now() + interval '6 days' FROM console.secrets"
                        " WHERE version = 1 AND state = 'retiring'"),
             u"true");
}

void StoredSecretsTest::importLeavesWhatIsStoredAlone()
{
    const auto environment = environmentOf({"of the environment"});
    Scene scene(*m_cluster, m_vault, environment);
    scene.insert("acme", 4, "stored");
    QVERIFY(importSecrets(scene.owner, m_vault, environment, scene.ids, scene.database.log));
    QCOMPARE(scene.cell("SELECT string_agg(version::text, ',') FROM console.secrets"), u"4");
}

QTEST_GUILESS_MAIN(StoredSecretsTest)
#include "storedsecrets_test.moc"
