#include "services/gateway/worker/jobqueue.h"

#include "services/core/log.h"
#include "services/gateway/delivery/fingerprint.h"
#include "services/gateway/store/jobstore.h"
#include "services/gateway/store/routes.h"
#include "services/gateway/store/textcolumn.h"

namespace gatehouse::gateway {

using Kind = JobOutcome::Kind;
using postgres::Array;
using postgres::Bytes;
using postgres::Rows;
using postgres::Statement;

namespace {

constexpr std::size_t longestError = 2000;
constexpr int finishTries = 3;

// One index probe for each priority, so that neither a backlog nor many jobs that wait for later
// are sorted or read. The destinations that are not served are few and read once; a destination
// that was deleted is nobody's, so anyone buries its jobs. That the workers are paused is asked for
// here and nowhere else, so that all of them heed it with the next statement.
constexpr std::string_view claimJobs = R"(
WITH orphaned AS MATERIALIZED (
    SELECT id FROM gatehouse.job_execution
     WHERE status = 'running' AND lease_until < now()
       AND NOT EXISTS (SELECT FROM gatehouse.worker_pause)
     ORDER BY lease_until LIMIT $2 FOR UPDATE SKIP LOCKED
), unserved AS MATERIALIZED (
    SELECT coalesce(array_agg(id), '{}') AS ids FROM gatehouse.destination
     WHERE NOT CASE WHEN base_url = $6 THEN $5
                    ELSE name = ANY($4::text[]) OR coalesce(master_key = ANY($7::text[]), false) END
), due AS MATERIALIZED (
    SELECT found.id
      FROM generate_series(0, 9) AS level(priority)
     CROSS JOIN LATERAL (
           SELECT j.id FROM gatehouse.job_execution j
            WHERE j.priority = level.priority AND j.status IN ('pending', 'waiting')
              AND j.next_attempt_at <= now() AND NOT EXISTS (SELECT FROM gatehouse.worker_pause)
              AND (j.mode = 'mirror'
                   OR coalesce(j.destination_id <> ALL((SELECT ids FROM unserved)::uuid[]), true))
            ORDER BY j.next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED) AS found
     LIMIT $2
), claimed AS (
    UPDATE gatehouse.job_execution j
       SET status = 'running', worker = $1, lease_until = now() + make_interval(secs => $3),
           attempts = j.attempts + 1, started_at = coalesce(j.started_at, now()), finished_at = NULL,
           updated_at = now(), commit_xid = pg_current_xact_id()
      FROM (SELECT id FROM orphaned UNION ALL SELECT id FROM due LIMIT $2) AS picked
     WHERE j.id = picked.id
 RETURNING j.*
)
SELECT c.id, c.event_id, c.attempts, c.max_attempts, c.mode, c.source, c.tenant, c.path,
       c.idempotency_key, c.trace_id, d.name, d.base_url, d.id, d.master_key, d.auth_type,
       d.credential, d.signing_secret, coalesce(e.payload, p.raw_body), p.headers::text
  FROM claimed c
  LEFT JOIN gatehouse.destination d ON d.id = c.destination_id
  LEFT JOIN gatehouse.webhook_payload p
         ON p.event_id = c.event_id AND p.received_at = gatehouse.uuid_time(c.event_id)
  LEFT JOIN gatehouse.payload_edit e ON e.job_id = c.id AND e.number = c.payload_edits
 ORDER BY c.priority, c.next_attempt_at)";

// The same columns, and the number of edits.
constexpr std::string_view selectJob = R"(
SELECT c.id, c.event_id, 1::bigint, c.max_attempts, %1, c.source, c.tenant, c.path,
       c.idempotency_key, c.trace_id, d.name, d.base_url, d.id, d.master_key, d.auth_type,
       d.credential, d.signing_secret, coalesce(e.payload, p.raw_body), p.headers::text,
       c.payload_edits::bigint
  FROM gatehouse.job_execution c
  LEFT JOIN gatehouse.destination d ON d.id = c.destination_id
  LEFT JOIN gatehouse.webhook_payload p
         ON p.event_id = c.event_id AND p.received_at = gatehouse.uuid_time(c.event_id)
  LEFT JOIN gatehouse.payload_edit e ON e.job_id = c.id AND e.number = c.payload_edits
 WHERE c.id = $1::uuid AND c.task_name <> 'ai_job')";
constexpr int editsColumn = 19;

