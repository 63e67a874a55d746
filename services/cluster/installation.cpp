#include "services/cluster/installation.h"

#include "services/cluster/process.h"
#include "services/cluster/texts.h"

#include <QStringList>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <unistd.h>

namespace gatehouse::cluster {

namespace {

constexpr int oldestMajor = 15;

std::vector<std::filesystem::path> foldersOfDebian()
{
    std::vector<std::filesystem::path> folders;
    std::error_code none;
    for (const auto &version : std::filesystem::directory_iterator("/usr/lib/postgresql", none))
        folders.push_back(version.path() / "bin");
    return folders;
}

std::vector<std::filesystem::path> foldersOfPath()
{
    std::vector<std::filesystem::path> folders;
    const char *path = std::getenv("PATH"); // NOLINT(concurrency-mt-unsafe): nothing here sets it
    for (const QString &folder :
         QString::fromLocal8Bit(path).split(QLatin1Char(':'), Qt::SkipEmptyParts))
        if (folder.startsWith(QLatin1Char('/'))) // another depends on where we happen to be
            folders.emplace_back(folder.toStdString());
    return folders;
}

/// Debian's come first, so of two with one version its own is taken.
std::vector<std::filesystem::path> foldersToLookIn()
{
    std::vector<std::filesystem::path> folders = foldersOfDebian();
    for (std::filesystem::path &folder : foldersOfPath())
        folders.push_back(std::move(folder));
    return folders;
}

bool hasPrograms(const std::filesystem::path &folder)
{
    return access((folder / "initdb").c_str(), X_OK) == 0
        && access((folder / "postgres").c_str(), X_OK) == 0;
}

/// Of `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`: 15.
int majorVersion(const std::filesystem::path &folder)
{
    const Result<Finished> answer =
        runToEnd({folder / "postgres", {"--version"}, {}}, std::chrono::seconds(10));
    if (!answer)
        return 0;
    const std::size_t start = answer->output.find(") ");
    if (start == std::string::npos)
        return 0;
    int major = 0;
    std::from_chars(answer->output.data() + start + 2,
                    answer->output.data() + answer->output.size(), major);
    return major;
}

std::vector<Installation> installationsIn(const std::vector<std::filesystem::path> &folders)
{
    std::vector<Installation> found;
    for (const std::filesystem::path &folder : folders)
        if (hasPrograms(folder))
            found.push_back({folder, majorVersion(folder)});
    std::stable_sort(found.begin(), found.end(), [](const Installation &a, const Installation &b) {
        return a.major > b.major;
    });
    return found;
}

Error noneFound(const std::vector<Installation> &old)
{
    if (!old.empty())
        return {ErrorKind::Unavailable,
                Cluster::tr(
                    "PostgreSQL %1 is installed, but 15 or later is needed. Install the package "
                    "postgresql-15.")
                    .arg(old.front().major),
                {},
                {}};
    return {
        ErrorKind::Unavailable,
        Cluster::tr(
            "PostgreSQL is not installed, and the private database needs it. Install the package "
            "postgresql-15 (sudo apt install postgresql-15)."),
        {},
        {}};
}

Error otherVersion(int wanted, int installed)
{
    return {
        ErrorKind::Conflict,
        Cluster::tr(
            "The private database was made by PostgreSQL %1, but only %2 is installed. Install the "
            "package postgresql-%1, or move the data folder away to start afresh.")
            .arg(wanted)
            .arg(installed),
        {},
        {}};
}

} // namespace

Result<Installation> Installation::find(const std::filesystem::path &only,
                                        std::optional<int> wanted)
{
    const std::vector<Installation> found =
        installationsIn(only.empty() ? foldersToLookIn() : std::vector{only});
    if (found.empty() || found.front().major < oldestMajor)
        return failure(noneFound(found));
    if (!wanted)
        return found.front();
    const auto same = std::find_if(found.begin(), found.end(), [wanted](const Installation &one) {
        return one.major == *wanted;
    });
    if (same == found.end())
        return failure(otherVersion(*wanted, found.front().major));
    return *same;
}

} // namespace gatehouse::cluster
