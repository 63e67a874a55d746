#include "services/gateway/admin/list.h"

#include "services/gateway/admin/condition.h"
#include "services/gateway/admin/listquery.h"
#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/roles.h"
#include "services/privacy/policy.h"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <variant>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::int64_t defaultLimit = 50;
constexpr std::int64_t highestLimit = 500;
/// Counts that far exactly, as the console does in SQL.
constexpr std::int64_t exactCountLimit = 10000;

struct Page
{
    std::int64_t limit = defaultLimit;
    std::optional<Cursor> from;
    std::string_view place; ///< the parameter that `from` is of
    bool isInclusive = false; ///< the row at `from` belongs to it
    bool isNewer = false; ///< the rows above `from`; without it, from the oldest on
    bool isCount = false; ///< the number of rows is asked for, not the rows
    std::string sort; ///< the column that the rows are in the order of
    std::string cursorPrefix; ///< of cursors in another order than the list's usual one
};

Refusal takeFlag(Items &items, std::string_view name, std::string_view no, std::string_view yes,
                 bool &flag)
{
    return takeOne(items, name, [&](const std::string &text) {
        flag = text == yes;
        return flag || text == no;
    });
}

/// Where the page begins: behind the last one, or at any key.
Refusal takePlace(Items &items, Page &page)
{
    if (items.contains("cursor") && items.contains("key"))
        return badParameter("cursor", "stands beside 'key'. Leave one of them out.");
    page.place = items.contains("key") ? "key" : "cursor";
    if (auto refused = takeOne(items, "cursor", [&page](const std::string &text) {
            page.from = decodeCursor(text);
            if (!page.from || !page.from->id.starts_with(page.cursorPrefix))
                return false;
            page.from->id.erase(0, page.cursorPrefix.size());
            return page.from->id.find(':') == std::string::npos;
        }))
        return refused;
    return takeOne(items, "key", [&page](const std::string &text) {
        page.from = parseKey(text);
        return page.from.has_value();
    });
}

Refusal takeSort(const ListSpec &spec, Items &items, Page &page)
{
    page.sort = spec.sortColumn;
    if (spec.otherSort.empty())
        return std::nullopt; // and so unknown
    return takeOne(items, "sort", [&](const std::string &name) {
        page.sort = name;
        page.cursorPrefix = name == spec.sortColumn ? std::string() : name + ':';
        return name == spec.sortColumn || name == spec.otherSort;
    });
}

Refusal takePage(Items &items, Page &page)
{
    if (auto refused = takeOne(items, "limit", [&page](const std::string &text) {
            const auto limit = parseClamped(text);
            if (limit)
                page.limit = std::min(*limit, highestLimit);
            return limit && *limit >= 1;
        }))
        return refused;
    if (auto refused = takePlace(items, page))
        return refused;
    if (auto refused = takeFlag(items, "direction", "older", "newer", page.isNewer))
        return refused;
    if (auto refused = takeFlag(items, "inclusive", "false", "true", page.isInclusive))
        return refused;
    return takeFlag(items, "count", "false", "true", page.isCount);
}

/// Rows beyond the key, in the page's direction. The second comparison is implied by the first, but
/// only it prunes partitions.
Refusal requireBeyond(Query &query, const ListSpec &spec, const Page &page)
{
    postgres::Value id;
    if (spec.idType == FilterType::Integer) {
        if (const auto number = parseInteger(page.from->id))
            id = *number;
    } else if (const auto uuid = Uuid::parse(page.from->id)) {
        id = *uuid;
    }
    if (std::holds_alternative<std::monostate>(id))
        return badParameter(page.place, "cannot be used.");
    const std::string bound = query.bind(page.from->sort) + "::timestamptz";
    const char *idCast = spec.idType == FilterType::Integer ? "::bigint)" : "::uuid)";
    const std::string reach = page.isNewer ? " >= " : " <= ";
    const std::string beyond = page.isInclusive ? reach : (page.isNewer ? " > " : " < ");
    query.require('(' + page.sort + ", " + std::string(spec.idColumn) + ')' + beyond + '(' + bound
                  + ", " + query.bind(std::move(id)) + idCast);
    query.require(page.sort + reach + bound);
    return std::nullopt;
}

std::string orderBy(const ListSpec &spec, const Page &page, const char *way)
{
    return " ORDER BY " + page.sort + way + ", " + std::string(spec.idColumn) + way;
}

/// A row more than the page holds, which says whether another page follows.
std::string pageSql(const ListSpec &spec, const Query &query, const Page &page)
{
    return "SELECT to_jsonb(page)::text, page." + page.sort + ", page." + std::string(spec.idColumn)
        + "::text FROM (SELECT * FROM " + std::string(spec.view) + query.where()
        + orderBy(spec, page, page.isNewer ? " ASC" : " DESC") + " LIMIT "
        + std::to_string(page.limit + 1) + ") page" + orderBy(spec, page, " DESC");
}

