#include "adminharness.h"
#include "services/gateway/store/destinationsecrets.h"
#include "services/gateway/store/routes.h"
#include "services/secrets/vault.h"
#include "tests/support/vaults.h"

#include <QTest>

namespace gatehouse::test {

using secrets::Vault;

class DestinationsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void createdOneIsListedWithoutSecrets();
    void secretsAreSealedForTheirRow();
    void basicIsUserAndPassword();
    void nameIsTakenOnce();
    void badFieldsAreRefused_data();
    void badFieldsAreRefused();
    void adminOnly();
    void rotationKeepsThePreviousSecret();
    void theSameSecretAgainKeepsTheWayBack();
    void overlapOfZeroKeepsNothing();
    void rollbackSwapsTheSecrets();
    void retiringForgetsThePreviousOne();
    void usageTellsWhatCameOfTheDeliveries_data();
    void usageTellsWhatCameOfTheDeliveries();
    void afterTheOverlapThereIsNoWayBack();
    void anotherHostTakesAuthAnew();
    void anotherPathTakesNothingAnew();
    void standInNeedsNoSecrets();
    void bothSecretsOrNone();
    void anotherMasterKeyTakesBothAnew();
    void environmentIsNotOverruled();
    void withoutAMasterKeyNothingIsStored();
    void deletedWhenNothingUsesIt();
    void usedOneIsNotDeleted();
    void otherTenantsAreNotSeen();
    void limitedTokenChangesItsTenantsOnly();
    void ledgerHoldsNoSecret();
    void aRepeatMakesNothingTwice();

private:
    /// A destination of a new name.
    std::string create(const std::string &more = {});
    std::string secretOf(const std::string &name, const std::string &column = "signing_secret")
    {
        const auto rows = m_harness->sql(
            "SELECT id, " + column + " FROM gatehouse.destination WHERE name = $1", {name});
        const Uuid id = rows.get<Uuid>(0, 0);
        const auto secret =
            m_vault.unseal(rows.get<postgres::Bytes>(0, 1).data,
                           column == "credential" ? gateway::credentialIdentity(id)
                                                  : gateway::signingSecretIdentity(id));
        return secret ? std::string(secret->view()) : secret.error().message.toStdString();
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
    const Vault m_vault = vaultOf('k');
};

// moc loses its way in a raw literal that holds two slashes, so they are escaped as JSON allows,
// and behind some others, so these stand below the class.
namespace {

constexpr const char *token = "a-bearer-token-that-nobody-sees";
constexpr const char *firstSecret = "the first signing secret";
constexpr const char *secondSecret = "the second signing secret";

std::string bodyOf(const std::string &name, const std::string &more = {})
{
    return R"({"name":")" + name + R"(","base_url":"https:\/\/wp.example","auth":{"type":"bearer",)"
        + R"("token":")" + token + R"("},"signing_secret":")" + firstSecret + '"' + more + '}';
}

std::string rotation(const std::string &secret, const std::string &more = {})
{
    return R"({"reason":"a test","signing_secret":")" + secret + '"' + more + '}';
}

} // namespace

std::string DestinationsTest::create(const std::string &more)
{
    static int number = 0;
    const std::string name = "made-" + std::to_string(++number);
    const Answer made = m_harness->post("destinations", bodyOf(name, more));
    if (made.status != 201)
        qFatal("not made: %s", made.body.c_str());
    return name;
}

void DestinationsTest::initTestCase()
{
    m_cluster = TestCluster::start();
    gateway::AdminOptions options;
    options.vault = &m_vault;
    options.environmentDestinations = {"default"};
    m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
}

void DestinationsTest::cleanupTestCase()
{
    m_harness.reset();
}

void DestinationsTest::createdOneIsListedWithoutSecrets()
{
    const Answer made = m_harness->post("destinations", bodyOf("shop", R"(,"tenant":"acme")"));
    QCOMPARE(made.status, 201);
    QCOMPARE(made.text("name"), u"shop");
    QCOMPARE(made.text("tenant"), u"acme");
    QCOMPARE(made.text("auth_type"), u"bearer");
    QCOMPARE(made.text("credential_fingerprint"),
             QString::fromStdString(signing::fingerprint(token)));
    QCOMPARE(made.text("signing_secret_fingerprint"),
             QString::fromStdString(signing::fingerprint(firstSecret)));
    for (const std::string &path :
         {std::string("destinations?name=shop"), std::string("destinations/shop"),
          "destinations/" + made.text("id").toStdString()}) {
        const Answer shown = m_harness->get(path, AdminHarness::tokenOf("viewer"));
        QCOMPARE(shown.status, 200);
        QVERIFY(shown.body.find(made.text("id").toStdString()) != std::string::npos);
        QVERIFY(shown.body.find(token) == std::string::npos);
        QVERIFY(shown.body.find(firstSecret) == std::string::npos);
    }
    QCOMPARE(m_harness->get("destinations/nowhere").status, 404);
}

