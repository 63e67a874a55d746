#include "services/gateway/admin/querystring.h"

#include "services/gateway/admin/parameters.h"

#include <set>

namespace gatehouse::gateway::admin {

std::optional<http::Response> readQuery(const Call &call, std::string_view whose,
                                        const TakeParameter &take)
{
    std::set<std::string> seen;
    for (const auto &[name, value] : call.request.queryItems()) {
        if (!isPlainText(name))
            return http::problem(400, "parameter_invalid", "The query string is not UTF-8.");
        const auto isUsable = take(name, value);
        if (!isUsable)
            return http::problem(400, "parameter_unknown",
                                 std::string(whose) + " no parameter '" + name + "'.");
        if (!*isUsable || !seen.insert(name).second)
            return http::problem(400, "parameter_invalid",
                                 "The parameter '" + name + "' cannot be used.");
    }
    return std::nullopt;
}

} // namespace gatehouse::gateway::admin
