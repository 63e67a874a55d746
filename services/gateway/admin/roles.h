#pragma once

#include "services/gateway/admin/call.h"

#include <optional>
#include <string_view>
#include <vector>

namespace gatehouse::gateway::admin {

bool isRole(std::string_view name);

/// What a token can do: what its role has (docs/contract.md, section 6; each has what the one
/// before has, and more), but for what changes everybody's things when the token is limited.
/// `whoami` tells these, and no others are let through.
std::vector<std::string_view> capabilitiesOf(const Actor &actor);

/// 403 capability_missing when the role does not have it, outside_scope when a limit stands in its
/// way; nothing when the actor can do it.
std::optional<http::Response> capabilityRefusal(const Actor &actor, std::string_view capability);

} // namespace gatehouse::gateway::admin
