#include "services/cluster/clusterguard.h"

#include <algorithm>

namespace gatehouse::cluster {

namespace {

constexpr std::chrono::seconds firstWait{1};
constexpr std::chrono::seconds longestWait{30};
/// A server that has run for so long was well: the next end is a new matter.
constexpr std::chrono::seconds settled{60};

} // namespace

ClusterGuard::ClusterGuard(PrivateCluster &cluster, const Clock &clock, Log &log)
    : m_cluster(cluster)
    , m_clock(clock)
    , m_log(log)
{
}

bool ClusterGuard::look()
{
    if (m_cluster.isRunning())
        return setTrouble(m_cluster.trouble());
    const auto now = m_clock.steadyNow();
    if (now >= m_nextTry + settled)
        m_wait = firstWait;
    if (now < m_nextTry)
        return false;
    m_nextTry = now + m_wait;
    m_wait = std::min(m_wait * 2, longestWait);
    const Result<> back = m_cluster.bringBack();
    if (back)
        return setTrouble(m_cluster.trouble());
    m_log.error("the private Postgres has ended and cannot be started",
                {{"error", back.error().message.toStdString()},
                 {"detail", back.error().detail.toStdString()}});
    return setTrouble(back.error());
}

std::optional<Error> ClusterGuard::trouble() const
{
    const std::lock_guard lock(m_mutex);
    return m_trouble;
}

bool ClusterGuard::setTrouble(std::optional<Error> trouble)
{
    const std::lock_guard lock(m_mutex);
    const bool isSame = trouble.has_value() == m_trouble.has_value()
        && (!trouble || trouble->message == m_trouble->message);
    m_trouble = std::move(trouble);
    return !isSame;
}

} // namespace gatehouse::cluster
