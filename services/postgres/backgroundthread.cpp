#include "services/postgres/backgroundthread.h"

#include "services/core/random.h"

#include <algorithm>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace gatehouse::postgres {

namespace {

constexpr std::chrono::seconds patience{1};

} // namespace

BackgroundThread::BackgroundThread(std::function<void()> body)
    : m_thread([body = std::move(body), end = m_end]() mutable {
        body();
        body = nullptr; // what it shares is let go before the end is told
        const std::lock_guard lock(end->mutex);
        end->reached = true;
        end->changed.notify_all();
    })
{
}

BackgroundThread::~BackgroundThread()
{
    std::unique_lock lock(m_end->mutex);
    const bool reached = m_end->changed.wait_for(lock, patience, [this] { return m_end->reached; });
    lock.unlock();
    if (reached)
        m_thread.join();
    else
        m_thread.detach();
}

WakeDescriptor::WakeDescriptor()
    : m_number(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

WakeDescriptor::~WakeDescriptor()
{
    close(m_number);
}

void WakeDescriptor::wake() const
{
    const std::uint64_t one = 1;
    static_cast<void>(!write(m_number, &one, sizeof one)); // full is woken, too
}

void WakeDescriptor::drain() const
{
    std::uint64_t count = 0;
    static_cast<void>(!read(m_number, &count, sizeof count)); // empty is drained, too
}

void WakeDescriptor::wait(std::chrono::milliseconds timeout) const
{
    pollfd waited{m_number, POLLIN, 0};
    poll(&waited, 1, static_cast<int>(std::clamp<std::int64_t>(timeout.count(), 0, 3'600'000)));
}

std::chrono::milliseconds Backoff::next()
{
    const auto delay = std::chrono::duration_cast<std::chrono::milliseconds>(
        m_delay * (0.75 + randomFraction() / 2));
    m_delay = std::min(m_delay * 2, longest);
    return delay;
}

} // namespace gatehouse::postgres
