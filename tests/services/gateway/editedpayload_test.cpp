#include "runninggateway.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <atomic>

namespace gatehouse::test {

/// A whole gateway whose destination refuses what has no sku.
class EditedPayloadTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init();
    void cleanup();

    void aPoisonPayloadIsDeliveredOnceItIsChanged();
    void aDryRunSaysExactlyWhatIsSent();

private:
    static QJsonObject objectOf(const RawClient::Answer &answer)
    {
        return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    }
    QJsonObject letter() const
    {
        const QJsonArray items = objectOf(m_gateway->get("/admin/v1/dlq"))[u"items"].toArray();
        return items.isEmpty() ? QJsonObject() : items[0].toObject();
    }
    std::string pathOf(const char *below) const
    {
        return "/admin/v1/dlq/" + letter()[u"id"].toString().toStdString() + below;
    }
    QString stateOfLetter() const { return letter()[u"state"].toString(); }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<TinyServer> m_site;
    std::unique_ptr<RunningGateway> m_gateway;
    std::string m_event;
    int m_number = 0;
};

namespace {

constexpr const char *withSku =
    R"({"patch":[{"op":"add","path":"\/data\/object\/sku","value":"A-1"}],"reason":"no sku"})";

} // namespace

void EditedPayloadTest::init()
{
    m_site = std::make_unique<TinyServer>([](const TinyRequest &request) {
        return TinyServer::answer(request.body.find("sku") == std::string::npos ? 422 : 200);
    });
    m_gateway = std::make_unique<RunningGateway>(*m_cluster, "edited" + std::to_string(++m_number),
                                                 *m_site);
    m_event = objectOf(m_gateway->send("evt_poison"))[u"event_id"].toString().toStdString();
    QTRY_COMPARE_WITH_TIMEOUT(stateOfLetter(), QStringLiteral("open"), 20000);
}

void EditedPayloadTest::cleanup()
{
    m_gateway.reset();
    m_site.reset();
}

void EditedPayloadTest::aPoisonPayloadIsDeliveredOnceItIsChanged()
{
    const std::string received = m_gateway->get("/admin/v1/events/" + m_event + "/raw").body;
    QCOMPARE(m_gateway->post(pathOf("/edit-and-retry"), withSku).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(stateOfLetter(), QStringLiteral("recovered"), 20000);
    const auto requests = m_site->requests();
    QCOMPARE(requests.size(), std::size_t(2));
    QCOMPARE(requests[1].header("Idempotency-Key"), requests[0].header("Idempotency-Key"));
    const QJsonObject sent =
        QJsonDocument::fromJson(QByteArray::fromStdString(requests[1].body)).object();
    QCOMPARE(sent[u"raw"][u"data"][u"object"][u"sku"].toString(), QStringLiteral("A-1"));
    QCOMPARE(sent[u"data"][u"sku"].toString(), QStringLiteral("A-1"));
    QCOMPARE(sent[u"event_id"].toString().toStdString(), m_event);
    QCOMPARE(m_gateway->get("/admin/v1/events/" + m_event + "/raw").body, received);
    const std::string timeline = m_gateway->get("/admin/v1/events/" + m_event + "/timeline").body;
    QVERIFY(timeline.find("Payload edited and retried by") != std::string::npos);
    QVERIFY(timeline.find("no sku") != std::string::npos);
}

void EditedPayloadTest::aDryRunSaysExactlyWhatIsSent()
{
    const QJsonObject told = objectOf(m_gateway->post(pathOf("/dry-run"), withSku));
    QCOMPARE(m_site->requests().size(), std::size_t(1));
    QCOMPARE(told[u"would"].toString(), QStringLiteral("send"));
    QCOMPARE(m_gateway->post(pathOf("/edit-and-retry"), withSku).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_site->requests().size(), std::size_t(2), 20000);
    const TinyRequest sent = m_site->requests()[1];
    QCOMPARE(told[u"request"][u"body"].toString().toStdString(), sent.body);
    const QStringList perTry{QStringLiteral("Authorization"), QStringLiteral("X-Request-Id"),
                             QStringLiteral("traceparent")};
    for (const QJsonValue field : told[u"request"][u"headers"].toArray()) {
        const QString name = field[0].toString();
        if (!perTry.contains(name))
            QCOMPARE(sent.header(name.toStdString()), field[1].toString().toStdString());
    }
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::EditedPayloadTest)
#include "editedpayload_test.moc"
