#pragma once

#include "services/core/result.h"
#include "services/gateway/admin/call.h"
#include "services/postgres/session.h"

#include <string>
#include <vector>

namespace gatehouse::gateway::admin {

/// A job that this transaction holds locked.
struct LockedJob
{
    Uuid id;
    std::string status;
    bool isOpen() const
    {
        return status == "pending" || status == "waiting" || status == "running";
    }
};

/// The event's deliveries, or only one of them, locked in the order of their ids. AI jobs are not
/// among them: their callbacks alone change them.
Result<std::vector<LockedJob>> lockJobs(postgres::Session &session, const Uuid &eventId,
                                        const std::optional<Uuid> &onlyJob = {});

/// Puts dead jobs back to pending, with tries counted anew and the same idempotency key; one that
/// was mirrored goes the way of its route now, unless that is off or was deleted. Their open
/// letters become reenqueued and the event is settled (queued, unless another job of it is dead).
Result<> requeueJobs(const Actor &actor, postgres::Session &session, const Uuid &eventId,
                     const std::vector<Uuid> &jobs);

/// The next try of a pending or waiting job is due now.
Result<> makeJobDue(postgres::Session &session, const Uuid &job);

Result<> cancelJobs(const Actor &actor, postgres::Session &session, const std::vector<Uuid> &jobs);

/// Open letters of these jobs become discarded; the jobs stay dead. How many there were.
Result<std::int64_t> discardLetters(const Actor &actor, postgres::Session &session,
                                    const std::vector<Uuid> &jobs);

/// The event's status after its deliveries changed, as the worker would set it: failed while one is
/// dead and not discarded, queued while one is open, else discarded when one was cancelled or
/// discarded, else processed.
Result<> settleEvent(const Actor &actor, postgres::Session &session, const Uuid &eventId);

} // namespace gatehouse::gateway::admin
