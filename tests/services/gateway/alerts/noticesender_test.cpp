#include "alertscene.h"
#include "services/gateway/alerts/alertchannel.h"
#include "services/gateway/alerts/notices.h"
#include "services/gateway/alerts/noticesender.h"
#include "services/gateway/metrics/gatewaymetrics.h"
#include "tests/services/gateway/support/mailserver.h"
#include "tests/services/gateway/support/prometheustext.h"
#include "tests/services/gateway/support/tinyserver.h"
#include "tests/support/vaults.h"

#include <QElapsedTimer>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace gatehouse::test;
using namespace std::chrono_literals;

/// Alerts that are told to real servers, whatever these do.
class NoticeSenderTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init() { m_scene = std::make_unique<AlertScene>(*m_cluster); }
    void cleanup() { m_scene.reset(); }

    void slackIsToldThatItFiredAndThatItIsOver();
    void aMailIsSentWithALogin();
    void whatFailsIsTriedAgainLater();
    void afterTwelveTriesItIsGivenUp();
    void retryAfterIsKept();
    void aRedirectIsNotFollowed();
    void whatIsOverWaitsForWhatFired();
    void aMailServerThatDiesInTheMiddleIsAskedAgain();
    void twoSendersSendOnce();
    void whoDiesWithAMessageIsFollowedByAnother();
    void aChannelWithAnotherKeyWaitsForItsGateway();
    void aDisabledChannelWaits();
    void aChannelThatFailsDoesNotKeepTheOthersWaiting();
    void whoCouldNotBeToldIsNotToldThatItIsOver();
    void aServerThatHangsIsGivenUp();
    void theUrlIsInNoErrorAndNoLog();

private:
    Uuid addSlack(const std::string &url, const secrets::Vault &vault);
    void addMail(const std::string &url, const secrets::Vault &vault);
    void fire(const std::string &error = "slow");
    void recover();
    void sendDue(const secrets::Vault *vault);
    QString notices()
    {
        return m_scene->cell(
            "SELECT string_agg(concat_ws(' ', what, state, attempts), ', ' ORDER BY what)"
            " FROM gatehouse.alert_notice");
    }
    std::unique_ptr<NoticeSender> sender(const secrets::Vault *vault,
                                         GatewayMetrics *metrics = nullptr)
    {
        NoticeSenderOptions options;
        options.database = m_scene->database.options();
        options.vault = vault;
        options.metrics = metrics;
        options.interval = 20ms;
        return std::make_unique<NoticeSender>(std::move(options), m_scene->clock, *m_log);
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AlertScene> m_scene;
    std::mutex m_mutex;
    std::string m_lines;
    SystemClock m_systemClock;
    std::unique_ptr<Log> m_log =
        std::make_unique<Log>(m_systemClock, [this](std::string_view line) {
            const std::lock_guard lock(m_mutex);
            m_lines += line;
        });
    const secrets::Vault m_vault = vaultOf('k');
};

Uuid NoticeSenderTest::addSlack(const std::string &url, const secrets::Vault &vault)
{
    const Uuid id = m_scene->ids.next();
    const auto added = m_scene->database.owner().execute(
        "INSERT INTO gatehouse.alert_channel (id, name, kind, minimum_severity, host, secret,"
        " master_key, changed_by) VALUES ($1, $1::text, 'slack', 'warning', 'h', $2, $3, 'me')",
        {id, postgres::Bytes{*vault.seal(url, alertChannelIdentity(id))}, vault.fingerprint()});
    if (!added)
        qFatal("%s", qPrintable(added.error().detail));
    return id;
}

void NoticeSenderTest::addMail(const std::string &url, const secrets::Vault &vault)
{
    const Uuid id = m_scene->ids.next();
    const auto added = m_scene->database.owner().execute(
        "INSERT INTO gatehouse.alert_channel (id, name, kind, minimum_severity, host, smtp_url,"
        " sender, recipients, login, secret, master_key, changed_by) VALUES ($1, 'mail', 'email',"
        " 'warning', 'h', $2, 'alerts@example.com', '{anna@example.com}', 'gatehouse', $3, $4, "
        "'me')",
        {id, url, postgres::Bytes{*vault.seal("correct horse", alertChannelIdentity(id))},
         vault.fingerprint()});
    if (!added)
        qFatal("%s", qPrintable(added.error().detail));
}

