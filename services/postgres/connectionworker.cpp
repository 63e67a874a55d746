#include "services/postgres/connectionworker.h"

namespace gatehouse::postgres {

namespace {

constexpr std::chrono::seconds latencyInterval{5};
/// Below it a statement is slow; from it on, a person wants to know.
constexpr std::chrono::seconds silenceLimit{3};
constexpr std::chrono::milliseconds cancelPollInterval{20};
/// A cancel that comes between two statements of a job stops neither: so it is repeated.
constexpr std::chrono::milliseconds cancelRepeatInterval{100};

} // namespace

/// The thread that owns the session.
class Connection::Runner
{
public:
    explicit Runner(std::shared_ptr<Worker::Shared> shared)
        : m_shared(std::move(shared))
    {
    }

    void run()
    {
        waitForFirstWork();
        while (!isStopping()) {
            announceRetry();
            Result<Session> session = Session::connect(m_shared->options);
            const std::optional<Error> error = session ? serve(*session) : session.error();
            if (error)
                waitOut(*error);
        }
        dropAll();
    }

private:
    bool isStopping() const
    {
        const std::lock_guard lock(m_shared->mutex);
        return m_shared->isStopping;
    }

    void waitForFirstWork() const
    {
        std::unique_lock lock(m_shared->mutex);
        m_shared->changed.wait(lock, [this] {
            return m_shared->isStopping || m_shared->isRetryWanted || !m_shared->queue.empty();
        });
    }

    /// Runs jobs until the connection is lost (why) or all is to end (nothing).
    std::optional<Error> serve(Session &session)
    {
        m_backoff.reset();
        {
            const std::lock_guard lock(m_shared->mutex);
            m_shared->canceller = session.canceller();
        }
        if (const Result<> measured = measure(session); !measured)
            return measured.error();
        while (!isStopping()) {
            m_shared->wake.drain();
            if (std::optional<Job> job = nextJob()) {
                runJob(*job, session);
                job.reset();
                if (!session.isAlive())
                    return session.lastLoss();
            } else if (const Result<> idled = idle(session); !idled) {
                return idled.error();
            }
        }
        return std::nullopt;
    }

    /// Waits for work; on the way it sees at once when the server goes.
    Result<> idle(Session &session)
    {
        const auto rest = std::chrono::ceil<std::chrono::milliseconds>(
            m_nextMeasure - std::chrono::steady_clock::now());
        if (rest.count() <= 0)
            return measure(session);
        const auto waited = session.waitForNotifications(rest, m_shared->wake.number());
        return waited ? Result<>() : failure(waited.error());
    }

    Result<> measure(Session &session)
    {
        const auto started = std::chrono::steady_clock::now();
        noteAsked(started);
        const Result<Rows> answer = session.execute("SELECT 1");
        noteAsked(std::nullopt);
        if (!answer)
            return failure(session.isAlive() ? answer.error() : session.lastLoss());
        const auto ended = std::chrono::steady_clock::now();
        m_nextMeasure = ended + latencyInterval;
        ConnectionState ready;
        ready.phase = ConnectionState::Phase::Ready;
        ready.latency = std::chrono::round<std::chrono::milliseconds>(ended - started);
        const std::lock_guard lock(m_shared->mutex);
        m_shared->away.reset();
        announce(ready);
        return {};
    }

    void noteAsked(std::optional<std::chrono::steady_clock::time_point> at) const
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->askedAt = at;
    }

    std::optional<Job> nextJob() const
    {
        const std::lock_guard lock(m_shared->mutex);
        if (m_shared->queue.empty() || m_shared->isStopping)
            return std::nullopt;
        std::optional<Job> job(std::move(m_shared->queue.front()));
        m_shared->queue.pop_front();
        m_shared->isRunningCancelled = job->isCancelled;
        return job;
    }

    void runJob(const Job &job, Session &session) const
    {
        if (!job.isCancelled()) {
            m_shared->changed.notify_all();
            noteAsked(std::chrono::steady_clock::now());
            job.run(session);
            noteAsked(std::nullopt);
        }
        std::unique_lock lock(m_shared->mutex);
        m_shared->isRunningCancelled = nullptr;
        m_shared->changed.notify_all();
        m_shared->changed.wait(lock, [this] { return !m_shared->isCancelling; });
    }

    /// The connection is gone: whatever waits fails now, whatever comes until it is back fails at
    /// once.
    void waitOut(const Error &error)
    {
        const auto delay = m_backoff.next();
        std::deque<Job> failing;
        {
            const std::lock_guard lock(m_shared->mutex);
            m_shared->away = error;
            m_shared->canceller = {};
            failing.swap(m_shared->queue);
            announce({ConnectionState::Phase::Lost, {}, error, delay});
        }
        for (const Job &job : failing)
            job.fail(error);
        const auto deadline = std::chrono::steady_clock::now() + delay;
        while (!isWaitOver() && std::chrono::steady_clock::now() < deadline) {
            m_shared->wake.wait(std::chrono::ceil<std::chrono::milliseconds>(
                deadline - std::chrono::steady_clock::now()));
            m_shared->wake.drain();
        }
    }

