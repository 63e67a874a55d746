#include "services/local/localgateway.h"

#include "services/cluster/clusterguard.h"
#include "services/core/privatefile.h"
#include "services/gateway/gateway.h"
#include "services/local/firstwebhook.h"
#include "services/local/localsecrets.h"
#include "services/local/publication.h"
#include "services/local/supervisor.h"

#include <QCoreApplication>

#include <array>
#include <pwd.h>
#include <unistd.h>

namespace gatehouse {

namespace {

constexpr std::chrono::seconds lookInterval{1};

struct LocalText
{
    Q_DECLARE_TR_FUNCTIONS(LocalText)
};

/// Who works at this machine, for the ledger.
std::string loginName()
{
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd *found = nullptr;
    getpwuid_r(getuid(), &entry, buffer.data(), buffer.size(), &found);
    return found != nullptr && *entry.pw_name != '\0' ? entry.pw_name : "admin";
}

/// A token that is given stands beside the one that the local gateway made for itself: whoever got
/// the other at an earlier start, or from a gateway that runs on the same data, keeps it.
std::string adminName(const gateway::Environment &given)
{
    const auto token = given.find("GATEHOUSE_ADMIN_TOKEN");
    const bool isGiven = token != given.end() && !token->second.empty();
    return isGiven ? loginName() + " (GATEHOUSE_ADMIN_TOKEN)" : loginName();
}

std::filesystem::path secretsFile(const std::filesystem::path &folder)
{
    return folder / "local.env";
}

/// The file in the folder, when there is one, below the variables that were given.
Result<gateway::Environment> environmentOf(const LocalGatewayOptions &options,
                                           const std::filesystem::path &folder)
{
    gateway::Environment environment;
    const std::filesystem::path file = secretsFile(folder);
    std::error_code ignored;
    if (!folder.empty() && std::filesystem::exists(file, ignored)) {
        auto read = gateway::readEnvironmentFile(file);
        if (!read)
            return read;
        environment = std::move(*read);
    }
    return withLocalSecrets(std::move(environment), options.environment);
}

/// All of it but where the database is.
Result<gateway::GatewayConfig> configOf(const LocalGatewayOptions &options,
                                        const std::filesystem::path &folder)
{
    auto config = environmentOf(options, folder).and_then(gateway::configFromEnvironment);
    if (!config)
        return config;
    config->allowRemote = options.allowRemote;
    config->simulator = options.simulator;
    config->adminName = adminName(options.environment);
    auto checked = gateway::setListen(*config, options.listen);
    if (checked && !options.adminListen.empty())
        checked = gateway::setAdminListen(*config, options.adminListen);
    if (checked)
        checked = gateway::checkListen(*config);
    return checked ? config : failure(checked.error());
}

/// Where the data will be; empty: not known yet.
std::filesystem::path folderOf(const LocalGatewayOptions &options)
{
    if (options.ephemeral)
        return {};
    return options.folder.empty() ? cluster::defaultDataFolder() : options.folder;
}

/// The console's conninfo with its password in a pgpass file, so that the profile holds no secret.
Result<QString> consoleConninfo(const cluster::PrivateCluster &cluster)
{
    const std::string role = "gatehouse_console_payload";
    const std::string file = (cluster.folder() / (role + ".pgpass")).string();
    if (auto written = writePrivateFile(QString::fromStdString(file),
                                        "*:*:*:" + role + ":" + cluster.password(role) + "\n");
        !written)
        return failure(written.error());
    return QString::fromStdString(cluster.conninfoWithoutPassword(role) + " passfile='" + file
                                  + "'");
}

} // namespace

/// Declared in the order of who uses whom, so that destruction ends the users first.
struct LocalGateway::Private
{
    std::unique_ptr<cluster::PrivateCluster> cluster;
    std::optional<cluster::ClusterGuard> guard;
    std::unique_ptr<gateway::Gateway> gateway;
    std::filesystem::path folder;
    ConnectionProfile profile;
    std::string firstWebhook;
    std::optional<Publication> publication; ///< nothing: ephemeral
    std::optional<Supervisor> supervisor;

