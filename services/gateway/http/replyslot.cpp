#include "services/gateway/http/replyslot.h"

#include <utility>

namespace gatehouse::http {

namespace {

/// Shared by all copies of one Reply.
struct ReplyGuard
{
    explicit ReplyGuard(std::shared_ptr<ReplySlot> target)
        : slot(std::move(target))
    {
    }
    ~ReplyGuard() { slot->settle(std::nullopt); }
    ReplyGuard(const ReplyGuard &) = delete;
    ReplyGuard &operator=(const ReplyGuard &) = delete;

    std::shared_ptr<ReplySlot> slot;
};

} // namespace

ReplySlot::ReplySlot(std::function<void()> wake)
    : m_wake(std::move(wake))
{
}

void ReplySlot::settle(std::optional<Response> response)
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_settled, true))
            return;
        m_response = std::move(response);
        if (!m_awaited)
            return;
    }
    m_wake();
}

bool ReplySlot::wakesLater()
{
    const std::lock_guard lock(m_mutex);
    m_awaited = true;
    return !m_settled;
}

std::optional<Response> ReplySlot::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_response, std::nullopt);
}

Reply replyInto(std::shared_ptr<ReplySlot> slot)
{
    auto guard = std::make_shared<ReplyGuard>(std::move(slot));
    return
        [guard = std::move(guard)](Response response) { guard->slot->settle(std::move(response)); };
}

} // namespace gatehouse::http