void DestinationsTest::secretsAreSealedForTheirRow()
{
    const std::string name = create();
    QCOMPARE(secretOf(name, "credential"), std::string(token));
    QCOMPARE(secretOf(name), std::string(firstSecret));
    QCOMPARE(m_harness->database.cell("SELECT master_key FROM console.destinations WHERE name = $1",
                                      {name}),
             QString::fromStdString(m_vault.fingerprint()));
    const QString row =
        m_harness->database.cell("SELECT string_agg(d::text, ' ') FROM gatehouse.destination d");
    QVERIFY(!row.contains(QString::fromLatin1(QByteArray(firstSecret).toHex())));
}

void DestinationsTest::basicIsUserAndPassword()
{
    const Answer made = m_harness->post(
        "destinations",
        R"({"name":"basic","base_url":"https:\/\/wp.example","signing_secret":"0123456789abcdef",)"
        R"("auth":{"type":"basic","user":"anna","password":"abcd: efgh"}})");
    QCOMPARE(made.status, 201);
    QCOMPARE(secretOf("basic", "credential"), std::string("anna:abcd: efgh"));
}

void DestinationsTest::nameIsTakenOnce()
{
    const std::string name = create();
    const Answer again = m_harness->post("destinations", bodyOf(name));
    QCOMPARE(again.status, 409);
    QCOMPARE(again.code(), u"destination_exists");
}

void DestinationsTest::badFieldsAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const QByteArray &base, const QByteArray &auth,
                        const QByteArray &secret, const char *field) {
        QTest::newRow(name) << QByteArray(R"({"name":"x","base_url":)" + base + R"(,"auth":)" + auth
                                          + R"(,"signing_secret":)" + secret + '}')
                            << QString::fromLatin1(field);
    };
    const QByteArray base = R"("https:\/\/wp.example")";
    const QByteArray auth = R"({"type":"bearer","token":"t"})";
    const QByteArray secret = R"("0123456789abcdef")";
    row("password in the URL", R"("https:\/\/a:b@wp.example")", auth, secret, "base_url");
    row("http", R"("http:\/\/wp.example")", auth, secret, "base_url");
    row("URL is a number", "1", auth, secret, "base_url");
    row("auth is a text", base, R"("t")", secret, "auth");
    row("unknown type", base, R"({"type":"digest"})", secret, "auth.type");
    row("no token", base, R"({"type":"bearer"})", secret, "auth.token");
    row("token of two lines", base, R"({"type":"bearer","token":"a\r\nX: y"})", secret,
        "auth.token");
    row("token with a blank", base, R"({"type":"bearer","token":"a b"})", secret, "auth.token");
    row("colon in the user", base, R"({"type":"basic","user":"a:b","password":"c"})", secret,
        "auth.user");
    row("both", base, R"({"type":"bearer","token":"t","password":"c"})", secret, "auth.type");
    row("unknown in auth", base, R"({"type":"bearer","token":"t","x":1})", secret, "auth.x");
    row("short secret", base, auth, R"("0123456789abcde")", "signing_secret");
    row("long secret", base, auth, '"' + QByteArray(1025, 'x') + '"', "signing_secret");
    QTest::newRow("no name") << QByteArray(R"({"base_url":"https:\/\/wp.example"})") << "name";
    QTest::newRow("capital letters") << QByteArray(R"({"name":"Shop"})") << "name";
    QTest::newRow("name like an id")
        << QByteArray(R"({"name":"01a1e9b4-ed58-7327-b569-6ed663e67889"})") << "name";
    QTest::newRow("name of a path") << QByteArray(R"({"name":"../x"})") << "name";
    QTest::newRow("unknown field") << QByteArray(R"({"name":"x","colour":"red"})") << "colour";
}

void DestinationsTest::badFieldsAreRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    const Answer refused = m_harness->post("destinations", body.toStdString());
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.code(), u"field_invalid");
    QVERIFY2(refused.text("detail").contains(u'\'' + field + u'\''), refused.body.c_str());
    QVERIFY(refused.body.find("0123456789abcde") == std::string::npos);
}

