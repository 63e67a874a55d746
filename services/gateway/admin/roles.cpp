#include "services/gateway/admin/roles.h"

#include <algorithm>
#include <array>

namespace gatehouse::gateway::admin {

namespace {

struct Grant
{
    std::string_view role; // the least role that has it
    std::string_view capability;
};

constexpr std::array roles = {std::string_view("viewer"), std::string_view("support"),
                              std::string_view("developer"), std::string_view("admin")};

constexpr std::array grants = {
    Grant{"viewer", "read"},     Grant{"support", "reenqueue"}, Grant{"support", "retry"},
    Grant{"support", "cancel"},  Grant{"support", "discard"},   Grant{"support", "bulk"},
    Grant{"support", "groups"},  Grant{"developer", "replay"},  Grant{"developer", "simulator"},
    Grant{"admin", "secrets"},   Grant{"admin", "tokens"},      Grant{"admin", "destinations"},
    Grant{"admin", "routes"},    Grant{"admin", "breakers"},    Grant{"admin", "workers"},
    Grant{"admin", "retention"}, Grant{"developer", "verify"},
};

std::ptrdiff_t rank(std::string_view role)
{
    const auto found = std::find(roles.begin(), roles.end(), role);
    return found == roles.end() ? -1 : found - roles.begin();
}

} // namespace

std::vector<std::string_view> capabilitiesOf(std::string_view role)
{
    std::vector<std::string_view> capabilities;
    for (const Grant &grant : grants) {
        if (rank(grant.role) <= rank(role))
            capabilities.push_back(grant.capability);
    }
    return capabilities;
}

bool mayDo(std::string_view role, std::string_view capability)
{
    const auto capabilities = capabilitiesOf(role);
    return std::find(capabilities.begin(), capabilities.end(), capability) != capabilities.end();
}

} // namespace gatehouse::gateway::admin
