#include "services/cluster/privatecluster.h"

#include "services/cluster/datafolder.h"
#include "services/cluster/ephemeral.h"
#include "services/cluster/filelock.h"
#include "services/cluster/postmaster.h"
#include "services/cluster/roles.h"
#include "services/cluster/texts.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

namespace gatehouse::cluster {

namespace {

std::filesystem::path homeFolder()
{
    const char *home = std::getenv("HOME"); // NOLINT(concurrency-mt-unsafe): nothing here sets it
    if (home && *home == '/')
        return home;
    passwd entry{};
    passwd *found = nullptr;
    std::vector<char> buffer(16'384);
    getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found);
    return found ? found->pw_dir : "/tmp";
}

} // namespace

std::filesystem::path defaultDataFolder()
{
    if (geteuid() == 0)
        return "/var/lib/gatehouse";
    const char *data = std::getenv("XDG_DATA_HOME"); // NOLINT(concurrency-mt-unsafe)
    if (data && *data == '/') // the specification says to ignore relative ones
        return std::filesystem::path(data) / "gatehouse";
    return homeFolder() / ".local/share/gatehouse";
}

struct PrivateCluster::Private
{
    Private(const ClusterOptions &options, ServerUser user, Log &log)
        : options(options)
        , user(std::move(user))
        , log(log)
    {
    }

    const ClusterOptions options;
    const ServerUser user;
    Log &log;
    Layout layout;
    bool isEphemeral = false;
    bool wasStartedHere = false;
    Credentials credentials;
    std::optional<FileLock> startLock;
    std::optional<FileLock> usersLock;
    std::optional<Postmaster> server; ///< nothing: it ended, and has not been brought back yet
    std::filesystem::path sockets; ///< where conninfos lead; the same for every server
    std::atomic<int> serverId = 0;

