#pragma once

#include "services/core/clock.h"
#include "services/core/log.h"
#include "services/core/result.h"
#include "services/gateway/seed/seededrows.h"
#include "services/gateway/seed/seedplan.h"

#include <chrono>
#include <functional>
#include <string>

namespace gatehouse::gateway {

/// Invalid when it cannot be.
Result<> checkSeedPlan(const SeedPlan &plan);

struct SeedOptions
{
    std::string database; ///< conninfo of the owner, who may migrate and make partitions
    SeedPlan plan;
    bool adds = false; ///< also where there are events
    int batch = 5000; ///< events in one transaction
    int writers = 2; ///< connections that copy at once, where others may look on
};

struct SeedProgress
{
    SeedCounts done; ///< copied
    std::chrono::duration<double> took{0};
    bool isMakingIndexes = false; ///< the last part, of unknown length
    /// Of this run so far, or of all of it; 0 when no time has passed.
    double eventsPerSecond() const;
    /// At that rate, until plan.events.
    std::chrono::duration<double> remaining(std::int64_t events) const;
};

/// Who watches, and may end it. Called on a thread of its own, one call at a time.
struct SeedWatch
{
    std::function<void(const SeedProgress &)> progress = [](const SeedProgress &) {};
    std::function<bool()> stops = [] { return false; }; ///< asked between two batches
};

/// Fills a database with made-up history, as a gateway would have left it: events of all sources
/// with payloads, jobs, tries and dead letters, and calls of AI systems; nothing that a worker
/// would deliver. Migrates it first, makes the routes that a local gateway starts with where there
/// are none, and the months' partitions. Blocks.
///
/// Where nobody else is connected to a database without events, all is one transaction that makes
/// the indexes last; else each batch is one, and there whole or not at all.
///
/// Conflict when the database is one of production, or has events and options.adds is not set;
/// Invalid for a plan that cannot be.
Result<SeedProgress> seed(const SeedOptions &options, const Clock &clock, Log &log,
                          const SeedWatch &watch = {});

} // namespace gatehouse::gateway
