#include "services/local/supervisor.h"

namespace gatehouse {

Supervisor::Supervisor(std::function<void()> look, std::chrono::milliseconds interval)
    : m_look(std::move(look))
    , m_interval(interval)
    , m_thread([this] { run(); })
{
}

Supervisor::~Supervisor()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Supervisor::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, m_interval, [this] { return m_isStopping; })) {
        lock.unlock();
        m_look();
        lock.lock();
    }
}

} // namespace gatehouse
