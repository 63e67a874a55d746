#include "services/cluster/datafolder.h"

#include "services/cluster/process.h"
#include "services/cluster/texts.h"
#include "services/core/random.h"

#include <charconv>
#include <sys/stat.h>
#include <unistd.h>

namespace gatehouse::cluster {

namespace {

constexpr std::chrono::seconds initTimeout{180};
constexpr std::string_view unfinishedPrefix = "postgres.new-";

/// What a crash during initdb left behind.
void removeUnfinished(const Layout &layout)
{
    std::error_code ignored;
    for (const auto &entry : std::filesystem::directory_iterator(layout.folder, ignored))
        if (entry.path().filename().string().starts_with(unfinishedPrefix))
            std::filesystem::remove_all(entry.path(), ignored);
}

/// A data folder without PG_VERSION is not ours to delete: someone may still want what is in it.
Result<> moveUnusableAside(const Layout &layout, Log &log)
{
    std::error_code problem;
    if (!std::filesystem::exists(layout.data(), problem))
        return {};
    const std::filesystem::path aside = layout.data().string() + ".unusable-" + randomHex(4);
    std::filesystem::rename(layout.data(), aside, problem);
    if (problem)
        return failure(fileError(layout.data(), problem.value()));
    log.warning("the data folder is not one of Postgres and was moved aside",
                {{"moved_to", std::string_view(aside.native())}});
    return {};
}

Error initError(const Layout &layout, const Finished &finished)
{
    const QString detail = QString::fromStdString(finished.output).trimmed();
    if (saysDiskFull(finished.output))
        return diskFull(layout.folder, detail);
    return {ErrorKind::Unavailable,
            Cluster::tr("The private database could not be made in %1. The details say why.")
                .arg(displayPath(layout.folder)),
            detail,
            {}};
}

Command initCommand(const Installation &installation, const ServerUser &user,
                    const std::filesystem::path &data, const std::filesystem::path &passwordFile)
{
    return {installation.folder / "initdb",
            {"--pgdata", data.string(), "--username", superuser, "--encoding", "UTF8", "--locale",
             "C.UTF-8", "--lc-messages", "C", "--auth", "scram-sha-256", "--pwfile",
             passwordFile.string(), "--no-instructions"},
            user};
}

Result<> initInto(const std::filesystem::path &data, const Layout &layout, Command command)
{
    const Result<Finished> finished = runToEnd(std::move(command), initTimeout);
    if (!finished)
        return failure(finished.error());
    if (finished->exitCode != 0)
        return failure(initError(layout, *finished));
    if (rename(data.c_str(), layout.data().c_str()) != 0)
        return failure(fileError(layout.data(), errno));
    return {};
}

Result<> makeData(const Layout &layout, const Installation &installation, const ServerUser &user,
                  bool ephemeral, const std::string &password)
{
    removeUnfinished(layout);
    const std::filesystem::path data =
        layout.folder / (std::string(unfinishedPrefix) + randomHex(4));
    const std::filesystem::path passwordFile = layout.folder / "initdb.password";
    Command command = initCommand(installation, user, data, passwordFile);
    if (ephemeral)
        command.arguments.emplace_back("--no-sync");
    Result<> made = makeFolder(data, 0700)
                        .and_then([&] { return user.own(data); })
                        .and_then([&] { return writeFile(passwordFile, password + '\n', 0600); })
                        .and_then([&] { return user.own(passwordFile); })
                        .and_then([&] { return initInto(data, layout, std::move(command)); });
    unlink(passwordFile.c_str());
    if (!made)
        removeUnfinished(layout);
    return made;
}

Result<Credentials> loadOrMakeCredentials(const Layout &layout)
{
    std::error_code ignored;
    if (std::filesystem::exists(layout.credentials(), ignored))
        return Credentials::load(layout.credentials());
    Credentials made = Credentials::random();
    if (const Result<> saved = made.save(layout.credentials()); !saved)
        return failure(saved.error());
    return made;
}

} // namespace

std::optional<int> dataVersion(const Layout &layout)
{
    const Result<std::string> text = readFile(layout.data() / "PG_VERSION", 16);
    int major = 0;
    if (!text
        || std::from_chars(text->data(), text->data() + text->size(), major).ec != std::errc())
        return std::nullopt;
    return major;
}

Result<Credentials> prepareData(const Layout &layout, const Installation &installation,
                                const ServerUser &user, bool ephemeral, Log &log)
{
    if (dataVersion(layout))
        return Credentials::load(layout.credentials());
    Result<Credentials> credentials = loadOrMakeCredentials(layout);
    if (!credentials)
        return credentials;
    const Result<> made = moveUnusableAside(layout, log).and_then([&] {
        return makeData(layout, installation, user, ephemeral, credentials->password(superuser));
    });
    if (!made)
        return failure(made.error());
    log.info("made a private Postgres", {{"folder", std::string_view(layout.folder.native())}});
    return credentials;
}

} // namespace gatehouse::cluster