constexpr std::string_view markJobs = R"(
WITH unserved AS MATERIALIZED (
    SELECT d.id, CASE WHEN d.base_url = $3 THEN format($5, d.name)
                      WHEN d.master_key IS NOT NULL THEN format($8, d.name, d.master_key)
                      ELSE format($4, d.name) END AS error
      FROM gatehouse.destination d
     WHERE NOT CASE WHEN d.base_url = $3 THEN $2
                    ELSE d.name = ANY($1::text[]) OR coalesce(d.master_key = ANY($9::text[]), false) END
       AND NOT EXISTS (SELECT FROM gatehouse.worker_pause)
       AND NOT EXISTS (SELECT FROM gatehouse.job_execution r
                        WHERE r.status = 'running' AND r.lease_until >= now() AND r.destination_id = d.id)
), silent AS MATERIALIZED (
    SELECT j.id, u.error
      FROM gatehouse.job_execution j JOIN unserved u ON u.id = j.destination_id
     WHERE j.status IN ('pending', 'waiting') AND j.mode <> 'mirror'
       AND j.next_attempt_at < now() - make_interval(secs => $6) AND j.error IS DISTINCT FROM u.error
     LIMIT $7 FOR UPDATE OF j SKIP LOCKED
)
UPDATE gatehouse.job_execution j
   SET error = s.error, updated_at = now(), commit_xid = pg_current_xact_id()
  FROM silent s WHERE j.id = s.id)";

constexpr const char *unservedText =
    "No gateway that runs has credentials for the destination '%s'. Start one with "
    "WORDPRESS_BASE_URL and WORDPRESS_TOKEN, or give it some (gatehousectl destinations set)";
constexpr const char *otherKeyText =
    "The credentials of the destination '%s' are encrypted with the master key %s, which no "
    "gateway "
    "that runs has. Start one with that GATEHOUSE_MASTER_KEY_FILE, or enter the credentials again "
    "(gatehousectl destinations set)";
constexpr const char *noStandInText =
    "The destination '%s' is the stand-in for WordPress, and no gateway that runs has one. Start "
    "one that does, or set WORDPRESS_BASE_URL";
constexpr std::int64_t mostMarked = 5000;

// AI jobs, which no worker runs, are neither due nor leased; both are read off the index alone.
constexpr std::string_view countJobs = R"(
SELECT (SELECT count(*) FROM (SELECT FROM gatehouse.job_execution
                               WHERE status IN ('pending', 'waiting')
                                 AND next_attempt_at IS NOT NULL LIMIT $1) AS queued),
       (SELECT count(*) FROM (SELECT FROM gatehouse.job_execution
                               WHERE status = 'running' AND lease_until IS NOT NULL
                               LIMIT $1) AS running),
       (SELECT count(*) FROM (SELECT FROM gatehouse.dead_letter
                               WHERE state = 'open' LIMIT $1) AS letters))";
constexpr std::int64_t mostCounted = 100'000;

constexpr std::string_view renewLeases = R"(
UPDATE gatehouse.job_execution
   SET lease_until = now() + make_interval(secs => $3), updated_at = now(),
       commit_xid = pg_current_xact_id()
 WHERE id = ANY($2::uuid[]) AND worker = $1 AND status = 'running')";

constexpr std::string_view releaseJobs = R"(
UPDATE gatehouse.job_execution
   SET status = 'pending', attempts = attempts - 1, lease_until = NULL, next_attempt_at = now(),
       updated_at = now(), commit_xid = pg_current_xact_id()
 WHERE worker = $1 AND status = 'running' AND attempts > 0 AND id <> ALL($2::uuid[]))";

// No wait is longer than five minutes (Retry-After's cap), so what lies further ahead was written
// by a clock that has been set back since. What is due never is somebody's will.
constexpr std::string_view bringJobsForward = R"(
WITH late AS MATERIALIZED (
    SELECT found.id
      FROM generate_series(0, 9) AS level(priority)
     CROSS JOIN LATERAL (
           SELECT j.id FROM gatehouse.job_execution j
            WHERE j.priority = level.priority AND j.status IN ('pending', 'waiting')
              AND j.next_attempt_at > now() + interval '10 min' AND j.next_attempt_at < 'infinity'
            LIMIT $2 FOR UPDATE SKIP LOCKED) AS found
), held AS MATERIALIZED (
    SELECT id FROM gatehouse.job_execution
     WHERE status = 'running' AND lease_until > now() + interval '10 min'
     LIMIT $2 FOR UPDATE SKIP LOCKED
)
UPDATE gatehouse.job_execution j
   SET next_attempt_at = least(j.next_attempt_at, now()),
       lease_until = CASE WHEN j.status = 'running' THEN now() + make_interval(secs => $1) END,
       updated_at = now(), commit_xid = pg_current_xact_id()
  FROM (SELECT id FROM late UNION ALL SELECT id FROM held) AS picked
 WHERE j.id = picked.id)";
