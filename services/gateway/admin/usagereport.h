#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

/// GET of what AI systems used and cost, by day, tenant, user and model, of the actor's tenants;
/// 400 names the parameter that cannot be used. See Handler, and docs/contract.md, section 6.
Result<http::Response> reportUsage(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
