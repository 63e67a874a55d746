#include "services/gateway/seed/history.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gatehouse::gateway {

using std::chrono::microseconds;
using std::chrono::minutes;

namespace {

constexpr minutes oneDay{24 * 60};
/// In the afternoon there is seven times the traffic of the night.
constexpr double dailySwing = 0.75;
constexpr double peakHour = 15;
constexpr double weekend = 0.55;
constexpr double growth = 0.5; ///< over all of it
constexpr double saleFactor = 6;
constexpr double burstFactor = 15;
constexpr std::uint64_t oneBurstIn = 500; ///< times its length
constexpr std::int64_t burstMinutes = 3;

/// The same bits for the same number, without order.
std::uint64_t scattered(std::uint64_t number)
{
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9ULL;
    number = (number ^ (number >> 27)) * 0x94d049bb133111ebULL;
    return number ^ (number >> 31);
}

double ofDay(Timestamp time)
{
    const auto inDay = time - std::chrono::floor<std::chrono::days>(time);
    const double hour = std::chrono::duration<double, std::ratio<3600>>(inDay).count();
    return 1 + dailySwing * std::cos((hour - peakHour) / 24 * 2 * std::numbers::pi);
}

bool isWeekend(Timestamp time)
{
    const std::chrono::weekday day(std::chrono::floor<std::chrono::days>(time));
    return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

/// Events are counted from it in milliseconds.
SeedPlan inMilliseconds(SeedPlan plan)
{
    plan.end = std::chrono::floor<std::chrono::milliseconds>(plan.end);
    return plan;
}

} // namespace

History::History(const SeedPlan &plan)
    : m_plan(inMilliseconds(plan))
    , m_begin(m_plan.end - plan.days * oneDay)
    , m_outages{period(0.3, minutes(30)), period(0.72, minutes(260)), period(0.985, minutes(45))}
    , m_sale(period(0.58, 2 * oneDay))
    , m_brokenMapping(period(0.88, oneDay / 3))
{
    for (const double position : {0.1, 0.35, 0.5, 0.7, 0.9, 0.99})
        m_wrongSecrets.push_back(period(position, oneDay / 4));
    for (std::int64_t minute = 0; minute < plan.days * oneDay.count(); ++minute)
        m_totalWeight += weightOf(minute);
}

/// Shorter when the history is short.
Period History::period(double position, minutes length) const
{
    constexpr int mostOfAll = 12;
    const minutes all = m_plan.days * oneDay;
    const auto from = m_begin
        + std::chrono::duration_cast<microseconds>(std::chrono::duration<double, std::ratio<60>>(
            position * static_cast<double>(all.count())));
    return {from, std::min(from + std::min(length, all / mostOfAll), m_plan.end)};
}

double History::weightOf(std::int64_t minute) const
{
    const Timestamp time = m_begin + minutes(minute);
    const double age =
        static_cast<double>(minute) / static_cast<double>(m_plan.days * oneDay.count());
    const bool isBurst =
        scattered(m_plan.seed + static_cast<std::uint64_t>(minute / burstMinutes)) % oneBurstIn
        == 0;
    return ofDay(time) * (1 + growth * age) * (isWeekend(time) ? weekend : 1)
        * (m_sale.contains(time) ? saleFactor : 1) * (isBurst ? burstFactor : 1);
}

void History::beginMinute()
{
    const bool isLast = ++m_minute == m_plan.days * oneDay.count() - 1;
    m_weightSoFar += weightOf(m_minute);
    const double due = m_weightSoFar / m_totalWeight * static_cast<double>(m_plan.events);
    m_given += m_inMinute;
    m_inMinute = (isLast ? m_plan.events : std::llround(due)) - m_given;
    m_nextInMinute = 0;
}

Timestamp History::next(Dice &dice)
{
    while (m_nextInMinute >= m_inMinute)
        beginMinute();
    const double second = 60 * (static_cast<double>(m_nextInMinute) + dice.fraction())
        / static_cast<double>(m_inMinute);
    ++m_nextInMinute;
    return m_begin + minutes(m_minute)
        + std::chrono::milliseconds(static_cast<std::int64_t>(second * 1000));
}

const Period *History::outageAt(Timestamp time) const
{
    const auto found = std::find_if(m_outages.begin(), m_outages.end(),
                                    [time](const Period &outage) { return outage.contains(time); });
    return found == m_outages.end() ? nullptr : &*found;
}

} // namespace gatehouse::gateway
