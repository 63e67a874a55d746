#include "services/gateway/rollups/rollup.h"

#include "services/postgres/session.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace gatehouse::gateway {

namespace {

using namespace std::chrono_literals;

/// New series beyond so many of a measure differ by nothing that senders make up, and beyond half
/// of it not by what is the loosest of that; beyond twice as many they are one.
constexpr std::int64_t mostSeries = 5'000;

constexpr std::string_view takeLock =
    "SELECT pg_try_advisory_xact_lock(hashtextextended('gatehouse.metric_progress', 0))";
constexpr std::string_view waitForLock =
    "SELECT pg_advisory_xact_lock(hashtextextended('gatehouse.metric_progress', 0))";

constexpr std::string_view readProgress = "SELECT rolled_until FROM gatehouse.metric_progress";

// Whoever writes now may commit what happened when his transaction began.
constexpr std::string_view readOver = R"(
SELECT least(clock_timestamp(), (SELECT min(xact_start) FROM pg_stat_activity
                                  WHERE datname = current_database() AND backend_xid IS NOT NULL)))";

// Of a database that has nothing, this minute.
constexpr std::string_view readBeginning = R"(
SELECT date_bin('1 minute', least((SELECT min(received_at) FROM gatehouse.webhook_event),
                                  (SELECT min(created_at) FROM gatehouse.delivery_attempt),
                                  (SELECT min(finished_at) FROM gatehouse.job_execution),
                                  (SELECT min(received_at) FROM gatehouse.agent_event), $1), 'epoch'))";

constexpr std::string_view writeProgress = R"(
INSERT INTO gatehouse.metric_progress (rolled_until) VALUES ($1)
    ON CONFLICT (is_only) DO UPDATE SET rolled_until = excluded.rolled_until)";

// One row for each call between $1 and $2. Whatever becomes of an event later, whether it was
// refused when it came stays the same.
constexpr std::string_view ingestCalls = R"(
SELECT received_at AS at, source, tenant, event_type, NULL::text AS route,
       CASE WHEN status = 'discarded' AND NOT signature_valid THEN 'refused' ELSE 'accepted' END AS outcome,
       status = 'discarded' AND NOT signature_valid AS is_error, NULL::smallint AS bucket
  FROM gatehouse.webhook_event WHERE received_at >= $1 AND received_at < $2)";

constexpr std::string_view deliveryCalls = R"(
SELECT a.created_at AS at, j.source, j.tenant, j.event_type, nullif(concat_ws(' ', d.name, j.path), '') AS route,
       CASE WHEN a.response_status IS NULL THEN 'no_answer'
            ELSE a.response_status / 100 || 'xx' END AS outcome,
       a.response_status IS NULL OR a.response_status NOT BETWEEN 200 AND 299 AS is_error,
       gatehouse.latency_bucket((a.duration_ms * 1000)::bigint) AS bucket
  FROM gatehouse.delivery_attempt a
  JOIN gatehouse.job_execution j ON j.id = a.job_id
  LEFT JOIN gatehouse.destination d ON d.id = j.destination_id
 WHERE a.created_at >= $1 AND a.created_at < $2
   AND NOT (a.response_status IS NULL AND j.mode = 'dry_run'))";

// A death is a letter's, which stays when the job is put back; how long the job took is known of
// the latest one alone, until then.
constexpr std::string_view jobCalls = R"(
SELECT j.finished_at AS at, j.source, j.tenant, j.event_type, nullif(concat_ws(' ', d.name, j.path), '') AS route,
       j.status AS outcome, false AS is_error,
       gatehouse.latency_bucket((extract(epoch FROM j.finished_at - j.started_at) * 1000000)::bigint) AS bucket
  FROM gatehouse.job_execution j
  LEFT JOIN gatehouse.destination d ON d.id = j.destination_id
 WHERE j.finished_at >= $1 AND j.finished_at < $2 AND j.status = 'succeeded'
   AND j.task_name <> 'ai_job' AND j.mode = 'live'
