#include "services/browsing/timeline.h"

#include "services/privacy/policy.h"

namespace gatehouse::browsing {

namespace {

using namespace std::string_view_literals;

// $1 the event, $2 and $3 the tenants and sources of the others, $4 whether addresses are masked,
// $5 how many entries. Of a trace that many share only some events are found, so that it stays
// cheap.
constexpr std::string_view things = R"(
WITH own AS MATERIALIZED (
    SELECT * FROM console.events WHERE id = $1::uuid AND received_at = console.uuid_time($1::uuid)
), other AS MATERIALIZED (
    SELECT found.* FROM (
           SELECT e.* FROM console.events e
            WHERE e.trace_id = (SELECT trace_id FROM own) AND e.id <> $1::uuid
              AND ($2::text[] IS NULL OR e.tenant = ANY($2::text[]))
              AND ($3::text[] IS NULL OR e.source = ANY($3::text[]))
            LIMIT 1000) AS found
     ORDER BY abs(extract(epoch FROM found.received_at - (SELECT received_at FROM own))), found.id
     LIMIT {others} + 1
), event AS MATERIALIZED (
    SELECT * FROM own UNION ALL SELECT * FROM (SELECT * FROM other LIMIT {others}) AS near
), job AS MATERIALIZED (
    SELECT * FROM console.jobs WHERE event_id IN (SELECT id FROM event)
), letter AS MATERIALIZED (
    SELECT * FROM console.dead_letters WHERE event_id IN (SELECT id FROM event)
), target AS (
    SELECT id::text AS id, id AS event_id, NULL::uuid AS job_id FROM event
    UNION ALL SELECT id::text, event_id, id FROM job
    UNION ALL SELECT id::text, event_id, job_id FROM letter
), entry AS ()";

// One SELECT for each kind of thing that happens: at, rank (what comes first within one moment),
// kind, event_id, job_id and the rest of the entry. Its title, detail and status are words for
// people; state (without one the entry only explains another) and note are for programs that have
// their own.

constexpr std::string_view arrival = R"(
    SELECT e.received_at AS at, 1 AS rank, 'received' AS kind, e.id AS event_id, NULL::uuid AS job_id,
           jsonb_build_object('title', 'Received from ' || e.source, 'state', 'received',
               'detail', e.body_size || ' bytes'
                         || coalesce(' from ' || CASE WHEN $4::boolean THEN '•••' ELSE e.source_ip END, '')) AS rest
      FROM event e
    UNION ALL
    SELECT e.received_at, 2, 'verified', e.id, NULL,
           jsonb_build_object('title', 'Signature verified', 'status', 'ok', 'state', 'verified')
      FROM event e WHERE e.signature_valid
    UNION ALL
    SELECT e.received_at, 2, 'refused', e.id, NULL,
           jsonb_build_object('title', 'Refused', 'status', 'error', 'detail', {diagnosis},
                              'state', 'discarded', 'note', e.error)
      FROM event e WHERE NOT e.signature_valid
    UNION ALL
    SELECT e.updated_at, 10, 'settled', e.id, NULL,
           jsonb_build_object('title', 'Processed', 'status', 'ok', 'state', e.status)
      FROM event e
     WHERE e.status = 'processed' AND e.updated_at IS NOT NULL -- which another gateway may not have
       AND NOT EXISTS (SELECT FROM job WHERE job.event_id = e.id AND job.task_name <> 'ai_job'))";

constexpr std::string_view diagnosis = R"(coalesce((
               SELECT p.diagnosis FROM console.payloads p
                WHERE p.event_id = e.id AND p.received_at = e.received_at), e.error))";

