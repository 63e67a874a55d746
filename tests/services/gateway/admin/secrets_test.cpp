#include "adminharness.h"
#include "services/gateway/store/secretrows.h"
#include "services/secrets/vault.h"
#include "tests/support/vaults.h"

#include <QTest>

namespace gatehouse::test {

using secrets::Vault;

namespace {

std::string textOf(const QString &text)
{
    return text.toStdString();
}

} // namespace

class SecretsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void firstOneMakesTheTenantKnown();
    void secretIsMadeAndShownOnce();
    void givenOneIsNotAnswered();
    void rotationKeepsTheFormerForTheOverlap();
    void overlapOfZeroRevokesAtOnce();
    void onlyTwoAreValid();
    void overIsAsGoodAsRevoked();
    void badRotationsAreRefused_data();
    void badRotationsAreRefused();
    void rollbackSwapsThem();
    void theLedgerSaysWhatItWasAndWhatItBecame();
    void rollbackNeedsAFormerOne();
    void extendMovesTheEnd();
    void revokedIsRevokedOnce();
    void activeOneIsNotRevoked();
    void testTellsWhatIsAccepted();
    void usageJudgesTheRotation();
    void policySaysWhenTheyAreDue();
    void urgencyPutsWhatHasToBeDoneFirst();
    void aCursorIsGoodForItsOrderAlone();
    void whatIsNoOrderIsRefused_data();
    void whatIsNoOrderIsRefused();
    void rekeyWrapsEverythingAnew();
    void rekeyIsAllOrNothing();
    void withoutAMasterKeyNothingIsStored();
    void adminOnly_data();
    void adminOnly();
    void otherTenantsAreNotThere();
    void noAnswerOrTableHoldsASecret();

private:
    std::string rotate(const std::string &tenant, const std::string &more = {})
    {
        const Answer made = m_harness->post("secrets/stripe/" + tenant + "/rotate",
                                            R"({"reason":"a test")" + more + '}');
        return made.status == 201 ? textOf(made.text("id")) : textOf(made.code());
    }
    QString states(const std::string &tenant)
    {
        return m_harness->database.cell(
            "SELECT string_agg(version || ' ' || state, ', ' ORDER BY version) FROM console.secrets"
            " WHERE tenant = $1",
            {tenant});
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
    int m_heard = 0;
    const Vault m_vault = vaultOf('k').withPrevious(vaultOf('p'));
};

void SecretsTest::initTestCase()
{
    m_cluster = TestCluster::start();
    gateway::AdminOptions options;
    options.vault = &m_vault;
    options.secretsChanged = [this] { ++m_heard; };
    options.secrets = [](const std::string &, const std::string &tenant) {
        if (tenant != "acme")
            return gateway::TenantSecrets{};
        return gateway::TenantSecrets{"acme",
                                      {{"current secret", "version 7"},
                                       {"former secret", "version 6", "retiring"},
                                       {"gone secret", "version 5", "revoked"}}};
    };
    m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
}

void SecretsTest::cleanupTestCase()
{
    m_harness.reset();
}

void SecretsTest::firstOneMakesTheTenantKnown()
{
    m_heard = 0;
    const Answer made = m_harness->post("secrets/github/first/rotate", R"({"reason":"new shop"})");
    QCOMPARE(made.status, 201);
    QCOMPARE(made.json().value(QStringLiteral("version")).toInt(), 1);
    QVERIFY(made.json().value(QStringLiteral("previous_expires_at")).isNull());
    QCOMPARE(m_heard, 1);
    const Answer shown = m_harness->get("secrets/" + textOf(made.text("id")));
    QCOMPARE(shown.text("state"), u"active");
    QCOMPARE(shown.text("created_by"), u"admin");
    QCOMPARE(m_harness->get("secrets?source=github&tenant=first").items().size(), 1);
}

void SecretsTest::secretIsMadeAndShownOnce()
{
    const std::string key = "shown-once";
    const std::string body = R"({"reason":"quarterly"})";
    const Answer made = m_harness->post("secrets/standard/once/rotate", body, key);
    QCOMPARE(made.status, 201);
    const std::string secret = textOf(made.text("secret"));
    QVERIFY(secret.starts_with("whsec_"));
    QCOMPARE(made.text("fingerprint"), QString::fromStdString(signing::fingerprint(secret)));
    const Answer again = m_harness->post("secrets/standard/once/rotate", body, key);
    QCOMPARE(again.status, 201);
    QCOMPARE(again.text("id"), made.text("id"));
    QVERIFY(again.body.find(secret) == std::string::npos);
    QCOMPARE(again.json().value(QStringLiteral("revealed")).toBool(), true);
}

void SecretsTest::givenOneIsNotAnswered()
{
    const Answer made =
        m_harness->post("secrets/stripe/given/rotate",
                        R"({"reason":"made by Stripe","secret":"whsec_pasted_123"})");
    QCOMPARE(made.status, 201);
    QVERIFY(!made.json().contains(QStringLiteral("secret")));
    QCOMPARE(made.text("fingerprint"),
             QString::fromStdString(signing::fingerprint("whsec_pasted_123")));
    const auto rows =
        m_harness->sql("SELECT id, sealed FROM gatehouse.provider_secret WHERE tenant = 'given'");
    const auto plain = m_vault.unseal(rows.get<postgres::Bytes>(0, 1).data,
                                      gateway::providerSecretIdentity(rows.get<Uuid>(0, 0)));
    QVERIFY(plain);
    QCOMPARE(std::string(plain->view()), std::string("whsec_pasted_123"));
}

void SecretsTest::rotationKeepsTheFormerForTheOverlap()
{
    rotate("kept");
    const Answer made = m_harness->post("secrets/stripe/kept/rotate",
                                        R"({"reason":"quarterly","overlap_seconds":3600})");
    QCOMPARE(made.status, 201);
    QVERIFY(!made.text("previous_expires_at").isEmpty());
    QCOMPARE(states("kept"), u"1 retiring, 2 active");
    QCOMPARE(m_harness->database.cell(
                 "SELECT expires_at BETWEEN now() + interval '59 min' AND now() + interval '1 h'"
                 "  FROM console.secrets WHERE tenant = 'kept' AND version = 1"),
             u"true");
}

void SecretsTest::overlapOfZeroRevokesAtOnce()
{
    rotate("leaked");
    rotate("leaked", R"(,"overlap_seconds":0)");
    QCOMPARE(states("leaked"), u"1 revoked, 2 active");
}

void SecretsTest::onlyTwoAreValid()
{
    rotate("two");
    rotate("two");
    QCOMPARE(rotate("two"), std::string("rotation_under_way"));
    QCOMPARE(states("two"), u"1 retiring, 2 active");
}

void SecretsTest::overIsAsGoodAsRevoked()
{
    rotate("over");
    rotate("over");
    m_harness->sql("UPDATE gatehouse.provider_secret SET expires_at = now() - interval '1 s'"
                   " WHERE tenant = 'over' AND version = 1");
    rotate("over");
    QCOMPARE(states("over"), u"1 revoked, 2 retiring, 3 active");
}

void SecretsTest::badRotationsAreRefused_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *path, const char *body, int status,
                        const char *code) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(body) << status
                            << QString::fromLatin1(code);
    };
    row("no reason", "stripe/bad", "{}", 400, "reason_missing");
    row("no such source", "paypal/bad", R"({"reason":"x"})", 404, "not_found");
    row("overlap too long", "stripe/bad", R"({"reason":"x","overlap_seconds":604801})", 400,
        "field_invalid");
    row("overlap below zero", "stripe/bad", R"({"reason":"x","overlap_seconds":-1})", 400,
        "field_invalid");
    row("secret too short", "stripe/bad", R"({"reason":"x","secret":"short"})", 400,
        "field_invalid");
    row("secret of two lines", "stripe/bad", "{\"reason\":\"x\",\"secret\":\"line\\none more\"}",
        400, "field_invalid");
    row("not base64", "standard/bad", R"({"reason":"x","secret":"whsec_no!base64"})", 422,
        "secret_unusable");
    row("unknown field", "stripe/bad", R"({"reason":"x","overlap":1})", 400, "field_invalid");
}

