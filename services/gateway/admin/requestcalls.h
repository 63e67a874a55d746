#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

/// simulator/requests?after=&limit=: `{"items":[...],"next":number,"lost":count}`, oldest first;
/// 404 where there is no request log. See RequestLog and Handler.
Result<http::Response> listRequests(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
