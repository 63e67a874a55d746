#include "services/gateway/delivery/verdict.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;

Q_DECLARE_METATYPE(Verdict::Kind)
Q_DECLARE_METATYPE(DeliveryResponse::Failure)

class VerdictTest : public QObject
{
    Q_OBJECT

private slots:
    void judgesStatus_data();
    void judgesStatus();
    void judgesSilence_data();
    void judgesSilence();
    void errorSaysWhatTheAnswerSays_data();
    void errorSaysWhatTheAnswerSays();
};

void VerdictTest::judgesStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Verdict::Kind>("kind");
    QTest::addColumn<QByteArray>("rootCause");
    QTest::addColumn<bool>("hostFailure");
    QTest::newRow("200") << 200 << Verdict::Kind::Succeeded << QByteArray() << false;
    QTest::newRow("204") << 204 << Verdict::Kind::Succeeded << QByteArray() << false;
    QTest::newRow("301") << 301 << Verdict::Kind::Dead << QByteArray("redirect") << false;
    QTest::newRow("304") << 304 << Verdict::Kind::Dead << QByteArray("redirect") << false;
    QTest::newRow("400") << 400 << Verdict::Kind::Dead << QByteArray("http_4xx") << false;
    QTest::newRow("401") << 401 << Verdict::Kind::Dead << QByteArray("http_4xx") << false;
    QTest::newRow("404") << 404 << Verdict::Kind::Dead << QByteArray("http_4xx") << false;
    QTest::newRow("408") << 408 << Verdict::Kind::Retry << QByteArray("http_4xx") << false;
    QTest::newRow("409") << 409 << Verdict::Kind::Retry << QByteArray("http_4xx") << false;
    QTest::newRow("429") << 429 << Verdict::Kind::Retry << QByteArray("http_4xx") << false;
    QTest::newRow("500") << 500 << Verdict::Kind::Retry << QByteArray("http_5xx") << true;
    QTest::newRow("503") << 503 << Verdict::Kind::Retry << QByteArray("http_5xx") << true;
}

void VerdictTest::judgesStatus()
{
    QFETCH(int, status);
    DeliveryResponse response;
    response.status = status;
    const Verdict verdict = judge(response);
    QTEST(verdict.kind, "kind");
    QTEST(QByteArray(verdict.rootCause.data(), static_cast<int>(verdict.rootCause.size())),
          "rootCause");
    QTEST(verdict.isHostFailure, "hostFailure");
    QCOMPARE(verdict.error.empty(), verdict.kind == Verdict::Kind::Succeeded);
}

void VerdictTest::judgesSilence_data()
{
    using Failure = DeliveryResponse::Failure;
    QTest::addColumn<Failure>("failure");
    QTest::addColumn<Verdict::Kind>("kind");
    QTest::addColumn<QByteArray>("rootCause");
    QTest::newRow("timeout") << Failure::Timeout << Verdict::Kind::Retry << QByteArray("timeout");
    QTest::newRow("connect") << Failure::Connect << Verdict::Kind::Retry << QByteArray("connect");
    QTest::newRow("tls") << Failure::Tls << Verdict::Kind::Retry << QByteArray("tls");
    QTest::newRow("bad URL") << Failure::Invalid << Verdict::Kind::Dead << QByteArray("connect");
}

void VerdictTest::judgesSilence()
{
    QFETCH(DeliveryResponse::Failure, failure);
    DeliveryResponse response;
    response.failure = failure;
    response.error = "why";
    const Verdict verdict = judge(response);
    QTEST(verdict.kind, "kind");
    QTEST(QByteArray(verdict.rootCause.data(), static_cast<int>(verdict.rootCause.size())),
          "rootCause");
    QCOMPARE(verdict.error, std::string("why"));
}

void VerdictTest::errorSaysWhatTheAnswerSays_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char *name, const QByteArray &body, const QByteArray &error) {
        QTest::newRow(name) << body << error;
    };
    row("WordPress's message",
        R"({"code":"rest_x","message":"sku is required","data":{"status":422}})",
        "422 sku is required");
    row("on one line", R"({"message":"a\nb\tc"})", "422 a b c");
    row("a message that is no text", R"({"message":7})", R"(422 {"message":7})");
    row("an empty message", R"({"message":""})", R"(422 {"message":""})");
    row("other JSON", R"(["x"])", R"(422 ["x"])");
    row("no JSON", "<h1>Gone\nwrong", "422 <h1>Gone wrong");
    row("a long text is cut", QByteArray(1000, 'y'), "422 " + QByteArray(200, 'y'));
    row("nothing", "", "422 without a text");
}

void VerdictTest::errorSaysWhatTheAnswerSays()
{
    QFETCH(QByteArray, body);
    DeliveryResponse response;
    response.status = 422;
    response.body = body.toStdString();
    QTEST(QByteArray::fromStdString(judge(response).error), "error");
}

QTEST_GUILESS_MAIN(VerdictTest)
#include "verdict_test.moc"