constexpr std::int64_t mostBroughtForward = 5000;

// Only what is still ours: the same worker, running, and the same try. A job that is put back for
// another reason than before (`before` is the row as it was) begins to wait. A job that dies again
// opens the letter that it has, and what that said so far goes among the earlier deaths. A death is
// measured, so it is by the clock that says which minutes are over: the database's.
constexpr std::string_view finishJobs = R"(
WITH finished AS (
    UPDATE gatehouse.job_execution j
       SET status = u.status, attempts = u.attempts, error = u.error, lease_until = NULL,
           request_id = coalesce(u.request_id, j.request_id),
           next_attempt_at = now() + make_interval(secs => u.wait_ms / 1000.0),
           finished_at = CASE WHEN u.status IN ('succeeded', 'dead') THEN now() END,
           updated_at = now(), commit_xid = pg_current_xact_id()
      FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::text[],
                  $8::bigint[], $9::uuid[], $10::text[], $11::text[], $12::bigint[])
           AS u(job_id, attempt, status, attempts, error, request_id, wait_ms, letter_id, root_cause,
                fingerprint, response_status)
     WHERE j.id = u.job_id AND j.worker = $1 AND j.status = 'running' AND j.attempts = u.attempt
 RETURNING j.id, j.event_id, j.source, j.tenant, j.event_type, j.status, j.attempts, j.error,
           u.attempt, u.letter_id, u.root_cause, u.fingerprint, u.response_status
), waits AS (
    INSERT INTO gatehouse.job_wait (job_id, since, reason)
    SELECT f.id, now(), f.error
      FROM finished f JOIN gatehouse.job_execution before ON before.id = f.id
     WHERE f.status = 'waiting' AND f.attempts < f.attempt AND before.error IS DISTINCT FROM f.error
        ON CONFLICT DO NOTHING
), earlier AS (
    INSERT INTO gatehouse.earlier_death
           (letter_id, event_id, died_at, root_cause, error, response_status, attempts)
    SELECT l.id, l.event_id, l.died_at, l.root_cause, l.error, l.response_status, l.attempts
      FROM finished f JOIN gatehouse.dead_letter l ON l.job_id = f.id
     WHERE f.letter_id IS NOT NULL
), letters AS (
    INSERT INTO gatehouse.dead_letter
           (id, created_at, died_at, job_id, event_id, source, tenant, event_type, root_cause, error,
            fingerprint, response_status, attempts)
    SELECT f.letter_id, gatehouse.uuid_time(f.letter_id), now(), f.id,
           f.event_id, f.source, f.tenant, f.event_type, f.root_cause, coalesce(f.error, ''),
           f.fingerprint, f.response_status, f.attempts
      FROM finished f WHERE f.letter_id IS NOT NULL
        ON CONFLICT (job_id) DO UPDATE
       SET died_at = excluded.died_at, root_cause = excluded.root_cause, error = excluded.error,
           fingerprint = excluded.fingerprint, response_status = excluded.response_status,
           attempts = excluded.attempts, state = 'open', state_changed_at = now(),
           state_changed_by = 'worker', commit_xid = pg_current_xact_id()
)
UPDATE gatehouse.dead_letter l
   SET state = 'recovered', state_changed_at = now(), state_changed_by = 'worker',
       commit_xid = pg_current_xact_id()
  FROM finished f
 WHERE f.status = 'succeeded' AND l.job_id = f.id AND l.state = 'reenqueued')";

// A try that was made is told even when its job went to another worker.
constexpr std::string_view storeDeliveries = R"(
INSERT INTO gatehouse.delivery_attempt
       (id, created_at, job_id, event_id, attempt, request_id, url, request_headers, request_body,
        response_status, response_headers, response_body, error, duration_ms)
