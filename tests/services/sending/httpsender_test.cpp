#include "services/sending/httpsender.h"
#include "tests/services/gateway/support/tinyserver.h"

#include <QTest>

#include <set>
#include <thread>

using namespace gatehouse;
using namespace std::chrono_literals;
using gatehouse::test::TinyRequest;
using gatehouse::test::TinyServer;
using Failure = DeliveryResponse::Failure;

Q_DECLARE_METATYPE(Failure)

namespace {

/// Drives the sender until as many answers are there.
std::vector<DeliveryResponse> sendAll(HttpSender &sender, std::vector<DeliveryRequest> requests)
{
    std::vector<DeliveryResponse> responses;
    const std::size_t wanted = requests.size();
    for (DeliveryRequest &request : requests)
        sender.send(std::move(request),
                    [&](DeliveryResponse response) { responses.push_back(response); });
    while (responses.size() < wanted)
        sender.perform(5s);
    return responses;
}

DeliveryResponse sendOne(HttpSender &sender, DeliveryRequest request)
{
    return sendAll(sender, {std::move(request)}).front();
}

} // namespace

class HttpSenderTest : public QObject
{
    Q_OBJECT

private slots:
    void postsHeadersAndExactBody();
    void answerHasStatusHeadersAndBody();
    void connectionsAreKept();
    void manyAtOnce();
    void redirectsAreNotFollowed();
    void silenceIsATimeout();
    void bodyIsBounded_data();
    void bodyIsBounded();
    void whatFailsSaysWhy_data();
    void whatFailsSaysWhy();
    void aServerWithoutTlsIsATlsFailure();
    void environmentProxyIsNotAsked();
    void wakeupEndsTheWait();
    void canBeDestroyedWithRequestsUnderWay();
    void hostHasItsPort_data();
    void hostHasItsPort();
};

void HttpSenderTest::postsHeadersAndExactBody()
{
    const TinyServer server([](const TinyRequest &) { return TinyServer::answer(200); });
    HttpSender sender;
    const std::string body("{\"a\":\"\xC3\xA4\0\"}", 11);
    sendOne(
        sender,
        {server.url() + "/x?y=1", {{"X-One", "1"}, {"Content-Type", "application/json"}}, body});
    const TinyRequest request = server.requests().front();
    QVERIFY(request.head.starts_with("POST /x?y=1 HTTP/1.1\r\n"));
    QCOMPARE(request.header("X-One"), std::string("1"));
    QCOMPARE(request.header("Content-Type"), std::string("application/json"));
    QCOMPARE(request.header("Expect"), std::string());
    QCOMPARE(request.body, body);
}

void HttpSenderTest::answerHasStatusHeadersAndBody()
{
    const TinyServer server([](const TinyRequest &) {
        return TinyServer::answer(429, "later", "Retry-After:  7 \r\n");
    });
    HttpSender sender;
    const auto response = sendOne(sender, {server.url(), {}, "{}"});
    QCOMPARE(response.failure, Failure::None);
    QCOMPARE(response.status, 429);
    QCOMPARE(response.body, std::string("later"));
    QVERIFY(response.header("retry-after") == "7");
    QVERIFY(!response.header("Location"));
    QVERIFY(response.duration.count() > 0);
}

void HttpSenderTest::connectionsAreKept()
{
    const TinyServer server([](const TinyRequest &) { return TinyServer::answer(200); });
    HttpSender sender;
    for (int i = 0; i < 5; ++i)
        sendOne(sender, {server.url(), {}, "{}"});
    QCOMPARE(server.requests().size(), std::size_t(5));
    QCOMPARE(server.connections(), 1);
}

void HttpSenderTest::manyAtOnce()
{
    const TinyServer server([](const TinyRequest &r) { return TinyServer::answer(200, r.body); });
    HttpSender sender;
    std::vector<DeliveryRequest> requests;
    for (int i = 0; i < 64; ++i)
        requests.push_back({server.url(), {}, std::to_string(i)});
    std::set<std::string> bodies;
    for (const auto &response : sendAll(sender, requests))
        bodies.insert(response.body);
    QCOMPARE(bodies.size(), std::size_t(64));
    QCOMPARE(sender.inFlight(), std::size_t(0));
}

void HttpSenderTest::redirectsAreNotFollowed()
{
    const TinyServer server([](const TinyRequest &) {
        return TinyServer::answer(302, {}, "Location: http://127.0.0.1:1/\r\n");
    });
    HttpSender sender;
    QCOMPARE(sendOne(sender, {server.url(), {}, "{}"}).status, 302);
    QCOMPARE(server.requests().size(), std::size_t(1));
}

