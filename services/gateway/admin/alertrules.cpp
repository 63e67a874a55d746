#include "services/gateway/admin/alertrules.h"

#include "services/core/log.h"
#include "services/gateway/admin/alertrulewish.h"
#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/admin/dryrunanswer.h"
#include "services/gateway/admin/measures.h"
#include "services/gateway/admin/query.h"
#include "services/gateway/admin/wishlist.h"
#include "services/gateway/alerts/alertstore.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t mostRulesOfACall = 50;
constexpr std::int64_t mostAlertRules = 200; ///< each is looked at every minute
constexpr std::int64_t mostTriedHours = 168;

constexpr std::string_view upsertRule = R"(
INSERT INTO gatehouse.alert_rule (id, name, kind, severity, is_enabled, tenant, measure, value, filter,
            window_seconds, comparison, threshold, clear_threshold, for_seconds, minimum_calls, changed_at, changed_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb, $10::bigint, $11, $12, $13, $14::bigint, $15, $16, $17)
    ON CONFLICT (id) DO UPDATE
   SET name = excluded.name, kind = excluded.kind, severity = excluded.severity, is_enabled = excluded.is_enabled,
       tenant = excluded.tenant, measure = excluded.measure, value = excluded.value, filter = excluded.filter,
       window_seconds = excluded.window_seconds, comparison = excluded.comparison, threshold = excluded.threshold,
       clear_threshold = excluded.clear_threshold, for_seconds = excluded.for_seconds,
       minimum_calls = excluded.minimum_calls, changed_at = excluded.changed_at, changed_by = excluded.changed_by)";

constexpr std::string_view selectRule =
    "SELECT to_jsonb(r)::text FROM gatehouse.alert_rule r WHERE id = $1";

Result<http::Response> rulesFor(const Actor &actor, postgres::Session &session)
{
    Query query;
    requireScope(query, actor, {"tenant", "NULL::text"});
    return session
        .execute(
            "SELECT jsonb_build_object('rules', coalesce(jsonb_agg(to_jsonb(r) ORDER BY r.name,"
            " r.id), '[]'))::text FROM (SELECT * FROM gatehouse.alert_rule"
                + query.where() + ") r",
            query.parameters())
        .map([](const postgres::Rows &rows) {
            return http::jsonResponse(200, rows.get<std::string>(0, 0));
        });
}

bool hasWindow(const AlertRule &rule)
{
    return rule.window.count() > 0;
}

postgres::Value whereMeasured(const AlertRule &rule, postgres::Value value)
{
    return rule.kind == "measure" ? std::move(value) : postgres::Value();
}

postgres::Value whereWindow(const AlertRule &rule, postgres::Value value)
{
    return hasWindow(rule) ? std::move(value) : postgres::Value();
}

postgres::Parameters parametersOf(const ChangeRequest &request, const AlertRuleWish &wish,
                                  const Uuid &id)
{
    const AlertRule &rule = wish.rule;
    const std::string comparison = rule.firesBelow ? "below" : "above";
    return {id,
            rule.name,
            rule.kind,
            rule.severity,
            wish.isEnabled,
            nullable(rule.tenant),
            whereMeasured(rule, rule.measure),
            rule.value.empty() ? postgres::Value() : postgres::Value(rule.value),
            rule.filterJson,
            whereWindow(rule, std::int64_t(rule.window.count())),
            whereMeasured(rule, comparison),
            whereWindow(rule, rule.threshold),
            whereWindow(rule, rule.clearThreshold),
            std::int64_t(rule.holdFor.count()),
            rule.minimumCalls,
            request.call.clock.now(),
            request.call.actor.name};
}

/// Why a rule cannot be in place of the one that there is.
std::optional<Outcome> replacementRefusal(const AlertRuleWish &wish,
                                          const std::optional<std::string> &before)
{
    if (!wish.id)
        return std::nullopt;
    if (!before)
        return unprocessable("unknown_id",
                             "There is no rule with this id. Leave it out to make a new one.");
    const auto stored = boost::json::parse(*before).as_object();
    if (stored.at("is_built_in").as_bool() && stored.at("kind").as_string() != wish.rule.kind)
        return conflict("built_in",
                        "This rule comes with the gateway: it can be changed and switched off, but "
                        "stays of its kind.");
    return std::nullopt;
}

using RuleWishes = std::vector<AlertRuleWish>;

/// Before anything is written: all or none.
Result<std::optional<Outcome>> rulesRefusal(postgres::Session &session, const RuleWishes &wishes)
{
    const auto rows = session.execute("SELECT count(*) FROM gatehouse.alert_rule");
    if (!rows)
        return failure(rows.error());
    auto rules = rows->get<std::int64_t>(0, 0);
    for (const AlertRuleWish &wish : wishes) {
        const auto before = wish.id ? findJson(session, selectRule, *wish.id)
                                    : Result<std::optional<std::string>>();
        if (!before)
            return failure(before.error());
        if (auto refusal = replacementRefusal(wish, *before))
            return refusal;
        rules += wish.id ? 0 : 1;
    }
    if (rules <= mostAlertRules)
        return std::optional<Outcome>();
    return std::optional(
        conflict("too_many_rules",
                 "There are 200 rules at the most: each is looked at every minute. "
                 "Delete some before."));
}

