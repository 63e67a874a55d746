#include "services/browsing/metrics.h"

#include <algorithm>
#include <limits>

namespace gatehouse::browsing {

namespace {

bool areMultiples(const std::vector<Timestamp> &edges, std::chrono::microseconds width)
{
    return std::all_of(edges.begin(), edges.end(),
                       [&](Timestamp edge) { return floorTo(edge, width) == edge; });
}

struct Grain
{
    std::string_view view;
    std::string_view margins; ///< rows of one label alone, or of none; empty: there are none
    std::chrono::microseconds width;
};
constexpr Grain dayRows{"console.metric_day", "console.metric_day_by", std::chrono::hours(24)};
constexpr Grain hourRows{"console.metric_hour", "console.metric_hour_by", std::chrono::hours(1)};
constexpr Grain minuteRows{"console.metric_minute", {}, std::chrono::minutes(1)};

const Grain &coarsestFor(const std::vector<Timestamp> &edges)
{
    if (areMultiples(edges, dayRows.width))
        return dayRows;
    return areMultiples(edges, hourRows.width) ? hourRows : minuteRows;
}

std::string labelColumns()
{
    std::string columns;
    for (const std::string_view label : metricLabels)
        columns += ", coalesce(labels->>'" + std::string(label) + "', '') AS " + std::string(label);
    return columns;
}

/// What is added up beside calls and errors, in the order of MetricCell.
constexpr std::string_view amounts =
    "tokens_prompt, tokens_completion, cost_usd, cache_hits, unpriced";

/// How far everything is rolled up, and how far the rows by one label are there.
struct Progress
{
    std::optional<Timestamp> rolledUntil;
    std::optional<Timestamp> marginsUntil;
};

/// A gateway of before has no margins.
Result<Progress> readProgress(postgres::Session &session)
{
    return session
        .execute("SELECT rolled_until, (to_jsonb(p)->>'margins_until')::timestamptz"
                 " FROM console.metric_progress p")
        .map([](const postgres::Rows &rows) {
            return rows.isEmpty() ? Progress()
                                  : Progress{rows.get<Timestamp>(0, 0), rows.find<Timestamp>(0, 1)};
        });
}

/// The margins may lag behind what they are made of.
bool areThere(const Progress &progress, Timestamp until)
{
    return progress.marginsUntil && progress.rolledUntil
        && *progress.marginsUntil
        >= std::min(until, floorTo(*progress.rolledUntil, hourRows.width));
}

bool hasMargins(const MetricWish &wish, const Grain &grain)
{
    const auto labels = labelsOf(wish.measure);
    return !grain.margins.empty() && wish.conditions.empty()
        && (wish.by.empty() || std::find(labels.begin(), labels.end(), wish.by) != labels.end());
}

/// What is added up of a bucket and rank, and of how many rows, of `ranked`.
constexpr std::string_view addedUp =
    "sizes AS (SELECT bucket, rank, count(*) AS parts, sum(calls)::bigint AS calls,"
    " sum(errors)::bigint AS errors,"
    " least(coalesce(sum(tokens_prompt), 0), 9e18)::bigint AS tokens_prompt,"
    " least(coalesce(sum(tokens_completion), 0), 9e18)::bigint AS tokens_completion,"
    " sum(cost_usd)::double precision AS cost_usd, sum(cache_hits)::bigint AS cache_hits,"
    " sum(unpriced)::bigint AS unpriced FROM ranked GROUP BY 1, 2)";

/// The latencies' buckets with their counts, of `ranked` and `sizes`. A row that is alone is as it
/// is: to take it apart and put it together again took longer than all else, and most of those of
/// one label are alone.
constexpr std::string_view mergedLatencies =
    ", latencies AS (SELECT bucket, rank, buckets, counts::bigint[] AS counts"
    " FROM ranked JOIN sizes USING (bucket, rank) WHERE parts = 1"
    " UNION ALL SELECT bucket, rank, array_agg(latency ORDER BY latency),"
    " array_agg(calls ORDER BY latency)"
    " FROM (SELECT bucket, rank, latency, sum(count)::bigint AS calls"
    " FROM ranked JOIN sizes USING (bucket, rank), unnest(buckets, counts) AS part(latency, count)"
    " WHERE parts > 1 GROUP BY 1, 2, 3) AS merged GROUP BY 1, 2)";
constexpr std::string_view withoutLatencies =
    ", latencies AS (SELECT bucket, rank, NULL AS buckets, NULL AS counts FROM sizes WHERE false)";

/// Collects a statement's parameters.
class MetricSql
{
public:
    explicit MetricSql(MetricWish &wish)
        : m_wish(wish)
    {
    }
    std::string bind(postgres::Value value, const char *type)
    {
        m_wish.parameters.push_back(std::move(value));
        return '$' + std::to_string(m_wish.parameters.size()) + "::" + type;
    }
    std::string edges()
    {
        return bind(postgres::Array<Timestamp>(m_wish.edges.begin(), m_wish.edges.end()),
                    "timestamptz[]");
    }
    /// Of the measure, between the edges.
    std::string range()
    {
        return "measure = " + bind(m_wish.measure, "text")
            + " AND at >= " + bind(m_wish.edges.front(), "timestamptz") + " AND at < "
            + bind(m_wish.edges.back(), "timestamptz");
    }

private:
    MetricWish &m_wish;
};

/// So few rows of all together are told one by one, and merged here: in SQL that takes ten times as
/// long.
constexpr int mostRowsAsTheyAre = 400;

bool areToldAsTheyAre(const MetricWish &wish, const Grain &grain)
{
    return wish.by.empty()
        && (wish.edges.back() - wish.edges.front()) / grain.width <= mostRowsAsTheyAre;
}

/// Like statementOf(), but a bucket may have several rows.
postgres::Statement rowsAsTheyAre(MetricWish wish, const Grain &grain)
{
    MetricSql made(wish);
    std::string sql = "SELECT width_bucket(at, " + made.edges()
        + ")::bigint AS bucket, value, calls, errors, "
        + (wish.tellsLatencies ? "buckets, counts::bigint[]" : "NULL, NULL")
        + ", tokens_prompt, tokens_completion, cost_usd::double precision, cache_hits, unpriced"
          " FROM "
        + std::string(grain.margins) + " WHERE " + made.range() + " AND label = '' ORDER BY at";
    return {std::move(sql), std::move(wish.parameters)};
}

/// Gives bucket (from 1), value (NULL: the others), calls, errors, the latencies' buckets with
/// their counts (NULL: not asked for), and the amounts.
postgres::Statement statementOf(MetricWish wish, const Grain &grain, const Progress &progress)
{
    const bool hasOwnRows = hasMargins(wish, grain) && areThere(progress, wish.edges.back());
    if (hasOwnRows && areToldAsTheyAre(wish, grain))
        return rowsAsTheyAre(std::move(wish), grain);
    MetricSql made(wish);
    const auto bind = [&made](postgres::Value value, const char *type) {
        return made.bind(std::move(value), type);
    };
    const std::string edges = made.edges();
    const std::string range = made.range();
    std::string sql = "WITH measured AS MATERIALIZED (SELECT width_bucket(at, " + edges
        + ") AS bucket, calls, errors, buckets, counts, " + std::string(amounts) + ", ";
    if (hasOwnRows) {
        sql += "value FROM " + std::string(grain.margins) + " WHERE " + range
            + " AND label = " + bind(wish.by, "text");
    } else {
        sql += (wish.by.empty() ? "''::text" : wish.by) + " AS value FROM (SELECT *"
            + labelColumns() + " FROM " + std::string(grain.view) + " WHERE " + range
            + ") AS metric WHERE true";
        for (const std::string &condition : wish.conditions)
            sql += " AND " + condition;
    }
    sql += "), told AS (SELECT value, row_number() OVER (ORDER BY sum(calls) DESC, value) AS rank"
           " FROM measured GROUP BY value ORDER BY rank LIMIT "
        + bind(std::int64_t(wish.most), "bigint")
        + "), ranked AS (SELECT bucket, coalesce(rank, 0) AS rank, calls, errors, buckets, counts, "
        + std::string(amounts) + " FROM measured LEFT JOIN told USING (value)), "
        + std::string(addedUp)
        + std::string(wish.tellsLatencies ? mergedLatencies : withoutLatencies)
        + " SELECT bucket::bigint, value, calls, errors, buckets, counts, " + std::string(amounts)
        + " FROM sizes LEFT JOIN latencies USING (bucket, rank) LEFT JOIN told USING (rank)"
          " ORDER BY rank = 0, rank, bucket";
    return {std::move(sql), std::move(wish.parameters)};
}

metrics::Histogram histogramAt(const postgres::Rows &rows, int row)
{
    const auto buckets = rows.get<postgres::Array<std::int64_t>>(row, 4);
    const auto counts = rows.get<postgres::Array<std::int64_t>>(row, 5);
    std::vector<metrics::Histogram::Count> all;
    for (std::size_t i = 0; i < std::min(buckets.size(), counts.size()); ++i)
        all.push_back({metrics::Bucket(buckets[i].value_or(0)), counts[i].value_or(0)});
    return metrics::Histogram(all);
}

MetricCell cellAt(const postgres::Rows &rows, int row)
{
    const auto count = [&](int column) { return rows.find<std::int64_t>(row, column).value_or(0); };
    return {count(2), count(3), histogramAt(rows, row),
            count(6), count(7), rows.find<double>(row, 8).value_or(0),
            count(9), count(10)};
}

/// In the order of the rows; those of one bucket and value are added up.
std::vector<MetricSeries> seriesOf(const postgres::Rows &rows)
{
    std::vector<MetricSeries> all;
    for (int row = 0; row < rows.size(); ++row) {
        const auto value = rows.find<std::string>(row, 1);
        if (all.empty() || all.back().isOther != !value || all.back().value != value.value_or(""))
            all.push_back({value.value_or(""), !value, {}});
        all.back().cells[std::size_t(rows.get<std::int64_t>(row, 0) - 1)].merge(cellAt(rows, row));
    }
    return all;
}

/// Senders tell tokens: what they sum up to must not overflow.
std::int64_t added(std::int64_t one, std::int64_t other)
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    return one > most - other ? most : one + other;
}

} // namespace

