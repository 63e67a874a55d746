#include "services/postgres/notificationgate.h"

#include <algorithm>

namespace gatehouse::postgres {

void NotificationGate::arrived(const std::string &channel)
{
    m_channels[channel].isWaiting = true;
}

std::vector<std::string> NotificationGate::takeDue(Time now)
{
    std::vector<std::string> due;
    for (auto &[name, channel] : m_channels) {
        if (!channel.isWaiting || channel.openAt > now)
            continue;
        channel.isWaiting = false;
        channel.openAt = now + m_interval;
        due.push_back(name);
    }
    return due;
}

std::optional<NotificationGate::Time> NotificationGate::nextDue() const
{
    std::optional<Time> next;
    for (const auto &[name, channel] : m_channels)
        if (channel.isWaiting)
            next = std::min(next.value_or(channel.openAt), channel.openAt);
    return next;
}

} // namespace gatehouse::postgres
