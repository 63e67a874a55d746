#include "tests/services/gateway/support/rawclient.h"
#include "testserver.h"

#include <QTest>

using namespace gatehouse::http;
using gatehouse::test::RawClient;
using namespace std::string_literals;

namespace {

std::string get(const std::string &path, const std::string &lines = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n";
}

std::string post(const std::string &body, const std::string &lines = {})
{
    return "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n"
        + lines + "\r\n" + body;
}

std::string chunked(const std::string &body)
{
    return "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
}

bool hasCode(const RawClient::Answer &answer, const std::string &code)
{
    return answer.headers.find("Content-Type") == "application/problem+json"
        && answer.body.find("\"code\":\"" + code + "\"") != std::string::npos;
}

} // namespace

/// What is answered to which bytes.
class ServerTest : public QObject
{
    Q_OBJECT

private slots:
    void answersWithTheExactBody();
    void saysWhoAsked();
    void keepsTheConnection();
    void closesWhenAskedTo();
    void answersPipelinedRequestsInOrder();
    void takesARequestInAnyPieces();
    void answersAClientThatEndsSending();
    void joinsChunks();
    void goesOnAfterAChunkedBody();
    void closes10UnlessAskedToKeepIt();
    void sendsNoBodyToHead();
    void sendsADate();
    void invitesTheBodyOnlyAfterJudging();
    void doesNotInviteARefusedBody();
    void doesNotInviteABodyOverTheLimit();
    void unknownPathsAre404();
    void keepsTheConnectionAfterRefusingASmallBody();
    void closesAfterRefusingAnEndlessBody();
    void refusesBadFraming_data();
    void refusesBadFraming();
    void takesHeadersOfExactlyTheLimit();
    void refusesHeadersOverTheLimit();
    void takesBodiesOfExactlyTheLimit_data();
    void takesBodiesOfExactlyTheLimit();
    void refusesBodiesOverTheLimit_data();
    void refusesBodiesOverTheLimit();
    void refusalIsReadableWhileTheClientStillSends();
    void letsTheEndpointRecordARefusedBody();
    void anEndpointThatThrowsIs500_data();
    void anEndpointThatThrowsIs500();
    void aStatusThatIsNotFinalIs500();
};

void ServerTest::answersWithTheExactBody()
{
    TestServer server;
    RawClient client(server.port());
    const std::string body = "{\"a\":\"\0\xff\r\n\"}"s;
    const auto answer = client.exchange(post(body));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, body);
}

void ServerTest::saysWhoAsked()
{
    TestServer server;
    server.endpoint.answer = [](const Request &request, const Reply &reply) {
        reply(jsonResponse(200, request.remoteAddress));
    };
    RawClient client(server.port());
    QCOMPARE(client.exchange(get("/")).body, "127.0.0.1"s);
}

void ServerTest::keepsTheConnection()
{
    TestServer server;
    RawClient client(server.port());
    for (int i = 0; i < 3; ++i) {
        const auto answer = client.exchange(post(std::to_string(i)));
        QCOMPARE(answer.body, std::to_string(i));
        QVERIFY(!answer.headers.find("Connection"));
    }
}

void ServerTest::closesWhenAskedTo()
{
    TestServer server;
    RawClient client(server.port());
    const auto answer = client.exchange(get("/", "Connection: close\r\n"));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.find("Connection").value_or(""), std::string_view("close"));
    QVERIFY(client.isClosedByServer());
}

void ServerTest::answersPipelinedRequestsInOrder()
{
    TestServer server;
    RawClient client(server.port());
    std::string requests;
    for (int i = 0; i < 50; ++i)
        requests += i % 2 == 0 ? post(std::to_string(i))
                               : chunked("2\r\n" + std::to_string(i + 10) + "\r\n0\r\n\r\n");
    client.send(requests);
    for (int i = 0; i < 50; ++i)
        QCOMPARE(client.receive().body, std::to_string(i % 2 == 0 ? i : i + 10));
}

void ServerTest::takesARequestInAnyPieces()
{
    TestServer server;
    RawClient client(server.port());
    for (const char byte : "\r\n" + post("hello") + chunked("5\r\nworld\r\n0\r\n\r\n"))
        QVERIFY(client.send(std::string(1, byte)));
    QCOMPARE(client.receive().body, "hello"s);
    QCOMPARE(client.receive().body, "world"s);
}

void ServerTest::answersAClientThatEndsSending()
{
    TestServer server;
    RawClient client(server.port());
    client.send(post("hello"));
    client.endSending();
    QCOMPARE(client.receive().body, "hello"s);
    QVERIFY(client.isClosedByServer());
}

void ServerTest::joinsChunks()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.exchange(chunked("5\r\nhello\r\n1;x=y\r\n!\r\n0\r\nX-A: b\r\n\r\n")).body,
             "hello!"s);
}

void ServerTest::goesOnAfterAChunkedBody()
{
    TestServer server;
    RawClient client(server.port());
    client.send(chunked("5\r\nhello\r\n0\r\n\r\n") + post("next"));
    QCOMPARE(client.receive().body, "hello"s);
    QCOMPARE(client.receive().body, "next"s);
}