void SecretsTest::badRotationsAreRefused()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, code);
    const Answer refused =
        m_harness->post("secrets/" + path.toStdString() + "/rotate", body.toStdString());
    QCOMPARE(refused.status, status);
    QCOMPARE(refused.code(), code);
    QCOMPARE(m_harness->database.cell("SELECT count(*) FROM console.secrets WHERE tenant = 'bad'"),
             u"0");
}

void SecretsTest::rollbackSwapsThem()
{
    rotate("back");
    rotate("back");
    const Answer answer = m_harness->post("secrets/stripe/back/rollback");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value(QStringLiteral("version")).toInt(), 1);
    QCOMPARE(states("back"), u"1 active, 2 retiring");
    QCOMPARE(m_harness->database.cell("SELECT expires_at IS NULL FROM console.secrets"
                                      " WHERE tenant = 'back' AND version = 2"),
             u"true");
}

void SecretsTest::theLedgerSaysWhatItWasAndWhatItBecame()
{
    rotate("told");
    rotate("told");
    const std::string body = R"({"reason":"x","overlap_seconds":60})";
    QCOMPARE(m_harness->post("secrets/stripe/told/rollback").status, 200);
    QCOMPARE(m_harness->post("secrets/stripe/told/extend", body).status, 200);
    QCOMPARE(m_harness->database.cell(
                 "SELECT string_agg(concat_ws(' ', action,"
                 " coalesce(detail->'before'->>'active_version', detail->'before'->>'state', '-'),"
                 " coalesce(detail->'after'->>'active_version', detail->'after'->>'state', '-')),"
                 " ',' ORDER BY sequence) FROM console.audit WHERE detail->>'tenant' = 'told'"),
             u"secrets.rotate - 1,secrets.rotate 1 2,secrets.rollback 2 1,"
             u"secrets.extend retiring retiring");
}

