#include "tests/services/gateway/support/rawclient.h"
#include "testserver.h"

#include <QScopeGuard>
#include <QTest>

using namespace gatehouse::http;
using gatehouse::test::RawClient;

namespace {

const std::string request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

} // namespace

/// Answers that come later, from elsewhere, twice, or never.
class ReplyTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void answersFromAnotherThread();
    void countsOnlyTheFirstAnswer();
    void answersOthersWhileOneWaits();
    void closesWhenTheReplyIsDropped();
    void closesWhenTheReplyIsDroppedLater();
    void survivesAClientThatHungUp_data();
    void survivesAClientThatHungUp();
    void survivesAnAnswerAfterTheServerIsGone();
    void survivesADropAfterTheServerIsGone();
    void survivesAnswersWhileTheServerGoes();
    void throwingAfterTheAnswerKeepsTheAnswer();
    void answersManyThreadsAtOnce();
    void aBodyThatGoesOnIsSentAsItComes();
    void aBodyThatGoesOnEndsWithWhatIsNoPart();
    void aBodyThatGoesOnEndsWhenTheServerStops();
    void aBodyThatGoesOnEndsWhenItsClientHasLeft();
    void anOlderClientReadsItUntilTheEnd();

private:
    /// The parts of a body: the first at once, the others when they are asked for.
    void goOn(const std::vector<std::string> &parts, int lastStatus = 200);
    /// For tests whose answers refer to what is on their stack: also when one fails half-way.
    auto stopBeforeLocalsGo()
    {
        return qScopeGuard([this] { m_server.reset(); });
    }

    std::unique_ptr<TestServer> m_server;
    HeldReplies m_held;
};

void ReplyTest::init()
{
    m_server = std::make_unique<TestServer>();
    m_server->endpoint.answer = [this](const Request &, Reply reply) {
        m_held.hold(std::move(reply));
    };
}

void ReplyTest::answersFromAnotherThread()
{
    RawClient client(m_server->port());
    client.send(request);
    std::thread other([reply = m_held.take()] { reply(jsonResponse(202, "{}")); });
    other.join();
    QCOMPARE(client.receive().status, 202);
    client.send(request);
    m_held.take()(jsonResponse(201, "{}"));
    QCOMPARE(client.receive().status, 201);
}

void ReplyTest::countsOnlyTheFirstAnswer()
{
    RawClient client(m_server->port());
    client.send(request);
    const Reply reply = m_held.take();
    reply(jsonResponse(202, "{}"));
    reply(jsonResponse(500, "{}"));
    QCOMPARE(client.receive().status, 202);
    client.send(request);
    reply(jsonResponse(500, "{}"));
    m_held.take()(jsonResponse(201, "{}"));
    QCOMPARE(client.receive().status, 201);
}

void ReplyTest::answersOthersWhileOneWaits()
{
    RawClient first(m_server->port());
    RawClient second(m_server->port());
    first.send(request);
    const Reply firstReply = m_held.take();
    second.send(request);
    m_held.take()(jsonResponse(202, "{}"));
    QCOMPARE(second.receive().status, 202);
    QVERIFY(!first.hasInput());
    firstReply(jsonResponse(200, "{}"));
    QCOMPARE(first.receive().status, 200);
}

void ReplyTest::closesWhenTheReplyIsDropped()
{
    m_server->endpoint.answer = [](const Request &, const Reply &) {};
    RawClient client(m_server->port());
    client.send(request);
    QVERIFY(client.isClosedByServer());
}

void ReplyTest::closesWhenTheReplyIsDroppedLater()
{
    RawClient client(m_server->port());
    client.send(request);
    Reply reply = m_held.take();
    Reply copy = reply;
    reply = {};
    QVERIFY(!client.hasInput());
    copy = {};
    QVERIFY(client.isClosedByServer());
}

void ReplyTest::survivesAClientThatHungUp_data()
{
    QTest::addColumn<bool>("withReset");
    QTest::newRow("orderly") << false;
    QTest::newRow("reset") << true;
}

void ReplyTest::survivesAClientThatHungUp()
{
    QFETCH(bool, withReset);
    RawClient client(m_server->port());
    client.send(request);
    const Reply reply = m_held.take();
    if (withReset)
        client.reset();
    else
        client.hangUp();
    reply(jsonResponse(200, std::string(1024 * 1024, 'x')));
    RawClient next(m_server->port());
    next.send(request);
    m_held.take()(jsonResponse(202, "{}"));
    QCOMPARE(next.receive().status, 202);
}

void ReplyTest::survivesAnAnswerAfterTheServerIsGone()
{
    RawClient client(m_server->port());
    client.send(request);
    const Reply reply = m_held.take();
    m_server.reset();
    reply(jsonResponse(200, "{}"));
    QVERIFY(client.isClosedByServer());
}

void ReplyTest::survivesADropAfterTheServerIsGone()
{
    RawClient client(m_server->port());
    client.send(request);
    Reply reply = m_held.take();
    m_server.reset();
    reply = {};
    QVERIFY(client.isClosedByServer());
}

void ReplyTest::survivesAnswersWhileTheServerGoes()
{
    for (int round = 0; round < 50; ++round) {
        init();
        RawClient client(m_server->port());
        client.send(request);
        std::thread other([reply = m_held.take()] { reply(jsonResponse(200, "{}")); });
        m_server.reset();
        other.join();
    }
}

