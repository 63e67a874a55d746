#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// The local gateway's switches; 404 where there is no simulator. See Handler.
Result<http::Response> showSimulator(const Call &call, postgres::Session &session);
/// {rate, burst, count, bad_signature_share, duplicate_share, failing_share}: a rate starts steady
/// traffic, a count sends that many at once; at least one of the two.
Result<http::Response> startTraffic(const Call &call, postgres::Session &session);
Result<http::Response> stopTraffic(const Call &call, postgres::Session &session);
/// {mode: accept|fail|hang|drop, status, failing_share}
Result<http::Response> setWordPress(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
