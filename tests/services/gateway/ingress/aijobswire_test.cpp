// Callbacks of an AI system as it sends them: signed, over real HTTP, into real Postgres.
#include "front.h"
#include "signedrequest.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::gateway;
using test::RawClient;
using test::signedRequest;

namespace {

constexpr const char *secret = "secret of the AI system";

/// JSON is easier to read with ' for ".
std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

std::string callback(const std::string &status, const std::string &more = {},
                     const std::string &key = "k")
{
    return json("{'job_id':'job_7','idempotency_key':'" + key + "','status':'" + status + "'" + more
                + "}");
}

std::string request(const std::string &body, const std::string &tenant = "acme",
                    const std::string &signedWith = secret)
{
    return signedRequest("ai", tenant, signedWith, body);
}

} // namespace

class AiJobsWireTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }

    void aCallbackOfAnUnknownJobMakesIt()
    {
        Front front(*m_cluster, "aiwire", {{"ai", secret}});
        RawClient client(front.port());
        const auto answer = client.exchange(
            request(callback("succeeded",
                             ",'user_id':'usr_1','model':'large-2','result_json':{'text':'done'},"
                             "'usage':{'tokens':412,'ms':1830},"
                             "'finished_at':'2026-11-17T12:00:00Z'")));
        QCOMPARE(answer.status, 202);
        QCOMPARE(
            front.database.cell("SELECT concat_ws('|', task_name, status, source, tenant, "
                                "event_type, user_id, model, request_id, tokens, duration_ms, "
                                "finished_at AT TIME ZONE 'UTC', event_id) FROM console.jobs"),
            QStringLiteral("ai_job|succeeded|ai|acme|job.succeeded|usr_1|large-2|job_7|412|1830|"
                           "2026-11-17 12:00:00|")
                + eventId(answer));
        QCOMPARE(front.database.cell("SELECT status FROM console.events"), u"processed");
    }

    void aFailureIsToldAndASuccessComesAfterIt()
    {
        Front front(*m_cluster, "aiwire", {{"ai", secret}});
        RawClient client(front.port());
        QCOMPARE(client.exchange(request(callback("running"))).status, 202);
        QCOMPARE(client
                     .exchange(request(callback(
                         "failed", ",'error':{'code':'rate_limited','message':'429 five times'}")))
                     .status,
                 202);
        QCOMPARE(front.database.cell("SELECT status || ' ' || error FROM console.jobs"),
                 u"dead rate_limited: 429 five times");
        QCOMPARE(client.exchange(request(callback("succeeded"))).status, 202);
        QCOMPARE(client.exchange(request(callback("running", ",'progress':0.9"))).status, 202);
        QCOMPARE(client.exchange(request(callback("failed", ",'error_text':'late'"))).status, 202);
        QCOMPARE(front.database.cell("SELECT concat_ws(' ', status, attempts, error) FROM "
                                     "console.jobs"),
                 u"succeeded 2");
        QCOMPARE(front.database.cell("SELECT count(*) FROM console.events"), u"5");
    }

    void whatIsRefusedOrKnownChangesNothing()
    {
        Front front(*m_cluster, "aiwire", {{"ai", secret}});
        RawClient client(front.port());
        const std::string failed = callback("failed", ",'error_text':'no'");
        QCOMPARE(client.exchange(request(failed)).status, 202);
        QCOMPARE(client.exchange(request(failed)).status, 200);
        QCOMPARE(client.exchange(request(callback("succeeded"), "acme", "forged")).status, 401);
        QCOMPARE(front.database.cell("SELECT concat_ws(' ', status, attempts, error) FROM "
                                     "console.jobs"),
                 u"dead 1 no");
    }

    void aStatusThatIsNotKnownChangesNoJob()
    {
        Front front(*m_cluster, "aiwire", {{"ai", secret}});
        RawClient client(front.port());
        QCOMPARE(client.exchange(request(callback("thinking"))).status, 202);
        QCOMPARE(client.exchange(request(json("{'job_id':'j','idempotency_key':'k'}"))).status,
                 202);
        QCOMPARE(front.database.cell("SELECT count(*) FROM console.jobs"), u"0");
        QCOMPARE(
            front.database.cell("SELECT count(*) FROM console.events WHERE status = 'processed'"),
            u"2");
    }

    void aResultThatJsonbCannotHoldCounts()
    {
        Front front(*m_cluster, "aiwire", {{"ai", secret}});
        RawClient client(front.port());
        const std::string body =
            callback("succeeded", R"(,'result_json':{'text':'\u0000'},'model':'m')");
        QCOMPARE(client.exchange(request(body)).status, 202);
        QCOMPARE(front.database.cell("SELECT status || ' ' || model FROM console.jobs"),
                 u"succeeded m");
    }

    void aTenantReachesItsOwnJobsOnly()
    {
        Front front(*m_cluster, "aiwire", {{"ai", secret}}, {"acme", "globex"});
        RawClient client(front.port());
        QCOMPARE(client.exchange(request(callback("running"))).status, 202);
        QCOMPARE(client.exchange(request(callback("succeeded"), "globex")).status, 202);
        QCOMPARE(
            front.database.cell("SELECT string_agg(tenant || ' ' || status, ',' ORDER BY tenant)"
                                " FROM console.jobs"),
            u"acme running,globex succeeded");
    }

    void callbacksAtOnceOverTwoGateways()
    {
        test::GatewayDatabase database(*m_cluster, "aiwire");
        FrontDoor one(database, {{"ai", secret}});
        FrontDoor two(database, {{"ai", secret}});
        const std::vector<std::string> statuses{"running", "succeeded", "failed", "running"};
        std::atomic<int> taken = 0;
        std::vector<std::thread> senders;
        for (int i = 0; i < 16; ++i) {
            senders.emplace_back([&, i] {
                RawClient client(i % 2 == 0 ? one.port() : two.port());
                const std::string body =
                    callback(statuses[std::size_t(i) % statuses.size()], {}, std::to_string(i));
                taken += client.exchange(request(body)).status == 202 ? 1 : 0;
            });
        }
        for (std::thread &sender : senders)
            sender.join();
        QCOMPARE(taken.load(), 16);
        QCOMPARE(database.cell("SELECT string_agg(status, ',') FROM console.jobs"), u"succeeded");
        QCOMPARE(database.cell("SELECT e.event_type FROM console.events e JOIN console.jobs j"
                               " ON j.event_id = e.id"),
                 u"job.succeeded");
    }

private:
    std::unique_ptr<test::TestCluster> m_cluster;
};

QTEST_GUILESS_MAIN(AiJobsWireTest)
#include "aijobswire_test.moc"
