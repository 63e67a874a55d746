#pragma once

#include "services/core/clock.h"

#include <cstdint>

namespace gatehouse::gateway {

/// What is made up: the same plan gives the same events.
struct SeedPlan
{
    std::int64_t events = 0;
    int days = 90; ///< so much history, at least 1
    Timestamp end; ///< at which it ends
    std::uint64_t seed = 1;
};

} // namespace gatehouse::gateway
