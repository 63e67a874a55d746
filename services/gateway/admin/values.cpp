#include "services/gateway/admin/values.h"

#include "services/browsing/valuecounts.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/condition.h"
#include "services/gateway/admin/listquery.h"
#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/scope.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t longestText = 200;

struct NamedList
{
    std::string_view name;
    const ListSpec &(*spec)();
};
/// Those that everybody with a token may read.
constexpr std::array lists{
    NamedList{"events", eventList},
    NamedList{"jobs", jobList},
    NamedList{"dlq", deadLetterList},
    NamedList{"deliveries", deliveryList},
    NamedList{"agent-events", agentEventList},
    NamedList{"alerts", alertList},
    NamedList{"audit", auditList},
    NamedList{"routes", routeList},
    NamedList{"destinations", destinationList},
    NamedList{"secrets", secretList},
    NamedList{"jwt-keys", jwtKeyList},
};

const ListSpec *listOf(const Call &call)
{
    const auto found = std::find_if(lists.begin(), lists.end(), [&](const NamedList &list) {
        return list.name == call.parameters.front();
    });
    return found == lists.end() ? nullptr : &found->spec();
}

bool isLinked(const ListSpec &spec, std::string_view column)
{
    const FilterColumn *known = findColumn(spec, column);
    return known && !known->link.view.empty();
}

/// What is asked for.
struct AskedValues
{
    const FilterColumn *field = nullptr;
    browsing::ValueWish wish;
    Query query;
    std::vector<std::string> ignored; ///< fields of conditions that do not count
};

Refusal takeField(const ListSpec &spec, Items &items, AskedValues &asked)
{
    if (!items.contains("field"))
        return badParameter("field", "is missing.");
    return takeOne(items, "field", [&](const std::string &name) {
        asked.field = findColumn(spec, name);
        return asked.field && browsing::hasFewValues(name);
    });
}

Refusal takeText(Items &items, AskedValues &asked)
{
    return takeOne(items, "text", [&](const std::string &text) {
        asked.wish.text = text;
        return text.size() <= longestText;
    });
}

/// Leaves those that count: not those of other rows, which would have to be looked up for each.
Refusal leaveOwnConditions(const ListSpec &spec, Items &items, const privacy::Masker &hidden,
                           AskedValues &asked)
{
    std::vector<std::string> own;
    for (const std::string &filter : items["filter"]) {
        Query one;
        if (auto refused = requireCondition(one, spec, filter, hidden))
            return refused;
        const std::string_view column = one.columns().front();
        if (asked.field->link.view.empty() && !isLinked(spec, column))
            own.push_back(filter);
        else
            asked.ignored.emplace_back(column);
    }
    items["filter"] = own;
    return std::nullopt;
}

/// Of the linked rows nothing but whose they are counts.
void setRows(const ListSpec &spec, AskedValues &asked)
{
    const Link &link = asked.field->link;
    browsing::ValueWish &wish = asked.wish;
    wish.view = link.view.empty() ? spec.view : link.view;
    wish.sortColumn = link.view.empty() ? spec.sortColumn : "created_at";
    wish.idColumn = link.view.empty() ? spec.idColumn : "id";
    wish.column = link.view.empty() ? asked.field->name : link.column;
    wish.isPersonal = spec.isPersonal;
    wish.conditions = asked.query.conditions();
    wish.parameters = asked.query.parameters();
}

Refusal readAskedValues(const Call &call, const ListSpec &spec, const privacy::Masker &hidden,
                        AskedValues &asked)
{
    Items items;
    if (auto refused = collectItems(call, items))
        return refused;
    if (auto refused = takeField(spec, items, asked))
        return refused;
    if (auto refused = takeText(items, asked))
        return refused;
    if (auto refused = takeTime(items, "from", asked.wish.from))
        return refused;
    if (auto refused = takeTime(items, "until", asked.wish.until))
        return refused;
    if (auto refused = leaveOwnConditions(spec, items, hidden, asked))
        return refused;
    if (auto refused = requireConditions(asked.query, spec, items, hidden))
        return refused;
    requireScope(asked.query, call.actor, spec.scope);
    setRows(spec, asked);
    asked.wish.tenants = call.actor.tenants;
    asked.wish.sources = call.actor.sources;
    return std::nullopt;
}

http::Response answered(const browsing::ValueCounts &counts, const AskedValues &asked)
{
    boost::json::array values;
    for (const browsing::ValueCount &value : counts.values)
        values.push_back(
            boost::json::object{{"value", value.value},
                                {"count", value.rows ? boost::json::value(*value.rows) : nullptr}});
    const boost::json::object json{
        {"values", std::move(values)},
        {"newest", counts.newest ? boost::json::value(*counts.newest) : nullptr},
        {"since", counts.since ? boost::json::value(timeText(*counts.since)) : nullptr},
        {"known_from", counts.knownFrom.empty() ? nullptr : boost::json::value(counts.knownFrom)},
        {"ignored", boost::json::value_from(asked.ignored)}};
    return http::jsonResponse(200, boost::json::serialize(json));
}

} // namespace

Result<http::Response> listValues(const Call &call, postgres::Session &session)
{
    const ListSpec *spec = listOf(call);
    if (!spec)
        return notFound();
    if (auto refused = spec == &agentEventList() ? seesNoAgentEvents(call.actor) : std::nullopt)
        return *refused;
    const auto masker = maskerFor(session, *spec);
    if (!masker)
        return failure(masker.error());
    AskedValues asked;
    if (auto refused = readAskedValues(call, *spec, hiddenFrom(call.actor, *masker), asked))
        return *refused;
    const bool fromHours =
        spec == &eventList() && browsing::isToldByHours(asked.wish.column, asked.query.columns());
    return browsing::countValues(session, asked.wish, fromHours, call.clock.now())
        .map([&](const browsing::ValueCounts &counts) { return answered(counts, asked); });
}

} // namespace gatehouse::gateway::admin
