#include "services/gateway/admin/bulkplan.h"

#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/condition.h"
#include "services/gateway/admin/listquery.h"
#include "services/gateway/admin/roles.h"
#include "services/gateway/bulk/rateschedule.h"
#include "services/postgres/session.h"
#include "services/privacy/policy.h"

#include <boost/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t mostIds = 10'000;
constexpr std::size_t mostFilters = 50;
constexpr std::int64_t usualRate = 50;
constexpr std::int64_t highestRate = 1000;
constexpr double usualStopRatio = 0.5;
constexpr std::size_t longestEnvironment = 100;
constexpr std::int64_t candidatesAreCountedTo = 1'000'000;

const ListSpec &listOf(const BulkAction &action)
{
    return action.targetType == "job" ? jobList() : deadLetterList();
}

/// Why a wish cannot be read; nothing when it can.
using BulkRefusal = std::optional<http::Response>;

http::Response badSelection(std::string_view why)
{
    return http::problem(400, "field_invalid", "The field 'selection' " + std::string(why));
}

BulkRefusal selectIds(const boost::json::value &value, BulkWish &wish)
{
    const auto *given = value.if_array();
    if (!given || given->empty() || given->size() > mostIds)
        return badSelection("needs one to 10,000 ids.");
    std::set<Uuid> ids;
    for (const auto &each : *given) {
        const auto *text = each.if_string();
        const auto id = text ? Uuid::parse(std::string_view(*text)) : std::nullopt;
        if (!id)
            return badSelection("has an id that is not a UUID.");
        ids.insert(*id);
    }
    wish.namedIds = static_cast<std::int64_t>(ids.size());
    wish.rows.require("id = ANY(" + wish.rows.bind(postgres::Array<Uuid>(ids.begin(), ids.end()))
                      + "::uuid[])");
    return std::nullopt;
}

BulkRefusal selectFilter(const boost::json::value &value, BulkWish &wish,
                         const privacy::Masker &hidden)
{
    const auto *given = value.if_array();
    if (!given || given->empty() || given->size() > mostFilters)
        return badSelection("needs one to 50 conditions in 'filter'; all there is is {\"all\": "
                            "true}.");
    for (const auto &each : *given) {
        if (auto refused = requireCondition(wish.rows, listOf(*wish.action),
                                            boost::json::serialize(each), hidden))
            return refused;
    }
    return std::nullopt;
}

BulkRefusal readSelection(const boost::json::object *selection, BulkWish &wish,
                          const privacy::Masker &hidden)
{
    if (!selection || selection->size() != 1)
        return badSelection("must be one of {\"ids\": [...]}, {\"filter\": [...]} and {\"all\": "
                            "true}.");
    wish.selection = *selection;
    const auto &[name, value] = *selection->begin();
    if (name == "ids")
        return selectIds(value, wish);
    if (name == "filter")
        return selectFilter(value, wish, hidden);
    if (name != "all" || !value.is_bool() || !value.get_bool())
        return badSelection("takes ids, filter or all, which must be true.");
    wish.rows.require('(' + std::string(wish.action->candidates) + ')');
    return std::nullopt;
}

/// All but action and selection.
BulkRefusal readTerms(BodyReader &reader, BulkWish &wish)
{
    wish.perSecond = reader.number("rate_per_second", 1, highestRate, usualRate);
    wish.hasRamp = reader.flag("ramp");
    wish.stopRatio = reader.decimal("stop_on_failure_ratio", 0, 1, usualStopRatio);
    wish.isDryRun = reader.flag("dry_run");
    wish.confirmed = reader.textIfAny("confirm", longestEnvironment);
    return reader.refusal();
}

/// The plan's rows, counted by what they have in common.
struct PlanCounts
{
    std::map<std::string, std::int64_t> whyNot, causes;
    std::map<std::optional<std::string>, std::int64_t> tenants;
    std::int64_t selected = 0, eligible = 0;

    void add(const postgres::Rows &rows, int row)
    {
        const auto count = rows.get<std::int64_t>(row, 3);
        selected += count;
        if (const auto why = rows.find<std::string>(row, 0)) {
            whyNot[*why] += count;
            return;
        }
        eligible += count;
        causes[rows.find<std::string>(row, 1).value_or("")] += count;
        tenants[rows.find<std::string>(row, 2)] += count;
    }
};

