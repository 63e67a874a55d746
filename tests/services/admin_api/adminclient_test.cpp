#include "services/admin_api/adminclient.h"
#include "services/core/whendone.h"
#include "services/gateway/http/server.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

#include <mutex>

namespace gatehouse {

namespace {

/// Keeps every request and answers as the test says; without an answer the connection is closed.
class ScriptedGateway : public http::Endpoint
{
public:
    using Script = std::function<void(const http::Request &, const http::Reply &)>;

    ScriptedGateway()
    {
        auto started = http::Server::start(
            {}, [this](const http::RequestHead &) { return this; }, m_log);
        m_server = started ? std::move(*started) : nullptr;
    }
    ~ScriptedGateway() override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_held.clear();
        }
        m_server.reset();
    }

    void script(Script script)
    {
        const std::lock_guard lock(m_mutex);
        m_script = std::move(script);
    }
    void answer(const http::Response &response)
    {
        script([response](const http::Request &, const http::Reply &reply) { reply(response); });
    }
    void respond(http::Request request, http::Reply reply) override
    {
        const std::lock_guard lock(m_mutex);
        m_requests.push_back(request);
        m_script(request, reply);
    }
    /// Only within a script: does not answer.
    void hold(const http::Reply &reply) { m_held.push_back(reply); }
    std::vector<http::Request> requests() const
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }
    QUrl url() const { return QUrl(QString::fromStdString(m_server->url())); }
    void stop() { m_server.reset(); }

private:
    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
    mutable std::mutex m_mutex;
    Script m_script = [](const http::Request &, const http::Reply &reply) {
        reply(http::jsonResponse(200, "{}"));
    };
    std::vector<http::Request> m_requests;
    std::vector<http::Reply> m_held;
    std::unique_ptr<http::Server> m_server;
};

const QByteArray token = "token-0123456789abcdef";

std::string header(const http::Request &request, std::string_view name)
{
    return std::string(request.headers.find(name).value_or(""));
}

} // namespace

class AdminClientTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void getsWithTheTokenInTheHeaderOnly();
    void keepsThePathOfTheBaseUrl();
    void aSegmentStaysOne_data();
    void aSegmentStaysOne();
    void sendsTheQuery();
    void getsBytesAsTheyAre();
    void postsWithAnIdempotencyKeyOfItsOwn();
    void readsWhoami();
    void turnsProblemsIntoErrors_data();
    void turnsProblemsIntoErrors();
    void anErrorWithoutAProblemHasAMessageToo();
    void aLongProblemIsCut();
    void answersThatAreNoJsonAreInvalid();
    void redirectsAreNotFollowed();
    void aGatewayThatIsNotThereIsUnavailable();
    void timesOut();
    void repeatsOnceWithTheSameKeyWhenTheConnectionBroke();
    void givesUpWhenTheConnectionBreaksAgain();
    void refusesAnAnswerThatIsTooLarge();
    void cancellingEndsTheRequest();
    void endingTheClientCancelsWhatRuns();
    void tellsTheLatency();
    void saysThatTheGatewayIsNotReady();

private:
    /// Waits for the end; nothing when there is no result.
    template <typename T>
    std::optional<Result<T>> wait(QFuture<Result<T>> future)
    {
        std::optional<Result<T>> got;
        QObject receiver;
        whenDone(future, &receiver, [&got](const Result<T> &result) { got = result; });
        (void)QTest::qWaitFor([&got] { return got.has_value(); }, 20000);
        return got;
    }
    Error errorOf(const std::optional<Result<QJsonObject>> &result)
    {
        return result && !*result ? result->error() : Error{};
    }

    std::unique_ptr<ScriptedGateway> m_gateway;
    std::unique_ptr<AdminClient> m_client;
};

void AdminClientTest::init()
{
    m_gateway = std::make_unique<ScriptedGateway>();
    m_client = std::make_unique<AdminClient>(m_gateway->url(), token);
}

void AdminClientTest::cleanup()
{
    m_client.reset();
    m_gateway.reset();
}

