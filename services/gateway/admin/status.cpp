#include "services/gateway/admin/operations.h"
#include "services/gateway/admin/reads.h"
#include "services/gateway/admin/roles.h"
#include "services/postgres/session.h"

#include <boost/json.hpp>

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

boost::json::value scopeJson(const std::optional<std::vector<std::string>> &scope)
{
    if (!scope)
        return nullptr;
    return boost::json::array(scope->begin(), scope->end());
}

} // namespace

Result<http::Response> showWhoami(const Call &call, postgres::Session &session)
{
    const auto rows =
        session.execute("SELECT version::bigint, environment FROM console.contract()");
    if (!rows)
        return failure(rows.error());
    boost::json::array capabilities;
    for (const std::string_view capability : capabilitiesOf(call.actor))
        capabilities.emplace_back(boost::json::string_view(capability.data(), capability.size()));
    boost::json::object json;
    json["actor"] = call.actor.name;
    json["role"] = call.actor.role;
    json["capabilities"] = std::move(capabilities);
    json["tenants"] = scopeJson(call.actor.tenants);
    json["sources"] = scopeJson(call.actor.sources);
    json["environment"] = rows->get<std::string>(0, 1);
    json["versions"] = {{"gateway", call.options.version},
                        {"contract", rows->get<std::int64_t>(0, 0)},
                        {"postgres", session.serverVersion()}};
    return http::jsonResponse(200, boost::json::serialize(json));
}

Result<http::Response> showHealth(const Call &call, postgres::Session &session)
{
    const auto isPaused = areWorkersPaused(session);
    if (!isPaused)
        return failure(isPaused.error());
    // The token was found in the database just now, so that part is up.
    std::vector<PartHealth> parts{{"database", true}};
    if (call.options.parts) {
        for (PartHealth &part : call.options.parts())
            parts.push_back(std::move(part));
    }
    boost::json::object states;
    for (const PartHealth &part : parts)
        states[part.name] = part.isUp ? "up" : "down";
    const bool isUp =
        std::all_of(parts.begin(), parts.end(), [](const PartHealth &part) { return part.isUp; });
    const boost::json::object json{{"status", isUp ? "up" : "down"},
                                   {"parts", std::move(states)},
                                   {"workers", *isPaused ? "paused" : "running"}};
    return http::jsonResponse(isUp ? 200 : 503, boost::json::serialize(json));
}

} // namespace gatehouse::gateway::admin