UNION ALL
SELECT death.died_at, j.source, j.tenant, j.event_type, nullif(concat_ws(' ', d.name, j.path), ''), 'dead', true,
       CASE WHEN death.is_latest AND j.status = 'dead'
            THEN gatehouse.latency_bucket((extract(epoch FROM j.finished_at - j.started_at) * 1000000)::bigint) END
  FROM (SELECT job_id, died_at, root_cause, true AS is_latest
          FROM gatehouse.dead_letter WHERE died_at >= $1 AND died_at < $2
         UNION ALL
        SELECT l.job_id, e.died_at, e.root_cause, false
          FROM gatehouse.earlier_death e JOIN gatehouse.dead_letter l ON l.id = e.letter_id
         WHERE e.died_at >= $1 AND e.died_at < $2) AS death
  JOIN gatehouse.job_execution j ON j.id = death.job_id
  LEFT JOIN gatehouse.destination d ON d.id = j.destination_id
 WHERE death.root_cause <> 'mirror' AND j.mode = 'live')";

constexpr std::string_view aiCalls = R"(
SELECT received_at AS at, service, env, tenant, agent, model, provider, route, status, status <> 'ok' AS is_error,
       gatehouse.latency_bucket((latency_ms * 1000)::bigint) AS bucket, tokens_prompt, tokens_completion, cost_usd,
       cache_hit::integer AS cache_hits, (cost_usd IS NULL AND tokens_total IS NOT NULL)::integer AS unpriced
  FROM gatehouse.agent_event WHERE received_at >= $1 AND received_at < $2)";

/// Of what each customer used, which no minutes tell: that would be too many series.
constexpr std::string_view addUsage = R"(
INSERT INTO gatehouse.ai_usage_day AS known
       (day, tenant, user_id_hash, model, calls, errors, tokens_prompt, tokens_completion, cost_usd, cache_hits, unpriced)
SELECT (received_at AT TIME ZONE 'UTC')::date, coalesce(tenant, ''), coalesce(user_id_hash, ''), coalesce(model, ''),
       count(*), count(*) FILTER (WHERE status <> 'ok'), least(coalesce(sum(tokens_prompt), 0), 9e18),
       least(coalesce(sum(tokens_completion), 0), 9e18), coalesce(sum(cost_usd), 0), count(*) FILTER (WHERE cache_hit),
       count(*) FILTER (WHERE cost_usd IS NULL AND tokens_total IS NOT NULL)
  FROM gatehouse.agent_event WHERE received_at >= $1 AND received_at < $2
 GROUP BY 1, 2, 3, 4
    ON CONFLICT (day, tenant, user_id_hash, model) DO UPDATE
       SET calls = known.calls + excluded.calls, errors = known.errors + excluded.errors,
           tokens_prompt = least(known.tokens_prompt::numeric + excluded.tokens_prompt, 9e18),
           tokens_completion = least(known.tokens_completion::numeric + excluded.tokens_completion, 9e18),
           cost_usd = known.cost_usd + excluded.cost_usd, cache_hits = known.cache_hits + excluded.cache_hits,
           unpriced = known.unpriced + excluded.unpriced)";

/// What is added up beside calls and errors, where a measure has it.
constexpr std::string_view amountNames =
    "tokens_prompt, tokens_completion, cost_usd, cache_hits, unpriced";
constexpr std::string_view noAmounts =
    "NULL::bigint AS tokens_prompt, NULL::bigint AS tokens_completion, NULL::numeric AS cost_usd,"
    " NULL::bigint AS cache_hits, NULL::bigint AS unpriced";
constexpr std::string_view sums =
    "sum(calls)::bigint AS calls, sum(errors)::bigint AS errors,"
    " least(sum(tokens_prompt), CASE WHEN count(tokens_prompt) > 0 THEN 9e18 END)::bigint"
    " AS tokens_prompt,"
    " least(sum(tokens_completion), CASE WHEN count(tokens_completion) > 0 THEN 9e18 END)::bigint"
    " AS tokens_completion, sum(cost_usd) AS cost_usd,"
    " sum(cache_hits)::bigint AS cache_hits, sum(unpriced)::bigint AS unpriced";