    Result<> startCluster(const LocalGatewayOptions &options, const Clock &clock, Log &log);
    Result<> startGateway(const LocalGatewayOptions &options, const Clock &clock, Log &log);
    Result<> makeProfile(const std::string &adminToken);
    void supervise(const LocalGatewayOptions &options);
};

Result<> LocalGateway::Private::startCluster(const LocalGatewayOptions &options, const Clock &clock,
                                             Log &log)
{
    auto started = cluster::PrivateCluster::start(
        {.folder = options.folder, .ephemeral = options.ephemeral, .binaries = {}}, log);
    if (!started)
        return failure(started.error());
    cluster = std::move(*started);
    guard.emplace(*cluster, clock, log);
    folder = cluster->folder();
    return completeLocalSecrets(secretsFile(folder));
}

Result<> LocalGateway::Private::startGateway(const LocalGatewayOptions &options, const Clock &clock,
                                             Log &log)
{
    auto config = configOf(options, folder);
    if (!config)
        return failure(config.error());
    config->database = cluster->conninfo("gatehouse_gateway");
    config->ownerDatabase = cluster->conninfo("gatehouse_owner");
    if (config->masterKeyFile.empty() && config->masterKeyCommand.empty())
        config->masterKeyFile = folder / "master.key";
    config->databaseTrouble = [this] {
        const auto trouble = guard->trouble();
        return trouble ? trouble->message.toStdString() : std::string();
    };
    auto started = gateway::Gateway::start(*config, clock, log);
    if (!started && started.error().kind == ErrorKind::Conflict && options.anyPortWhenTaken
        && config->listenPort != 0) {
        config->listenPort = 0;
        started = gateway::Gateway::start(*config, clock, log);
    }
    if (!started)
        return failure(started.error());
    gateway = std::move(*started);
    if (const auto &github = config->providerSecrets["github"]; !github.empty())
        firstWebhook =
            gatehouse::firstWebhook(gateway->url(), github.front().tenant, github.front().secret);
    return makeProfile(config->adminToken);
}

Result<> LocalGateway::Private::makeProfile(const std::string &adminToken)
{
    const QString tokenFile = QString::fromStdString((folder / "admin.token").string());
    if (auto written = writePrivateFile(tokenFile, adminToken + "\n"); !written)
        return written;
    auto database = consoleConninfo(*cluster);
    if (!database)
        return failure(database.error());
    profile.name = QStringLiteral("local");
    profile.url = QUrl(QString::fromStdString(gateway->adminUrl()));
    profile.tokenFile = tokenFile;
    profile.database = *database;
    return {};
}

void LocalGateway::Private::supervise(const LocalGatewayOptions &options)
{
    const auto look = [this, changed = options.clusterTroubleChanged] {
        if (guard->look() && changed)
            changed(guard->trouble());
        if (publication)
            publication->keep();
    };
    supervisor.emplace(look, lookInterval);
}

Result<std::unique_ptr<LocalGateway>> LocalGateway::start(const LocalGatewayOptions &options,
                                                          const Clock &clock, Log &log,
                                                          const Progress &progress)
{
    const auto say = [&](const QString &step) {
        if (progress)
            progress(step);
    };
    if (const auto config = configOf(options, folderOf(options)); !config)
        return failure(config.error());
    say(LocalText::tr("Starting Postgres"));
    auto d = std::make_unique<Private>();
    if (auto started = d->startCluster(options, clock, log); !started)
        return failure(started.error());
    say(LocalText::tr("Starting the gateway"));
    if (auto started = d->startGateway(options, clock, log); !started)
        return failure(started.error());
    if (!options.ephemeral)
        d->publication.emplace(d->profile, ConnectionProfiles(), log);
    d->supervise(options);
    return std::unique_ptr<LocalGateway>(new LocalGateway(std::move(d)));
}

LocalGateway::LocalGateway(std::unique_ptr<Private> d)
    : d(std::move(d))
{
}

/// The profile goes first: who looks for a gateway is not to find one that drains.
LocalGateway::~LocalGateway() = default;

const ConnectionProfile &LocalGateway::profile() const
{
    return d->profile;
}

std::string LocalGateway::url() const
{
    return d->gateway->url();
}

std::string LocalGateway::adminUrl() const
{
    return d->gateway->adminUrl();
}

std::optional<Error> LocalGateway::clusterTrouble() const
{
    return d->guard->trouble();
}

const std::string &LocalGateway::firstWebhook() const
{
    return d->firstWebhook;
}

const std::filesystem::path &LocalGateway::folder() const
{
    return d->folder;
}

int LocalGateway::serverProcessId() const
{
    return d->cluster->serverProcessId();
}

} // namespace gatehouse
