#include "services/gateway/store/upkeep.h"

#include "services/gateway/store/retention.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

namespace {

constexpr std::int64_t batchSize = 5000;
constexpr int maxBatches = 1000;
/// A partition that cannot be made because of a long transaction is made in the next round.
constexpr std::chrono::milliseconds upkeepLimit{30000};

// SKIP LOCKED: never waits for a committer that takes the same keys in its own order.
constexpr std::string_view deleteKeys = R"(
DELETE FROM gatehouse.idempotency_key
 WHERE key_hash IN (SELECT key_hash FROM gatehouse.idempotency_key WHERE expires_at < now()
                     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED))";

constexpr std::string_view deleteTokens = R"(
DELETE FROM gatehouse.jwt_id
 WHERE jti_hash IN (SELECT jti_hash FROM gatehouse.jwt_id WHERE expires_at < now()
                     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED))";

constexpr std::string_view deleteRequests = R"(
DELETE FROM gatehouse.admin_request
 WHERE (token_id, idempotency_key) IN (
       SELECT token_id, idempotency_key FROM gatehouse.admin_request
        WHERE created_at < now() - interval '72 hours'
        ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED))";

// From where the last round ended (it is remembered, so that a gateway that was off for a week
// misses nothing) to a day ago: a window that the index on status and time finds.
constexpr std::string_view forgetBodies = R"(
WITH refused AS MATERIALIZED (
    SELECT received_at, id FROM gatehouse.webhook_event
     WHERE status = 'discarded' AND NOT signature_valid AND received_at >= $1 AND received_at < $2
     ORDER BY received_at, id LIMIT $3
), forgotten AS (
    UPDATE gatehouse.webhook_payload p
       SET raw_body = NULL, request_url = '', explanation = explanation - 'signed_text'
      FROM refused r
     WHERE p.event_id = r.id AND p.received_at = r.received_at AND p.received_at >= $1
       AND p.received_at < $2 AND (p.raw_body IS NOT NULL OR p.request_url <> '')
 RETURNING 1
)
SELECT (SELECT count(*) FROM forgotten), count(*), max(received_at) FROM refused)";

constexpr std::string_view readForgottenUntil =
    "SELECT max(value::timestamptz) FROM gatehouse.setting WHERE name = 'bodies_forgotten_until'";

constexpr std::string_view writeForgottenUntil = R"(
INSERT INTO gatehouse.setting VALUES ('bodies_forgotten_until', $1::timestamptz::text)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value)";

constexpr std::string_view forgetSecrets = R"(
UPDATE gatehouse.destination
   SET previous_signing_secret = NULL, previous_fingerprint = NULL, previous_expires_at = NULL
 WHERE previous_expires_at <= now())";

// A late retry that was signed with it can be explained that long; longer than any provider
// repeats.
constexpr std::string_view forgetProviderSecrets = R"(
UPDATE gatehouse.provider_secret SET sealed = NULL
 WHERE sealed IS NOT NULL AND state = 'revoked' AND revoked_at < now() - interval '7 days')";

constexpr std::string_view deleteKeyMinutes =
    "DELETE FROM gatehouse.jwt_key_minute WHERE minute < now() - interval '30 days'";

// Their items go first, in batches.
constexpr std::string_view deleteBulkItems = R"(
DELETE FROM gatehouse.bulk_item
 WHERE id IN (SELECT i.id FROM gatehouse.bulk_operation o
                JOIN gatehouse.bulk_item i ON i.operation_id = o.id
               WHERE o.finished_at < now() - interval '90 days' LIMIT $1))";
constexpr std::string_view deleteBulkOperations = R"(
DELETE FROM gatehouse.bulk_operation o
 WHERE o.finished_at < now() - interval '90 days'
   AND NOT EXISTS (SELECT FROM gatehouse.bulk_item i WHERE i.operation_id = o.id))";

// Hours tell what is older, and days for ever.
constexpr std::string_view deleteMetricMinutes = R"(
DELETE FROM gatehouse.metric_minute
 WHERE (at, series) IN (SELECT at, series FROM gatehouse.metric_minute
                         WHERE at < now() - interval '35 days' ORDER BY at LIMIT $1))";
constexpr std::string_view deleteMetricHours = R"(
DELETE FROM gatehouse.metric_hour
 WHERE (at, series) IN (SELECT at, series FROM gatehouse.metric_hour
                         WHERE at < now() - interval '400 days' ORDER BY at LIMIT $1))";

