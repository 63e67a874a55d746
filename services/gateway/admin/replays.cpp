#include "services/gateway/admin/replays.h"

#include "services/core/log.h"
#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/postgres/session.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>

namespace gatehouse::gateway::admin {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t longestTarget = 100;
constexpr std::size_t longestEnvironment = 40;
constexpr std::size_t mostTargets = 20;
constexpr std::size_t longestDetail = std::size_t{4} * 1024; ///< bytes of JSON
constexpr std::int64_t mostReplayed = 10'000'000;
constexpr std::chrono::minutes grantTime{10};
constexpr std::array phases = {"plan"sv, "outcome"sv};

/// What a console says of a replay.
struct ReplayWish
{
    std::string id;
    std::string phase;
    std::string target;
    std::string environment;
    std::int64_t events = 0;
    boost::json::value detail; ///< the plan, or the outcome
};

std::variant<ReplayWish, http::Response> readReplayWish(const boost::json::object &body)
{
    BodyReader reader(body, {"id", "phase", "target", "environment", "events", "detail"});
    ReplayWish wish;
    wish.id = reader.text("id", longestTarget);
    wish.phase = reader.choice("phase", phases);
    wish.target = reader.text("target", longestTarget);
    wish.environment = reader.text("environment", longestEnvironment);
    wish.events = reader.number("events", 0, mostReplayed, 0);
    if (!Uuid::parse(wish.id))
        reader.refuse("id", "must be a UUID.");
    if (const boost::json::object *detail = reader.object("detail"))
        wish.detail = *detail;
    if (boost::json::serialize(wish.detail).size() > longestDetail)
        reader.refuse("detail", "must be at most 4 KiB.");
    if (reader.refusal())
        return *reader.refusal();
    return wish;
}

constexpr std::string_view grantOf = "SELECT max(expires_at) FROM gatehouse.production_grant"
                                     " WHERE $1 = ANY (targets) AND expires_at > $2";

Result<std::optional<Timestamp>> grantedUntil(const ChangeRequest &request,
                                              postgres::Session &session, const std::string &target)
{
    const auto rows = session.execute(grantOf, {target, request.call.clock.now()});
    if (!rows)
        return failure(rows.error());
    return rows->find<Timestamp>(0, 0);
}

boost::json::value timeOrNull(const std::optional<Timestamp> &time)
{
    return time ? boost::json::value(toRfc3339(*time)) : boost::json::value();
}

/// However a person wrote it.
bool isProduction(std::string_view environment)
{
    constexpr std::string_view production = "production";
    constexpr std::string_view blanks = " \t\r\n";
    environment.remove_prefix(std::min(environment.find_first_not_of(blanks), environment.size()));
    environment = environment.substr(0, environment.find_last_not_of(blanks) + 1);
    return std::equal(environment.begin(), environment.end(), production.begin(), production.end(),
                      [](unsigned char a, unsigned char b) { return std::tolower(a) == b; });
}

Outcome grantNeeded()
{
    return refused(http::problem(403, "grant_needed",
                                 "This target is production. An admin can grant it for ten minutes "
                                 "(POST production-grants)."));
}

Result<Outcome> doRecordReplay(const ChangeRequest &request, postgres::Session &session)
{
    auto reading = readReplayWish(request.body);
    if (auto *bad = std::get_if<http::Response>(&reading))
        return refused(std::move(*bad));
    const auto &wish = std::get<ReplayWish>(reading);
    std::optional<Timestamp> until;
    if (isProduction(wish.environment) && wish.phase == "plan") {
        const auto granted = grantedUntil(request, session, wish.target);
        if (!granted)
            return failure(granted.error());
        if (!*granted)
            return grantNeeded();
        until = *granted;
    }
    const boost::json::object detail{{"target", wish.target},
                                     {"environment", wish.environment},
                                     {"events", wish.events},
                                     {wish.phase, wish.detail}};
    const boost::json::object answer{
        {"id", wish.id}, {"phase", wish.phase}, {"allowed_until", timeOrNull(until)}};
    return Outcome{http::jsonResponse(200, boost::json::serialize(answer)),
                   LedgerEntry{"replay." + wish.phase, "replay", wish.id, request.reason,
                               boost::json::serialize(detail)}};
}

constexpr std::string_view insertGrant = "INSERT INTO gatehouse.production_grant (id, granted_by, "
                                         "targets, reason, created_at, expires_at)"
                                         " VALUES ($1, $2, $3, $4, $5, $6)";

/// The ledger keeps what was granted.
constexpr std::string_view deleteOldGrants =
    "DELETE FROM gatehouse.production_grant WHERE expires_at < $1";

boost::json::array targetsJson(const std::vector<std::string> &targets)
{
    boost::json::array list;
    for (const std::string &target : targets)
        list.emplace_back(target);
    return list;
}

postgres::Array<std::string> asArray(const std::vector<std::string> &targets)
{
    return {targets.begin(), targets.end()};
}

Result<Outcome> doCreateGrant(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {"targets"});
    const auto targets = reader.textsIfAny("targets", longestTarget, mostTargets);
    if (!targets)
        reader.refuse("targets", "must name at least one target.");
    if (reader.refusal())
        return refused(*reader.refusal());
    const Timestamp now = request.call.clock.now();
    const Uuid id = UuidGenerator(request.call.clock).next();
    if (const auto deleted = session.execute(deleteOldGrants, {now}); !deleted)
        return failure(deleted.error());
    const auto made = session.execute(
        insertGrant,
        {id, request.call.actor.name, asArray(*targets), request.reason, now, now + grantTime});
    if (!made)
        return failure(made.error());
    const boost::json::object grant{{"id", id.toString()},
                                    {"targets", targetsJson(*targets)},
                                    {"expires_at", toRfc3339(now + grantTime)}};
    const boost::json::object detail{{"before", nullptr}, {"after", grant}};
    return Outcome{http::jsonResponse(201, boost::json::serialize(grant)),
                   LedgerEntry{"production_grants.create", "production_grant", id.toString(),
                               request.reason, boost::json::serialize(detail)}};
}

constexpr std::string_view selectGrants =
    "SELECT coalesce(json_agg(json_build_object('id', id, 'granted_by', granted_by, 'targets', "
    "targets,"
    " 'reason', reason, 'expires_at', to_char(expires_at AT TIME ZONE 'UTC',"
    " 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')) ORDER BY expires_at DESC), '[]')::text"
    " FROM gatehouse.production_grant WHERE expires_at > $1";

} // namespace

Result<http::Response> recordReplay(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doRecordReplay);
}

Result<http::Response> listProductionGrants(const Call &call, postgres::Session &session)
{
    if (!isForAll(call.actor))
        return http::jsonResponse(200, R"({"items":[]})");
    return session.execute(selectGrants, {call.clock.now()}).map([](const postgres::Rows &rows) {
        return http::jsonResponse(200, "{\"items\":" + rows.get<std::string>(0, 0) + "}");
    });
}

Result<http::Response> createProductionGrant(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doCreateGrant);
}

} // namespace gatehouse::gateway::admin
