#include "services/gateway/ingress/backgroundwork.h"

#include <utility>

namespace gatehouse::gateway {

BackgroundWork::BackgroundWork(std::size_t mostWaiting)
    : m_mostWaiting(mostWaiting)
    , m_thread([this] { run(); })
{
}

BackgroundWork::~BackgroundWork()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

bool BackgroundWork::submit(std::function<void()> work)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() >= m_mostWaiting)
            return false;
        m_waiting.push_back(std::move(work));
    }
    m_wake.notify_one();
    return true;
}

void BackgroundWork::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_isStopping || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        const auto work = std::exchange(m_waiting.front(), {});
        m_waiting.pop_front();
        lock.unlock();
        work();
        lock.lock();
    }
}

} // namespace gatehouse::gateway
