#pragma once

#include "services/cluster/datafolder.h"
#include "services/cluster/process.h"

#include <optional>

namespace gatehouse::cluster {

inline constexpr std::string_view socketFolderPrefix = "/tmp/gh-";

/// Makes the folder for a server's socket, mode 0700 and his: always the same for a data folder
/// (its name is a digest of the path), so that who was connected finds a server that was started
/// again; another one when someone else sits in its place. Short, because a socket's whole path is
/// at most 107 bytes.
Result<std::filesystem::path> makeSocketFolder(const Layout &layout, const ServerUser &user);
/// Removes a socket folder that we made, with the socket that a killed server left in it.
void removeSocketFolder(const std::filesystem::path &folder);

/// postmaster.pid: what a running server says of itself, or a dead one said.
struct PostmasterFile
{
    pid_t pid = 0;
    std::filesystem::path socketFolder;
    bool isReady = false; ///< accepts connections

    static std::optional<PostmasterFile> read(const Layout &layout);

    /// The process, when it lives and is the server of this very data folder (and not another
    /// program that has got its number since).
    std::optional<Process> findServer(const Layout &layout) const;
    /// Removes the file and the socket of a server that is gone.
    Result<> clear(const Layout &layout, Log &log) const;
};

} // namespace gatehouse::cluster
