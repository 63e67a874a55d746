#include "services/gateway/admin/workpool.h"

#include <utility>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::chrono::milliseconds reconnectPause{500};

} // namespace

SessionSlot::SessionSlot(const postgres::SessionOptions &options, const Clock &clock)
    : m_options(options)
    , m_clock(clock)
{
}

Result<postgres::Session *> SessionSlot::session()
{
    if (isLost()) {
        if (m_lastError && m_clock.steadyNow() < m_nextTry)
            return failure(*m_lastError);
        if (auto connected = connect(); !connected) {
            // Whatever stood in the way (a password, a missing database): to callers it is away.
            m_lastError = connected.error();
            m_lastError->kind = ErrorKind::Unavailable;
            m_nextTry = m_clock.steadyNow() + reconnectPause;
            return failure(*m_lastError);
        }
        m_lastError.reset();
    }
    return &*m_session;
}

Result<> SessionSlot::connect()
{
    m_session.reset();
    auto connected = postgres::Session::connect(m_options);
    if (!connected)
        return failure(connected.error());
    // Times in JSON are written in the session's zone; answers are in UTC.
    const auto zoned = connected->execute("SET TIME ZONE 'UTC'");
    if (!zoned)
        return failure(zoned.error());
    m_session.emplace(std::move(*connected));
    return {};
}

WorkPool::WorkPool(const postgres::SessionOptions &options, const Clock &clock, int threads,
                   std::size_t maxQueued)
    : m_options(options)
    , m_clock(clock)
    , m_maxQueued(maxQueued)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { run(); });
}

WorkPool::~WorkPool()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_arrived.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    for (const Work &work : m_queue)
        work(nullptr);
}

bool WorkPool::submit(Work work)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_isEnding || m_queue.size() >= m_maxQueued)
            return false;
        m_queue.push_back(std::move(work));
    }
    m_arrived.notify_one();
    return true;
}

void WorkPool::run()
{
    SessionSlot slot(m_options, m_clock);
    while (true) {
        Work work;
        {
            std::unique_lock lock(m_mutex);
            m_arrived.wait(lock, [this] { return m_isEnding || !m_queue.empty(); });
            if (m_isEnding)
                return;
            work = std::move(m_queue.front());
            m_queue.pop_front();
        }
        work(&slot);
    }
}

} // namespace gatehouse::gateway::admin
