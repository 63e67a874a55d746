#include "services/gateway/admin/privacy.h"

#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/scope.h"
#include "services/privacy/maskingrule.h"

#include <boost/json.hpp>

#include <array>

namespace gatehouse::gateway::admin {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t longestRuleTenant = 100;
constexpr std::size_t longestRuleSource = 40;
constexpr std::size_t longestRuleGlob = 200;
constexpr std::int64_t mostMaskingRules = 500; ///< each is asked for every value that is shown
constexpr std::array maskingModes = {"auto"sv, "on"sv, "off"sv};
constexpr std::array maskKindNames = {"keep"sv,  "text"sv,    "name"sv, "email"sv,
                                      "phone"sv, "address"sv, "ip"sv};

struct MaskingPolicy
{
    std::string mode;
    bool masks = false;
};

Result<MaskingPolicy> readMaskingPolicy(postgres::Session &session)
{
    return session.execute("SELECT mode, masks FROM console.privacy")
        .map([](const postgres::Rows &rows) {
            return MaskingPolicy{rows.get<std::string>(0, 0), rows.get<bool>(0, 1)};
        });
}

boost::json::array builtInJson()
{
    boost::json::array list;
    for (const privacy::BuiltInRule &rule : privacy::builtInPlaces()) {
        const std::string_view kind = privacy::kindName(rule.kind);
        list.push_back(
            {{"path", rule.glob}, {"kind", boost::json::string(kind.data(), kind.size())}});
    }
    return list;
}

std::string maskingPolicyJson(const MaskingPolicy &policy)
{
    return boost::json::serialize(boost::json::object{
        {"masking", policy.mode}, {"masks", policy.masks}, {"built_in", builtInJson()}});
}

Result<Outcome> doChangePrivacy(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {"masking"});
    const std::string mode = reader.choice("masking", maskingModes);
    if (reader.refusal())
        return refused(*reader.refusal());
    if (!isForAll(request.call.actor))
        return refused(outsideScope());
    const auto before = readMaskingPolicy(session);
    const auto written = session.execute("INSERT INTO gatehouse.setting VALUES ('masking', $1)"
                                         " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                                         {mode});
    const auto after = written ? readMaskingPolicy(session) : failure(written.error());
    if (!before || !after)
        return failure(before ? after.error() : before.error());
    const boost::json::object detail{
        {"before", {{"masking", before->mode}, {"masks", before->masks}}},
        {"after", {{"masking", mode}, {"masks", after->masks}}}};
    return Outcome{http::jsonResponse(200, maskingPolicyJson(*after)),
                   LedgerEntry{"privacy.change", "privacy", "masking", request.reason,
                               boost::json::serialize(detail)}};
}

struct RuleWish
{
    std::string kind;
    std::optional<std::string> path, value, tenant, source;
};

std::variant<RuleWish, http::Response> readRuleWish(const boost::json::object &body)
{
    BodyReader reader(body, {"kind", "path", "value", "tenant", "source"});
    RuleWish wish{reader.choice("kind", maskKindNames), reader.textIfAny("path", longestRuleGlob),
                  reader.textIfAny("value", longestRuleGlob),
                  reader.textIfAny("tenant", longestRuleTenant),
                  reader.textIfAny("source", longestRuleSource)};
    if (wish.path.has_value() == wish.value.has_value())
        reader.refuse("path", "or 'value' must be given, and not both.");
    if (wish.path && !privacy::MaskingRule::ofPlace(*wish.path, privacy::MaskKind::Text))
        reader.refuse("path", "must be like /body/**/nickname: names behind slashes.");
    if (wish.value && !privacy::MaskingRule::ofValue(*wish.value, privacy::MaskKind::Text))
        reader.refuse("value", "must hold something else than *.");
    if (reader.refusal())
        return *reader.refusal();
    return wish;
}

/// A rule of no source concerns all of them, one of no tenant all tenants.
bool mayRule(const Actor &actor, const std::optional<std::string> &tenant,
             const std::optional<std::string> &source)
{
    const bool sourceIsTheirs = !actor.sources || (source && isWithin(actor.sources, *source));
    const bool tenantIsTheirs = !actor.tenants || (tenant && isWithin(actor.tenants, *tenant));
    return sourceIsTheirs && tenantIsTheirs;
}

/// Of the rule as JSON, for the ledger.
LedgerEntry ruleEntry(const ChangeRequest &request, std::string_view action, const Uuid &id,
                      const std::optional<std::string> &before,
                      const std::optional<std::string> &after)
{
    const auto state = [](const std::optional<std::string> &row) {
        return stateOf(row, {"kind", "path", "value", "tenant", "source"});
    };
    const auto rule = boost::json::parse(before ? *before : after.value_or("{}")).as_object();
    const boost::json::object detail{{"before", state(before)},
                                     {"after", state(after)},
                                     {"tenant", rule.at("tenant")},
                                     {"source", rule.at("source")}};
    return {std::string(action), "masking_rule", id.toString(), request.reason,
            boost::json::serialize(detail)};
}

Result<Outcome> insertRule(const ChangeRequest &request, postgres::Session &session,
                           const RuleWish &wish)
{
    const Uuid id = UuidGenerator(request.call.clock).next();
    const auto inserted = session.execute(
        "INSERT INTO gatehouse.masking_rule (id, created_at, created_by, tenant, source, path,"
        " value, kind) VALUES ($1, gatehouse.uuid_time($1), $2, $3, $4, $5, $6, $7)",
        {id, request.call.actor.name, nullable(wish.tenant), nullable(wish.source),
         nullable(wish.path), nullable(wish.value), wish.kind});
    if (!inserted)
        return failure(inserted.error());
    const auto row = findRow(request.call, session, maskingRuleList(), id);
    if (!row)
        return failure(row.error());
    return Outcome{http::jsonResponse(201, row->value_or("null")),
                   ruleEntry(request, "masking_rules.create", id, std::nullopt, *row)};
}

Result<Outcome> doCreateRule(const ChangeRequest &request, postgres::Session &session)
{
    const auto reading = readRuleWish(request.body);
    if (const auto *bad = std::get_if<http::Response>(&reading))
        return refused(*bad);
    const auto &wish = std::get<RuleWish>(reading);
    auto unknown = wish.source ? unknownSource(request.call.actor, *wish.source) : std::nullopt;
    if (unknown)
        return refused(std::move(*unknown));
    if (!mayRule(request.call.actor, wish.tenant, wish.source))
        return refused(outsideScope());
    const auto rules = session.execute("SELECT count(*) FROM gatehouse.masking_rule");
    if (!rules)
        return failure(rules.error());
    if (rules->get<std::int64_t>(0, 0) >= mostMaskingRules)
        return conflict("too_many_rules",
                        "There are 500 masking rules, and each is asked for every value that is "
                        "shown. Delete one before, or say more with one: paths take * and **.");
    return insertRule(request, session, wish);
}

Result<Outcome> doDeleteRule(const ChangeRequest &request, postgres::Session &session)
{
    const auto id = idParameter(request.call);
    const auto row = id ? findRow(request.call, session, maskingRuleList(), *id)
                        : Result<std::optional<std::string>>();
    if (!row)
        return failure(row.error());
    if (!*row)
        return refused(notFound());
    const auto rule = boost::json::parse(**row).as_object();
    const auto nameOf = [&rule](const char *member) {
        const auto &value = rule.at(member);
        return value.is_string() ? std::optional<std::string>(value.as_string().c_str())
                                 : std::nullopt;
    };
    if (!mayRule(request.call.actor, nameOf("tenant"), nameOf("source")))
        return refused(outsideScope());
    const auto deleted = session.execute("DELETE FROM gatehouse.masking_rule WHERE id = $1", {*id});
    if (!deleted)
        return failure(deleted.error());
    return Outcome{http::jsonResponse(200, **row),
                   ruleEntry(request, "masking_rules.delete", *id, *row, std::nullopt)};
}

} // namespace

Result<http::Response> showPrivacy(const Call &, postgres::Session &session)
{
    return readMaskingPolicy(session).map([](const MaskingPolicy &policy) {
        return http::jsonResponse(200, maskingPolicyJson(policy));
    });
}

Result<http::Response> changePrivacy(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doChangePrivacy);
}

Result<http::Response> listMaskingRules(const Call &call, postgres::Session &session)
{
    return listRows(call, session, maskingRuleList());
}

Result<http::Response> createMaskingRule(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doCreateRule);
}

Result<http::Response> deleteMaskingRule(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doDeleteRule);
}

} // namespace gatehouse::gateway::admin
