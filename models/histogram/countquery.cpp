#include "models/histogram/countquery.h"

#include "models/collection/sqlcondition.h"

#include <algorithm>

namespace gatehouse::histogram {

using namespace Qt::StringLiterals;
using collection::addParameter;
using collection::Condition;
using collection::Descriptor;

namespace {

struct Rollup
{
    QLatin1StringView view;
    QLatin1StringView time; ///< its column
    std::chrono::microseconds width;
};
constexpr Rollup minutes{"console.event_minutes"_L1, "minute"_L1, std::chrono::minutes(1)};
constexpr Rollup hours{"console.event_hours"_L1, "hour"_L1, std::chrono::hours(1)};

bool knows(const CountRequest &request, const QStringList &columns)
{
    return std::all_of(request.filter.conditions.begin(), request.filter.conditions.end(),
                       [&](const Condition &condition) {
                           return !condition.enabled || condition.values.isEmpty()
                               || columns.contains(condition.field);
                       });
}

Timestamp floorTo(Timestamp time, std::chrono::microseconds width)
{
    const auto since = time.time_since_epoch();
    const auto over = ((since % width) + width) % width;
    return time - over;
}

Timestamp ceilTo(Timestamp time, std::chrono::microseconds width)
{
    return floorTo(time + width - std::chrono::microseconds(1), width);
}

/// The edges between buckets; what is beyond the range at its ends is not counted anyway.
bool fits(const CountRequest &request, const Rollup &rollup)
{
    const bool isWhole =
        std::all_of(request.edges.begin() + 1, request.edges.end() - 1,
                    [&](Timestamp edge) { return floorTo(edge, rollup.width) == edge; });
    return isWhole
        && ceilTo(request.range.from, rollup.width) < floorTo(request.range.until, rollup.width);
}

class Builder
{
public:
    Builder(const Descriptor &descriptor, const CountRequest &request)
        : m_descriptor(descriptor)
    {
        postgres::Array<Timestamp> edges(request.edges.begin(), request.edges.end());
        m_edges = addParameter(m_parameters, std::move(edges), "timestamptz[]"_L1);
    }
    Result<> setFilter(const collection::Filter &filter)
    {
        const auto conditions = collection::filterConditions(m_descriptor, filter, m_parameters);
        if (!conditions)
            return failure(conditions.error());
        m_conditions = *conditions;
        return {};
    }
    void addRows(TimeRange range)
    {
        if (!range.isEmpty())
            add(collection::quotedView(m_descriptor.view),
                collection::quotedIdentifier(m_descriptor.sortColumn), "count(*)"_L1, range);
    }
    void addRollup(const Rollup &rollup, TimeRange range)
    {
        add(rollup.view, rollup.time, "sum(events)"_L1, range);
    }
    postgres::Statement statement() const
    {
        const QString sql = "SELECT bucket::bigint, status, sum(events)::bigint FROM ("_L1
            + m_parts.join(" UNION ALL "_L1) + ") AS counted GROUP BY 1, 2"_L1;
        return {sql.toStdString(), m_parameters};
    }

private:
    void add(const QString &view, const QString &time, QLatin1StringView count, TimeRange range)
    {
        const QString from = addParameter(m_parameters, range.from, "timestamptz"_L1);
        const QString until = addParameter(m_parameters, range.until, "timestamptz"_L1);
        const QStringList conditions =
            QStringList{u"%1 >= %2 AND %1 < %3"_s.arg(time, from, until)} + m_conditions;
        m_parts +=
            u"SELECT width_bucket(%1, %2) AS bucket, %3 AS status, %4 AS events FROM %5"_s.arg(
                time, m_edges, collection::quotedIdentifier(m_descriptor.statusColumn), count, view)
            + " WHERE "_L1 + conditions.join(" AND "_L1) + " GROUP BY 1, 2"_L1;
    }

    const Descriptor &m_descriptor;
    postgres::Parameters m_parameters;
    QString m_edges;
    QStringList m_conditions;
    QStringList m_parts;
};

} // namespace

CountFrom bestFor(const CountRequest &request)
{
    const bool isOfStatus = knows(request, {u"status"_s});
    const bool isOfOwner = knows(request, {u"status"_s, u"source"_s, u"tenant"_s});
    if (isOfOwner && !isOfStatus)
        return fits(request, hours) ? CountFrom::Hours : CountFrom::Rows;
    return isOfStatus && fits(request, minutes) ? CountFrom::Minutes : CountFrom::Rows;
}

Result<CountQuery> countQuery(const Descriptor &descriptor, const CountRequest &request,
                              CountFrom from)
{
    const TimeRange &range = request.range;
    Builder builder(descriptor, request);
    if (const auto set = builder.setFilter(request.filter); !set)
        return failure(set.error());
    if (from == CountFrom::Rows) {
        const Timestamp begin = std::max(range.from, range.until - request.slice);
        builder.addRows({begin, range.until});
        return CountQuery{builder.statement(), begin};
    }
    const Rollup &rollup = from == CountFrom::Minutes ? minutes : hours;
    const TimeRange whole{ceilTo(range.from, rollup.width), floorTo(range.until, rollup.width)};
    builder.addRows({range.from, whole.from});
    builder.addRollup(rollup, whole);
    builder.addRows({whole.until, range.until});
    return CountQuery{builder.statement(), range.from};
}

} // namespace gatehouse::histogram
