// Ingest as a provider sees it: real HTTP, real committer, real Postgres.
#include "front.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::gateway;
using test::RawClient;

namespace {

constexpr const char *secret = "whsec_wire";
const std::string target = "/api/webhooks/stripe/ingest?tenant=acme";

std::string signatureFor(const std::string &body, const std::string &key = secret)
{
    for (const auto &scheme : signing::makeSchemes()) {
        if (scheme->source() == "stripe")
            return scheme->sign({"", {}, body}, key, SystemClock().now()).front().second;
    }
    return {};
}

std::string head(const std::string &signature, const std::string &framing)
{
    return "POST " + target
        + " HTTP/1.1\r\nHost: hooks.example\r\nContent-Type: application/json\r\n"
        + "Stripe-Signature: " + signature + "\r\n" + framing + "\r\n";
}

std::string posted(const std::string &body, const std::string &key = secret)
{
    return head(signatureFor(body, key), "Content-Length: " + std::to_string(body.size()) + "\r\n")
        + body;
}

std::string eventBody(const std::string &id, const std::string &more = {})
{
    return "{\"id\":\"" + id + "\",\"type\":\"invoice.paid\"" + more + "}";
}

std::string toChunkSize(std::size_t size)
{
    return QByteArray::number(static_cast<qulonglong>(size), 16).toStdString();
}

} // namespace

class IngestWireTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }

    void whatWasAnswered202IsInTheTable()
    {
        Front front(*m_cluster, "wire_accepted", {{"stripe", secret}});
        const std::string body = eventBody("evt_1", ", \"n\":1.10");
        const auto answer = RawClient(front.port()).exchange(posted(body));
        QCOMPARE(answer.status, 202);
        QCOMPARE(member(answer, QStringLiteral("status")), QStringLiteral("queued"));
        QCOMPARE(front.database.cell(
                     "SELECT concat_ws(',', id, source, tenant, event_type, signature_valid)"
                     " FROM console.events"),
                 eventId(answer) + QStringLiteral(",stripe,acme,invoice.paid,t"));
        QCOMPARE(front.database.cell("SELECT raw_body = $1 AND canonical->'data'->>'n' = '1.10'"
                                     " AND request_url = $2 FROM console.payloads",
                                     {postgres::Bytes{body}, "http://hooks.example" + target}),
                 QStringLiteral("true"));
    }

    void theSameEventSignedAnewIsADuplicate()
    {
        Front front(*m_cluster, "wire_duplicate", {{"stripe", secret}});
        RawClient client(front.port());
        const auto first = client.exchange(posted(eventBody("evt_1")));
        const auto second = client.exchange(posted(eventBody("evt_1", R"(,"again":true)")));
        QCOMPARE(first.status, 202);
        QCOMPARE(second.status, 200);
        QCOMPARE(member(second, QStringLiteral("status")), QStringLiteral("duplicate"));
        QCOMPARE(eventId(second), eventId(first));
        const auto forged = client.exchange(posted(eventBody("evt_1"), "whsec_wrong"));
        QCOMPARE(forged.status, 401);
    }

    void fiftyAtOnceGiveExactlyOne202()
    {
        Front front(*m_cluster, "wire_fifty", {{"stripe", secret}});
        std::array<int, 50> statuses{};
        std::vector<std::thread> clients;
        clients.reserve(statuses.size());
        for (int &status : statuses) {
            clients.emplace_back([&] {
                status = RawClient(front.port()).exchange(posted(eventBody("evt_1"))).status;
            });
        }
        for (std::thread &client : clients)
            client.join();
        QCOMPARE(std::count(statuses.begin(), statuses.end(), 202), 1);
        QCOMPARE(std::count(statuses.begin(), statuses.end(), 200), 49);
        QCOMPARE(front.database.cell("SELECT count(*) FROM console.events"), QStringLiteral("1"));
    }

    void aDocumentThatJsonbCannotHoldIsTaken_data()
    {
        QTest::addColumn<std::string>("more");
        QTest::newRow("U+0000") << std::string(R"(,"note":"a\u0000b")");
        QTest::newRow("1e131071") << std::string(R"(,"n":1e131071)");
        QTest::newRow("1e200000") << std::string(R"(,"n":1e200000)");
        QTest::newRow("200,000 digits") << ",\"n\":" + std::string(200000, '7');
    }
    void aDocumentThatJsonbCannotHoldIsTaken()
    {
        QFETCH(std::string, more);
        Front front(*m_cluster, "wire_hostile", {{"stripe", secret}});
        const std::string body = eventBody("evt_1", more);
        QCOMPARE(RawClient(front.port()).exchange(posted(body)).status, 202);
        QCOMPARE(
            front.database.cell("SELECT raw_body = $1 AND canonical IS NULL FROM console.payloads",
                                {postgres::Bytes{body}}),
            QStringLiteral("true"));
    }

    void aDocumentOfExtremesThatJsonbHoldsKeepsItsCanonicalForm()
    {
        Front front(*m_cluster, "wire_extremes", {{"stripe", secret}});
        const std::string deep = std::string(127, '[') + std::string(127, ']');
        const std::string body = eventBody(
            "evt_1",
            ",\"n\":1e300,\"m\":1e-300,\"d\":" + std::string(400, '7') + ",\"deep\":" + deep);
        QCOMPARE(RawClient(front.port()).exchange(posted(body)).status, 202);
        QCOMPARE(front.database.cell("SELECT canonical IS NOT NULL FROM console.payloads"),
                 QStringLiteral("true"));
    }

    void aChunkedBodyIsTheSameBody()
    {
        Front front(*m_cluster, "wire_chunked", {{"stripe", secret}});
        const std::string body = eventBody("evt_1");
        const std::string chunked = "5\r\n" + body.substr(0, 5) + "\r\n"
            + toChunkSize(body.size() - 5) + "\r\n" + body.substr(5) + "\r\n0\r\n\r\n";
        const auto answer =
            RawClient(front.port())
                .exchange(head(signatureFor(body), "Transfer-Encoding: chunked\r\n") + chunked);
        QCOMPARE(answer.status, 202);
        QCOMPARE(front.database.cell("SELECT raw_body = $1 FROM console.payloads",
                                     {postgres::Bytes{body}}),
                 QStringLiteral("true"));
    }

    void aForgedRequestIsRecordedAndBurnsNoId()
    {
        Front front(*m_cluster, "wire_forged", {{"stripe", secret}});
        RawClient client(front.port());
        const std::string body = eventBody("evt_1");
        QCOMPARE(client.exchange(posted(body, "whsec_wrong")).status, 401);
        QTRY_COMPARE(
            front.database.cell("SELECT concat_ws(',', status, signature_valid, error, tenant)"
                                " FROM console.events"),
            QStringLiteral("discarded,f,401 signature mismatch,acme"));
        QCOMPARE(front.database.cell("SELECT raw_body = $1 AND diagnosis LIKE 'Refused with 401: %'"
                                     " AND explanation->>'code' = 'signature_mismatch'"
                                     " FROM console.payloads",
                                     {postgres::Bytes{body}}),
                 QStringLiteral("true"));
        QCOMPARE(client.exchange(posted(body)).status, 202);
    }

    void exactly512KibPassesAndOneByteMoreIs413()
    {
        Front front(*m_cluster, "wire_large", {{"stripe", secret}});
        constexpr std::size_t limit = 512 * 1024;
        const std::size_t rest = limit - eventBody("evt_1", R"(,"x":"")").size();
        const std::string body = eventBody("evt_1", ",\"x\":\"" + std::string(rest, 'x') + '"');
        QCOMPARE(body.size(), limit);
        QCOMPARE(RawClient(front.port()).exchange(posted(body)).status, 202);
        const auto tooLarge = RawClient(front.port())
                                  .exchange(head(signatureFor(body), "Content-Length: 524289\r\n"));
        QCOMPARE(tooLarge.status, 413);
        QTRY_COMPARE(front.database.cell(
                         "SELECT count(*) FROM console.events WHERE error = '413 body too large'"),
                     QStringLiteral("1"));
    }

    void aPostWithoutABodyIsRefused_data()
    {
        QTest::addColumn<std::string>("version");
        QTest::addColumn<std::string>("framing");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const char *version, const char *framing, int status,
                            const char *code) {
            QTest::newRow(name) << std::string(version) << std::string(framing) << status
                                << QString::fromLatin1(code);
        };
        row("empty", "1.1", "Content-Length: 0\r\n", 400, "empty_body");
        row("no length", "1.1", "", 411, "length_required");
        row("no length in 1.0", "1.0", "", 411, "length_required");
        row("chunks for the length", "1.1", "Transfer-Encoding: chunked\r\n", 400, "empty_body");
    }
    void aPostWithoutABodyIsRefused()
    {
        QFETCH(std::string, version);
        QFETCH(std::string, framing);
        QFETCH(int, status);
        QFETCH(QString, code);
        Front front(*m_cluster, "wire_empty", {{"stripe", secret}});
        std::string request = head(signatureFor(""), framing);
        request.replace(request.find("1.1\r"), 3, version);
        if (framing.starts_with("Transfer"))
            request += "0\r\n\r\n";
        const auto answer = RawClient(front.port()).exchange(request);
        QCOMPARE(answer.status, status);
        QCOMPARE(member(answer, QStringLiteral("code")), code);
    }

    void aDatabaseThatIsAwayIs503AndComesBack()
    {
        Front front(*m_cluster, "wire_away", {{"stripe", secret}});
        RawClient client(front.port());
        QCOMPARE(client.exchange(posted(eventBody("evt_1"))).status, 202);
        front.database.goAway();
        const auto away = client.exchange(posted(eventBody("evt_2")));
        QCOMPARE(away.status, 503);
        QVERIFY(away.headers.find("Retry-After").has_value());
        front.database.comeBack();
        int status = 0;
        const auto isTaken = [&] {
            status = client.exchange(posted(eventBody("evt_2"))).status;
            return status == 202;
        };
        // "nothing was taken": the first that is answered well is new, not a duplicate.
        QTRY_VERIFY2_WITH_TIMEOUT(status == 202 || (status != 200 && isTaken()),
                                  QByteArray::number(status).constData(), 20000);
    }

private:
    std::unique_ptr<test::TestCluster> m_cluster;
};

QTEST_GUILESS_MAIN(IngestWireTest)
#include "ingestwire_test.moc"
