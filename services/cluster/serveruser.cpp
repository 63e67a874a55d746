#include "services/cluster/serveruser.h"

#include "services/cluster/files.h"
#include "services/cluster/texts.h"

#include <algorithm>
#include <cerrno>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gatehouse::cluster {

namespace {

constexpr const char *serverUserName = "postgres";

std::vector<gid_t> groupsOf(const passwd &entry)
{
    int count = 64;
    std::vector<gid_t> groups(static_cast<std::size_t>(count));
    if (getgrouplist(entry.pw_name, entry.pw_gid, groups.data(), &count) < 0) {
        groups.resize(static_cast<std::size_t>(count));
        getgrouplist(entry.pw_name, entry.pw_gid, groups.data(), &count);
    }
    groups.resize(static_cast<std::size_t>(count));
    return groups;
}

} // namespace

Result<ServerUser> ServerUser::find()
{
    if (geteuid() != 0)
        return ServerUser{false, geteuid(), getegid(), {}};
    passwd entry{};
    passwd *found = nullptr;
    std::vector<char> buffer(16'384);
    getpwnam_r(serverUserName, &entry, buffer.data(), buffer.size(), &found);
    if (!found)
        return failure(
            ErrorKind::Unavailable,
            Cluster::tr("There is no user \"postgres\" to run the database server as (it must not "
                        "run as root). Install the package postgresql-15, which makes it."));
    return ServerUser{true, entry.pw_uid, entry.pw_gid, groupsOf(entry)};
}

Result<> ServerUser::own(const std::filesystem::path &path) const
{
    if (!isOther || chown(path.c_str(), uid, gid) == 0)
        return {};
    return failure(fileError(path, errno));
}

Result<> ServerUser::canEnter(const std::filesystem::path &folder) const
{
    if (!isOther)
        return {};
    std::filesystem::path way;
    for (const std::filesystem::path &part : folder) {
        way /= part;
        struct stat found = {};
        if (stat(way.c_str(), &found) != 0)
            return failure(fileError(way, errno));
        const bool inGroup = std::find(groups.begin(), groups.end(), found.st_gid) != groups.end();
        const mode_t needed = found.st_uid == uid ? S_IXUSR : inGroup ? S_IXGRP : S_IXOTH;
        if ((found.st_mode & needed) == 0)
            return failure(
                ErrorKind::Denied,
                Cluster::tr("The database server runs as user \"postgres\", who cannot enter %1. "
                            "Choose a folder outside of it, or allow entering it (chmod o+x).")
                    .arg(displayPath(way)));
    }
    return {};
}

} // namespace gatehouse::cluster
