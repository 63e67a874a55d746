#include "adminharness.h"
#include "services/signing/base64.h"
#include "services/signing/scheme.h"

#include <QTest>

namespace gatehouse::test {

namespace {

constexpr const char *secret = "It's a Secret to Everybody";

/// The call's body for a GitHub message that is signed with this.
QJsonObject message(const std::string &body, const std::string &signedWith = secret)
{
    QJsonObject headers{{QStringLiteral("X-GitHub-Event"), QStringLiteral("push")},
                        {QStringLiteral("X-GitHub-Delivery"), QStringLiteral("d-1")}};
    for (const auto &scheme : signing::makeSchemes()) {
        if (scheme->source() != "github")
            continue;
        const signing::HeaderList none;
        for (const auto &[name, value] : scheme->sign({{}, none, body}, signedWith, Timestamp{}))
            headers[QString::fromStdString(name)] = QString::fromStdString(value);
    }
    return {{QStringLiteral("source"), QStringLiteral("github")},
            {QStringLiteral("url"), QStringLiteral("https://hooks.example/")},
            {QStringLiteral("headers"), headers},
            {QStringLiteral("body"), QString::fromStdString(body)}};
}

QJsonObject with(QJsonObject object, const char *name, const QJsonValue &value)
{
    object[QLatin1String(name)] = value;
    return object;
}

std::string text(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

/// acme and globex have one secret each.
gateway::TenantSecrets secretsOf(const std::string &source, const std::string &tenant)
{
    if (source != "github" || (tenant != "acme" && tenant != "globex"))
        return {};
    const bool isAcme = tenant == "acme";
    return {tenant,
            {{.secret = isAcme ? secret : "other", .label = "version 1"},
             {.secret = isAcme ? "other" : secret,
              .label = "version 1",
              .tenant = isAcme ? "globex" : "acme"}}};
}

} // namespace

class VerifyTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_cluster = TestCluster::start();
        gateway::AdminOptions options;
        options.secrets = secretsOf;
        m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
    }
    void cleanupTestCase() { m_harness.reset(); }

    void aGivenSecretIsTried()
    {
        const Answer good = send(with(message("{}"), "secret", QString::fromUtf8(secret)));
        QCOMPARE(good.status, 200);
        QCOMPARE(good.json()[u"valid"].toBool(), true);
        QVERIFY(good.body.find(secret) == std::string::npos);
        const Answer bad = send(with(message("{}"), "secret", QStringLiteral("hidden-guess")));
        QCOMPARE(bad.status, 200);
        QCOMPARE(bad.json()[u"status"].toInt(), 401);
        QCOMPARE(bad.code(), QStringLiteral("signature_mismatch"));
        QVERIFY(bad.body.find("hidden-guess") == std::string::npos);
    }

    void theTenantsStoredSecretsAreTried()
    {
        const QJsonObject sent = with(message("{}"), "tenant", QStringLiteral("acme"));
        QCOMPARE(send(sent).json()[u"valid"].toBool(), true);
        const Answer mixedUp = send(with(sent, "tenant", QStringLiteral("globex")));
        QCOMPARE(mixedUp.json()[u"valid"].toBool(true), false);
        QCOMPARE(mixedUp.json()[u"nearest"].toObject()[u"kind"].toString(),
                 QStringLiteral("other_tenant"));
        QCOMPARE(send(with(sent, "tenant", QStringLiteral("initech"))).code(),
                 QStringLiteral("unknown_tenant"));
        QCOMPARE(send(message("{}")).status, 404);
    }

    void aScopedTokenLearnsNothingOfOthers()
    {
        const std::string token = m_harness->addScopedToken("developer", {"globex"});
        QJsonObject sent = with(message("{}"), "tenant", QStringLiteral("acme"));
        QCOMPARE(send(sent, token).status, 404);
        sent = with(sent, "tenant", QStringLiteral("globex"));
        const Answer own = send(sent, token);
        QCOMPARE(own.status, 200);
        QVERIFY(own.body.find("acme") == std::string::npos);
        QCOMPARE(own.json()[u"nearest"].toObject()[u"kind"].toString(), QString());
        sent.remove(QStringLiteral("tenant")); // there are two, but only one for this token
        QCOMPARE(send(sent, token).body, own.body);
        QCOMPARE(send(sent).status, 404);
        const std::string elsewhere = m_harness->addScopedToken("developer", {}, {"stripe"});
        QCOMPARE(send(sent, elsewhere).status, 400);
    }

    void theBodyIsTakenAsBytes()
    {
        const std::string bytes("\xff\0{}", 4);
        QJsonObject sent = with(message(bytes), "secret", QString::fromUtf8(secret));
        sent.remove(QStringLiteral("body"));
        sent = with(sent, "body_base64", QString::fromStdString(signing::toBase64(bytes)));
        QCOMPARE(send(sent).json()[u"valid"].toBool(), true);
    }

    void headersAreTakenAsTheyAreStored()
    {
        QJsonObject sent = with(message("{}"), "secret", QString::fromUtf8(secret));
        QJsonArray pairs;
        const QJsonObject headers = sent[u"headers"].toObject();
        for (auto i = headers.begin(); i != headers.end(); ++i)
            pairs.append(QJsonArray{i.key(), i.value()});
        QCOMPARE(send(with(sent, "headers", pairs)).json()[u"valid"].toBool(), true);
    }

