#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// What is looked at, and when it fires (gatehouse.alert_rule). See Handler.

/// All of them; a limited token sees those of its tenants alone.
Result<http::Response> showAlertRules(const Call &call, postgres::Session &session);
/// Replaces those that are named by their id, and makes those without one; others stay. All or
/// none.
Result<http::Response> changeAlertRules(const Call &call, postgres::Session &session);
/// 409 built_in for one of the five that come with the gateway. Its open alerts are over.
Result<http::Response> deleteAlertRule(const Call &call, postgres::Session &session);
/// When a rule would have fired over the last hours. Changes nothing, so without Idempotency-Key.
Result<http::Response> tryAlertRule(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
