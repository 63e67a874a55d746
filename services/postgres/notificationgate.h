#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse::postgres {

/// Lets one hint per channel and interval through: the first at once, those that follow as one at
/// the end of the interval, so that the last change is never missed.
class NotificationGate
{
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit NotificationGate(std::chrono::milliseconds interval)
        : m_interval(interval)
    {
    }
    void arrived(const std::string &channel);
    /// The channels whose hint is due now; each is returned once.
    std::vector<std::string> takeDue(Time now);
    /// When the next one is due; nothing while none waits.
    std::optional<Time> nextDue() const;

private:
    struct Channel
    {
        Time openAt{};
        bool isWaiting = false;
    };
    std::chrono::milliseconds m_interval;
    std::map<std::string, Channel> m_channels;
};

} // namespace gatehouse::postgres
