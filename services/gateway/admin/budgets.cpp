#include "services/gateway/admin/budgets.h"

#include "services/core/log.h"
#include "services/gateway/admin/dryrunanswer.h"
#include "services/gateway/admin/query.h"
#include "services/gateway/admin/wishlist.h"
#include "services/gateway/alerts/alertstore.h"
#include "services/gateway/alerts/looks.h"

#include <array>

namespace gatehouse::gateway::admin {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t mostBudgetsOfACall = 50;
constexpr std::int64_t mostBudgets = 500; ///< each is looked at every minute
constexpr std::size_t longestBudgetName = 100;
constexpr std::size_t longestBudgetTenant = 200;
constexpr double highestBudget = 1e9;
constexpr std::int64_t usualWarning = 80;
constexpr std::array periods = {"day"sv, "month"sv};

constexpr std::string_view selectBudget =
    "SELECT to_jsonb(b)::text FROM gatehouse.budget b WHERE id = $1";

constexpr std::string_view upsertBudget = R"(
INSERT INTO gatehouse.budget (id, name, tenant, period, limit_usd, warn_at_percent, is_enabled, changed_at, changed_by)
VALUES ($1, $2, $3, $4, $5::double precision::numeric, $6::bigint, $7, $8, $9)
    ON CONFLICT (id) DO UPDATE
   SET name = excluded.name, tenant = excluded.tenant, period = excluded.period, limit_usd = excluded.limit_usd,
       warn_at_percent = excluded.warn_at_percent, is_enabled = excluded.is_enabled,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by)";

struct BudgetWish
{
    std::optional<Uuid> id; ///< of the budget that it replaces; nothing: a new one
    Budget budget;
    bool isEnabled = true;
};
using BudgetWishes = std::vector<BudgetWish>;

std::variant<BudgetWish, http::Response> readBudget(const boost::json::object &body)
{
    BodyReader reader(
        body, {"id", "name", "tenant", "period", "limit_usd", "warn_at_percent", "is_enabled"},
        "budgets.");
    BudgetWish wish;
    wish.id = readIdIfAny(reader);
    wish.budget.name = reader.text("name", longestBudgetName);
    wish.budget.tenant = reader.textIfAny("tenant", longestBudgetTenant);
    wish.budget.isMonthly = reader.choice("period", periods) == "month";
    wish.budget.limitUsd = reader.decimal("limit_usd", 0, highestBudget, 0);
    wish.budget.warnAtPercent =
        static_cast<int>(reader.number("warn_at_percent", 1, 100, usualWarning));
    wish.isEnabled = !reader.has("is_enabled") || reader.flag("is_enabled");
    if (wish.budget.limitUsd <= 0)
        reader.refuse("limit_usd", "must be more than nothing.");
    if (reader.refusal())
        return *reader.refusal();
    return wish;
}

/// A row with what is used of it now.
boost::json::value withUsage(boost::json::value row, const AiUsage &usage)
{
    boost::json::object &json = row.as_object();
    Budget budget;
    budget.isMonthly = json.at("period").as_string() == "month";
    if (json.at("tenant").is_string())
        budget.tenant = std::string(json.at("tenant").as_string());
    const auto used = usedOf(budget, usage);
    const TimeRange period = periodOf(budget, usage.now);
    json["used_usd"] = used ? boost::json::value(*used) : boost::json::value();
    json["period_start"] = toRfc3339(period.from);
    json["period_end"] = toRfc3339(period.until);
    return row;
}

Result<http::Response> budgetsFor(const Call &call, postgres::Session &session)
{
    Query query;
    requireScope(query, call.actor, {"tenant", "NULL::text"});
    const auto rows = session.execute("SELECT to_jsonb(b)::text FROM gatehouse.budget b"
                                          + query.where() + " ORDER BY name, id",
                                      query.parameters());
    const auto usage = rows ? readUsage(session, call.clock.now()) : failure(rows.error());
    if (!usage)
        return failure(usage.error());
    boost::json::array budgets;
    for (int row = 0; row < rows->size(); ++row)
        budgets.push_back(withUsage(boost::json::parse(rows->get<std::string>(row, 0)), *usage));
    return http::jsonResponse(
        200, boost::json::serialize(boost::json::object{{"budgets", std::move(budgets)}}));
}

/// Before anything is written: all or none.
Result<std::optional<Outcome>> budgetsRefusal(postgres::Session &session,
                                              const BudgetWishes &wishes)
{
    const auto rows = session.execute("SELECT count(*) FROM gatehouse.budget");
    if (!rows)
        return failure(rows.error());
    auto budgets = rows->get<std::int64_t>(0, 0);
    for (const BudgetWish &wish : wishes) {
        budgets += wish.id ? 0 : 1;
        if (!wish.id)
            continue;
        const auto before = findJson(session, selectBudget, *wish.id);
        if (!before)
            return failure(before.error());
        if (!*before)
            return std::optional(unprocessable(
                "unknown_id", "There is no budget with this id. Leave it out to make a new one."));
    }
    if (budgets <= mostBudgets)
        return std::optional<Outcome>();
    return std::optional(conflict("too_many_budgets",
                                  "There are 500 budgets at the most: each is looked at every "
                                  "minute. Delete some before."));
}

