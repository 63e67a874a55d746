#pragma once

#include "services/core/timesteps.h"
#include "services/gateway/alerts/decision.h"

/// What budgets say of what was used, without a database.
namespace gatehouse::gateway {

/// The day or month of UTC.
TimeRange periodOf(const Budget &budget, Timestamp now);

/// Of so much that is used in the period of `at`: a warning and a critical reading, as far as it
/// has come. Both fire.
Look judge(const Budget &budget, double usedUsd, Timestamp at);

} // namespace gatehouse::gateway
