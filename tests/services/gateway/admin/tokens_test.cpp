#include "adminharness.h"

#include <QRegularExpression>
#include <QTest>

#include <thread>

namespace gatehouse::test {

/// Admin tokens: made, listed, revoked, and what nobody may do with them.
class TokensTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init() { m_harness = std::make_unique<AdminHarness>(*m_cluster); }
    void cleanup() { m_harness.reset(); }

    void aNewTokenIsShownOnceAndWorks();
    void aRepeatDoesNotShowItAgain();
    void isStoredAsAHashOnly();
    void isLimitedToItsTenantsAndSources();
    void endsWhenItExpires();
    void endsWhenItIsRevoked();
    void listTellsHowEachStands();
    void listIsFiltered();
    void refusesBadFields_data();
    void refusesBadFields();
    void aNameIsGivenOnce();
    void nobodyMakesATokenBeyondHisScope_data();
    void nobodyMakesATokenBeyondHisScope();
    void aLimitedAdminSeesAndRevokesOnlyWithinHisScope();
    void theLastUnlimitedAdminStays_data();
    void theLastUnlimitedAdminStays();
    void twoWhoRevokeEachOtherLeaveOne();
    void revokingTwiceIsAConflict();
    void bothAreValidWhileOneReplacesTheOther();
    void theFormerOneIsRefusedWhenItsTimeIsOver_data();
    void theFormerOneIsRefusedWhenItsTimeIsOver();
    void useOfTheFormerOneIsToldApart();
    void rollbackLetsTheFormerOneCountAgain();
    void withoutAFormerOneThereIsNothingToEnd_data();
    void withoutAFormerOneThereIsNothingToEnd();
    void whatCannotBeUsedIsNotReplaced();
    void aSecondReplacingDoesNotEndTheFirstOnesOverlap();
    void theEnvironmentsTokenIsReplacedThere();
    void theLedgerTellsOfTheReplacing();
    void theLedgerTellsAndHidesBeyondTheScope();
    void aRevokedTokenOfTheEnvironmentStaysSoUntilItChanges();
    void lastUseIsWrittenOnceAMinuteOfThoseAtOnce();

private:
    Answer make(const std::string &body, const std::string &token = AdminHarness::tokenOf("admin"),
                const std::string &key = "auto")
    {
        return m_harness->post("tokens", body, key, token);
    }
    std::string made(const std::string &members)
    {
        const Answer answer = make(R"({"reason":"a test",)" + members + '}');
        if (answer.status != 201)
            qFatal("no token: %s", answer.body.c_str());
        return answer.text("token").toStdString();
    }
    std::string idOf(const std::string &name)
    {
        return m_harness->database
            .cell("SELECT id FROM gatehouse.admin_token WHERE name = $1", {name})
            .toStdString();
    }
    Answer act(const std::string &name, const std::string &verb, const std::string &more = {})
    {
        return m_harness->post("tokens/" + idOf(name) + '/' + verb,
                               R"({"reason":"a test")" + more + '}');
    }
    QString codeOf(const std::string &token) { return m_harness->get("whoami", token).code(); }
    Answer revoke(const std::string &name,
                  const std::string &token = AdminHarness::tokenOf("admin"))
    {
        return m_harness->post("tokens/" + idOf(name) + "/revoke", R"({"reason":"a test"})", "auto",
                               token);
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
};

void TokensTest::aNewTokenIsShownOnceAndWorks()
{
    const Answer answer =
        make(R"({"name":"ci","role":"support","tenants":null,"reason":"for the pipeline"})");
    QCOMPARE(answer.status, 201);
    const QString token = answer.text("token");
    const QRegularExpression form(QStringLiteral("^gatehouse_[0-9a-f]{64}$"));
    QVERIFY2(form.match(token).hasMatch(), qPrintable(token));
    QCOMPARE(answer.text("id").toStdString(), idOf("ci"));
    const Answer whoami = m_harness->get("whoami", token.toStdString());
    QCOMPARE(whoami.text("actor"), u"ci");
    QCOMPARE(whoami.text("role"), u"support");
    QVERIFY(whoami.json()[u"tenants"].isNull());
}

void TokensTest::aRepeatDoesNotShowItAgain()
{
    const std::string body = R"({"name":"once","role":"viewer","reason":"a test"})";
    const Answer first = make(body, AdminHarness::tokenOf("admin"), "the-same-key");
    const Answer again = make(body, AdminHarness::tokenOf("admin"), "the-same-key");
    QCOMPARE(first.status, 201);
    QCOMPARE(again.status, 201);
    QCOMPARE(again.text("id"), first.text("id"));
    QCOMPARE(again.json()[u"revealed"].toBool(), true);
    QVERIFY(!again.json().contains(u"token"));
    QCOMPARE(m_harness->get("tokens?name=once").items().size(), 1);
}

void TokensTest::isStoredAsAHashOnly()
{
    const std::string token = made(R"("name":"hidden","role":"viewer")");
    QCOMPARE(m_harness->get("whoami", token).status, 200);
    for (const char *table : {"admin_token", "admin_request", "audit"}) {
        const QString rows = m_harness->database.cell("SELECT string_agg(t::text, ' ') FROM "
                                                      + std::string("gatehouse.") + table + " t");
        QVERIFY2(!rows.isEmpty() && !rows.contains(QString::fromStdString(token)), table);
    }
    QVERIFY(m_harness->get("tokens").body.find(token) == std::string::npos);
}

void TokensTest::isLimitedToItsTenantsAndSources()
{
    m_harness->addEvent("queued", "acme", "stripe");
    m_harness->addEvent("queued", "acme", "github");
    m_harness->addEvent("queued", "other", "stripe");
    const std::string token =
        made(R"("name":"shop","role":"viewer","tenants":["zeta","acme"],"sources":["stripe"])");
    QCOMPARE(m_harness->get("events", token).items().size(), 1);
    const QJsonArray tenants{QStringLiteral("acme"), QStringLiteral("zeta")};
    QCOMPARE(m_harness->get("whoami", token).json()[u"tenants"].toArray(), tenants);
}

void TokensTest::endsWhenItExpires()
{
    const std::string token =
        made(R"("name":"short","role":"viewer","expires_at":"2099-12-31T23:59:59Z")");
    QCOMPARE(m_harness->get("whoami", token).status, 200);
    m_harness->sql("UPDATE gatehouse.admin_token SET expires_at = now() WHERE name = 'short'");
    const Answer ended = m_harness->get("whoami", token);
    QCOMPARE(ended.status, 401);
    QCOMPARE(ended.code(), u"token_expired");
}

void TokensTest::endsWhenItIsRevoked()
{
    const std::string token = made(R"("name":"lost","role":"viewer")");
    QCOMPARE(m_harness->get("whoami", token).status, 200);
    const Answer revoked = revoke("lost");
    QCOMPARE(revoked.status, 200);
    QCOMPARE(revoked.text("state"), u"revoked");
    QVERIFY(!revoked.text("revoked_at").isEmpty());
    const Answer ended = m_harness->get("whoami", token);
    QCOMPARE(ended.status, 401);
    QCOMPARE(ended.code(), u"token_revoked");
}

void TokensTest::listTellsHowEachStands()
{
    const std::string token = made(
        R"("name":"shop","role":"support","tenants":["acme"],"expires_at":"2099-01-31T00:00:00Z")");
    QCOMPARE(m_harness->get("whoami", token).status, 200);
    const QJsonObject listed = m_harness->get("tokens?limit=1").items()[0].toObject();
    QCOMPARE(listed[u"name"].toString(), u"shop");
    QCOMPARE(listed[u"role"].toString(), u"support");
    QCOMPARE(listed[u"state"].toString(), u"active");
    QCOMPARE(listed[u"tenants"].toArray(), QJsonArray{QStringLiteral("acme")});
    QVERIFY(listed[u"sources"].isNull());
    QVERIFY(listed[u"expires_at"].toString().startsWith(u"2099-01-31T00:00:00"));
    QVERIFY(listed[u"last_used_at"].isString());
    QVERIFY(!listed.contains(u"token_hash"));
}

void TokensTest::listIsFiltered()
{
    (void)made(R"("name":"gone","role":"viewer")");
    QCOMPARE(revoke("gone").status, 200);
    m_harness->sql("UPDATE gatehouse.admin_token SET expires_at = now() WHERE name = 'support'");
    QCOMPARE(m_harness->get("tokens?state=revoked").items().size(), 1);
    QCOMPARE(m_harness->get("tokens?state=expired").items().size(), 1);
    QCOMPARE(m_harness->get("tokens?state=active").items().size(), 3);
    QCOMPARE(m_harness->get("tokens?role=viewer&name=g*").items().size(), 1);
    QCOMPARE(m_harness->get("tokens?state=bogus").code(), u"parameter_invalid");
    const Answer page = m_harness->get("tokens?limit=2");
    QCOMPARE(m_harness->get("tokens?cursor=" + page.text("next").toStdString()).items().size(), 3);
}

void TokensTest::refusesBadFields_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("named");
    const QString field = QStringLiteral("field_invalid");
    const auto row = [](const char *members, const QString &code, const char *named) {
        QTest::newRow(members) << QByteArray(members) << code << QString::fromLatin1(named);
    };
    row(R"("role":"viewer","reason":"x")", field, "'name'");
    row(R"("name":"","role":"viewer","reason":"x")", field, "'name'");
    row(R"("name":" x","role":"viewer","reason":"x")", field, "'name'");
    row(R"("name":"x\u0007","role":"viewer","reason":"x")", field, "'name'");
    row(R"("name":"x","reason":"x")", field, "'role'");
    row(R"("name":"x","role":"king","reason":"x")", field, "'role'");
    row(R"("name":"x","role":"viewer","tenants":[],"reason":"x")", field, "'tenants'");
    row(R"("name":"x","role":"viewer","tenants":"acme","reason":"x")", field, "'tenants'");
    row(R"("name":"x","role":"viewer","tenants":["a","a"],"reason":"x")", field, "'tenants'");
    row(R"("name":"x","role":"viewer","tenants":["a",null],"reason":"x")", field, "'tenants'");
    row(R"("name":"x","role":"viewer","sources":[""],"reason":"x")", field, "'sources'");
    row(R"("name":"x","role":"viewer","expires_at":"soon","reason":"x")", field, "'expires_at'");
    row(R"("name":"x","role":"viewer","expires_at":"2020-01-01T00:00:00Z","reason":"x")", field,
        "'expires_at'");
    row(R"("name":"x","role":"viewer","hash":"00","reason":"x")", field, "'hash'");
    row(R"("name":"x","role":"viewer")", QStringLiteral("reason_missing"), "reason");
    row(R"("name":"x","role":"viewer","sources":["strpe"],"reason":"x")",
        QStringLiteral("unknown_source"), "stripe");
}

