#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace gatehouse::gateway {

/// When the items of a bulk operation are due: so many a second, evenly, against the moment that it
/// began and not against the item before, so that no delay adds up. What a stall of more than a
/// second has missed is not made up for. With a ramp it begins at 1 a second and goes on to 2, 5,
/// 10, 20, 50, ..., five seconds each, until it reaches its rate.
class RateSchedule
{
public:
    using Time = std::chrono::steady_clock::time_point;

    RateSchedule(int perSecond, bool hasRamp, Time begin);

    /// How many items are due by now and were not taken.
    std::int64_t due(Time now);
    void take(std::int64_t count) { m_taken += count; }
    /// When the next one is.
    Time next() const;

    /// How long so many items take.
    static std::chrono::milliseconds duration(std::int64_t count, int perSecond, bool hasRamp);
    /// The rates below the full one, each kept for stepTime.
    static std::vector<int> rampOf(int perSecond);
    static constexpr std::chrono::seconds stepTime{5};

private:
    double dueAfter(double seconds) const;
    double secondsUntil(double count) const;
    int rateAfter(double seconds) const;

    int m_perSecond;
    std::vector<int> m_ramp;
    Time m_begin;
    std::int64_t m_taken = 0;
};

} // namespace gatehouse::gateway
