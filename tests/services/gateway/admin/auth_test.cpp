#include "adminharness.h"
#include "services/gateway/admin/routetable.h"
#include "tests/support/frozenserver.h"

#include <QScopeGuard>
#include <QTest>

namespace gatehouse::test {

class AuthTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init()
    {
        if (!m_harness)
            m_harness = std::make_unique<AdminHarness>(*m_cluster);
    }
    void cleanupTestCase() { m_harness.reset(); }

    void refusesARequestWithoutTokenWith401();
    void refusesTokensThatAreNotGood_data();
    void refusesTokensThatAreNotGood();
    void tellsWhoTheTokenIs();
    void healthNeedsNoTokenAndSaysOnlyUpOrNot();
    void healthWithATokenNamesTheParts();
    void aDatabaseThatHangsIsDown();
    void healthWithATokenSaysWhyTheDatabaseIsAway();
    void healthWithABadTokenIsRefused();
    void notesLastUseOnceAMinute();
    void anotherTokenOfTheSameNameReplacesTheFirst();
    void refusesAShortTokenAndAnUnknownRole();
    void storesNoTokenInClear();
    void hidesWhatIsOutsideTheScope();
    void answersIdsOutsideTheScopeLikeUnknownOnes_data();
    void answersIdsOutsideTheScopeLikeUnknownOnes();
    void unknownPathsAre404AndOtherMethods405();
    void answers503WhileTheDatabaseIsAwayAndComesBack();

private:
    /// For tests after which the next one needs a fresh database.
    [[nodiscard]] auto freshAfterwards()
    {
        return qScopeGuard([this] { m_harness.reset(); });
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
};

void AuthTest::refusesARequestWithoutTokenWith401()
{
    const Answer answer = m_harness->get("events", "");
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.code(), QStringLiteral("token_missing"));
    QVERIFY(answer.headers.at("www-authenticate").starts_with("Bearer"));
}

void AuthTest::refusesTokensThatAreNotGood_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("code");
    QTest::newRow("unknown") << QStringLiteral("token_hash = '\\x00'")
                             << QStringLiteral("token_invalid");
    QTest::newRow("revoked") << QStringLiteral("revoked_at = now()")
                             << QStringLiteral("token_revoked");
    QTest::newRow("expired") << QStringLiteral("expires_at = now() - interval '1 s'")
                             << QStringLiteral("token_expired");
}

void AuthTest::refusesTokensThatAreNotGood()
{
    const auto fresh = freshAfterwards();
    QFETCH(QString, change);
    QFETCH(QString, code);
    QCOMPARE(m_harness->get("events", AdminHarness::tokenOf("viewer")).status, 200);
    m_harness->sql("UPDATE gatehouse.admin_token SET " + change.toStdString()
                   + " WHERE name = 'viewer'");
    const Answer answer = m_harness->get("events", AdminHarness::tokenOf("viewer"));
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.code(), code);
    QVERIFY(answer.headers.contains("www-authenticate"));
}

void AuthTest::tellsWhoTheTokenIs()
{
    const Answer answer = m_harness->get("whoami", AdminHarness::tokenOf("support"));
    QCOMPARE(answer.status, 200);
    const QJsonObject json = answer.json();
    QCOMPARE(json[u"actor"].toString(), QStringLiteral("support"));
    QCOMPARE(json[u"role"].toString(), QStringLiteral("support"));
    QCOMPARE(json[u"environment"].toString(), QStringLiteral("local"));
    QVERIFY(json[u"capabilities"].toArray().contains(QStringLiteral("reenqueue")));
    QVERIFY(!json[u"capabilities"].toArray().contains(QStringLiteral("secrets")));
    QCOMPARE(json[u"versions"].toObject()[u"contract"].toInt(), 1);
    QVERIFY(answer.headers.at("server-timing").starts_with("db;dur="));
}

void AuthTest::healthNeedsNoTokenAndSaysOnlyUpOrNot()
{
    const Answer answer = m_harness->get("healthz", "");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string(R"({"status":"up"})"));
}