void SecretsTest::rollbackNeedsAFormerOne()
{
    rotate("alone");
    QCOMPARE(m_harness->post("secrets/stripe/alone/rollback").code(), u"nothing_to_roll_back");
}

void SecretsTest::extendMovesTheEnd()
{
    rotate("longer");
    QCOMPARE(
        m_harness->post("secrets/stripe/longer/extend", R"({"reason":"x","overlap_seconds":60})")
            .code(),
        u"not_rotating");
    rotate("longer", R"(,"overlap_seconds":60)");
    QCOMPARE(m_harness
                 ->post("secrets/stripe/longer/extend",
                        R"({"reason":"late retries","overlap_seconds":259200})")
                 .status,
             200);
    QCOMPARE(
        m_harness->database.cell("SELECT expires_at > now() + interval '71 h'"
                                 "  FROM console.secrets WHERE tenant = 'longer' AND version = 1"),
        u"true");
}

void SecretsTest::revokedIsRevokedOnce()
{
    const std::string first = rotate("revoked");
    rotate("revoked");
    QCOMPARE(m_harness->post("secrets/" + first + "/revoke").text("state"), u"revoked");
    QCOMPARE(m_harness->post("secrets/" + first + "/revoke").code(), u"already_revoked");
    QCOMPARE(states("revoked"), u"1 revoked, 2 active");
}

void SecretsTest::activeOneIsNotRevoked()
{
    const std::string only = rotate("active");
    QCOMPARE(m_harness->post("secrets/" + only + "/revoke").code(), u"secret_in_use");
    QCOMPARE(states("active"), u"1 active");
}

