#include "services/cluster/postmasterfile.h"

#include "services/cluster/texts.h"

#include <QCryptographicHash>

#include <array>
#include <cerrno>
#include <charconv>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace gatehouse::cluster {

namespace {

std::filesystem::path fileOf(const Layout &layout)
{
    return layout.data() / "postmaster.pid";
}

// Lines of postmaster.pid (src/include/utils/pidfile.h), from 0.
constexpr std::size_t pidLine = 0;
constexpr std::size_t socketLine = 4;
constexpr std::size_t statusLine = 7;

std::filesystem::path stableSocketFolder(const Layout &layout)
{
    std::error_code ignored;
    const std::filesystem::path data = std::filesystem::weakly_canonical(layout.data(), ignored);
    const QByteArray digest = QCryptographicHash::hash(QByteArray::fromStdString(data.string()),
                                                       QCryptographicHash::Sha256);
    return std::string(socketFolderPrefix) + digest.toHex().first(8).toStdString();
}

/// A folder, not a link to one, that nobody but the server and we can write: /tmp is everyone's.
bool isSafe(const std::filesystem::path &folder, const ServerUser &user)
{
    struct stat found = {};
    return lstat(folder.c_str(), &found) == 0 && S_ISDIR(found.st_mode)
        && (found.st_uid == user.uid || found.st_uid == geteuid())
        && (found.st_mode & 0777) == 0700;
}

} // namespace

Result<std::filesystem::path> makeSocketFolder(const Layout &layout, const ServerUser &user)
{
    std::filesystem::path folder = stableSocketFolder(layout);
    mkdir(folder.c_str(), 0700); // may be there: isSafe looks at whatever is
    if (!isSafe(folder, user)) {
        auto another = makeTemporaryFolder(std::string(socketFolderPrefix) + "XXXXXX");
        if (!another)
            return another;
        folder = std::move(*another);
    }
    if (const Result<> owned = user.own(folder); !owned)
        return failure(owned.error());
    return folder;
}

void removeSocketFolder(const std::filesystem::path &folder)
{
    if (!folder.string().starts_with(socketFolderPrefix) || folder.parent_path() != "/tmp")
        return;
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

std::optional<PostmasterFile> PostmasterFile::read(const Layout &layout)
{
    const Result<std::string> content = readFile(fileOf(layout), 4096);
    if (!content)
        return std::nullopt;
    std::array<std::string, 8> lines;
    std::istringstream stream(*content);
    for (std::string &line : lines)
        std::getline(stream, line);
    PostmasterFile file;
    const std::string &number = lines[pidLine];
    std::from_chars(number.data(), number.data() + number.size(), file.pid);
    file.socketFolder = lines[socketLine];
    file.isReady = lines[statusLine].starts_with("ready");
    return file;
}

std::optional<Process> PostmasterFile::findServer(const Layout &layout) const
{
    std::optional<Process> process = Process::find(pid);
    if (!process || process->hasEnded())
        return std::nullopt;
    std::error_code problem; // a postmaster's working directory is its data folder
    const auto workingFolder =
        std::filesystem::read_symlink("/proc/" + std::to_string(pid) + "/cwd", problem);
    if (problem || !std::filesystem::equivalent(workingFolder, layout.data(), problem) || problem)
        return std::nullopt;
    return process;
}

Result<> PostmasterFile::clear(const Layout &layout, Log &log) const
{
    removeSocketFolder(socketFolder);
    if (unlink(fileOf(layout).c_str()) == 0) {
        log.warning("cleared the lock file of a database server that is gone",
                    {{"pid", std::int64_t(pid)}});
        return {};
    }
    if (errno == ENOENT)
        return {};
    Error error = fileError(fileOf(layout), errno);
    error.message =
        Cluster::tr("A database server that is gone left its lock %1 behind, and it cannot be "
                    "removed. Remove it by hand, then try again.")
            .arg(displayPath(fileOf(layout)));
    return failure(error);
}

} // namespace gatehouse::cluster
