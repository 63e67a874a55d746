#include "services/browsing/timecounts.h"

#include <algorithm>

namespace gatehouse::browsing {

namespace {

struct Rollup
{
    std::string_view view;
    std::string_view time; ///< its column
    std::chrono::microseconds width;
};
constexpr Rollup minutes{"console.event_minutes", "minute", std::chrono::minutes(1)};
constexpr Rollup hours{"console.event_hours", "hour", std::chrono::hours(1)};

bool areAmong(const std::vector<std::string_view> &columns,
              std::initializer_list<std::string_view> known)
{
    return std::all_of(columns.begin(), columns.end(), [&](std::string_view column) {
        return std::find(known.begin(), known.end(), column) != known.end();
    });
}

Timestamp ceilTo(Timestamp time, std::chrono::microseconds width)
{
    return floorTo(time + width - std::chrono::microseconds(1), width);
}

/// The edges between buckets; what is beyond the range at its ends is not counted anyway.
bool fits(const CountWish &wish, const Rollup &rollup)
{
    const bool isWhole =
        std::all_of(wish.edges.begin() + 1, wish.edges.end() - 1,
                    [&](Timestamp edge) { return floorTo(edge, rollup.width) == edge; });
    return isWhole
        && ceilTo(wish.range.from, rollup.width) < floorTo(wish.range.until, rollup.width);
}

class Builder
{
public:
    Builder(CountedRows rows, const std::vector<Timestamp> &edges)
        : m_rows(std::move(rows))
        , m_edges(bind(postgres::Array<Timestamp>(edges.begin(), edges.end()), "timestamptz[]"))
    {
    }
    void addRows(TimeRange range)
    {
        if (!range.isEmpty())
            add(m_rows.view, m_rows.sortColumn, "count(*)", range);
    }
    void addRollup(const Rollup &rollup, TimeRange range)
    {
        add(std::string(rollup.view), std::string(rollup.time), "sum(events)", range);
    }
    postgres::Statement statement() &&
    {
        return {"SELECT bucket::bigint, status, sum(events)::bigint FROM (" + m_parts
                    + ") AS counted GROUP BY 1, 2",
                std::move(m_rows.parameters)};
    }

private:
    std::string bind(postgres::Value value, const char *type)
    {
        m_rows.parameters.push_back(std::move(value));
        return '$' + std::to_string(m_rows.parameters.size()) + "::" + type;
    }
    void add(const std::string &view, const std::string &time, const char *count, TimeRange range)
    {
        m_parts += (m_parts.empty() ? "" : " UNION ALL ") + ("SELECT width_bucket(" + time) + ", "
            + m_edges + ") AS bucket, " + m_rows.statusColumn + " AS status, " + count
            + " AS events FROM " + view + " WHERE " + time
            + " >= " + bind(range.from, "timestamptz") + " AND " + time + " < "
            + bind(range.until, "timestamptz");
        for (const std::string &condition : m_rows.conditions)
            m_parts += " AND " + condition;
        m_parts += " GROUP BY 1, 2";
    }

    CountedRows m_rows;
    std::string m_edges;
    std::string m_parts;
};

} // namespace

CountFrom bestFor(const CountWish &wish, const std::vector<std::string_view> &columns)
{
    if (areAmong(columns, {"status"}))
        return fits(wish, minutes) ? CountFrom::Minutes : CountFrom::Rows;
    if (areAmong(columns, {"status", "source", "tenant"}))
        return fits(wish, hours) ? CountFrom::Hours : CountFrom::Rows;
    return CountFrom::Rows;
}

CountQuery countQuery(CountedRows rows, const CountWish &wish, CountFrom from)
{
    const TimeRange &range = wish.range;
    Builder builder(std::move(rows), wish.edges);
    if (from == CountFrom::Rows) {
        const Timestamp begin = std::max(range.from, range.until - wish.slice);
        builder.addRows({begin, range.until});
        return {std::move(builder).statement(), begin};
    }
    const Rollup &rollup = from == CountFrom::Minutes ? minutes : hours;
    const TimeRange whole{ceilTo(range.from, rollup.width), floorTo(range.until, rollup.width)};
    builder.addRows({range.from, whole.from});
    builder.addRollup(rollup, whole);
    builder.addRows({whole.until, range.until});
    return {std::move(builder).statement(), range.from};
}

Result<std::vector<StatusCounts>> countsOf(postgres::Session &session,
                                           const postgres::Statement &statement,
                                           std::size_t buckets)
{
    const auto rows = session.execute(statement.sql, statement.parameters);
    if (!rows)
        return failure(rows.error());
    std::vector<StatusCounts> counts(buckets);
    for (int row = 0; row < rows->size(); ++row) {
        const auto bucket = static_cast<std::size_t>(rows->get<std::int64_t>(row, 0)) - 1;
        if (bucket < buckets)
            counts[bucket][rows->find<std::string>(row, 1).value_or("")] +=
                rows->get<std::int64_t>(row, 2);
    }
    return counts;
}

} // namespace gatehouse::browsing
