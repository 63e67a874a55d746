#include "services/gateway/admin/roles.h"

#include <algorithm>
#include <array>

namespace gatehouse::gateway::admin {

namespace {

/// Up to which limits of a token a capability is of any use.
enum class Reach {
    Limited, ///< to some tenants or sources
    EverySource, ///< to some tenants: what it changes is of no source
    Everything, ///< to nothing: what it changes is everybody's
};

struct Grant
{
    std::string_view role; // the least role that has it
    std::string_view capability;
    Reach reach = Reach::Limited;
};

constexpr std::array roles = {std::string_view("viewer"), std::string_view("support"),
                              std::string_view("developer"), std::string_view("admin")};

/// Beside them: it sends traces, which nobody else may, and can do nothing else, so that what
/// stands in a collector's configuration opens no other door.
constexpr std::string_view telemetryRole = "telemetry";

constexpr std::array grants = {
    Grant{telemetryRole, "telemetry", Reach::EverySource},
    Grant{"viewer", "read"},
    Grant{"support", "reenqueue"},
    Grant{"support", "retry"},
    Grant{"support", "cancel"},
    Grant{"support", "discard"},
    Grant{"support", "bulk"},
    Grant{"support", "groups"},
    Grant{"support", "reveal"},
    Grant{"support", "acknowledge"},
    Grant{"developer", "replay"},
    Grant{"developer", "simulator", Reach::Everything},
    Grant{"developer", "deploys", Reach::Everything},
    Grant{"admin", "secrets"},
    Grant{"admin", "tokens"},
    Grant{"admin", "destinations", Reach::EverySource},
    Grant{"admin", "routes"},
    Grant{"admin", "breakers", Reach::Everything},
    Grant{"admin", "workers", Reach::Everything},
    Grant{"admin", "retention", Reach::Everything},
    Grant{"admin", "prices", Reach::Everything},
    Grant{"admin", "alerts", Reach::Everything},
    Grant{"admin", "privacy"},
    Grant{"admin", "grants", Reach::Everything},
    Grant{"developer", "verify"},
};

std::ptrdiff_t rank(std::string_view role)
{
    const auto found = std::find(roles.begin(), roles.end(), role);
    return found == roles.end() ? -1 : found - roles.begin();
}

bool hasAllOf(std::string_view role, std::string_view least)
{
    return role == least || (rank(least) >= 0 && rank(least) <= rank(role));
}

bool reaches(const Actor &actor, Reach reach)
{
    return reach == Reach::Limited
        || (!actor.sources && (reach == Reach::EverySource || !actor.tenants));
}

bool mayDo(std::string_view role, std::string_view capability)
{
    return std::any_of(grants.begin(), grants.end(), [&](const Grant &grant) {
        return grant.capability == capability && hasAllOf(role, grant.role);
    });
}

} // namespace

bool isRole(std::string_view name)
{
    return rank(name) >= 0 || name == telemetryRole;
}

std::vector<std::string_view> capabilitiesOf(const Actor &actor)
{
    std::vector<std::string_view> capabilities;
    for (const Grant &grant : grants) {
        if (hasAllOf(actor.role, grant.role) && reaches(actor, grant.reach))
            capabilities.push_back(grant.capability);
    }
    return capabilities;
}

std::optional<http::Response> capabilityRefusal(const Actor &actor, std::string_view capability)
{
    if (!mayDo(actor.role, capability))
        return http::problem(403, "capability_missing",
                             "This needs the capability '" + std::string(capability)
                                 + "', which the role " + actor.role + " does not have.");
    const auto usable = capabilitiesOf(actor);
    if (std::find(usable.begin(), usable.end(), capability) == usable.end())
        return outsideScope();
    return std::nullopt;
}

} // namespace gatehouse::gateway::admin
