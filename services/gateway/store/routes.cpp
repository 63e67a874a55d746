#include "services/gateway/store/routes.h"

#include <array>
#include <string_view>

namespace gatehouse::gateway {

using postgres::Array;

namespace {

constexpr std::array<std::string_view, 3> sources{"stripe", "shopify", "hubspot"};

struct DefaultRoute
{
    std::string_view eventType;
    std::string_view path;
};

constexpr std::string_view orderPath = "/wp-json/ai-guy/v1/order-event";
constexpr std::string_view userPath = "/wp-json/ai-guy/v1/user-sync";
constexpr std::array<DefaultRoute, 9> routes{{{"order*", orderPath},
                                              {"payment*", orderPath},
                                              {"invoice*", orderPath},
                                              {"refund*", orderPath},
                                              {"charge*", orderPath},
                                              {"checkout*", orderPath},
                                              {"customer*", userPath},
                                              {"contact*", userPath},
                                              {"user*", userPath}}};

Result<> run(postgres::Session &session, std::string_view sql,
             const postgres::Parameters &parameters = {})
{
    return session.execute(sql, parameters).map([](const postgres::Rows &) {});
}

/// Notes, too, that it is the environment's word: no later start may take it for a stand-in's.
Result<> setDestination(postgres::Session &session, const std::string &baseUrl, UuidGenerator &ids)
{
    constexpr std::string_view set =
        "INSERT INTO gatehouse.destination (id, name, base_url) VALUES ($1, 'default', $2)"
        " ON CONFLICT (name) DO UPDATE SET base_url = excluded.base_url, updated_at = now()";
    constexpr std::string_view note =
        "INSERT INTO gatehouse.setting VALUES ('default_destination', 'environment')"
        " ON CONFLICT (name) DO NOTHING";
    return run(session, set, {ids.next(), baseUrl}).and_then([&] { return run(session, note); });
}

Result<> makeDestination(postgres::Session &session, UuidGenerator &ids)
{
    return run(session,
               "INSERT INTO gatehouse.destination (id, name, base_url) VALUES ($1, 'default', $2)"
               " ON CONFLICT (name) DO NOTHING",
               {ids.next(), std::string(standInUrl)});
}

/// True when it was replaced. `base_url = $1`: not what another start has set meanwhile.
Result<bool> replaceAbandoned(postgres::Session &session,
                              const std::function<bool(const std::string &url)> &isAbandoned)
{
    const auto known = session.execute(
        "SELECT base_url FROM gatehouse.destination WHERE name = 'default' AND base_url <> $1"
        " AND NOT EXISTS (SELECT FROM gatehouse.setting WHERE name = 'default_destination')",
        {std::string(standInUrl)});
    if (!known)
        return failure(known.error());
    if (known->isEmpty() || !isAbandoned(known->get<std::string>(0, 0)))
        return false;
    return session
        .execute("UPDATE gatehouse.destination SET base_url = $2, updated_at = now()"
                 " WHERE name = 'default' AND base_url = $1",
                 {known->get<std::string>(0, 0), std::string(standInUrl)})
        .map([](const postgres::Rows &rows) { return rows.affected() == 1; });
}

Result<Uuid> findDestination(postgres::Session &session)
{
    return session.execute("SELECT id FROM gatehouse.destination WHERE name = 'default'")
        .map([](const postgres::Rows &rows) { return rows.get<Uuid>(0, 0); });
}

Result<bool> isFirstTime(postgres::Session &session, const Uuid &destination)
{
    return session
        .execute("INSERT INTO gatehouse.setting SELECT 'default_routes', 'made'"
                 " WHERE NOT EXISTS (SELECT FROM gatehouse.route WHERE destination_id = $1)"
                 " ON CONFLICT (name) DO NOTHING",
                 {destination})
        .map([](const postgres::Rows &rows) { return rows.affected() == 1; });
}

Result<> makeRoutes(postgres::Session &session, const Uuid &destination, UuidGenerator &ids)
{
    Array<Uuid> id;
    Array<std::string> source, eventType, path;
    for (const std::string_view from : sources) {
        for (const DefaultRoute &route : routes) {
            id.emplace_back(ids.next());
            source.emplace_back(from);
            eventType.emplace_back(route.eventType);
            path.emplace_back(route.path);
        }
    }
    return session
        .execute(
            "INSERT INTO gatehouse.route (id, source, event_type, destination_id, path, mode, "
            "created_at)"
            " SELECT u.id, u.source, u.event_type, $5, u.path, 'live', gatehouse.uuid_time(u.id)"
            " FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])"
            " AS u(id, source, event_type, path)",
            {id, source, eventType, path, destination})
        .map([](const postgres::Rows &) {});
}

Result<> makeRoutesOnce(postgres::Session &session, UuidGenerator &ids)
{
    const auto destination = findDestination(session);
    if (!destination)
        return failure(destination.error());
    const auto first = isFirstTime(session, *destination);
    if (!first)
        return failure(first.error());
    return *first ? makeRoutes(session, *destination, ids) : Result<>();
}

} // namespace

Result<> ensureDefaultRoutes(postgres::Session &session, const std::string &baseUrl,
                             UuidGenerator &ids)
{
    if (baseUrl.empty())
        return {};
    return session.inTransaction([&] {
        return setDestination(session, baseUrl, ids).and_then([&] {
            return makeRoutesOnce(session, ids);
        });
    });
}

Result<bool> ensureStandInRoutes(postgres::Session &session, UuidGenerator &ids,
                                 const std::function<bool(const std::string &url)> &isAbandoned)
{
    const auto made = session.inTransaction([&] {
        return makeDestination(session, ids).and_then([&] { return makeRoutesOnce(session, ids); });
    });
    return made ? replaceAbandoned(session, isAbandoned) : failure(made.error());
}

} // namespace gatehouse::gateway
