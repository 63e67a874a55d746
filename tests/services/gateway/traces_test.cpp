#include "runninggateway.h"
#include "services/postgres/session.h"
#include "tests/services/gateway/support/tinyserver.h"
#include "tests/support/testcluster.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>

using namespace gatehouse;
using namespace gatehouse::test;

/// Traces at a whole gateway, with a token that its admin made.
class GatewayTracesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }

    void aCollectorSendsWithATokenOfItsOwn()
    {
        const QTemporaryDir folder;
        const std::string keyFile = folder.filePath(QStringLiteral("master.key")).toStdString();
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(200); });
        const RunningGateway gateway(*m_cluster, "traces", wordpress, "127.0.0.1", keyFile);
        const auto made = gateway.post(
            "/admin/v1/tokens",
            R"({"name":"collector","role":"telemetry","tenants":["acme"],"reason":"a test"})");
        QCOMPARE(made.status, 201);
        const std::string token = QJsonDocument::fromJson(QByteArray::fromStdString(made.body))
                                      .object()
                                      .value(QStringLiteral("token"))
                                      .toString()
                                      .toStdString();
        const auto sent = gateway.sendRaw(request(token));
        QCOMPARE(sent.status, 200);
        QCOMPARE(sent.body, std::string("{}"));
        QCOMPARE(gateway.sendRaw(request(RunningGateway::adminToken)).status, 403);

        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_owner", "traces");
        auto session = postgres::Session::connect(options);
        QVERIFY(session);
        const auto rows =
            session->execute("SELECT tenant, length(user_id_hash)::text FROM console.agent_events");
        QVERIFY(rows && rows->size() == 1);
        QCOMPARE(rows->get<std::string>(0, 0), std::string("acme"));
        QCOMPARE(rows->get<std::string>(0, 1), std::string("32"));
    }

private:
    static std::string request(const std::string &token)
    {
        using namespace std::chrono;
        const auto now = duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
        std::string body = "{'resourceSpans':[{'scopeSpans':[{'spans':[{"
                           "'traceId':'0af7651916cd43dd8448eb211c80319c',"
                           "'spanId':'b7ad6b7169203331','name':'answer','startTimeUnixNano':'"
            + std::to_string(now - 1) + "000000000','endTimeUnixNano':'" + std::to_string(now)
            + "000000000','attributes':["
              "{'key':'gen_ai.request.model','value':{'stringValue':'large'}},"
              "{'key':'user.id','value':{'stringValue':'12345'}}]}]}]}]}";
        std::replace(body.begin(), body.end(), '\'', '"');
        return "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
               "Authorization: Bearer "
            + token + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    std::unique_ptr<TestCluster> m_cluster;
};

QTEST_GUILESS_MAIN(GatewayTracesTest)
#include "traces_test.moc"
