#pragma once

#include "services/core/result.h"
#include "services/gateway/worker/job.h"
#include "services/postgres/session.h"

#include <vector>

namespace gatehouse::gateway {

/// The table of jobs as one worker sees it. Stateless but for its name, so a lost session loses
/// nothing.
class JobQueue
{
public:
    JobQueue(std::string worker, std::chrono::milliseconds lease);

    /// Takes up to `limit` jobs that are due, or whose worker let their lease run out, by priority
    /// and then age. The try counts from now on.
    Result<std::vector<ClaimedJob>> claim(postgres::Session &session, std::size_t limit) const;
    Result<> renew(postgres::Session &session, const std::vector<Uuid> &jobs) const;
    /// Writes outcomes, tries, dead letters and the events' status in one transaction. What another
    /// worker took over meanwhile keeps the status that it has there. Repeating it is harmless.
    Result<> finish(postgres::Session &session, const std::vector<JobOutcome> &outcomes) const;

private:
    std::string m_worker;
    double m_leaseSeconds;
};

} // namespace gatehouse::gateway
