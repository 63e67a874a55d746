#include "services/gateway/config.h"
#include "services/gateway/delivery/applicationpasswords.h"
#include "services/postgres/session.h"
#include "services/signing/jwt.h"
#include "tests/integration/support/wordpresssite.h"
#include "tests/support/testcluster.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <future>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

constexpr int patience = 60'000;

std::string eventBody(const std::string &actor, const std::string &eventId)
{
    return R"({"event_id":")" + eventId
        + R"(","source":"stripe","event_type":"invoice.paid","tenant_id":"acme",)"
          R"("occurred_at":"2026-11-17T14:32:07.250Z","actor":)"
        + actor
        + R"(,"subject":{"id":"in_1","type":"invoice"},"action":{"type":"paid","reason":null},)"
          R"("data":{"name":"Ann O'Hara \u2615"},"raw":{"n":12345678901234567890123}})";
}

std::string eventBody(const std::string &eventId)
{
    return eventBody(R"({"id":"cus_1","email":"ann@shop.example"})", eventId);
}

std::string customerBody(const std::string &id, const std::string &email, const std::string &name)
{
    return R"({"id":"evt_)" + id
        + R"(","type":"customer.updated","created":1794922327,"data":{)"
          R"("object":{"id":"cus_)"
        + id + R"(","object":"customer","email":")" + email + R"(","name":")" + name + R"("}}})";
}

/// Makes a private key and its public half beside it, `.pub`.
bool makeKey(const QString &file, const QByteArray &algorithm)
{
    const QStringList kind = algorithm == "RS256"
        ? QStringList{QStringLiteral("RSA")}
        : QStringList{QStringLiteral("EC"), QStringLiteral("-pkeyopt"),
                      QStringLiteral("ec_paramgen_curve:P-256")};
    const QString openssl = QStringLiteral("openssl");
    return QProcess::execute(openssl,
                             QStringList{QStringLiteral("genpkey"), QStringLiteral("-quiet"),
                                         QStringLiteral("-out"), file, QStringLiteral("-algorithm")}
                                 + kind)
        == 0
        && QProcess::execute(openssl,
                             {QStringLiteral("pkey"), QStringLiteral("-in"), file,
                              QStringLiteral("-pubout"), QStringLiteral("-out"),
                              file + QStringLiteral(".pub")})
        == 0;
}

/// The gateway's own judge of tokens, for the key beside that file.
auto makeVerifier(const QString &file, const QByteArray &algorithm)
{
    QFile pem(file + QStringLiteral(".pub"));
    signing::JwtOptions options;
    options.algorithm =
        algorithm == "RS256" ? signing::JwtAlgorithm::Rs256 : signing::JwtAlgorithm::Es256;
    options.publicKeyPem = pem.open(QIODevice::ReadOnly) ? pem.readAll().toStdString() : "";
    options.issuer = "me";
    options.audience = "you";
    return signing::JwtVerifier::create(options);
}

QByteArray fromBase64Url(const QByteArray &text)
{
    return QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding);
}

} // namespace