void AdminClientTest::getsWithTheTokenInTheHeaderOnly()
{
    m_gateway->answer(http::jsonResponse(200, R"({"items":[1,2]})"));
    const auto result = wait(m_client->get(QStringLiteral("events")));
    QVERIFY(result && *result);
    QCOMPARE((**result)[u"items"].toArray().size(), 2);
    const http::Request request = m_gateway->requests().at(0);
    QCOMPARE(request.method, std::string("GET"));
    QCOMPARE(request.target, std::string("/admin/v1/events"));
    QCOMPARE(header(request, "Authorization"), "Bearer " + token.toStdString());
    QVERIFY(header(request, "Idempotency-Key").empty());
    QVERIFY(header(request, "Cookie").empty());
}

void AdminClientTest::keepsThePathOfTheBaseUrl()
{
    QUrl url = m_gateway->url();
    url.setPath(QStringLiteral("/gatehouse/"));
    AdminClient client(url, token);
    QVERIFY(wait(client.get(QStringLiteral("jobs"))));
    QCOMPARE(m_gateway->requests().at(0).target, std::string("/gatehouse/admin/v1/jobs"));
}

void AdminClientTest::aSegmentStaysOne_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char *text, const char *target) {
        QTest::newRow(text) << QString::fromLatin1(text) << QByteArray(target);
    };
    row("../whoami", "/admin/v1/jobs/..%2Fwhoami/raw");
    row("a?b#c", "/admin/v1/jobs/a%3Fb%23c/raw");
    row("a%2Fb", "/admin/v1/jobs/a%252Fb/raw");
}

void AdminClientTest::aSegmentStaysOne()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, target);
    QVERIFY(wait(m_client->get(QStringLiteral("jobs/") + AdminClient::segment(text)
                               + QStringLiteral("/raw"))));
    QCOMPARE(QByteArray::fromStdString(m_gateway->requests().at(0).target), target);
}

void AdminClientTest::sendsTheQuery()
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("event_type"), QStringLiteral("invoice.*"));
    query.addQueryItem(QStringLiteral("tenant"), QStringLiteral("a%26b"));
    QVERIFY(wait(m_client->get(QStringLiteral("events"), query)));
    const http::Request request = m_gateway->requests().at(0);
    QCOMPARE(request.query("event_type").value_or(""), std::string("invoice.*"));
    QCOMPARE(request.query("tenant").value_or(""), std::string("a&b"));
}

void AdminClientTest::getsBytesAsTheyAre()
{
    http::Response response;
    response.body = std::string("\0\xff{", 3);
    m_gateway->answer(response);
    const auto result = wait(m_client->getBytes(QStringLiteral("events/1/raw")));
    QVERIFY(result && *result);
    QCOMPARE(**result, QByteArray("\0\xff{", 3));
}

void AdminClientTest::postsWithAnIdempotencyKeyOfItsOwn()
{
    m_gateway->answer(http::jsonResponse(200, R"({"state":"reenqueued"})"));
    const QJsonObject body{{QStringLiteral("reason"), QStringLiteral("weil es geht")}};
    for (int i = 0; i < 2; ++i) {
        const auto result = wait(m_client->post(QStringLiteral("dlq/1/reenqueue"), body));
        QVERIFY(result && *result);
        QCOMPARE((**result)[u"state"].toString(), QStringLiteral("reenqueued"));
    }
    const auto requests = m_gateway->requests();
    QCOMPARE(requests.size(), std::size_t(2));
    QCOMPARE(requests[0].body, std::string(R"({"reason":"weil es geht"})"));
    QCOMPARE(header(requests[0], "Content-Type"), std::string("application/json"));
    QCOMPARE(header(requests[0], "Idempotency-Key").size(), std::size_t(36));
    QVERIFY(header(requests[0], "Idempotency-Key") != header(requests[1], "Idempotency-Key"));
}

void AdminClientTest::readsWhoami()
{
    m_gateway->answer(http::jsonResponse(
        200,
        R"({"actor":"ada","role":"support","capabilities":["read","retry"],"environment":"staging",)"
        R"("versions":{"gateway":"1.2.3","contract":1}})"));
    const auto result = wait(m_client->whoami());
    QVERIFY(result && *result);
    QCOMPARE((*result)->actor, QStringLiteral("ada"));
    QCOMPARE((*result)->role, QStringLiteral("support"));
    QCOMPARE((*result)->capabilities,
             QStringList({QStringLiteral("read"), QStringLiteral("retry")}));
    QCOMPARE((*result)->environment, QStringLiteral("staging"));
    QCOMPARE((*result)->version, QStringLiteral("1.2.3"));
    QCOMPARE((*result)->contractVersion, 1);
}