SELECT u.id, gatehouse.uuid_time(u.id), u.job_id, u.event_id, u.attempt, u.request_id, u.url,
       u.request_headers::jsonb, u.request_body, u.response_status, u.response_headers::jsonb,
       u.response_body, u.error, u.duration_us / 1000.0
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::uuid[], $6::text[], $7::text[],
              $8::bytea[], $9::bigint[], $10::text[], $11::bytea[], $12::text[], $13::bigint[])
       AS u(id, job_id, event_id, attempt, request_id, url, request_headers, request_body,
            response_status, response_headers, response_body, error, duration_us)
    ON CONFLICT (id) DO NOTHING)";

// A statement of its own before the next one: what that one reads has to be newer than the lock, or
// two workers that finish the last two jobs of an event would each see the other's as running.
constexpr std::string_view lockEvents = R"(
SELECT FROM gatehouse.webhook_event e
  JOIN (SELECT DISTINCT id FROM unnest($1::uuid[]) AS ids(id)) u
    ON e.id = u.id AND e.received_at = gatehouse.uuid_time(u.id)
 ORDER BY e.id FOR UPDATE OF e)";

constexpr std::string_view updateEvents = R"(
UPDATE gatehouse.webhook_event e
   SET attempts = tries.number,
       status = CASE WHEN e.status = 'discarded' THEN e.status
                     WHEN jobs.any_dead THEN 'failed'
                     WHEN jobs.any_open THEN 'queued'
                     ELSE 'processed' END,
       error = CASE WHEN e.status = 'discarded' THEN e.error ELSE jobs.error END,
       updated_at = now(), commit_xid = pg_current_xact_id()
  FROM (SELECT DISTINCT id FROM unnest($1::uuid[]) AS ids(id)) u
 CROSS JOIN LATERAL (
       SELECT coalesce(bool_or(j.status = 'dead'), false) AS any_dead,
              coalesce(bool_or(j.status IN ('pending', 'running', 'waiting')), false) AS any_open,
              min(j.error) FILTER (WHERE j.status = 'dead') AS error
         FROM gatehouse.job_execution j
        WHERE j.event_id = u.id AND j.task_name <> 'ai_job') AS jobs
 CROSS JOIN LATERAL (
       SELECT count(*) AS number FROM gatehouse.delivery_attempt a WHERE a.event_id = u.id) AS tries
 WHERE e.id = u.id AND e.received_at = gatehouse.uuid_time(u.id))";

/// All empty where the destination keeps none. Moves on to the column behind them.
SealedCredentials sealedOf(const Rows &rows, int row, int &column)
{
    SealedCredentials sealed;
    sealed.destination = rows.get<Uuid>(row, column++);
    sealed.masterKey = rows.get<std::string>(row, column++);
    sealed.authType = rows.get<std::string>(row, column++);
    sealed.credential = rows.get<Bytes>(row, column++).data;
    sealed.signingSecret = rows.get<Bytes>(row, column++).data;
    return sealed;
}

ClaimedJob jobOf(const Rows &rows, int row)
{
    ClaimedJob job;
    int column = 0;
    const auto text = [&] { return rows.get<std::string>(row, column++); };
    job.id = rows.get<Uuid>(row, column++);
    job.eventId = rows.get<Uuid>(row, column++);
    job.attempt = static_cast<int>(rows.get<std::int64_t>(row, column++));
    job.maxAttempts = static_cast<int>(rows.get<std::int64_t>(row, column++));
    job.mode = text();
    job.source = text();
    job.tenant = text();
    job.path = text();
    job.idempotencyKey = text();
    job.traceId = text();
    job.destination = rows.find<std::string>(row, column++);
    job.baseUrl = text();
    job.credentials = sealedOf(rows, row, column);
    if (auto body = rows.find<Bytes>(row, column++))
        job.rawBody = std::move(body->data);
    job.headersJson = text();
    return job;
}

std::string_view statusName(Kind kind)
{
    switch (kind) {
    case Kind::Succeeded:
        return "succeeded";
    case Kind::Dead:
        return "dead";
    case Kind::Retry:
    case Kind::PutBack:
        return "waiting";
    case Kind::Released:
        break;
    }
    return "pending";
}

bool burnsTry(Kind kind)
{
    return kind != Kind::PutBack && kind != Kind::Released;
}

std::optional<std::string> textUnlessEmpty(const std::string &value)
{
    return value.empty() ? std::nullopt : std::optional(textColumn(value, longestError));
}