constexpr std::string_view jobs = R"(
    SELECT j.created_at, 3, 'queued', j.event_id, j.id,
           jsonb_build_object('title', 'Queued for delivery', 'state', 'queued', 'note', j.path,
                              'detail', coalesce(j.destination || ' ', '') || j.path)
      FROM job j WHERE j.task_name <> 'ai_job'
    UNION ALL
    SELECT j.updated_at, 7, 'waiting', j.event_id, j.id,
           jsonb_build_object('title', 'Waiting for the next try', 'status', 'warning',
               'detail', coalesce(j.error || '; ', '') || 'due '
                         || to_char(j.next_attempt_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC',
               'state', 'waiting', 'note', j.error, 'until', j.next_attempt_at)
      FROM job j WHERE j.status = 'waiting' AND j.updated_at IS NOT NULL
    UNION ALL
    SELECT coalesce(j.finished_at, j.updated_at), 8, 'succeeded', j.event_id, j.id,
           jsonb_build_object('status', 'ok', 'detail', j.path,
               'title', CASE WHEN j.mode = 'dry_run' THEN 'Done without sending' ELSE 'Delivered' END)
      FROM job j WHERE j.status = 'succeeded' AND j.task_name <> 'ai_job')";

constexpr std::string_view waits = R"(
    SELECT w.since, 6, 'held', j.event_id, j.id,
           jsonb_build_object('title', 'Held back, no try is burnt', 'status', 'warning', 'detail', w.reason,
                              'state', 'waiting', 'note', w.reason)
      FROM job j JOIN console.job_waits w ON w.job_id = j.id)";

// Told by the callback that the job's state is from; of those before, the job keeps nothing.
constexpr std::string_view aiJobs = R"(
    SELECT j.updated_at, 3, 'ai_job', j.event_id, j.id,
           jsonb_build_object('title', 'AI job ' || coalesce(j.request_id || ' ', '') || 'is ' || j.status,
               'detail', j.error, 'state', j.status, 'note', concat_ws(': ', j.request_id, j.error),
               'status', CASE j.status WHEN 'succeeded' THEN 'ok' WHEN 'dead' THEN 'error' ELSE 'neutral' END)
      FROM job j WHERE j.task_name = 'ai_job')";

constexpr std::string_view tries = R"(
    SELECT d.created_at, 5, 'attempt', d.event_id, d.job_id,
           CASE WHEN d.mode = 'dry_run' THEN
               jsonb_build_object('title', 'Request built', 'detail', d.error)
           ELSE
               jsonb_build_object('title', 'Delivery try ' || d.attempt, 'duration_ms', d.duration_ms,
                   'detail', coalesce('HTTP ' || d.response_status, 'no answer') || ' in '
                             || round(d.duration_ms::numeric, 1) || ' ms' || coalesce('; ' || d.error, ''),
                   'status', CASE d.status WHEN 'succeeded' THEN 'ok' ELSE 'error' END)
           END || jsonb_build_object('delivery_id', d.id, 'attempt', d.attempt,
                   'state', CASE d.status WHEN 'succeeded' THEN 'processed' ELSE d.status END,
                   'note', coalesce(d.error, d.response_status::text))
      FROM console.deliveries d WHERE d.event_id IN (SELECT id FROM event))";

constexpr std::string_view letters = R"(
    SELECT d.died_at, 6, 'dead_letter', d.event_id, d.job_id,
           jsonb_build_object('title', 'Dead letter: ' || d.root_cause, 'status', 'error', 'detail', d.error,
                              'state', 'open', 'note', d.error)
      FROM console.deaths d WHERE d.event_id IN (SELECT id FROM event)
    UNION ALL
    SELECT l.state_changed_at, 9, 'recovered', l.event_id, l.job_id,
           jsonb_build_object('title', 'Recovered', 'status', 'ok', 'state', l.state, 'note', l.state_changed_by)
      FROM letter l WHERE l.state = 'recovered')"; // what an operator did to it is in the ledger

constexpr std::string_view operators = R"(
    SELECT a.at, 4,
           CASE WHEN a.action IN ('dlq.reenqueue', 'dlq.edit_and_retry', 'events.reenqueue', 'jobs.retry')
                THEN 'reenqueued'
                WHEN a.action = 'jobs.cancel' THEN 'cancelled'
                WHEN a.action IN ('dlq.discard', 'events.discard') THEN 'discarded' ELSE 'operated' END,
           t.event_id, coalesce(t.job_id, (a.detail->'job_ids'->>0)::uuid),
           jsonb_build_object('detail', a.reason, 'state', a.action, 'note', a.actor || ': ' || a.reason,
               'title', CASE a.action WHEN 'jobs.retry' THEN 'Retried' WHEN 'jobs.cancel' THEN 'Cancelled'
                             WHEN 'dlq.reenqueue' THEN 'Re-enqueued' WHEN 'events.reenqueue' THEN 'Re-enqueued'
                             WHEN 'dlq.edit_and_retry' THEN 'Payload edited and retried'
                             WHEN 'dlq.discard' THEN 'Discarded' WHEN 'events.discard' THEN 'Discarded'
                             ELSE a.action END || ' by ' || a.actor)
      FROM target t JOIN console.audit a ON a.target_id = t.id AND length(a.target_id) = 36)";

