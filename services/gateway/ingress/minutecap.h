#pragma once

#include <chrono>

namespace gatehouse::gateway {

/// Lets so many through in a minute, the minute beginning with the first. Not thread-safe.
class MinuteCap
{
public:
    explicit MinuteCap(int perMinute)
        : m_perMinute(perMinute)
    {
    }
    bool take(std::chrono::steady_clock::time_point now)
    {
        if (m_taken == 0 || now - m_start >= std::chrono::minutes(1)) {
            m_start = now;
            m_taken = 0;
        }
        if (m_taken >= m_perMinute)
            return false;
        ++m_taken;
        return true;
    }

private:
    int m_perMinute;
    int m_taken = 0;
    std::chrono::steady_clock::time_point m_start{};
};

} // namespace gatehouse::gateway