    Result<> openFolder();
    Result<> openLocks();
    Result<> makeReady();
    Result<bool> bringUp();
    Result<bool> attach();
    Result<> startServer();
    Result<bool> bringBack();
    std::string superuserConninfo(const std::string &database) const;
    void leave();
    ~Private() { leave(); }
};

Result<> PrivateCluster::Private::openFolder()
{
    isEphemeral = options.ephemeral;
    if (isEphemeral) {
        Result<std::filesystem::path> folder = makeEphemeralFolder();
        if (!folder)
            return failure(folder.error());
        layout.folder = std::move(*folder);
    } else {
        layout.folder = std::filesystem::absolute(options.folder.empty() ? defaultDataFolder()
                                                                         : options.folder);
        if (Result<> made = makeFolder(layout.folder, user.isOther ? 0711 : 0700); !made)
            return made;
    }
    return user.canEnter(layout.folder);
}

Result<> PrivateCluster::Private::openLocks()
{
    Result<FileLock> start = FileLock::open(layout.startLock());
    if (!start)
        return failure(start.error());
    Result<FileLock> users = FileLock::open(layout.usersLock());
    if (!users)
        return failure(users.error());
    startLock.emplace(std::move(*start));
    usersLock.emplace(std::move(*users));
    return startLock->lockExclusive().and_then([this] { return usersLock->lockShared(); });
}

/// With the start lock held, so that of several who come at once one starts and the others attach.
/// True when this one started it.
Result<bool> PrivateCluster::Private::bringUp()
{
    server.reset(); // before a new one: it removes its socket folder
    const Result<bool> attached = attach();
    if (!attached || *attached)
        return attached.map([](bool) { return false; });
    return startServer().map([] { return true; });
}

Result<bool> PrivateCluster::Private::attach()
{
    Result<std::optional<Postmaster>> running = Postmaster::attach(layout, log);
    if (!running)
        return failure(running.error());
    if (*running) {
        server.emplace(std::move(**running));
        serverId = server->processId();
    }
    return running->has_value();
}

/// The first time, still with the start lock held.
Result<> PrivateCluster::Private::makeReady()
{
    const Result<bool> startedHere = bringUp();
    if (!startedHere)
        return failure(startedHere.error());
    wasStartedHere = *startedHere;
    sockets = server->socketFolder();
    Result<Credentials> loaded = Credentials::load(layout.credentials());
    if (!loaded)
        return failure(loaded.error());
    credentials = std::move(*loaded);
    return ensureRoles(sockets, credentials);
}

/// What it makes must be where the conninfos lead. It is, but for the folder of a stranger in its
/// place (makeSocketFolder), which is past mending by us.
Result<bool> PrivateCluster::Private::bringBack()
{
    if (!dataVersion(layout))
        return failure(fileError(layout.data(), ENOENT));
    if (const Result<> locked = startLock->lockExclusive(); !locked)
        return failure(locked.error());
    Result<bool> startedHere = bringUp();
    startLock->unlock();
    if (startedHere && server->socketFolder() != sockets)
        return failure(ErrorKind::Unavailable,
                       Cluster::tr("The private database had to be started under another address. "
                                   "Restart Gatehouse."),
                       displayPath(server->socketFolder()));
    return startedHere;
}

Result<> PrivateCluster::Private::startServer()
{
    const Result<Installation> installation =
        Installation::find(options.binaries, dataVersion(layout));
    if (!installation)
        return failure(installation.error());
    const Result<Credentials> prepared = prepareData(layout, *installation, user, isEphemeral, log);
    if (!prepared)
        return failure(prepared.error());
    Result<Postmaster> started =
        Postmaster::start(layout, *installation, user, isEphemeral, options.listenAddress);
    if (!started)
        return failure(started.error());
    server.emplace(std::move(*started));
    serverId = server->processId();
    return {};
}

std::string PrivateCluster::Private::superuserConninfo(const std::string &database) const
{
    return makeConninfo(sockets, superuser, credentials.password(superuser), database);
}

/// The start lock is taken first: nobody attaches between the look whether others are here and the
/// stop. An ephemeral cluster is its starter's alone. A server that another process has started
/// since ours ended is to be stopped as well.
void PrivateCluster::Private::leave()
{
    if (startLock && usersLock && startLock->lockExclusive()) {
        const bool isLast = isEphemeral || usersLock->tryExclusive();
        if (isLast && !isEphemeral && (!server || server->hasEnded()))
            attach().map_error([this](const Error &) { server.reset(); });
        if (isLast && server)
            server->stop();
        server.reset();
        usersLock->unlock();
        startLock->unlock();
    }
    if (isEphemeral && !layout.folder.empty()) {
        std::error_code ignored;
        std::filesystem::remove_all(layout.folder, ignored);
    }
}

Result<std::unique_ptr<PrivateCluster>> PrivateCluster::start(const ClusterOptions &options,
                                                              Log &log)
{
    const Result<ServerUser> user = ServerUser::find();
    if (!user)
        return failure(user.error());
    auto d = std::make_unique<Private>(options, *user, log);
    const Result<> ready = d->openFolder().and_then([&] { return d->openLocks(); }).and_then([&] {
        return d->makeReady();
    });
    if (!ready)
        return failure(ready.error());
    d->startLock->unlock();
    log.info(d->wasStartedHere ? "started the private Postgres"
                               : "attached to the private Postgres",
             {{"folder", std::string_view(d->layout.folder.native())},
              {"pid", std::int64_t(d->serverId)}});
    return std::unique_ptr<PrivateCluster>(new PrivateCluster(std::move(d)));
}

PrivateCluster::PrivateCluster(std::unique_ptr<Private> d)
    : d(std::move(d))
{
}

PrivateCluster::~PrivateCluster() = default;

bool PrivateCluster::isRunning()
{
    return d->server && !d->server->hasEnded() && d->server->socketFolder() == d->sockets;
}

Result<> PrivateCluster::bringBack()
{
    const Result<bool> startedHere = d->bringBack();
    if (!startedHere)
        return failure(startedHere.error());
    d->log.warning(*startedHere ? "the private Postgres had ended and was started again"
                                : "the private Postgres had ended; another process has started it",
                   {{"folder", std::string_view(d->layout.folder.native())},
                    {"pid", std::int64_t(d->serverId)}});
    return {};
}

std::optional<Error> PrivateCluster::trouble() const
{
    return isDiskFull(d->layout.data()) ? std::optional(diskFull(d->layout.folder, {}))
                                        : std::nullopt;
}

std::string PrivateCluster::conninfo(const std::string &role) const
{
    return makeConninfo(d->sockets, role, d->credentials.password(role), databaseName);
}

std::string PrivateCluster::conninfoWithoutPassword(const std::string &role) const
{
    return makeConninfo(d->sockets, role, databaseName);
}

std::string PrivateCluster::password(const std::string &role) const
{
    return d->credentials.password(role);
}

std::string PrivateCluster::superuserConninfo(const std::string &database) const
{
    return d->superuserConninfo(database);
}

const std::filesystem::path &PrivateCluster::folder() const
{
    return d->layout.folder;
}

bool PrivateCluster::startedHere() const
{
    return d->wasStartedHere;
}

int PrivateCluster::serverProcessId() const
{
    return d->serverId;
}

} // namespace gatehouse::cluster