void SecretsTest::testTellsWhatIsAccepted()
{
    const QStringList sources{
        QStringLiteral("stripe"),    QStringLiteral("github"), QStringLiteral("hubspot"),
        QStringLiteral("shopify"),   QStringLiteral("slack"),  QStringLiteral("woocommerce"),
        QStringLiteral("wordpress"), QStringLiteral("ai"),     QStringLiteral("wpmedia")};
    for (const QString &source : sources) {
        const Answer answer =
            m_harness->post("secrets/" + textOf(source) + "/acme/test", R"({"reason":"step 4"})");
        QCOMPARE(answer.status, 200);
        QStringList told;
        for (const auto &value : answer.json().value(QStringLiteral("results")).toArray())
            told << value[QStringLiteral("signed_with")].toString() + QLatin1Char(' ')
                    + value[QStringLiteral("outcome")].toString();
        QVERIFY2(told
                     == QStringList({QStringLiteral("version 7 accepted"),
                                     QStringLiteral("version 6 accepted"),
                                     QStringLiteral("none of them refused")}),
                 qPrintable(source + told.join(u',')));
    }
    QCOMPARE(m_harness->post("secrets/stripe/globex/test").status, 404);
}

void SecretsTest::usageJudgesTheRotation()
{
    const std::string first = rotate("usage");
    const auto verdict = [this] {
        return m_harness->get("secrets/stripe/usage/usage")
            .json()
            .value(QStringLiteral("verdict"))[QStringLiteral("code")]
            .toString();
    };
    QVERIFY(verdict().isEmpty());
    const std::string second = rotate("usage");
    QCOMPARE(verdict(), u"new_unused");
    m_harness->sql(
        "INSERT INTO gatehouse.secret_minute VALUES ($1::uuid, date_trunc('minute', now()), 5)",
        {second});
    m_harness->sql("UPDATE gatehouse.provider_secret SET last_used_at = now(), uses = 5"
                   " WHERE id = $1::uuid",
                   {second});
    QCOMPARE(verdict(), u"late_retry");
    m_harness->sql("UPDATE gatehouse.provider_secret SET last_used_at = now() WHERE id = $1::uuid",
                   {first});
    QCOMPARE(verdict(), u"old_in_use");
    const auto shown = m_harness->get("secrets/stripe/usage/usage").json();
    QCOMPARE(shown.value(QStringLiteral("retry_window_seconds")).toInt(), 72 * 3600);
    QCOMPARE(shown.value(QStringLiteral("minutes")).toArray().size(), 1);
    QCOMPARE(m_harness->get("secrets/stripe/nobody/usage").status, 404);
    QCOMPARE(m_harness->get("secrets/stripe/usage/usage?hours=169").status, 400);
}

void SecretsTest::policySaysWhenTheyAreDue()
{
    const Answer made = m_harness->post("secrets/slack/due/rotate", R"({"reason":"x"})");
    const auto due = [&] {
        return m_harness->database.cell(
            "SELECT extract(day FROM due_at - active_since) FROM console.secrets"
            " WHERE tenant = 'due'");
    };
    QCOMPARE(due(), u"90");
    QCOMPARE(m_harness->post("secret-policies/slack", R"({"reason":"x","days":30})").status, 200);
    QCOMPARE(due(), u"30");
    QCOMPARE(m_harness->get("secret-policies").items().size(), 1);
    QCOMPARE(m_harness->post("secret-policies/slack", R"({"reason":"x"})").code(),
             u"field_invalid");
    QCOMPARE(m_harness->post("secret-policies/paypal", R"({"reason":"x","days":30})").status, 404);
}

