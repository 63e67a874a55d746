#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// What AI systems may cost in a day or month of UTC (gatehouse.budget). See Handler.

/// All of them with what is used in the period of now; a limited token sees those of its tenants.
Result<http::Response> showBudgets(const Call &call, postgres::Session &session);
/// Replaces those that are named by their id, and makes those without one; others stay. All or
/// none. The open alerts of one that is now of another tenant or period are over.
Result<http::Response> changeBudgets(const Call &call, postgres::Session &session);
/// Its open alerts are over.
Result<http::Response> deleteBudget(const Call &call, postgres::Session &session);
/// What it would have told in this period and the one before. Changes nothing, so without
/// Idempotency-Key.
Result<http::Response> dryRunBudget(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