void TokensTest::refusesBadFields()
{
    QFETCH(QByteArray, members);
    QFETCH(QString, code);
    QFETCH(QString, named);
    const std::int64_t before = m_harness->auditEntries();
    const Answer answer = make('{' + members.toStdString() + '}');
    QCOMPARE(answer.code(), code);
    QVERIFY2(answer.text("detail").contains(named), qPrintable(answer.text("detail")));
    QCOMPARE(m_harness->auditEntries(), before);
}

void TokensTest::aNameIsGivenOnce()
{
    (void)made(R"("name":"ci","role":"viewer")");
    QCOMPARE(revoke("ci").status, 200);
    const Answer again = make(R"({"name":"ci","role":"viewer","reason":"a test"})");
    QCOMPARE(again.status, 409);
    QCOMPARE(again.code(), u"token_exists");
}

void TokensTest::nobodyMakesATokenBeyondHisScope_data()
{
    QTest::addColumn<QByteArray>("scope");
    QTest::addColumn<QString>("code");
    const QString outside = QStringLiteral("outside_scope");
    QTest::newRow("all") << QByteArray("") << outside;
    QTest::newRow("all tenants") << QByteArray(R"("sources":["stripe"],)") << outside;
    QTest::newRow("all sources") << QByteArray(R"("tenants":["acme"],)") << outside;
    QTest::newRow("another tenant")
        << QByteArray(R"("tenants":["acme","other"],"sources":["stripe"],)") << outside;
    QTest::newRow("another source")
        << QByteArray(R"("tenants":["acme"],"sources":["stripe","github"],)")
        << QStringLiteral("unknown_source");
    QTest::newRow("his own") << QByteArray(R"("tenants":["acme","beta"],"sources":["stripe"],)")
                             << QString();
    QTest::newRow("less") << QByteArray(R"("tenants":["beta"],"sources":["stripe"],)") << QString();
}

