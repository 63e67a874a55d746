#pragma once

#include "services/gateway/admin/call.h"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gatehouse::gateway::admin {

/// One endpoint.
struct Route
{
    std::string_view method;
    std::string_view pattern; ///< below /admin/v1/; {name} is one segment
    std::string_view capability; ///< that the actor's role must have
    Handler handler;
    std::size_t bodyLimit = std::size_t{64} * 1024; ///< over it: 413
};

/// Every endpoint, one row each. healthz without a token is answered before this table is asked.
std::span<const Route> routeTable();

struct RouteMatch
{
    const Route *route = nullptr;
    std::vector<std::string> parameters; ///< decoded
};

/// The path below the host, with /admin/v1 in front, as sent.
/// Else 404, or 405 with Allow.
std::variant<RouteMatch, http::Response> matchRoute(std::string_view method, std::string_view path);

} // namespace gatehouse::gateway::admin
