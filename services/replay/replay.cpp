#include "services/replay/replay.h"

#include "services/core/inpool.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <thread>

namespace gatehouse::replay {

namespace {

using std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr int readAhead = 500;
constexpr milliseconds longestWait{200};
constexpr milliseconds progressInterval{100};
/// While most of what may be under way is, answers are collected so long: a transaction each would
/// take longer than to send.
constexpr milliseconds collectTime{2};

} // namespace

QFuture<Result<QString>> writeDown(const QString &journalFile, const Target &target,
                                   const Plan &plan, std::vector<Fixture> fixtures,
                                   const Clock &clock)
{
    return inPool<QString>([journalFile, target, plan, fixtures = std::move(fixtures),
                            now = clock.now()]() -> Result<QString> {
        auto journal = Journal::open(journalFile);
        if (!journal)
            return failure(journal.error());
        return journal->create(target.name, journalledPlan(plan, target), fixtures, now);
    });
}

/// One run, all on its own thread but for the flags.
struct Replay::Run
{
    Run(Replay *owner, Preparer given, const Plan &wish, std::optional<Timestamp> until)
        : q(owner)
        , clock(owner->m_clock)
        , id(owner->m_id)
        , preparer(std::move(given))
        , plan(wish)
        , allowedUntil(until)
        , sender(senderOptions(preparer.target()))
        , pacer(plan.pace)
        , window(plan.stopRatio, plan.window)
    {
    }

    Result<Ending> work();
    Result<> open();
    Result<bool> refill();
    Result<bool> step();
    bool maySend(SteadyTime now);
    void prepare(JournalledItem item);
    bool isTimeToWrite() const;
    Result<> writeDownAndSend();
    void answered(qint64 position, const Fixture &fixture, const Prediction &prediction,
                  Timestamp sentAt, const DeliveryResponse &response);
    void note(ItemResult result);
    milliseconds pause(SteadyTime now) const;
    void tell(bool isLast);
    void checkStop();

    /// Ready to be sent when it is written down.
    struct Ready
    {
        qint64 position;
        Fixture fixture;
        Prediction prediction;
        DeliveryRequest request;
        Timestamp signedAt;
    };

    Replay *q;
    const Clock &clock;
    QString id;
    Preparer preparer;
    Plan plan;
    std::optional<Timestamp> allowedUntil;
    std::optional<Journal> journal; ///< opened by the thread
    HttpSender sender;
    Pacer pacer;
    FailureWindow window;

    std::deque<JournalledItem> waiting;
    std::optional<std::chrono::nanoseconds> nextDue; ///< of the first that waits
    qint64 readUpTo = 0;
    bool isAllRead = false;
    std::vector<Ready> ready;
    QList<ItemResult> unwritten, untold;
    Progress progress;
    QString stopReason;
    SteadyTime begun;
    std::chrono::nanoseconds pausedFor{0}; ///< by which all that is due is later
    SteadyTime lastTold;
    SteadyTime lastWritten;