void TokensTest::nobodyMakesATokenBeyondHisScope()
{
    QFETCH(QByteArray, scope);
    QFETCH(QString, code);
    const std::string limited = m_harness->addScopedToken("admin", {"acme", "beta"}, {"stripe"});
    const Answer answer = make(
        '{' + scope.toStdString() + R"("name":"new","role":"admin","reason":"a test"})", limited);
    QCOMPARE(answer.status, code.isEmpty() ? 201 : answer.status);
    QCOMPARE(answer.code(), code);
}

void TokensTest::aLimitedAdminSeesAndRevokesOnlyWithinHisScope()
{
    const std::string limited = m_harness->addScopedToken("admin", {"acme", "beta"});
    (void)made(R"("name":"ours","role":"viewer","tenants":["beta"])");
    (void)made(R"("name":"partly ours","role":"viewer","tenants":["beta","other"])");
    (void)made(R"("name":"theirs","role":"viewer","tenants":["other"])");
    QCOMPARE(m_harness->get("tokens", limited).items().size(), 2); // itself, too
    const Answer unknown = m_harness->post("tokens/" + randomUuid().toString() + "/revoke",
                                           R"({"reason":"a test"})", "auto", limited);
    QCOMPARE(unknown.status, 404);
    for (const char *name : {"partly ours", "theirs", "admin", "viewer"})
        QCOMPARE(revoke(name, limited).body, unknown.body);
    QCOMPARE(revoke("ours", limited).status, 200);
}

