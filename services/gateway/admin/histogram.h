#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// GET of what events there are over time. See Handler.

/// `{"from":time,"buckets":[{"from":time,"counts":{status:count}}]}`: so many events of the filter
/// and the actor's scope; `from` says so far back.
Result<http::Response> showHistogram(const Call &call, postgres::Session &session);
/// `{"from":time,"until":time}` of all events of the actor's scope; null when there is none. To the
/// hour for who is limited.
Result<http::Response> showExtent(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
