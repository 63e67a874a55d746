#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// What models cost, from a day on (gatehouse.model_price). See Handler.

/// All of them.
Result<http::Response> showPrices(const Call &call, postgres::Session &session);
/// Sets those that are named, and takes away those without amounts; others stay. Calls that are
/// there keep what they cost.
Result<http::Response> changePrices(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
