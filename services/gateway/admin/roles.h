#pragma once

#include <string_view>
#include <vector>

namespace gatehouse::gateway::admin {

/// What a role may do (docs/contract.md, section 6): each role has what the one before has, and
/// more. Empty for a name that is no role.
std::vector<std::string_view> capabilitiesOf(std::string_view role);

bool mayDo(std::string_view role, std::string_view capability);

} // namespace gatehouse::gateway::admin