/// Whether it looks at something else, or otherwise: what the former rule found it did not find.
bool looksOtherwise(const std::string &before, const std::string &after)
{
    const auto looked = [](const std::string &json) {
        boost::json::object rule = boost::json::parse(json).as_object();
        for (const char *name : {"name", "severity", "is_enabled", "changed_at", "changed_by"})
            rule.erase(name);
        return rule;
    };
    return looked(before) != looked(after);
}

/// What was there before and what is there now.
Result<boost::json::value> storeRule(const ChangeRequest &request, postgres::Session &session,
                                     const AlertRuleWish &wish)
{
    const Uuid id = wish.id.value_or(UuidGenerator(request.call.clock).next());
    const auto before = findJson(session, selectRule, id);
    if (!before)
        return failure(before.error());
    const auto stored = session.execute(upsertRule, parametersOf(request, wish, id));
    const auto forgotten = stored
        ? session.execute("DELETE FROM gatehouse.alert_pending WHERE rule_id = $1", {id})
        : failure(stored.error());
    const auto after = forgotten ? findJson(session, selectRule, id) : failure(forgotten.error());
    if (!after)
        return failure(after.error());
    const auto resolved = *before && looksOtherwise(**before, **after)
        ? resolveAlertsOf(session, id, request.call.clock.now())
        : Result<>();
    if (!resolved)
        return failure(resolved.error());
    return boost::json::value(beforeAndAfter(*before, *after));
}

Result<Outcome> doChangeRules(const ChangeRequest &request, postgres::Session &session)
{
    auto reading =
        readWishes<AlertRuleWish>(request.body, "rules", mostRulesOfACall, readAlertRule);
    if (auto *bad = std::get_if<http::Response>(&reading))
        return refused(std::move(*bad));
    const auto &wishes = std::get<RuleWishes>(reading);
    auto refusal = rulesRefusal(session, wishes);
    if (!refusal || *refusal)
        return refusal ? Result<Outcome>(std::move(**refusal)) : failure(refusal.error());
    boost::json::array changes;
    for (const AlertRuleWish &wish : wishes) {
        auto changed = storeRule(request, session, wish);
        if (!changed)
            return failure(changed.error());
        changes.push_back(std::move(*changed));
    }
    const boost::json::object detail{{"changes", std::move(changes)}};
    return answeredWith(rulesFor(request.call.actor, session),
                        {"alert_rules.change", "alert_rules", "rules", request.reason,
                         boost::json::serialize(detail)});
}

Result<Outcome> doDeleteRule(const ChangeRequest &request, postgres::Session &session)
{
    const auto id = idParameter(request.call);
    const auto before =
        id ? findJson(session, selectRule, *id) : Result<std::optional<std::string>>();
    if (!before)
        return failure(before.error());
    if (!*before)
        return refused(notFound());
    if (boost::json::parse(**before).at("is_built_in").as_bool())
        return conflict("built_in",
                        "This rule comes with the gateway, so it stays. Switch it off instead.");
    const auto resolved = resolveAlertsOf(session, *id, request.call.clock.now());
    const auto deleted = resolved
        ? session.execute("DELETE FROM gatehouse.alert_rule WHERE id = $1", {*id})
        : failure(resolved.error());
    if (!deleted)
        return failure(deleted.error());
    return answeredWith(rulesFor(request.call.actor, session),
                        {"alert_rules.delete", "alert_rule", id->toString(), request.reason,
                         boost::json::serialize(beforeAndAfter(*before, std::nullopt))});
}

} // namespace

Result<http::Response> showAlertRules(const Call &call, postgres::Session &session)
{
    return rulesFor(call.actor, session);
}

Result<http::Response> changeAlertRules(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doChangeRules);
}

Result<http::Response> deleteAlertRule(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doDeleteRule);
}

Result<http::Response> tryAlertRule(const Call &call, postgres::Session &session)
{
    auto body = parseBody(call.request.body);
    if (auto *bad = std::get_if<http::Response>(&body))
        return std::move(*bad);
    BodyReader reader(std::get<boost::json::object>(body), {"rule", "hours"});
    const boost::json::object *object = reader.object("rule");
    const auto hours = reader.number("hours", 1, mostTriedHours, 24);
    if (!object)
        reader.refuse("rule", "is missing.");
    if (reader.refusal())
        return *reader.refusal();
    const auto wish = readAlertRule(*object);
    if (const auto *bad = std::get_if<http::Response>(&wish))
        return *bad;
    return tryRule(session, std::get<AlertRuleWish>(wish).rule, storedConditions,
                   std::chrono::hours(hours), call.clock.now())
        .map(dryRunAnswer);
}

} // namespace gatehouse::gateway::admin