void HttpSenderTest::silenceIsATimeout()
{
    const TinyServer server([](const TinyRequest &) { return std::string(); });
    HttpSender sender({50ms, {}, {}});
    const auto response = sendOne(sender, {server.url(), {}, "{}"});
    QCOMPARE(response.failure, Failure::Timeout);
    QCOMPARE(response.status, 0);
    QCOMPARE(response.error, std::string("No answer within 50 ms"));
}

void HttpSenderTest::bodyIsBounded_data()
{
    QTest::addColumn<int>("sent");
    QTest::addColumn<int>("kept");
    QTest::newRow("all of 64 KiB") << 65536 << 65536;
    QTest::newRow("the rest is discarded") << 200000 << 65536;
    QTest::newRow("an endless one is cut off") << 8000000 << 65536;
}

void HttpSenderTest::bodyIsBounded()
{
    QFETCH(int, sent);
    const TinyServer server([sent](const TinyRequest &) {
        return TinyServer::answer(200, std::string(static_cast<std::size_t>(sent), 'x'));
    });
    HttpSender sender;
    const auto response = sendOne(sender, {server.url(), {}, "{}"});
    QCOMPARE(response.status, 200);
    QTEST(static_cast<int>(response.body.size()), "kept");
}

void HttpSenderTest::whatFailsSaysWhy_data()
{
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<Failure>("failure");
    QTest::newRow("closed without an answer")
        << QByteArray("http") << QByteArray("Connection: close") << Failure::Connect;
    QTest::newRow("not HTTP") << QByteArray("http")
                              << QByteArray("SSH-2.0-x Connection: close\r\n\r\n")
                              << Failure::Connect;
    QTest::newRow("another protocol") << QByteArray("ftp") << QByteArray() << Failure::Invalid;
    QTest::newRow("a file") << QByteArray("file") << QByteArray() << Failure::Invalid;
}

void HttpSenderTest::whatFailsSaysWhy()
{
    QFETCH(QByteArray, scheme);
    QFETCH(QByteArray, answer);
    const TinyServer server([answer](const TinyRequest &) { return answer.toStdString(); });
    const std::string url = scheme.toStdString() + server.url().substr(4);
    HttpSender sender({2s, {}, {}});
    const auto response = sendOne(sender, {url, {}, "{}"});
    QTEST(response.failure, "failure");
    QVERIFY(!response.error.empty());
    QCOMPARE(response.status, 0);
}

void HttpSenderTest::aServerWithoutTlsIsATlsFailure()
{
    const TinyServer server([](const TinyRequest &) { return std::string(); }, "220 mail here\r\n");
    HttpSender sender({2s, {}, {}});
    const auto response = sendOne(sender, {"https" + server.url().substr(4), {}, "{}"});
    QCOMPARE(response.failure, Failure::Tls);
}

void HttpSenderTest::environmentProxyIsNotAsked()
{
    const TinyServer server([](const TinyRequest &) { return TinyServer::answer(200); });
    qputenv("http_proxy", "http://127.0.0.1:1");
    HttpSender sender;
    const auto response = sendOne(sender, {server.url(), {}, "{}"});
    qunsetenv("http_proxy");
    QCOMPARE(response.status, 200);
}

void HttpSenderTest::wakeupEndsTheWait()
{
    HttpSender sender;
    std::thread other([&] { sender.wakeup(); });
    const auto start = std::chrono::steady_clock::now();
    sender.perform(60s);
    other.join();
    QVERIFY(std::chrono::steady_clock::now() - start < 30s);
}

void HttpSenderTest::canBeDestroyedWithRequestsUnderWay()
{
    const TinyServer server([](const TinyRequest &) { return std::string(); });
    bool isCalled = false;
    {
        HttpSender sender;
        sender.send({server.url(), {}, "{}"}, [&](const DeliveryResponse &) { isCalled = true; });
        sender.perform(0ms);
    }
    QVERIFY(!isCalled);
}

void HttpSenderTest::hostHasItsPort_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("http") << QByteArray("http://WP.Example/x") << QByteArray("wp.example:80");
    QTest::newRow("https") << QByteArray("https://wp.example") << QByteArray("wp.example:443");
    QTest::newRow("port") << QByteArray("http://127.0.0.1:8080/x") << QByteArray("127.0.0.1:8080");
    QTest::newRow("IPv6") << QByteArray("http://[::1]:81") << QByteArray("[::1]:81");
    QTest::newRow("user") << QByteArray("http://u:p@h/") << QByteArray("h:80");
    QTest::newRow("other scheme") << QByteArray("ftp://h/") << QByteArray();
    QTest::newRow("no URL") << QByteArray("nonsense") << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void HttpSenderTest::hostHasItsPort()
{
    QFETCH(QByteArray, url);
    QTEST(QByteArray::fromStdString(hostOf(url.toStdString())), "host");
}

QTEST_GUILESS_MAIN(HttpSenderTest)
#include "httpsender_test.moc"