void AdminClientTest::turnsProblemsIntoErrors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("kind");
    const auto row = [](int status, ErrorKind kind) {
        QTest::addRow("%d", status) << status << static_cast<int>(kind);
    };
    row(400, ErrorKind::Invalid);
    row(401, ErrorKind::Denied);
    row(403, ErrorKind::Denied);
    row(404, ErrorKind::NotFound);
    row(409, ErrorKind::Conflict);
    row(413, ErrorKind::Invalid);
    row(422, ErrorKind::Invalid);
    row(429, ErrorKind::Unavailable);
    row(500, ErrorKind::Bug);
    row(503, ErrorKind::Unavailable);
}

void AdminClientTest::turnsProblemsIntoErrors()
{
    QFETCH(int, status);
    QFETCH(int, kind);
    m_gateway->answer(http::problem(status, "not_open", "It is discarded."));
    const QSignalSpy unreachable(m_client.get(), &AdminClient::unreachable);
    const Error error = errorOf(wait(m_client->post(QStringLiteral("dlq/1/reenqueue"), {})));
    QCOMPARE(static_cast<int>(error.kind), kind);
    QCOMPARE(error.message, QStringLiteral("It is discarded."));
    QVERIFY(error.cause == ErrorCause(HttpStatus{status, "not_open"}));
    QCOMPARE(unreachable.count(), 0);
    QCOMPARE(m_gateway->requests().size(), std::size_t(1));
}

void AdminClientTest::anErrorWithoutAProblemHasAMessageToo()
{
    http::Response response;
    response.status = 502;
    response.body = "<html>Bad gateway</html>";
    m_gateway->answer(response);
    const Error error = errorOf(wait(m_client->get(QStringLiteral("events"))));
    QVERIFY(error.kind == ErrorKind::Unavailable);
    QVERIFY(error.message.contains(QStringLiteral("502")));
    QVERIFY(!error.message.contains(QStringLiteral("html")));
}

void AdminClientTest::aLongProblemIsCut()
{
    m_gateway->answer(http::problem(400, "x", std::string(100000, 'x')));
    QVERIFY(errorOf(wait(m_client->get(QStringLiteral("events")))).message.size() <= 500);
}

void AdminClientTest::answersThatAreNoJsonAreInvalid()
{
    m_gateway->answer(http::jsonResponse(200, "[1]"));
    const Error error = errorOf(wait(m_client->get(QStringLiteral("events"))));
    QVERIFY(error.kind == ErrorKind::Invalid);
    QVERIFY(!error.message.isEmpty());
}

void AdminClientTest::redirectsAreNotFollowed()
{
    http::Response response;
    response.status = 302;
    response.headers.set("Location", "/elsewhere");
    m_gateway->answer(response);
    const Error error = errorOf(wait(m_client->get(QStringLiteral("events"))));
    QVERIFY(error.kind == ErrorKind::Invalid);
    QCOMPARE(m_gateway->requests().size(), std::size_t(1));
}

void AdminClientTest::aGatewayThatIsNotThereIsUnavailable()
{
    m_gateway->stop();
    const QSignalSpy unreachable(m_client.get(), &AdminClient::unreachable);
    const Error error = errorOf(wait(m_client->post(QStringLiteral("dlq/1/reenqueue"), {})));
    QVERIFY(error.kind == ErrorKind::Unavailable);
    QVERIFY(error.message.contains(QStringLiteral("127.0.0.1")));
    QVERIFY(!(error.message + error.detail).contains(QString::fromLatin1(token)));
    QCOMPARE(unreachable.count(), 1);
}

void AdminClientTest::timesOut()
{
    m_gateway->script(
        [this](const http::Request &, const http::Reply &reply) { m_gateway->hold(reply); });
    m_client->setTimeout(std::chrono::milliseconds(100));
    const QSignalSpy unreachable(m_client.get(), &AdminClient::unreachable);
    const Error error = errorOf(wait(m_client->post(QStringLiteral("dlq/1/reenqueue"), {})));
    QVERIFY(error.kind == ErrorKind::Timeout);
    QCOMPARE(unreachable.count(), 1);
    QCOMPARE(m_gateway->requests().size(), std::size_t(1));
}