std::string jsonOf(const HeaderFields &fields)
{
    std::string json = "[";
    for (const auto &[name, value] : fields) {
        json += json.size() > 1 ? ",[" : "[";
        json += jsonQuoted(textColumn(name)) + ',' + jsonQuoted(textColumn(value)) + ']';
    }
    return json + ']';
}

std::optional<std::int64_t> statusOf(const DeliveryAttempt &delivery)
{
    const int status = delivery.response.status;
    return status ? std::optional<std::int64_t>(status) : std::nullopt;
}

Statement finishStatement(const std::string &worker, const std::vector<JobOutcome> &outcomes)
{
    Array<Uuid> job, letter;
    Array<std::int64_t> attempt, attempts, wait, responseStatus;
    Array<std::string> status, error, requestId, rootCause, group;
    for (const JobOutcome &outcome : outcomes) {
        const bool isDead = outcome.kind == Kind::Dead;
        job.emplace_back(outcome.jobId);
        attempt.emplace_back(outcome.attempt);
        status.emplace_back(statusName(outcome.kind));
        attempts.emplace_back(burnsTry(outcome.kind) ? outcome.attempt : outcome.attempt - 1);
        error.push_back(textUnlessEmpty(outcome.error));
        requestId.push_back(outcome.delivery ? std::optional(outcome.delivery->requestId.toString())
                                             : std::nullopt);
        wait.emplace_back(outcome.wait.count());
        letter.push_back(isDead ? std::optional(outcome.deadLetterId) : std::nullopt);
        rootCause.push_back(isDead ? std::optional(outcome.rootCause) : std::nullopt);
        group.push_back(isDead ? std::optional(textColumn(fingerprint(outcome.error)))
                               : std::nullopt);
        responseStatus.push_back(outcome.delivery ? statusOf(*outcome.delivery) : std::nullopt);
    }
    return {std::string(finishJobs),
            {worker, job, attempt, status, attempts, error, requestId, wait, letter, rootCause,
             group, responseStatus}};
}

/// The arrays of storeDeliveries, one for each column.
struct DeliveryColumns
{
    Array<Uuid> id, job, event, requestId;
    Array<std::int64_t> attempt, status, duration;
    Array<std::string> url, requestHeaders, responseHeaders, error;
    Array<Bytes> requestBody, responseBody;

    void add(const JobOutcome &outcome, const DeliveryAttempt &delivery);
};

std::optional<Bytes> bytes(const std::optional<std::string> &data)
{
    return data ? std::optional(Bytes{*data}) : std::nullopt;
}

void DeliveryColumns::add(const JobOutcome &outcome, const DeliveryAttempt &delivery)
{
    const DeliveryResponse &response = delivery.response;
    const bool isAnswered = response.status != 0;
    id.emplace_back(delivery.id);
    job.emplace_back(outcome.jobId);
    event.emplace_back(outcome.eventId);
    attempt.emplace_back(outcome.attempt);
    requestId.emplace_back(delivery.requestId);
    url.emplace_back(textColumn(delivery.url));
    requestHeaders.emplace_back(jsonOf(delivery.requestHeaders));
    requestBody.push_back(bytes(delivery.requestBody));
    status.push_back(statusOf(delivery));
    responseHeaders.push_back(isAnswered ? std::optional(jsonOf(response.headers)) : std::nullopt);
    responseBody.push_back(isAnswered ? bytes(response.body) : std::nullopt);
    error.push_back(textUnlessEmpty(outcome.error.empty() ? response.error : outcome.error));
    duration.emplace_back(response.duration.count());
}

std::optional<Statement> deliveriesStatement(const std::vector<JobOutcome> &outcomes)
{
    DeliveryColumns c;
    for (const JobOutcome &outcome : outcomes) {
        if (outcome.delivery)
            c.add(outcome, *outcome.delivery);
    }
    if (c.id.empty())
        return std::nullopt;
    return Statement{std::string(storeDeliveries),
                     {c.id, c.job, c.event, c.attempt, c.requestId, c.url, c.requestHeaders,
                      c.requestBody, c.status, c.responseHeaders, c.responseBody, c.error,
                      c.duration}};
}

double secondsOf(std::chrono::milliseconds time)
{
    return static_cast<double>(time.count()) / 1000;
}

bool isDeadlock(const Error &error)
{
    const auto *state = std::get_if<SqlState>(&error.cause);
    return state && state->code.starts_with("40");
}

} // namespace

