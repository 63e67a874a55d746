#include "tests/services/gateway/support/rawclient.h"
#include "testserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace gatehouse::http;
using gatehouse::test::RawClient;
using namespace std::chrono_literals;

namespace {

/// Only the given deadline is short, so that no other can be what a test sees.
ServerOptions withDeadline(std::chrono::seconds ServerOptions::*deadline)
{
    ServerOptions options;
    options.headerDeadline = options.bodyDeadline = options.idleDeadline = options.writeDeadline =
        60s;
    options.*deadline = 1s;
    return options;
}

const std::string request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string halfBody = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello";

} // namespace

class DeadlineTest : public QObject
{
    Q_OBJECT

private slots:
    void aSlowHeadIs408();
    void bytesNowAndThenDoNotExtendTheHead();
    void aSilentClientIsClosed();
    void aSlowBodyIs408_data();
    void aSlowBodyIs408();
    void anIdleConnectionIsClosed();
    void anIdleConnectionOutlivesTheHeadDeadline();
    void aClientThatDoesNotReadIsCut();
    void aDeferredAnswerHasNoDeadline();
    void slowSendersDoNotHoldOthersUp();
};

void DeadlineTest::aSlowHeadIs408()
{
    TestServer server(withDeadline(&ServerOptions::headerDeadline));
    RawClient client(server.port());
    const auto answer = client.exchange("GET / HTTP/1.1\r\nHo");
    QCOMPARE(answer.status, 408);
    QVERIFY(answer.body.find("request_timeout") != std::string::npos);
    QVERIFY(client.isClosedByServer());
}

void DeadlineTest::bytesNowAndThenDoNotExtendTheHead()
{
    TestServer server(withDeadline(&ServerOptions::headerDeadline));
    RawClient client(server.port());
    QVERIFY(client.send("GET / HTTP/1.1\r\nX-Slow: "));
    QElapsedTimer passed;
    passed.start();
    QTRY_VERIFY_WITH_TIMEOUT(client.send("x") && client.hasInput(), 10000);
    QVERIFY(passed.elapsed() < 5000);
    QCOMPARE(client.receive().status, 408);
}

void DeadlineTest::aSilentClientIsClosed()
{
    TestServer server(withDeadline(&ServerOptions::headerDeadline));
    RawClient client(server.port());
    QVERIFY(client.isClosedByServer());
}

void DeadlineTest::aSlowBodyIs408_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::newRow("with a length") << halfBody;
    QTest::newRow("in chunks") << std::string(
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
}

void DeadlineTest::aSlowBodyIs408()
{
    QFETCH(std::string, bytes);
    TestServer server(withDeadline(&ServerOptions::bodyDeadline));
    RawClient client(server.port());
    QCOMPARE(client.exchange(bytes).status, 408);
    QVERIFY(client.isClosedByServer());
    QCOMPARE(server.endpoint.responses.load(), 0);
}

void DeadlineTest::anIdleConnectionIsClosed()
{
    TestServer server(withDeadline(&ServerOptions::idleDeadline));
    RawClient client(server.port());
    QCOMPARE(client.exchange(request).status, 200);
    QVERIFY(client.isClosedByServer());
}

void DeadlineTest::anIdleConnectionOutlivesTheHeadDeadline()
{
    TestServer server(withDeadline(&ServerOptions::headerDeadline));
    RawClient kept(server.port());
    QCOMPARE(kept.exchange(request).status, 200);
    RawClient silent(server.port());
    QVERIFY(silent.isClosedByServer()); // so the time has passed for the other too
    QCOMPARE(kept.exchange(request).status, 200);
}

void DeadlineTest::aClientThatDoesNotReadIsCut()
{
    TestServer server(withDeadline(&ServerOptions::writeDeadline));
    server.endpoint.answer = [](const Request &, const Reply &reply) {
        reply(jsonResponse(200, std::string(64 * 1024 * 1024, 'x')));
    };
    RawClient client(server.port(), 4096);
    client.send(request);
    QElapsedTimer passed;
    passed.start();
    server.server->stop(20s); // returns when the connection is gone
    QVERIFY(passed.elapsed() < 10000);
    QCOMPARE(client.receive().status, 0);
}

void DeadlineTest::aDeferredAnswerHasNoDeadline()
{
    ServerOptions options = withDeadline(&ServerOptions::bodyDeadline);
    options.headerDeadline = options.idleDeadline = options.writeDeadline = 1s;
    TestServer server(options);
    HeldReplies held;
    server.endpoint.answer = [&](const Request &, Reply reply) { held.hold(std::move(reply)); };
    RawClient client(server.port());
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
    const Reply reply = held.take();
    RawClient silent(server.port());
    QVERIFY(silent.isClosedByServer());
    RawClient later(server.port());
    QVERIFY(later.isClosedByServer());
    reply(jsonResponse(202, "{}"));
    QCOMPARE(client.receive().status, 202);
}

void DeadlineTest::slowSendersDoNotHoldOthersUp()
{
    TestServer server;
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 20; ++i) {
        slow.push_back(std::make_unique<RawClient>(server.port()));
        slow.back()->send(i % 2 == 0 ? std::string("GET / HT") : halfBody);
    }
    RawClient quick(server.port());
    QCOMPARE(quick.exchange(request).status, 200);
    for (int i = 1; i < 20; i += 2)
        QCOMPARE(slow[static_cast<std::size_t>(i)]->exchange("world").body,
                 std::string("helloworld"));
}

QTEST_GUILESS_MAIN(DeadlineTest)
#include "deadline_test.moc"