/// Overdue ones, then a rotation that ends tomorrow, then what is due later; what is revoked last.
void SecretsTest::urgencyPutsWhatHasToBeDoneFirst()
{
    const auto activeFor = [this](const char *tenant, int days) {
        rotate(tenant);
        const auto aged = m_harness->database.owner().execute(
            "UPDATE gatehouse.provider_secret SET active_since = now() - $2::bigint * interval '1 "
            "day'"
            " WHERE tenant = $1 AND state = 'active'",
            {std::string(tenant), std::int64_t(days)});
        QVERIFY2(aged, aged ? "" : qPrintable(aged.error().detail));
    };
    activeFor("urgent-later", 10);
    activeFor("urgent-overdue", 100);
    activeFor("urgent-soon", 85);
    activeFor("urgent-rotating", 10);
    rotate("urgent-rotating");
    activeFor("urgent-longest", 200);
    activeFor("urgent-back", 10);
    rotate("urgent-back");
    QCOMPARE(m_harness->post("secrets/stripe/urgent-back/rollback", R"({"reason":"x"})").status,
             200);
    rotate("urgent-replaced");
    rotate("urgent-replaced", R"(,"overlap_seconds":0)");

    QStringList order;
    std::string path = "secrets?tenant=urgent-*&sort=urgency&limit=3";
    for (std::string cursor; order.size() < 20;) {
        const Answer page =
            m_harness->get(path + (cursor.empty() ? std::string() : "&cursor=" + cursor));
        QCOMPARE(page.status, 200);
        for (const auto &item : page.items())
            order += item.toObject()[u"tenant"].toString().mid(7) + u' '
                + item.toObject()[u"state"].toString();
        cursor = textOf(page.text("next"));
        if (cursor.empty())
            break;
    }
    QCOMPARE(order.join(u", "),
             u"longest active, overdue active, back retiring, back active, rotating active, "
             u"rotating retiring, soon active, "
             u"later active, replaced active, replaced revoked");
}

void SecretsTest::aCursorIsGoodForItsOrderAlone()
{
    for (const char *tenant : {"cursor-a", "cursor-b", "cursor-c"})
        rotate(tenant);
    const auto nextOf = [this](const std::string &path) {
        return textOf(m_harness->get(path).text("next"));
    };
    const std::string urgent = "secrets?tenant=cursor-*&limit=1&sort=urgency";
    const std::string newest = "secrets?tenant=cursor-*&limit=1";
    QCOMPARE(m_harness->get(urgent + "&cursor=" + nextOf(urgent)).status, 200);
    QCOMPARE(m_harness->get(newest + "&cursor=" + nextOf(newest)).status, 200);
    QCOMPARE(m_harness->get(urgent + "&cursor=" + nextOf(newest)).status, 400);
    QCOMPARE(m_harness->get(newest + "&cursor=" + nextOf(urgent)).status, 400);
}

void SecretsTest::whatIsNoOrderIsRefused_data()
{
    QTest::addColumn<std::string>("path");
    QTest::newRow("not a sort column") << std::string("secrets?sort=source");
    QTest::newRow("twice") << std::string("secrets?sort=urgency&sort=urgency");
    QTest::newRow("a list of one order") << std::string("routes?sort=created_at");
}

void SecretsTest::whatIsNoOrderIsRefused()
{
    QFETCH(std::string, path);
    QCOMPARE(m_harness->get(path).status, 400);
}

void SecretsTest::rekeyWrapsEverythingAnew()
{
    const Vault previous = vaultOf('p');
    auto session = m_harness->database.session();
    const gateway::NewSecret old{m_harness->ids.next(), "stripe", "rekeyed", 1, "test"};
    QVERIFY(gateway::insertActive(session, previous, old, "wrapped before"));
    const Answer answer = m_harness->post("secrets/rekey", R"({"reason":"the key was rotated"})");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value(QStringLiteral("rewrapped")).toInt(), 1);
    const Vault current = vaultOf('k');
    const auto rows = m_harness->sql("SELECT sealed, master_key FROM gatehouse.provider_secret"
                                     " WHERE tenant = 'rekeyed'");
    const auto plain = current.unseal(rows.get<postgres::Bytes>(0, 0).data,
                                      gateway::providerSecretIdentity(old.id));
    QVERIFY(plain);
    QCOMPARE(std::string(plain->view()), std::string("wrapped before"));
    QCOMPARE(rows.get<std::string>(0, 1), current.fingerprint());
}

