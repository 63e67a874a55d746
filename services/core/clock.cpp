#include "services/core/clock.h"

namespace gatehouse {

Timestamp SystemClock::now() const
{
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
}

std::chrono::steady_clock::time_point SystemClock::steadyNow() const
{
    return std::chrono::steady_clock::now();
}

} // namespace gatehouse
