#include "runninggateway.h"
#include "services/postgres/session.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace gatehouse::test {

/// A whole gateway that seals the bodies of a tenant.
class SealingTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init();
    void cleanup();

    void aSealedBodyIsStoredReadAndDelivered();
    void withoutSealingBodiesAreStoredAsTheyCame();
    void afterARekeyOldBodiesAreStillRead();
    void aRefusedBodyIsSealedToo();
    void anUnknownTenantIsRefused();

private:
    QJsonObject change(const std::string &path, const std::string &body)
    {
        const auto answer = m_gateway->post("/admin/v1/" + path, body);
        if (answer.status != 200)
            qFatal("%s: %s", path.c_str(), answer.body.c_str());
        return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    }
    std::string idOf(const RawClient::Answer &answer)
    {
        return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body))[u"event_id"]
            .toString()
            .toStdString();
    }
    std::string rawOf(const std::string &event)
    {
        return m_gateway->get("/admin/v1/events/" + event + "/raw").body;
    }
    postgres::Rows sql(const std::string &statement)
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_owner", m_name);
        const auto rows = postgres::Session::connect(options)->execute(statement);
        if (!rows)
            qFatal("%s", qPrintable(rows.error().detail));
        return *rows;
    }
    bool standsInTheDatabase(const char *text)
    {
        return sql(std::string("SELECT count(*) FROM gatehouse.webhook_payload p WHERE position('")
                   + text + "'::bytea IN coalesce(raw_body, '')) > 0 OR p.canonical::text LIKE '%"
                   + text + "%' OR p.explanation::text LIKE '%" + text + "%'")
                   .get<std::int64_t>(0, 0)
            > 0;
    }

    std::unique_ptr<TestCluster> m_cluster;
    QTemporaryDir m_folder;
    std::unique_ptr<TinyServer> m_site;
    std::unique_ptr<RunningGateway> m_gateway;
    std::string m_name;
    int m_number = 0;
};

namespace {

constexpr const char *sealIt = R"({"sealed":true,"reason":"a contract"})";

} // namespace

void SealingTest::init()
{
    m_name = "sealing" + std::to_string(++m_number);
    m_site =
        std::make_unique<TinyServer>([](const TinyRequest &) { return TinyServer::answer(200); });
    m_gateway = std::make_unique<RunningGateway>(
        *m_cluster, m_name, *m_site, "127.0.0.1",
        m_folder.filePath(QStringLiteral("master.key")).toStdString());
}

void SealingTest::cleanup()
{
    m_gateway.reset();
    m_site.reset();
}

void SealingTest::aSealedBodyIsStoredReadAndDelivered()
{
    change("body-keys/acme", sealIt);
    const std::string event = idOf(m_gateway->send("evt_sealed"));
    QTRY_COMPARE_WITH_TIMEOUT(m_site->requests().size(), std::size_t(1), 20000);
    QVERIFY(m_site->requests().front().body.find("evt_sealed") != std::string::npos);
    QVERIFY(!standsInTheDatabase("ch_1"));
    const auto row = sql(
        "SELECT p.body_sha256, e.body_size::bigint, octet_length(p.raw_body)::bigint, v.is_sealed"
        " FROM gatehouse.webhook_payload p JOIN gatehouse.webhook_event e ON e.id = p.event_id"
        " JOIN console.payloads v ON v.event_id = p.event_id");
    const std::string body = rawOf(event);
    QVERIFY(body.find(R"("id":"evt_sealed")") != std::string::npos);
    QCOMPARE(row.get<std::int64_t>(0, 1), std::int64_t(body.size()));
    QVERIFY(row.get<std::int64_t>(0, 2) > std::int64_t(body.size()));
    QVERIFY(row.get<bool>(0, 3));
    const auto payload = QJsonDocument::fromJson(
        QByteArray::fromStdString(m_gateway->get("/admin/v1/events/" + event).body))[u"payload"];
    QCOMPARE(payload[u"body_is_sealed"].toBool(), true);
    QVERIFY(payload[u"canonical"].isNull());
}

void SealingTest::withoutSealingBodiesAreStoredAsTheyCame()
{
    change("body-keys/acme", sealIt);
    change("body-keys/acme", R"({"sealed":false,"reason":"it is over"})");
    const std::string event = idOf(m_gateway->send("evt_clear"));
    QVERIFY(standsInTheDatabase("ch_1"));
    QVERIFY(rawOf(event).find("evt_clear") != std::string::npos);
}

void SealingTest::afterARekeyOldBodiesAreStillRead()
{
    change("body-keys/acme", sealIt);
    const std::string event = idOf(m_gateway->send("evt_old"));
    change("body-keys/acme", sealIt);
    change("secrets/rekey", R"({"reason":"quarterly"})");
    QVERIFY(rawOf(event).find("evt_old") != std::string::npos);
}

void SealingTest::aRefusedBodyIsSealedToo()
{
    change("body-keys/acme", sealIt);
    QCOMPARE(m_gateway->send("evt_forged", {}, "another secret").status, 401);
    QTRY_COMPARE_WITH_TIMEOUT(
        sql("SELECT count(*) FROM gatehouse.webhook_event").get<std::int64_t>(0, 0),
        std::int64_t(1), 20000);
    QVERIFY(!standsInTheDatabase("evt_forged"));
}

void SealingTest::anUnknownTenantIsRefused()
{
    const auto answer = m_gateway->post("/admin/v1/body-keys/acne", sealIt);
    QCOMPARE(answer.status, 404);
    QVERIFY2(answer.body.find(R"("code":"unknown_tenant")") != std::string::npos,
             answer.body.c_str());
    QCOMPARE(sql("SELECT count(*) FROM gatehouse.body_key").get<std::int64_t>(0, 0), 0);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::SealingTest)
#include "sealing_test.moc"
