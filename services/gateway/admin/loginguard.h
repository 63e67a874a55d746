#pragma once

#include "services/core/clock.h"
#include "services/core/log.h"
#include "services/core/ratelimiter.h"

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::gateway::admin {

/// Slows down who guesses admin tokens: so many unknown ones a minute from one address, and from
/// all together, then nothing from there is looked up until the minute is over. A token that was
/// let in within the last ten minutes is never kept out, so nobody who works is shut out by a
/// neighbour's guesses. Thread-safe.
class LoginGuard
{
public:
    /// `clock` and `log` outlive it.
    LoginGuard(int perAddress, int overall, const Clock &clock, Log &log);

    /// How long this token has to wait, 1 s or more; nothing: it may be looked up now.
    std::optional<std::chrono::seconds> closedFor(std::string_view token,
                                                  const std::string &address);
    void wasUnknown(const std::string &address);
    void letIn(std::string_view token);
    /// Within the last ten minutes, by this process.
    bool wasLetIn(std::string_view token);

private:
    const Clock &m_clock;
    Log &m_log;
    RateLimiter m_addresses;
    RateLimiter m_all;
    std::mutex m_mutex;
    std::map<std::string, std::chrono::steady_clock::time_point> m_letIn; ///< by SHA-256
};

} // namespace gatehouse::gateway::admin