struct Measure
{
    std::string_view name;
    std::string_view calls;
    std::string_view labels; ///< those of its columns that series differ by
    std::string_view loosest; ///< of these, those that new series go without first
    std::string_view unbounded; ///< all that senders make up
    bool hasAmounts = false;
};
constexpr std::string_view eventLabels = "source, tenant, event_type, route, outcome";
constexpr std::array measures{
    Measure{"ingest", ingestCalls, eventLabels, "event_type", "event_type"},
    Measure{"delivery", deliveryCalls, eventLabels, "event_type", "event_type"},
    Measure{"job", jobCalls, eventLabels, "event_type", "event_type"},
    Measure{"ai", aiCalls, "service, env, tenant, agent, model, provider, route, status", "route",
            "service, env, agent, model, provider, route, status", true}};

/// $3: the measure, $4: how many new series there may be with all labels, $5: with but the loosest,
/// $6: with what nobody makes up; of more none has a label. What a data-modifying WITH adds is not
/// seen by the rest of its statement, so new series and known ones are two parts.
std::string rollMinutes(const Measure &measure)
{
    const std::string labels(measure.labels), amounts(amountNames), sum(sums);
    return "WITH call AS (" + std::string(measure.calls) + R"(), plain AS (
    SELECT date_bin('1 minute', at, 'epoch') AS minute, bucket, )"
        + labels + ", 1 AS calls, is_error::integer AS errors, "
        + (measure.hasAmounts ? amounts : std::string(noAmounts)) + R"(
      FROM call
), grouped AS MATERIALIZED (
    SELECT minute, bucket, )"
        + labels + ", " + sum + " FROM plain GROUP BY minute, bucket, " + labels + R"(
), counted AS MATERIALIZED (
    SELECT minute, bucket, jsonb_strip_nulls(to_jsonb(label)) AS labels, calls, errors, )"
        + amounts + R"(
      FROM grouped CROSS JOIN LATERAL (SELECT )"
        + labels + R"() AS label
), fresh AS MATERIALIZED (
    SELECT DISTINCT labels FROM counted c
     WHERE NOT EXISTS (SELECT FROM gatehouse.metric_series s WHERE s.measure = $3 AND s.labels = c.labels)
), told AS MATERIALIZED (
    SELECT c.minute, c.bucket, )"
        + sum + R"(,
           CASE WHEN f.labels IS NULL OR (SELECT count(*) FROM fresh) <= $4 THEN c.labels
                WHEN (SELECT count(*) FROM fresh) <= $5 THEN c.labels - string_to_array(')"
        + std::string(measure.loosest) + R"(', ', ')
                WHEN (SELECT count(*) FROM fresh) <= $6 THEN c.labels - string_to_array(')"
        + std::string(measure.unbounded) + R"(', ', ')
                ELSE '{}' END AS labels
      FROM counted c LEFT JOIN fresh f USING (labels)
     GROUP BY 1, 2, c.labels, f.labels
), added AS (
    INSERT INTO gatehouse.metric_series (measure, labels)
    SELECT DISTINCT $3, labels FROM told ORDER BY labels
        ON CONFLICT (measure, labels) DO NOTHING
 RETURNING id, labels
), named AS (
    SELECT id, labels FROM added
     UNION ALL
    SELECT s.id, s.labels FROM gatehouse.metric_series s
     WHERE s.measure = $3 AND s.labels IN (SELECT labels FROM told)
), merged AS (
    SELECT c.minute, n.id, c.bucket, )"
        + sum + R"( FROM told c JOIN named n USING (labels) GROUP BY 1, 2, 3
)
INSERT INTO gatehouse.metric_minute (at, series, buckets, counts, calls, errors, )"
        + amounts + R"()
SELECT minute, id,
       coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL), '{}'),
       coalesce(array_agg(calls ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL), '{}'), )"
        + sum + R"(
  FROM merged GROUP BY 1, 2)";
}

/// From the rows of a finer table between $1 and $2.
std::string rollUpInto(const std::string &coarse, const std::string &fine, const std::string &width)
{
    const std::string amounts(amountNames);
    return "WITH part AS MATERIALIZED (SELECT date_bin('" + width
        + "', at, 'epoch') AS at, series, calls, errors, buckets, counts, " + amounts
        + " FROM gatehouse." + fine + R"( WHERE at >= $1 AND at < $2
), filled AS (
    SELECT at, series, array_agg(bucket ORDER BY bucket) AS buckets, array_agg(calls ORDER BY bucket) AS counts
      FROM (SELECT p.at, p.series, one.bucket, sum(one.calls)::bigint AS calls
              FROM part p CROSS JOIN LATERAL unnest(p.buckets, p.counts) AS one(bucket, calls)
             GROUP BY 1, 2, 3) AS merged
     GROUP BY 1, 2
), total AS (
    SELECT at, series, )"
        + std::string(sums) + R"( FROM part GROUP BY 1, 2
)
INSERT INTO gatehouse.)"
        + coarse + " (at, series, buckets, counts, calls, errors, " + amounts + R"()
