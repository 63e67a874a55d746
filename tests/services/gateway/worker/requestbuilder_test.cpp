#include "services/core/hex.h"
#include "services/gateway/worker/requestbuilder.h"
#include "services/signing/digest.h"

#include <QRegularExpression>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;

namespace {

ClaimedJob job()
{
    ClaimedJob job;
    job.source = "stripe";
    job.tenant = "acme";
    job.path = "/wp-json/x";
    job.baseUrl = "http://wp.example";
    job.idempotencyKey = "stripe:acme:evt_1:0123abcd";
    job.traceId = "0af7651916cd43dd8448eb211c80319c";
    job.rawBody =
        R"({"id":"evt_1","object":"event","type":"charge.succeeded","created":1794922327,)"
        R"("data":{"object":{"id":"ch_1","amount":1.50,"big":123456789012345678901234567890}}})";
    job.headersJson = R"([["Content-Type","application/json"]])";
    return job;
}

QString headerOf(const HeaderFields &headers, const std::string &name)
{
    for (const auto &[key, value] : headers) {
        if (key == name)
            return QString::fromStdString(value);
    }
    return {};
}

BuiltRequest build(const ClaimedJob &job, const DestinationCredentials &credentials)
{
    return buildRequest(job, "{}", credentials, "gatehouse/9");
}

} // namespace

class RequestBuilderTest : public QObject
{
    Q_OBJECT

private slots:
    void hasTheHeadersOfTheContract();
    void tokenWithAColonIsBasic();
    void withoutCredentialsNothingIsClaimed();
    void storedHeadersHoldNoToken();
    void answerThatEchoesTheTokenIsStoredWithoutIt();
    void traceGoesOn_data();
    void traceGoesOn();
    void targetHasOneSlash_data();
    void targetHasOneSlash();
    void bodyHasTheRawBytes();
    void ofABatchItHasItsOwnElement();
    void aBodyThatWasNotKeptCannotBeBuilt();
    void aBodyThatIsNotJsonCannotBeBuilt();
};

void RequestBuilderTest::hasTheHeadersOfTheContract()
{
    const auto built = build(job(), {"secret-token", "shared"});
    const HeaderFields &headers = built.request.headers;
    QCOMPARE(headerOf(headers, "Authorization"), u"Bearer secret-token");
    QCOMPARE(headerOf(headers, "Content-Type"), u"application/json");
    QCOMPARE(headerOf(headers, "User-Agent"), u"gatehouse/9");
    QCOMPARE(headerOf(headers, "Idempotency-Key"), u"stripe:acme:evt_1:0123abcd");
    QCOMPARE(headerOf(headers, "X-Request-Id"), QString::fromStdString(built.requestId.toString()));
    QCOMPARE(
        headerOf(headers, "X-Signature"),
        QString::fromStdString("sha256=" + toHex(asBytes(signing::hmacSha256("shared", "{}")))));
    QVERIFY(build(job(), {}).requestId != built.requestId);
}

void RequestBuilderTest::tokenWithAColonIsBasic()
{
    const auto built = build(job(), {"anna:pass word", {}});
    QCOMPARE(headerOf(built.request.headers, "Authorization"), u"Basic YW5uYTpwYXNzIHdvcmQ=");
}

void RequestBuilderTest::withoutCredentialsNothingIsClaimed()
{
    const auto built = build(job(), {});
    QVERIFY(headerOf(built.request.headers, "Authorization").isNull());
    QVERIFY(headerOf(built.request.headers, "X-Signature").isNull());
}

void RequestBuilderTest::storedHeadersHoldNoToken()
{
    const auto built = build(job(), {"secret-token", "shared"});
    QCOMPARE(headerOf(built.redactedHeaders, "Authorization"), u"[redacted]");
    QCOMPARE(built.redactedHeaders.size(), built.request.headers.size());
}

