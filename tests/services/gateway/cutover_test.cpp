#include "runninggateway.h"
#include "services/core/hex.h"
#include "services/postgres/session.h"
#include "services/signing/digest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace gatehouse::test {

/// From the admin API to the wire: a second destination beside `default`, mode by mode.
class CutoverTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void mirrorFirstThenLive();
    void mirroredEventsAreSentAfterwards();
    void dryRunIsSignedAndNotSent();
    void offMakesNoJob();
    void rotationAndRollbackSignTheNextDelivery();
    void pausedGatewayTakesWebhooksAndWaits();

private:
    QJsonObject ask(const std::string &path)
    {
        return QJsonDocument::fromJson(
                   QByteArray::fromStdString(m_gateway->get("/admin/v1/" + path).body))
            .object();
    }
    int countOf(const std::string &path)
    {
        return int(ask(path).value(QStringLiteral("items")).toArray().size());
    }
    QJsonObject change(const std::string &path, const std::string &body, int status = 200);
    void setMode(const std::string &mode);
    std::size_t sent() const { return m_site->requests().size(); }

    std::unique_ptr<TestCluster> m_cluster;
    QTemporaryDir m_folder;
    std::unique_ptr<TinyServer> m_default; ///< of the environment
    std::unique_ptr<TinyServer> m_site; ///< of the second destination
    std::unique_ptr<RunningGateway> m_gateway;
    std::string m_route;
};

namespace {

constexpr const char *firstSecret = "the first signing secret";
constexpr const char *secondSecret = "the second signing secret";

std::string signatureOf(const TinyRequest &request, const std::string &secret)
{
    return "sha256=" + toHex(asBytes(signing::hmacSha256(secret, request.body)));
}

} // namespace

QJsonObject CutoverTest::change(const std::string &path, const std::string &body, int status)
{
    const auto answer = m_gateway->post("/admin/v1/" + path, body);
    if (answer.status != status)
        qFatal("%s: %s", path.c_str(), answer.body.c_str());
    return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
}

void CutoverTest::setMode(const std::string &mode)
{
    change("routes/" + m_route, R"({"reason":"cut-over","mode":")" + mode + R"("})");
}

void CutoverTest::initTestCase()
{
    m_cluster = TestCluster::start();
}

void CutoverTest::init()
{
    static int number = 0;
    const auto accept = [](const TinyRequest &) { return TinyServer::answer(200); };
    m_default = std::make_unique<TinyServer>(accept);
    m_site = std::make_unique<TinyServer>(accept);
    m_gateway = std::make_unique<RunningGateway>(
        *m_cluster, "cutover" + std::to_string(++number), *m_default, "127.0.0.1",
        m_folder.filePath(QStringLiteral("master.key")).toStdString());
    change("destinations",
           R"({"name":"site","base_url":")" + m_site->url()
               + R"(","auth":{"type":"basic","user":"anna","password":"pw"},"signing_secret":")"
               + firstSecret + R"("})",
           201);
    m_route = change("routes",
                     R"({"source":"stripe","event_type":"charge.*","destination":"site",)"
                     R"("path":"/hook","mode":"mirror"})",
                     201)
                  .value(QStringLiteral("id"))
                  .toString()
                  .toStdString();
}

void CutoverTest::cleanup()
{
    m_gateway.reset();
    m_site.reset();
    m_default.reset();
}

void CutoverTest::mirrorFirstThenLive()
{
    QCOMPARE(m_gateway->send("evt_1").status, 202);
    QTRY_COMPARE(countOf("dlq?root_cause=mirror&destination=site"), 1);
    QTRY_COMPARE(m_default->requests().size(), std::size_t(1)); // the route that was there delivers
    QCOMPARE(sent(), std::size_t(0));
    setMode("live");
    QCOMPARE(m_gateway->send("evt_2").status, 202);
    QTRY_COMPARE(sent(), std::size_t(1));
    const TinyRequest request = m_site->requests().front();
    QVERIFY(request.head.starts_with("POST /hook HTTP/1.1"));
    QCOMPARE(request.header("Authorization"), std::string("Basic YW5uYTpwdw=="));
    QCOMPARE(request.header("X-Signature"), signatureOf(request, firstSecret));
    QCOMPARE(countOf("dlq?root_cause=mirror"), 1);
}

