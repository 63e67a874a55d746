#pragma once

#include "services/cluster/privatecluster.h"
#include "services/core/clock.h"
#include "services/core/error.h"

#include <chrono>
#include <mutex>
#include <optional>

namespace gatehouse::cluster {

/// Keeps a private cluster's server alive: brings it back when it has ended, at once and then after
/// 1, 2, 4 ... 30 s, until it works. So it recovers by itself from a kill and, once there is room
/// again, from a full disk.
class ClusterGuard
{
public:
    /// Both outlive the guard. `log` gets each failed try.
    ClusterGuard(PrivateCluster &cluster, const Clock &clock, Log &log);

    /// Looks, and does what is due; call it every second or so, from one thread. Blocks while a
    /// server starts. True when trouble() changed.
    bool look();
    /// Why the database does not work, for a person; nothing while it does. Thread-safe.
    std::optional<Error> trouble() const;

private:
    bool setTrouble(std::optional<Error> trouble);

    PrivateCluster &m_cluster;
    const Clock &m_clock;
    Log &m_log;
    std::chrono::steady_clock::time_point m_nextTry{};
    std::chrono::seconds m_wait{1}; ///< after the next try
    mutable std::mutex m_mutex;
    std::optional<Error> m_trouble;
};

} // namespace gatehouse::cluster
