#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace gatehouse::postgres {

/// A thread whose owner does not wait for it without end: a connect to a host that does not answer
/// cannot be interrupted, and must not hold up a window that closes. So its body shares what it
/// uses with its owner (shared_ptr), is told to stop by its own means before this is destroyed, and
/// is left to itself when it has not ended in time.
class BackgroundThread
{
public:
    explicit BackgroundThread(std::function<void()> body);
    ~BackgroundThread(); ///< waits for its end, a second at most
    BackgroundThread(const BackgroundThread &) = delete;
    BackgroundThread &operator=(const BackgroundThread &) = delete;

private:
    struct End
    {
        std::mutex mutex;
        std::condition_variable changed;
        bool reached = false;
    };
    std::shared_ptr<End> m_end = std::make_shared<End>();
    std::thread m_thread;
};

/// Readable once woken, until it is drained: what a thread that polls a socket is woken with.
class WakeDescriptor
{
public:
    WakeDescriptor();
    ~WakeDescriptor();
    WakeDescriptor(const WakeDescriptor &) = delete;
    WakeDescriptor &operator=(const WakeDescriptor &) = delete;

    int number() const { return m_number; }
    void wake() const;
    void drain() const;
    /// Waits to be woken, this long at most; does not drain.
    void wait(std::chrono::milliseconds timeout) const;

private:
    int m_number;
};

/// How long to wait before the next try: 0.5, 1, 2, ... 15 s, each times 0.75 to 1.25, so that many
/// consoles do not come back at the same moment.
class Backoff
{
public:
    std::chrono::milliseconds next();
    void reset() { m_delay = first; }

private:
    static constexpr std::chrono::milliseconds first{500};
    static constexpr std::chrono::milliseconds longest{15'000};
    std::chrono::milliseconds m_delay = first;
};

} // namespace gatehouse::postgres