void DestinationsTest::adminOnly()
{
    const std::string name = create();
    for (const char *role : {"viewer", "support", "developer"}) {
        for (const std::string &path :
             {std::string("destinations"), "destinations/" + name,
              "destinations/" + name + "/rollback", "destinations/" + name + "/delete"}) {
            const Answer refused =
                m_harness->post(path, R"({"reason":"x"})", "auto", AdminHarness::tokenOf(role));
            QCOMPARE(refused.status, 403);
            QVERIFY(refused.text("detail").contains(u"'destinations'"));
        }
    }
}

void DestinationsTest::rotationKeepsThePreviousSecret()
{
    const std::string name = create();
    const Answer rotated =
        m_harness->post("destinations/" + name, rotation(secondSecret, R"(,"overlap_seconds":60)"));
    QCOMPARE(rotated.status, 200);
    QCOMPARE(rotated.text("signing_secret_fingerprint"),
             QString::fromStdString(signing::fingerprint(secondSecret)));
    QCOMPARE(rotated.text("previous_fingerprint"),
             QString::fromStdString(signing::fingerprint(firstSecret)));
    QCOMPARE(secretOf(name), std::string(secondSecret));
    QCOMPARE(secretOf(name, "previous_signing_secret"), std::string(firstSecret));
    QCOMPARE(secretOf(name, "credential"), std::string(token));
    QCOMPARE(m_harness->database.cell(
                 "SELECT previous_expires_at BETWEEN now() + interval '50 s' AND now() + interval"
                 " '61 s' FROM console.destinations WHERE name = $1",
                 {name}),
             u"true");
}

void DestinationsTest::theSameSecretAgainKeepsTheWayBack()
{
    const std::string name = create();
    const std::string path = "destinations/" + name;
    QCOMPARE(m_harness->post(path, rotation(secondSecret)).status, 200);
    const auto before = m_harness->get(path).json();
    const Answer again = m_harness->post(path, rotation(secondSecret, R"(,"overlap_seconds":0)"));
    QCOMPARE(again.status, 200);
    for (const char *field :
         {"signing_secret_fingerprint", "previous_fingerprint", "previous_expires_at"}) {
        const QString member = QString::fromUtf8(field);
        QCOMPARE(again.json()[member], before[member]);
    }
    QCOMPARE(m_harness->post(path + "/rollback").status, 200);
    QCOMPARE(secretOf(name), std::string(firstSecret));
}

void DestinationsTest::overlapOfZeroKeepsNothing()
{
    const std::string name = create();
    const Answer rotated =
        m_harness->post("destinations/" + name, rotation(secondSecret, R"(,"overlap_seconds":0)"));
    QCOMPARE(rotated.status, 200);
    QVERIFY(rotated.json()[u"previous_fingerprint"].isNull());
    const Answer back = m_harness->post("destinations/" + name + "/rollback");
    QCOMPARE(back.status, 409);
    QCOMPARE(back.code(), u"nothing_to_roll_back");
}

void DestinationsTest::rollbackSwapsTheSecrets()
{
    const std::string name = create();
    QCOMPARE(m_harness->post("destinations/" + name, rotation(secondSecret)).status, 200);
    const Answer back = m_harness->post("destinations/" + name + "/rollback");
    QCOMPARE(back.status, 200);
    QCOMPARE(back.text("signing_secret_fingerprint"),
             QString::fromStdString(signing::fingerprint(firstSecret)));
    QCOMPARE(secretOf(name), std::string(firstSecret));
    QCOMPARE(m_harness->post("destinations/" + name + "/rollback").status, 200);
    QCOMPARE(secretOf(name), std::string(secondSecret));
}

void DestinationsTest::retiringForgetsThePreviousOne()
{
    const std::string name = create();
    const std::string path = "destinations/" + name;
    QCOMPARE(m_harness->post(path + "/retire").code(), u"nothing_to_retire");
    QCOMPARE(m_harness->post(path, rotation(secondSecret)).status, 200);
    const Answer retired = m_harness->post(path + "/retire");
    QCOMPARE(retired.status, 200);
    QVERIFY(retired.json()[u"previous_fingerprint"].isNull());
    QCOMPARE(secretOf(name), std::string(secondSecret));
    QCOMPARE(m_harness->database.cell("SELECT previous_signing_secret IS NULL FROM"
                                      " gatehouse.destination WHERE name = $1",
                                      {name}),
             u"true");
    QCOMPARE(m_harness->post(path + "/rollback").code(), u"nothing_to_roll_back");
}

