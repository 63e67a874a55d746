#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

/// What everything below simulator/ is answered where there is none: 404.
http::Response noSimulator();

// The local gateway's switches. See Handler. They are turned for every tenant and source, and tell
// of all, so they take a token without limits (roles.cpp).
Result<http::Response> showSimulator(const Call &call, postgres::Session &session);
/// {rate | sources, burst, count, bad_signature_share, duplicate_share, failing_share,
/// clock_skew_seconds}: a rate starts steady traffic, a count sends that many at once; at least one
/// of the two.
Result<http::Response> startTraffic(const Call &call, postgres::Session &session);
Result<http::Response> stopTraffic(const Call &call, postgres::Session &session);
/// {mode: accept|fail|hang|drop|reset|cut, status, failing_share, delay_ms, retry_after_seconds,
/// for_seconds}
Result<http::Response> setWordPress(const Call &call, postgres::Session &session);
Result<http::Response> listScenarios(const Call &call, postgres::Session &session);
Result<http::Response> runScenario(const Call &call, postgres::Session &session);
Result<http::Response> stopScenario(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
