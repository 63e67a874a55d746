#include "services/gateway/bulk/bulkrunner.h"

#include "services/gateway/bulk/bulkwork.h"
#include "services/gateway/bulk/rateschedule.h"
#include "services/gateway/store/reconnectingsession.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

namespace {

using namespace std::chrono_literals;
using Time = std::chrono::steady_clock::time_point;

constexpr std::int64_t largestBatch = 200;
/// Batches of one operation begin no closer together: at 1,000 a second a commit is for 20 items.
constexpr auto betweenBatches = 20ms;
constexpr auto betweenVerdicts = 500ms;
constexpr auto bulkStatementLimit = 15s;

bool isOfTheItem(const Error &error)
{
    const auto *state = std::get_if<SqlState>(&error.cause);
    // Not deadlock, serialization, lack of resources, or an administrator's cancel.
    return state && !state->code.starts_with("40") && !state->code.starts_with("53")
        && !state->code.starts_with("57") && !state->code.starts_with("08");
}

/// One operation that this runner holds.
struct Held
{
    BulkWork work;
    RateSchedule schedule;
    std::int64_t batch = largestBatch; ///< 1 while the item that fails is looked for
    std::int64_t toProbe = 0; ///< so many items of the batch that failed are yet to be tried alone
    Time notBefore{}; ///< the next batch
    Time nextVerdict{};
    bool isOver = false;

    Time next() const { return std::max(schedule.next(), notBefore); }
};

} // namespace

struct BulkRunner::Private
{
    Private(BulkRunnerOptions given, const Clock &c, Log &l)
        : options(std::move(given))
        , clock(c)
        , log(l)
        , database(options.database, "bulk", clock, log)
    {
    }

    void run(const std::stop_token &stop);
    void wait(const std::stop_token &stop, std::chrono::steady_clock::duration time);
    void claim(postgres::Session &session);
    void advance(postgres::Session &session, Held &held);
    void took(Held &held, const BulkStep &step);
    void failed(postgres::Session &session, Held &held, std::int64_t due, const Error &error);
    void judge(postgres::Session &session, Held &held);
    Time nextDue() const;
    void warn(std::string_view what, const BulkWork &work, const Error &error);

    const BulkRunnerOptions options;
    const Clock &clock;
    Log &log;
    ReconnectingSession database;
    const std::string name = "bulk " + randomUuid().toString();
    std::vector<Held> held;
    Time nextLook{};
    std::mutex mutex;
    std::condition_variable_any woken;
    bool isWoken = false;
    std::jthread thread; ///< last: it uses all of the above
};

void BulkRunner::Private::wait(const std::stop_token &stop,
                               std::chrono::steady_clock::duration time)
{
    std::unique_lock lock(mutex);
    if (time > 0s)
        woken.wait_for(lock, stop, time, [this] { return isWoken; });
    if (isWoken)
        nextLook = {};
    isWoken = false;
}

void BulkRunner::Private::run(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        postgres::Session *session = database.acquire();
        if (!session) {
            wait(stop, std::max<std::chrono::milliseconds>(database.untilNextTry(), 10ms));
            continue;
        }
        if (clock.steadyNow() >= nextLook)
            claim(*session);
        for (Held &each : held) {
            if (session->isAlive() && !stop.stop_requested())
                advance(*session, each);
        }
        std::erase_if(held, [](const Held &each) { return each.isOver; });
        wait(stop, nextDue() - clock.steadyNow());
    }
    if (postgres::Session *session = held.empty() ? nullptr : database.acquire())
        static_cast<void>(releaseBulkWork(*session, name)); // else the lease runs out
}

void BulkRunner::Private::claim(postgres::Session &session)
{
    const Time now = clock.steadyNow();
    nextLook = now + options.poll;
    auto claimed = claimBulkWork(session, name);
    if (!claimed)
        return; // with the next look
    for (BulkWork &work : *claimed) {
        log.info("bulk operation taken up",
                 {{"operation", work.id.toString()}, {"action", work.action->name}});
        RateSchedule schedule(work.perSecond, work.hasRamp, now);
        // One that was paused and resumed in between is still here, from before.
        std::erase_if(held, [&](const Held &each) { return each.work.id == work.id; });
        held.push_back({std::move(work), std::move(schedule)});
    }
}

void BulkRunner::Private::advance(postgres::Session &session, Held &each)
{
    const Time now = clock.steadyNow();
    if (each.work.stopRatio < 1 && now >= each.nextVerdict)
        judge(session, each);
    if (each.isOver || now < each.next())
        return;
    const std::int64_t due = std::min(each.schedule.due(now), each.batch);
    if (due <= 0)
        return;
    each.notBefore = now + betweenBatches;
    const auto step = workOff(session, each.work, name, due);
    if (step)
        took(each, *step);
    else
        failed(session, each, due, step.error());
}

void BulkRunner::Private::took(Held &each, const BulkStep &step)
{
    each.schedule.take(step.settled);
    each.isOver = step.isOver;
    each.toProbe = std::max<std::int64_t>(0, each.toProbe - step.settled);
    if (each.toProbe == 0)
        each.batch = largestBatch;
    if (step.settled > 0)
        options.changed();
}

/// When the database refuses a batch for what is in it, its items are tried one by one, until the
/// one that cannot be done is found.
void BulkRunner::Private::failed(postgres::Session &session, Held &each, std::int64_t due,
                                 const Error &error)
{
    if (!isOfTheItem(error)) {
        each.notBefore = clock.steadyNow() + options.poll;
        warn("a bulk operation waits for the database", each.work, error);
        return;
    }
    if (each.batch > 1) {
        each.batch = 1;
        each.toProbe = due;
        each.notBefore = {};
        return;
    }
    warn("an item of a bulk operation failed", each.work, error);
    each.batch = largestBatch;
    each.toProbe = 0;
    if (const auto step = giveUpNext(session, each.work, name, error.message.toStdString()))
        took(each, *step);
}

void BulkRunner::Private::judge(postgres::Session &session, Held &each)
{
    each.nextVerdict = clock.steadyNow() + betweenVerdicts;
    const auto verdict = judgeBulkWork(session, each.work);
    if (!verdict || !isTooBad(*verdict, each.work.stopRatio))
        return;
    if (const auto stopped = stopBulkWork(session, each.work, name, *verdict); !stopped)
        return;
    each.isOver = true;
    log.warning("bulk operation stopped: too much of it failed",
                {{"operation", each.work.id.toString()}, {"failed", verdict->failed}});
    options.changed();
}

Time BulkRunner::Private::nextDue() const
{
    Time due = nextLook;
    for (const Held &each : held)
        due = std::min(due, each.next());
    return due;
}

void BulkRunner::Private::warn(std::string_view what, const BulkWork &work, const Error &error)
{
    log.warning(what, {{"operation", work.id.toString()}, {"error", error.message.toStdString()}});
}

BulkRunner::BulkRunner(BulkRunnerOptions options, const Clock &clock, Log &log)
{
    options.database.statementTimeout = bulkStatementLimit;
    d = std::make_unique<Private>(std::move(options), clock, log);
    d->thread = std::jthread([this](const std::stop_token &stop) { d->run(stop); });
}

BulkRunner::~BulkRunner() = default;

void BulkRunner::wake()
{
    {
        const std::lock_guard lock(d->mutex);
        d->isWoken = true;
    }
    d->woken.notify_all();
}

} // namespace gatehouse::gateway