void RequestBuilderTest::answerThatEchoesTheTokenIsStoredWithoutIt()
{
    const auto built = build(job(), {"secret-token", "shared"});
    const std::string credential = credentialOf(built.request.headers);
    QCOMPARE(credential, std::string("secret-token"));
    DeliveryResponse response;
    response.body = "you sent Bearer secret-token, secret-token";
    response.headers = {{"X-Debug", "secret-token"}, {"Server", "x"}};
    removeEcho(response, credential);
    QCOMPARE(response.body, std::string("you sent Bearer [redacted], [redacted]"));
    QCOMPARE(response.headers.front().second, std::string("[redacted]"));
    removeEcho(response, {});
    QCOMPARE(response.headers.back().second, std::string("x"));
}

void RequestBuilderTest::traceGoesOn_data()
{
    QTest::addColumn<QByteArray>("traceId");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("continued") << QByteArray("0af7651916cd43dd8448eb211c80319c") << true;
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("zeros") << QByteArray(32, '0') << false;
    QTest::newRow("not hex") << QByteArray(32, 'x') << false;
    QTest::newRow("header injection") << QByteArray("0af7651916cd43dd8448eb211c803\r\n") << false;
}

void RequestBuilderTest::traceGoesOn()
{
    QFETCH(QByteArray, traceId);
    ClaimedJob traced = job();
    traced.traceId = traceId.toStdString();
    const QString header = headerOf(build(traced, {}).request.headers, "traceparent");
    const QRegularExpression form(QStringLiteral("^00-([0-9a-f]{32})-[0-9a-f]{16}-01$"));
    const auto match = form.match(header);
    QVERIFY2(match.hasMatch(), qPrintable(header));
    QTEST(match.captured(1).toLatin1() == traceId, "isKept");
    QVERIFY(headerOf(build(traced, {}).request.headers, "traceparent") != header);
}

void RequestBuilderTest::targetHasOneSlash_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("plain") << QByteArray("http://h") << QByteArray("http://h/wp-json/x");
    QTest::newRow("slash") << QByteArray("http://h/") << QByteArray("http://h/wp-json/x");
    QTest::newRow("folder") << QByteArray("http://h/blog//")
                            << QByteArray("http://h/blog/wp-json/x");
}

void RequestBuilderTest::targetHasOneSlash()
{
    QFETCH(QByteArray, base);
    ClaimedJob other = job();
    other.baseUrl = base.toStdString();
    QTEST(QByteArray::fromStdString(targetOf(other)), "target");
}

void RequestBuilderTest::bodyHasTheRawBytes()
{
    const auto normalizer = Normalizer::load();
    QVERIFY(normalizer);
    const auto body = bodyOf(job(), *normalizer);
    QVERIFY(body);
    QVERIFY(body->find("\"raw\":" + *job().rawBody) != std::string::npos);
    QVERIFY(body->find("\"event_type\":\"charge.succeeded\"") != std::string::npos);
    QVERIFY(body->find("\"tenant_id\":\"acme\"") != std::string::npos);
}

void RequestBuilderTest::ofABatchItHasItsOwnElement()
{
    ClaimedJob element = job();
    element.source = "hubspot";
    element.rawBody = R"({ "eventId":2,"subscriptionType":"contact.creation","objectId":1.0 })";
    const auto body = bodyOf(element, Normalizer::load().value());
    QVERIFY(body);
    QVERIFY(body->ends_with(",\"raw\":" + *element.rawBody + "}"));
    QVERIFY(body->find(R"("event_type":"contact.creation")") != std::string::npos);
}

void RequestBuilderTest::aBodyThatWasNotKeptCannotBeBuilt()
{
    const auto normalizer = Normalizer::load();
    QVERIFY(normalizer);
    ClaimedJob other = job();
    other.rawBody.reset();
    QVERIFY(!bodyOf(other, *normalizer));
}

void RequestBuilderTest::aBodyThatIsNotJsonCannotBeBuilt()
{
    const auto normalizer = Normalizer::load();
    QVERIFY(normalizer);
    ClaimedJob other = job();
    other.rawBody = "{";
    QVERIFY(!bodyOf(other, *normalizer));
}

QTEST_GUILESS_MAIN(RequestBuilderTest)
#include "requestbuilder_test.moc"
