#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

/// GET of what was measured over time, of the actor's scope; 400 names the parameter that cannot be
/// used. See Handler, and docs/contract.md, section 6.
Result<http::Response> queryMeasures(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
