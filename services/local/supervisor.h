#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace gatehouse {

/// Calls `look` every `interval` on a thread of its own, until it is destroyed.
class Supervisor
{
public:
    Supervisor(std::function<void()> look, std::chrono::milliseconds interval);
    ~Supervisor(); ///< waits for a look under way
    Supervisor(const Supervisor &) = delete;
    Supervisor &operator=(const Supervisor &) = delete;

private:
    void run();

    const std::function<void()> m_look;
    const std::chrono::milliseconds m_interval;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isStopping = false;
    std::thread m_thread; ///< last: it uses all of the above
};

} // namespace gatehouse
