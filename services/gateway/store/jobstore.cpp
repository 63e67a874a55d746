#include "services/gateway/store/jobstore.h"

namespace gatehouse::gateway {

namespace {

postgres::Array<Uuid> idArray(const std::vector<Uuid> &ids)
{
    return {ids.begin(), ids.end()};
}

Result<> withoutRows(const Result<postgres::Rows> &rows)
{
    if (!rows)
        return failure(rows.error());
    return {};
}

/// The jobs' letters in that state get another; how many there were.
Result<std::int64_t> changeLetters(const std::string &actor, postgres::Session &session,
                                   const std::vector<Uuid> &jobs, const std::string &from,
                                   const std::string &to)
{
    const auto letters = session.execute(
        "UPDATE gatehouse.dead_letter SET state = $3::text, state_changed_at = now(),"
        " state_changed_by = $4::text, commit_xid = pg_current_xact_id()"
        " WHERE job_id = ANY($1::uuid[]) AND state = $2::text",
        {idArray(jobs), from, to, actor});
    if (!letters)
        return failure(letters.error());
    return letters->affected();
}

// A statement of its own: what the next one reads has to be newer than the lock, or a worker that
// finishes another job of an event at the same time would be overlooked.
constexpr std::string_view lockSettled = R"(
SELECT FROM gatehouse.webhook_event e
  JOIN (SELECT DISTINCT id FROM unnest($1::uuid[]) AS ids(id)) u
    ON e.id = u.id AND e.received_at = gatehouse.uuid_time(u.id)
 ORDER BY e.id FOR UPDATE OF e)";

// A dead job counts as discarded when an operator discarded its letter.
constexpr std::string_view settleSql = R"(
UPDATE gatehouse.webhook_event e
   SET status = s.status, updated_at = now(), commit_xid = pg_current_xact_id(),
       error = CASE s.status WHEN 'failed' THEN s.error WHEN 'discarded' THEN 'discarded by ' || $2::text END
  FROM (SELECT event_id,
               CASE WHEN bool_or(status = 'dead' AND NOT is_discarded) THEN 'failed'
                    WHEN bool_or(status IN ('pending', 'waiting', 'running')) THEN 'queued'
                    WHEN bool_or(status IN ('cancelled', 'dead')) THEN 'discarded'
                    ELSE 'processed' END AS status,
               min(error) FILTER (WHERE status = 'dead' AND NOT is_discarded) AS error
          FROM (SELECT j.event_id, j.status, j.error, coalesce(l.state = 'discarded', false) AS is_discarded
                  FROM gatehouse.job_execution j
                  LEFT JOIN gatehouse.dead_letter l ON l.job_id = j.id
                 WHERE j.event_id = ANY($1::uuid[]) AND j.task_name <> 'ai_job') job
         GROUP BY event_id) s
 WHERE e.id = s.event_id AND e.received_at = gatehouse.uuid_time(s.event_id))";

} // namespace

Result<std::vector<LockedJob>> lockJobs(postgres::Session &session, const Uuid &eventId,
                                        const std::optional<Uuid> &onlyJob)
{
    std::string sql = "SELECT id, status FROM gatehouse.job_execution WHERE event_id = $1::uuid"
                      " AND task_name <> 'ai_job'";
    postgres::Parameters parameters{eventId};
    if (onlyJob) {
        sql += " AND id = $2::uuid";
        parameters.emplace_back(*onlyJob);
    }
    const auto rows = session.execute(sql + " ORDER BY id FOR UPDATE", parameters);
    if (!rows)
        return failure(rows.error());
    std::vector<LockedJob> jobs;
    jobs.reserve(static_cast<std::size_t>(rows->size()));
    for (int row = 0; row < rows->size(); ++row)
        jobs.push_back({rows->get<Uuid>(row, 0), rows->get<std::string>(row, 1)});
    return jobs;
}

std::string modeWhenRequeued(std::string_view job)
{
    const std::string of = std::string(job) + '.';
    return "CASE WHEN " + of + "mode <> 'mirror' THEN " + of
        + "mode ELSE coalesce((SELECT r.mode FROM gatehouse.route r WHERE r.id = " + of
        + "route_id AND r.mode <> 'off'), " + of + "mode) END";
}