void MetricCell::merge(const MetricCell &other)
{
    calls += other.calls;
    errors += other.errors;
    latency.merge(other.latency);
    tokensPrompt = added(tokensPrompt, other.tokensPrompt);
    tokensCompletion = added(tokensCompletion, other.tokensCompletion);
    costUsd += other.costUsd;
    cacheHits += other.cacheHits;
    unpriced += other.unpriced;
}

std::span<const std::string_view> labelsOf(std::string_view measure)
{
    static constexpr std::array<std::string_view, 5> ofEvents{"source", "tenant", "event_type",
                                                              "route", "outcome"};
    static constexpr std::array<std::string_view, 8> ofAi{
        "service", "env", "tenant", "agent", "model", "provider", "route", "status"};
    if (measure == "ai")
        return ofAi;
    if (measure == "breakers_open")
        return {};
    const bool isMeasured = std::find(measures.begin(), measures.end(), measure) != measures.end();
    return std::span(ofEvents).first(isMeasured ? ofEvents.size() : 2);
}

Result<Metrics> readMetrics(postgres::Session &session, const MetricWish &wish)
{
    // Before the measures: these may then go further than is said, and never less far.
    const auto progress = readProgress(session);
    if (!progress)
        return failure(progress.error());
    const Grain &grain = coarsestFor(wish.edges);
    const postgres::Statement statement = statementOf(wish, grain, *progress);
    const auto rows = session.execute(statement.sql, statement.parameters);
    if (!rows)
        return failure(rows.error());
    Metrics metrics;
    if (progress->rolledUntil) // an hour and a day are there when they are over
        metrics.measuredUntil = floorTo(*progress->rolledUntil, grain.width);
    metrics.series = seriesOf(*rows);
    return metrics;
}

} // namespace gatehouse::browsing
