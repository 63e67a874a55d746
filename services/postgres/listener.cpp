#include "services/postgres/backgroundthread.h"
#include "services/postgres/connection.h"
#include "services/postgres/notificationgate.h"

#include <mutex>
#include <optional>

namespace gatehouse::postgres {

class Listener::Worker
{
public:
    struct Shared
    {
        Shared(SessionOptions sessionOptions, std::vector<std::string> channelNames,
               std::chrono::milliseconds gateInterval, Listener *listener)
            : options(std::move(sessionOptions))
            , channels(std::move(channelNames))
            , interval(gateInterval)
            , owner(listener)
        {
        }
        const SessionOptions options;
        const std::vector<std::string> channels;
        const std::chrono::milliseconds interval;
        const WakeDescriptor stop; ///< stays readable

        std::mutex mutex;
        Listener
            *owner; ///< null once it is gone, which is also the order to stop; guarded by the mutex
    };

    Worker(SessionOptions options, std::vector<std::string> channels,
           std::chrono::milliseconds interval, Listener *owner);
    ~Worker();

private:
    std::shared_ptr<Shared> m_shared;
    BackgroundThread m_thread;
};

namespace {

constexpr std::chrono::hours noHurry{1};

/// What runs on the listener's thread.
template <typename Shared>
class Follower
{
public:
    explicit Follower(std::shared_ptr<Shared> shared)
        : m_shared(std::move(shared))
    {
    }

    void run()
    {
        while (!isStopping()) {
            const Result<> ended = listenOnce();
            if (ended)
                return;
            if (!m_isLost)
                tell([error = ended.error()](Listener *owner) { emit owner->lost(error); });
            m_isLost = true;
            m_shared->stop.wait(m_backoff.next());
        }
    }

private:
    bool isStopping() const
    {
        const std::lock_guard lock(m_shared->mutex);
        return m_shared->owner == nullptr;
    }

    /// With the mutex held, so that the owner cannot go before the call is queued.
    template <typename Signal>
    void tell(Signal signal) const
    {
        const std::lock_guard lock(m_shared->mutex);
        Listener *owner = m_shared->owner;
        if (owner)
            QMetaObject::invokeMethod(
                owner, [owner, signal] { signal(owner); }, Qt::QueuedConnection);
    }

    /// Connects and follows. Success is the order to stop.
    Result<> listenOnce()
    {
        Result<Session> session = Session::connect(m_shared->options);
        if (!session)
            return failure(session.error());
        for (const std::string &channel : m_shared->channels)
            if (Result<> listening = session->listen(channel); !listening)
                return listening;
        m_isLost = false;
        m_backoff.reset();
        tell([](Listener *owner) { emit owner->listening(); });
        return follow(*session);
    }

    Result<> follow(Session &session)
    {
        NotificationGate gate(m_shared->interval);
        while (!isStopping()) {
            const auto now = std::chrono::steady_clock::now();
            const auto wait = std::chrono::ceil<std::chrono::milliseconds>(
                gate.nextDue().value_or(now + noHurry) - now);
            const auto arrived = session.waitForNotifications(wait, m_shared->stop.number());
            if (!arrived)
                return failure(arrived.error());
            for (const Notification &notification : *arrived)
                gate.arrived(notification.channel);
            for (const std::string &channel : gate.takeDue(std::chrono::steady_clock::now()))
                tell([name = QString::fromStdString(channel)](Listener *owner) {
                    emit owner->notified(name);
                });
        }
        return {};
    }

    std::shared_ptr<Shared> m_shared;
    Backoff m_backoff;
    bool m_isLost = false;
};

} // namespace

Listener::Worker::Worker(SessionOptions options, std::vector<std::string> channels,
                         std::chrono::milliseconds interval, Listener *owner)
    : m_shared(std::make_shared<Shared>(std::move(options), std::move(channels), interval, owner))
    , m_thread([shared = m_shared] { Follower<Shared>(shared).run(); })
{
}

Listener::Worker::~Worker()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->owner = nullptr;
    m_shared->stop.wake();
}

Listener::Listener(SessionOptions options, std::vector<std::string> channels,
                   std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>(std::move(options), std::move(channels), interval, this))
{
}

Listener::~Listener() = default;

} // namespace gatehouse::postgres
