#include "services/gateway/bulk/rateschedule.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gatehouse::gateway {

namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::array rampRates{1, 2, 5, 10, 20, 50, 100, 200, 500};
constexpr double stepSeconds = RateSchedule::stepTime.count();
/// A sum of steps may end a hair below the whole number that it is.
constexpr double hair = 1e-7;

} // namespace

RateSchedule::RateSchedule(int perSecond, bool hasRamp, Time begin)
    : m_perSecond(perSecond)
    , m_ramp(hasRamp ? rampOf(perSecond) : std::vector<int>())
    , m_begin(begin)
{
}

std::vector<int> RateSchedule::rampOf(int perSecond)
{
    const auto end = std::lower_bound(rampRates.begin(), rampRates.end(), perSecond);
    return {rampRates.begin(), end};
}

int RateSchedule::rateAfter(double seconds) const
{
    const auto step = static_cast<std::size_t>(std::max(0.0, seconds) / stepSeconds);
    return step < m_ramp.size() ? m_ramp[step] : m_perSecond;
}

double RateSchedule::dueAfter(double seconds) const
{
    double count = 0;
    for (const int rate : m_ramp) {
        if (seconds <= stepSeconds)
            return count + rate * seconds;
        count += rate * stepSeconds;
        seconds -= stepSeconds;
    }
    return count + m_perSecond * seconds;
}

double RateSchedule::secondsUntil(double count) const
{
    double seconds = 0;
    for (const int rate : m_ramp) {
        if (count <= rate * stepSeconds)
            return seconds + count / rate;
        count -= rate * stepSeconds;
        seconds += stepSeconds;
    }
    return seconds + count / m_perSecond;
}

std::int64_t RateSchedule::due(Time now)
{
    const double seconds = Seconds(now - m_begin).count();
    if (seconds < 0)
        return 0;
    const auto planned = static_cast<std::int64_t>(std::floor(dueAfter(seconds) + hair)) + 1;
    const std::int64_t most = rateAfter(seconds);
    m_taken = std::max(m_taken, planned - most);
    return planned - m_taken;
}

RateSchedule::Time RateSchedule::next() const
{
    const Seconds wait(secondsUntil(static_cast<double>(m_taken)));
    return m_begin + std::chrono::ceil<Time::duration>(wait);
}

std::chrono::milliseconds RateSchedule::duration(std::int64_t count, int perSecond, bool hasRamp)
{
    const RateSchedule schedule(perSecond, hasRamp, {});
    return std::chrono::ceil<std::chrono::milliseconds>(
        Seconds(schedule.secondsUntil(static_cast<double>(count))));
}

} // namespace gatehouse::gateway
