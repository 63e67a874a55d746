#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

/// One thread for what need not be done before an answer, with a bounded queue in front.
/// Thread-safe.
class BackgroundWork
{
public:
    explicit BackgroundWork(std::size_t mostWaiting = 64);
    ~BackgroundWork(); ///< does what waits, then ends

    /// False when too much waits; the work is then not done.
    bool submit(std::function<void()> work);

private:
    void run();

    const std::size_t m_mostWaiting;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_waiting;
    bool m_isStopping = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace gatehouse::gateway
