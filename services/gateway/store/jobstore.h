#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/postgres/session.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

// What operators change of jobs, their dead letters and events, one or many at a time; within a
// transaction of the caller's. `actor` is who does it. Locks are taken in the order jobs, dead
// letters, events, each in the order of their ids.

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

/// The event's deliveries, or only one of them, locked. AI jobs are not among them: their callbacks
/// alone change them.
Result<std::vector<LockedJob>> lockJobs(postgres::Session &session, const Uuid &eventId,
                                        const std::optional<Uuid> &onlyJob = {});

/// SQL of our own: the mode that a job has once it was put back. `job` is a table's name.
std::string modeWhenRequeued(std::string_view job);

/// Puts dead jobs back to pending, with tries counted anew and the same idempotency key; one that
/// was mirrored goes the way of its route now, unless that is off or was deleted. Their letters
/// become reenqueued. `isInBulk`: by a bulk operation, whose items then hear how the jobs stand.
Result<> requeueJobs(const std::string &actor, postgres::Session &session,
                     const std::vector<Uuid> &jobs, bool isInBulk = false);

/// A payload that takes the place of what a job was delivered with so far. Moved into.
struct PayloadEdit
{
    Uuid jobId;
    Uuid eventId;
    int number = 1; ///< of this job's edits
    std::string actor;
    std::string reason;
    std::string stored; ///< sealed where the tenant's bodies are
    std::size_t bodySize = 0;
    std::string bodySha256; ///< 32 bytes
};

/// From the next try on the job is delivered with it. The job is locked by the caller.
Result<> editPayload(postgres::Session &session, PayloadEdit edit);

/// The next try of a pending or waiting job is due now.
Result<> makeJobDue(postgres::Session &session, const Uuid &job);

Result<> cancelJobs(const std::string &actor, postgres::Session &session,
                    const std::vector<Uuid> &jobs);

/// Open letters of these jobs become discarded; the jobs stay dead. How many there were.
Result<std::int64_t> discardLetters(const std::string &actor, postgres::Session &session,
                                    const std::vector<Uuid> &jobs);

/// Discarded letters of these jobs are open again. How many there were.
Result<std::int64_t> reopenLetters(const std::string &actor, postgres::Session &session,
                                   const std::vector<Uuid> &jobs);

/// The events' status after their deliveries changed, as the worker would set it: failed while one
/// is dead and not discarded, queued while one is open, else discarded when one was cancelled or
/// discarded, else processed.
Result<> settleEvents(const std::string &actor, postgres::Session &session,
                      const std::vector<Uuid> &events);

} // namespace gatehouse::gateway
