#include "services/gateway/seed/seeder.h"

#include "services/gateway/rollups/rollup.h"
#include "services/gateway/seed/deferredindexes.h"
#include "services/gateway/seed/seededcalls.h"
#include "services/gateway/store/migrator.h"
#include "services/gateway/store/routes.h"

#include <QCoreApplication>

#include <future>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

using postgres::Session;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Seeder)
};

constexpr int longestHistory = 3650;
constexpr std::int64_t mostEvents = 1'000'000'000;
constexpr std::chrono::seconds silenceLimit{300};
constexpr std::chrono::seconds noLimit{0};

Result<Session> connect(const std::string &conninfo, std::chrono::seconds silence)
{
    postgres::SessionOptions options;
    options.conninfo = conninfo;
    options.applicationName = "gatehousectl seed";
    options.silenceLimit = silence;
    return Session::connect(options).and_then([](Session session) -> Result<Session> {
        const auto set = session.execute(
            "SELECT set_config('synchronous_commit', 'off', false),"
            " (SELECT set_config(name, 'lz4', false) FROM pg_settings"
            "   WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals))");
        if (!set)
            return failure(set.error());
        return session;
    });
}

Result<> checkEnvironment(Session &owner)
{
    const auto found = owner.execute(
        "SELECT FROM gatehouse.setting WHERE name = 'environment' AND value = 'production'");
    if (!found)
        return failure(found.error());
    if (found->isEmpty())
        return {};
    return failure(ErrorKind::Conflict,
                   Tr::tr("This is a database of production, where made-up events have no place. "
                          "Choose another database."));
}

Result<> checkEmpty(Session &owner)
{
    const auto found = owner.execute("SELECT FROM gatehouse.webhook_event LIMIT 1");
    if (!found)
        return failure(found.error());
    if (found->isEmpty())
        return {};
    return failure(
        ErrorKind::Conflict,
        Tr::tr("The database has events already, and made-up ones cannot be told from them "
               "at a glance. Choose an empty database, or add --add if it is meant."));
}

Result<> makePartitions(Session &owner, const SeedPlan &plan)
{
    return owner
        .execute(
            "SELECT gatehouse.ensure_partitions(month::date, 1)"
            "  FROM generate_series(date_trunc('month', $1::timestamptz, 'UTC'), $2::timestamptz,"
            " interval '1 month') AS month",
            {plan.end - std::chrono::days(plan.days), plan.end})
        .map([](const postgres::Rows &) {});
}

/// Before anything is changed. A database without our tables is nobody's yet.
Result<> checkTarget(Session &owner, bool adds)
{
    const auto tables = owner.execute(
        "SELECT FROM pg_tables WHERE schemaname = 'gatehouse' AND tablename = 'webhook_event'");
    if (!tables)
        return failure(tables.error());
    if (tables->isEmpty())
        return {};
    return checkEnvironment(owner).and_then([&] { return adds ? Result<>() : checkEmpty(owner); });
}

/// All that has to be there before the first row.
Result<> prepare(Session &owner, const SeedOptions &options, const Clock &clock, Log &log)
{
    UuidGenerator ids(clock);
    return checkTarget(owner, options.adds)
        .and_then([&] { return migrate(owner, clock, log); })
        .and_then([&] {
            return ensureStandInRoutes(owner, ids, [](const std::string &) { return false; })
                .map([](bool) {});
        })
        .and_then([&] { return makePartitions(owner, options.plan); });
}

