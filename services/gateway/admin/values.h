#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

/// GET of the values of a column of {collection}, for whoever writes a filter, with how many rows
/// of the actor's scope have each; see browsing::countValues. See Handler.
Result<http::Response> listValues(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
