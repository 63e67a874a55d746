#include "services/gateway/admin/bulkpace.h"

#include "services/gateway/bulk/rateschedule.h"

#include <array>

namespace gatehouse::gateway::admin {

namespace {

/// Of the last so many times that it was worked on.
constexpr std::int64_t mostRuns = 200;
constexpr std::int64_t mostBuckets = 240;
/// Seconds of a bucket; the first by which there are not too many.
constexpr std::array<std::int64_t, 16> bucketWidths{
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 10800, 43200, 172800, 864000};

// $1 the operation, $2 the rates of its ramp and behind them the full one, $3 how long each of the
// ramp's is kept, $4 mostRuns, $5 bucketWidths, $6 mostBuckets.
constexpr std::string_view readPace = R"(
WITH run AS (
    SELECT began_at, coalesce(ended_at, greatest(now(), began_at)) AS until, ended_as
      FROM gatehouse.bulk_run WHERE operation_id = $1 ORDER BY began_at DESC LIMIT $4
), span AS (
    SELECT date_trunc('second', min(began_at)) AS begin, max(until) AS until FROM run
), width AS (
    SELECT s.begin, s.until,
           coalesce((SELECT min(w) FROM unnest($5::bigint[]) AS w
                      WHERE extract(epoch FROM s.until - s.begin) <= w * $6),
                    (SELECT CASE WHEN s.begin IS NULL THEN min(w) ELSE max(w) END
                       FROM unnest($5::bigint[]) AS w)) AS seconds
      FROM span s
), bucket AS (
    SELECT date_bin(make_interval(secs => w.seconds), c.second, w.begin) AS at, sum(c.done)::bigint AS done,
           sum(c.not_eligible)::bigint AS not_eligible, sum(c.failed)::bigint AS failed
      FROM width w JOIN gatehouse.bulk_second c ON c.operation_id = $1 AND c.second >= w.begin
     GROUP BY 1
), step AS (
    SELECT r.began_at + make_interval(secs => $3 * (s.place - 1)) AS "from",
           CASE WHEN s.place < cardinality($2::bigint[])
                THEN least(r.until, r.began_at + make_interval(secs => $3 * s.place))
                ELSE r.until END AS until,
           s.rate AS per_second
      FROM run r CROSS JOIN unnest($2::bigint[]) WITH ORDINALITY AS s(rate, place)
     WHERE r.began_at + make_interval(secs => $3 * (s.place - 1)) < r.until
)
SELECT jsonb_build_object(
           'from', w.begin, 'until', w.until, 'bucket_seconds', w.seconds,
           'buckets', coalesce((SELECT jsonb_agg(to_jsonb(b) ORDER BY b.at) FROM bucket b), '[]'),
           'plan', coalesce((SELECT jsonb_agg(to_jsonb(s) ORDER BY s."from") FROM step s), '[]'),
           'ends', coalesce((SELECT jsonb_agg(jsonb_build_object('at', r.until, 'state', r.ended_as)
                                              ORDER BY r.until)
                               FROM run r WHERE r.ended_as IS NOT NULL), '[]'))::text
  FROM width w)";

} // namespace

Result<std::string> bulkPace(postgres::Session &session, const Uuid &operation)
{
    const auto terms = session.execute(
        "SELECT rate_per_second, ramp FROM gatehouse.bulk_operation WHERE id = $1", {operation});
    if (!terms)
        return failure(terms.error());
    const int rate = static_cast<int>(terms->get<std::int64_t>(0, 0));
    postgres::Array<std::int64_t> rates;
    if (terms->get<bool>(0, 1)) {
        for (const int step : RateSchedule::rampOf(rate))
            rates.emplace_back(step);
    }
    rates.emplace_back(rate);
    const postgres::Array<std::int64_t> widths(bucketWidths.begin(), bucketWidths.end());
    return session
        .execute(readPace,
                 {operation, rates, double(RateSchedule::stepTime.count()), mostRuns, widths,
                  mostBuckets})
        .map([](const postgres::Rows &rows) { return rows.get<std::string>(0, 0); });
}

} // namespace gatehouse::gateway::admin
