#include "services/gateway/admin/retentioncalls.h"

#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/store/retention.h"

#include <boost/json.hpp>

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::int64_t mostRetentionDays = 36500;
constexpr std::size_t mostRetentionRules = 50;
constexpr std::size_t longestRetentionName = 40;
constexpr int mostBatchesOfACall = 20;

/// A rule as it is wished; no days: it is to be taken away.
struct RetentionWish
{
    std::string collection, status;
    std::optional<int> days;
};

using RetentionWishes = std::vector<RetentionWish>;

std::variant<RetentionWish, http::Response> readRetentionWish(const boost::json::object &rule)
{
    BodyReader reader(rule, {"collection", "status", "days"}, "rules.");
    RetentionWish wish;
    wish.collection = reader.text("collection", longestRetentionName);
    wish.status = reader.textIfAny("status", longestRetentionName).value_or("");
    if (reader.has("days"))
        wish.days = static_cast<int>(reader.number("days", 1, mostRetentionDays, 1));
    const auto statuses = retentionStatuses(wish.collection);
    if (statuses.empty())
        reader.refuse("collection",
                      "must be events, payloads, jobs, dead_letters, refused or minutes.");
    else if (std::find(statuses.begin(), statuses.end(), wish.status) == statuses.end())
        reader.refuse("status", "is none that " + wish.collection + " have.");
    if (reader.refusal())
        return *reader.refusal();
    return wish;
}

std::variant<RetentionWishes, http::Response> readRetentionWishes(const boost::json::object &body,
                                                                  bool isNeeded)
{
    BodyReader reader(body, {"rules"});
    const boost::json::value *value = body.if_contains("rules");
    const boost::json::array *rules = value ? value->if_array() : nullptr;
    const bool isGood =
        rules ? rules->size() <= mostRetentionRules && !rules->empty() : !value && !isNeeded;
    if (!isGood)
        reader.refuse("rules", "must be a list of 1 to 50 rules.");
    if (reader.refusal())
        return *reader.refusal();
    RetentionWishes wishes;
    for (std::size_t i = 0; rules && i < rules->size(); ++i) {
        const boost::json::object *rule = rules->at(i).if_object();
        auto wish = readRetentionWish(rule ? *rule : boost::json::object());
        if (auto *bad = std::get_if<http::Response>(&wish))
            return std::move(*bad);
        wishes.push_back(std::move(std::get<RetentionWish>(wish)));
    }
    return wishes;
}

std::vector<RetentionRule> merged(std::vector<RetentionRule> rules, const RetentionWishes &wishes)
{
    for (const RetentionWish &wish : wishes) {
        std::erase_if(rules, [&](const RetentionRule &rule) {
            return rule.collection == wish.collection && rule.status == wish.status;
        });
        if (wish.days)
            rules.push_back({wish.collection, wish.status, *wish.days});
    }
    return rules;
}

Result<std::string> storedRulesJson(postgres::Session &session)
{
    return session
        .execute("SELECT jsonb_build_object('rules', coalesce(jsonb_agg(to_jsonb(r)"
                 " ORDER BY r.collection, r.status), '[]'))::text FROM gatehouse.retention_rule r")
        .map([](const postgres::Rows &rows) { return rows.get<std::string>(0, 0); });
}

boost::json::value rulesOnly(const std::string &json)
{
    const boost::json::value stored = boost::json::parse(json);
    boost::json::array rules;
    for (const auto &rule : stored.at("rules").as_array())
        rules.push_back({{"collection", rule.at("collection")},
                         {"status", rule.at("status")},
                         {"days", rule.at("days")}});
    return rules;
}

Result<> storeRetention(postgres::Session &session, const RetentionWish &wish,
                        const std::string &actor)
{
    const auto done = wish.days
        ? session.execute("INSERT INTO gatehouse.retention_rule (collection, status, days,"
                          " changed_by) VALUES ($1, $2, $3, $4) ON CONFLICT (collection, status)"
                          " DO UPDATE SET days = excluded.days, changed_at = now(),"
                          " changed_by = excluded.changed_by",
                          {wish.collection, wish.status, std::int64_t{*wish.days}, actor})
        : session.execute("DELETE FROM gatehouse.retention_rule"
                          " WHERE collection = $1 AND status = $2",
                          {wish.collection, wish.status});
    return done.map([](const postgres::Rows &) {});
}

Result<Outcome> doChangeRetention(const ChangeRequest &request, postgres::Session &session)
{
    const auto reading = readRetentionWishes(request.body, true);
    if (const auto *bad = std::get_if<http::Response>(&reading))
        return refused(*bad);
    const auto before = storedRulesJson(session);
    if (!before)
        return failure(before.error());
    for (const RetentionWish &wish : std::get<RetentionWishes>(reading)) {
        if (auto stored = storeRetention(session, wish, request.call.actor.name); !stored)
            return failure(stored.error());
    }
    const auto after = storedRulesJson(session);
    if (!after)
        return failure(after.error());
    const boost::json::object detail{{"before", rulesOnly(*before)}, {"after", rulesOnly(*after)}};
    return Outcome{http::jsonResponse(200, *after),
                   LedgerEntry{"retention.change", "retention", "rules", request.reason,
                               boost::json::serialize(detail)}};
}

Result<Outcome> doRunRetention(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {});
    if (reader.refusal())
        return refused(*reader.refusal());
    const auto rules = readRetentionRules(session);
    const auto now = rules ? databaseTime(session) : failure(rules.error());
    const auto report =
        now ? runRetention(session, *rules, {*now, mostBatchesOfACall}) : failure(now.error());
    if (!report)
        return failure(report.error());
    const std::string json = reportJson(*report);
    return Outcome{http::jsonResponse(200, json),
                   LedgerEntry{"retention.run", "retention", "rules", request.reason, json}};
}

} // namespace

Result<http::Response> showRetention(const Call &, postgres::Session &session)
{
    return storedRulesJson(session).map(
        [](const std::string &json) { return http::jsonResponse(200, json); });
}

Result<http::Response> changeRetention(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doChangeRetention);
}

Result<http::Response> tryRetention(const Call &call, postgres::Session &session)
{
    auto body = parseBody(call.request.body);
    if (auto *bad = std::get_if<http::Response>(&body))
        return std::move(*bad);
    const auto reading = readRetentionWishes(std::get<boost::json::object>(body), false);
    if (const auto *bad = std::get_if<http::Response>(&reading))
        return *bad;
    const auto stored = readRetentionRules(session);
    if (!stored)
        return failure(stored.error());
    const auto rules = merged(*stored, std::get<RetentionWishes>(reading));
    const auto now = databaseTime(session);
    const auto counts = now ? countRetention(session, rules, *now) : failure(now.error());
    if (!counts)
        return failure(counts.error());
    return http::jsonResponse(200, R"({"rules":)" + countsJson(*counts, true) + '}');
}

Result<http::Response> startRetention(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doRunRetention);
}

} // namespace gatehouse::gateway::admin
