#pragma once

#include "services/cluster/files.h"

namespace gatehouse::cluster {

/// flock(2) on a file: held by this object, not by the process, and gone with it, whatever its end.
class FileLock
{
public:
    /// Opens (makes) the file, mode 0600; does not lock.
    static Result<FileLock> open(const std::filesystem::path &path);

    Result<> lockExclusive(); ///< waits
    Result<> lockShared(); ///< waits
    bool tryExclusive(); ///< also turns a shared lock of this object into an exclusive one
    void unlock();

private:
    FileLock(Descriptor descriptor, std::filesystem::path path)
        : m_descriptor(std::move(descriptor))
        , m_path(std::move(path))
    {
    }
    Result<> lock(int operation);

    Descriptor m_descriptor;
    std::filesystem::path m_path;
};

} // namespace gatehouse::cluster