// A limited token is not told of an operation that may be of others.
std::string countSql(const BulkWish &wish, Query &query, bool tellsWho)
{
    return chosenSql(wish) + R"(
SELECT coalesce(c.why, CASE WHEN o.id IS NULL THEN NULL
                            WHEN )"
        + query.bind(tellsWho)
        + R"( THEN format('it is in bulk operation %s of %s', o.id, o.created_by)
                            ELSE 'it is in another bulk operation' END),
       c.root_cause, c.tenant, count(*)
  FROM chosen c
  LEFT JOIN gatehouse.bulk_item i ON i.job_id = c.job_id AND i.outcome = 'pending'
  LEFT JOIN gatehouse.bulk_operation o ON o.id = i.operation_id
 GROUP BY 1, 2, 3)";
}

Result<PlanCounts> countChosen(const ChangeRequest &request, postgres::Session &session,
                               const BulkWish &wish)
{
    Query query = wish.rows;
    const std::string sql = countSql(wish, query, isForAll(request.call.actor));
    return session.execute(sql, query.parameters()).map([&](const postgres::Rows &rows) {
        PlanCounts counts;
        for (int row = 0; row < rows.size(); ++row)
            counts.add(rows, row);
        if (const std::int64_t unknown = wish.namedIds - counts.selected; unknown > 0)
            counts.whyNot["there is nothing of this id"] = unknown;
        return counts;
    });
}

/// How many rows there are in all that one would do this to.
Result<std::int64_t> countCandidates(const ChangeRequest &request, postgres::Session &session,
                                     const BulkAction &action)
{
    Query query;
    query.require('(' + std::string(action.candidates) + ')');
    requireScope(query, request.call.actor, listOf(action).scope);
    return session
        .execute("SELECT count(*) FROM (SELECT FROM " + std::string(action.view) + query.where()
                     + " LIMIT " + std::to_string(candidatesAreCountedTo) + ") counted",
                 query.parameters())
        .map([](const postgres::Rows &rows) { return rows.get<std::int64_t>(0, 0); });
}

/// What the AI jobs of the same traces used. The gateway keeps no prices, so the cost is null.
Result<boost::json::object> estimateAi(postgres::Session &session, const BulkWish &wish)
{
    boost::json::object estimate{{"jobs", 0}, {"tokens", 0}, {"cost", nullptr}};
    if (!wish.action->isDelivering)
        return estimate;
    const auto rows = session.execute(chosenSql(wish) + R"(
SELECT count(*), coalesce(sum(a.tokens), 0)::bigint
  FROM gatehouse.job_execution a
 WHERE a.task_name = 'ai_job'
   AND a.trace_id IN (SELECT j.trace_id FROM chosen c JOIN gatehouse.job_execution j ON j.id = c.job_id
                       WHERE c.why IS NULL AND j.trace_id IS NOT NULL))",
                                      wish.rows.parameters());
    if (!rows)
        return failure(rows.error());
    estimate["jobs"] = rows->get<std::int64_t>(0, 0);
    estimate["tokens"] = rows->get<std::int64_t>(0, 1);
    return estimate;
}