void DestinationsTest::usageTellsWhatCameOfTheDeliveries_data()
{
    QTest::addColumn<QByteArray>("statuses");
    QTest::addColumn<int>("succeeded");
    QTest::addColumn<int>("refused");
    QTest::addColumn<int>("failed");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("none yet") << QByteArray("{}") << 0 << 0 << 0 << QStringLiteral("untried");
    QTest::newRow("only failures")
        << QByteArray("{500,NULL}") << 0 << 0 << 2 << QStringLiteral("untried");
    QTest::newRow("taken") << QByteArray("{200,500,202}") << 2 << 0 << 1 << QStringLiteral("safe");
    QTest::newRow("refused") << QByteArray("{401,500}") << 0 << 1 << 1 << QStringLiteral("refused");
    QTest::newRow("refused at last")
        << QByteArray("{200,403}") << 1 << 1 << 0 << QStringLiteral("refused");
    QTest::newRow("taken at last")
        << QByteArray("{401,200}") << 1 << 1 << 0 << QStringLiteral("safe");
}
void DestinationsTest::usageTellsWhatCameOfTheDeliveries()
{
    QFETCH(QByteArray, statuses);
    QFETCH(QString, verdict);
    const std::string name = create();
    const std::string path = "destinations/" + name;
    const auto deliver = [&](const std::string &codes) {
        const auto failed = m_harness->addFailed("acme", "stripe");
        m_harness->sql(
            "UPDATE gatehouse.job_execution SET destination_id ="
            " (SELECT id FROM gatehouse.destination WHERE name = $1) WHERE id = $2::uuid",
            {name, failed.job});
        m_harness->sql(
            "INSERT INTO gatehouse.delivery_attempt (id, created_at, job_id, event_id, attempt,"
            " request_id, url, request_headers, response_status, duration_ms)"
            " SELECT gen_random_uuid(), now() + n * interval '1 ms', $1::uuid, $2::uuid, n,"
            " gen_random_uuid(), 'https://example.com', '[]', status, 1"
            " FROM unnest($3::text::integer[]) WITH ORDINALITY AS u(status, n)",
            {failed.job, failed.event, codes});
    };
    deliver("{401,401,401}");
    QCOMPARE(m_harness->get(path + "/usage").text("verdict"), u"not_rotating");
    m_harness->sql("UPDATE gatehouse.delivery_attempt SET created_at = now() - interval '1 h'");
    QCOMPARE(m_harness->post(path, rotation(secondSecret)).status, 200);
    deliver(statuses.toStdString());
    const QJsonObject usage = m_harness->get(path + "/usage").json();
    QCOMPARE(usage[u"verdict"].toString(), verdict);
    QTEST(usage[u"succeeded"].toInt(), "succeeded");
    QTEST(usage[u"refused"].toInt(), "refused");
    QTEST(usage[u"failed"].toInt(), "failed");
    QVERIFY(!usage[u"previous_expires_at"].isNull());
    const std::string limited = m_harness->addScopedToken("viewer", {}, {"github"});
    QCOMPARE(m_harness->get(path + "/usage", limited).json()[u"succeeded"].toInt(), 0);
}

void DestinationsTest::afterTheOverlapThereIsNoWayBack()
{
    const std::string name = create();
    QCOMPARE(m_harness->post("destinations/" + name, rotation(secondSecret)).status, 200);
    m_harness->sql("UPDATE gatehouse.destination SET previous_expires_at = now() WHERE name = $1",
                   {name});
    QVERIFY(m_harness->get("destinations/" + name).json()[u"previous_fingerprint"].isNull());
    QCOMPARE(m_harness->post("destinations/" + name + "/rollback").code(), u"nothing_to_roll_back");
}

void DestinationsTest::anotherHostTakesAuthAnew()
{
    const std::string name = create();
    const std::string elsewhere = R"({"reason":"move","base_url":"https:\/\/evil.example")";
    const Answer refused = m_harness->post("destinations/" + name, elsewhere + '}');
    QCOMPARE(refused.status, 422);
    QCOMPARE(refused.code(), u"auth_missing");
    const Answer moved = m_harness->post(
        "destinations/" + name, elsewhere + R"(,"auth":{"type":"bearer","token":"another"}})");
    QCOMPARE(moved.status, 200);
    QCOMPARE(secretOf(name, "credential"), std::string("another"));
    QCOMPARE(secretOf(name), std::string(firstSecret));
}

