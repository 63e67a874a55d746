#pragma once

#include "services/core/result.h"
#include "services/gateway/delivery/circuitbreaker.h"
#include "services/postgres/session.h"

#include <set>
#include <string>
#include <vector>

namespace gatehouse::gateway {

/// The breakers of one worker as all processes on the database see them: a row for each that is
/// open (gatehouse.circuit_breaker). Who deletes a row resets that breaker.
class BreakerTable
{
public:
    explicit BreakerTable(std::string worker);

    /// Writes what is open and gives the hosts that were reset by somebody since the last time:
    /// those are not written again, and the caller has to reset them. Costs nothing while no
    /// breaker is open.
    Result<std::vector<std::string>> exchange(postgres::Session &session,
                                              const std::vector<CircuitBreaker::OpenHost> &open);
    /// Takes this worker's rows away: at its end.
    void clear(postgres::Session &session);

private:
    /// Renews the rows of what is open, and gives the hosts that have one.
    Result<std::set<std::string>> keep(postgres::Session &session,
                                       const std::vector<CircuitBreaker::OpenHost> &open) const;

    std::string m_worker;
    std::set<std::string> m_written; ///< hosts whose rows this worker has made
};

} // namespace gatehouse::gateway
