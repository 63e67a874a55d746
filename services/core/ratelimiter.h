#pragma once

#include "services/core/clock.h"

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace gatehouse {

/// Lets so many requests of each key through in a minute, which begins with the key's first one.
/// Remembers a bounded number of keys: in a flood of more of them the oldest minute is forgotten,
/// because to refuse unknown senders would let the flood shut everybody out. Thread-safe.
class RateLimiter
{
public:
    /// `clock` outlives it. `mostKeys` is 1 or more.
    RateLimiter(int perMinute, const Clock &clock, std::size_t mostKeys = defaultMostKeys);

    /// Counts one request. Nothing when it may pass; else the time to wait, 1 s or more. What is
    /// refused is not counted. Keys are kept whole: hash long ones.
    std::optional<std::chrono::seconds> take(const std::string &key);
    /// The time to wait when the key has none left in its minute. Counts nothing.
    std::optional<std::chrono::seconds> wait(const std::string &key) const;
    std::size_t keys() const;

private:
    static constexpr std::size_t defaultMostKeys = 65536; ///< some 10 MiB
    using Time = std::chrono::steady_clock::time_point;
    struct Minute
    {
        Time start;
        int taken = 0;
    };
    static std::chrono::seconds left(const Minute &begun, Time now);
    void forgetOldest();

    const int m_perMinute;
    const Clock &m_clock;
    const std::size_t m_mostKeys;
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, Minute> m_minutes;
    /// Every key once. All minutes last equally long, so what is over stands in front.
    std::deque<std::string> m_oldestFirst;
};

} // namespace gatehouse
