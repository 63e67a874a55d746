#include "services/gateway/store/committer.h"

#include "services/gateway/store/batchwriter.h"
#include "services/gateway/store/reconnectingsession.h"

#include <QCoreApplication>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

using std::chrono::milliseconds;

namespace {

constexpr std::size_t maxBatchBytes = std::size_t{8} * 1024 * 1024;
/// An idle connection is tried this often, so that a restart of the database costs no webhook.
constexpr milliseconds idleProbe{2000};
constexpr milliseconds commitLimit{30000};

Error databaseAway()
{
    return {
        ErrorKind::Unavailable,
        QCoreApplication::translate("store", "The database is away; nothing was taken. Try again."),
        {},
        {}};
}

Error queueFull()
{
    return {ErrorKind::Unavailable,
            QCoreApplication::translate("store", "Too much is waiting to be stored. Try again."),
            {},
            {}};
}

std::size_t bytesOf(const std::vector<IncomingEvent> &events)
{
    std::size_t bytes = 0;
    for (const IncomingEvent &event : events)
        bytes += event.rawBody.size() + (event.canonicalJson ? event.canonicalJson->size() : 0);
    return bytes;
}

} // namespace

struct Committer::Private
{
    struct Submission
    {
        Submission(std::vector<IncomingEvent> submitted, Committer::Done whenDone)
            : events(std::move(submitted))
            , entries(batchEntries(events))
            , done(std::move(whenDone))
            , bytes(bytesOf(events))
        {
        }
        Submission(Submission &&) noexcept = default;
        Submission &operator=(Submission &&) noexcept = default;
        Submission(const Submission &) = delete; // its entries point to the events of the original
        Submission &operator=(const Submission &) = delete;
        ~Submission() = default;

        std::vector<IncomingEvent> events;
        std::vector<BatchEntry> entries; ///< of the events
        Committer::Done done; ///< empty for refused requests
        std::size_t bytes = 0;
    };
    struct DueAnswer
    {
        Committer::Done done;
        Result<std::vector<Committed>> result;
    };

    Private(CommitterOptions given, const Clock &clock, Log &log)
        : options(std::move(given))
        , database(sessionOptions(options), "committer", clock, log)
        , writer(options.idempotencyLifetime)
        , clock(clock)
        , log(log)
    {
    }

    static postgres::SessionOptions sessionOptions(const CommitterOptions &options)
    {
        postgres::SessionOptions session = options.database;
        if (session.statementTimeout.count() == 0)
            session.statementTimeout = commitLimit;
        session.silenceLimit = options.silenceLimit;
        session.keepsPlans = true;
        return session;
    }

    void run();
    bool waitForWork();
    void use(postgres::Session &session);
    std::vector<Submission> takeBatch();
    void write(postgres::Session &session, std::vector<Submission> &batch);
    bool hasMore();
    void answerDue();
    void answerAllUnavailable();
    std::optional<Error> enqueue(Submission &submission, std::size_t maxQueued);
    void setReachable(bool isReachable);
    void measureQueue() const;
    void measureBatch(std::size_t events, std::chrono::steady_clock::time_point started) const;

    CommitterOptions options;
    ReconnectingSession database;
    BatchWriter writer;
    const Clock &clock;
    Log &log;
    std::atomic<bool> reachable{true};

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Submission> queue;
    std::size_t queuedEvents = 0;
    std::size_t queuedBytes = 0;
    bool stopping = false;
    std::vector<DueAnswer> due; ///< of the batch before; the thread's own
    std::thread thread; ///< last: it uses all of the above
};

void Committer::Private::run()
{
    while (waitForWork()) {
        postgres::Session *session = database.acquire();
        setReachable(session != nullptr);
        if (session)
            use(*session);
        else
            answerAllUnavailable();
    }
}

/// The answers to a batch wait until the next one is with the database, which works meanwhile.
/// A server that ended is mostly back at once, and what is queued waits for it. For one that hangs
/// nobody waits: to connect anew takes just as long.
void Committer::Private::use(postgres::Session &session)
{
    const auto started = clock.steadyNow();
    if (std::vector<Submission> batch = takeBatch(); !batch.empty())
        write(session, batch);
    else
        (void)session.execute("SELECT 1");
    if (!session.isAlive() || !hasMore())
        answerDue();
    if (session.isAlive() || clock.steadyNow() - started < options.silenceLimit)
        return;
    setReachable(false);
    answerAllUnavailable();
}

/// False when it is time to end. Comes back without work too, to probe or to reconnect.
bool Committer::Private::waitForWork()
{
    const milliseconds pause =
        reachable ? idleProbe : std::max(database.untilNextTry(), milliseconds(1));
    std::unique_lock lock(mutex);
    wake.wait_for(lock, pause, [this] { return stopping || !queue.empty(); });
    return !stopping || !queue.empty();
}

