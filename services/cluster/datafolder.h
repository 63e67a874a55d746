#pragma once

#include "services/cluster/credentials.h"
#include "services/cluster/installation.h"
#include "services/cluster/serveruser.h"
#include "services/core/log.h"

#include <optional>

namespace gatehouse::cluster {

/// What lies where in the folder of a cluster.
struct Layout
{
    std::filesystem::path folder;

    std::filesystem::path data() const { return folder / "postgres"; }
    std::filesystem::path log() const { return folder / "postgres.log"; }
    std::filesystem::path credentials() const { return folder / "credentials.json"; }
    std::filesystem::path startLock() const { return folder / "start.lock"; }
    std::filesystem::path usersLock() const { return folder / "users.lock"; }
};

/// The major version that made the data; nothing when there is none yet.
std::optional<int> dataVersion(const Layout &layout);

/// Makes the data (initdb) when there is none: in a folder beside it that is renamed at the end, so
/// that a crash on the way leaves nothing that looks made. Returns the passwords, which it saves
/// first. Call with the start lock held.
Result<Credentials> prepareData(const Layout &layout, const Installation &installation,
                                const ServerUser &user, bool ephemeral, Log &log);

} // namespace gatehouse::cluster
