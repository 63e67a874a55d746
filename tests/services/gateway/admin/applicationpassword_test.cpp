#include "adminharness.h"
#include "services/gateway/rotation/formerpasswords.h"
#include "services/gateway/store/destinationsecrets.h"
#include "tests/services/gateway/support/wordpresspasswords.h"
#include "tests/support/vaults.h"

#include <QTest>

namespace gatehouse::test {

namespace {

constexpr const char *basicAuth = R"("user":"gatehouse","password":"first")";
constexpr const char *rotation = R"({"reason":"quarterly"})";

} // namespace

/// The application password of a destination is rotated at WordPress.
class ApplicationPasswordTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init()
    {
        gateway::AdminOptions options;
        options.vault = &m_vault;
        m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
        m_wordpress = std::make_unique<WordPressPasswords>();
        addDestination("basic", basicAuth);
    }
    void cleanup()
    {
        m_harness.reset();
        m_wordpress.reset();
    }

    void theNewOneIsUsedAndTheFormerOneStaysValid();
    void theAnswerAndTheLedgerHoldNoPassword();
    void retiringTakesTheFormerOneAway();
    void theGatewayTakesItAwayWhenTheOverlapIsOver();
    void aWordPressThatIsAwayIsAskedAgain();
    void theFormerOneStaysWhenWordPressDoesNot_data();
    void theFormerOneStaysWhenWordPressDoesNot();
    void oneAtATime();
    void whereTheFormerOneIsStaysKnown();
    void whatWordPressRepeatsOfTheCredentialIsNotPassedOn();
    void aBearerTokenIsNone();
    void withoutAFormerOneThereIsNothingToRetire();

private:
    void addDestination(const std::string &type, const std::string &auth);
    Answer post(const std::string &verb, const std::string &body = rotation)
    {
        return m_harness->post("destinations/basic/application-password/" + verb, body);
    }
    std::string credential()
    {
        const auto rows =
            m_harness->sql("SELECT id, credential FROM gatehouse.destination WHERE name = 'basic'");
        const auto plain = m_vault.unseal(rows.get<postgres::Bytes>(0, 1).data,
                                          gateway::credentialIdentity(rows.get<Uuid>(0, 0)));
        return plain ? std::string(plain->view()) : std::string();
    }
    bool isAccepted(const std::string &credential) const
    {
        for (const auto &[id, password] : m_wordpress->passwords()) {
            if (credential == "gatehouse:" + password)
                return true;
        }
        return false;
    }
    std::unique_ptr<gateway::FormerPasswords> watch()
    {
        return std::make_unique<gateway::FormerPasswords>(
            m_harness->database.options(), m_vault, m_harness->database.clock,
            m_harness->database.log, std::chrono::milliseconds(20));
    }
    void endOverlap()
    {
        m_harness->sql("UPDATE gatehouse.destination SET previous_password_expires_at = now()"
                       " WHERE previous_password_id IS NOT NULL");
    }

    const secrets::Vault m_vault = vaultOf('k');
    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<WordPressPasswords> m_wordpress;
    std::unique_ptr<AdminHarness> m_harness;
};

// Out of the class: moc loses its way behind some raw literals.
void ApplicationPasswordTest::addDestination(const std::string &type, const std::string &auth)
{
    const Answer made = m_harness->post(
        "destinations",
        R"({"name":")" + type + R"(","base_url":")" + m_wordpress->url() + R"(","auth":{"type":")"
            + type + "\"," + auth + R"(},"signing_secret":"0123456789abcdef0123456789abcdef"})");
    QVERIFY2(made.status == 201, made.body.c_str());
}

void ApplicationPasswordTest::theNewOneIsUsedAndTheFormerOneStaysValid()
{
    const Answer rotated = post("rotate");
    QVERIFY2(rotated.status == 200, rotated.body.c_str());
    QCOMPARE(credential(), std::string("gatehouse:made 2"));
    QVERIFY(isAccepted(credential()) && isAccepted("gatehouse:first"));
    QVERIFY(!rotated.json()[u"previous_password_expires_at"].isNull());
}

void ApplicationPasswordTest::theAnswerAndTheLedgerHoldNoPassword()
{
    const Answer rotated = post("rotate");
    QVERIFY(rotated.body.find("made 2") == std::string::npos);
    const Answer ledger = m_harness->get("audit?action=destinations.rotate_password");
    QCOMPARE(ledger.items().size(), 1);
    const QJsonObject detail = ledger.items()[0].toObject()[u"detail"].toObject();
    QVERIFY(detail[u"before"][u"credential_fingerprint"]
            != detail[u"after"][u"credential_fingerprint"]);
    QVERIFY(ledger.body.find("made 2") == std::string::npos);
}

void ApplicationPasswordTest::retiringTakesTheFormerOneAway()
{
    QCOMPARE(post("rotate").status, 200);
    const Answer retired = post("retire");
    QVERIFY2(retired.status == 200, retired.body.c_str());
    QVERIFY(!isAccepted("gatehouse:first") && isAccepted(credential()));
    QVERIFY(retired.json()[u"previous_password_expires_at"].isNull());
}

