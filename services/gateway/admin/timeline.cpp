#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/reads.h"
#include "services/postgres/session.h"
#include "services/privacy/policy.h"

namespace gatehouse::gateway::admin {

namespace {

// One SELECT for each kind of thing that happens, in the order of columns: at, rank (what comes
// first within one moment), kind, title, detail, status (ok, warning, error or neutral), job_id;
// and the same for programs, which say it in words of their own: state (NULL: the entry only
// explains another), note, attempt, duration_ms.

constexpr std::string_view arrival = R"(
    SELECT e.received_at AS at, 1 AS rank, 'received' AS kind,
           'Received from ' || e.source AS title,
           e.body_size || ' bytes' || coalesce(' from ' || CASE WHEN $2::boolean THEN '•••' ELSE e.source_ip END, '') AS detail,
           'neutral' AS status, NULL::uuid AS job_id,
           CASE WHEN e.signature_valid THEN 'received' ELSE 'discarded' END AS state,
           CASE WHEN e.signature_valid THEN NULL ELSE e.error END AS note, NULL::bigint AS attempt,
           NULL::double precision AS duration_ms
      FROM event e
    UNION ALL
    SELECT e.received_at, 2, CASE WHEN e.signature_valid THEN 'verified' ELSE 'refused' END,
           CASE WHEN e.signature_valid THEN 'Signature verified' ELSE 'Refused' END,
           CASE WHEN e.signature_valid THEN NULL ELSE coalesce(p.diagnosis, e.error) END,
           CASE WHEN e.signature_valid THEN 'ok' ELSE 'error' END, NULL, NULL, NULL, NULL, NULL
      FROM event e
      LEFT JOIN console.payloads p ON p.event_id = e.id AND p.received_at = e.received_at
    UNION ALL
    SELECT e.updated_at, 10, 'settled', 'Processed', NULL, 'ok', NULL, e.status, NULL, NULL, NULL
      FROM event e WHERE e.status = 'processed' AND NOT EXISTS (SELECT FROM job))";

constexpr std::string_view jobs = R"(
    SELECT j.created_at, 3, 'queued', 'Queued for delivery',
           coalesce(j.destination || ' ', '') || j.path, 'neutral', j.id, 'queued', j.path, NULL, NULL
      FROM job j
    UNION ALL
    SELECT j.updated_at, 7, 'waiting', 'Waiting for the next try',
           coalesce(j.error || '; ', '') || 'due '
               || to_char(j.next_attempt_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC',
           'warning', j.id, NULL, NULL, NULL, NULL
      FROM job j WHERE j.status = 'waiting'
    UNION ALL
    SELECT coalesce(j.finished_at, j.updated_at), 8, 'succeeded',
           CASE WHEN j.mode = 'dry_run' THEN 'Done without sending' ELSE 'Delivered' END, j.path, 'ok', j.id,
           NULL, NULL, NULL, NULL
      FROM job j WHERE j.status = 'succeeded')";

// Told by the callback that the job's state is from; of those before, the job keeps nothing.
constexpr std::string_view aiJobs = R"(
    SELECT j.updated_at, 3, 'ai_job', 'AI job ' || coalesce(j.request_id || ' ', '') || 'is ' || j.status,
           j.error,
           CASE j.status WHEN 'succeeded' THEN 'ok' WHEN 'dead' THEN 'error' ELSE 'neutral' END, j.id,
           j.status, concat_ws(': ', j.request_id, j.error), NULL, NULL
      FROM console.jobs j WHERE j.event_id = $1::uuid AND j.task_name = 'ai_job')";