void DestinationsTest::anotherPathTakesNothingAnew()
{
    const std::string name = create();
    const Answer moved = m_harness->post(
        "destinations/" + name, R"({"reason":"move","base_url":"https:\/\/wp.example:443/blog"})");
    QCOMPARE(moved.status, 200);
    QCOMPARE(moved.text("base_url"), u"https://wp.example:443/blog");
    QCOMPARE(secretOf(name, "credential"), std::string(token));
}

void DestinationsTest::standInNeedsNoSecrets()
{
    const std::string body =
        R"({"name":"stand-in","base_url":")" + std::string(gateway::standInUrl);
    QCOMPARE(m_harness->post("destinations", body + R"("})").status, 201);
    const Answer real = m_harness->post("destinations/stand-in",
                                        R"({"reason":"go","base_url":"https:\/\/wp.example"})");
    QCOMPARE(real.status, 422);
    QCOMPARE(real.code(), u"secrets_missing");
}

void DestinationsTest::bothSecretsOrNone()
{
    const Answer refused = m_harness->post(
        "destinations",
        R"({"name":"half","base_url":"https:\/\/wp.example","signing_secret":"0123456789abcdef"})");
    QCOMPARE(refused.status, 422);
    QCOMPARE(refused.code(), u"secrets_missing");
    const std::string name = create();
    const Answer nothing = m_harness->post("destinations/" + name, R"({"reason":"why"})");
    QCOMPARE(nothing.code(), u"field_invalid");
    QCOMPARE(
        m_harness->post("destinations/" + name, R"({"base_url":"https:\/\/wp.example"})").code(),
        u"reason_missing");
}

void DestinationsTest::anotherMasterKeyTakesBothAnew()
{
    const std::string name = create();
    m_harness->sql("UPDATE gatehouse.destination SET master_key = 'deadbeef' WHERE name = $1",
                   {name});
    const Answer half = m_harness->post("destinations/" + name, rotation(secondSecret));
    QCOMPARE(half.status, 409);
    QCOMPARE(half.code(), u"master_key_differs");
    const Answer both =
        m_harness->post("destinations/" + name,
                        rotation(secondSecret, R"(,"auth":{"type":"bearer","token":"another"})"));
    QCOMPARE(both.status, 200);
    QCOMPARE(both.text("master_key"), QString::fromStdString(m_vault.fingerprint()));
    QVERIFY(both.json()[u"previous_fingerprint"].isNull()); // nobody here could unseal it
    QCOMPARE(secretOf(name, "credential"), std::string("another"));
}

void DestinationsTest::environmentIsNotOverruled()
{
    m_harness->sql("INSERT INTO gatehouse.destination (id, name, base_url) VALUES"
                   " (gen_random_uuid(), 'default', 'https://wp.example') ON CONFLICT DO NOTHING");
    const Answer refused = m_harness->post("destinations/default", rotation(secondSecret));
    QCOMPARE(refused.status, 409);
    QCOMPARE(refused.code(), u"set_by_environment");
}

void DestinationsTest::withoutAMasterKeyNothingIsStored()
{
    const AdminHarness without(*m_cluster);
    const Answer refused = without.post("destinations", bodyOf("shop"));
    QCOMPARE(refused.status, 409);
    QCOMPARE(refused.code(), u"master_key_missing");
    QVERIFY(refused.text("detail").contains(u"GATEHOUSE_MASTER_KEY_FILE"));
}

void DestinationsTest::deletedWhenNothingUsesIt()
{
    const std::string name = create();
    const Answer deleted = m_harness->post("destinations/" + name + "/delete");
    QCOMPARE(deleted.status, 200);
    QCOMPARE(deleted.text("name").toStdString(), name);
    QCOMPARE(m_harness->get("destinations/" + name).status, 404);
    QCOMPARE(m_harness->post("destinations/" + name + "/delete").status, 404);
}