/// Whether it is of another tenant or period: what was found of the former ones is over. What a
/// changed limit ends the next look finds out.
bool isOfSomethingElse(const std::string &before, const std::string &after)
{
    const auto former = boost::json::parse(before), now = boost::json::parse(after);
    return former.at("tenant") != now.at("tenant") || former.at("period") != now.at("period");
}

/// What was there before and what is there now.
Result<boost::json::value> storeBudget(const ChangeRequest &request, postgres::Session &session,
                                       const BudgetWish &wish)
{
    const Uuid id = wish.id.value_or(UuidGenerator(request.call.clock).next());
    const auto before = findJson(session, selectBudget, id);
    if (!before)
        return failure(before.error());
    const auto stored =
        session.execute(upsertBudget,
                        {id, wish.budget.name, nullable(wish.budget.tenant),
                         std::string(wish.budget.isMonthly ? "month" : "day"), wish.budget.limitUsd,
                         std::int64_t(wish.budget.warnAtPercent), wish.isEnabled,
                         request.call.clock.now(), request.call.actor.name});
    const auto after = stored ? findJson(session, selectBudget, id) : failure(stored.error());
    if (!after)
        return failure(after.error());
    const auto resolved = *before && isOfSomethingElse(**before, **after)
        ? resolveAlertsOf(session, id, request.call.clock.now())
        : Result<>();
    if (!resolved)
        return failure(resolved.error());
    return boost::json::value(beforeAndAfter(*before, *after));
}

Result<Outcome> doChangeBudgets(const ChangeRequest &request, postgres::Session &session)
{
    auto reading = readWishes<BudgetWish>(request.body, "budgets", mostBudgetsOfACall, readBudget);
    if (auto *bad = std::get_if<http::Response>(&reading))
        return refused(std::move(*bad));
    const auto &wishes = std::get<BudgetWishes>(reading);
    auto refusal = budgetsRefusal(session, wishes);
    if (!refusal || *refusal)
        return refusal ? Result<Outcome>(std::move(**refusal)) : failure(refusal.error());
    boost::json::array changes;
    for (const BudgetWish &wish : wishes) {
        auto changed = storeBudget(request, session, wish);
        if (!changed)
            return failure(changed.error());
        changes.push_back(std::move(*changed));
    }
    const boost::json::object detail{{"changes", std::move(changes)}};
    return answeredWith(
        budgetsFor(request.call, session),
        {"budgets.change", "budgets", "budgets", request.reason, boost::json::serialize(detail)});
}

Result<Outcome> doDeleteBudget(const ChangeRequest &request, postgres::Session &session)
{
    const auto id = idParameter(request.call);
    const auto before =
        id ? findJson(session, selectBudget, *id) : Result<std::optional<std::string>>();
    if (!before)
        return failure(before.error());
    if (!*before)
        return refused(notFound());
    const auto resolved = resolveAlertsOf(session, *id, request.call.clock.now());
    const auto deleted = resolved
        ? session.execute("DELETE FROM gatehouse.budget WHERE id = $1", {*id})
        : failure(resolved.error());
    if (!deleted)
        return failure(deleted.error());
    return answeredWith(budgetsFor(request.call, session),
                        {"budgets.delete", "budget", id->toString(), request.reason,
                         boost::json::serialize(beforeAndAfter(*before, std::nullopt))});
}

} // namespace

Result<http::Response> showBudgets(const Call &call, postgres::Session &session)
{
    return budgetsFor(call, session);
}

Result<http::Response> changeBudgets(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doChangeBudgets);
}

Result<http::Response> deleteBudget(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doDeleteBudget);
}

Result<http::Response> dryRunBudget(const Call &call, postgres::Session &session)
{
    auto body = parseBody(call.request.body);
    if (auto *bad = std::get_if<http::Response>(&body))
        return std::move(*bad);
    BodyReader reader(std::get<boost::json::object>(body), {"budget"});
    const boost::json::object *object = reader.object("budget");
    if (!object)
        reader.refuse("budget", "is missing.");
    if (reader.refusal())
        return *reader.refusal();
    const auto wish = readBudget(*object);
    if (const auto *bad = std::get_if<http::Response>(&wish))
        return *bad;
    return tryBudget(session, std::get<BudgetWish>(wish).budget, call.clock.now())
        .map(dryRunAnswer);
}

} // namespace gatehouse::gateway::admin
