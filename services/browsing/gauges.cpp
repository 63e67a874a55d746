#include "services/browsing/gauges.h"

#include <algorithm>

namespace gatehouse::browsing {

namespace {

bool isLongest(std::string_view gauge)
{
    return gauge == "oldest_job_seconds";
}

/// Gives bucket (from 1), rank (0: the others, NULL: nothing stood open), value and amount.
postgres::Statement gaugeStatement(MetricWish wish)
{
    const auto bind = [&wish](postgres::Value value, const char *type) {
        wish.parameters.push_back(std::move(value));
        return '$' + std::to_string(wish.parameters.size()) + "::" + type;
    };
    const std::string add = isLongest(wish.measure) ? "max" : "sum";
    const std::string edges =
        bind(postgres::Array<Timestamp>(wish.edges.begin(), wish.edges.end()), "timestamptz[]");
    std::string sql = "WITH looks AS MATERIALIZED (SELECT width_bucket(at, " + edges
        + ") AS bucket, max(at) AS at FROM console.metric_samples WHERE at >= "
        + bind(wish.edges.front(), "timestamptz") + " AND at < "
        + bind(wish.edges.back(), "timestamptz")
        + " GROUP BY 1), standing AS MATERIALIZED (SELECT at, "
        + (wish.by.empty() ? "''::text" : wish.by) + " AS value, " + add
        + "(value) AS amount FROM console.metric_gauges AS gauge WHERE gauge = "
        + bind(wish.measure, "text") + " AND at IN (SELECT at FROM looks)";
    for (const std::string &condition : wish.conditions)
        sql += " AND " + condition;
    sql += " GROUP BY 1, 2), told AS (SELECT value, row_number() OVER (ORDER BY sum(amount) DESC,"
           " value) AS rank FROM standing GROUP BY value ORDER BY rank LIMIT "
        + bind(std::int64_t(wish.most), "bigint")
        + "), ranked AS (SELECT at, coalesce(rank, 0) AS rank, " + add
        + "(amount) AS amount FROM standing LEFT JOIN told USING (value) GROUP BY 1, 2)"
          " SELECT bucket::bigint, rank, value, amount FROM looks LEFT JOIN ranked USING (at)"
          " LEFT JOIN told USING (rank) ORDER BY rank = 0, rank, bucket";
    return {std::move(sql), std::move(wish.parameters)};
}

/// Nothing stood open of a series where somebody looked and it has no row.
void fillWithZero(std::vector<GaugeSeries> &series, const std::vector<std::size_t> &looks)
{
    for (GaugeSeries &each : series) {
        for (const std::size_t bucket : looks)
            each.cells.try_emplace(bucket);
    }
}

std::vector<GaugeSeries> gaugeSeriesOf(const postgres::Rows &rows, const MetricWish &wish)
{
    std::vector<std::size_t> looks;
    std::vector<GaugeSeries> series;
    std::optional<std::int64_t> last;
    for (int row = 0; row < rows.size(); ++row) {
        const auto bucket = std::size_t(rows.get<std::int64_t>(row, 0) - 1);
        looks.push_back(bucket);
        const auto rank = rows.find<std::int64_t>(row, 1);
        if (!rank)
            continue;
        if (rank != last)
            series.push_back({rows.find<std::string>(row, 2).value_or(""), *rank == 0, {}});
        last = rank;
        series.back().cells[bucket] = {rows.get<double>(row, 3), isLongest(wish.measure)};
    }
    if (series.empty() && wish.by.empty() && !looks.empty())
        series.emplace_back();
    fillWithZero(series, looks);
    return series;
}

} // namespace

void GaugeCell::merge(const GaugeCell &other)
{
    isLongest = isLongest || other.isLongest;
    value = isLongest ? std::max(value, other.value) : value + other.value;
}

Result<Gauges> readGauges(postgres::Session &session, const MetricWish &wish)
{
    const auto last = session.execute("SELECT max(at) FROM console.metric_samples");
    if (!last)
        return failure(last.error());
    const postgres::Statement statement = gaugeStatement(wish);
    const auto rows = session.execute(statement.sql, statement.parameters);
    if (!rows)
        return failure(rows.error());
    return Gauges{last->find<Timestamp>(0, 0), gaugeSeriesOf(*rows, wish)};
}

} // namespace gatehouse::browsing