/// The most first.
template <typename Counts, typename Make>
boost::json::array byCount(const Counts &counts, Make make)
{
    std::vector<std::pair<std::int64_t, boost::json::object>> sorted;
    for (const auto &[key, count] : counts) {
        boost::json::object entry = make(key);
        entry["count"] = count;
        sorted.emplace_back(count, std::move(entry));
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    boost::json::array list;
    for (auto &each : sorted)
        list.push_back(std::move(each.second));
    return list;
}

boost::json::array notesOf(const PlanCounts &counts, bool isEverything)
{
    boost::json::array notes;
    if (counts.selected == 0)
        notes.emplace_back("The selection matches nothing.");
    else if (counts.eligible == 0)
        notes.emplace_back("Nothing of the selection is eligible.");
    if (counts.selected > mostBulkItems)
        notes.emplace_back("The selection has more than 200,000 rows. Narrow it.");
    if (isEverything)
        notes.emplace_back("This is everything that there is.");
    return notes;
}

boost::json::object planJson(const BulkWish &wish, const PlanCounts &counts,
                             std::int64_t candidates)
{
    const bool isEverything = counts.eligible > 0 && counts.eligible >= candidates;
    const auto named = [](const char *name) {
        return [name](const std::string &key) {
            return boost::json::object{
                {name, key.empty() ? boost::json::value() : boost::json::value(key)}};
        };
    };
    const auto tenant = [](const std::optional<std::string> &key) {
        return boost::json::object{{"tenant", textOrNull(key)}};
    };
    const double seconds =
        std::chrono::duration<double>(
            RateSchedule::duration(counts.eligible, static_cast<int>(wish.perSecond), wish.hasRamp))
            .count();
    const std::string_view action = wish.action->name;
    return {{"action", boost::json::string_view(action.data(), action.size())},
            {"selected", counts.selected},
            {"total", counts.eligible},
            {"candidates", candidates},
            {"is_everything", isEverything},
            {"by_root_cause", byCount(counts.causes, named("root_cause"))},
            {"by_tenant", byCount(counts.tenants, tenant)},
            {"not_eligible", byCount(counts.whyNot, named("why"))},
            {"rate_per_second", wish.perSecond},
            {"ramp", wish.hasRamp},
            {"stop_on_failure_ratio", wish.stopRatio},
            {"estimated_seconds", seconds},
            {"notes", notesOf(counts, isEverything)}};
}

} // namespace

Result<std::variant<BulkWish, http::Response>> readBulkWish(const ChangeRequest &request,
                                                            postgres::Session &session)
{
    using Read = std::variant<BulkWish, http::Response>;
    const Actor &actor = request.call.actor;
    BodyReader reader(request.body,
                      {"action", "selection", "rate_per_second", "ramp", "stop_on_failure_ratio",
                       "dry_run", "confirm"});
    BulkWish wish;
    const std::string action = reader.text("action", longestEnvironment);
    wish.action = findBulkAction(action);
    if (!wish.action)
        reader.refuse("action", "must be one of: " + bulkActionNames() + '.');
    if (auto refused = readTerms(reader, wish))
        return Read(std::move(*refused));
    if (auto refused = capabilityRefusal(actor, wish.action->name))
        return Read(std::move(*refused));
    const auto masker = privacy::readMasker(session);
    if (!masker)
        return failure(masker.error());
    if (auto refused = readSelection(reader.object("selection"), wish, hiddenFrom(actor, *masker)))
        return Read(std::move(*refused));
    requireScope(wish.rows, actor, listOf(*wish.action).scope);
    return Read(std::move(wish));
}

std::string chosenSql(const BulkWish &wish)
{
    const BulkAction &action = *wish.action;
    return "WITH chosen AS MATERIALIZED (SELECT id AS target_id, created_at, "
        + std::string(action.jobId) + " AS job_id, event_id, tenant, source, "
        + std::string(action.rootCause) + " AS root_cause, " + std::string(action.whyNot)
        + " AS why FROM " + std::string(action.view) + wish.rows.where()
        + " ORDER BY created_at, id LIMIT " + std::to_string(mostBulkItems + 1) + ')';
}

Result<BulkPlan> planBulk(const ChangeRequest &request, postgres::Session &session,
                          const BulkWish &wish)
{
    const auto counts = countChosen(request, session, wish);
    if (!counts)
        return failure(counts.error());
    if (!wish.isDryRun) // what else there is, and what it may cost, is told of a plan alone
        return BulkPlan{counts->selected, counts->eligible, planJson(wish, *counts, 0)};
    const auto candidates = countCandidates(request, session, *wish.action);
    if (!candidates)
        return failure(candidates.error());
    auto ai = estimateAi(session, wish);
    if (!ai)
        return failure(ai.error());
    BulkPlan plan{counts->selected, counts->eligible, planJson(wish, *counts, *candidates)};
    plan.json["estimated_ai"] = std::move(*ai);
    return plan;
}

} // namespace gatehouse::gateway::admin