    std::atomic<bool> isCancelled = false;
    std::atomic<bool> isAbandoned = false; ///< nobody waits for what is under way
    std::atomic<bool> isPaused = false;
    std::atomic<bool> isOver = false;
    std::thread thread; ///< last
};

Result<> Replay::Run::open()
{
    auto opened = Journal::open(q->m_journalFile);
    if (!opened)
        return failure(opened.error());
    journal.emplace(std::move(*opened));
    if (const auto owned = journal->own(id); !owned)
        return owned;
    const auto known = journal->replay(id);
    if (!known)
        return failure(known.error());
    progress.total = known->planned;
    begun = clock.steadyNow();
    return {};
}

/// Whether an event waits.
Result<bool> Replay::Run::refill()
{
    if (waiting.empty() && !isAllRead) {
        auto items = journal->planned(id, readUpTo, readAhead);
        if (!items)
            return failure(items.error());
        isAllRead = items->empty();
        for (JournalledItem &item : *items) {
            readUpTo = item.position + 1;
            waiting.push_back(std::move(item));
        }
    }
    if (!waiting.empty() && !nextDue)
        nextDue = pacer.due(waiting.front().fixture.receivedAt);
    return !waiting.empty();
}

bool Replay::Run::maySend(SteadyTime now)
{
    const auto underWay = sender.inFlight() + ready.size();
    const bool hasRoom = underWay < std::size_t(std::max(plan.concurrency, 1));
    const bool isRampOpen =
        !plan.isRamped || std::size_t(progress.sent) < rampLimit(std::size_t(progress.done));
    return hasRoom && isRampOpen && !isPaused && !isCancelled && stopReason.isEmpty()
        && now >= begun + pausedFor + *nextDue;
}

void Replay::Run::prepare(JournalledItem item)
{
    ++progress.sent;
    const Timestamp now = clock.now();
    auto request = preparer.requestAt(now, item.fixture, item.seed);
    if (request) {
        const Prediction prediction = preparer.prediction(item.fixture, request);
        ready.push_back(
            {item.position, std::move(item.fixture), prediction, std::move(*request), now});
        return;
    }
    ItemResult result = notSent(request.error());
    result.position = item.position;
    result.sentAt = now;
    note(std::move(result));
}

bool Replay::Run::isTimeToWrite() const
{
    if (ready.empty() && unwritten.isEmpty())
        return false;
    const bool isBusy = sender.inFlight() * 2 > std::size_t(std::max(plan.concurrency, 1));
    return !isBusy || clock.steadyNow() - lastWritten >= collectTime;
}

/// Only what the journal has is sent.
Result<> Replay::Run::writeDownAndSend()
{
    if (!isTimeToWrite())
        return {};
    lastWritten = clock.steadyNow();
    std::vector<qint64> positions;
    for (const Ready &each : ready)
        positions.push_back(each.position);
    if (const auto written = journal->write(id, positions, unwritten); !written)
        return written;
    unwritten.clear();
    for (Ready &each : ready) {
        sender.send(std::move(each.request),
                    [this, position = each.position, fixture = std::move(each.fixture),
                     prediction = each.prediction,
                     sentAt = each.signedAt](const DeliveryResponse &response) {
                        answered(position, fixture, prediction, sentAt, response);
                    });
    }
    ready.clear();
    return {};
}

void Replay::Run::answered(qint64 position, const Fixture &fixture, const Prediction &prediction,
                           Timestamp sentAt, const DeliveryResponse &response)
{
    ItemResult result = judged(fixture, prediction, response);
    result.position = position;
    result.sentAt = sentAt;
    note(std::move(result));
}

void Replay::Run::note(ItemResult result)
{
    ++progress.done;
    ++progress.outcomes[outcomeName(result.outcome)];
    window.add(result.isFailure());
    unwritten += result;
    untold += std::move(result);
    checkStop();
}

void Replay::Run::checkStop()
{
    if (!stopReason.isEmpty() || !window.isOver())
        return;
    stopReason = Replay::tr("Of the last %1 answers %2 % were not as they should be.")
                     .arg(plan.window)
                     .arg(qRound(window.ratio() * 100));
}

milliseconds Replay::Run::pause(SteadyTime now) const
{
    if (!ready.empty() || !unwritten.isEmpty())
        return collectTime;
    if (isPaused || waiting.empty() || !nextDue)
        return longestWait;
    const auto due = begun + pausedFor + *nextDue;
    return std::clamp(std::chrono::ceil<milliseconds>(due - now),
                      milliseconds(sender.inFlight() > 0 && due <= now ? 200 : 0), longestWait);
}

void Replay::Run::tell(bool isLast)
{
    const SteadyTime now = clock.steadyNow();
    if (!isLast && now - lastTold < progressInterval)
        return;
    lastTold = now;
    progress.elapsed = std::chrono::duration_cast<milliseconds>(now - begun);
    QMetaObject::invokeMethod(q, [q = q, progress = progress, results = std::exchange(untold, {})] {
        if (!results.isEmpty())
            emit q->itemsDone(results);
        emit q->progressed(progress);
    });
}

/// Whether there is more to do.
Result<bool> Replay::Run::step()
{
    const SteadyTime now = clock.steadyNow();
    if (allowedUntil && clock.now() >= *allowedUntil && stopReason.isEmpty())
        stopReason = Replay::tr("The grant for production is over.");
    auto hasMore = refill();
    while (hasMore && *hasMore && maySend(now)) {
        prepare(std::move(waiting.front()));
        waiting.pop_front();
        nextDue.reset();
        hasMore = refill();
    }
    if (!hasMore)
        return failure(hasMore.error());
    if (const auto written = writeDownAndSend(); !written)
        return failure(written.error());
    const bool goesOn = *hasMore && !isCancelled && stopReason.isEmpty();
    if (isAbandoned || (sender.inFlight() == 0 && !goesOn))
        return false;
    sender.perform(goesOn ? pause(clock.steadyNow()) : longestWait);
    if (isPaused)
        pausedFor += clock.steadyNow() - now;
    tell(false);
    return true;
}

Result<Ending> Replay::Run::work()
{
    if (const auto opened = open(); !opened)
        return failure(opened.error());
    Result<bool> more = true;
    while (more && *more)
        more = step();
    if (!more)
        return failure(more.error());
    // Of one that was abandoned: what is known is kept, and nothing more is called sent.
    if (!unwritten.isEmpty()) {
        if (const auto written = journal->write(id, {}, unwritten); !written)
            return failure(written.error());
    }
    if (!isAbandoned) {
        if (const auto marked = journal->setEnded(id); !marked)
            return failure(marked.error());
    }
    journal.reset(); // whoever hears of the end may own the replay
    tell(true);
    Ending ending;
    ending.reason = stopReason;
    ending.progress = progress;
    if (!stopReason.isEmpty())
        ending.kind = Ending::Kind::Stopped;
    else if (isCancelled)
        ending.kind = Ending::Kind::Cancelled;
    return ending;
}

Replay::Replay(QString journalFile, QString id, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_journalFile(std::move(journalFile))
    , m_id(std::move(id))
    , m_clock(clock)
{
}

Replay::~Replay()
{
    if (!m_run)
        return;
    m_run->isAbandoned = true;
    cancel();
    m_run->thread.join();
}

bool Replay::isRunning() const
{
    return m_run && !m_run->isOver;
}

Result<> Replay::start(Preparer preparer, const Plan &plan, std::optional<Timestamp> allowedUntil)
{
    if (isRunning())
        return failure(ErrorKind::Conflict, Replay::tr("This replay runs already."));
    if (preparer.target().isProduction() && !(allowedUntil && *allowedUntil > m_clock.now()))
        return failure(ErrorKind::Denied,
                       Replay::tr("“%1” is production. An admin can grant it for ten minutes.")
                           .arg(preparer.target().name));
    if (m_run)
        m_run->thread.join();
    if (!preparer.target().isProduction())
        allowedUntil.reset();
    m_run = std::make_unique<Run>(this, std::move(preparer), plan, allowedUntil);
    m_run->thread = std::thread([this, run = m_run.get()] {
        auto ending = std::make_shared<Result<Ending>>(run->work());
        run->journal.reset();
        QMetaObject::invokeMethod(this, [this, run, ending] {
            run->isOver = true;
            if (*ending)
                emit finished(**ending);
            else
                emit failed(ending->error());
        });
    });
    return {};
}

void Replay::setPaused(bool isPaused)
{
    if (!m_run)
        return;
    m_run->isPaused = isPaused;
    m_run->sender.wakeup();
}

void Replay::cancel()
{
    if (!m_run)
        return;
    m_run->isCancelled = true;
    m_run->sender.wakeup();
}

} // namespace gatehouse::replay
