#include "services/cluster/ephemeral.h"

#include "services/cluster/datafolder.h"
#include "services/cluster/filelock.h"

#include <ctime>
#include <sys/stat.h>
#include <unistd.h>

namespace gatehouse::cluster {

namespace {

constexpr std::string_view prefix = "gatehouse-ephemeral-";
constexpr std::time_t settlingSeconds = 60; ///< a younger one may just be taking its lock

bool isAbandoned(const Layout &layout)
{
    struct stat found = {};
    if (lstat(layout.usersLock().c_str(), &found) != 0 || found.st_uid != geteuid()
        || found.st_mtime + settlingSeconds > std::time(nullptr))
        return false;
    Result<FileLock> users = FileLock::open(layout.usersLock());
    return users && users->tryExclusive();
}

void removeAbandoned(const std::filesystem::path &temporary)
{
    std::error_code ignored;
    for (const auto &entry : std::filesystem::directory_iterator(temporary, ignored))
        if (entry.path().filename().string().starts_with(prefix) && isAbandoned({entry.path()}))
            std::filesystem::remove_all(entry.path(), ignored);
}

} // namespace

Result<std::filesystem::path> makeEphemeralFolder()
{
    std::error_code ignored;
    std::filesystem::path temporary = std::filesystem::temp_directory_path(ignored);
    if (temporary.empty())
        temporary = "/tmp";
    removeAbandoned(temporary);
    Result<std::filesystem::path> folder =
        makeTemporaryFolder((temporary / (std::string(prefix) + "XXXXXX")).string());
    if (folder && geteuid() == 0 && chmod(folder->c_str(), 0711) != 0)
        return failure(fileError(*folder, errno));
    return folder;
}

} // namespace gatehouse::cluster