// Its own entries stay when there are too many, whatever the others did.
constexpr std::string_view told = R"(), newest AS (
    SELECT * FROM entry ORDER BY event_id = $1::uuid DESC, at DESC, rank DESC LIMIT $5::bigint + 1
), kept AS (
    SELECT * FROM newest ORDER BY event_id = $1::uuid DESC, at DESC, rank DESC LIMIT $5::bigint
)
SELECT (jsonb_build_object('detail', NULL, 'status', 'neutral', 'state', NULL, 'note', NULL, 'attempt', NULL,
                           'duration_ms', NULL, 'until', NULL, 'delivery_id', NULL)
        || k.rest || jsonb_build_object('at', k.at, 'kind', k.kind, 'event_id', k.event_id, 'job_id', k.job_id))::text,
       e.source, e.tenant, (SELECT count(*) FROM newest) > $5::bigint, (SELECT count(*) FROM other) > {others}
  FROM kept k JOIN event e ON e.id = k.event_id ORDER BY k.at, k.rank, k.event_id, k.job_id)";

void replaceAll(std::string &text, std::string_view what, std::string_view by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

std::string timelineSql(bool hasPayloads, bool hasWaits)
{
    std::string sql(things);
    std::string_view separator;
    for (const std::string_view part :
         {arrival, jobs, hasWaits ? waits : ""sv, aiJobs, tries, letters, operators}) {
        if (part.empty())
            continue;
        sql += separator;
        sql += part;
        separator = " UNION ALL ";
    }
    sql += told;
    replaceAll(sql, "{diagnosis}", hasPayloads ? diagnosis : "e.error");
    replaceAll(sql, "{others}", std::to_string(mostOfTrace));
    return sql;
}

postgres::Value names(const std::optional<std::vector<std::string>> &names)
{
    if (!names)
        return std::monostate();
    return postgres::Array<std::string>(names->begin(), names->end());
}

const char *jsonBool(bool value)
{
    return value ? "true" : "false";
}

std::string answerOf(const postgres::Rows &rows, const privacy::Masker &masker)
{
    std::string json = R"({"items":[)";
    for (int row = 0; row < rows.size(); ++row) {
        const privacy::Owner owner{rows.get<std::string>(row, 1), rows.get<std::string>(row, 2)};
        json += (row > 0 ? "," : "")
            + masker.document(owner, "timeline", rows.get<std::string>(row, 0)).text;
    }
    const bool isCut = !rows.isEmpty() && rows.get<bool>(0, 3);
    const bool hasMoreEvents = !rows.isEmpty() && rows.get<bool>(0, 4);
    return json + R"(],"is_cut":)" + jsonBool(isCut) + R"(,"has_more_events":)"
        + jsonBool(hasMoreEvents) + '}';
}

} // namespace

Result<std::string> readTimeline(postgres::Session &session, const TimelineWish &wish)
{
    // A gateway of before has no such view.
    const auto policy = privacy::executeWithPolicy(
        session, {"SELECT to_regclass('console.job_waits') IS NOT NULL", {}});
    if (!policy)
        return failure(policy.error());
    const bool hasWaits = policy->rows.get<bool>(0, 0);
    return session
        .execute(timelineSql(wish.hasPayloads, hasWaits),
                 {wish.event, names(wish.tenants), names(wish.sources), policy->masker.isOn(),
                  std::int64_t(wish.most)})
        .map([&](const postgres::Rows &rows) { return answerOf(rows, policy->masker); });
}

} // namespace gatehouse::browsing