void NoticeSenderTest::fire(const std::string &error)
{
    m_scene->addLetters(1, error);
    m_scene->lookAfter(1min);
}

void NoticeSenderTest::recover()
{
    m_scene->sql("UPDATE gatehouse.dead_letter SET state = 'recovered'");
    m_scene->lookAfter(1min);
}

/// Once, what is due now.
void NoticeSenderTest::sendDue(const secrets::Vault *vault)
{
    auto session = m_scene->database.session("gatehouse_gateway");
    const Timestamp now = m_scene->clock.now();
    while (true) {
        const auto claimed = claimNotice(session, vault, now);
        if (!claimed)
            qFatal("%s", qPrintable(claimed.error().detail));
        if (!*claimed)
            return;
        const auto outcome = sendMessage(*(*claimed)->channel, (*claimed)->message, now, {});
        QVERIFY(recordNotice(session, **claimed, outcome, now));
    }
}

void NoticeSenderTest::slackIsToldThatItFiredAndThatItIsOver()
{
    TinyServer slack([](const TinyRequest &) { return TinyServer::answer(200, "ok"); });
    addSlack(slack.url() + "/services/T1/B2/secret", m_vault);
    fire();
    GatewayMetrics metrics("1", {});
    const auto sending = sender(&m_vault, &metrics);
    QTRY_COMPARE_WITH_TIMEOUT(notices(), u"fired sent 1", 20'000);
    QCOMPARE(slack.requests().size(), std::size_t(1));
    const TinyRequest request = slack.requests().front();
    QVERIFY(request.head.starts_with("POST /services/T1/B2/secret "));
    QCOMPARE(request.header("Content-Type"), std::string("application/json"));
    QVERIFY(request.body.find("WARNING: New dead-letter group") != std::string::npos);
    recover();
    sending->wake();
    QTRY_COMPARE_WITH_TIMEOUT(notices(), u"fired sent 1, resolved sent 1", 20'000);
    QVERIFY(slack.requests().back().body.find("RESOLVED") != std::string::npos);
    QCOMPARE(PrometheusText(metrics.text())
                 .value("gatehouse_alert_notice_total{channel=\"slack\",outcome=\"sent\"}"),
             2.0);
}

void NoticeSenderTest::aMailIsSentWithALogin()
{
    MailServer server;
    addMail(server.url(), m_vault);
    fire();
    const auto sending = sender(&m_vault);
    QTRY_COMPARE_WITH_TIMEOUT(notices(), u"fired sent 1", 20'000);
    const ReceivedMail mail = server.mails().front();
    QCOMPARE(mail.login, std::string("gatehouse:correct horse"));
    QCOMPARE(mail.to, std::vector<std::string>{"anna@example.com"});
    QVERIFY(mail.body().find("timeout at no destination /hook") != std::string::npos);
}

void NoticeSenderTest::whatFailsIsTriedAgainLater()
{
    std::atomic<int> status = 503;
    TinyServer slack([&](const TinyRequest &) { return TinyServer::answer(status, "no_service"); });
    addSlack(slack.url(), m_vault);
    fire();
    for (const int minutes : {1, 2, 4, 8, 16, 32, 60, 60}) {
        const std::size_t before = slack.requests().size();
        sendDue(&m_vault);
        QCOMPARE(slack.requests().size(), before + 1);
        m_scene->clock.advance(std::chrono::minutes(minutes) - 1s);
        sendDue(&m_vault);
        QCOMPARE(slack.requests().size(), before + 1); // not yet
        m_scene->clock.advance(1s);
    }
    QVERIFY(m_scene->cell("SELECT last_error FROM gatehouse.alert_notice")
                .endsWith(u": HTTP 503 no_service"));
    status = 200;
    sendDue(&m_vault);
    QCOMPARE(notices(), u"fired sent 9");
    QCOMPARE(m_scene->cell("SELECT last_error FROM gatehouse.alert_notice"), QString());
}

void NoticeSenderTest::afterTwelveTriesItIsGivenUp()
{
    TinyServer slack([](const TinyRequest &) { return TinyServer::answer(500); });
    addSlack(slack.url(), m_vault);
    fire();
    for (int i = 0; i < 15; ++i) {
        sendDue(&m_vault);
        m_scene->clock.advance(61min);
    }
    QCOMPARE(notices(), u"fired failed 12");
    QCOMPARE(slack.requests().size(), std::size_t(12));
}

void NoticeSenderTest::retryAfterIsKept()
{
    TinyServer slack([](const TinyRequest &) {
        return TinyServer::answer(429, "rate_limited", "Retry-After: 240\r\n");
    });
    addSlack(slack.url(), m_vault);
    fire();
    sendDue(&m_vault);
    m_scene->clock.advance(239s);
    sendDue(&m_vault);
    QCOMPARE(slack.requests().size(), std::size_t(1));
    m_scene->clock.advance(1s);
    sendDue(&m_vault);
    QCOMPARE(slack.requests().size(), std::size_t(2));
}

void NoticeSenderTest::aRedirectIsNotFollowed()
{
    TinyServer other([](const TinyRequest &) { return TinyServer::answer(200); });
    TinyServer slack([&](const TinyRequest &) {
        return TinyServer::answer(302, {}, "Location: " + other.url() + "\r\n");
    });
    addSlack(slack.url(), m_vault);
    fire();
    sendDue(&m_vault);
    QCOMPARE(other.connections(), 0);
    QCOMPARE(notices(), u"fired waiting 1");
}

void NoticeSenderTest::whatIsOverWaitsForWhatFired()
{
    std::atomic<int> status = 500;
    TinyServer slack([&](const TinyRequest &) { return TinyServer::answer(status); });
    addSlack(slack.url(), m_vault);
    fire();
    sendDue(&m_vault);
    recover();
    QCOMPARE(notices(), u"fired waiting 1, resolved waiting 0");
    status = 200;
    m_scene->clock.advance(5min);
    sendDue(&m_vault);
    QCOMPARE(notices(), u"fired sent 2, resolved sent 1");
    QVERIFY(slack.requests().back().body.find("RESOLVED") != std::string::npos);
}

void NoticeSenderTest::aMailServerThatDiesInTheMiddleIsAskedAgain()
{
    std::atomic<bool> dies = true;
    MailServer server([&](const std::string &command) {
        return dies && command == "DATA" ? std::string("die") : std::string();
    });
    addMail(server.url(), m_vault);
    fire();
    sendDue(&m_vault);
    QCOMPARE(notices(), u"fired waiting 1");
    dies = false;
    m_scene->clock.advance(1min);
    sendDue(&m_vault);
    QCOMPARE(notices(), u"fired sent 2");
    QCOMPARE(server.mails().size(), std::size_t(1));
}

void NoticeSenderTest::twoSendersSendOnce()
{
    TinyServer slack([](const TinyRequest &) { return TinyServer::answer(200); });
    addSlack(slack.url(), m_vault);
    for (const char *error : {"one", "two", "three", "four", "five"})
        m_scene->addLetters(1, error);
    m_scene->lookAfter(1min);
    const auto one = sender(&m_vault), other = sender(&m_vault);
    QTRY_COMPARE_WITH_TIMEOUT(
        m_scene->cell("SELECT count(*) FROM gatehouse.alert_notice WHERE state = 'sent'"), u"5",
        20'000);
    QCOMPARE(slack.requests().size(), std::size_t(5));
}

void NoticeSenderTest::whoDiesWithAMessageIsFollowedByAnother()
{
    TinyServer slack([](const TinyRequest &) { return TinyServer::answer(200); });
    addSlack(slack.url(), m_vault);
    fire();
    auto session = m_scene->database.session("gatehouse_gateway");
    const auto claimed = claimNotice(session, &m_vault, m_scene->clock.now());
    QVERIFY(claimed && *claimed); // and never said what became of it
    sendDue(&m_vault);
    QCOMPARE(slack.requests().size(), std::size_t(0));
    m_scene->clock.advance(1min);
    sendDue(&m_vault);
    QCOMPARE(notices(), u"fired sent 2");
}

void NoticeSenderTest::aChannelWithAnotherKeyWaitsForItsGateway()
{
    TinyServer slack([](const TinyRequest &) { return TinyServer::answer(200); });
    addSlack(slack.url(), m_vault);
    fire();
    const secrets::Vault another = vaultOf('x');
    sendDue(&another);
    sendDue(nullptr);
    QCOMPARE(notices(), u"fired waiting 0");
    sendDue(&m_vault);
    QCOMPARE(notices(), u"fired sent 1");
}

void NoticeSenderTest::aDisabledChannelWaits()
{
    TinyServer slack([](const TinyRequest &) { return TinyServer::answer(200); });
    addSlack(slack.url(), m_vault);
    fire();
    m_scene->sql("UPDATE gatehouse.alert_channel SET is_enabled = false");
    sendDue(&m_vault);
    QCOMPARE(notices(), u"fired waiting 0");
}

/// The broken one would be asked for each of its messages before the other one gets any.
void NoticeSenderTest::aChannelThatFailsDoesNotKeepTheOthersWaiting()
{
    TinyServer broken([](const TinyRequest &) { return TinyServer::answer(500); });
    TinyServer slack([](const TinyRequest &) { return TinyServer::answer(200); });
    addSlack(broken.url(), m_vault);
    for (const char *error : {"one", "two", "three"})
        fire(error);
    addSlack(slack.url(), m_vault);
    fire("four");
    NoticeSenderOptions options;
    options.database = m_scene->database.options();
    options.vault = &m_vault;
    options.interval = 1h;
    NoticeSender sending(std::move(options), m_scene->clock, *m_log);
    sending.wake();
    QTRY_COMPARE_WITH_TIMEOUT(slack.requests().size(), std::size_t(1), 20'000);
    QCOMPARE(broken.requests().size(), std::size_t(1));
}

void NoticeSenderTest::whoCouldNotBeToldIsNotToldThatItIsOver()
{
    TinyServer slack([](const TinyRequest &) { return TinyServer::answer(200); });
    addSlack(slack.url(), m_vault);
    fire();
    recover(); // while the message that it fired still waits
    m_scene->sql("UPDATE gatehouse.alert_notice SET state = 'failed' WHERE what = 'fired'");
    sendDue(&m_vault);
    QCOMPARE(notices(), u"fired failed 0, resolved failed 0");
    QVERIFY(slack.requests().empty());
}

void NoticeSenderTest::aServerThatHangsIsGivenUp()
{
    TinyServer silent([](const TinyRequest &) { return std::string(); });
    for (const char *kind : {"slack", "email"}) {
        AlertChannel channel;
        channel.kind = kind;
        channel.secret = secrets::Secret(silent.url());
        channel.smtpUrl = "smtp" + silent.url().substr(4);
        channel.from = "alerts@example.com";
        channel.to = {"anna@example.com"};
        QElapsedTimer timer;
        timer.start();
        const Timestamp now = m_scene->clock.now();
        const auto outcome = sendMessage(channel, testMessage("local", now), now, {}, {}, 200ms);
        QVERIFY(!outcome.isSent());
        QVERIFY2(timer.elapsed() < 8'000, kind);
    }
}

void NoticeSenderTest::theUrlIsInNoErrorAndNoLog()
{
    std::string url;
    {
        TinyServer gone([](const TinyRequest &) { return TinyServer::answer(200); });
        url = gone.url(); // where nobody listens any more
    }
    addSlack(url + "/services/hush", m_vault);
    fire();
    const auto sending = sender(&m_vault);
    QTRY_COMPARE_WITH_TIMEOUT(
        m_scene->cell("SELECT last_error IS NOT NULL FROM gatehouse.alert_notice"), u"true",
        20'000);
    QVERIFY(!m_scene->cell("SELECT last_error FROM gatehouse.alert_notice").contains(u"hush"));
    const std::lock_guard lock(m_mutex);
    QVERIFY(m_lines.find("an alert could not be told") != std::string::npos);
    QVERIFY(m_lines.find("hush") == std::string::npos);
}

QTEST_GUILESS_MAIN(NoticeSenderTest)
#include "noticesender_test.moc"