void DestinationsTest::usedOneIsNotDeleted()
{
    const std::string name = create();
    const auto id = *Uuid::parse(m_harness->get("destinations/" + name).text("id").toStdString());
    m_harness->sql(
        "INSERT INTO gatehouse.route (id, source, event_type, destination_id, path, mode)"
        " VALUES (gen_random_uuid(), 'stripe', '*', $1, '/', 'off')",
        {id});
    const Answer routed = m_harness->post("destinations/" + name + "/delete");
    QCOMPARE(routed.status, 409);
    QCOMPARE(routed.code(), u"destination_in_use");
    m_harness->sql("DELETE FROM gatehouse.route WHERE destination_id = $1", {id});
    const std::string job = m_harness->addJob(m_harness->addEvent(), "waiting");
    m_harness->sql("UPDATE gatehouse.job_execution SET destination_id = $1 WHERE id = $2",
                   {id, *Uuid::parse(job)});
    QCOMPARE(m_harness->post("destinations/" + name + "/delete").code(), u"destination_in_use");
}

void DestinationsTest::otherTenantsAreNotSeen()
{
    const std::string mine = create(R"(,"tenant":"acme")");
    const std::string theirs = create(R"(,"tenant":"globex")");
    const std::string scoped = m_harness->addScopedToken("viewer", {"acme"});
    QCOMPARE(m_harness->get("destinations/" + mine, scoped).status, 200);
    QCOMPARE(m_harness->get("destinations/" + theirs, scoped).status, 404);
    QVERIFY(m_harness->get("destinations?limit=500", scoped).body.find(theirs)
            == std::string::npos);
}

void DestinationsTest::limitedTokenChangesItsTenantsOnly()
{
    const std::string mine = create(R"(,"tenant":"acme")");
    const std::string everyones = create();
    const std::string scoped = m_harness->addScopedToken("admin", {"acme"});
    const std::string limited = m_harness->addScopedToken("admin", {}, {"stripe"});
    QCOMPARE(m_harness->post("destinations/" + mine, rotation(secondSecret), "auto", scoped).status,
             200);
    for (const auto &[path, body] : {std::pair("destinations/" + everyones, rotation(secondSecret)),
                                     std::pair(std::string("destinations"), bodyOf("any"))}) {
        for (const std::string &token : {scoped, limited}) {
            const Answer refused = m_harness->post(path, body, "auto", token);
            QCOMPARE(refused.status, 403);
            QCOMPARE(refused.code(), u"outside_scope");
        }
    }
}

void DestinationsTest::ledgerHoldsNoSecret()
{
    const std::string name = create();
    QCOMPARE(m_harness->post("destinations/" + name, rotation(secondSecret)).status, 200);
    QCOMPARE(m_harness->post("destinations/" + name + "/rollback").status, 200);
    QCOMPARE(m_harness->post("destinations/" + name + "/delete").status, 200);
    const QString entries = m_harness->database.cell(
        "SELECT string_agg(action || ' ' || reason || ' ' || detail, '|' ORDER BY sequence) FROM"
        " console.audit WHERE detail->>'destination' = $1",
        {name});
    for (const char *action : {"create", "change", "rollback", "delete"})
        QVERIFY(entries.contains(QStringLiteral("destinations.") + QLatin1String(action)));
    QVERIFY(entries.contains(QString::fromStdString(signing::fingerprint(secondSecret))));
    for (const char *secret : {token, firstSecret, secondSecret})
        QVERIFY(!entries.contains(QLatin1String(secret)));
    const QString fingerprints = m_harness->database.cell(
        "SELECT string_agg(concat_ws(' ', coalesce(detail->'before'->>'signing_secret_fingerprint',"
        " 'none'), coalesce(detail->'after'->>'signing_secret_fingerprint', 'none')), ',' ORDER BY"
        " sequence) FROM console.audit WHERE detail->>'destination' = $1",
        {name});
    const QString first = QString::fromStdString(signing::fingerprint(firstSecret));
    const QString second = QString::fromStdString(signing::fingerprint(secondSecret));
    QCOMPARE(fingerprints, QStringLiteral("none %1,%1 %2,%2 %1,%1 none").arg(first, second));
    QVERIFY(!m_harness->database
                 .cell("SELECT string_agg(response_body, '') FROM gatehouse.admin_request")
                 .contains(QLatin1String(token)));
}

void DestinationsTest::aRepeatMakesNothingTwice()
{
    const std::string body = bodyOf("repeated");
    const Answer first = m_harness->post("destinations", body, "the-same-key");
    const Answer again = m_harness->post("destinations", body, "the-same-key");
    QCOMPARE(first.status, 201);
    QCOMPARE(again.status, 201);
    QCOMPARE(again.body, first.body);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::DestinationsTest)
#include "destinations_test.moc"