constexpr std::string_view deleteMetricHoursBy = R"(
DELETE FROM gatehouse.metric_hour_by
 WHERE (measure, label, at, value) IN (SELECT measure, label, at, value FROM gatehouse.metric_hour_by
                                        WHERE at < now() - interval '400 days' ORDER BY at LIMIT $1))";

constexpr std::string_view deleteAgentEvents = R"(
DELETE FROM gatehouse.agent_event
 WHERE id IN (SELECT id FROM gatehouse.agent_event WHERE received_at < now() - interval '90 days'
               ORDER BY received_at LIMIT $1 FOR UPDATE SKIP LOCKED))";

// The last one of an hour stays as long as hours do. What stood open then goes with them.
constexpr std::string_view deleteSamples = R"(
DELETE FROM gatehouse.metric_sample
 WHERE at IN (SELECT at FROM gatehouse.metric_sample s
               WHERE at < now() - interval '400 days'
                  OR at < now() - interval '35 days'
                     AND EXISTS (SELECT FROM gatehouse.metric_sample later
                                  WHERE later.at > s.at
                                    AND later.at < date_bin('1 hour', s.at, 'epoch') + interval '1 hour')
               LIMIT $1))";

// What went on so long ago; their notices go with them.
constexpr std::string_view deleteAlerts = R"(
DELETE FROM gatehouse.alert
 WHERE id IN (SELECT id FROM gatehouse.alert WHERE resolved_at < now() - interval '400 days' LIMIT $1))";
constexpr std::string_view deleteOpenings = R"(
DELETE FROM gatehouse.breaker_opening
 WHERE (opened_at, host) IN (SELECT opened_at, host FROM gatehouse.breaker_opening
                              WHERE opened_at < now() - interval '35 days' LIMIT $1))";

constexpr std::string_view deleteAiUsage =
    "DELETE FROM gatehouse.ai_usage_day WHERE day < current_date - 400";

constexpr std::string_view foldRollups = "SELECT gatehouse.fold_event_rollups($1)";

constexpr std::chrono::hours bodiesAreKept{24};

Result<std::int64_t> deleteInBatches(postgres::Session &session, std::string_view sql)
{
    std::int64_t total = 0;
    for (int i = 0; i < maxBatches; ++i) {
        const auto rows = session.execute(sql, {batchSize});
        if (!rows)
            return failure(rows.error());
        total += rows->affected();
        if (rows->affected() < batchSize)
            break;
    }
    return total;
}

/// Until there is nothing more to fold, which takes away what came to nothing.
Result<> foldEventRollups(postgres::Session &session)
{
    for (int i = 0; i < maxBatches; ++i) {
        const auto folded = session.execute(foldRollups, {batchSize});
        if (!folded)
            return failure(folded.error());
        if (folded->get<std::int64_t>(0, 0) == 0)
            break;
    }
    return {};
}

/// The end of the window once all in it are done; else the last one that is.
Result<std::int64_t> forgetBetween(postgres::Session &session, Timestamp &from, Timestamp until)
{
    std::int64_t total = 0;
    for (int i = 0; i < maxBatches; ++i) {
        const auto rows = session.execute(forgetBodies, {from, until, batchSize});
        if (!rows)
            return failure(rows.error());
        total += rows->get<std::int64_t>(0, 0);
        const bool isLast = rows->get<std::int64_t>(0, 1) < batchSize;
        from = isLast ? until : rows->get<Timestamp>(0, 2);
        if (isLast)
            break;
    }
    return total;
}

Result<std::int64_t> forgetRefusedBodies(postgres::Session &session, Timestamp until)
{
    const auto last = session.execute(readForgottenUntil);
    if (!last)
        return failure(last.error());
    Timestamp from = last->find<Timestamp>(0, 0).value_or(Timestamp{});
    if (from >= until)
        return 0;
    auto total = forgetBetween(session, from, until);
    if (!total)
        return total;
    if (const auto written = session.execute(writeForgottenUntil, {from}); !written)
        return failure(written.error());
    return total;
}

} // namespace

