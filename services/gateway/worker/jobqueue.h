#pragma once

#include "services/core/result.h"
#include "services/gateway/worker/job.h"
#include "services/postgres/session.h"

#include <optional>
#include <vector>

namespace gatehouse::gateway {

/// To which destinations a worker can deliver.
struct ServedDestinations
{
    std::vector<std::string> names; ///< those that are real
    bool hasStandIn = false; ///< those whose base URL is standInUrl
    /// Those whose stored credentials were sealed with a master key of one of these fingerprints.
    std::vector<std::string> masterKeys = {};
};

struct QueueDepth
{
    std::int64_t queued = 0; ///< due, or waiting for a try or a breaker
    std::int64_t running = 0;
    std::int64_t openDeadLetters = 0;
};

/// The table of jobs as one worker sees it. Stateless but for who it is, so a lost session loses
/// nothing.
class JobQueue
{
public:
    JobQueue(std::string worker, std::chrono::milliseconds lease,
             const ServedDestinations &destinations);

    /// Takes up to `limit` jobs that are due, or whose worker let their lease run out, by priority
    /// and then age. The try counts from now on. Of those that are due only what this worker can
    /// serve: another's job is neither burnt nor delayed. Of those whose worker is gone all. None
    /// while the workers are paused (gatehouse.worker_pause).
    Result<std::vector<ClaimedJob>> claim(postgres::Session &session, std::size_t limit) const;
    Result<> renew(postgres::Session &session, const std::vector<Uuid> &jobs) const;
    /// After the connection was lost: what this worker claimed and is not among `known`, because
    /// the answer never came. It is due at once, and the try is not counted. The number of such
    /// jobs.
    Result<std::int64_t> releaseUnknown(postgres::Session &session,
                                        const std::vector<Uuid> &known) const;
    /// After the database's clock was set back: what is due further ahead than any wait is long is
    /// due now, and no lease lasts longer than one. The number of such jobs.
    Result<std::int64_t> bringForward(postgres::Session &session) const;
    /// Writes outcomes, tries, dead letters and the events' status in one transaction. What another
    /// worker took over meanwhile keeps the status that it has there. Repeating it is harmless.
    Result<> finish(postgres::Session &session, const std::vector<JobOutcome> &outcomes) const;

    /// Writes into jobs that have been due for longer than `age`, that this worker cannot serve and
    /// whose destination no worker is delivering to, that nobody serves them. Burns no try and
    /// delays nothing. The number of jobs that did not say so before; none while the workers are
    /// paused.
    Result<std::int64_t> markUnserved(postgres::Session &session,
                                      std::chrono::milliseconds age) const;

    /// A job as it would be claimed if it were put back now, whatever its state is: its first try,
    /// by the mode that it would have then. It is not touched. Nothing: there is none.
    static Result<std::optional<ClaimedJob>> read(postgres::Session &session, const Uuid &id);

    /// What waits for the breaker of this host is due at once.
    static Result<> wakeWaiting(postgres::Session &session, const std::string &host);
    /// What a job that waits for the breaker of this host has as its error.
    static std::string breakerError(const std::string &host);

    /// Each is counted to 100,000, so that it stays cheap however much there is.
    static Result<QueueDepth> depth(postgres::Session &session);

private:
    std::string m_worker;
    double m_leaseSeconds;
    postgres::Array<std::string> m_destinations;
    bool m_hasStandIn;
    postgres::Array<std::string> m_masterKeys;
};

} // namespace gatehouse::gateway
