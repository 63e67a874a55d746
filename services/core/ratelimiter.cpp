#include "services/core/ratelimiter.h"

#include <algorithm>

namespace gatehouse {

namespace {

constexpr std::chrono::minutes minute{1};

} // namespace

RateLimiter::RateLimiter(int perMinute, const Clock &clock, std::size_t mostKeys)
    : m_perMinute(perMinute)
    , m_clock(clock)
    , m_mostKeys(std::max<std::size_t>(mostKeys, 1))
{
}

std::optional<std::chrono::seconds> RateLimiter::take(const std::string &key)
{
    const std::lock_guard lock(m_mutex);
    const Time now = m_clock.steadyNow();
    while (!m_oldestFirst.empty() && now - m_minutes[m_oldestFirst.front()].start >= minute)
        forgetOldest();
    auto found = m_minutes.find(key);
    if (found == m_minutes.end()) {
        if (m_minutes.size() >= m_mostKeys)
            forgetOldest();
        found = m_minutes.emplace(key, Minute{now, 0}).first;
        m_oldestFirst.push_back(key);
    }
    if (found->second.taken >= m_perMinute)
        return left(found->second, now);
    ++found->second.taken;
    return std::nullopt;
}

std::optional<std::chrono::seconds> RateLimiter::wait(const std::string &key) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_minutes.find(key);
    if (found == m_minutes.end() || found->second.taken < m_perMinute)
        return std::nullopt;
    const std::chrono::seconds time = left(found->second, m_clock.steadyNow());
    return time > std::chrono::seconds(0) ? std::optional(time) : std::nullopt;
}

std::chrono::seconds RateLimiter::left(const Minute &begun, Time now)
{
    return std::chrono::ceil<std::chrono::seconds>(begun.start + minute - now);
}

std::size_t RateLimiter::keys() const
{
    const std::lock_guard lock(m_mutex);
    return m_minutes.size();
}

void RateLimiter::forgetOldest()
{
    m_minutes.erase(m_oldestFirst.front());
    m_oldestFirst.pop_front();
}

} // namespace gatehouse
