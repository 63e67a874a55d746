#include "adminharness.h"
#include "services/gateway/rotation/formerpasswords.h"
#include "services/gateway/store/destinationsecrets.h"
#include "tests/services/gateway/support/wordpresspasswords.h"
#include "tests/support/vaults.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <future>

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
    void noTransactionIsOpenWhileWordPressIsAsked();
    void aRepeatAsksWordPressOnce();
    void whatWordPressDoesNotSayItRemovedIsStillThere_data();
    void whatWordPressDoesNotSayItRemovedIsStillThere();
    void whatNeverCameIntoUseIsTakenAwayByItsName_data();
    void whatNeverCameIntoUseIsTakenAwayByItsName();
    void aRemovalWhoseAnswerWasLostIsInTheLedger();
    void onlyOneRequestWaitsForWordPress();
    void aRefusedAttemptLeavesNothingToTakeAway();
    void whatChangedMeanwhileIsNotOverwritten_data();
    void whatChangedMeanwhileIsNotOverwritten();
    void whatCannotBeAskedForIsToldInTheLedger_data();
    void whatCannotBeAskedForIsToldInTheLedger();
    void aStopDoesNotWaitForWordPress();
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
        return std::make_unique<gateway::FormerPasswords>(m_harness->database.options(), m_vault,
                                                          m_harness->database.log,
                                                          std::chrono::milliseconds(20));
    }
    void endOverlap()
    {
        m_harness->sql("UPDATE gatehouse.destination SET previous_password_expires_at = now()"
                       " WHERE previous_password_id IS NOT NULL");
    }

    QString attempts()
    {
        return m_harness->database.cell("SELECT count(*) FROM gatehouse.password_attempt");
    }
    void passAMinute()
    {
        m_harness->sql("UPDATE gatehouse.password_attempt SET started_at = started_at - interval "
                       "'61 seconds'");
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

void ApplicationPasswordTest::noTransactionIsOpenWhileWordPressIsAsked()
{
    std::atomic<int> asked = 0;
    std::atomic<int> open = 0;
    m_wordpress->onRequest([&](const std::string &) {
        const auto rows = m_harness->database.session().execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND"
            " xact_start IS NOT NULL AND backend_type = 'client backend' AND pid <> "
            "pg_backend_pid()");
        ++asked;
        open += rows ? static_cast<int>(rows->get<std::int64_t>(0, 0)) : 1;
    });
    QCOMPARE(post("rotate").status, 200);
    QCOMPARE(post("retire").status, 200);
    QCOMPARE(post("rotate").status, 200);
    const auto watching = watch();
    endOverlap();
    QTRY_COMPARE(asked.load(), 8);
    QCOMPARE(open.load(), 0);
}

void ApplicationPasswordTest::aRepeatAsksWordPressOnce()
{
    const std::string path = "destinations/basic/application-password/rotate";
    const Answer first = m_harness->post(path, rotation, "once");
    const Answer second = m_harness->post(path, rotation, "once");
    QCOMPARE(first.status, 200);
    QCOMPARE(second.body, first.body);
    QCOMPARE(m_wordpress->passwords().size(), std::size_t(2));
}

void ApplicationPasswordTest::whatWordPressDoesNotSayItRemovedIsStillThere_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("it did not") << 200 << QByteArray(R"({"deleted":false})");
    QTest::newRow("a page") << 200 << QByteArray("<html>");
    QTest::newRow("no such route") << 404 << QByteArray(R"({"code":"rest_no_route"})");
}
void ApplicationPasswordTest::whatWordPressDoesNotSayItRemovedIsStillThere()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QCOMPARE(post("rotate").status, 200);
    m_wordpress->fail("DELETE", status, body.toStdString());
    QCOMPARE(post("retire").code(), u"wordpress_refuses");
    QCOMPARE(post("rotate").code(), u"previous_password_pending");
}

void ApplicationPasswordTest::whatNeverCameIntoUseIsTakenAwayByItsName_data()
{
    QTest::addColumn<bool>("isLost");
    QTest::newRow("WordPress's answer was lost") << true;
    QTest::newRow("it was not accepted") << false;
}
void ApplicationPasswordTest::whatNeverCameIntoUseIsTakenAwayByItsName()
{
    QFETCH(bool, isLost);
    if (isLost)
        m_wordpress->loseAnswers("POST");
    else
        m_wordpress->refuseMade();
    QVERIFY(post("rotate").status >= 500);
    QCOMPARE(m_wordpress->passwords().size(), std::size_t(2));
    m_wordpress->recover();
    passAMinute();
    const auto watching = watch();
    QTRY_COMPARE(attempts(), u"0");
    QCOMPARE(m_wordpress->passwords().size(), std::size_t(1));
    QVERIFY(isAccepted("gatehouse:first"));
    const QJsonArray told = m_harness->get("audit?action=destinations.revoke_password").items();
    QCOMPARE(told.size(), 1);
    QVERIFY(told[0][u"detail"][u"password_name"].toString().startsWith(u"Gatehouse "));
}