Result<> requeueJobs(const std::string &actor, postgres::Session &session,
                     const std::vector<Uuid> &jobs, bool isInBulk)
{
    auto requeued = withoutRows(session.execute(
        "UPDATE gatehouse.job_execution j SET status = 'pending', attempts = 0, next_attempt_at = "
        "now(), mode = "
            + modeWhenRequeued("j")
            + ","
              " error = NULL, worker = NULL, lease_until = NULL, started_at = NULL, finished_at = "
              "NULL,"
              " is_in_bulk = is_in_bulk OR $2::boolean, updated_at = now(),"
              " commit_xid = pg_current_xact_id() WHERE id = ANY($1::uuid[])",
        {idArray(jobs), isInBulk}));
    if (!requeued)
        return requeued;
    // A letter that was discarded, too: with its event it is put back after all.
    return withoutRows(session.execute(
        "UPDATE gatehouse.dead_letter SET state = 'reenqueued', reenqueues = reenqueues + 1,"
        " state_changed_at = now(), state_changed_by = $2::text, commit_xid = pg_current_xact_id()"
        " WHERE job_id = ANY($1::uuid[])",
        {idArray(jobs), actor}));
}

Result<> editPayload(postgres::Session &session, PayloadEdit edit)
{
    auto stored = withoutRows(session.execute(
        "INSERT INTO gatehouse.payload_edit (job_id, number, event_id, actor, reason, payload,"
        " body_size, body_sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {edit.jobId, std::int64_t{edit.number}, edit.eventId, edit.actor, edit.reason,
         postgres::Bytes{std::move(edit.stored)}, static_cast<std::int64_t>(edit.bodySize),
         postgres::Bytes{std::move(edit.bodySha256)}}));
    if (!stored)
        return stored;
    return withoutRows(session.execute(
        "UPDATE gatehouse.job_execution SET payload_edits = $2::integer, updated_at = now(),"
        " commit_xid = pg_current_xact_id() WHERE id = $1::uuid",
        {edit.jobId, std::int64_t{edit.number}}));
}

Result<> makeJobDue(postgres::Session &session, const Uuid &job)
{
    return withoutRows(session.execute(
        "UPDATE gatehouse.job_execution SET next_attempt_at = least(next_attempt_at, now()),"
        " updated_at = now(), commit_xid = pg_current_xact_id() WHERE id = $1::uuid",
        {job}));
}

Result<> cancelJobs(const std::string &actor, postgres::Session &session,
                    const std::vector<Uuid> &jobs)
{
    auto cancelled = withoutRows(session.execute(
        "UPDATE gatehouse.job_execution SET status = 'cancelled', finished_at = now(),"
        " error = 'cancelled by ' || $2::text, updated_at = now(), commit_xid = "
        "pg_current_xact_id()"
        " WHERE id = ANY($1::uuid[])",
        {idArray(jobs), actor}));
    if (!cancelled)
        return cancelled;
    // Nothing is on its way any more that could recover them.
    const auto letters = changeLetters(actor, session, jobs, "reenqueued", "discarded");
    return letters ? Result<>() : failure(letters.error());
}

Result<std::int64_t> discardLetters(const std::string &actor, postgres::Session &session,
                                    const std::vector<Uuid> &jobs)
{
    return changeLetters(actor, session, jobs, "open", "discarded");
}

Result<std::int64_t> reopenLetters(const std::string &actor, postgres::Session &session,
                                   const std::vector<Uuid> &jobs)
{
    return changeLetters(actor, session, jobs, "discarded", "open");
}

Result<> settleEvents(const std::string &actor, postgres::Session &session,
                      const std::vector<Uuid> &events)
{
    auto locked = withoutRows(session.execute(lockSettled, {idArray(events)}));
    if (!locked)
        return locked;
    return withoutRows(session.execute(settleSql, {idArray(events), actor}));
}

} // namespace gatehouse::gateway
