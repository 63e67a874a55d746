#pragma once

#include "services/core/log.h"
#include "services/core/result.h"
#include "services/postgres/session.h"

#include <cstdint>
#include <memory>

namespace gatehouse::gateway {

/// What one round of the upkeep did.
struct UpkeepReport
{
    std::int64_t deletedKeys = 0;
    std::int64_t deletedRequests = 0;
    std::int64_t forgottenBodies = 0; ///< of refused requests
    std::int64_t deletedTokens = 0; ///< ids of bearer tokens
    std::int64_t forgottenSecrets = 0; ///< previous ones whose overlap is over
};

/// Makes the partitions of this month and the next two, deletes idempotency keys and token ids that
/// are over and remembered admin requests older than 72 h, and forgets body (with what an
/// explanation quotes of it) and URL of requests that were refused more than 24 h before `now`, and
/// previous signing secrets of destinations whose overlap is over, deletes bulk operations that
/// have been over for 90 days, measures of minutes after 35 days and of hours after 400, and alerts
/// that have been over for 400 days, and folds the rollups of events; in batches, so that no lock
/// is held for long. Any number of gateways may do it at once.
Result<UpkeepReport> runUpkeep(postgres::Session &session, Timestamp now);

/// runUpkeep once an hour, and retention (retention.h) once a day, on a thread of its own with a
/// session that lives for that round only; the first one an interval after the start (migrate() has
/// made the partitions before).
class Upkeep
{
public:
    Upkeep(postgres::SessionOptions database, const Clock &clock, Log &log,
           std::chrono::seconds interval = std::chrono::hours(1));
    /// Stops retention behind what it has deleted so far.
    ~Upkeep();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
