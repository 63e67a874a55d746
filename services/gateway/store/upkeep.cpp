#include "services/gateway/store/upkeep.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

namespace {

constexpr std::int64_t batchSize = 5000;
constexpr int maxBatches = 1000;
/// A partition that cannot be made because of a long transaction is made in the next round.
constexpr std::chrono::milliseconds upkeepLimit{30000};

// SKIP LOCKED: never waits for a committer that takes the same keys in its own order.
constexpr std::string_view deleteKeys = R"(
DELETE FROM gatehouse.idempotency_key
 WHERE key_hash IN (SELECT key_hash FROM gatehouse.idempotency_key WHERE expires_at < now()
                     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED))";

constexpr std::string_view deleteRequests = R"(
DELETE FROM gatehouse.admin_request
 WHERE (token_id, idempotency_key) IN (
       SELECT token_id, idempotency_key FROM gatehouse.admin_request
        WHERE created_at < now() - interval '72 hours'
        ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED))";

Result<std::int64_t> deleteInBatches(postgres::Session &session, std::string_view sql)
{
    std::int64_t total = 0;
    for (int i = 0; i < maxBatches; ++i) {
        const auto rows = session.execute(sql, {batchSize});
        if (!rows)
            return failure(rows.error());
        total += rows->affected();
        if (rows->affected() < batchSize)
            break;
    }
    return total;
}

} // namespace

Result<UpkeepReport> runUpkeep(postgres::Session &session, Timestamp now)
{
    const auto partitions = session.execute(
        "SELECT gatehouse.ensure_partitions(($1::timestamptz AT TIME ZONE 'UTC')::date, 3)", {now});
    const auto keys = deleteInBatches(session, deleteKeys);
    const auto requests = deleteInBatches(session, deleteRequests);
    if (!partitions)
        return failure(partitions.error());
    if (!keys)
        return failure(keys.error());
    if (!requests)
        return failure(requests.error());
    return UpkeepReport{*keys, *requests};
}

struct Upkeep::Private
{
    Private(postgres::SessionOptions given, const Clock &clock, Log &log,
            std::chrono::seconds interval)
        : options(std::move(given))
        , clock(clock)
        , log(log)
        , interval(interval)
    {
        options.applicationName = "gatehouse upkeep";
        options.statementTimeout = upkeepLimit;
    }
    void run();
    void runOnce();

    postgres::SessionOptions options;
    const Clock &clock;
    Log &log;
    std::chrono::seconds interval;
    std::mutex mutex;
    std::condition_variable wake;
    bool stopping = false;
    std::thread thread; ///< last: it uses all of the above
};

void Upkeep::Private::run()
{
    std::unique_lock lock(mutex);
    while (!wake.wait_for(lock, interval, [this] { return stopping; })) {
        lock.unlock();
        runOnce();
        lock.lock();
    }
}

void Upkeep::Private::runOnce()
{
    auto session = postgres::Session::connect(options);
    const auto report =
        session ? runUpkeep(*session, clock.now()) : Result<UpkeepReport>(failure(session.error()));
    if (report) {
        log.info(
            "upkeep done",
            {{"deleted_keys", report->deletedKeys}, {"deleted_requests", report->deletedRequests}});
    } else {
        log.warning("upkeep failed; the next round tries again",
                    {{"error", report.error().message.toStdString()}});
    }
}

Upkeep::Upkeep(postgres::SessionOptions database, const Clock &clock, Log &log,
               std::chrono::seconds interval)
    : d(std::make_unique<Private>(std::move(database), clock, log, interval))
{
    d->thread = std::thread([this] { d->run(); });
}

Upkeep::~Upkeep()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->wake.notify_one();
    d->thread.join();
}

} // namespace gatehouse::gateway