void ServerTest::closes10UnlessAskedToKeepIt()
{
    TestServer server;
    RawClient client(server.port());
    const auto kept = client.exchange("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    QCOMPARE(kept.headers.find("Connection").value_or(""), std::string_view("keep-alive"));
    QVERIFY(kept.headers.find("Content-Length"));
    const auto closed = client.exchange("GET / HTTP/1.0\r\n\r\n");
    QCOMPARE(closed.status, 200);
    QVERIFY(client.isClosedByServer());
}

void ServerTest::sendsNoBodyToHead()
{
    TestServer server;
    server.endpoint.answer = [](const Request &, const Reply &reply) {
        reply(jsonResponse(200, "{\"length\":13}"));
    };
    RawClient client(server.port());
    client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n" + get("/"));
    const auto head = client.receive(true);
    QCOMPARE(head.headers.find("Content-Length").value_or(""), std::string_view("13"));
    QCOMPARE(client.receive().status, 200); // which a body in between would not have let through
}

void ServerTest::sendsADate()
{
    TestServer server;
    RawClient client(server.port());
    const auto answer = client.exchange(get("/"));
    QVERIFY(answer.headers.find("Date").value_or("").ends_with(" GMT"));
}

void ServerTest::invitesTheBodyOnlyAfterJudging()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(client.receive().status, 100);
    const auto answer = client.exchange("hello");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, "hello"s);
}

void ServerTest::doesNotInviteARefusedBody()
{
    TestServer server;
    server.endpoint.judge = [](const RequestHead &) { return problem(415, "no", "No."); };
    RawClient client(server.port());
    const auto answer = client.exchange(
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(answer.status, 415);
    QVERIFY(client.isClosedByServer());
}

void ServerTest::doesNotInviteABodyOverTheLimit()
{
    TestServer server;
    RawClient client(server.port());
    const auto answer = client.exchange(
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(answer.status, 413);
    QVERIFY(client.isClosedByServer());
}

void ServerTest::unknownPathsAre404()
{
    TestServer server;
    RawClient client(server.port());
    const auto answer = client.exchange(get("/missing/page"));
    QCOMPARE(answer.status, 404);
    QVERIFY(hasCode(answer, "not_found"));
    QCOMPARE(client.exchange(get("/")).status, 200);
}

void ServerTest::keepsTheConnectionAfterRefusingASmallBody()
{
    TestServer server;
    server.endpoint.judge = [](const RequestHead &head) -> std::optional<Response> {
        if (head.method == "POST")
            return problem(405, "method_not_allowed", "No.");
        return std::nullopt;
    };
    RawClient client(server.port());
    client.send(post("ignored", "X-A: b\r\n") + get("/"));
    QCOMPARE(client.receive().status, 405);
    QCOMPARE(client.receive().status, 200);
    QCOMPARE(server.endpoint.responses.load(), 1);
}

void ServerTest::closesAfterRefusingAnEndlessBody()
{
    TestServer server;
    server.endpoint.judge = [](const RequestHead &) { return problem(405, "no", "No."); };
    RawClient client(server.port());
    const auto answer = client.exchange(chunked("5\r\nhel"));
    QCOMPARE(answer.status, 405);
    QCOMPARE(answer.headers.find("Connection").value_or(""), std::string_view("close"));
    QVERIFY(client.isClosedByServer());
}

void ServerTest::refusesBadFraming_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::newRow("two lengths") << post("a", "Content-Length: 1\r\n");
    QTest::newRow("length and chunked") << post("0\r\n\r\n", "Transfer-Encoding: chunked\r\n");
    QTest::newRow("xchunked") << get("/", "Transfer-Encoding: xchunked\r\n");
    QTest::newRow("no Host") << "GET / HTTP/1.1\r\n\r\n"s;
    QTest::newRow("folded") << get("/", "X-A: b\r\n c\r\n");
    QTest::newRow("bare LF") << "GET / HTTP/1.1\nHost: h\n\n"s;
    QTest::newRow("TLS") << "\x16\x03\x01\x02\x00\x01"s;
    QTest::newRow("chunk size") << chunked("+5\r\nhello\r\n0\r\n\r\n");
    QTest::newRow("chunk line end") << chunked("5\nhello\r\n0\r\n\r\n");
    QTest::newRow("chunk too long") << chunked("4\r\nhello\r\n0\r\n\r\n");
}

void ServerTest::refusesBadFraming()
{
    QFETCH(std::string, bytes);
    TestServer server;
    RawClient client(server.port());
    const auto answer = client.exchange(bytes);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.headers.find("Connection").value_or(""), std::string_view("close"));
    QCOMPARE(answer.headers.find("Content-Type").value_or(""),
             std::string_view("application/problem+json"));
    QVERIFY(client.isClosedByServer());
    QCOMPARE(server.endpoint.responses.load(), 0);
}