Result<UpkeepReport> runUpkeep(postgres::Session &session, Timestamp now)
{
    const auto partitions = session.execute(
        "SELECT gatehouse.ensure_partitions(($1::timestamptz AT TIME ZONE 'UTC')::date, 3)", {now});
    const auto keys = deleteInBatches(session, deleteKeys);
    const auto tokens = deleteInBatches(session, deleteTokens);
    const auto requests = deleteInBatches(session, deleteRequests);
    const auto bodies = forgetRefusedBodies(session, now - bodiesAreKept);
    const auto previous = session.execute(forgetSecrets);
    const auto secrets = session.execute(forgetProviderSecrets);
    const auto keyMinutes = session.execute(deleteKeyMinutes);
    const auto bulkItems = deleteInBatches(session, deleteBulkItems);
    const auto bulkOperations = session.execute(deleteBulkOperations);
    const auto metricMinutes = deleteInBatches(session, deleteMetricMinutes);
    const auto metricHours = deleteInBatches(session, deleteMetricHours);
    const auto metricHoursBy = deleteInBatches(session, deleteMetricHoursBy);
    const auto agentEvents = deleteInBatches(session, deleteAgentEvents);
    const auto samples = deleteInBatches(session, deleteSamples);
    const auto alerts = deleteInBatches(session, deleteAlerts);
    const auto openings = deleteInBatches(session, deleteOpenings);
    const auto aiUsage = session.execute(deleteAiUsage);
    const auto rollups = foldEventRollups(session);
    if (!partitions)
        return failure(partitions.error());
    if (!keys)
        return failure(keys.error());
    if (!tokens)
        return failure(tokens.error());
    if (!requests)
        return failure(requests.error());
    if (!bodies)
        return failure(bodies.error());
    for (const auto *each : {&metricMinutes, &metricHours, &metricHoursBy, &samples, &agentEvents,
                             &alerts, &openings}) {
        if (!*each)
            return failure(each->error());
    }
    if (!bulkItems)
        return failure(bulkItems.error());
    for (const auto *each : {&previous, &secrets, &keyMinutes, &bulkOperations, &aiUsage}) {
        if (!*each)
            return failure(each->error());
    }
    if (!rollups)
        return failure(rollups.error());
    return UpkeepReport{*keys, *requests, *bodies, *tokens,
                        previous->affected() + secrets->affected()};
}

struct Upkeep::Private
{
    Private(postgres::SessionOptions given, const Clock &clock, Log &log,
            std::chrono::seconds interval)
        : options(std::move(given))
        , clock(clock)
        , log(log)
        , interval(interval)
    {
        options.applicationName = "gatehouse upkeep";
        options.statementTimeout = upkeepLimit;
    }
    void run(const std::stop_token &stop);
    void runOnce(const std::stop_token &stop);
    void runRetentionOnce(postgres::Session &session, const std::stop_token &stop);

    postgres::SessionOptions options;
    const Clock &clock;
    Log &log;
    std::chrono::seconds interval;
    std::jthread thread; ///< last: it uses all of the above
};

void Upkeep::Private::run(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        wake.wait_for(lock, stop, interval, [] { return false; });
        if (!stop.stop_requested())
            runOnce(stop);
    }
}

void Upkeep::Private::runOnce(const std::stop_token &stop)
{
    auto session = postgres::Session::connect(options);
    const auto report =
        session ? runUpkeep(*session, clock.now()) : Result<UpkeepReport>(failure(session.error()));
    if (session && !stop.stop_requested())
        runRetentionOnce(*session, stop);
    if (report) {
        log.info("upkeep done",
                 {{"deleted_keys", report->deletedKeys},
                  {"deleted_tokens", report->deletedTokens},
                  {"deleted_requests", report->deletedRequests},
                  {"forgotten_bodies", report->forgottenBodies},
                  {"forgotten_secrets", report->forgottenSecrets}});
    } else {
        log.warning("upkeep failed; the next round tries again",
                    {{"error", report.error().message.toStdString()}});
    }
}

void Upkeep::Private::runRetentionOnce(postgres::Session &session, const std::stop_token &stop)
{
    const std::stop_callback cancel(stop,
                                    [canceller = session.canceller()] { canceller.cancel(); });
    const auto now = databaseTime(session);
    const auto report = now ? runDailyRetention(session, *now, stop)
                            : Result<std::optional<RetentionReport>>(failure(now.error()));
    if (!report)
        log.warning("retention failed; it is tried again in a day",
                    {{"error", report.error().message.toStdString()}});
    else if (*report)
        log.info("retention done", {{"report", reportJson(**report)}});
}

Upkeep::Upkeep(postgres::SessionOptions database, const Clock &clock, Log &log,
               std::chrono::seconds interval)
    : d(std::make_unique<Private>(std::move(database), clock, log, interval))
{
    d->thread = std::jthread([this](const std::stop_token &stop) { d->run(stop); });
}

Upkeep::~Upkeep() = default;

} // namespace gatehouse::gateway