/// The gateway and a real WordPress with the plugin, both ways. Skipped where Debian's WordPress is
/// not installed (./dev setup --with-wordpress).
class WordpressTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<WordpressSite> m_site;
    std::unique_ptr<Program> m_gateway;
    std::unique_ptr<StripeSender> m_stripe;
    std::unique_ptr<postgres::Session> m_database;
    QString m_gatewayUrl;
    QString m_ingestUrl;

    bool startGateway()
    {
        m_gateway = std::make_unique<Program>(builtProgram(QStringLiteral("gatehousectl")));
        m_gateway->setVariable(QStringLiteral("PROVIDER_SECRETS_STRIPE"),
                               QStringLiteral("acme:whsec_test"));
        m_gateway->start({QStringLiteral("serve"), QStringLiteral("--listen"),
                          QStringLiteral("127.0.0.1:0"), QStringLiteral("--database"),
                          QString::fromStdString(m_cluster->conninfo()), QStringLiteral("--env"),
                          m_site->environmentFile()});
        m_gatewayUrl = m_gateway->waitForLine(QStringLiteral("listening on ")).section(u' ', -1);
        m_ingestUrl = m_gatewayUrl + QStringLiteral("/api/webhooks/wordpress/ingest?tenant=site");
        m_stripe = std::make_unique<StripeSender>(m_gatewayUrl.toStdString(), "acme", "whsec_test");
        return !m_gatewayUrl.isEmpty();
    }

    bool connectDatabase()
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo();
        auto session = postgres::Session::connect(options);
        if (session)
            m_database = std::make_unique<postgres::Session>(std::move(*session));
        return m_database != nullptr;
    }

    /// The first column of the first row, as text; empty when there is none.
    std::string gatewayValue(const std::string &sql)
    {
        const auto rows = m_database->execute(sql);
        return rows && rows->size() > 0 ? rows->get<std::string>(0, 0) : std::string();
    }

    /// A column of the job of a provider's event.
    std::string jobValue(const std::string &column, const std::string &providerId)
    {
        return gatewayValue("SELECT coalesce((j." + column
                            + ")::text, '') FROM gatehouse.job_execution j JOIN "
                              "gatehouse.webhook_event e ON e.id = j.event_id WHERE "
                              "e.provider_event_id = '"
                            + providerId + "'");
    }

    QByteArray storedEvents(const char *providerId) const
    {
        return m_site->query(
            QStringLiteral(
                "SELECT COUNT(*) FROM {}events WHERE status = 'done' AND idempotency_key "
                "LIKE 'stripe:acme:%1:%'")
                .arg(QLatin1String(providerId)));
    }

    /// What the gateway's keys end with for the route: it is the same for all.
    std::string keyOf(const std::string &providerId, const char *route)
    {
        const QByteArray tail = m_site->query(
            QStringLiteral("SELECT RIGHT(idempotency_key, 9) FROM {}events WHERE route = '%1' AND "
                           "idempotency_key LIKE 'stripe:%' LIMIT 1")
                .arg(QLatin1String(route)));
        return "stripe:acme:" + providerId + tail.toStdString();
    }

    void claim(const std::string &key, int secondsAgo)
    {
        m_site->query(
            QStringLiteral("INSERT INTO {}keys (route, idempotency_key, claim, claimed_at) VALUES "
                           "('order-event', '%1', UUID(), UTC_TIMESTAMP() - INTERVAL %2 SECOND)")
                .arg(QString::fromStdString(key))
                .arg(secondsAgo));
    }

