#include "services/gateway/store/aijobs.h"

#include "services/gateway/store/textcolumn.h"

#include <algorithm>
#include <map>
#include <utility>

namespace gatehouse::gateway {

using postgres::Array;

namespace {

constexpr std::size_t longestError = 2000;

// The rows are locked in the order of the unique index, by all processes; a later statement of the
// same transaction names only jobs that the first one has locked. Who waits for another process's
// callback judges by what that one left.
constexpr std::string_view applyReports = R"(
WITH report AS MATERIALIZED (
    SELECT gatehouse.uuid_v7(clock_timestamp()) AS id, gatehouse.ai_job_key(e.tenant, u.job_id) AS key,
           coalesce(e.occurred_at, e.received_at) AS at, e.id AS event_id, e.source, e.tenant,
           e.event_type, e.actor_id, e.trace_id, u.job_id, u.status, u.model, u.error, u.tokens,
           make_interval(secs => coalesce(u.took_ms, 0) / 1000.0) AS took,
           u.status IN ('succeeded', 'dead', 'cancelled') AS is_over
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
                  $7::bigint[])
           AS u(event_id, job_id, status, model, error, tokens, took_ms)
      JOIN gatehouse.webhook_event e
           ON e.id = u.event_id AND e.received_at = gatehouse.uuid_time(u.event_id)
)
INSERT INTO gatehouse.job_execution AS job
       (id, created_at, event_id, task_name, source, tenant, event_type, user_id, model, request_id,
        trace_id, idempotency_key, status, attempts, max_attempts, started_at, finished_at, error,
        tokens)
SELECT r.id, gatehouse.uuid_time(r.id), r.event_id, 'ai_job', r.source, r.tenant, r.event_type,
       r.actor_id, r.model, r.job_id, r.trace_id, r.key, r.status,
       CASE WHEN r.status IN ('succeeded', 'dead') THEN 1 ELSE 0 END, NULL,
       CASE WHEN r.status <> 'pending' THEN r.at - r.took END,
       CASE WHEN r.is_over THEN r.at END,
       CASE WHEN r.is_over AND r.status <> 'succeeded' THEN r.error END, r.tokens
  FROM report r
 ORDER BY r.tenant, r.key
    ON CONFLICT (tenant, idempotency_key) WHERE task_name = 'ai_job' DO UPDATE
   SET event_id = excluded.event_id, event_type = excluded.event_type,
       user_id = coalesce(excluded.user_id, job.user_id),
       model = coalesce(excluded.model, job.model), trace_id = excluded.trace_id,
       status = excluded.status, attempts = job.attempts + excluded.attempts,
       started_at = least(job.started_at, excluded.started_at), finished_at = excluded.finished_at,
       error = excluded.error, tokens = coalesce(excluded.tokens, job.tokens), updated_at = now(),
       commit_xid = pg_current_xact_id()
 WHERE job.status <> 'succeeded'
   AND gatehouse.ai_job_progress(excluded.status) >= gatehouse.ai_job_progress(job.status))";

// What a job used, as a call of an AI system, once it is over: of the report that ended it, which
// is the one that the job now names; of a job that ends again the first end counts, since its span
// is the job's. Whose it was stands with the job.
constexpr std::string_view recordUsage = R"(
INSERT INTO gatehouse.agent_event (id, received_at, ts, trace_id, span_id, service, tenant, model, route, status,
       latency_ms, tokens_total, attrs)
SELECT e.id, e.received_at, coalesce(e.occurred_at, e.received_at) - make_interval(secs => coalesce(u.took_ms, 0) / 1000.0),
       coalesce(e.trace_id, left(encode(sha256(convert_to(j.idempotency_key, 'UTF8')), 'hex'), 32)),
       left(encode(sha256(convert_to(j.idempotency_key, 'UTF8')), 'hex'), 16), e.source,
       e.tenant, j.model, e.event_type,
       CASE u.status WHEN 'succeeded' THEN 'ok' WHEN 'dead' THEN 'error' ELSE u.status END,
       coalesce(u.took_ms, 0), u.tokens, jsonb_build_object('job_id', u.job_id)
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
       AS u(event_id, job_id, status, tokens, took_ms)
  JOIN gatehouse.webhook_event e
       ON e.id = u.event_id AND e.received_at = gatehouse.uuid_time(u.event_id)
  JOIN gatehouse.job_execution j
       ON j.task_name = 'ai_job' AND j.tenant = e.tenant AND j.event_id = e.id
          AND j.idempotency_key = gatehouse.ai_job_key(e.tenant, u.job_id)
 WHERE u.status IN ('succeeded', 'dead', 'cancelled') AND (u.tokens IS NOT NULL OR u.took_ms IS NOT NULL)
 ORDER BY e.id
    ON CONFLICT DO NOTHING)";

/// The arrays of both statements, one for each column.
struct ReportColumns
{
    Array<Uuid> event;
    Array<std::string> jobId, status, model, error;
    Array<std::int64_t> tokens, milliseconds;

    void add(const IncomingEvent &told);
    postgres::Statement statement() const;
    /// Behind the other one.
    postgres::Statement usage() const;
    bool hasUsage = false; ///< some report says what was used
};

std::optional<std::string> text(const std::optional<std::string> &value, std::size_t limit)
{
    return value ? std::optional(textColumn(*value, limit)) : std::nullopt;
}

void ReportColumns::add(const IncomingEvent &told)
{
    const JobReport &report = *told.job;
    event.emplace_back(told.id);
    jobId.emplace_back(textColumn(report.jobId));
    status.emplace_back(report.status);
    model.push_back(text(report.model, longestError));
    error.push_back(text(report.error, longestError));
    hasUsage = hasUsage || report.tokens || report.duration;
    tokens.push_back(report.tokens);
    milliseconds.push_back(report.duration ? std::optional<std::int64_t>(report.duration->count())
                                           : std::nullopt);
}

postgres::Statement ReportColumns::statement() const
{
    return {std::string(applyReports), {event, jobId, status, model, error, tokens, milliseconds}};
}

postgres::Statement ReportColumns::usage() const
{
    return {std::string(recordUsage), {event, jobId, status, tokens, milliseconds}};
}

} // namespace

/// An INSERT cannot meet one row twice, so what names a job again is put into a further round.
std::vector<postgres::Statement> aiJobStatements(const std::vector<BatchEntry> &batch)
{
    std::map<std::pair<std::string, std::string>, std::size_t> timesNamed;
    std::vector<ReportColumns> rounds;
    for (const BatchEntry &entry : batch) {
        const IncomingEvent &event = *entry.event;
        if (!event.job || !event.tenant)
            continue;
        const std::size_t round = timesNamed[{*event.tenant, event.job->jobId}]++;
        rounds.resize(std::max(rounds.size(), round + 1));
        rounds[round].add(event);
    }
    std::vector<postgres::Statement> statements;
    statements.reserve(rounds.size() * 2);
    for (const ReportColumns &round : rounds) {
        statements.push_back(round.statement());
        if (round.hasUsage)
            statements.push_back(round.usage());
    }
    return statements;
}

} // namespace gatehouse::gateway
