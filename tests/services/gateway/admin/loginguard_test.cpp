#include "adminharness.h"
#include "services/gateway/admin/loginguard.h"
#include "tests/support/manualclock.h"

#include <QTest>

#include <atomic>

namespace gatehouse::test {

using gateway::admin::LoginGuard;
using std::chrono::seconds;

/// Who guesses tokens is slowed down, who has one is not.
class LoginGuardTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }

    void anAddressHasToWaitOutItsMinute();
    void allTogetherHaveToWait();
    void whoWasLetInIsNotKeptOut();
    void theLogSaysSoOnceAMinute();
    void guessesAreAnsweredWith429();
    void revokedAndExpiredOnesAreNoGuesses();
    void aMissingTokenIsNoGuess();

private:
    gateway::AdminOptions threeGuesses();
    static void guess(LoginGuard &guard, const std::string &address, int times)
    {
        for (int i = 0; i < times; ++i)
            guard.wasUnknown(address);
    }

    std::atomic<bool> m_isElsewhere = false;
    ManualClock m_clock;
    std::vector<std::string> m_lines;
    Log m_log{m_clock, [this](std::string_view line) { m_lines.emplace_back(line); }};
    std::unique_ptr<TestCluster> m_cluster;
};

void LoginGuardTest::anAddressHasToWaitOutItsMinute()
{
    LoginGuard guard(3, 100, m_clock, m_log);
    guess(guard, "192.0.2.1", 2);
    QVERIFY(!guard.closedFor("a", "192.0.2.1"));
    guess(guard, "192.0.2.1", 1);
    QCOMPARE(guard.closedFor("a", "192.0.2.1").value(), seconds(60));
    QVERIFY(!guard.closedFor("a", "192.0.2.2"));
    m_clock.advance(seconds(45));
    guess(guard, "192.0.2.1", 5); // lengthens nothing
    QCOMPARE(guard.closedFor("a", "192.0.2.1").value(), seconds(15));
    m_clock.advance(seconds(15));
    QVERIFY(!guard.closedFor("a", "192.0.2.1"));
}

void LoginGuardTest::allTogetherHaveToWait()
{
    LoginGuard guard(3, 10, m_clock, m_log);
    for (int i = 0; i < 10; ++i)
        guess(guard, "192.0.2." + std::to_string(i), 1);
    QCOMPARE(guard.closedFor("a", "198.51.100.1").value(), seconds(60));
    m_clock.advance(seconds(60));
    QVERIFY(!guard.closedFor("a", "198.51.100.1"));
}

void LoginGuardTest::whoWasLetInIsNotKeptOut()
{
    LoginGuard guard(1, 1, m_clock, m_log);
    guard.letIn("good");
    guess(guard, "192.0.2.1", 1);
    QVERIFY(!guard.closedFor("good", "192.0.2.1"));
    QVERIFY(guard.closedFor("another", "192.0.2.1").has_value());
    m_clock.advance(std::chrono::minutes(10));
    QVERIFY(!guard.wasLetIn("good"));
    guess(guard, "192.0.2.1", 1);
    QVERIFY(guard.closedFor("good", "192.0.2.1").has_value());
}

void LoginGuardTest::theLogSaysSoOnceAMinute()
{
    m_lines.clear();
    LoginGuard guard(3, 100, m_clock, m_log);
    guess(guard, "192.0.2.1", 20);
    QCOMPARE(m_lines.size(), std::size_t(1));
    QVERIFY(m_lines[0].find("192.0.2.1") != std::string::npos);
    m_clock.advance(seconds(60));
    guess(guard, "192.0.2.1", 20);
    QCOMPARE(m_lines.size(), std::size_t(2));
}

gateway::AdminOptions LoginGuardTest::threeGuesses()
{
    gateway::AdminOptions options;
    options.unknownTokensPerAddress = 3;
    options.clientAddress = [this](const http::RequestHead &) {
        return m_isElsewhere ? "198.51.100.1" : "192.0.2.1";
    };
    return options;
}

void LoginGuardTest::guessesAreAnsweredWith429()
{
    AdminHarness harness(*m_cluster, threeGuesses());
    const std::string fresh = harness.addScopedToken("viewer", {});
    QCOMPARE(harness.get("healthz").status, 200);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(harness.get("healthz", "guess-" + std::to_string(i)).status, 401);
    for (const std::string &token : {std::string("guess"), fresh}) {
        for (const Answer &answer :
             {harness.get("healthz", token), harness.post("workers/pause", "{}", "auto", token)}) {
            QCOMPARE(answer.status, 429);
            QCOMPARE(answer.code(), u"too_many_unknown_tokens");
            const int wait = std::stoi(answer.headers.at("retry-after"));
            QVERIFY(wait >= 1 && wait <= 60);
        }
    }
    QCOMPARE(harness.get("healthz").status, 200);
    QCOMPARE(harness.get("healthz", "").status, 200);
    m_isElsewhere = true;
    QCOMPARE(harness.get("healthz", fresh).status, 200);
    m_isElsewhere = false;
}

void LoginGuardTest::revokedAndExpiredOnesAreNoGuesses()
{
    AdminHarness harness(*m_cluster, threeGuesses());
    harness.sql("UPDATE gatehouse.admin_token SET revoked_at = now() WHERE name = 'viewer'");
    harness.sql("UPDATE gatehouse.admin_token SET expires_at = now() WHERE name = 'support'");
    for (int i = 0; i < 5; ++i) {
        for (const char *role : {"viewer", "support"})
            QCOMPARE(harness.get("whoami", AdminHarness::tokenOf(role)).status, 401);
    }
    QCOMPARE(harness.get("whoami", AdminHarness::tokenOf("developer")).status, 200);
}

void LoginGuardTest::aMissingTokenIsNoGuess()
{
    AdminHarness harness(*m_cluster, threeGuesses());
    for (int i = 0; i < 10; ++i)
        QCOMPARE(harness.get("whoami", "").status, 401);
    QCOMPARE(harness.get("whoami").status, 200);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::LoginGuardTest)
#include "loginguard_test.moc"
