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

Result<Uuid> ensureDestination(postgres::Session &session, const std::string &baseUrl,
                               UuidGenerator &ids)
{
    return session
        .execute(
            "INSERT INTO gatehouse.destination AS known (id, name, base_url) VALUES ($1, "
            "'default', $2)"
            " ON CONFLICT (name) DO UPDATE SET base_url = excluded.base_url, updated_at = now()"
            " RETURNING id",
            {ids.next(), baseUrl})
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

} // namespace

Result<> ensureDefaultRoutes(postgres::Session &session, const std::string &baseUrl,
                             UuidGenerator &ids)
{
    if (baseUrl.empty())
        return {};
    return session.inTransaction([&]() -> Result<> {
        const auto destination = ensureDestination(session, baseUrl, ids);
        if (!destination)
            return failure(destination.error());
        const auto first = isFirstTime(session, *destination);
        if (!first)
            return failure(first.error());
        return *first ? makeRoutes(session, *destination, ids) : Result<>();
    });
}

} // namespace gatehouse::gateway
