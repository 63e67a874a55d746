#include "tests/services/gateway/support/rawclient.h"
#include "testserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace gatehouse::http;
using gatehouse::test::RawClient;
using namespace std::chrono_literals;

namespace {

const std::string request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

} // namespace

/// Answers that are spoiled on purpose, and servers that do not let themselves be asked.
class FaultTest : public QObject
{
    Q_OBJECT

private slots:
    void resetsTheConnection();
    void cutsTheBody();
    void delaysTheAnswer();
    void keepsTheConnectionAfterADelay();
    void endsWhileAnAnswerIsDelayed();
    void anOrdinaryServerAnswersWhole_data();
    void anOrdinaryServerAnswersWhole();

private:
    static std::unique_ptr<TestServer> serverWith(const Fault &fault, bool mayBreak = true)
    {
        ServerOptions options;
        options.mayBreak = mayBreak;
        auto server = std::make_unique<TestServer>(options);
        server->endpoint.answer = [fault](const Request &, const Reply &reply) {
            Response response = jsonResponse(200, R"({"ok":true})");
            response.fault = fault;
            reply(std::move(response));
        };
        return server;
    }
};

void FaultTest::resetsTheConnection()
{
    const auto server = serverWith({Fault::Ending::Reset});
    RawClient client(server->port());
    client.send(request);
    QVERIFY(client.isResetByServer());
}

void FaultTest::cutsTheBody()
{
    const auto server = serverWith({Fault::Ending::Cut});
    RawClient client(server->port());
    client.send(request);
    const std::string all = client.everything();
    QVERIFY2(all.starts_with("HTTP/1.1 200 OK\r\n"), all.c_str());
    QVERIFY2(all.find("Content-Length: 11\r\n") != std::string::npos, all.c_str());
    QVERIFY2(all.ends_with("\r\n\r\n{\"ok\""), all.c_str());
}

void FaultTest::delaysTheAnswer()
{
    const auto server = serverWith({Fault::Ending::Whole, 100ms});
    RawClient client(server->port());
    QElapsedTimer time;
    time.start();
    QCOMPARE(client.exchange(request).status, 200);
    QVERIFY(time.elapsed() >= 95);
}

void FaultTest::keepsTheConnectionAfterADelay()
{
    const auto server = serverWith({Fault::Ending::Whole, 1ms});
    RawClient client(server->port());
    QCOMPARE(client.exchange(request).status, 200);
    QCOMPARE(client.exchange(request).status, 200);
}

void FaultTest::endsWhileAnAnswerIsDelayed()
{
    auto server = serverWith({Fault::Ending::Whole, 1h});
    RawClient client(server->port());
    client.send(request);
    QTRY_COMPARE(server->endpoint.responses.load(), 1);
    QElapsedTimer time;
    time.start();
    server.reset();
    QVERIFY(time.elapsed() < 5000);
    QVERIFY(client.isClosedByServer());
}

void FaultTest::anOrdinaryServerAnswersWhole_data()
{
    QTest::addColumn<int>("ending");
    QTest::addColumn<int>("delay");
    QTest::newRow("reset") << int(Fault::Ending::Reset) << 0;
    QTest::newRow("cut") << int(Fault::Ending::Cut) << 0;
    QTest::newRow("delay") << int(Fault::Ending::Whole) << 3'600'000;
}

void FaultTest::anOrdinaryServerAnswersWhole()
{
    QFETCH(int, ending);
    QFETCH(int, delay);
    const auto server =
        serverWith({static_cast<Fault::Ending>(ending), std::chrono::milliseconds(delay)}, false);
    RawClient client(server->port());
    QCOMPARE(client.exchange(request).body, std::string(R"({"ok":true})"));
    QCOMPARE(client.exchange(request).status, 200);
}

QTEST_GUILESS_MAIN(FaultTest)
#include "fault_test.moc"
