#pragma once

#include "services/core/result.h"

#include <filesystem>
#include <sys/types.h>
#include <vector>

namespace gatehouse::cluster {

/// Whom the server runs as: Postgres refuses root, so root hands over to user `postgres`; anyone
/// else runs it as himself.
struct ServerUser
{
    bool isOther = false; ///< than we are
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups;

    static Result<ServerUser> find();

    /// Makes a file or folder that we made his own.
    Result<> own(const std::filesystem::path &path) const;
    /// Whether he gets to the folder; else Denied, naming the one on the way that keeps him out.
    Result<> canEnter(const std::filesystem::path &folder) const;
};

} // namespace gatehouse::cluster
