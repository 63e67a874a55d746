#include "services/gateway/admin/routes.h"

#include "services/gateway/admin/baseurl.h"
#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/eventtypeglob.h"
#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/scope.h"

#include <boost/json.hpp>

#include <array>

namespace gatehouse::gateway::admin {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t longestSource = 40;
constexpr std::size_t longestRouteType = 128;
constexpr std::size_t longestReference = 100;
constexpr std::size_t longestRoutePath = 500;
constexpr std::array knownModes = {"live"sv, "dry_run"sv, "mirror"sv, "off"sv};

struct RouteWish
{
    std::string source;
    std::string eventType;
    std::optional<std::string> tenant;
    std::string destination; ///< name or id
    std::string path;
    std::string mode;
};

struct RouteTarget
{
    Uuid id;
    std::optional<std::string> tenant;
};

/// A route that is locked, with what the ledger tells of it.
struct LockedRoute
{
    Uuid id;
    std::optional<std::string> tenant;
    std::string source;
    std::string eventType;
    std::string mode;
};

std::variant<RouteWish, http::Response> readRouteWish(const boost::json::object &body)
{
    BodyReader reader(body, {"source", "event_type", "tenant", "destination", "path", "mode"});
    RouteWish wish;
    wish.source = reader.text("source", longestSource);
    wish.eventType = reader.text("event_type", longestRouteType);
    wish.tenant = reader.textIfAny("tenant", longestReference);
    wish.destination = reader.text("destination", longestReference);
    wish.path = reader.text("path", longestRoutePath);
    wish.mode = reader.choice("mode", knownModes);
    if (const auto fault = globFault(wish.eventType))
        reader.refuse("event_type", *fault);
    if (const auto fault = pathFault(wish.path))
        reader.refuse("path", *fault);
    if (!isPlainText(wish.source + wish.tenant.value_or("") + wish.destination))
        reader.refuse("tenant", "or another field is not UTF-8.");
    if (reader.refusal())
        return *reader.refusal();
    return wish;
}

/// A route is of one source, so a token of some sources may change those.
bool mayChange(const Actor &actor, const std::optional<std::string> &tenant)
{
    Actor anySource = actor;
    anySource.sources.reset();
    return isForAll(anySource, tenant);
}

/// Locked against being deleted.
Result<std::optional<RouteTarget>> findRouteTarget(const Call &call, postgres::Session &session,
                                                   const std::string &destination)
{
    Query query;
    const auto id = Uuid::parse(destination);
    query.require(id ? "id = " + query.bind(*id) + "::uuid"
                     : "name = " + query.bind(destination) + "::text");
    requireScope(query, call.actor, destinationList().scope);
    const auto rows = session.execute("SELECT id, tenant FROM gatehouse.destination" + query.where()
                                          + " FOR KEY SHARE",
                                      query.parameters());
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<RouteTarget>();
    return std::optional(RouteTarget{rows->get<Uuid>(0, 0), rows->find<std::string>(0, 1)});
}

boost::json::object routeDetail(const std::optional<std::string> &tenant, std::string_view source,
                                boost::json::object detail)
{
    detail["tenant"] = textOrNull(tenant);
    detail["source"] = boost::json::string(source.data(), source.size());
    return detail;
}

/// For `after` of the ledger.
boost::json::object routeState(const RouteWish &wish)
{
    return {{"event_type", wish.eventType},
            {"tenant", textOrNull(wish.tenant)},
            {"destination", wish.destination},
            {"path", wish.path},
            {"mode", wish.mode}};
}

/// With the row as it is now.
Result<Outcome> withRoute(const ChangeRequest &request, postgres::Session &session, int status,
                          const Uuid &id, std::string_view action,
                          const boost::json::object &detail)
{
    const auto row = findRow(request.call, session, routeList(), id);
    if (!row)
        return failure(row.error());
    return Outcome{http::jsonResponse(status, row->value_or("null")),
                   LedgerEntry{std::string(action), "route", id.toString(), request.reason,
                               boost::json::serialize(detail)}};
}

constexpr std::string_view insertRoute = R"(
INSERT INTO gatehouse.route (id, source, event_type, tenant, destination_id, path, mode, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, gatehouse.uuid_time($1))
    ON CONFLICT DO NOTHING)";

constexpr std::string_view readSame = R"(
SELECT id::text, mode FROM gatehouse.route
 WHERE source = $1 AND event_type = $2 AND coalesce(tenant, '') = coalesce($3::text, '')
   AND destination_id = $4 AND path = $5)";

Result<Outcome> routeExists(postgres::Session &session, const RouteWish &wish,
                            const RouteTarget &target)
{
    const auto same = session.execute(
        readSame, {wish.source, wish.eventType, nullable(wish.tenant), target.id, wish.path});
    if (!same)
        return failure(same.error());
    const std::string id = same->isEmpty() ? "?" : same->get<std::string>(0, 0);
    const std::string mode = same->isEmpty() ? "?" : same->get<std::string>(0, 1);
    return conflict("route_exists",
                    "This route is there: " + id + ", mode " + mode + ". Change its mode instead.");
}