std::string pageJson(const postgres::Rows &rows, const Page &page, const privacy::Masker &masker)
{
    const int count = std::min(rows.size(), static_cast<int>(page.limit));
    const bool isFollowed = rows.size() > count;
    const int first = page.isNewer && isFollowed ? 1 : 0;
    std::string json = R"({"items":[)";
    for (int row = first; row < first + count; ++row) {
        if (row > first)
            json += ',';
        json += privacy::maskedRow(masker, rows.get<std::string>(row, 0));
    }
    const int last = page.isNewer ? first : first + count - 1;
    json += R"(],"next":)";
    if (isFollowed)
        json += '"'
            + encodeCursor({rows.get<Timestamp>(last, 1),
                            page.cursorPrefix + rows.get<std::string>(last, 2)})
            + '"';
    else
        json += "null";
    return json + '}';
}

/// The planner's number of rows; nothing when its answer cannot be read.
std::optional<std::int64_t> plannedRows(const std::string &explanation)
{
    boost::json::error_code error;
    const auto plan = boost::json::parse(explanation, error);
    const auto *rows = error ? nullptr : plan.find_pointer("/0/Plan/Plan Rows", error);
    if (!rows || !rows->is_number())
        return std::nullopt;
    return std::llround(std::clamp(rows->to_number<double>(), 0.0, 9e15));
}

/// What the planner thinks is counted over everybody's rows: nothing for a limited token.
Result<std::int64_t> estimated(const Call &call, postgres::Session &session,
                               const std::string &select, const Query &query)
{
    if (!isForAll(call.actor))
        return 0;
    const auto plan = session.execute("EXPLAIN (FORMAT JSON) " + select, query.parameters());
    if (!plan)
        return failure(plan.error());
    return plan->isEmpty() ? 0 : plannedRows(plan->get<postgres::Json>(0, 0).text).value_or(0);
}

Result<http::Response> countRows(const Call &call, postgres::Session &session, const ListSpec &spec,
                                 const Query &query)
{
    const std::string select = "SELECT 1 FROM " + std::string(spec.view) + query.where();
    const auto answer = session.execute("SELECT count(*) FROM (" + select + " LIMIT "
                                            + std::to_string(exactCountLimit + 1) + ") counted",
                                        query.parameters());
    if (!answer)
        return failure(answer.error());
    auto count = answer->get<std::int64_t>(0, 0);
    const bool isExact = count <= exactCountLimit;
    if (!isExact) {
        const auto estimate = estimated(call, session, select, query);
        if (!estimate)
            return failure(estimate.error());
        count = std::max(count, *estimate);
    }
    const boost::json::object json{{"count", count}, {"is_exact", isExact}};
    return http::jsonResponse(200, boost::json::serialize(json));
}

Refusal buildQuery(const Call &call, const ListSpec &spec, const privacy::Masker &hidden,
                   Query &query, Page &page)
{
    Items items;
    if (auto refused = collectItems(call, items))
        return refused;
    if (auto refused = takeSort(spec, items, page))
        return refused;
    if (auto refused = takePage(items, page))
        return refused;
    if (auto refused = requireConditions(query, spec, items, hidden))
        return refused;
    requireScope(query, call.actor, spec.scope);
    if (page.from && !page.isCount)
        return requireBeyond(query, spec, page);
    return std::nullopt;
}

/// `query` may have conditions already.
Result<http::Response> listRowsOf(const Call &call, postgres::Session &session,
                                  const ListSpec &spec, Query query)
{
    const auto masker = maskerFor(session, spec);
    if (!masker)
        return failure(masker.error());
    Page page;
    if (auto refused = buildQuery(call, spec, hiddenFrom(call.actor, *masker), query, page))
        return *refused;
    if (page.isCount)
        return countRows(call, session, spec, query);
    const auto rows = session.execute(pageSql(spec, query, page), query.parameters());
    if (!rows)
        return failure(rows.error());
    return http::jsonResponse(200, pageJson(*rows, page, *masker));
}

} // namespace

Result<http::Response> listRows(const Call &call, postgres::Session &session, const ListSpec &spec)
{
    return listRowsOf(call, session, spec, {});
}

Result<http::Response> listRows(const Call &call, postgres::Session &session, const ListSpec &spec,
                                const std::string &parentColumn, const Uuid &parent)
{
    Query query;
    query.require(parentColumn + " = " + query.bind(parent) + "::uuid");
    return listRowsOf(call, session, spec, std::move(query));
}

Result<std::optional<std::string>> findRow(const Call &call, postgres::Session &session,
                                           const ListSpec &spec, const Uuid &id, Shown shown)
{
    Query query;
    const std::string bound = query.bind(id) + "::uuid";
    query.require(std::string(spec.idColumn) + " = " + bound);
    if (spec.sortIsTimeOfId)
        query.require(std::string(spec.sortColumn) + " = console.uuid_time(" + bound + ')');
    requireScope(query, call.actor, spec.scope);
    const auto rows = session.execute("SELECT to_jsonb(found)::text FROM (SELECT * FROM "
                                          + std::string(spec.view) + query.where() + ") found",
                                      query.parameters());
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<std::string>();
    if (shown == Shown::Clear)
        return rows->find<std::string>(0, 0);
    return maskerFor(session, spec).map([&](const privacy::Masker &masker) {
        return std::optional(privacy::maskedRow(masker, rows->get<std::string>(0, 0)));
    });
}

} // namespace gatehouse::gateway::admin