void ApplicationPasswordTest::theGatewayTakesItAwayWhenTheOverlapIsOver()
{
    QCOMPARE(post("rotate").status, 200);
    const auto watching = watch();
    QVERIFY(isAccepted("gatehouse:first"));
    endOverlap();
    QTRY_VERIFY(!isAccepted("gatehouse:first"));
    QTRY_COMPARE(m_harness->get("audit?action=destinations.retire_password").items().size(), 1);
    QCOMPARE(m_harness->get("audit?action=destinations.retire_password")
                 .items()[0]
                 .toObject()[u"actor"]
                 .toString(),
             QStringLiteral("gateway"));
    QVERIFY(isAccepted(credential()));
}

void ApplicationPasswordTest::aWordPressThatIsAwayIsAskedAgain()
{
    QCOMPARE(post("rotate").status, 200);
    m_wordpress->fail("DELETE", 503, "{}");
    const Answer away = post("retire");
    QCOMPARE(away.status, 503);
    QCOMPARE(away.code(), u"wordpress_away");
    const auto watching = watch();
    endOverlap();
    QVERIFY(isAccepted("gatehouse:first"));
    m_wordpress->recover();
    QTRY_VERIFY(!isAccepted("gatehouse:first"));
}

void ApplicationPasswordTest::theFormerOneStaysWhenWordPressDoesNot_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("answered");
    QTest::addColumn<QString>("code");
    const QString away = QStringLiteral("wordpress_away");
    const QString refuses = QStringLiteral("wordpress_refuses");
    QTest::newRow("asks for itself in vain")
        << QByteArray("GET") << 404 << QByteArray("{}") << 502 << refuses;
    QTest::newRow("may not make one")
        << QByteArray("POST") << 403 << QByteArray(R"({"message":"Sorry."})") << 502 << refuses;
    QTest::newRow("WordPress is ill") << QByteArray("POST") << 500 << QByteArray() << 503 << away;
    QTest::newRow("no answer of WordPress")
        << QByteArray("POST") << 200 << QByteArray("<html>") << 502 << refuses;
    QTest::newRow("an answer without a password")
        << QByteArray("POST") << 201
        << QByteArray(R"({"uuid":"01234567-89ab-4cde-8f01-000000000009"})") << 502 << refuses;
}
void ApplicationPasswordTest::theFormerOneStaysWhenWordPressDoesNot()
{
    QFETCH(QByteArray, method);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_wordpress->fail(method.toStdString(), status, body.toStdString());
    const Answer refused = post("rotate");
    QTEST(refused.status, "answered");
    QTEST(refused.code(), "code");
    QCOMPARE(credential(), std::string("gatehouse:first"));
    QCOMPARE(m_wordpress->passwords().size(), std::size_t(1));
    QVERIFY(m_harness->get("audit?action=destinations.rotate_password").items().isEmpty());
}

void ApplicationPasswordTest::oneAtATime()
{
    QCOMPARE(post("rotate").status, 200);
    QCOMPARE(post("rotate").code(), u"previous_password_pending");
    QCOMPARE(m_wordpress->passwords().size(), std::size_t(2));
}

/// Else the gateway would look for it at another host, or with another user.
void ApplicationPasswordTest::whereTheFormerOneIsStaysKnown()
{
    QCOMPARE(post("rotate").status, 200);
    const std::string elsewhere =
        R"({"reason":"r","auth":{"type":"bearer","token":"t-0123456789"}})";
    for (const Answer &answer : {m_harness->post("destinations/basic", elsewhere),
                                 m_harness->post("destinations/basic/delete", rotation)}) {
        QCOMPARE(answer.status, 409);
        QCOMPARE(answer.code(), u"previous_password_pending");
    }
    QCOMPARE(post("retire").status, 200);
    QCOMPARE(m_harness->post("destinations/basic", elsewhere).status, 200);
}

void ApplicationPasswordTest::whatWordPressRepeatsOfTheCredentialIsNotPassedOn()
{
    m_wordpress->fail(
        "POST", 403, R"({"code":"rest_cannot_create","message":"gatehouse:first is not allowed"})");
    const Answer refused = post("rotate");
    QCOMPARE(refused.code(), u"wordpress_refuses");
    QVERIFY(refused.body.find("rest_cannot_create") != std::string::npos);
    QVERIFY2(refused.body.find("first") == std::string::npos, refused.body.c_str());
}

void ApplicationPasswordTest::aBearerTokenIsNone()
{
    addDestination("bearer", R"("token":"t-0123456789")");
    const Answer refused =
        m_harness->post("destinations/bearer/application-password/rotate", rotation);
    QCOMPARE(refused.code(), u"not_basic");
}

void ApplicationPasswordTest::withoutAFormerOneThereIsNothingToRetire()
{
    QCOMPARE(post("retire").code(), u"nothing_to_retire");
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::ApplicationPasswordTest)
#include "applicationpassword_test.moc"