Result<Outcome> makeRoute(const ChangeRequest &request, postgres::Session &session,
                          const RouteWish &wish, const RouteTarget &target)
{
    const Uuid id = UuidGenerator(request.call.clock).next();
    const auto inserted = session.execute(
        insertRoute,
        {id, wish.source, wish.eventType, nullable(wish.tenant), target.id, wish.path, wish.mode});
    if (!inserted)
        return failure(inserted.error());
    if (inserted->affected() == 0)
        return routeExists(session, wish, target);
    return withRoute(request, session, 201, id, "routes.create",
                     routeDetail(wish.tenant, wish.source,
                                 {{"event_type", wish.eventType},
                                  {"destination", wish.destination},
                                  {"path", wish.path},
                                  {"mode", wish.mode},
                                  {"before", nullptr},
                                  {"after", routeState(wish)}}));
}

Result<Outcome> doCreateRoute(const ChangeRequest &request, postgres::Session &session)
{
    const auto reading = readRouteWish(request.body);
    if (const auto *bad = std::get_if<http::Response>(&reading))
        return refused(*bad);
    const auto &wish = std::get<RouteWish>(reading);
    if (auto unknown = unknownSource(request.call.actor, wish.source))
        return refused(std::move(*unknown));
    if (!mayChange(request.call.actor, wish.tenant))
        return refused(outsideScope());
    const auto target = findRouteTarget(request.call, session, wish.destination);
    if (!target)
        return failure(target.error());
    if (!*target)
        return unprocessable("unknown_destination",
                             "There is no destination of this name. Make it first.");
    if ((*target)->tenant && (*target)->tenant != wish.tenant)
        return unprocessable("tenant_mismatch",
                             "This destination belongs to one tenant, so its routes have to name "
                             "that tenant.");
    return makeRoute(request, session, wish, **target);
}

using RouteWork = std::function<Result<Outcome>(const LockedRoute &)>;

/// The work on the route of {id}, locked, when the actor may change it.
Result<Outcome> onRoute(const ChangeRequest &request, postgres::Session &session,
                        const RouteWork &work)
{
    const auto id = idParameter(request.call);
    if (!id)
        return refused(notFound());
    Query query;
    query.require("id = " + query.bind(*id) + "::uuid");
    requireScope(query, request.call.actor, routeList().scope);
    const auto rows =
        session.execute("SELECT id, tenant, source, event_type, mode FROM gatehouse.route"
                            + query.where() + " FOR UPDATE",
                        query.parameters());
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return refused(notFound());
    const LockedRoute route{*id, rows->find<std::string>(0, 1), rows->get<std::string>(0, 2),
                            rows->get<std::string>(0, 3), rows->get<std::string>(0, 4)};
    return mayChange(request.call.actor, route.tenant) ? work(route) : refused(outsideScope());
}

Result<Outcome> doChangeRoute(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {"mode"});
    const std::string mode = reader.choice("mode", knownModes);
    if (reader.refusal())
        return refused(*reader.refusal());
    return onRoute(request, session, [&](const LockedRoute &route) -> Result<Outcome> {
        const auto updated = session.execute(
            "UPDATE gatehouse.route SET mode = $2, updated_at = now() WHERE id = $1",
            {route.id, mode});
        if (!updated)
            return failure(updated.error());
        return withRoute(request, session, 200, route.id, "routes.change",
                         routeDetail(route.tenant, route.source,
                                     {{"event_type", route.eventType},
                                      {"mode", mode},
                                      {"former_mode", route.mode},
                                      {"before", {{"mode", route.mode}}},
                                      {"after", {{"mode", mode}}}}));
    });
}

Result<Outcome> doDeleteRoute(const ChangeRequest &request, postgres::Session &session)
{
    return onRoute(request, session, [&](const LockedRoute &route) -> Result<Outcome> {
        const auto row = findRow(request.call, session, routeList(), route.id);
        if (!row)
            return failure(row.error());
        auto outcome = withRoute(
            request, session, 200, route.id, "routes.delete",
            routeDetail(
                route.tenant, route.source,
                {{"event_type", route.eventType},
                 {"mode", route.mode},
                 {"before", stateOf(*row, {"event_type", "tenant", "destination", "path", "mode"})},
                 {"after", nullptr}}));
        const auto deleted =
            session.execute("DELETE FROM gatehouse.route WHERE id = $1", {route.id});
        return deleted ? std::move(outcome) : failure(deleted.error());
    });
}

} // namespace

Result<http::Response> createRoute(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Optional, doCreateRoute);
}

Result<http::Response> changeRoute(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doChangeRoute);
}

Result<http::Response> deleteRoute(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doDeleteRoute);
}

} // namespace gatehouse::gateway::admin
