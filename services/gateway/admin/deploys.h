#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

/// `POST deploys {name, reason}`: that something was deployed, "shop 1.4.2". It changes nothing but
/// the ledger, by which charts note it. See Handler.
Result<http::Response> recordDeploy(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
