#pragma once

#include "services/core/log.h"
#include "services/core/result.h"
#include "services/gateway/metrics/gatewaymetrics.h"
#include "services/gateway/store/event.h"
#include "services/postgres/session.h"

#include <functional>
#include <memory>
#include <vector>

namespace gatehouse::gateway {

struct CommitterOptions
{
    postgres::SessionOptions database;
    std::chrono::seconds idempotencyLifetime = std::chrono::hours(72);
    /// How long the database may say nothing to a batch: then whoever waits is answered
    /// Unavailable. Providers give up at about this time.
    std::chrono::milliseconds silenceLimit = std::chrono::seconds(10);
    std::size_t maxBatch = 256; ///< events
    std::size_t maxQueued = 8192; ///< events; beyond it `submit` is answered Unavailable at once
    std::size_t maxQueuedBytes =
        std::size_t{64} * 1024 * 1024; ///< of raw bodies; beyond it, likewise
    /// Called on the committer's thread after each commit: to wake the worker and the notifier.
    std::function<void()> committed = [] {};
    GatewayMetrics *metrics = nullptr; ///< outlives the committer; null: nothing is counted
};

/// One thread that writes events in batches, one pipelined transaction each, and answers only after
/// the commit; while more waits, the answers are given as soon as the next batch is on its way, so
/// that the database is not idle meanwhile. While the database is away, or hangs, every submission
/// is answered Unavailable and it keeps trying to reconnect. (A batch that was abandoned may still
/// be committed by a server that goes on: its keys make the sender's next try a duplicate.) One
/// event that the database cannot hold never fails the others of its batch (the batch is split on
/// SQLSTATE class 22 and 54).
class Committer
{
public:
    /// One entry for each submitted event, in order. Called on the committer's thread, or inside
    /// submit() when the answer is Unavailable at once. The errors are Unavailable (nothing is
    /// known to be taken, the sender tries again), Invalid (the database can hold no form of the
    /// event) and Denied (its token was used before with another idempotency key: nothing was
    /// taken).
    using Done = std::function<void(Result<std::vector<Committed>>)>;

    Committer(CommitterOptions options, const Clock &clock, Log &log);
    ~Committer(); ///< commits what is queued, then ends; what cannot be committed is answered
                  ///< Unavailable

    /// Thread-safe, does not wait. The events of one call (a provider's batch) are committed
    /// together. Dedupe by idempotencyKey and secondKey, also against other processes; jobs are
    /// made for every matching route in the same transaction, what a callback says of an AI job is
    /// done to it, and tokens are bound to their keys.
    void submit(std::vector<IncomingEvent> events, Done done);
    /// Records a refused request (status discarded, signature_valid false). Best effort: dropped
    /// when the queue is half full or the database away.
    void recordRefused(IncomingEvent event);
    /// False while the last attempt to reach the database failed.
    bool isDatabaseReachable() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
