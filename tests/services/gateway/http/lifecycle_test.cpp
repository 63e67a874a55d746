#include "tests/services/gateway/support/rawclient.h"
#include "testserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::http;
using gatehouse::test::RawClient;
using namespace std::chrono_literals;

namespace {

const std::string request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

Endpoint *nobody(const RequestHead &)
{
    return nullptr;
}

} // namespace

/// Starting, filling up, stopping.
class LifecycleTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhereItListens();
    void listensOnIPv6();
    void aTakenPortIsAConflictThatSaysWhatToDo();
    void refusesWhatIsNoAddress_data();
    void refusesWhatIsNoAddress();
    void freesItsPort();
    void acceptsNoMoreThanTheMostConnections();
    void stopClosesIdleConnections();
    void stopLetsRequestsFinish();
    void stopReturnsWhenTheTimeIsUp();
    void stopTwiceIsHarmless();
    void takesNoConnectionsAfterStop();
    void destructorDoesNotWaitForClients();

private:
    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
};

void LifecycleTest::saysWhereItListens()
{
    TestServer server;
    QVERIFY(server.port() > 0);
    QCOMPARE(server.server->url(), "http://127.0.0.1:" + std::to_string(server.port()));
}

void LifecycleTest::listensOnIPv6()
{
    ServerOptions options;
    options.address = "[::1]";
    const auto server = Server::start(options, nobody, m_log);
    if (!server && server.error().kind == ErrorKind::Unavailable)
        QSKIP("This machine has no IPv6.");
    if (!server && server.error().kind == ErrorKind::Invalid)
        QSKIP("This machine has no ::1.");
    QVERIFY(server);
    QCOMPARE((*server)->url(), "http://[::1]:" + std::to_string((*server)->port()));
}

void LifecycleTest::aTakenPortIsAConflictThatSaysWhatToDo()
{
    TestServer first;
    ServerOptions options;
    options.port = first.port();
    const auto second = Server::start(options, nobody, m_log);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Conflict);
    QCOMPARE(second.error().message,
             QStringLiteral("Port %1 on 127.0.0.1 is taken by another program. Stop it, or choose "
                            "another port with --listen.")
                 .arg(first.port()));
}

void LifecycleTest::refusesWhatIsNoAddress_data()
{
    QTest::addColumn<std::string>("address");
    QTest::newRow("a name") << std::string("localhost");
    QTest::newRow("empty") << std::string();
    QTest::newRow("too large") << std::string("127.0.0.256");
    QTest::newRow("of another machine") << std::string("192.0.2.1");
}

void LifecycleTest::refusesWhatIsNoAddress()
{
    QFETCH(std::string, address);
    ServerOptions options;
    options.address = address;
    const auto server = Server::start(options, nobody, m_log);
    QVERIFY(!server);
    QCOMPARE(server.error().kind, ErrorKind::Invalid);
    QVERIFY(server.error().message.contains(QString::fromStdString(address)));
}

void LifecycleTest::freesItsPort()
{
    auto first = std::make_unique<TestServer>();
    ServerOptions options;
    options.port = first->port();
    RawClient client(first->port());
    QCOMPARE(client.exchange(request).status, 200);
    first.reset();
    const auto second = Server::start(options, nobody, m_log);
    QVERIFY(second);
}

void LifecycleTest::acceptsNoMoreThanTheMostConnections()
{
    ServerOptions options;
    options.maxConnections = 2;
    TestServer server(options);
    auto first = std::make_unique<RawClient>(server.port());
    RawClient second(server.port());
    QCOMPARE(first->exchange(request).status, 200);
    QCOMPARE(second.exchange(request).status, 200);
    RawClient third(server.port());
    QVERIFY(third.isConnected()); // by the listen queue
    third.send(request);
    QCOMPARE(second.exchange(request).status, 200);
    QVERIFY(!third.hasInput());
    QCOMPARE(server.endpoint.responses.load(), 3);
    first.reset();
    QCOMPARE(third.receive().status, 200);
}

void LifecycleTest::stopClosesIdleConnections()
{
    TestServer server;
    RawClient used(server.port());
    QCOMPARE(used.exchange(request).status, 200);
    RawClient silent(server.port());
    QElapsedTimer passed;
    passed.start();
    server.server->stop(20s);
    QVERIFY(passed.elapsed() < 10000);
    QVERIFY(used.isClosedByServer());
}

void LifecycleTest::stopLetsRequestsFinish()
{
    TestServer server;
    HeldReplies held;
    server.endpoint.answer = [&](const Request &, Reply reply) { held.hold(std::move(reply)); };
    RawClient client(server.port());
    client.send(request);
    const Reply reply = held.take();
    RawClient idle(server.port());
    QCOMPARE(idle.exchange("GET /missing HTTP/1.1\r\nHost: h\r\n\r\n").status, 404);
    server.server->stop(1ms); // afterwards every connection has been told, in whatever order
    std::thread stopping([&] { server.server->stop(20s); });
    const bool closed = idle.isClosedByServer();
    reply(jsonResponse(202, "{}"));
    const auto answer = client.receive();
    stopping.join();
    QVERIFY(closed);
    QCOMPARE(answer.status, 202);
    QCOMPARE(answer.headers.find("Connection").value_or(""), std::string_view("close"));
    QVERIFY(client.isClosedByServer());
}

void LifecycleTest::stopReturnsWhenTheTimeIsUp()
{
    TestServer server;
    HeldReplies held;
    server.endpoint.answer = [&](const Request &, Reply reply) { held.hold(std::move(reply)); };
    RawClient client(server.port());
    client.send(request);
    const Reply reply = held.take();
    server.server->stop(50ms);
    QVERIFY(!client.hasInput());
    server.server.reset();
    QVERIFY(client.isClosedByServer());
}

void LifecycleTest::stopTwiceIsHarmless()
{
    TestServer server;
    std::thread other([&] { server.server->stop(1s); });
    server.server->stop(1s);
    other.join();
    server.server->stop(0s);
}

void LifecycleTest::takesNoConnectionsAfterStop()
{
    TestServer server;
    server.server->stop(1s);
    QTRY_VERIFY(!RawClient(server.port()).isConnected());
}

void LifecycleTest::destructorDoesNotWaitForClients()
{
    auto server = std::make_unique<TestServer>();
    RawClient half(server->port());
    half.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello");
    RawClient idle(server->port());
    QCOMPARE(idle.exchange(request).status, 200);
    QElapsedTimer passed;
    passed.start();
    server.reset();
    QVERIFY(passed.elapsed() < 5000);
}

QTEST_GUILESS_MAIN(LifecycleTest)
#include "lifecycle_test.moc"