/// Makes events, whoever asks for them, in one order.
class Generator
{
public:
    Generator(const SeedPlan &plan, std::vector<EventKind> kinds, RouteTargets targets)
        : m_kinds(std::move(kinds))
        , m_targets(std::move(targets))
        , m_source(plan, m_kinds)
        , m_dice(~plan.seed)
        , m_stories(m_source.history(), m_dice)
        , m_left(plan.events)
    {
    }
    /// Nothing more: no rows.
    void fill(SeededRows &rows, std::int64_t count)
    {
        const std::lock_guard lock(m_mutex);
        for (count = std::min(count, m_left); count > 0; --count, --m_left) {
            m_source.next(m_event);
            rows.add(m_event, m_kinds[m_event.kind], m_targets.of(m_event.tenant, m_event.kind),
                     m_stories, m_dice, m_source.history());
        }
    }

private:
    std::mutex m_mutex;
    const std::vector<EventKind> m_kinds;
    const RouteTargets m_targets;
    EventSource m_source;
    Dice m_dice;
    DeliveryStories m_stories;
    SeededEvent m_event;
    std::int64_t m_left;
};

/// What the writers have done together.
class Tally
{
public:
    Tally(const Clock &clock, const SeedWatch &watch)
        : m_clock(clock)
        , m_watch(watch)
        , m_started(clock.steadyNow())
    {
    }
    /// False once there is no use in going on.
    bool goesOn()
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = m_isOver || m_watch.stops();
        return !m_isOver;
    }
    void copied(const SeedCounts &counts)
    {
        const std::lock_guard lock(m_mutex);
        m_progress.done += counts;
        m_progress.took = m_clock.steadyNow() - m_started;
        m_watch.progress(m_progress);
    }
    void makesIndexes()
    {
        const std::lock_guard lock(m_mutex);
        m_progress.isMakingIndexes = true;
        m_watch.progress(m_progress);
    }
    void failed(const Error &error)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_error)
            m_error = error;
        m_isOver = true;
    }
    /// The indexes' time is a part of it.
    void indexed()
    {
        const std::lock_guard lock(m_mutex);
        m_progress.took = m_clock.steadyNow() - m_started;
    }
    Result<SeedProgress> result() const
    {
        return m_error ? Result<SeedProgress>(failure(*m_error)) : m_progress;
    }

private:
    const Clock &m_clock;
    const SeedWatch &m_watch;
    const std::chrono::steady_clock::time_point m_started;
    std::mutex m_mutex;
    SeedProgress m_progress;
    std::optional<Error> m_error;
    bool m_isOver = false;
};

/// One of those that copy at once, each with a connection and a batch of its own.
void write(const SeedOptions &options, Generator &generator, Tally &tally)
{
    Result<Session> session = connect(options.database, silenceLimit);
    if (!session) {
        tally.failed(session.error());
        return;
    }
    SeededRows rows;
    while (tally.goesOn()) {
        rows.clear();
        generator.fill(rows, options.batch);
        const SeedCounts counts = rows.counts();
        if (counts.events == 0)
            return;
        const auto copied = session->inTransaction([&] { return rows.copyTo(*session); });
        if (!copied) {
            tally.failed(copied.error());
            return;
        }
        tally.copied(counts);
    }
}

Result<SeedProgress> copyAll(const SeedOptions &options, Generator &generator, const Clock &clock,
                             const SeedWatch &watch)
{
    Tally tally(clock, watch);
    std::vector<std::thread> writers;
    for (int i = 1; i < options.writers; ++i)
        writers.emplace_back([&] { write(options, generator, tally); });
    write(options, generator, tally);
    for (std::thread &writer : writers)
        writer.join();
    return tally.result();
}

/// Whether nobody but us has a connection to the database.
Result<bool> isAlone(Session &owner)
{
    return owner
        .execute("SELECT FROM pg_stat_activity WHERE datname = current_database()"
                 " AND usesysid IS NOT NULL AND pid <> pg_backend_pid() LIMIT 1")
        .map([](const postgres::Rows &others) { return others.isEmpty(); });
}

/// Copies batch after batch, and meanwhile has the next one made.
Result<> copyBatches(Session &session, Generator &generator, std::int64_t batch, Tally &tally)
{
    SeededRows rows, following;
    generator.fill(rows, batch);
    while (rows.counts().events > 0 && tally.goesOn()) {
        following.clear();
        const auto filling =
            std::async(std::launch::async, [&] { generator.fill(following, batch); });
        auto copied = rows.copyTo(session);
        filling.wait();
        if (!copied)
            return copied;
        tally.copied(rows.counts());
        std::swap(rows, following);
    }
    return {};
}