void TokensTest::theLastUnlimitedAdminStays_data()
{
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<QString>("code");
    const QString last = QStringLiteral("last_admin");
    QTest::newRow("none beside it") << QByteArray() << last;
    QTest::newRow("one of a tenant") << QByteArray(R"("role":"admin","tenants":["acme"])") << last;
    QTest::newRow("one of a source")
        << QByteArray(R"("role":"admin","sources":["stripe"])") << last;
    QTest::newRow("a developer") << QByteArray(R"("role":"developer")") << last;
    QTest::newRow("another one") << QByteArray(R"("role":"admin")") << QString();
}

void TokensTest::theLastUnlimitedAdminStays()
{
    QFETCH(QByteArray, other);
    QFETCH(QString, code);
    if (!other.isEmpty())
        (void)made(R"("name":"other",)" + other.toStdString());
    const Answer answer = revoke("admin");
    QCOMPARE(answer.status, code.isEmpty() ? 200 : 409);
    QCOMPARE(answer.code(), code);
    m_harness->sql("UPDATE gatehouse.admin_token SET expires_at = now() WHERE name = 'other'");
    QCOMPARE(m_harness->get("tokens").status, code.isEmpty() ? 401 : 200);
}

void TokensTest::twoWhoRevokeEachOtherLeaveOne()
{
    const std::string first = AdminHarness::tokenOf("admin");
    const std::string second = made(R"("name":"second","role":"admin")");
    const std::string firstId = idOf("admin");
    const std::string secondId = idOf("second");
    Answer ofFirst, ofSecond;
    const auto end = [this](const std::string &id, const std::string &token, Answer &answer) {
        answer =
            m_harness->post("tokens/" + id + "/revoke", R"({"reason":"a test"})", "auto", token);
    };
    std::thread one([&] { end(secondId, first, ofFirst); });
    std::thread two([&] { end(firstId, second, ofSecond); });
    one.join();
    two.join();
    QCOMPARE(int(ofFirst.status == 200) + int(ofSecond.status == 200), 1);
    QCOMPARE(m_harness
                 ->sql("SELECT count(*) FROM gatehouse.admin_token WHERE role = 'admin'"
                       " AND revoked_at IS NULL")
                 .get<std::int64_t>(0, 0),
             1);
}

void TokensTest::revokingTwiceIsAConflict()
{
    QCOMPARE(revoke("viewer").status, 200);
    const Answer again = revoke("viewer");
    QCOMPARE(again.status, 409);
    QCOMPARE(again.code(), u"already_revoked");
    QCOMPARE(m_harness->get("audit?action=tokens.revoke").items().size(), 1);
}

void TokensTest::bothAreValidWhileOneReplacesTheOther()
{
    const std::string former = made(R"("name":"ci","role":"support","tenants":["acme"])");
    const Answer rotated = act("ci", "rotate", R"(,"overlap_seconds":60)");
    QCOMPARE(rotated.status, 200);
    QCOMPARE(rotated.text("id").toStdString(), idOf("ci"));
    const std::string token = rotated.text("token").toStdString();
    QVERIFY(token.starts_with("gatehouse_") && token != former);
    for (const std::string &each : {former, token}) {
        const Answer whoami = m_harness->get("whoami", each);
        QCOMPARE(whoami.text("actor"), u"ci");
        QCOMPARE(whoami.text("role"), u"support");
        QCOMPARE(whoami.json()[u"tenants"].toArray().size(), 1);
    }
    const QJsonObject row = m_harness->get("tokens?name=ci").items()[0].toObject();
    QCOMPARE(row[u"previous_expires_at"].toString().left(23),
             rotated.text("previous_expires_at").left(23)); // to the millisecond
    QVERIFY(!row[u"rotated_at"].toString().isEmpty());
}