std::vector<Committer::Private::Submission> Committer::Private::takeBatch()
{
    const std::lock_guard lock(mutex);
    std::vector<Submission> batch;
    std::size_t events = 0;
    std::size_t bytes = 0;
    while (!queue.empty()) {
        const Submission &next = queue.front();
        if (!batch.empty()
            && (events + next.events.size() > options.maxBatch
                || bytes + next.bytes > maxBatchBytes))
            break;
        events += next.events.size();
        bytes += next.bytes;
        batch.push_back(std::move(queue.front()));
        queue.pop_front();
    }
    queuedEvents -= events;
    queuedBytes -= bytes;
    measureQueue();
    return batch;
}

void Committer::Private::write(postgres::Session &session, std::vector<Submission> &batch)
{
    const auto started = clock.steadyNow();
    std::size_t events = 0;
    std::vector<BatchWriter::Entries> submissions;
    for (const Submission &submission : batch) {
        submissions.emplace_back(submission.entries);
        events += submission.entries.size();
    }
    std::vector<DueAnswer> answers;
    bool anyCommitted = false;
    std::optional<Error> firstError;
    writer.write(
        session, submissions,
        [&](std::size_t index, Result<std::vector<Committed>> result) {
            anyCommitted = anyCommitted || result.has_value();
            const bool isDenied = !result && result.error().kind == ErrorKind::Denied;
            if (!result && !isDenied && !firstError)
                firstError = result.error();
            if (batch[index].done)
                answers.push_back({std::move(batch[index].done), std::move(result)});
        },
        [this] { answerDue(); });
    answerDue();
    due = std::move(answers);
    if (firstError) {
        log.error("events could not be stored",
                  {{"error", firstError->message.toStdString()},
                   {"detail", firstError->detail.toStdString()}});
    }
    if (!session.isAlive())
        setReachable(false);
    if (anyCommitted) {
        measureBatch(events, started);
        options.committed();
    }
}

bool Committer::Private::hasMore()
{
    const std::lock_guard lock(mutex);
    return !queue.empty();
}

void Committer::Private::answerDue()
{
    for (DueAnswer &answer : std::exchange(due, {}))
        answer.done(std::move(answer.result));
}

void Committer::Private::setReachable(bool isReachable)
{
    reachable = isReachable;
    if (options.metrics)
        options.metrics->databaseIsReachable(isReachable);
}

/// Under the mutex.
void Committer::Private::measureQueue() const
{
    if (options.metrics)
        options.metrics->commitQueueIs(queuedEvents, queuedBytes);
}

void Committer::Private::measureBatch(std::size_t events,
                                      std::chrono::steady_clock::time_point started) const
{
    if (options.metrics)
        options.metrics->batchCommitted(events, clock.steadyNow() - started);
}

void Committer::Private::answerAllUnavailable()
{
    std::deque<Submission> refused;
    {
        const std::lock_guard lock(mutex);
        refused.swap(queue);
        queuedEvents = 0;
        queuedBytes = 0;
        measureQueue();
    }
    for (const Submission &submission : refused) {
        if (submission.done)
            submission.done(failure(databaseAway()));
    }
}

/// Moves from `submission` only when it was taken.
std::optional<Error> Committer::Private::enqueue(Submission &submission, std::size_t maxQueued)
{
    {
        const std::lock_guard lock(mutex);
        if (stopping || !reachable)
            return databaseAway();
        if (queuedEvents + submission.events.size() > maxQueued
            || queuedBytes + submission.bytes > options.maxQueuedBytes)
            return queueFull();
        queuedEvents += submission.events.size();
        queuedBytes += submission.bytes;
        queue.push_back(std::move(submission));
        measureQueue();
    }
    wake.notify_one();
    return std::nullopt;
}

Committer::Committer(CommitterOptions options, const Clock &clock, Log &log)
    : d(std::make_unique<Private>(std::move(options), clock, log))
{
    d->thread = std::thread([this] { d->run(); });
}

Committer::~Committer()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->wake.notify_one();
    d->thread.join();
}

void Committer::submit(std::vector<IncomingEvent> events, Done done)
{
    Private::Submission submission(std::move(events), std::move(done));
    if (const auto error = d->enqueue(submission, d->options.maxQueued))
        submission.done(failure(*error));
}

void Committer::recordRefused(IncomingEvent event)
{
    event.idempotencyKey.clear();
    event.secondKey.clear();
    event.token.reset();
    std::vector<IncomingEvent> events;
    events.push_back(std::move(event));
    Private::Submission submission(std::move(events), {});
    (void)d->enqueue(submission, d->options.maxQueued / 2);
}

bool Committer::isDatabaseReachable() const
{
    return d->reachable;
}

} // namespace gatehouse::gateway
