#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// What fired. See Handler.

Result<http::Response> listAlerts(const Call &call, postgres::Session &session);
/// The row, with `notices`: who was told, or is to be. A limited token is not told who.
Result<http::Response> showAlert(const Call &call, postgres::Session &session);
/// Somebody looks after it; 409 not_firing when somebody does already, or it is over.
Result<http::Response> acknowledgeAlert(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
