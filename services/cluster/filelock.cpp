#include "services/cluster/filelock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace gatehouse::cluster {

Result<FileLock> FileLock::open(const std::filesystem::path &path)
{
    Descriptor descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!descriptor.isOpen())
        return failure(fileError(path, errno));
    return FileLock(std::move(descriptor), path);
}

Result<> FileLock::lockExclusive()
{
    return lock(LOCK_EX);
}

Result<> FileLock::lockShared()
{
    return lock(LOCK_SH);
}

bool FileLock::tryExclusive()
{
    return flock(m_descriptor.number(), LOCK_EX | LOCK_NB) == 0;
}

void FileLock::unlock()
{
    flock(m_descriptor.number(), LOCK_UN);
}

Result<> FileLock::lock(int operation)
{
    while (flock(m_descriptor.number(), operation) != 0)
        if (errno != EINTR)
            return failure(fileError(m_path, errno));
    return {};
}

} // namespace gatehouse::cluster
