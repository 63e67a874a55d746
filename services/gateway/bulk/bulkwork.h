#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/gateway/bulk/bulkaction.h"
#include "services/postgres/session.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace gatehouse::gateway {

/// A bulk operation that a runner holds. One alone holds it at a time, as long as it renews the
/// lease: so the rate is that of the operation, however many gateways run.
struct BulkWork
{
    Uuid id;
    const BulkAction *action = nullptr;
    int perSecond = 1;
    bool hasRamp = false;
    double stopRatio = 1; ///< of failures; 1: it never stops by itself
    std::string actor, role, reason; ///< whose entries the items are in the ledger
    postgres::Value sourceAddress, userAgent;
};

/// What became of a batch.
struct BulkStep
{
    std::int64_t settled = 0; ///< items that have their outcome now
    /// Nothing more is to be done here: it is finished, or was paused, cancelled or taken over.
    bool isOver = false;
};

/// Of the jobs that were put back and have come back, and of the items that failed.
struct BulkVerdict
{
    std::int64_t judged = 0, failed = 0;
};

/// How long an operation stays with a runner that says nothing more.
inline constexpr std::chrono::seconds bulkLease{5};

/// Takes the operations that nobody holds; those that were planned run from now on.
Result<std::vector<BulkWork>> claimBulkWork(postgres::Session &session, const std::string &runner);
/// Gives back what the runner holds, so that another one need not wait for the lease's end.
Result<> releaseBulkWork(postgres::Session &session, const std::string &runner);

/// Does the next items, with their outcomes and their entries in the ledger, in one transaction.
/// `most` is not exceeded. After the last item the operation is finished.
Result<BulkStep> workOff(postgres::Session &session, const BulkWork &work,
                         const std::string &runner, std::int64_t most);
/// The next item, which cannot be done: its outcome is failed.
Result<BulkStep> giveUpNext(postgres::Session &session, const BulkWork &work,
                            const std::string &runner, const std::string &why);

/// The newest bulkWindow items that are known to have gone well or wrong since the operation was
/// last resumed. A job that waits for its next try has gone wrong once.
Result<BulkVerdict> judgeBulkWork(postgres::Session &session, const BulkWork &work);
/// Fewer are no reason to stop.
inline constexpr std::int64_t fewestJudged = 10;
inline constexpr std::int64_t bulkWindow = 200;
bool isTooBad(const BulkVerdict &verdict, double stopRatio);
/// The operation stops; somebody may resume it.
Result<> stopBulkWork(postgres::Session &session, const BulkWork &work, const std::string &runner,
                      const BulkVerdict &verdict);

} // namespace gatehouse::gateway