SELECT at, series, coalesce(buckets, '{}'), coalesce(counts, '{}'), calls, errors, )"
        + amounts + R"(
  FROM total LEFT JOIN filled USING (at, series))";
}

/// Of the rows of a table by hours or days: those by one label, and by none.
constexpr std::string_view addMargins = "SELECT gatehouse.add_metric_margins($1, $2, $3)";
/// From when on there are none yet; NULL: there is nothing to make them of.
constexpr std::string_view readMargins = R"(
SELECT coalesce(margins_until, least((SELECT min(at) FROM gatehouse.metric_hour),
                                     (SELECT min(at) FROM gatehouse.metric_day)))
  FROM gatehouse.metric_progress)";
constexpr std::string_view writeMargins = "UPDATE gatehouse.metric_progress SET margins_until = $1";

template <typename Width>
Timestamp beginOf(Timestamp time)
{
    return std::chrono::floor<Width>(time);
}

class Rollup
{
public:
    Rollup(postgres::Session &session, Timestamp now, std::chrono::minutes portion,
           const std::stop_token &stop)
        : m_session(session)
        , m_now(now)
        , m_portion(portion)
        , m_stop(stop)
    {
    }

    Result<> run();
    const RollupReport &report() const { return m_report; }

private:
    Result<std::optional<Timestamp>> begin();
    Result<Timestamp> readEnd();
    Result<> rollMeasures(Timestamp from, Timestamp until);
    Result<> rollMeasure(const Measure &measure, Timestamp from, Timestamp until);
    Result<> rollCoarser(Timestamp from, Timestamp until);
    Result<> rollOn(Timestamp from, Timestamp over);
    Result<> fillMargins();
    Result<> write(const std::string &sql, const postgres::Parameters &parameters)
    {
        const auto rows = m_session.execute(sql, parameters);
        return rows ? Result<>() : failure(rows.error());
    }

    postgres::Session &m_session;
    const Timestamp m_now;
    const std::chrono::minutes m_portion;
    const std::stop_token m_stop;
    RollupReport m_report;
};

/// Nothing: somebody else is at it.
Result<std::optional<Timestamp>> Rollup::begin()
{
    const auto lock = m_session.execute(takeLock);
    if (!lock)
        return failure(lock.error());
    if (!lock->get<bool>(0, 0))
        return std::optional<Timestamp>();
    const auto known = m_session.execute(readProgress);
    if (!known)
        return failure(known.error());
    if (!known->isEmpty())
        return std::optional(known->get<Timestamp>(0, 0));
    return m_session.execute(readBeginning, {m_now}).map([](const postgres::Rows &rows) {
        return std::optional(rows.get<Timestamp>(0, 0));
    });
}

/// Of the last minute that is over.
Result<Timestamp> Rollup::readEnd()
{
    return m_session.execute(readOver).map([this](const postgres::Rows &rows) {
        const Timestamp now = std::min(m_now, rows.get<Timestamp>(0, 0));
        return beginOf<std::chrono::minutes>(now - rollupGrace);
    });
}

Result<> Rollup::rollMeasure(const Measure &measure, Timestamp from, Timestamp until)
{
    const std::string name(measure.name);
    const auto known = m_session.execute(
        "SELECT count(*) FROM gatehouse.metric_series WHERE measure = $1", {name});
    if (!known)
        return failure(known.error());
    const std::int64_t room = mostSeries - known->get<std::int64_t>(0, 0);
    const bool isFirst = measure.loosest == measure.unbounded;
    const auto rows = m_session.execute(
        rollMinutes(measure),
        {from, until, name, isFirst ? room : room - mostSeries / 2, room, room + mostSeries});
    if (!rows)
        return failure(rows.error());
    m_report.series += rows->affected();
    return {};
}

