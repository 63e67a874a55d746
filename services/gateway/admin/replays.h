#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// Replays are sent by consoles; here they are written down, before and after. See Handler.

/// Writes a replay's plan or outcome into the ledger. A plan for production needs a grant that
/// names the target, which is a promise of the console's: 403 grant_needed; `allowed_until` is its
/// end.
Result<http::Response> recordReplay(const Call &call, postgres::Session &session);

/// The grants that are not over. A token that is limited sees none: they are of no tenant.
Result<http::Response> listProductionGrants(const Call &call, postgres::Session &session);
/// Lets replays go to the named production targets for ten minutes.
Result<http::Response> createProductionGrant(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
