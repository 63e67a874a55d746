#include "services/cluster/files.h"

#include "services/cluster/texts.h"
#include "services/core/random.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace gatehouse::cluster {

namespace {

int writeWhole(int descriptor, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = write(descriptor, content.data(), content.size());
        if (written < 0 && errno != EINTR)
            return errno;
        if (written > 0)
            content.remove_prefix(static_cast<std::size_t>(written));
    }
    return fsync(descriptor) == 0 ? 0 : errno;
}

} // namespace

Descriptor::Descriptor(Descriptor &&other) noexcept
    : m_number(std::exchange(other.m_number, -1))
{
}

Descriptor &Descriptor::operator=(Descriptor &&other) noexcept
{
    std::swap(m_number, other.m_number);
    return *this;
}

Descriptor::~Descriptor()
{
    if (m_number >= 0)
        close(m_number);
}

QString displayPath(const std::filesystem::path &path)
{
    return QString::fromStdString(path.string());
}

Error fileError(const std::filesystem::path &path, int number)
{
    const QString reason = QString::fromStdString(std::system_category().message(number));
    if (number == ENOSPC || number == EDQUOT)
        return diskFull(path, reason);
    const QString message = number == EACCES || number == EPERM || number == EROFS
        ? Cluster::tr(
            "The folder of the private database cannot be written: %1. Choose another folder, or "
            "correct its owner and permissions.")
        : Cluster::tr(
            "The folder of the private database cannot be used: %1. Choose another folder.");
    const ErrorKind kind = number == EACCES || number == EPERM || number == EROFS
        ? ErrorKind::Denied
        : ErrorKind::Unavailable;
    return {kind, message.arg(displayPath(path)), displayPath(path) + QStringLiteral(": ") + reason,
            SystemError{number}};
}

Error diskFull(const std::filesystem::path &path, const QString &detail)
{
    return {
        ErrorKind::Unavailable,
        Cluster::tr(
            "The disk that holds %1 is full, so the private database cannot run. Free some space "
            "on it, then try again.")
            .arg(displayPath(path)),
        detail, SystemError{ENOSPC}};
}

bool saysDiskFull(std::string_view output)
{
    return output.find("No space left on device") != std::string_view::npos
        || output.find("Disk quota exceeded") != std::string_view::npos;
}

bool isDiskFull(const std::filesystem::path &path)
{
    constexpr std::uint64_t walSegment = 16UL * 1024 * 1024;
    struct statvfs disk = {};
    return statvfs(path.c_str(), &disk) == 0
        && std::uint64_t(disk.f_bavail) * disk.f_frsize < walSegment;
}

Result<> makeFolder(const std::filesystem::path &folder, mode_t mode)
{
    struct stat found = {};
    if (stat(folder.c_str(), &found) == 0)
        return S_ISDIR(found.st_mode) ? Result<>() : failure(fileError(folder, ENOTDIR));
    if (folder.has_parent_path() && folder.parent_path() != folder)
        if (Result<> parent = makeFolder(folder.parent_path(), mode); !parent)
            return parent;
    if (mkdir(folder.c_str(), mode) != 0)
        return errno == EEXIST ? Result<>() : failure(fileError(folder, errno));
    return chmod(folder.c_str(), mode) == 0 ? Result<>() : failure(fileError(folder, errno));
}

Result<std::filesystem::path> makeTemporaryFolder(std::string pattern)
{
    if (!mkdtemp(pattern.data()))
        return failure(fileError(pattern, errno));
    return std::filesystem::path(pattern);
}

Result<> writeFile(const std::filesystem::path &path, std::string_view content, mode_t mode)
{
    const std::filesystem::path beside = path.string() + ".new-" + randomHex(4);
    int problem = 0;
    {
        const Descriptor file(open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
        problem = file.isOpen() ? writeWhole(file.number(), content) : errno;
    }
    if (problem == 0 && rename(beside.c_str(), path.c_str()) != 0)
        problem = errno;
    if (problem == 0)
        return {};
    unlink(beside.c_str());
    return failure(fileError(path, problem));
}

Result<std::string> readFile(const std::filesystem::path &path, std::size_t limit, off_t offset)
{
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.isOpen())
        return failure(fileError(path, errno));
    return readAll(file.number(), limit, offset);
}

std::string readAll(int descriptor, std::size_t limit, off_t offset)
{
    std::string content(limit, '\0');
    std::size_t size = 0;
    while (size < limit) {
        const ssize_t got = pread(descriptor, content.data() + size, limit - size,
                                  offset + static_cast<off_t>(size));
        if (got <= 0)
            break;
        size += static_cast<std::size_t>(got);
    }
    content.resize(size);
    return content;
}

} // namespace gatehouse::cluster