void AdminClientTest::repeatsOnceWithTheSameKeyWhenTheConnectionBroke()
{
    m_gateway->script([count = 0](const http::Request &, const http::Reply &reply) mutable {
        if (++count > 1)
            reply(http::jsonResponse(200, R"({"done":true})"));
    });
    const auto result = wait(m_client->post(QStringLiteral("dlq/1/reenqueue"), {}));
    QVERIFY(result && *result);
    QCOMPARE((**result)[u"done"].toBool(), true);
    const auto requests = m_gateway->requests();
    QCOMPARE(requests.size(), std::size_t(2));
    QCOMPARE(header(requests[0], "Idempotency-Key"), header(requests[1], "Idempotency-Key"));
    QCOMPARE(requests[0].body, requests[1].body);
}

void AdminClientTest::givesUpWhenTheConnectionBreaksAgain()
{
    m_gateway->script([](const http::Request &, const http::Reply &) {});
    const Error error = errorOf(wait(m_client->post(QStringLiteral("dlq/1/reenqueue"), {})));
    QVERIFY(error.kind == ErrorKind::Unavailable);
    const auto requests = m_gateway->requests();
    QVERIFY(requests.size() >= 2 && requests.size() <= 8); // Qt itself may send again
    for (const http::Request &request : requests)
        QCOMPARE(header(request, "Idempotency-Key"), header(requests[0], "Idempotency-Key"));
}

void AdminClientTest::refusesAnAnswerThatIsTooLarge()
{
    http::Response response;
    response.body = std::string(64 * 1024 * 1024 + 1, 'x');
    m_gateway->answer(response);
    const auto result = wait(m_client->getBytes(QStringLiteral("events/1/raw")));
    QVERIFY(result && !*result);
    QVERIFY(result->error().kind == ErrorKind::Invalid);
    QVERIFY(result->error().message.contains(QStringLiteral("64 MiB")));
}

void AdminClientTest::cancellingEndsTheRequest()
{
    m_gateway->script(
        [this](const http::Request &, const http::Reply &reply) { m_gateway->hold(reply); });
    QFuture<Result<QJsonObject>> future = m_client->get(QStringLiteral("events"));
    QTRY_COMPARE(m_gateway->requests().size(), std::size_t(1));
    future.cancel();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 0);
}

void AdminClientTest::endingTheClientCancelsWhatRuns()
{
    m_gateway->script(
        [this](const http::Request &, const http::Reply &reply) { m_gateway->hold(reply); });
    const QFuture<Result<QJsonObject>> future = m_client->get(QStringLiteral("events"));
    const QFuture<Result<Whoami>> whoami = m_client->whoami();
    QTRY_COMPARE(m_gateway->requests().size(), std::size_t(2));
    m_client.reset();
    QTRY_VERIFY(future.isFinished() && whoami.isFinished());
    QCOMPARE(future.resultCount(), 0);
    QCOMPARE(whoami.resultCount(), 0);
}

void AdminClientTest::tellsTheLatency()
{
    const QSignalSpy answered(m_client.get(), &AdminClient::answered);
    QVERIFY(wait(m_client->get(QStringLiteral("events"))));
    QCOMPARE(answered.count(), 1);
    QVERIFY(answered[0][0].value<std::chrono::milliseconds>() >= std::chrono::milliseconds(0));
}

void AdminClientTest::saysThatTheGatewayIsNotReady()
{
    const QSignalSpy answered(m_client.get(), &AdminClient::answered);
    const QSignalSpy notReady(m_client.get(), &AdminClient::notReady);
    m_gateway->answer(http::problem(503, "database_unavailable", "The database is away."));
    QVERIFY(wait(m_client->whoami()));
    QCOMPARE(answered.count(), 0);
    QCOMPARE(notReady.count(), 1);
    QCOMPARE(notReady[0][0].value<Error>().message, QStringLiteral("The database is away."));
}

} // namespace gatehouse

QTEST_GUILESS_MAIN(gatehouse::AdminClientTest)
#include "adminclient_test.moc"
