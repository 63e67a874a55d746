#pragma once

#include "services/gateway/store/committer.h"
#include "services/gateway/store/routes.h"
#include "services/gateway/worker/worker.h"
#include "tests/services/gateway/support/gatewaydatabase.h"
#include "tests/services/gateway/support/tinyserver.h"

#include <QTest>

#include <atomic>
#include <future>
#include <thread>

namespace gatehouse::test {

using namespace gateway;
using namespace std::chrono_literals;

/// A database with default routes to `server`, and events in it.
struct Scene
{
    Scene(test::TestCluster &cluster, const TinyServer &server)
        : Scene(cluster, server.url())
    {
    }
    Scene(test::TestCluster &cluster, const std::string &baseUrl)
        : database(cluster, "worker")
        , ids(database.clock)
        , owner(database.session())
    {
        if (!ensureDefaultRoutes(owner, baseUrl, ids))
            qFatal("no routes");
    }

    void commit(std::vector<IncomingEvent> events)
    {
        Committer committer({database.options()}, database.clock, database.log);
        std::promise<bool> stored;
        committer.submit(std::move(events),
                         [&](const auto &answer) { stored.set_value(answer.has_value()); });
        QVERIFY(stored.get_future().get());
    }
    void commitMany(int count)
    {
        std::vector<IncomingEvent> events;
        for (int i = 0; i < count; ++i)
            events.push_back(stripeEvent(ids, "evt_" + std::to_string(i)));
        commit(std::move(events));
    }
    WorkerOptions options() const
    {
        WorkerOptions options;
        options.database = database.options();
        options.credentials = {{"default", {"token-1", "shared"}}};
        options.firstRetry = 10ms;
        options.poll = 50ms;
        return options;
    }
    QString count(const std::string &table, const std::string &where)
    {
        return database.cell("SELECT count(*) FROM " + table + " WHERE " + where);
    }
    QString jobs()
    {
        return database.cell(
            "SELECT string_agg(DISTINCT status || ' ' || attempts, ',') FROM console.jobs");
    }
    QString event()
    {
        return database.cell(
            "SELECT string_agg(DISTINCT status || ' ' || attempts, ',') FROM console.events");
    }
    /// All jobs once more, as the admin API does it.
    void reenqueue()
    {
        QVERIFY(owner.executeScript(
            "BEGIN; UPDATE gatehouse.dead_letter SET state = 'reenqueued',"
            " reenqueues = reenqueues + 1; UPDATE gatehouse.job_execution SET status = 'pending',"
            " attempts = 0, next_attempt_at = now(); COMMIT"));
    }
    QString letter()
    {
        return database.cell("SELECT string_agg(concat_ws(' ', root_cause, state, attempts, "
                             "response_status), ',') FROM console.dead_letters");
    }

    GatewayDatabase database;
    UuidGenerator ids;
    postgres::Session owner;
};

inline TinyServer::Handler always(int status, const std::string &headers = {})
{
    return [=](const TinyRequest &) { return TinyServer::answer(status, "said", headers); };
}

/// Answers 200, and nothing before it may.
inline TinyServer::Handler acceptsWhen(const std::atomic<bool> &mayAnswer)
{
    return [&mayAnswer](const TinyRequest &) {
        while (!mayAnswer)
            std::this_thread::yield();
        return TinyServer::answer(200);
    };
}

} // namespace gatehouse::test