private slots:
    void initTestCase()
    {
        const QString missing = WordpressSite::whatIsMissing();
        if (!missing.isEmpty())
            QSKIP(qPrintable(QStringLiteral("No WordPress here (./dev setup --with-wordpress "
                                            "installs it); missing: %1")
                                 .arg(missing)));
        m_site = std::make_unique<WordpressSite>();
        QVERIFY2(m_site->start(), m_site->errors().constData());
        m_cluster = TestCluster::start();
        QVERIFY(connectDatabase());
        QVERIFY2(startGateway(), m_gateway->errors().constData());
        m_site->setConstants({{QStringLiteral("URL"), m_ingestUrl}});
    }

    /// Each test changes constants for itself alone.
    void cleanup()
    {
        if (m_gateway)
            m_site->setConstants({{QStringLiteral("URL"), m_ingestUrl}});
    }

    void everyFileOfThePluginIsSoundPhp()
    {
        QDirIterator files(WordpressSite::sources(), {QStringLiteral("*.php")}, QDir::Files,
                           QDirIterator::Subdirectories);
        int count = 0;
        for (; files.hasNext(); ++count) {
            const QByteArray said = runPhp({QStringLiteral("-l"), files.next()});
            QVERIFY2(said.startsWith("No syntax errors"), said.constData());
        }
        QVERIFY(count > 10);
    }

    void orderEventReachesTheSitesOwnCode()
    {
        QCOMPARE(m_stripe->send("evt_order", "invoice.paid").status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(storedEvents("evt_order"), "1", patience);
        QTRY_COMPARE_WITH_TIMEOUT(jobValue("status", "evt_order"), "succeeded", patience);
        QCOMPARE(m_site->query(QStringLiteral(
                     "SELECT CONCAT(event_type, ' ', tenant_id, ' ', subject_id) FROM {}events "
                     "WHERE idempotency_key LIKE '%evt_order%'")),
                 "invoice.paid acme obj_evt_order");
    }

    void customerBecomesAUserAndIsUpdatedLater()
    {
        m_stripe->sendBody(customerBody("1", "bea@shop.example", "Bea"));
        const auto name = [this] {
            return m_site->query(QStringLiteral(
                "SELECT display_name FROM wp_users WHERE user_email = 'bea@shop.example'"));
        };
        QTRY_COMPARE_WITH_TIMEOUT(name(), "Bea", patience);
        const auto renamed =
            customerBody("1", "bea@shop.example", "Bea O\\u2019Neill").replace(8, 4, "evt2");
        QCOMPARE(m_stripe->sendBody(renamed).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(name(), "Bea O\u2019Neill", patience);
        QCOMPARE(m_site->query(QStringLiteral(
                     "SELECT meta_value FROM wp_usermeta WHERE meta_key = 'ai_guy_gateway_actor'")),
                 "stripe:acme:cus_1");
    }

    void userWithRightsKeepsHisAddress()
    {
        m_site->run(QStringLiteral(
            "update_user_meta( 1, 'ai_guy_gateway_actor', 'stripe:acme:cus_admin' );"));
        const std::string body = eventBody(R"({"id":"cus_admin","email":"thief@shop.example"})",
                                           "01a1e9b4-ed58-7327-b569-000000000009");
        QCOMPARE(m_site->deliver("user-sync", "key-admin", body).status, 200);
        QCOMPARE(m_site->query(QStringLiteral("SELECT user_email FROM wp_users WHERE ID = 1")),
                 "admin@site.example");
    }

    void finishedKeyIsADuplicate()
    {
        const std::string body = eventBody("01a1e9b4-ed58-7327-b569-000000000001");
        QCOMPARE(m_site->deliver("order-event", "key-finished", body).status, 202);
        const Answer again = m_site->deliver("order-event", "key-finished", body);
        QCOMPARE(again.status, 200);
        QCOMPARE(again.body, R"({"duplicate":true})");
        QCOMPARE(m_site->query(QStringLiteral(
                     "SELECT COUNT(*) FROM {}events WHERE idempotency_key = 'key-finished'")),
                 "1");
    }

    void manyDeliveriesOfOneKeyHaveOneEffect()
    {
        const std::string body = eventBody("01a1e9b4-ed58-7327-b569-00000000000b");
        std::vector<std::future<Answer>> deliveries;
        for (int i = 0; i < 12; ++i)
            deliveries.push_back(std::async(std::launch::async, [this, &body] {
                return m_site->deliver("order-event", "key-race", body);
            }));
        std::map<int, int> statuses;
        for (auto &delivery : deliveries)
            ++statuses[delivery.get().status];
        QCOMPARE(statuses[202], 1);
        QCOMPARE(statuses[202] + statuses[200] + statuses[409], 12);
    }

    void eventsOfOnePersonAtOnceMakeOneUser()
    {
        const std::string body = eventBody(R"({"id":null,"email":"dora@shop.example"})",
                                           "01a1e9b4-ed58-7327-b569-00000000000c");
        std::vector<std::future<Answer>> deliveries;
        for (int i = 0; i < 8; ++i)
            deliveries.push_back(std::async(std::launch::async, [this, &body, i] {
                return m_site->deliver("user-sync", "key-dora-" + std::to_string(i), body);
            }));
        for (auto &delivery : deliveries)
            QCOMPARE(delivery.get().status, 200);
        QCOMPARE(m_site->query(QStringLiteral(
                     "SELECT COUNT(*) FROM wp_users WHERE user_email = 'dora@shop.example'")),
                 "1");
    }

    void olderEventDoesNotUndoALaterOne()
    {
        const std::string actor = R"({"id":"cus_late","email":"emil@shop.example"})";
        std::string body = eventBody(actor, "01a1e9b4-ed58-7327-b569-00000000000d");
        QCOMPARE(m_site->deliver("user-sync", "key-later", body).status, 200);
        body.replace(body.find("2026-11-17"), 10, "2026-11-16");
        body.replace(body.find("Ann"), 3, "Old");
        QCOMPARE(m_site->deliver("user-sync", "key-earlier", body).status, 200);
        QCOMPARE(m_site->query(QStringLiteral("SELECT LEFT(display_name, 3) FROM wp_users WHERE "
                                              "user_email = 'emil@shop.example'")),
                 "Ann");
    }

    void hookThatFailsIsCalledAgain()
    {
        m_site->run(QStringLiteral(
            "wp_mkdir_p( WPMU_PLUGIN_DIR ); file_put_contents( WPMU_PLUGIN_DIR . '/ill.php', "
            "\"<?php add_action( 'ai_guy_gateway_event', function () { throw new Exception( 'Out "
            "of paper.' ); } );\" );"));
        m_stripe->send("evt_ill", "invoice.paid");
        const auto row = [this](const char *columns) {
            return m_site->query(QStringLiteral("SELECT CONCAT_WS(' ', %1) FROM {}events WHERE "
                                                "idempotency_key LIKE '%:evt_ill:%'")
                                     .arg(QLatin1String(columns)));
        };
        QTRY_COMPARE_WITH_TIMEOUT(row("status, attempts, last_error"), "pending 1 Out of paper.",
                                  patience);
        m_site->run(QStringLiteral("unlink( WPMU_PLUGIN_DIR . '/ill.php' );"));
        m_site->query(QStringLiteral("UPDATE {}events SET next_attempt_at = UTC_TIMESTAMP()"));
        m_site->run(QStringLiteral("do_action( 'ai_guy_gateway_sweep' );"));
        QTRY_COMPARE_WITH_TIMEOUT(row("status, attempts"), "done 2", patience);
    }

    void keysDifferByEveryByte()
    {
        const std::string body = eventBody("01a1e9b4-ed58-7327-b569-000000000002");
        QCOMPARE(m_site->deliver("order-event", "key-case", body).status, 202);
        QCOMPARE(m_site->deliver("order-event", "KEY-case", body).status, 202);
    }

    void wrongSignatureIsRefused()
    {
        const std::string body = eventBody("01a1e9b4-ed58-7327-b569-000000000003");
        const Answer answer = m_site->deliver("order-event", "key-forged", body, "another");
        QCOMPARE(answer.status, 401);
        QVERIFY2(answer.body.find("X-Signature header does not match") != std::string::npos,
                 answer.body.c_str());
        QCOMPARE(m_site->query(QStringLiteral(
                     "SELECT COUNT(*) FROM {}keys WHERE idempotency_key = 'key-forged'")),
                 "0");
    }

    void userWithoutTheCapabilityIsRefused()
    {
        m_site->run(QStringLiteral("get_user_by( 'login', 'gatehouse' )->set_role( 'editor' );"));
        const Answer answer = m_site->deliver("order-event", "key-editor",
                                              eventBody("01a1e9b4-ed58-7327-b569-000000000004"));
        m_site->run(
            QStringLiteral("get_user_by( 'login', 'gatehouse' )->set_role( 'ai_guy_gateway' );"));
        QCOMPARE(answer.status, 403);
        QVERIFY2(answer.body.find("role Gateway") != std::string::npos, answer.body.c_str());
    }

    /// What destinations/{name}/application-password/rotate does at a WordPress, at a real one.
    void applicationPasswordIsReplacedAtTheSite()
    {
        const auto site =
            gateway::readEnvironmentFile(m_site->environmentFile().toStdString()).value();
        gateway::ApplicationPasswords wordpress(site.at("WORDPRESS_BASE_URL"));
        const secrets::Secret former{std::string_view(site.at("WORDPRESS_TOKEN"))};
        const auto formerId = wordpress.idOf(former);
        QVERIFY2(formerId, formerId ? "" : qPrintable(formerId.error().detail));
        const auto made = wordpress.make(former, "Gatehouse, a test");
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        QVERIFY(made->id != *formerId);
        QCOMPARE(wordpress.idOf(made->credential).value(), made->id);
        QCOMPARE(wordpress.idByName(former, "Gatehouse, a test").value(), made->id);
        QCOMPARE(wordpress.idByName(former, "Gatehouse, another").value(), std::nullopt);
        QVERIFY(wordpress.remove(former, made->id));
        QCOMPARE(wordpress.idOf(made->credential).error().kind, ErrorKind::Denied);
        QVERIFY(wordpress.remove(former, made->id)); // gone already
        QCOMPARE(wordpress.idOf(former).value(), *formerId);
    }
    void bearerTokenStandsForItsUser()
    {
        m_site->setConstants({{QStringLiteral("URL"), m_ingestUrl},
                              {QStringLiteral("BEARER_TOKEN"), QStringLiteral("a-token-for-tests")},
                              {QStringLiteral("BEARER_USER"), QStringLiteral("gatehouse")}});
        const auto statusWith = [this](const std::string &token) {
            return postJson(m_site->url() + "/wp-json/ai-guy/v1/order-event",
                            {{"Authorization", "Bearer " + token}}, "{}");
        };
        QVERIFY(statusWith("a-token-for-tests").body.find("bad_signature") != std::string::npos);
        QVERIFY(statusWith("another").body.find("not_logged_in") != std::string::npos);
    }

    void previousSecretIsAccepted()
    {
        const auto secret =
            QString::fromStdString(m_site->variable(QStringLiteral("HMAC_SHARED_SECRET")));
        m_site->setConstants({{QStringLiteral("URL"), m_ingestUrl},
                              {QStringLiteral("HMAC_SECRET"), QStringLiteral("the-new-one")},
                              {QStringLiteral("HMAC_SECRET_PREVIOUS"), secret}});
        m_stripe->send("evt_rotated", "invoice.paid");
        QTRY_COMPARE_WITH_TIMEOUT(storedEvents("evt_rotated"), "1", patience);
        QCOMPARE(m_site
                     ->deliver("order-event", "key-new-secret",
                               eventBody("01a1e9b4-ed58-7327-b569-000000000005"), "the-new-one")
                     .status,
                 202);
    }

    void missingSecretIsSaidAndDeliveriesWait()
    {
        m_site->setConstants(
            {{QStringLiteral("URL"), m_ingestUrl}, {QStringLiteral("HMAC_SECRET"), QString()}});
        const Answer answer = m_site->deliver("order-event", "key-unset",
                                              eventBody("01a1e9b4-ed58-7327-b569-000000000006"));
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.body.find("AI_GUY_GATEWAY_HMAC_SECRET") != std::string::npos);
    }

    void keyInProgressIsTriedAgainUntilItIsFree()
    {
        const std::string key = keyOf("evt_busy", "order-event");
        claim(key, 0);
        m_stripe->send("evt_busy", "invoice.paid");
        QTRY_COMPARE_WITH_TIMEOUT(jobValue("error", "evt_busy"),
                                  "409 Another request with this Idempotency-Key is in progress.",
                                  patience);
        m_site->query(QStringLiteral("DELETE FROM {}keys WHERE idempotency_key = '%1'")
                          .arg(QString::fromStdString(key)));
        QTRY_COMPARE_WITH_TIMEOUT(storedEvents("evt_busy"), "1", patience);
        QTRY_COMPARE_WITH_TIMEOUT(jobValue("status", "evt_busy"), "succeeded", patience);
    }

    void claimOfADeadRequestIsTakenOver()
    {
        const std::string body = eventBody("01a1e9b4-ed58-7327-b569-000000000007");
        claim("key-young", 290);
        const Answer young = m_site->deliver("order-event", "key-young", body);
        QCOMPARE(young.status, 409);
        QVERIFY2(young.headers.find("Retry-After: 1") != std::string::npos, young.headers.c_str());
        claim("key-stale", 301);
        QCOMPARE(m_site->deliver("order-event", "key-stale", body).status, 202);
    }

    void schemaViolationIsRefused_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("missing") << QByteArray(R"("source":"stripe",)") << QByteArray()
                                 << QByteArray("source is a required property");
        QTest::newRow("type") << QByteArray(R"("tenant_id":"acme")")
                              << QByteArray(R"("tenant_id":7)")
                              << QByteArray("event[tenant_id] is not of type string");
        QTest::newRow("uuid") << QByteArray("01a1e9b4-") << QByteArray("01a1e9b4")
                              << QByteArray("event[event_id] is not a valid UUID");
        QTest::newRow("time") << QByteArray("2026-11-17T") << QByteArray("yesterday")
                              << QByteArray("Invalid date");
        QTest::newRow("actor") << QByteArray(R"("id":"cus_1")") << QByteArray(R"("id":[])")
                               << QByteArray("event[actor][id] is not of type string,null");
        QTest::newRow("not JSON") << QByteArray("}}") << QByteArray("}")
                                  << QByteArray("Invalid JSON body passed");
    }

    void schemaViolationIsRefused()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, message);
        auto body = QByteArray::fromStdString(eventBody("01a1e9b4-ed58-7327-b569-000000000008"));
        QVERIFY(body.contains(from));
        const Answer answer =
            m_site->deliver("order-event", "key-schema", body.replace(from, to).toStdString());
        QCOMPARE(answer.status, 400);
        QVERIFY2(QByteArray::fromStdString(answer.body).contains(message), answer.body.c_str());
    }

    void refusalIsADeadLetterWithWordpressMessage()
    {
        m_stripe->sendBody(R"({"id":"evt_nobody","type":"customer.created","data":{"object":{}}})");
        const auto letter = [this] {
            return gatewayValue("SELECT root_cause || ' ' || error FROM gatehouse.dead_letter "
                                "WHERE event_type = 'customer.created'");
        };
        QTRY_COMPARE_WITH_TIMEOUT(letter(),
                                  "http_4xx 422 The event names nobody: actor.id and actor.email "
                                  "are both empty or unusable.",
                                  patience);
    }

    void mirroredRouteSendsNothing()
    {
        QVERIFY(m_database->execute("UPDATE gatehouse.route SET mode = 'mirror'"));
        m_stripe->send("evt_mirrored", "invoice.paid");
        QTRY_COMPARE_WITH_TIMEOUT(jobValue("status", "evt_mirrored"), "dead", patience);
        QVERIFY(m_database->execute("UPDATE gatehouse.route SET mode = 'live'"));
        QCOMPARE(m_site->query(QStringLiteral("SELECT COUNT(*) FROM {}events WHERE "
                                              "idempotency_key LIKE '%:evt_mirrored:%'")),
                 "0");
        m_stripe->send("evt_cut_over", "invoice.paid");
        QTRY_COMPARE_WITH_TIMEOUT(storedEvents("evt_cut_over"), "1", patience);
    }

    void siteEventsArriveAtTheGatewayOnce()
    {
        m_site->run(QStringLiteral("wp_insert_user( array( 'user_login' => 'cleo', 'user_pass' => "
                                   "'x', 'user_email' => 'cleo@site.example' ) );"));
        const auto found = [this] {
            return gatewayValue("SELECT event_type || ' ' || actor_email || ' ' || status FROM "
                                "gatehouse.webhook_event WHERE source = 'wordpress' AND "
                                "event_type = 'user.registered' AND signature_valid");
        };
        QTRY_COMPARE_WITH_TIMEOUT(found(), "user.registered cleo@site.example processed", patience);
        QTRY_COMPARE_WITH_TIMEOUT(
            m_site->query(QStringLiteral("SELECT COUNT(*) FROM {}outbox WHERE status = 'sent'")),
            m_site->query(QStringLiteral("SELECT COUNT(*) FROM {}outbox")), patience);
    }

    void whatTheGatewayCausedIsNotSentHome()
    {
        QCOMPARE(m_site->query(QStringLiteral(
                     "SELECT COUNT(*) FROM {}outbox WHERE data LIKE '%shop.example%'")),
                 "0");
    }

    void publishedPostArrives()
    {
        m_site->run(QStringLiteral("wp_insert_post( array( 'post_title' => 'How we grind', "
                                   "'post_author' => 1, 'post_status' => 'publish' ) );"));
        QTRY_COMPARE_WITH_TIMEOUT(
            gatewayValue("SELECT actor_id FROM gatehouse.webhook_event WHERE source = "
                         "'wordpress' AND event_type = 'post.published'"),
            "1", patience);
    }

    void eventWaitsForAGatewayThatIsAwayAndArrivesLate()
    {
        // Port 9 of this machine: nobody listens there.
        m_site->setConstants({{QStringLiteral("URL"), QStringLiteral("http://127.0.0.1:9/")}});
        m_site->run(QStringLiteral(
            "do_action( 'ai_guy_gateway_send', 'form.submitted', 'form-7', array( 'a' => 1 ) );"));
        const auto outbox = [this](const char *columns) {
            return m_site->query(QStringLiteral("SELECT CONCAT_WS(' ', %1) FROM {}outbox WHERE "
                                                "event_type = 'form.submitted'")
                                     .arg(QLatin1String(columns)));
        };
        QTRY_COMPARE_WITH_TIMEOUT(outbox("status, attempts, last_error LIKE '%connect%'"),
                                  "pending 1 1", patience);
        m_site->setConstants({{QStringLiteral("URL"), m_ingestUrl}});
        m_site->query(QStringLiteral("UPDATE {}outbox SET next_attempt_at = UTC_TIMESTAMP(), "
                                     "occurred_at = UTC_TIMESTAMP() - INTERVAL 1 HOUR WHERE "
                                     "event_type = 'form.submitted'"));
        m_site->run(QStringLiteral("do_action( 'ai_guy_gateway_sweep' );"));
        QTRY_COMPARE_WITH_TIMEOUT(outbox("status"), "sent", patience);
        QCOMPARE(gatewayValue("SELECT provider_event_id FROM gatehouse.webhook_event WHERE "
                              "event_type = 'form.submitted'"),
                 outbox("idempotency_key").toStdString());
    }

    void tokenIsSignedAsItsAlgorithmSays_data()
    {
        QTest::addColumn<QByteArray>("algorithm");
        QTest::newRow("RS256") << QByteArray("RS256");
        QTest::newRow("ES256") << QByteArray("ES256");
    }

    void tokenIsSignedAsItsAlgorithmSays()
    {
        QFETCH(QByteArray, algorithm);
        const QString file = m_gateway->home() + QStringLiteral("/key.pem");
        QVERIFY(makeKey(file, algorithm));
        // Many, for r or s of ES256 is short now and then.
        const QByteArray tokens = runPhp(
            {QStringLiteral("-r"),
             QStringLiteral("require '%1/ai-guy-gateway/includes/class-token.php'; for ( $i = 0; "
                            "$i < 300; $i++ ) echo AI_Guy_Gateway\\Token::make( array( 'iss' => "
                            "'me', 'aud' => 'you' ), '%2', '%3', 1000, \"id-$i\" ), \"\\n\";")
                 .arg(WordpressSite::sources(), file, QString::fromLatin1(algorithm))});
        const QList<QByteArray> lines = tokens.trimmed().split('\n');
        QCOMPARE(lines.size(), 300);
        const auto verifier = makeVerifier(file, algorithm);
        QVERIFY2(verifier, verifier ? "" : verifier.error().c_str());
        for (const QByteArray &token : lines) {
            const auto outcome =
                verifier->verify(token.toStdString(), Timestamp(std::chrono::seconds(1000)));
            QVERIFY2(outcome, outcome ? "" : outcome.error().diagnosis.c_str());
        }
        QCOMPARE(fromBase64Url(lines.constFirst().split('.').at(1)),
                 R"({"iss":"me","aud":"you","iat":1000,"nbf":970,"exp":1240,"jti":"id-0"})");
    }

    void tokenNamesTheKeyAsItIsToldTo()
    {
        const QString file = m_gateway->home() + QStringLiteral("/named.pem");
        QVERIFY(makeKey(file, "ES256"));
        const QByteArray token = runPhp(
            {QStringLiteral("-r"),
             QStringLiteral("require '%1/ai-guy-gateway/includes/class-token.php'; echo "
                            "AI_Guy_Gateway\\Token::make( array(), '%2', 'ES256', 1, 'x', 'k-1' );")
                 .arg(WordpressSite::sources(), file)});
        QCOMPARE(fromBase64Url(token.split('.').constFirst()),
                 QByteArray("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"k-1\"}"));
    }

    void keyThatDoesNotFitTheAlgorithmIsRefused()
    {
        const QString file = m_gateway->home() + QStringLiteral("/wrong.pem");
        QVERIFY(makeKey(file, "RS256"));
        const QByteArray said = runPhp(
            {QStringLiteral("-d"), QStringLiteral("display_errors=stderr"), QStringLiteral("-r"),
             QStringLiteral("require '%1/ai-guy-gateway/includes/class-token.php'; "
                            "AI_Guy_Gateway\\Token::make( array(), '%2', 'ES256', 1, 'x' );")
                 .arg(WordpressSite::sources(), file)});
        QVERIFY2(said.contains("does not fit ES256"), said.constData());
        QVERIFY(!said.contains("PRIVATE KEY"));
    }

    void rateLimitIsObeyedByTheGateway()
    {
        m_site->setConstants({{QStringLiteral("URL"), m_ingestUrl},
                              {QStringLiteral("RATE_LIMIT"), QStringLiteral("1")}});
        const std::string body = eventBody("01a1e9b4-ed58-7327-b569-00000000000a");
        const auto refused = [&] { return m_site->deliver("order-event", "key-rate", body); };
        QTRY_COMPARE(refused().status, 429);
        QVERIFY(refused().headers.find("Retry-After: ") != std::string::npos);
        const auto sendOne = [this] {
            static int serial = 0;
            const std::string id = "evt_rate_" + std::to_string(++serial);
            m_stripe->send(id, "invoice.paid");
            return QTest::qWaitFor([&] { return jobValue("status", id) == "waiting"; }, 3000)
                ? id
                : std::string();
        };
        std::string id;
        QTRY_VERIFY_WITH_TIMEOUT(!(id = sendOne()).empty(), 20'000);
        // Longer than the second that its own schedule would say, unless the minute ends.
        QVERIFY2(jobValue("error", id).starts_with("429 Too many deliveries"),
                 jobValue("error", id).c_str());
        m_site->setConstants({{QStringLiteral("URL"), m_ingestUrl}});
        QTRY_COMPARE_WITH_TIMEOUT(jobValue("status", id), "succeeded", 90'000);
        const auto slack = gatewayValue(
            "SELECT (second.created_at - first.created_at >= interval '1 second' * (h.value ->> "
            "1)::int - interval '1 second')::text FROM gatehouse.delivery_attempt first, "
            "gatehouse.delivery_attempt second, jsonb_array_elements(first.response_headers) h "
            "WHERE first.response_status = 429 AND second.job_id = first.job_id AND "
            "second.attempt = first.attempt + 1 AND lower(h.value ->> 0) = 'retry-after' AND "
            "first.job_id = '"
            + jobValue("id", id) + "'");
        QCOMPARE(slack, "true");
    }
};

QTEST_GUILESS_MAIN(WordpressTest)
#include "wordpress_test.moc"