    bool isWaitOver() const
    {
        const std::lock_guard lock(m_shared->mutex);
        return m_shared->isStopping || m_shared->isRetryWanted;
    }

    /// Somebody pressed Retry: show that it is tried. Tries of our own stay Lost, without flicker.
    void announceRetry() const
    {
        const std::lock_guard lock(m_shared->mutex);
        if (m_shared->isRetryWanted && m_shared->away)
            announce({});
        m_shared->isRetryWanted = false;
    }

    /// With the mutex held, so that the owner cannot go meanwhile.
    void announce(const ConnectionState &state) const
    {
        m_shared->state = state;
        Connection *owner = m_shared->owner;
        if (owner)
            QMetaObject::invokeMethod(
                owner, [owner, state] { emit owner->stateChanged(state); }, Qt::QueuedConnection);
    }

    void dropAll() const
    {
        std::deque<Job> dropped; // destroyed after the lock: that ends their futures
        const std::lock_guard lock(m_shared->mutex);
        dropped.swap(m_shared->queue);
    }

    std::shared_ptr<Worker::Shared> m_shared;
    Backoff m_backoff;
    std::chrono::steady_clock::time_point m_nextMeasure;
};

/// The thread that looks whether somebody cancelled, since PQcancel blocks.
class Connection::CancelWatch
{
public:
    explicit CancelWatch(std::shared_ptr<Worker::Shared> shared)
        : m_shared(std::move(shared))
    {
    }

    void run()
    {
        std::unique_lock lock(m_shared->mutex);
        while (!m_shared->isStopping || m_shared->isRunningCancelled) {
            if (!m_shared->isRunningCancelled && m_shared->queue.empty()) {
                m_shared->changed.wait(lock);
                continue;
            }
            dropCancelled(lock);
            const bool mustStop = m_shared->isRunningCancelled
                && (m_shared->isStopping || m_shared->isRunningCancelled());
            if (mustStop)
                cancelRunning(lock);
            m_shared->changed.wait_for(lock, mustStop ? cancelRepeatInterval : cancelPollInterval);
        }
    }

private:
    void dropCancelled(std::unique_lock<std::mutex> &lock)
    {
        std::deque<Job> dropped;
        std::deque<Job> kept;
        for (Job &job : m_shared->queue)
            (job.isCancelled() ? dropped : kept).push_back(std::move(job));
        m_shared->queue.swap(kept);
        if (dropped.empty())
            return;
        lock.unlock();
        dropped.clear(); // ends their futures
        lock.lock();
    }

    void cancelRunning(std::unique_lock<std::mutex> &lock)
    {
        const Canceller canceller = m_shared->canceller;
        m_shared->isCancelling = true;
        lock.unlock();
        canceller.cancel();
        lock.lock();
        m_shared->isCancelling = false;
        m_shared->changed.notify_all();
    }

    std::shared_ptr<Worker::Shared> m_shared;
};

Connection::Worker::Worker(SessionOptions options, Connection *owner)
    : m_shared(std::make_shared<Shared>(std::move(options), owner))
    , m_runner([shared = m_shared] { Runner(shared).run(); })
    , m_canceller([shared = m_shared] { CancelWatch(shared).run(); })
{
}

Connection::Worker::~Worker()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->owner = nullptr;
    m_shared->isStopping = true;
    m_shared->changed.notify_all();
    m_shared->wake.wake();
}

void Connection::Worker::enqueue(Job job)
{
    std::unique_lock lock(m_shared->mutex);
    if (m_shared->away) {
        const Error error = *m_shared->away;
        lock.unlock();
        job.fail(error);
        return;
    }
    m_shared->queue.push_back(std::move(job));
    m_shared->changed.notify_all();
    m_shared->wake.wake();
}

void Connection::Worker::retryNow()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->isRetryWanted = true;
    m_shared->changed.notify_all();
    m_shared->wake.wake();
}

ConnectionState Connection::Worker::state() const
{
    const std::lock_guard lock(m_shared->mutex);
    ConnectionState state = m_shared->state;
    if (m_shared->askedAt) {
        const auto silence = std::chrono::floor<std::chrono::seconds>(
            std::chrono::steady_clock::now() - *m_shared->askedAt);
        state.silence = silence < silenceLimit ? std::chrono::seconds(0) : silence;
    }
    return state;
}

} // namespace gatehouse::postgres