/// All in one transaction, so that nothing of it is there when it is killed.
Result<SeedProgress> copyAtOnce(Session &owner, const SeedOptions &options, Generator &generator,
                                const Clock &clock, const SeedWatch &watch)
{
    Tally tally(clock, watch);
    const auto done = owner.inTransaction([&]() -> Result<> {
        const auto deferred = DeferredIndexes::drop(owner);
        if (!deferred)
            return failure(deferred.error());
        if (auto copied = copyBatches(owner, generator, options.batch, tally); !copied)
            return copied;
        if (auto added = addSeededCalls(owner); !added)
            return added;
        tally.makesIndexes();
        return deferred->make(owner);
    });
    if (!done)
        return failure(done.error());
    tally.indexed();
    return tally.result();
}

Result<SeedProgress> copy(Session &owner, const SeedOptions &options, Generator &generator,
                          const Clock &clock, const SeedWatch &watch)
{
    const auto alone = options.adds ? Result<bool>(false) : isAlone(owner);
    if (!alone)
        return failure(alone.error());
    if (*alone)
        return copyAtOnce(owner, options, generator, clock, watch);
    return copyAll(options, generator, clock, watch).and_then([&](const SeedProgress &done) {
        return addSeededCalls(owner).map([&] { return done; });
    });
}

Result<> analyze(Session &owner)
{
    return owner.executeScript(
        "ANALYZE gatehouse.webhook_event, gatehouse.webhook_payload, gatehouse.idempotency_key,"
        " gatehouse.job_execution, gatehouse.delivery_attempt, gatehouse.dead_letter,"
        " gatehouse.agent_event,"
        " gatehouse.event_minute, gatehouse.event_hour");
}

} // namespace

Result<> checkSeedPlan(const SeedPlan &plan)
{
    if (plan.events < 1 || plan.events > mostEvents)
        return failure(ErrorKind::Invalid,
                       Tr::tr("So many events cannot be made. Ask for 1 to %1.").arg(mostEvents));
    if (plan.days < 1 || plan.days > longestHistory)
        return failure(
            ErrorKind::Invalid,
            Tr::tr("A history is 1 to %1 days long. Choose another length.").arg(longestHistory));
    return {};
}

double SeedProgress::eventsPerSecond() const
{
    return took.count() > 0 ? static_cast<double>(done.events) / took.count() : 0;
}

std::chrono::duration<double> SeedProgress::remaining(std::int64_t events) const
{
    const double rate = eventsPerSecond();
    return std::chrono::duration<double>(rate > 0 ? static_cast<double>(events - done.events) / rate
                                                  : 0);
}

Result<SeedProgress> seed(const SeedOptions &options, const Clock &clock, Log &log,
                          const SeedWatch &watch)
{
    if (const auto usable = checkSeedPlan(options.plan); !usable)
        return failure(usable.error());
    const auto normalizer = Normalizer::load();
    if (!normalizer)
        return failure(normalizer.error());
    auto kinds = eventKinds(*normalizer);
    if (!kinds)
        return failure(kinds.error());
    auto owner = connect(options.database, noLimit); // an index may take longer than that
    if (!owner)
        return failure(owner.error());
    if (const auto prepared = prepare(*owner, options, clock, log); !prepared)
        return failure(prepared.error());
    auto targets = RouteTargets::read(*owner, *kinds);
    if (!targets)
        return failure(targets.error());
    Generator generator(options.plan, std::move(*kinds), std::move(*targets));
    auto done = copy(*owner, options, generator, clock, watch);
    if (!done)
        return done;
    if (const auto forgotten = forgetMeasures(*owner); !forgotten)
        return failure(forgotten.error());
    if (const auto analyzed = analyze(*owner); !analyzed)
        return failure(analyzed.error());
    return done;
}

} // namespace gatehouse::gateway