/// The next look finds nothing there, and still tells of it.
void ApplicationPasswordTest::aRemovalWhoseAnswerWasLostIsInTheLedger()
{
    m_wordpress->loseAnswers("POST");
    QCOMPARE(post("rotate").status, 503);
    passAMinute();
    m_wordpress->loseAnswers("DELETE");
    const auto watching = watch();
    QTRY_COMPARE(attempts(), u"0");
    QCOMPARE(m_wordpress->passwords().size(), std::size_t(1));
    QCOMPARE(m_harness->get("audit?action=destinations.revoke_password").items().size(), 1);
}

void ApplicationPasswordTest::onlyOneRequestWaitsForWordPress()
{
    std::promise<void> asked;
    std::promise<void> mayGoOn;
    std::atomic_flag isFollowing;
    m_wordpress->onRequest([&](const std::string &) {
        if (isFollowing.test_and_set())
            return;
        asked.set_value();
        mayGoOn.get_future().wait();
    });
    auto slow = std::async(std::launch::async, [this] { return post("rotate").status; });
    asked.get_future().wait();
    const Answer second = post("rotate");
    mayGoOn.set_value();
    QCOMPARE(second.status, 503);
    QCOMPARE(second.code(), u"busy");
    QVERIFY(slow.get() < 300);
}

void ApplicationPasswordTest::aRefusedAttemptLeavesNothingToTakeAway()
{
    m_wordpress->fail("POST", 403, R"({"code":"rest_cannot_create_application_passwords"})");
    QCOMPARE(post("rotate").status, 502);
    QCOMPARE(attempts(), u"0");
}

void ApplicationPasswordTest::whatChangedMeanwhileIsNotOverwritten_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::newRow("another rotation was first")
        << QByteArray("UPDATE gatehouse.destination SET previous_password_id = 'other',"
                      " previous_password_expires_at = now() + interval '1 h'");
    QTest::newRow("it leads elsewhere")
        << QByteArray("UPDATE gatehouse.destination SET base_url = base_url || '/other'");
    QTest::newRow("it took too long")
        << QByteArray("UPDATE gatehouse.password_attempt SET is_given_up = true");
}
void ApplicationPasswordTest::whatChangedMeanwhileIsNotOverwritten()
{
    QFETCH(QByteArray, change);
    m_wordpress->onRequest([&](const std::string &method) {
        if (method == "POST")
            static_cast<void>(m_harness->database.session().executeScript(change.toStdString()));
    });
    QCOMPARE(post("rotate").code(), u"changed_meanwhile");
    QCOMPARE(credential(), std::string("gatehouse:first"));
    QCOMPARE(attempts(), u"1");
}

void ApplicationPasswordTest::whatCannotBeAskedForIsToldInTheLedger_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::newRow("the destination is gone") << QByteArray("DELETE FROM gatehouse.destination");
    QTest::newRow("it leads elsewhere")
        << QByteArray("UPDATE gatehouse.destination SET base_url = 'http://127.0.0.1:9'");
    QTest::newRow("it has another user")
        << QByteArray("UPDATE gatehouse.password_attempt SET login = 'another'");
    QTest::newRow("away for a week")
        << QByteArray("UPDATE gatehouse.password_attempt SET started_at = now() - interval '8 d'");
}
void ApplicationPasswordTest::whatCannotBeAskedForIsToldInTheLedger()
{
    QFETCH(QByteArray, change);
    m_wordpress->loseAnswers("POST");
    QCOMPARE(post("rotate").code(), u"wordpress_away");
    m_harness->sql(change.toStdString());
    passAMinute();
    const auto watching = watch();
    QTRY_COMPARE(attempts(), u"0");
    QCOMPARE(m_wordpress->passwords().size(), std::size_t(2));
    const QJsonArray told = m_harness->get("audit?action=destinations.password_left").items();
    QCOMPARE(told.size(), 1);
    QVERIFY(told[0][u"reason"].toString().contains(u"revoke"));
    QVERIFY(told[0][u"detail"][u"password_name"].toString().startsWith(u"Gatehouse "));
}

void ApplicationPasswordTest::aStopDoesNotWaitForWordPress()
{
    QCOMPARE(post("rotate").status, 200);
    std::atomic<bool> isAsked = false;
    m_wordpress->onRequest([&](const std::string &) { isAsked = true; });
    m_wordpress->staySilent("DELETE");
    auto watching = watch();
    endOverlap();
    QTRY_VERIFY(isAsked);
    QElapsedTimer timer;
    timer.start();
    watching.reset();
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(post("rotate").code(), u"previous_password_pending");
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