void ReplyTest::throwingAfterTheAnswerKeepsTheAnswer()
{
    m_server->endpoint.answer = [](const Request &, const Reply &reply) {
        reply(jsonResponse(202, "{}"));
        throw std::runtime_error("too late");
    };
    RawClient client(m_server->port());
    QCOMPARE(client.exchange(request).status, 202);
}

void ReplyTest::answersManyThreadsAtOnce()
{
    constexpr int clients = 8;
    constexpr int rounds = 100;
    ServerOptions options;
    options.threads = 3;
    m_server = std::make_unique<TestServer>(options);
    m_server->endpoint.answer = [this](const Request &, Reply reply) {
        m_held.hold(std::move(reply));
    };
    std::thread answering([this] {
        for (int i = 0; i < clients * rounds; ++i)
            m_held.take()(jsonResponse(202, "{}"));
    });
    std::atomic<int> answered{0};
    std::vector<std::thread> asking;
    for (int i = 0; i < clients; ++i) {
        asking.emplace_back([this, &answered] {
            RawClient client(m_server->port());
            for (int round = 0; round < rounds; ++round)
                answered += client.exchange(request).status == 202 ? 1 : 0;
        });
    }
    for (std::thread &thread : asking)
        thread.join();
    answering.join();
    QCOMPARE(answered.load(), clients * rounds);
}

namespace {

Response partOf(const std::vector<std::string> &parts, std::size_t number, int lastStatus)
{
    Response response;
    response.body = parts[number];
    if (number + 1 < parts.size())
        response.more = Continuation{std::chrono::milliseconds(1), [=](const Reply &reply) {
                                         reply(partOf(parts, number + 1, lastStatus));
                                     }};
    else
        response.status = lastStatus;
    return response;
}

} // namespace

void ReplyTest::goOn(const std::vector<std::string> &parts, int lastStatus)
{
    m_server->endpoint.answer = [=](const Request &, const Reply &reply) {
        reply(partOf(parts, 0, lastStatus));
    };
}

void ReplyTest::aBodyThatGoesOnIsSentAsItComes()
{
    goOn({"one", "", "and twenty-one"});
    RawClient client(m_server->port());
    client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    const std::string answer = client.everything();
    QVERIFY(answer.find("\r\nTransfer-Encoding: chunked\r\n") != std::string::npos);
    QVERIFY(answer.find("Content-Length") == std::string::npos);
    QVERIFY(answer.ends_with("\r\n\r\n3\r\none\r\ne\r\nand twenty-one\r\n0\r\n\r\n"));
}

void ReplyTest::aBodyThatGoesOnEndsWithWhatIsNoPart()
{
    goOn({"one", "no part"}, 503);
    RawClient client(m_server->port());
    client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    QVERIFY(client.everything().ends_with("\r\n\r\n3\r\none\r\n0\r\n\r\n"));
}

void ReplyTest::aBodyThatGoesOnEndsWhenTheServerStops()
{
    std::atomic<int> asked = 0;
    std::function<Response()> endless = [&] {
        Response response;
        response.body = "again";
        response.more = Continuation{std::chrono::milliseconds(1), [&](const Reply &reply) {
                                         ++asked;
                                         reply(endless());
                                     }};
        return response;
    };
    m_server->endpoint.answer = [&](const Request &, const Reply &reply) { reply(endless()); };
    const auto stop = stopBeforeLocalsGo();
    RawClient client(m_server->port());
    client.send(request);
    QTRY_VERIFY(asked > 2);
    m_server->server->stop(std::chrono::seconds(10));
    QVERIFY(client.everything().ends_with("5\r\nagain\r\n0\r\n\r\n"));
}

void ReplyTest::aBodyThatGoesOnEndsWhenItsClientHasLeft()
{
    std::atomic<int> asked = 0;
    auto body = std::make_shared<int>(); // held by what is to come of the body, and nobody else
    const std::weak_ptr<int> isGoingOn = body;
    std::function<Response(std::shared_ptr<int>)> endless = [&](std::shared_ptr<int> held) {
        Response response;
        response.body = "again";
        response.more = Continuation{std::chrono::milliseconds(20), [&, held](const Reply &reply) {
                                         ++asked;
                                         reply(endless(held));
                                     }};
        return response;
    };
    m_server->endpoint.answer = [&](const Request &, const Reply &reply) {
        reply(endless(std::exchange(body, nullptr)));
    };
    const auto stop = stopBeforeLocalsGo();
    {
        RawClient client(m_server->port());
        client.send(request);
        QTRY_VERIFY(asked > 2);
        QVERIFY(!isGoingOn.expired());
    }
    QTRY_VERIFY(isGoingOn.expired());
}

void ReplyTest::anOlderClientReadsItUntilTheEnd()
{
    goOn({"one", "two"});
    RawClient client(m_server->port());
    client.send("GET / HTTP/1.0\r\nHost: h\r\n\r\n");
    const std::string answer = client.everything();
    QVERIFY(answer.find("Transfer-Encoding") == std::string::npos);
    QVERIFY(answer.ends_with("\r\n\r\nonetwo"));
}

QTEST_GUILESS_MAIN(ReplyTest)
#include "reply_test.moc"
