#include "services/gateway/rotation/importjwtkey.h"
#include "services/gateway/rotation/storedjwtkeys.h"
#include "services/gateway/store/jwtkeyrows.h"
#include "services/signing/jwk.h"
#include "services/signing/keypair.h"
#include "tests/services/gateway/support/gatewaydatabase.h"
#include "tests/support/testcluster.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <atomic>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;
using signing::JwtAlgorithm;

namespace {

/// A pair of a sender, as the gateway gets to know it.
struct Sender
{
    explicit Sender(JwtAlgorithm wanted = JwtAlgorithm::Es256)
        : algorithm(wanted)
        , pair(signing::makeKeyPair(wanted).value())
        , options{wanted, pair.publicPem, "https://shop.example", "gatehouse"}
        , kid(signing::keyIdOf(
              signing::AsymmetricKey::fromPublicPem(wanted, pair.publicPem).value()))
    {
    }
    std::string token(Timestamp now) const
    {
        return signing::JwtSigner::create(algorithm, pair.privatePem, kid)
            .value()
            .sign(signing::jwtClaimsJson(options, "site", "t-1", now, 60s));
    }

    JwtAlgorithm algorithm;
    signing::KeyPair pair;
    signing::JwtOptions options;
    std::string kid;
};

/// A database with a store that looks at it often.
struct Scene
{
    explicit Scene(TestCluster &cluster)
        : database(cluster, "jwtkeys")
        , ids(database.clock)
        , owner(database.session())
    {
        StoredJwtKeysOptions options;
        options.database = database.options();
        options.interval = 20ms;
        options.changed = [this] { ++changes; };
        store = std::make_unique<StoredJwtKeys>(options, database.clock, database.log);
    }

    void insert(const Sender &sender, const std::string &state = "active",
                const std::string &pem = {})
    {
        const Uuid id = ids.next();
        const auto inserted = owner.execute(
            "INSERT INTO gatehouse.jwt_key (id, created_at, kid, algorithm, public_key, issuer,"
            " audience, state, created_by, active_since) VALUES ($1, now(), $2, $3, $4, $5, $6, $7,"
            " 'test', now())",
            {id, sender.kid, std::string(signing::jwtAlgorithmName(sender.algorithm)),
             pem.empty() ? sender.pair.publicPem : pem, sender.options.issuer,
             sender.options.audience, state});
        if (!inserted)
            qFatal("not inserted");
    }
    void set(const Sender &sender, const std::string &assignments)
    {
        if (!owner.execute("UPDATE gatehouse.jwt_key SET " + assignments + " WHERE kid = $1",
                           {sender.kid}))
            qFatal("not set");
    }
    /// "valid" or the code of the refusal; "not asked".
    std::string judge(const Sender &sender)
    {
        const auto verifier = store->current();
        if (!verifier)
            return "not asked";
        const Timestamp now = database.clock.now();
        const auto outcome = verifier->verify(sender.token(now), now);
        return outcome ? std::string("valid") : outcome.error().code;
    }
    QStringList jwkIds() const
    {
        QStringList list;
        const auto set = QJsonDocument::fromJson(QByteArray::fromStdString(store->jwkSet()));
        for (const QJsonValue key : set.object().value(u"keys").toArray())
            list += key.toObject().value(u"kid").toString();
        return list;
    }
    Result<> import(const Sender &sender)
    {
        return importJwtKey(owner, sender.options, ids, database.log);
    }
    /// "kid:state kid:state", the active one first.
    QString states()
    {
        return database.cell("SELECT string_agg(kid || ':' || state, ' ' ORDER BY state, id)"
                             " FROM console.jwt_keys");
    }

    GatewayDatabase database;
    UuidGenerator ids;
    postgres::Session owner;
    std::atomic<int> changes = 0;
    std::unique_ptr<StoredJwtKeys> store;
};

QString stateOf(const Sender &sender, const char *state)
{
    return QString::fromStdString(sender.kid + ':' + state);
}

const std::string valid = "valid";
const std::string unknown = "token_key_unknown";

} // namespace

class StoredJwtKeysTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }

    void withoutAnyNoTokenIsAskedFor()
    {
        Scene scene(*m_cluster);
        QVERIFY(scene.store->start());
        QCOMPARE(scene.judge(Sender()), std::string("not asked"));
        QCOMPARE(scene.store->jwkSet(), std::string(R"({"keys":[]})"));
    }

    void bothOfAnOverlapAreValid()
    {
        Scene scene(*m_cluster);
        const Sender former(JwtAlgorithm::Rs256), fresh;
        scene.insert(former, "retiring");
        scene.insert(fresh);
        QVERIFY(scene.store->start());
        QCOMPARE(scene.judge(former), valid);
        QCOMPARE(scene.judge(fresh), valid);
        QCOMPARE(scene.judge(Sender()), unknown);
        QCOMPARE(
            scene.jwkIds(),
            QStringList({QString::fromStdString(fresh.kid), QString::fromStdString(former.kid)}));
    }

    void aRevokedOrPendingOneIsNot_data()
    {
        QTest::addColumn<QString>("state");
        QTest::newRow("revoked") << QStringLiteral("revoked");
        QTest::newRow("pending") << QStringLiteral("pending");
    }
    void aRevokedOrPendingOneIsNot()
    {
        QFETCH(QString, state);
        Scene scene(*m_cluster);
        const Sender sender;
        scene.insert(sender, state.toStdString());
        QVERIFY(scene.store->start());
        QCOMPARE(scene.judge(sender), unknown);
        QVERIFY(scene.jwkIds().isEmpty());
    }

    void aChangeIsHeardWithinAnInterval()
    {
        Scene scene(*m_cluster);
        QVERIFY(scene.store->start());
        const Sender sender;
        scene.insert(sender);
        QTRY_COMPARE(scene.judge(sender), valid);
    }

    void refreshWaitsUntilItIsHeard()
    {
        Scene scene(*m_cluster);
        QVERIFY(scene.store->start());
        const Sender sender;
        scene.insert(sender);
        scene.store->refresh();
        QCOMPARE(scene.judge(sender), valid);
        scene.set(sender, "state = 'revoked'");
        scene.store->refresh();
        QCOMPARE(scene.judge(sender), unknown);
    }

    void anOverlapThatIsOverEndsAndIsToldInTheLedger()
    {
        Scene scene(*m_cluster);
        const Sender former, fresh;
        scene.insert(former, "retiring");
        scene.set(former, "expires_at = now() + interval '300 ms'");
        scene.insert(fresh);
        QVERIFY(scene.store->start());
        QCOMPARE(scene.judge(former), valid);
        QTRY_COMPARE(scene.judge(former), unknown);
        QCOMPARE(scene.judge(fresh), valid);
        QTRY_COMPARE(scene.states(), stateOf(fresh, "active ") + stateOf(former, "revoked"));
        QCOMPARE(scene.database.cell("SELECT concat_ws(' ', actor, action, target_type,"
                                     " detail->>'kid') FROM console.audit"),
                 QString::fromStdString("gateway jwt-keys.retire jwt_key " + former.kid));
        QTRY_COMPARE(scene.changes.load(), 1);
    }

    void usesAreCountedByKeyAndMinute()
    {
        Scene scene(*m_cluster);
        const Sender former, fresh;
        scene.insert(former, "retiring");
        scene.insert(fresh);
        QVERIFY(scene.store->start());
        for (int i = 0; i < 3; ++i)
            scene.store->used(fresh.kid);
        scene.store->used(former.kid);
        scene.store->used("nobody");
        scene.store->refresh();
        QCOMPARE(scene.database.cell("SELECT string_agg(uses || ':' || (last_used_at IS NOT NULL),"
                                     " ' ' ORDER BY state) FROM console.jwt_keys"),
                 u"3:true 1:true");
        QCOMPARE(scene.database.cell("SELECT sum(requests) FROM console.jwt_key_minutes"), u"4");
    }

    void usesOfTheLastMomentAreWritten()
    {
        Scene scene(*m_cluster);
        const Sender sender;
        scene.insert(sender);
        QVERIFY(scene.store->start());
        scene.store->used(sender.kid);
        scene.store.reset();
        QCOMPARE(scene.database.cell("SELECT uses FROM console.jwt_keys"), u"1");
    }

    void duringAnOutageWhatWasReadCounts()
    {
        Scene scene(*m_cluster);
        const Sender sender;
        scene.insert(sender);
        QVERIFY(scene.store->start());
        scene.database.goAway();
        scene.store->used(sender.kid);
        scene.store->refresh();
        QCOMPARE(scene.judge(sender), valid);
        scene.database.comeBack();
        QTRY_COMPARE_WITH_TIMEOUT(scene.database.cell("SELECT uses FROM console.jwt_keys"), u"1",
                                  10000);
    }

    void oneThatIsNoKeySpoilsNotTheOther()
    {
        Scene scene(*m_cluster);
        const Sender spoilt, good;
        scene.insert(spoilt, "retiring", "no PEM");
        scene.insert(good);
        QVERIFY(scene.store->start());
        QCOMPARE(scene.judge(spoilt), unknown);
        QCOMPARE(scene.judge(good), valid);
    }

    void theEnvironmentsIsImportedOnce()
    {
        Scene scene(*m_cluster);
        const Sender sender;
        for (int i = 0; i < 2; ++i)
            QVERIFY(scene.import(sender));
        QVERIFY(scene.store->start());
        QCOMPARE(scene.judge(sender), valid);
        QCOMPARE(scene.states(), stateOf(sender, "active"));
        QCOMPARE(
            scene.database.cell("SELECT concat_ws(' ', created_by, issuer, audience, algorithm)"
                                " FROM console.jwt_keys"),
            u"environment https://shop.example gatehouse ES256");
    }

    void anotherOfTheEnvironmentTakesItsPlaceUntilSomebodyRotates()
    {
        Scene scene(*m_cluster);
        const Sender first, second, third;
        QVERIFY(scene.import(first));
        QVERIFY(scene.import(second));
        QCOMPARE(scene.states(), stateOf(second, "active ") + stateOf(first, "retiring"));
        QVERIFY(scene.import(first));
        QCOMPARE(scene.states(), stateOf(first, "active ") + stateOf(second, "retiring"));
        QCOMPARE(scene.database.cell("SELECT expires_at > now() + interval '6 days'"
                                     " FROM console.jwt_keys WHERE state = 'retiring'"),
                 u"true");
        QVERIFY(scene.import(third));
        QCOMPARE(scene.states(),
                 stateOf(third, "active ") + stateOf(first, "retiring ")
                     + stateOf(second, "revoked"));
        QVERIFY(scene.import(second));
        QVERIFY(scene.states().contains(stateOf(second, "revoked")));
        scene.set(third, "created_by = 'anna'");
        QVERIFY(scene.import(first));
        QVERIFY(scene.import(Sender()));
        QVERIFY(scene.states().startsWith(stateOf(third, "active")));
    }

    void otherPartiesOfTheEnvironmentAreFollowedUntilSomebodyRotates()
    {
        Scene scene(*m_cluster);
        Sender sender;
        QVERIFY(scene.import(sender));
        sender.options.issuer = "https://moved.example";
        QVERIFY(scene.import(sender));
        const std::string issuer = "SELECT issuer FROM console.jwt_keys";
        QCOMPARE(scene.database.cell(issuer), u"https://moved.example");
        scene.set(sender, "created_by = 'anna'");
        sender.options.issuer = "https://elsewhere.example";
        QVERIFY(scene.import(sender));
        QCOMPARE(scene.database.cell(issuer), u"https://moved.example");
    }

private:
    std::unique_ptr<TestCluster> m_cluster;
};

QTEST_GUILESS_MAIN(StoredJwtKeysTest)
#include "storedjwtkeys_test.moc"
