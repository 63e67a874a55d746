#pragma once

#include <chrono>

namespace gatehouse {

/// A moment of the wall clock, UTC. Microseconds, because that is what timestamptz keeps.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// Where time comes from. Injected, so that tests own it. Implementations are thread-safe.
class Clock
{
public:
    virtual ~Clock() = default;
    /// The wall clock. May jump; use it for what is stored or compared with other machines.
    virtual Timestamp now() const = 0;
    /// Never goes back; use it for durations and deadlines inside the process.
    virtual std::chrono::steady_clock::time_point steadyNow() const = 0;
};

/// The machine's own clocks.
class SystemClock final : public Clock
{
public:
    Timestamp now() const override;
    std::chrono::steady_clock::time_point steadyNow() const override;
};

} // namespace gatehouse
