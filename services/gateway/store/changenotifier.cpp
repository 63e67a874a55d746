#include "services/gateway/store/changenotifier.h"

#include "services/gateway/store/reconnectingsession.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

namespace {
constexpr std::chrono::milliseconds hintInterval{200};
}

struct ChangeNotifier::Private
{
    Private(postgres::SessionOptions options, const Clock &clock, Log &log)
        : database(std::move(options), "notifier", clock, log)
    {
    }
    void run();
    bool notify();

    ReconnectingSession database;
    std::mutex mutex;
    std::condition_variable wake;
    bool isDue = false;
    bool stopping = false;
    std::thread thread; ///< last: it uses all of the above
};

void ChangeNotifier::Private::run()
{
    std::unique_lock lock(mutex);
    while (!stopping) {
        wake.wait(lock, [this] { return stopping || isDue; });
        isDue = false;
        lock.unlock();
        const bool told = notify();
        const auto wait = told ? hintInterval : std::max(hintInterval, database.untilNextTry());
        lock.lock();
        isDue = isDue || !told;
        wake.wait_for(lock, wait, [this] { return stopping; });
    }
}

bool ChangeNotifier::Private::notify()
{
    postgres::Session *session = database.acquire();
    return session && session->execute("SELECT pg_notify('gatehouse_events', '')").has_value();
}

ChangeNotifier::ChangeNotifier(postgres::SessionOptions database, const Clock &clock, Log &log)
    : d(std::make_unique<Private>(std::move(database), clock, log))
{
    d->thread = std::thread([this] { d->run(); });
}

ChangeNotifier::~ChangeNotifier()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->wake.notify_one();
    d->thread.join();
}

void ChangeNotifier::changed()
{
    {
        const std::lock_guard lock(d->mutex);
        d->isDue = true;
    }
    d->wake.notify_one();
}

} // namespace gatehouse::gateway
