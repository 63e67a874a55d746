#pragma once

#include "services/core/clock.h"
#include "services/core/log.h"
#include "services/core/result.h"
#include "services/postgres/session.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace gatehouse::gateway::admin {

/// A thread's connection: made when it is first needed and again after a loss, but not more often
/// than twice a second while the database is away. Belongs to its thread.
class SessionSlot
{
public:
    SessionSlot(const postgres::SessionOptions &options, const Clock &clock);
    /// A session that was alive when last used, or why there is none (always Unavailable).
    Result<postgres::Session *> session();
    bool isLost() const { return !m_session || !m_session->isAlive(); }

private:
    Result<> connect();

    const postgres::SessionOptions &m_options;
    const Clock &m_clock;
    std::optional<postgres::Session> m_session;
    std::optional<Error> m_lastError;
    std::chrono::steady_clock::time_point m_nextTry{};
};

/// A few threads, each with a SessionSlot, and one bounded queue in front of them.
class WorkPool
{
public:
    /// Runs on a thread of the pool; without a slot when the pool ends before its turn came.
    using Work = std::function<void(SessionSlot *)>;

    WorkPool(const postgres::SessionOptions &options, const Clock &clock, int threads,
             std::size_t maxQueued);
    ~WorkPool(); ///< finishes what runs, calls what waits without a slot
    WorkPool(const WorkPool &) = delete;
    WorkPool &operator=(const WorkPool &) = delete;

    /// False when the queue is full; then the work is dropped. Thread-safe, does not block.
    bool submit(Work work);

private:
    void run();

    const postgres::SessionOptions m_options;
    const Clock &m_clock;
    const std::size_t m_maxQueued;
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<Work> m_queue;
    bool m_isEnding = false;
    std::vector<std::thread> m_threads;
};

} // namespace gatehouse::gateway::admin