void AuthTest::healthWithATokenNamesTheParts()
{
    gateway::AdminOptions options;
    options.parts = [] { return std::vector<gateway::PartHealth>{{"committer", false}}; };
    const AdminHarness harness(*m_cluster, options);
    const Answer answer = harness.get("healthz");
    QCOMPARE(answer.status, 503);
    QCOMPARE(answer.text("status"), QStringLiteral("down"));
    const QJsonObject parts = answer.json()[u"parts"].toObject();
    QCOMPARE(parts[u"database"].toString(), QStringLiteral("up"));
    QCOMPARE(parts[u"committer"].toString(), QStringLiteral("down"));
}

void AuthTest::aDatabaseThatHangsIsDown()
{
    std::atomic<bool> isCommitterUp = true;
    gateway::AdminOptions options;
    options.database.silenceLimit = std::chrono::milliseconds(300);
    options.parts = [&] { return std::vector<gateway::PartHealth>{{"committer", isCommitterUp}}; };
    const AdminHarness harness(*m_cluster, options);
    QCOMPARE(harness.get("healthz").status, 200);
    const FrozenServer frozen(*m_cluster);
    QCOMPARE(harness.get("healthz").json()[u"parts"].toObject()[u"database"].toString(),
             QStringLiteral("down"));
    isCommitterUp = false;
    const Answer plain = harness.get("healthz", "");
    QCOMPARE(plain.status, 503);
    QCOMPARE(plain.body, std::string(R"({"status":"down"})"));
}

void AuthTest::healthWithATokenSaysWhyTheDatabaseIsAway()
{
    gateway::AdminOptions options;
    options.databaseTrouble = [] { return std::string("The disk is full."); };
    AdminHarness harness(*m_cluster, options);
    QCOMPARE(harness.get("healthz").status, 200);
    harness.database.goAway();
    QTRY_COMPARE(harness.get("healthz").json()[u"reason"].toString(),
                 QStringLiteral("The disk is full."));
    QVERIFY(!harness.get("healthz", "").json().contains(u"reason"));
    harness.database.comeBack();
}

void AuthTest::healthWithABadTokenIsRefused()
{
    QCOMPARE(m_harness->get("healthz", "not-a-token").status, 401);
}

void AuthTest::notesLastUseOnceAMinute()
{
    const auto fresh = freshAfterwards();
    const auto lastUse = [this] {
        return m_harness->database.cell(
            "SELECT last_used_at FROM gatehouse.admin_token WHERE name = 'admin'");
    };
    QCOMPARE(m_harness->get("whoami").status, 200);
    const QString first = lastUse();
    QVERIFY(!first.isEmpty());
    QCOMPARE(m_harness->get("whoami").status, 200);
    QCOMPARE(lastUse(), first);
    m_harness->sql("UPDATE gatehouse.admin_token SET last_used_at = now() - interval '61 s'");
    QCOMPARE(m_harness->get("whoami").status, 200);
    QVERIFY(lastUse() > first);
}

void AuthTest::anotherTokenOfTheSameNameReplacesTheFirst()
{
    const auto fresh = freshAfterwards();
    auto session = m_harness->database.session("gatehouse_gateway");
    QVERIFY(gateway::ensureAdminToken(session, "admin", "admin", "another-0123456789abcdef"));
    QVERIFY(gateway::ensureAdminToken(session, "admin", "admin", "another-0123456789abcdef"));
    QCOMPARE(m_harness->get("whoami").status, 401);
    QCOMPARE(m_harness->get("whoami", "another-0123456789abcdef").status, 200);
}

void AuthTest::refusesAShortTokenAndAnUnknownRole()
{
    auto session = m_harness->database.session("gatehouse_gateway");
    const auto tooShort = gateway::ensureAdminToken(session, "x", "admin", "short");
    QVERIFY(!tooShort && tooShort.error().kind == ErrorKind::Invalid);
    const auto noRole = gateway::ensureAdminToken(session, "x", "king", "another-0123456789abcdef");
    QVERIFY(!noRole && noRole.error().kind == ErrorKind::Invalid);
}

void AuthTest::storesNoTokenInClear()
{
    const QString rows =
        m_harness->database.cell("SELECT string_agg(t::text, ' ') FROM gatehouse.admin_token t");
    QVERIFY(rows.contains(QStringLiteral("viewer")));
    QVERIFY(!rows.contains(QString::fromStdString(AdminHarness::tokenOf("viewer"))));
}

