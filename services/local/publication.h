#pragma once

#include "services/cluster/filelock.h"
#include "services/connections/profile.h"
#include "services/core/log.h"

#include <optional>

namespace gatehouse {

/// The saved connection `local`, by which gatehousectl and other windows find a gateway of this
/// machine. It belongs to one gateway at a time, the first that has come: a lock beside it says
/// that this one lives, whatever its end. Use by one thread at a time.
class Publication
{
public:
    /// Publishes `profile` unless another gateway is published. `log` gets a warning when that
    /// cannot be done, and outlives this.
    Publication(ConnectionProfile profile, ConnectionProfiles profiles, Log &log);
    ~Publication(); ///< removes the profile when it still is ours
    Publication(const Publication &) = delete;
    Publication &operator=(const Publication &) = delete;

    /// Publishes again when the profile is gone, or the other gateway is; costs little.
    void keep();

private:
    Result<> takeOver();
    bool isOurs() const;

    const ConnectionProfile m_profile;
    const ConnectionProfiles m_profiles;
    Log &m_log;
    std::optional<cluster::FileLock> m_lock; ///< held while we are the one
    bool m_hasWarned = false;
};

} // namespace gatehouse
