#pragma once

#include "services/core/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace gatehouse::cluster {

/// A file descriptor that closes itself.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    Descriptor(Descriptor &&other) noexcept;
    Descriptor &operator=(Descriptor &&other) noexcept;
    ~Descriptor();

    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }

private:
    int m_number = -1;
};

QString displayPath(const std::filesystem::path &path);

/// What a failed system call on a file means to a person: full disk, no right, and so on.
Error fileError(const std::filesystem::path &path, int number);
Error diskFull(const std::filesystem::path &path, const QString &detail);
/// Whether a program's output says that the disk is full.
bool saysDiskFull(std::string_view output);

/// Whether the disk that holds it has less room than a server needs to go on: one WAL segment.
bool isDiskFull(const std::filesystem::path &path);

/// Makes the folder and its parents, those that are new with this mode.
Result<> makeFolder(const std::filesystem::path &folder, mode_t mode);
/// Makes a folder of its own with mode 0700; `pattern` ends in XXXXXX.
Result<std::filesystem::path> makeTemporaryFolder(std::string pattern);
/// Never half: written beside it, synced, then renamed.
Result<> writeFile(const std::filesystem::path &path, std::string_view content, mode_t mode);
/// At most `limit` bytes, from `offset`.
Result<std::string> readFile(const std::filesystem::path &path, std::size_t limit,
                             off_t offset = 0);
std::string readAll(int descriptor, std::size_t limit, off_t offset);

} // namespace gatehouse::cluster
