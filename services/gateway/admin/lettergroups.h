#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// Dead letters by what killed them. See Handler. A token that is limited sees groups of its own
// letters.

/// Those with the most open letters first, at most 500; `next` is null.
Result<http::Response> listLetterGroups(const Call &call, postgres::Session &session);
/// {state, owner, note}: what is named is changed, null takes owner or note away. 403 outside_scope
/// for a group that has letters beyond the token's limits.
Result<http::Response> changeLetterGroup(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
