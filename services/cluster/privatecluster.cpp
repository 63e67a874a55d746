#include "services/cluster/privatecluster.h"

#include "services/cluster/datafolder.h"
#include "services/cluster/ephemeral.h"
#include "services/cluster/filelock.h"
#include "services/cluster/postmaster.h"
#include "services/cluster/roles.h"

#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

namespace gatehouse::cluster {

namespace {

std::filesystem::path homeFolder()
{
    if (const char *home = std::getenv("HOME");
        home && *home == '/') // NOLINT(concurrency-mt-unsafe)
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
    Layout layout;
    bool isEphemeral = false;
    bool wasStartedHere = false;
    Credentials credentials;
    std::optional<FileLock> startLock;
    std::optional<FileLock> usersLock;
    std::optional<Postmaster> server;

    Result<> openFolder(const ClusterOptions &options, const ServerUser &user);
    Result<> openLocks();
    Result<> bringUp(const ClusterOptions &options, const ServerUser &user, Log &log);
    Result<> startServer(const ClusterOptions &options, const ServerUser &user, Log &log);
    std::string superuserConninfo(const std::string &database) const;
    void leave();
    ~Private() { leave(); }
};

Result<> PrivateCluster::Private::openFolder(const ClusterOptions &options, const ServerUser &user)
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
        if (const Result<> made = makeFolder(layout.folder, user.isOther ? 0711 : 0700); !made)
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
Result<> PrivateCluster::Private::bringUp(const ClusterOptions &options, const ServerUser &user,
                                          Log &log)
{
    Result<std::optional<Postmaster>> running = Postmaster::attach(layout, log);
    if (!running)
        return failure(running.error());
    if (*running) {
        server.emplace(std::move(**running));
        Result<Credentials> loaded = Credentials::load(layout.credentials());
        if (!loaded)
            return failure(loaded.error());
        credentials = std::move(*loaded);
    } else if (const Result<> started = startServer(options, user, log); !started) {
        return started;
    }
    return ensureRoles(server->socketFolder(), credentials);
}

Result<> PrivateCluster::Private::startServer(const ClusterOptions &options, const ServerUser &user,
                                              Log &log)
{
    const Result<Installation> installation =
        Installation::find(options.binaries, dataVersion(layout));
    if (!installation)
        return failure(installation.error());
    Result<Credentials> prepared = prepareData(layout, *installation, user, isEphemeral, log);
    if (!prepared)
        return failure(prepared.error());
    credentials = std::move(*prepared);
    Result<Postmaster> started = Postmaster::start(layout, *installation, user, isEphemeral);
    if (!started)
        return failure(started.error());
    server.emplace(std::move(*started));
    wasStartedHere = true;
    return {};
}

std::string PrivateCluster::Private::superuserConninfo(const std::string &database) const
{
    return makeConninfo(server->socketFolder(), superuser, credentials.password(superuser),
                        database);
}

/// The start lock is taken first: nobody attaches between the look whether others are here and the
/// stop. An ephemeral cluster is its starter's alone.
void PrivateCluster::Private::leave()
{
    if (startLock && usersLock && startLock->lockExclusive()) {
        if (server && (isEphemeral || usersLock->tryExclusive()))
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
    auto d = std::make_unique<Private>();
    const Result<> ready =
        d->openFolder(options, *user).and_then([&] { return d->openLocks(); }).and_then([&] {
            return d->bringUp(options, *user, log);
        });
    if (!ready)
        return failure(ready.error());
    d->startLock->unlock();
    log.info(d->wasStartedHere ? "started the private Postgres"
                               : "attached to the private Postgres",
             {{"folder", std::string_view(d->layout.folder.native())},
              {"pid", std::int64_t(d->server->processId())}});
    return std::unique_ptr<PrivateCluster>(new PrivateCluster(std::move(d)));
}

PrivateCluster::PrivateCluster(std::unique_ptr<Private> d)
    : d(std::move(d))
{
}

PrivateCluster::~PrivateCluster() = default;

std::string PrivateCluster::conninfo(const std::string &role) const
{
    return makeConninfo(d->server->socketFolder(), role, d->credentials.password(role),
                        databaseName);
}

std::string PrivateCluster::conninfoWithoutPassword(const std::string &role) const
{
    return makeConninfo(d->server->socketFolder(), role, databaseName);
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
    return d->server->processId();
}

} // namespace gatehouse::cluster
