#include "services/gateway/admin/histogram.h"

#include "services/browsing/timecounts.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/listquery.h"
#include "services/gateway/admin/parameters.h"

#include <boost/json.hpp>

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t mostEdges = 1000;
constexpr std::chrono::hours usualSlice{24};

std::optional<std::vector<Timestamp>> parseTimes(std::string_view text)
{
    std::vector<Timestamp> times;
    for (std::size_t end = 0; end != std::string_view::npos;) {
        end = text.find(',');
        const auto time = parseTime(text.substr(0, end));
        if (!time || times.size() == mostEdges)
            return std::nullopt;
        times.push_back(*time);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return times;
}

bool areBuckets(const std::vector<Timestamp> &edges)
{
    return edges.size() > 1
        && std::adjacent_find(edges.begin(), edges.end(), std::greater_equal<>()) == edges.end();
}

Refusal takeEdges(Items &items, browsing::CountWish &wish)
{
    if (!items.contains("edges"))
        return badParameter("edges", "is missing.");
    return takeOne(items, "edges", [&](const std::string &text) {
        wish.edges = parseTimes(text).value_or(std::vector<Timestamp>());
        return areBuckets(wish.edges);
    });
}

/// What is said of the range is within the edges; what is not said is theirs.
Refusal takeRange(Items &items, browsing::CountWish &wish)
{
    const TimeRange whole{wish.edges.front(), wish.edges.back()};
    std::optional<Timestamp> from, until;
    if (auto refused = takeTime(items, "from", from))
        return refused;
    if (auto refused = takeTime(items, "until", until))
        return refused;
    wish.range = {from.value_or(whole.from), until.value_or(whole.until)};
    if (wish.range.isEmpty() || wish.range.from < whole.from || wish.range.until > whole.until)
        return badParameter("from", "and 'until' are no range within the edges.");
    return std::nullopt;
}

Refusal takeWish(Items &items, browsing::CountWish &wish)
{
    if (auto refused = takeEdges(items, wish))
        return refused;
    if (auto refused = takeRange(items, wish))
        return refused;
    wish.slice = usualSlice;
    return takeOne(items, "slice", [&](const std::string &text) {
        const auto span = parseSpan(text);
        wish.slice = span.value_or(std::chrono::seconds(0));
        return wish.slice.count() > 0;
    });
}

browsing::CountedRows countedRows(const ListSpec &spec, const Query &query)
{
    browsing::CountedRows rows;
    rows.view = spec.view;
    rows.sortColumn = spec.sortColumn;
    rows.conditions = query.conditions();
    rows.parameters = query.parameters();
    return rows;
}

boost::json::array countsJson(const std::vector<browsing::StatusCounts> &counts)
{
    boost::json::array json;
    for (const browsing::StatusCounts &bucket : counts)
        json.push_back(boost::json::value_from(bucket));
    return json;
}

Result<http::Response> count(postgres::Session &session, const Query &query,
                             const browsing::CountWish &wish)
{
    const auto best = browsing::bestFor(wish, query.columns());
    const auto counted = browsing::countQuery(countedRows(eventList(), query), wish, best);
    const auto counts = browsing::countsOf(session, counted.statement, wish.edges.size() - 1);
    if (!counts)
        return failure(counts.error());
    const boost::json::object json{{"from", timeText(counted.from)},
                                   {"counts", countsJson(*counts)}};
    return http::jsonResponse(200, boost::json::serialize(json));
}

/// A limited actor's own may be rare, and only the rollups tell where they are.
std::string extentSql(const Query &scope)
{
    if (!scope.conditions().empty())
        return "SELECT min(hour), max(hour) + interval '1 hour' FROM console.event_hours"
            + scope.where();
    const std::string end = "(SELECT received_at FROM console.events ORDER BY received_at";
    return "SELECT " + end + ", id LIMIT 1), " + end
        + " DESC, id DESC LIMIT 1) + interval '1 microsecond'";
}

boost::json::value timeJson(const postgres::Rows &rows, int column)
{
    const auto time = rows.find<Timestamp>(0, column);
    return time ? boost::json::value(timeText(*time)) : nullptr;
}

} // namespace

Result<http::Response> showHistogram(const Call &call, postgres::Session &session)
{
    const auto masker = maskerFor(session, eventList());
    if (!masker)
        return failure(masker.error());
    Items items;
    browsing::CountWish wish;
    Query query;
    if (auto refused = collectItems(call, items))
        return *refused;
    if (auto refused = takeWish(items, wish))
        return *refused;
    if (auto refused =
            requireConditions(query, eventList(), items, hiddenFrom(call.actor, *masker)))
        return *refused;
    requireScope(query, call.actor, eventList().scope);
    return count(session, query, wish);
}

Result<http::Response> showExtent(const Call &call, postgres::Session &session)
{
    Query scope;
    requireScope(scope, call.actor, eventList().scope);
    const auto ends = session.execute(extentSql(scope), scope.parameters());
    if (!ends)
        return failure(ends.error());
    const boost::json::object json{{"from", timeJson(*ends, 0)}, {"until", timeJson(*ends, 1)}};
    return http::jsonResponse(200, boost::json::serialize(json));
}

} // namespace gatehouse::gateway::admin