void SecretsTest::rekeyIsAllOrNothing()
{
    const Vault previous = vaultOf('p');
    const Vault unknown = vaultOf('u');
    auto session = m_harness->database.session();
    const gateway::NewSecret good{m_harness->ids.next(), "stripe", "good", 1, "test"};
    const gateway::NewSecret bad{m_harness->ids.next(), "stripe", "unreadable", 1, "test"};
    QVERIFY(gateway::insertActive(session, previous, good, "readable"));
    QVERIFY(gateway::insertActive(session, unknown, bad, "unreadable"));
    QCOMPARE(m_harness->post("secrets/rekey").code(), u"master_key_differs");
    QCOMPARE(
        m_harness->database.cell("SELECT master_key FROM console.secrets WHERE tenant = 'good'"),
        QString::fromStdString(previous.fingerprint()));
    m_harness->sql("DELETE FROM gatehouse.provider_secret WHERE tenant = 'unreadable'");
}

void SecretsTest::withoutAMasterKeyNothingIsStored()
{
    AdminHarness harness(*m_cluster);
    const Answer refused = harness.post("secrets/stripe/acme/rotate", R"({"reason":"x"})");
    QCOMPARE(refused.code(), u"master_key_missing");
    QCOMPARE(harness.post("secrets/rekey").code(), u"master_key_missing");
}

void SecretsTest::adminOnly_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path :
         {"secrets/stripe/acme/rotate", "secrets/stripe/acme/rollback",
          "secrets/stripe/acme/extend", "secrets/stripe/acme/test", "secrets/rekey",
          "secret-policies/stripe", "secrets/01a1e9b4-ed58-7327-b569-6ed663e67889/revoke"})
        QTest::newRow(path) << QByteArray(path);
}

void SecretsTest::adminOnly()
{
    QFETCH(QByteArray, path);
    for (const char *role : {"viewer", "support", "developer"})
        QCOMPARE(
            m_harness
                ->post(path.toStdString(), R"({"reason":"x"})", "auto", AdminHarness::tokenOf(role))
                .status,
            403);
}

void SecretsTest::otherTenantsAreNotThere()
{
    const std::string other = rotate("theirs");
    const std::string limited = "limited-0123456789abcdef";
    auto session = m_harness->database.session();
    QVERIFY(gateway::ensureAdminToken(session, "limited", "admin", limited));
    m_harness->sql("UPDATE gatehouse.admin_token SET tenants = '{ours}' WHERE name = 'limited'");
    QCOMPARE(m_harness->get("secrets/" + other, limited).status, 404);
    QCOMPARE(m_harness->get("secrets?tenant=theirs", limited).items().size(), 0);
    QCOMPARE(m_harness->get("secrets/stripe/theirs/usage", limited).status, 404);
    const auto post = [&](const std::string &path, const char *body = R"({"reason":"x"})") {
        return m_harness->post(path, body, "auto", limited).status;
    };
    QCOMPARE(post("secrets/stripe/theirs/rotate"), 404);
    QCOMPARE(post("secrets/" + other + "/revoke"), 404);
    QCOMPARE(post("secrets/rekey"), 403);
    QCOMPARE(post("secret-policies/stripe", R"({"reason":"x","days":1})"), 403);
    QCOMPARE(post("secrets/stripe/ours/rotate"), 201);
}

void SecretsTest::noAnswerOrTableHoldsASecret()
{
    const std::string plain = "planted-secret-0123456789";
    m_harness->post("secrets/stripe/planted/rotate",
                    R"({"reason":"x","secret":")" + plain + R"("})");
    for (const char *path : {"secrets", "audit", "secrets/stripe/planted/usage"})
        QVERIFY(m_harness->get(path).body.find(plain) == std::string::npos);
    const QString all = m_harness->database.cell(
        "SELECT string_agg(t, ' ') FROM (SELECT a::text AS t FROM gatehouse.audit a UNION ALL"
        " SELECT r::text FROM gatehouse.admin_request r UNION ALL"
        " SELECT s::text FROM gatehouse.provider_secret s) AS rows");
    QVERIFY(!all.contains(QString::fromStdString(plain)));
    QVERIFY(!all.contains(QString::fromLatin1(QByteArray::fromStdString(plain).toHex())));
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::SecretsTest)
#include "secrets_test.moc"