void TokensTest::theFormerOneIsRefusedWhenItsTimeIsOver_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("members");
    QTest::newRow("no overlap") << QByteArray("rotate") << QByteArray(R"(,"overlap_seconds":0)");
    QTest::newRow("the overlap ended") << QByteArray() << QByteArray();
    QTest::newRow("retired") << QByteArray("retire") << QByteArray();
    QTest::newRow("replaced again, at once")
        << QByteArray("rotate") << QByteArray(R"( ,"overlap_seconds":0)");
}
void TokensTest::theFormerOneIsRefusedWhenItsTimeIsOver()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, members);
    const std::string former = made(R"("name":"ci","role":"viewer")");
    if (!members.startsWith(','))
        QCOMPARE(act("ci", "rotate").status, 200);
    if (verb.isEmpty())
        m_harness->sql(
            "UPDATE gatehouse.admin_token SET previous_expires_at = now() WHERE name = 'ci'");
    else
        QCOMPARE(act("ci", verb.toStdString(), members.toStdString()).status, 200);
    const Answer refused = m_harness->get("whoami", former);
    QCOMPARE(refused.status, 401);
    QCOMPARE(refused.code(), verb.isEmpty() ? u"token_expired" : u"token_invalid");
    QVERIFY(
        m_harness->get("tokens?name=ci").items()[0].toObject()[u"previous_expires_at"].isNull());
}

void TokensTest::useOfTheFormerOneIsToldApart()
{
    const std::string former = made(R"("name":"ci","role":"viewer")");
    QCOMPARE(act("ci", "rotate").status, 200);
    const auto row = [this] { return m_harness->get("tokens?name=ci").items()[0].toObject(); };
    QVERIFY(row()[u"previous_used_at"].isNull());
    QCOMPARE(m_harness->get("whoami", former).status, 200);
    QVERIFY(!row()[u"previous_used_at"].isNull());
    QVERIFY(row()[u"last_used_at"].isNull());
}

void TokensTest::rollbackLetsTheFormerOneCountAgain()
{
    const std::string former = made(R"("name":"ci","role":"viewer")");
    const std::string newer = act("ci", "rotate").text("token").toStdString();
    QCOMPARE(act("ci", "rollback").status, 200);
    QCOMPARE(m_harness->get("whoami", newer).status, 200);
    QCOMPARE(act("ci", "retire").status, 200);
    QCOMPARE(codeOf(newer), u"token_invalid");
    QCOMPARE(m_harness->get("whoami", former).status, 200);
}

void TokensTest::withoutAFormerOneThereIsNothingToEnd_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QString>("code");
    QTest::newRow("rollback") << QByteArray("rollback") << QStringLiteral("nothing_to_roll_back");
    QTest::newRow("retire") << QByteArray("retire") << QStringLiteral("nothing_to_retire");
}
void TokensTest::withoutAFormerOneThereIsNothingToEnd()
{
    QFETCH(QByteArray, verb);
    QFETCH(QString, code);
    (void)made(R"("name":"ci","role":"viewer")");
    const Answer none = act("ci", verb.toStdString());
    QCOMPARE(none.status, 409);
    QCOMPARE(none.code(), code);
    QCOMPARE(act("ci", "rotate").status, 200);
    m_harness->sql(
        "UPDATE gatehouse.admin_token SET previous_expires_at = now() WHERE name = 'ci'");
    QCOMPARE(act("ci", verb.toStdString()).code(), code);
}

void TokensTest::whatCannotBeUsedIsNotReplaced()
{
    (void)made(R"("name":"ended","role":"viewer")");
    (void)made(R"("name":"old","role":"viewer")");
    QCOMPARE(revoke("ended").status, 200);
    m_harness->sql("UPDATE gatehouse.admin_token SET expires_at = now() WHERE name = 'old'");
    QCOMPARE(act("ended", "rotate").code(), u"already_revoked");
    QCOMPARE(act("old", "rotate").code(), u"token_expired");
}

void TokensTest::aSecondReplacingDoesNotEndTheFirstOnesOverlap()
{
    const std::string former = made(R"("name":"ci","role":"viewer")");
    QCOMPARE(act("ci", "rotate").status, 200);
    const Answer again = act("ci", "rotate");
    QCOMPARE(again.status, 409);
    QCOMPARE(again.code(), u"rotation_under_way");
    QCOMPARE(m_harness->get("whoami", former).status, 200);
}

