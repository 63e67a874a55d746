#include "services/gateway/admin/operations.h"

#include "services/gateway/admin/change.h"
#include "services/gateway/admin/parameters.h"
#include "services/postgres/session.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::string_view readWorkers = R"(
SELECT jsonb_build_object(
       'paused', p.paused_at IS NOT NULL, 'paused_at', p.paused_at,
       'paused_by', CASE WHEN $1 THEN p.paused_by END, 'reason', CASE WHEN $1 THEN p.reason END,
       'items', (SELECT coalesce(jsonb_agg(jsonb_build_object('worker', w.worker, 'running_jobs', w.jobs)
                                           ORDER BY w.worker), '[]')
                   FROM (SELECT j.worker, count(*) AS jobs FROM gatehouse.job_execution j
                          WHERE $1 AND j.status = 'running' GROUP BY j.worker ORDER BY j.worker LIMIT 500) w))::text
  FROM (SELECT) AS one LEFT JOIN gatehouse.worker_pause p ON true)";

constexpr std::string_view readBreakers = R"(
SELECT jsonb_build_object('items', coalesce(jsonb_agg(to_jsonb(b) ORDER BY b.host, b.worker), '[]'),
                          'next', NULL)::text
  FROM (SELECT * FROM console.circuit_breakers WHERE $1 ORDER BY host, worker LIMIT 500) b)";

boost::json::value pauseState(const std::string &workers)
{
    return stateOf(workers, {"paused", "paused_at", "paused_by", "reason"});
}

/// $1 of the statement: whether the token is not limited.
Result<http::Response> showJson(const Call &call, postgres::Session &session, std::string_view sql)
{
    return session.execute(sql, {isForAll(call.actor)}).map([](const postgres::Rows &rows) {
        return http::jsonResponse(200, rows.get<std::string>(0, 0));
    });
}

/// `before` and `after`: whether the workers are paused, by whom and why.
Result<Outcome> withWorkers(const ChangeRequest &request, postgres::Session &session,
                            std::string_view action, boost::json::value before)
{
    auto shown = showJson(request.call, session, readWorkers);
    if (!shown)
        return failure(shown.error());
    const boost::json::object detail{{"before", std::move(before)},
                                     {"after", pauseState(shown->body)}};
    return Outcome{std::move(*shown),
                   LedgerEntry{std::string(action), "workers", "all", request.reason,
                               boost::json::serialize(detail)}};
}

Result<Outcome> doPause(const ChangeRequest &request, postgres::Session &session)
{
    const auto paused =
        session.execute("INSERT INTO gatehouse.worker_pause (paused_by, reason) VALUES ($1, $2)"
                        " ON CONFLICT DO NOTHING",
                        {request.call.actor.name, request.reason});
    if (!paused)
        return failure(paused.error());
    if (paused->affected() == 0)
        return conflict("already_paused", "The workers are paused already; GET workers says why.");
    return withWorkers(request, session, "workers.pause", {{"paused", false}});
}

Result<Outcome> doResume(const ChangeRequest &request, postgres::Session &session)
{
    const auto resumed = session.execute(
        "DELETE FROM gatehouse.worker_pause RETURNING jsonb_build_object('paused', true,"
        " 'paused_at', paused_at, 'paused_by', paused_by, 'reason', reason)::text");
    if (!resumed)
        return failure(resumed.error());
    if (resumed->isEmpty())
        return conflict("not_paused", "The workers are not paused.");
    return withWorkers(request, session, "workers.resume",
                       pauseState(resumed->get<std::string>(0, 0)));
}

/// The rows that are deleted are what the workers hear; see worker/breakertable.h.
Result<Outcome> doResetBreaker(const ChangeRequest &request, postgres::Session &session)
{
    const std::string &host = request.call.parameters.front();
    if (!isPlainText(host))
        return Outcome{notFound(), std::nullopt};
    const auto deleted =
        session.execute("DELETE FROM gatehouse.circuit_breaker WHERE host = $1", {host});
    if (!deleted)
        return failure(deleted.error());
    if (deleted->affected() == 0)
        return conflict("not_open", "No worker has an open circuit breaker for this host.");
    const boost::json::object answer{{"host", host}, {"workers", deleted->affected()}};
    const boost::json::object detail{{"before", {{"open_in_workers", deleted->affected()}}},
                                     {"after", {{"open_in_workers", 0}}}};
    return Outcome{http::jsonResponse(200, boost::json::serialize(answer)),
                   LedgerEntry{"circuit-breakers.reset", "circuit_breaker", host, request.reason,
                               boost::json::serialize(detail)}};
}

} // namespace

Result<bool> areWorkersPaused(postgres::Session &session)
{
    return session.execute("SELECT EXISTS (SELECT FROM gatehouse.worker_pause)")
        .map([](const postgres::Rows &rows) { return rows.get<bool>(0, 0); });
}

Result<http::Response> showWorkers(const Call &call, postgres::Session &session)
{
    return showJson(call, session, readWorkers);
}

Result<http::Response> pauseWorkers(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doPause);
}

Result<http::Response> resumeWorkers(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doResume);
}

Result<http::Response> listBreakers(const Call &call, postgres::Session &session)
{
    return showJson(call, session, readBreakers);
}

Result<http::Response> resetBreaker(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doResetBreaker);
}

} // namespace gatehouse::gateway::admin
