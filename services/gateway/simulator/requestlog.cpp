#include "services/gateway/simulator/requestlog.h"

#include <algorithm>
#include <utility>

namespace gatehouse::gateway {

RequestLog::RequestLog(std::size_t capacity)
    : m_ring(std::max<std::size_t>(1, capacity))
{
}

std::size_t RequestLog::slotOf(std::int64_t number) const
{
    return static_cast<std::size_t>(number) % m_ring.size();
}

/// What was overwritten goes with the parameter, after the lock.
void RequestLog::add(LoggedRequest request)
{
    const std::lock_guard lock(m_mutex);
    std::swap(m_ring[slotOf(++m_last)], request);
}

RequestLog::Page RequestLog::read(std::optional<std::int64_t> after, std::size_t limit) const
{
    const std::lock_guard lock(m_mutex);
    const auto most = static_cast<std::int64_t>(limit);
    const std::int64_t oldest =
        std::max<std::int64_t>(1, m_last - static_cast<std::int64_t>(m_ring.size()) + 1);
    const bool isKnown = after && *after >= 0 && *after <= m_last;
    std::int64_t seen = after ? 0 : m_last - most;
    if (isKnown)
        seen = *after;
    Page page;
    page.first = std::max(oldest, seen + 1);
    page.lost = isKnown ? page.first - seen - 1 : 0;
    page.next = std::min(m_last, page.first + most - 1);
    for (std::int64_t number = page.first; number <= page.next; ++number)
        page.requests.push_back(m_ring[slotOf(number)]);
    return page;
}

} // namespace gatehouse::gateway
