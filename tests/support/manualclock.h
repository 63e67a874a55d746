#pragma once

#include "services/core/clock.h"

#include <mutex>

namespace gatehouse::test {

/// A clock that stands still until a test moves it. Thread-safe.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Timestamp start = Timestamp(std::chrono::milliseconds(1794922327000)))
        : m_now(start)
    {
    }
    Timestamp now() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_now;
    }
    std::chrono::steady_clock::time_point steadyNow() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_steady;
    }
    /// Moves both clocks.
    void advance(std::chrono::microseconds by)
    {
        const std::lock_guard lock(m_mutex);
        m_now += by;
        m_steady += by;
    }
    /// Sets the wall clock alone, as an operator or NTP would.
    void jumpTo(Timestamp now)
    {
        const std::lock_guard lock(m_mutex);
        m_now = now;
    }

private:
    mutable std::mutex m_mutex;
    Timestamp m_now;
    std::chrono::steady_clock::time_point m_steady{};
};

} // namespace gatehouse::test