void AuthTest::hidesWhatIsOutsideTheScope()
{
    const auto fresh = freshAfterwards();
    m_harness->addFailed("acme", "stripe");
    m_harness->addFailed("other", "stripe");
    m_harness->addFailed("acme", "shopify");
    m_harness->addEvent("discarded", "", "stripe");
    const std::string tenantToken = m_harness->addScopedToken("admin", {"acme"});
    const std::string bothToken = m_harness->addScopedToken("admin", {"acme"}, {"shopify"});
    for (const char *list : {"events", "jobs", "dlq"}) {
        QCOMPARE(m_harness->get(list, tenantToken).items().size(), 2);
        QCOMPARE(m_harness->get(list, bothToken).items().size(), 1);
        QCOMPARE(m_harness->get(std::string(list) + "?tenant=other", tenantToken).items().size(),
                 0);
    }
}

void AuthTest::answersIdsOutsideTheScopeLikeUnknownOnes_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : {"events/E", "events/E/raw", "events/E/timeline", "jobs/J", "dlq/L"})
        QTest::newRow(path) << QString::fromLatin1(path);
    for (const char *path : {"events/E/reenqueue", "events/E/discard", "jobs/J/retry",
                             "jobs/J/cancel", "dlq/L/reenqueue", "dlq/L/discard"})
        QTest::newRow(path) << QString::fromLatin1(path);
}

void AuthTest::answersIdsOutsideTheScopeLikeUnknownOnes()
{
    QFETCH(QString, path);
    const auto failed = m_harness->addFailed("other");
    const auto call = [&](QString template_, const std::string &event, const std::string &job,
                          const std::string &letter) {
        template_.replace(QLatin1Char('E'), QString::fromStdString(event));
        template_.replace(QLatin1Char('J'), QString::fromStdString(job));
        template_.replace(QLatin1Char('L'), QString::fromStdString(letter));
        const std::string token = m_harness->addScopedToken("admin", {"acme"});
        const bool isRead = template_.count(QLatin1Char('/')) == 1
            || template_.endsWith(QStringLiteral("raw"))
            || template_.endsWith(QStringLiteral("timeline"));
        return isRead
            ? m_harness->get(template_.toStdString(), token)
            : m_harness->post(template_.toStdString(), R"({"reason":"x"})", "auto", token);
    };
    const std::string nobody = randomUuid().toString();
    const Answer outside = call(path, failed.event, failed.job, failed.letter);
    const Answer unknown = call(path, nobody, nobody, nobody);
    QCOMPARE(outside.status, 404);
    QCOMPARE(outside.body, unknown.body);
    QCOMPARE(m_harness->statusOf("job_execution", failed.job), QStringLiteral("dead"));
}

void AuthTest::unknownPathsAre404AndOtherMethods405()
{
    QCOMPARE(m_harness->get("nonsense").status, 404);
    QCOMPARE(m_harness->get("nonsense", "wrong-token-0123456").status, 401);
    QCOMPARE(m_harness->get("events/not-a-uuid").status, 404);
    QCOMPARE(m_harness->get("simulator/status").status, 404);
    const Answer answer = m_harness->post("events");
    QCOMPARE(answer.status, 405);
    QCOMPARE(answer.headers.at("allow"), std::string("GET"));
}

void AuthTest::answers503WhileTheDatabaseIsAwayAndComesBack()
{
    const auto fresh = freshAfterwards();
    QCOMPARE(m_harness->get("whoami").status, 200);
    m_harness->database.goAway();
    const Answer away = m_harness->get("events");
    QCOMPARE(away.status, 503);
    QCOMPARE(away.code(), QStringLiteral("database_unavailable"));
    QVERIFY(away.headers.contains("retry-after"));
    QCOMPARE(m_harness->get("healthz", "").status, 503);
    QCOMPARE(m_harness->get("healthz").json()[u"parts"].toObject()[u"database"].toString(),
             QStringLiteral("down"));
    QVERIFY(!m_harness->get("healthz", "never-seen-before-token").json().contains(u"parts"));
    m_harness->database.comeBack();
    // Each of the sessions has to recover, so that a 200 may be followed by one more 503; and QTRY
    // asks again at its end.
    bool isBack = false;
    const auto comesBack = [&] {
        return isBack = isBack || m_harness->get("events").status == 200;
    };
    QTRY_VERIFY_WITH_TIMEOUT(comesBack(), 60'000);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::AuthTest)
#include "auth_test.moc"