constexpr std::string_view tries = R"(
    SELECT d.created_at, 5, 'attempt', 'Request built', d.error, 'neutral', d.job_id,
           CASE WHEN d.response_status IS NULL THEN 'dry_run' ELSE 'failed' END, d.error, d.attempt, NULL
      FROM console.deliveries d JOIN job j ON j.id = d.job_id
     WHERE d.event_id = $1::uuid AND j.mode = 'dry_run'
    UNION ALL
    SELECT d.created_at, 5, 'attempt', 'Delivery try ' || d.attempt,
           coalesce('HTTP ' || d.response_status, 'no answer') || ' in '
               || round(d.duration_ms::numeric, 1) || ' ms' || coalesce('; ' || d.error, ''),
           CASE WHEN d.response_status BETWEEN 200 AND 299 THEN 'ok' ELSE 'error' END, d.job_id,
           CASE WHEN d.response_status BETWEEN 200 AND 299 THEN 'processed' ELSE 'failed' END,
           coalesce(d.error, d.response_status::text), d.attempt, d.duration_ms
      FROM console.deliveries d LEFT JOIN job j ON j.id = d.job_id
     WHERE d.event_id = $1::uuid AND j.mode IS DISTINCT FROM 'dry_run')";

constexpr std::string_view letters = R"(
    SELECT d.died_at, 6, 'dead_letter', 'Dead letter: ' || d.root_cause, d.error, 'error', d.job_id,
           'open', d.error, NULL, NULL
      FROM console.deaths d WHERE d.event_id = $1::uuid
    UNION ALL
    SELECT l.state_changed_at, 9, 'recovered', 'Recovered', NULL, 'ok', l.job_id,
           l.state, l.state_changed_by, NULL, NULL
      FROM console.dead_letters l WHERE l.event_id = $1::uuid AND l.state = 'recovered')";

// The bound on `at` says that nobody acts on an event before it came.
constexpr std::string_view operators = R"(
    SELECT a.at, 4,
           CASE WHEN a.action IN ('dlq.reenqueue', 'events.reenqueue', 'jobs.retry') THEN 'reenqueued'
                WHEN a.action = 'jobs.cancel' THEN 'cancelled' ELSE 'discarded' END,
           CASE a.action WHEN 'jobs.retry' THEN 'Retried' WHEN 'jobs.cancel' THEN 'Cancelled'
                WHEN 'dlq.reenqueue' THEN 'Re-enqueued' WHEN 'events.reenqueue' THEN 'Re-enqueued'
                ELSE 'Discarded' END || ' by ' || a.actor,
           a.reason, 'neutral', (a.detail->'job_ids'->>0)::uuid,
           a.action, a.actor || ': ' || a.reason, NULL, NULL
      FROM console.audit a
     WHERE a.at >= console.uuid_time($1::uuid) - interval '1 day'
       AND a.detail->>'event_id' = $1::uuid::text
       AND a.action IN ('dlq.reenqueue', 'dlq.discard', 'jobs.retry', 'jobs.cancel',
                        'events.reenqueue', 'events.discard'))";

std::string timelineSql()
{
    std::string sql = "WITH event AS (SELECT * FROM console.events WHERE id = $1::uuid"
                      " AND received_at = console.uuid_time($1::uuid)),"
                      " job AS (SELECT * FROM console.jobs WHERE event_id = $1::uuid"
                      " AND task_name <> 'ai_job'),"
                      " entry AS (";
    const char *separator = "";
    for (const std::string_view part : {arrival, jobs, aiJobs, tries, letters, operators}) {
        sql += separator;
        sql += part;
        separator = " UNION ALL ";
    }
    sql += "), newest AS (SELECT * FROM entry ORDER BY at DESC, rank DESC LIMIT 1000)"
           " SELECT jsonb_build_object('items', coalesce(jsonb_agg(to_jsonb(newest) - 'rank'"
           " ORDER BY at, rank), '[]'))::text FROM newest";
    return sql;
}

} // namespace

Result<http::Response> showTimeline(const Call &call, postgres::Session &session)
{
    const auto id = idParameter(call);
    if (!id)
        return notFound();
    const auto event = findRow(call, session, eventList(), *id);
    if (!event)
        return failure(event.error());
    if (!*event)
        return notFound();
    const auto masker = privacy::readMasker(session);
    if (!masker)
        return failure(masker.error());
    const auto rows = session.execute(timelineSql(), {*id, masker->isOn()});
    if (!rows)
        return failure(rows.error());
    const privacy::Owner owner = privacy::ownerOfRow(**event);
    return http::jsonResponse(
        200, masker->document(owner, "timeline", rows->get<std::string>(0, 0)).text);
}

} // namespace gatehouse::gateway::admin