void CutoverTest::mirroredEventsAreSentAfterwards()
{
    QCOMPARE(m_gateway->send("evt_1").status, 202);
    QTRY_COMPARE(countOf("dlq?root_cause=mirror&state=open"), 1);
    setMode("live");
    const std::string letter = ask("dlq?root_cause=mirror")
                                   .value(QStringLiteral("items"))
                                   .toArray()[0]
                                   .toObject()
                                   .value(QStringLiteral("id"))
                                   .toString()
                                   .toStdString();
    change("dlq/" + letter + "/reenqueue", R"({"reason":"the old way did not get it"})");
    QTRY_COMPARE(sent(), std::size_t(1));
    QTRY_COMPARE(countOf("dlq?state=recovered"), 1);
}

void CutoverTest::dryRunIsSignedAndNotSent()
{
    setMode("dry_run");
    QCOMPARE(m_gateway->send("evt_1").status, 202);
    QTRY_COMPARE(countOf("jobs?destination=site&status=succeeded"), 1);
    const std::string job = ask("jobs?destination=site")
                                .value(QStringLiteral("items"))
                                .toArray()[0]
                                .toObject()
                                .value(QStringLiteral("id"))
                                .toString()
                                .toStdString();
    const QJsonObject delivery =
        ask("jobs/" + job).value(QStringLiteral("deliveries")).toArray()[0].toObject();
    QVERIFY(delivery.value(QStringLiteral("response_status")).isNull());
    QVERIFY(delivery.value(QStringLiteral("error")).toString().startsWith(u"Not sent"));
    const QByteArray headers =
        QJsonDocument(delivery.value(QStringLiteral("request_headers")).toArray()).toJson();
    QVERIFY(headers.contains("X-Signature"));
    QVERIFY(!headers.contains("YW5uYTpwdw=="));
    QCOMPARE(sent(), std::size_t(0));
}

void CutoverTest::offMakesNoJob()
{
    setMode("off");
    QCOMPARE(m_gateway->send("evt_1").status, 202);
    QTRY_COMPARE(countOf("jobs?status=succeeded"), 1); // of the route to `default`
    QCOMPARE(countOf("jobs?destination=site"), 0);
}

void CutoverTest::rotationAndRollbackSignTheNextDelivery()
{
    setMode("live");
    change("destinations/site",
           R"({"reason":"quarter","signing_secret":")" + std::string(secondSecret) + R"("})");
    QCOMPARE(m_gateway->send("evt_1").status, 202);
    QTRY_COMPARE(sent(), std::size_t(1));
    TinyRequest request = m_site->requests().back();
    QCOMPARE(request.header("X-Signature"), signatureOf(request, secondSecret));
    change("destinations/site/rollback", R"({"reason":"the site was not ready"})");
    QCOMPARE(m_gateway->send("evt_2").status, 202);
    QTRY_COMPARE(sent(), std::size_t(2));
    request = m_site->requests().back();
    QCOMPARE(request.header("X-Signature"), signatureOf(request, firstSecret));
}

void CutoverTest::pausedGatewayTakesWebhooksAndWaits()
{
    setMode("live");
    change("workers/pause", R"({"reason":"maintenance"})");
    QCOMPARE(m_gateway->send("evt_1").status, 202);
    QCOMPARE(countOf("jobs?status=pending"), 2);
    change("workers/resume", R"({"reason":"done"})");
    QTRY_COMPARE(countOf("jobs?status=succeeded"), 2);
    QCOMPARE(sent(), std::size_t(1));
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::CutoverTest)
#include "cutover_test.moc"