void ServerTest::takesHeadersOfExactlyTheLimit()
{
    TestServer server;
    RawClient client(server.port());
    const std::string head = get("/", "X-Filler: \r\n");
    const std::string filler(32 * 1024 - head.size(), 'x');
    QCOMPARE(client.exchange(get("/", "X-Filler: " + filler + "\r\n")).status, 200);
}

void ServerTest::refusesHeadersOverTheLimit()
{
    TestServer server;
    RawClient client(server.port());
    const std::string head = get("/", "X-Filler: \r\n");
    const std::string filler(32 * 1024 - head.size() + 1, 'x');
    const auto answer = client.exchange(get("/", "X-Filler: " + filler + "\r\n"));
    QCOMPARE(answer.status, 431);
    QVERIFY(hasCode(answer, "headers_too_large"));
}

void ServerTest::takesBodiesOfExactlyTheLimit_data()
{
    QTest::addColumn<bool>("inChunks");
    QTest::newRow("with a length") << false;
    QTest::newRow("in chunks") << true;
}

void ServerTest::takesBodiesOfExactlyTheLimit()
{
    QFETCH(bool, inChunks);
    TestServer server;
    server.endpoint.limit = 512 * 1024;
    RawClient client(server.port());
    const std::string body(512 * 1024, 'x');
    const auto answer =
        client.exchange(inChunks ? chunked("80000\r\n" + body + "\r\n0\r\n\r\n") : post(body));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body.size(), body.size());
}

void ServerTest::refusesBodiesOverTheLimit_data()
{
    QTest::addColumn<std::string>("bytes");
    const std::string limit(64 * 1024, 'x');
    QTest::newRow("with a length")
        << "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\n\r\n"s;
    QTest::newRow("in one chunk") << chunked("10001\r\n");
    QTest::newRow("in two chunks") << chunked("10000\r\n" + limit + "\r\n1\r\n");
    QTest::newRow("absurd length")
        << "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999\r\n\r\n"s;
}

void ServerTest::refusesBodiesOverTheLimit()
{
    QFETCH(std::string, bytes);
    TestServer server;
    RawClient client(server.port());
    const auto answer = client.exchange(bytes);
    QCOMPARE(answer.status, 413);
    QVERIFY(hasCode(answer, "body_too_large"));
    QVERIFY(client.isClosedByServer());
    QCOMPARE(server.endpoint.responses.load(), 0);
}

void ServerTest::refusalIsReadableWhileTheClientStillSends()
{
    TestServer server;
    RawClient client(server.port());
    // Closing with this unread would reset the connection before the answer is read.
    QVERIFY(client.send(post(std::string(2 * 1024 * 1024, 'x'))));
    QCOMPARE(client.receive().status, 413);
}

void ServerTest::letsTheEndpointRecordARefusedBody()
{
    TestServer server;
    server.endpoint.record = [](const RequestHead &head, Response answer) {
        answer.headers.add("X-Recorded", std::string(head.path()));
        return answer;
    };
    RawClient tooLarge(server.port());
    const auto first =
        tooLarge.exchange("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\n\r\n");
    QCOMPARE(first.status, 413);
    QCOMPARE(first.headers.find("X-Recorded").value_or(""), std::string_view("/p"));
    RawClient malformed(server.port());
    const auto second = malformed.exchange(chunked("x\r\n"));
    QCOMPARE(second.status, 400);
    QVERIFY(second.headers.find("X-Recorded"));
}

void ServerTest::anEndpointThatThrowsIs500_data()
{
    QTest::addColumn<QString>("where");
    QTest::newRow("judging") << QStringLiteral("refuse");
    QTest::newRow("answering") << QStringLiteral("respond");
    QTest::newRow("recording") << QStringLiteral("record");
}

void ServerTest::anEndpointThatThrowsIs500()
{
    QFETCH(QString, where);
    TestServer server;
    const auto fail = [] { throw std::runtime_error("thrown by the test"); };
    if (where == QStringLiteral("refuse"))
        server.endpoint.judge = [&](const RequestHead &) {
            fail();
            return std::optional<Response>();
        };
    if (where == QStringLiteral("respond"))
        server.endpoint.answer = [&](const Request &, const Reply &) { fail(); };
    if (where == QStringLiteral("record"))
        server.endpoint.record = [&](const RequestHead &, Response answer) {
            fail();
            return answer;
        };
    RawClient client(server.port());
    const auto answer =
        client.exchange(where == QStringLiteral("record") ? chunked("x\r\n") : get("/p?secret"));
    QCOMPARE(answer.status, 500);
    QVERIFY(hasCode(answer, "internal_error"));
    QVERIFY(answer.body.find("thrown") == std::string::npos);
    server.server.reset();
    QVERIFY(server.logLines().find("thrown by the test") != std::string::npos);
    QVERIFY(server.logLines().find("secret") == std::string::npos);
}

void ServerTest::aStatusThatIsNotFinalIs500()
{
    TestServer server;
    server.endpoint.answer = [](const Request &, const Reply &reply) {
        reply(jsonResponse(101, ""));
    };
    RawClient client(server.port());
    QCOMPARE(client.exchange(get("/")).status, 500);
}

QTEST_GUILESS_MAIN(ServerTest)
#include "server_test.moc"