    void aBodyOf512KibPasses()
    {
        const std::string largest(512 * 1024, 'x');
        const auto sent = [](const std::string &body) {
            QJsonObject sent = with(message(body), "secret", QString::fromUtf8(secret));
            sent.remove(QStringLiteral("body"));
            return with(sent, "body_base64", QString::fromStdString(signing::toBase64(body)));
        };
        QCOMPARE(send(sent(largest)).json()[u"valid"].toBool(), true);
        QCOMPARE(send(sent(largest + 'x')).status, 413);
    }

    void whatCannotBeUsedIs400_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("unknown source") << "source" << QJsonValue(QStringLiteral("paypal"));
        QTest::newRow("source is a number") << "source" << QJsonValue(1);
        QTest::newRow("headers are a text") << "headers" << QJsonValue(QStringLiteral("a: b"));
        QTest::newRow("a header is a number")
            << "headers" << QJsonValue(QJsonObject{{QStringLiteral("a"), 1}});
        QTest::newRow("two bodies") << "body_base64" << QJsonValue(QStringLiteral("e30="));
        QTest::newRow("body is a number") << "body" << QJsonValue(1);
        QTest::newRow("empty secret") << "secret" << QJsonValue(QString());
        QTest::newRow("unknown field") << "bodi" << QJsonValue(QString());
    }
    void whatCannotBeUsedIs400()
    {
        QFETCH(QString, name);
        QFETCH(QJsonValue, value);
        QJsonObject sent = with(message("{}"), "secret", QString::fromUtf8(secret));
        sent[name] = value;
        const Answer answer = send(sent);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.code(), QStringLiteral("field_invalid"));
    }

    void aStoredEventIsJudgedAsOfWhenItCame()
    {
        const std::string event = storedEvent("acme");
        const Answer good = send({{QStringLiteral("event_id"), QString::fromStdString(event)}});
        QCOMPARE(good.status, 200);
        QCOMPARE(good.json()[u"valid"].toBool(), true);
        QVERIFY(!good.json().contains(QStringLiteral("signed_text")));
        // Signed with acme's secret and come as globex's.
        const Answer bad =
            send({{QStringLiteral("event_id"), QString::fromStdString(storedEvent("globex"))}});
        QCOMPARE(bad.json()[u"nearest"].toObject()[u"kind"].toString(),
                 QStringLiteral("other_tenant"));
    }

    void aStoredEventThatCannotBeVerifiedSaysWhy()
    {
        const std::string event = storedEvent("acme");
        const QJsonObject sent{{QStringLiteral("event_id"), QString::fromStdString(event)}};
        QCOMPARE(send(sent, m_harness->addScopedToken("developer", {"globex"})).status, 404);
        QCOMPARE(send(sent, m_harness->addScopedToken("developer", {}, {"stripe"})).status, 404);
        QCOMPARE(send(with(sent, "event_id", QStringLiteral("x"))).code(),
                 QStringLiteral("field_invalid"));
        QCOMPARE(send(with(sent, "source", QStringLiteral("github"))).code(),
                 QStringLiteral("field_invalid"));
        QCOMPARE(
            send(with(sent, "event_id", QStringLiteral("01a1e9b4-ed58-7327-b569-6ed663e67881")))
                .status,
            404);
        m_harness->sql("UPDATE gatehouse.webhook_payload SET raw_body = NULL WHERE event_id = $1",
                       {*Uuid::parse(event)});
        QCOMPARE(send(sent).code(), QStringLiteral("body_not_kept"));
    }

    void itNeedsItsCapabilityAndLeavesNoTrace()
    {
        const QJsonObject sent = with(message("{}"), "secret", QString::fromUtf8(secret));
        for (const char *role : {"viewer", "support"})
            QCOMPARE(send(sent, AdminHarness::tokenOf(role)).status, 403);
        QCOMPARE(send(sent, AdminHarness::tokenOf("developer")).status, 200);
        QCOMPARE(m_harness->auditEntries(), 0);
        QCOMPARE(m_harness->database.cell("SELECT count(*) FROM gatehouse.admin_request"), u"0");
    }

private:
    /// Signed with acme's secret.
    std::string storedEvent(const std::string &tenant)
    {
        const std::string id = m_harness->addEvent("processed", tenant, "github", "push", "{}");
        QJsonArray pairs;
        const QJsonObject headers = message("{}")[u"headers"].toObject();
        for (auto i = headers.begin(); i != headers.end(); ++i)
            pairs.append(QJsonArray{i.key(), i.value()});
        m_harness->sql(
            "UPDATE gatehouse.webhook_payload SET headers = $2::jsonb WHERE event_id = $1",
            {*Uuid::parse(id), QJsonDocument(pairs).toJson(QJsonDocument::Compact).toStdString()});
        return id;
    }
    Answer send(const QJsonObject &body,
                const std::string &token = AdminHarness::tokenOf("admin")) const
    {
        return m_harness->post("verify", text(body), {}, token);
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
};

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::VerifyTest)
#include "verify_test.moc"
