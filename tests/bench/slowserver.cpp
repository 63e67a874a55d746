// Answers 202 to everything, 50 ms (or as asked) after it came, however many wait: what ./dev bench
// replay sends to where the other side takes its time.
#include "benchserver.h"

#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <thread>

using namespace gatehouse;

namespace {

class SlowEndpoint final : public http::Endpoint
{
public:
    explicit SlowEndpoint(std::chrono::milliseconds delay)
        : m_delay(delay)
        , m_thread([this](const std::stop_token &stop) { answer(stop); })
    {
    }
    void respond(http::Request, http::Reply reply) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_waiting.emplace_back(std::chrono::steady_clock::now() + m_delay, std::move(reply));
        }
        m_isThere.notify_one();
    }

private:
    void answer(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        while (m_isThere.wait(lock, stop, [this] { return !m_waiting.empty(); })) {
            const auto due = m_waiting.front().first;
            lock.unlock();
            std::this_thread::sleep_until(due);
            lock.lock();
            http::Reply reply = std::move(m_waiting.front().second);
            m_waiting.pop_front();
            lock.unlock();
            reply(http::jsonResponse(202, R"({"status":"queued"})"));
            lock.lock();
        }
    }

    std::chrono::milliseconds m_delay;
    std::mutex m_mutex;
    std::condition_variable_any m_isThere;
    std::deque<std::pair<std::chrono::steady_clock::time_point, http::Reply>> m_waiting;
    std::jthread m_thread; ///< last
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    return bench::serveUntilTerminated([&] {
        return std::make_unique<SlowEndpoint>(std::chrono::milliseconds(std::atoi(argv[1])));
    });
}
