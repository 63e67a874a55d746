#include "tests/services/gateway/support/rawclient.h"
#include "testserver.h"

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

private:
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

QTEST_GUILESS_MAIN(ReplyTest)
#include "reply_test.moc"