Result<> Rollup::rollMeasures(Timestamp from, Timestamp until)
{
    for (const Measure &measure : measures) {
        if (m_stop.stop_requested())
            return failure(ErrorKind::Cancelled, {});
        if (auto rolled = rollMeasure(measure, from, until); !rolled)
            return rolled;
    }
    return write(std::string(addUsage), {from, until});
}

/// Hours and days that are over with `until`.
Result<> Rollup::rollCoarser(Timestamp from, Timestamp until)
{
    using std::chrono::days;
    using std::chrono::hours;
    const Timestamp hour = beginOf<hours>(from), nextHour = beginOf<hours>(until);
    if (hour == nextHour)
        return {};
    static const std::string intoHours = rollUpInto("metric_hour", "metric_minute", "1 hour");
    if (auto rolled = write(intoHours, {hour, nextHour}); !rolled)
        return rolled;
    const Timestamp day = beginOf<days>(from), nextDay = beginOf<days>(until);
    if (day == nextDay)
        return {};
    static const std::string intoDays = rollUpInto("metric_day", "metric_hour", "1 day");
    return write(intoDays, {day, nextDay});
}

Result<> Rollup::run()
{
    const auto begun = begin();
    if (!begun)
        return failure(begun.error());
    if (!*begun)
        return {};
    const auto over = readEnd();
    if (!over)
        return failure(over.error());
    if (**begun < *over) {
        if (auto rolled = rollOn(**begun, *over); !rolled)
            return rolled;
    }
    return fillMargins();
}

Result<> Rollup::rollOn(Timestamp from, Timestamp over)
{
    const Timestamp hour = beginOf<std::chrono::hours>(from) + 1h;
    const Timestamp until = std::min({over, hour, Timestamp(from + m_portion)});
    if (auto rolled = rollMeasures(from, until); !rolled)
        return rolled;
    if (auto rolled = rollCoarser(from, until); !rolled)
        return rolled;
    m_report.minutes = (until - from) / 1min;
    m_report.isBehind = until < over;
    return write(std::string(writeProgress), {until});
}

/// Of the hours that are over, a day of them at most, and of that day if it is.
Result<> Rollup::fillMargins()
{
    const auto known = m_session.execute(readMargins);
    const auto rolled = m_session.execute(readProgress);
    if (!known || !rolled)
        return failure(known ? rolled.error() : known.error());
    const auto missing = known->isEmpty() ? std::nullopt : known->find<Timestamp>(0, 0);
    if (!missing)
        return {};
    using std::chrono::days;
    const Timestamp over = beginOf<std::chrono::hours>(rolled->get<Timestamp>(0, 0));
    const Timestamp from = beginOf<std::chrono::hours>(*missing);
    const Timestamp until = std::min(over, beginOf<days>(from) + days(1));
    if (from >= until)
        return {};
    if (auto added = write(std::string(addMargins), {"hour", from, until}); !added)
        return added;
    const Timestamp day = beginOf<days>(from);
    if (auto added = write(std::string(addMargins), {"day", day, beginOf<days>(until)}); !added)
        return added;
    m_report.isBehind = m_report.isBehind || until < over;
    return write(std::string(writeMargins), {until});
}

} // namespace

Result<RollupReport> rollUp(postgres::Session &session, Timestamp now, std::chrono::minutes portion,
                            const std::stop_token &stop)
{
    Rollup rollup(session, now, portion, stop);
    return session.inTransaction([&rollup] { return rollup.run(); }).map([&rollup] {
        return rollup.report();
    });
}

Result<> forgetMeasures(postgres::Session &session)
{
    const auto forgotten =
        session.executeTransaction({{std::string(waitForLock), {}},
                                    {"DELETE FROM gatehouse.metric_minute", {}},
                                    {"DELETE FROM gatehouse.metric_hour", {}},
                                    {"DELETE FROM gatehouse.metric_day", {}},
                                    {"DELETE FROM gatehouse.metric_hour_by", {}},
                                    {"DELETE FROM gatehouse.metric_day_by", {}},
                                    {"DELETE FROM gatehouse.ai_usage_day", {}},
                                    {"DELETE FROM gatehouse.metric_progress", {}}});
    return forgotten ? Result<>() : failure(forgotten.error());
}

} // namespace gatehouse::gateway
