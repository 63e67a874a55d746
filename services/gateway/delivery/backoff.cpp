#include "services/gateway/delivery/backoff.h"

#include <algorithm>
#include <cmath>

namespace gatehouse::gateway {

namespace {
constexpr int longestStep = 3; ///< 27 times the first wait
}

Backoff::Backoff(std::function<double()> fraction, std::chrono::milliseconds first)
    : m_fraction(std::move(fraction))
    , m_first(first)
{
}

std::chrono::milliseconds Backoff::after(int attempts, std::chrono::milliseconds atLeast) const
{
    const int step = std::clamp(attempts - 1, 0, longestStep);
    const double spread = 0.75 + 0.5 * m_fraction();
    const double wait = static_cast<double>(m_first.count()) * std::pow(3, step) * spread;
    return std::max(std::chrono::milliseconds(std::llround(wait)), atLeast);
}

} // namespace gatehouse::gateway
