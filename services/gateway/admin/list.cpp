#include "services/gateway/admin/list.h"

#include "services/gateway/admin/condition.h"
#include "services/gateway/admin/listsearch.h"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::int64_t highestLimit = 500;
/// Counts that far exactly, as the console does in SQL.
constexpr std::int64_t exactCountLimit = 10000;

/// What of the list is asked for.
struct AskedList
{
    Page page;
    SearchedRows rows; ///< wanted ones, and where they are searched
    bool isCount = false; ///< the number of rows is asked for, not the rows
    bool isCost = false; ///< what the page takes is asked for, not the page
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

/// What the column's name stands for, if the list can be sorted by it.
bool setSort(const ListSpec &spec, std::string_view name, Page &page)
{
    const auto by = std::find_if(spec.sorts.begin(), spec.sorts.end(),
                                 [&](const SortColumn &column) { return column.name == name; });
    page.by = by == spec.sorts.end() ? nullptr : &*by;
    const bool isOther = !spec.otherSort.empty() && name == spec.otherSort;
    page.sort = isOther ? spec.otherSort : spec.sortColumn;
    if (isOther || page.by)
        page.cursorPrefix = std::string(name) + ':';
    return isOther || page.by || name == spec.sortColumn;
}

Refusal takeSort(const ListSpec &spec, Items &items, const privacy::Masker &masker,
                 AskedList &asked)
{
    Page &page = asked.page;
    page.sort = spec.sortColumn;
    if (spec.otherSort.empty() && spec.sorts.empty())
        return std::nullopt; // and so unknown
    if (auto refused = takeOne(items, "sort",
                               [&](const std::string &name) { return setSort(spec, name, page); }))
        return refused;
    if (page.by && masker.hides("/event/" + std::string(page.by->name)))
        return badParameter("sort",
                            "names a column that is masked, whose order and keys would "
                            "give its values away.");
    if (auto refused = takeFlag(items, "order", "desc", "asc", page.isAscending))
        return refused;
    if (spec.sorts.empty())
        return std::nullopt;
    return takeFlag(items, "cost", "false", "true", asked.isCost);
}

Refusal takeReach(Items &items, Page &page)
{
    if (auto refused = takeOne(items, "until", [&page](const std::string &text) {
            page.until = parseKey(text);
            return page.until.has_value();
        }))
        return refused;
    if (page.until && !page.isInOwnOrder())
        return badParameter("until",
                            "goes with a list from new to old alone. Leave it out, or "
                            "'sort' and 'order'.");
    if (auto refused = takeFlag(items, "pause", "false", "true", page.mayPause))
        return refused;
    if (page.mayPause && !page.isInOwnOrder())
        return badParameter("pause",
                            "goes with a list from new to old alone: another order is "
                            "not searched by time. Leave it out, or 'sort' and 'order'.");
    return std::nullopt;
}

Refusal takePage(Items &items, AskedList &asked)
{
    Page &page = asked.page;
    if (auto refused = takeOne(items, "limit", [&page](const std::string &text) {
            const auto limit = parseClamped(text);
            if (limit)
                page.limit = std::min(*limit, highestLimit);
            return limit && *limit >= 1;
        }))
        return refused;
    if (auto refused = takePlace(items, page))
        return refused;
    if (auto refused = takeReach(items, page))
        return refused;
    if (auto refused = takeFlag(items, "direction", "older", "newer", page.isNewer))
        return refused;
    if (auto refused = takeFlag(items, "inclusive", "false", "true", page.isInclusive))
        return refused;
    return takeFlag(items, "count", "false", "true", asked.isCount);
}

/// The plan's topmost node, an object; empty when the answer cannot be read.
boost::json::object planOf(const Result<postgres::Rows> &explained)
{
    if (explained->isEmpty())
        return {};
    boost::json::error_code error;
    const auto plan = boost::json::parse(explained->get<postgres::Json>(0, 0).text, error);
    const auto *top = error ? nullptr : plan.find_pointer("/0/Plan", error);
    return top && top->is_object() ? top->get_object() : boost::json::object();
}

/// The planner's number of rows; nothing when its answer cannot be read.
std::optional<std::int64_t> plannedRows(const boost::json::object &plan)
{
    const auto *rows = plan.if_contains("Plan Rows");
    if (!rows || !rows->is_number())
        return std::nullopt;
    return std::llround(std::clamp(rows->to_number<double>(), 0.0, 9e15));
}

/// Whether rows are read and sorted before the first is given.
bool isSortedFirst(const boost::json::object &top)
{
    std::vector<const boost::json::object *> nodes{&top};
    while (!nodes.empty()) {
        const boost::json::object &node = *nodes.back();
        nodes.pop_back();
        const auto *type = node.if_contains("Node Type");
        if (type && (*type == "Sort" || *type == "Incremental Sort"))
            return true;
        const auto *below = node.if_contains("Plans");
        if (!below || !below->is_array())
            continue;
        for (const auto &child : below->get_array()) {
            if (child.is_object())
                nodes.push_back(&child.get_object());
        }
    }
    return false;
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
    return plannedRows(planOf(plan)).value_or(0);
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

http::Response costResponse(bool isIndexed, std::optional<std::int64_t> rows)
{
    boost::json::object json{{"is_indexed", isIndexed}, {"rows", nullptr}};
    if (rows)
        json["rows"] = *rows;
    return http::jsonResponse(200, boost::json::serialize(json));
}

/// About how many rows are read to sort them: all of the range, which the planner knows well. Of
/// other filters nobody says whether an index serves them or each row is looked at, so nothing, but
/// where even the whole range is small.
std::optional<std::int64_t> sortedRows(const SearchedRows &asked, const boost::json::object &range)
{
    const auto rows = plannedRows(range);
    const bool isWhole = asked.wanted.conditions() == asked.range.conditions();
    return isWhole || rows < exactCountLimit ? rows : std::nullopt;
}

/// What the planner thinks is over everybody's rows: a limited token is told what is indexed.
Result<http::Response> costOf(const Call &call, postgres::Session &session, const ListSpec &spec,
                              const AskedList &asked)
{
    const SortColumn *by = asked.page.by;
    if (!by || !isForAll(call.actor))
        return costResponse(!by || by->isIndexed, std::nullopt);
    const auto page = explainPage(session, spec, asked.rows.wanted, asked.page);
    if (!page)
        return failure(page.error());
    const auto whole = session.execute("EXPLAIN (FORMAT JSON) SELECT 1 FROM "
                                           + std::string(spec.view) + asked.rows.range.where(),
                                       asked.rows.range.parameters());
    if (!whole)
        return failure(whole.error());
    return costResponse(!isSortedFirst(planOf(page)), sortedRows(asked.rows, planOf(whole)));
}

/// Those on the list's own time bound what is looked at, too; of the others nobody knows which rows
/// they leave.
Refusal requireRange(const ListSpec &spec, const Items &items, const privacy::Masker &hidden,
                     Query &range)
{
    Items own;
    for (const auto &[name, values] : items) {
        if (name == std::string(spec.sortColumn) + "_from"
            || name == std::string(spec.sortColumn) + "_to")
            own[name] = values;
        for (const std::string &filter : name == "filter" ? values : std::vector<std::string>()) {
            Query one;
            if (auto refused = requireCondition(one, spec, filter, hidden))
                return refused;
            if (one.columns().front() == spec.sortColumn)
                own["filter"].push_back(filter);
        }
    }
    return requireConditions(range, spec, own, hidden);
}

Refusal readAskedList(const Call &call, const ListSpec &spec, const privacy::Masker &masker,
                      AskedList &asked)
{
    const privacy::Masker hidden = hiddenFrom(call.actor, masker);
    Items items;
    if (auto refused = collectItems(call, items))
        return refused;
    if (auto refused = takeSort(spec, items, masker, asked))
        return refused;
    if (auto refused = takePage(items, asked))
        return refused;
    if (auto refused = requireRange(spec, items, hidden, asked.rows.range))
        return refused;
    if (auto refused = requireConditions(asked.rows.wanted, spec, items, hidden))
        return refused;
    requireScope(asked.rows.wanted, call.actor, spec.scope);
    asked.rows.isLimited = !isForAll(call.actor);
    asked.rows.time = call.options.searchTime;
    Query placed; // so that a key that is none is refused before anything is read
    return requirePlace(placed, spec, asked.page);
}

Result<FoundPage> readRows(postgres::Session &session, const ListSpec &spec, const AskedList &asked,
                           const privacy::Masker &masker)
{
    if (asked.page.mayPause)
        return searchPage(session, spec, asked.rows, asked.page, masker);
    Query query = asked.rows.wanted;
    requirePlace(query, spec, asked.page);
    return readPage(session, spec, query, asked.page, masker);
}

/// `query` may have conditions already.
Result<http::Response> listRowsOf(const Call &call, postgres::Session &session,
                                  const ListSpec &spec, Query query)
{
    const auto masker = maskerFor(session, spec);
    if (!masker)
        return failure(masker.error());
    AskedList asked;
    asked.rows.range = query;
    asked.rows.wanted = std::move(query);
    if (auto refused = readAskedList(call, spec, *masker, asked))
        return *refused;
    if (asked.isCost)
        return costOf(call, session, spec, asked);
    if (asked.isCount)
        return countRows(call, session, spec, asked.rows.wanted);
    return readRows(session, spec, asked, *masker).map([&](const FoundPage &found) {
        if (found.hidesSort)
            return badParameter("sort",
                                "names a column that is masked in some of these rows, "
                                "whose keys would give its values away.");
        return http::jsonResponse(200, pageJson(found, asked.page));
    });
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