void TokensTest::theEnvironmentsTokenIsReplacedThere()
{
    gateway::AdminOptions options;
    options.environmentToken = "admin";
    m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
    QCOMPARE(act("admin", "rotate").code(), u"set_by_environment");
    QCOMPARE(act("viewer", "rotate").status, 200);
}

void TokensTest::theLedgerTellsOfTheReplacing()
{
    const std::string former = made(R"("name":"ci","role":"viewer")");
    const Answer rotated = act("ci", "rotate");
    QCOMPARE(act("ci", "retire").status, 200);
    const QJsonArray entries = m_harness->get("audit?target_type=token").items();
    QCOMPARE(entries[1].toObject()[u"action"].toString(), u"tokens.rotate");
    const QJsonObject detail = entries[1].toObject()[u"detail"].toObject();
    QVERIFY(detail[u"before"].isNull());
    QCOMPARE(detail[u"after"][u"previous_expires_at"].toString(),
             rotated.text("previous_expires_at"));
    QCOMPARE(entries[0].toObject()[u"action"].toString(), u"tokens.retire");
    const std::string ledger = m_harness->get("audit?target_type=token").body;
    QVERIFY(ledger.find(former) == std::string::npos);
    QVERIFY(ledger.find(rotated.text("token").toStdString()) == std::string::npos);
}

void TokensTest::theLedgerTellsAndHidesBeyondTheScope()
{
    (void)made(R"("name":"ours","role":"viewer","tenants":["acme"])");
    (void)made(R"("name":"partly","role":"viewer","tenants":["acme","other"])");
    (void)made(R"("name":"all","role":"viewer")");
    QCOMPARE(revoke("ours").status, 200);
    const QJsonArray all = m_harness->get("audit?target_type=token").items();
    QCOMPARE(all.size(), 4);
    QCOMPARE(all[0].toObject()[u"action"].toString(), u"tokens.revoke");
    QCOMPARE(all[0].toObject()[u"reason"].toString(), u"a test");
    QCOMPARE(all[3].toObject()[u"detail"][u"name"].toString(), u"ours");
    QVERIFY(all[3].toObject()[u"detail"][u"before"].isNull());
    QCOMPARE(all[3].toObject()[u"detail"][u"after"][u"role"].toString(), u"viewer");
    QCOMPARE(all[0].toObject()[u"detail"][u"before"][u"revoked"], QJsonValue(false));
    QCOMPARE(all[0].toObject()[u"detail"][u"after"][u"revoked"], QJsonValue(true));
    const std::string limited = m_harness->addScopedToken("admin", {"acme"});
    QCOMPARE(m_harness->get("audit", limited).items().size(), 2);
}

void TokensTest::aRevokedTokenOfTheEnvironmentStaysSoUntilItChanges()
{
    (void)made(R"("name":"second","role":"admin")");
    QCOMPARE(revoke("admin").status, 200);
    auto session = m_harness->database.session("gatehouse_gateway");
    QVERIFY(gateway::ensureAdminToken(session, "admin", "admin", AdminHarness::tokenOf("admin")));
    QCOMPARE(m_harness->get("whoami").code(), u"token_revoked");
    QVERIFY(gateway::ensureAdminToken(session, "admin", "admin", "another-0123456789abcdef"));
    QCOMPARE(m_harness->get("whoami", "another-0123456789abcdef").status, 200);
}

void TokensTest::lastUseIsWrittenOnceAMinuteOfThoseAtOnce()
{
    m_harness->sql("UPDATE gatehouse.admin_token SET last_used_at = now() - interval '59 s'");
    const auto written = [this] {
        return m_harness->database.cell(
            "SELECT xmin::text || ' ' || last_used_at FROM gatehouse.admin_token"
            " WHERE name = 'admin'");
    };
    const QString before = written();
    QCOMPARE(m_harness->get("whoami").status, 200);
    QCOMPARE(written(), before);
    m_harness->sql("UPDATE gatehouse.admin_token SET last_used_at = now() - interval '61 s'");
    QCOMPARE(m_harness->get("whoami").status, 200);
    const QString after = written();
    QVERIFY(after != before);
    QCOMPARE(m_harness->get("whoami").status, 200);
    QCOMPARE(written(), after);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::TokensTest)
#include "tokens_test.moc"
