#pragma once

#include <chrono>
#include <functional>
#include <optional>

namespace gatehouse::gateway {

/// When a failed delivery is tried again: 1, 3, 9, 27 s after the first, second, ... try, each
/// times 0.75 to 1.25 so that many jobs do not come back at one moment.
class Backoff
{
public:
    /// `fraction` is uniform in [0, 1): randomFraction, or a test's own.
    explicit Backoff(std::function<double()> fraction,
                     std::chrono::milliseconds first = std::chrono::seconds(1));

    /// The wait after `attempts` tries (1 or more); never shorter than `atLeast` (a Retry-After).
    std::chrono::milliseconds after(int attempts, std::chrono::milliseconds atLeast = {}) const;

private:
    std::function<double()> m_fraction;
    std::chrono::milliseconds m_first;
};

} // namespace gatehouse::gateway