JobQueue::JobQueue(std::string worker, std::chrono::milliseconds lease,
                   const ServedDestinations &destinations)
    : m_worker(std::move(worker))
    , m_leaseSeconds(secondsOf(lease))
    , m_destinations(destinations.names.begin(), destinations.names.end())
    , m_hasStandIn(destinations.hasStandIn)
    , m_masterKeys(destinations.masterKeys.begin(), destinations.masterKeys.end())
{
}

Result<std::vector<ClaimedJob>> JobQueue::claim(postgres::Session &session, std::size_t limit) const
{
    const auto rows =
        session.execute(claimJobs,
                        {m_worker, static_cast<std::int64_t>(limit), m_leaseSeconds, m_destinations,
                         m_hasStandIn, std::string(standInUrl), m_masterKeys});
    if (!rows)
        return failure(rows.error());
    std::vector<ClaimedJob> jobs;
    jobs.reserve(static_cast<std::size_t>(rows->size()));
    for (int row = 0; row < rows->size(); ++row)
        jobs.push_back(jobOf(*rows, row));
    return jobs;
}

Result<> JobQueue::renew(postgres::Session &session, const std::vector<Uuid> &jobs) const
{
    return session
        .execute(renewLeases, {m_worker, Array<Uuid>(jobs.begin(), jobs.end()), m_leaseSeconds})
        .map([](const Rows &) {});
}

Result<std::int64_t> JobQueue::releaseUnknown(postgres::Session &session,
                                              const std::vector<Uuid> &known) const
{
    return session.execute(releaseJobs, {m_worker, Array<Uuid>(known.begin(), known.end())})
        .map([](const Rows &rows) { return rows.affected(); });
}

Result<std::int64_t> JobQueue::bringForward(postgres::Session &session) const
{
    return session.execute(bringJobsForward, {m_leaseSeconds, mostBroughtForward})
        .map([](const Rows &rows) { return rows.affected(); });
}

Result<std::int64_t> JobQueue::markUnserved(postgres::Session &session,
                                            std::chrono::milliseconds age) const
{
    return session
        .execute(markJobs,
                 {m_destinations, m_hasStandIn, std::string(standInUrl), std::string(unservedText),
                  std::string(noStandInText), secondsOf(age), mostMarked, std::string(otherKeyText),
                  m_masterKeys})
        .map([](const Rows &rows) { return rows.affected(); });
}

Result<std::optional<ClaimedJob>> JobQueue::read(postgres::Session &session, const Uuid &id)
{
    std::string sql(selectJob);
    sql.replace(sql.find("%1"), 2, modeWhenRequeued("c"));
    const auto rows = session.execute(sql, {id});
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<ClaimedJob>();
    ClaimedJob job = jobOf(*rows, 0);
    job.payloadEdits = static_cast<int>(rows->get<std::int64_t>(0, editsColumn));
    return std::optional(std::move(job));
}

std::string JobQueue::breakerError(const std::string &host)
{
    return "The circuit breaker of " + host + " is open";
}

Result<> JobQueue::wakeWaiting(postgres::Session &session, const std::string &host)
{
    return session
        .execute("UPDATE gatehouse.job_execution SET next_attempt_at = now(), updated_at = now(),"
                 " commit_xid = pg_current_xact_id() WHERE status = 'waiting' AND error = $1",
                 {breakerError(host)})
        .map([](const Rows &) {});
}

Result<QueueDepth> JobQueue::depth(postgres::Session &session)
{
    return session.execute(countJobs, {mostCounted}).map([](const Rows &rows) {
        return QueueDepth{rows.get<std::int64_t>(0, 0), rows.get<std::int64_t>(0, 1),
                          rows.get<std::int64_t>(0, 2)};
    });
}

Result<> JobQueue::finish(postgres::Session &session, const std::vector<JobOutcome> &outcomes) const
{
    Array<Uuid> events;
    for (const JobOutcome &outcome : outcomes)
        events.emplace_back(outcome.eventId);
    std::vector<Statement> statements{finishStatement(m_worker, outcomes)};
    if (auto deliveries = deliveriesStatement(outcomes))
        statements.push_back(std::move(*deliveries));
    statements.push_back({std::string(lockEvents), {events}});
    statements.push_back({std::string(updateEvents), {events}});
    auto done = session.executeTransaction(statements);
    for (int i = 1; !done && isDeadlock(done.error()) && i < finishTries; ++i)
        done = session.executeTransaction(statements);
    return done.map([](const std::vector<Rows> &) {});
}

} // namespace gatehouse::gateway
