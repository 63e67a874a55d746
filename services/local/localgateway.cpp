#include "services/local/localgateway.h"

#include "services/cluster/privatecluster.h"
#include "services/gateway/gateway.h"
#include "services/local/localsecrets.h"
#include "services/local/privatefile.h"

#include <QCoreApplication>

#include <pwd.h>
#include <unistd.h>

namespace gatehouse {

namespace {

struct LocalText
{
    Q_DECLARE_TR_FUNCTIONS(LocalText)
};

Result<gateway::Environment> localEnvironment(const std::filesystem::path &folder)
{
    const std::filesystem::path file = folder / "local.env";
    if (auto complete = completeLocalSecrets(file); !complete)
        return failure(complete.error());
    return gateway::readEnvironmentFile(file);
}

/// The console's conninfo with its password in a pgpass file, so that the profile holds no secret.
Result<QString> consoleConninfo(const cluster::PrivateCluster &cluster)
{
    const std::string role = "gatehouse_console_payload";
    const std::filesystem::path file = cluster.folder() / (role + ".pgpass");
    if (auto written =
            writePrivateFile(file, "*:*:*:" + role + ":" + cluster.password(role) + "\n");
        !written)
        return failure(written.error());
    return QString::fromStdString(cluster.conninfoWithoutPassword(role) + " passfile='"
                                  + file.string() + "'");
}

/// Who works at this machine, for the ledger.
std::string loginName()
{
    const passwd *entry = getpwuid(getuid());
    return entry != nullptr && *entry->pw_name != '\0' ? entry->pw_name : "admin";
}

} // namespace

struct LocalGateway::Private
{
    std::unique_ptr<cluster::PrivateCluster> cluster;
    std::unique_ptr<gateway::Gateway> gateway;
    std::filesystem::path folder;
    ConnectionProfile profile;
    bool profileSaved = false;

    Result<> startGateway(const LocalGatewayOptions &options, const Clock &clock, Log &log);
    Result<> publish(const LocalGatewayOptions &options, const std::string &adminToken);
    std::string adminToken;
};

Result<> LocalGateway::Private::startGateway(const LocalGatewayOptions &options, const Clock &clock,
                                             Log &log)
{
    auto environment = localEnvironment(folder);
    if (!environment)
        return failure(environment.error());
    for (const auto &[name, value] : options.environment)
        environment->insert_or_assign(name, value);
    auto config = gateway::configFromEnvironment(*environment);
    if (!config)
        return failure(config.error());
    if (auto set = gateway::setListen(*config, options.listen); !set)
        return set;
    if (!options.adminListen.empty()) {
        if (auto set = gateway::setAdminListen(*config, options.adminListen); !set)
            return set;
    }
    config->allowRemote = options.allowRemote;
    config->simulator = options.simulator;
    config->database = cluster->conninfo("gatehouse_gateway");
    config->ownerDatabase = cluster->conninfo("gatehouse_owner");
    adminToken = config->adminToken;
    config->adminName = loginName();

    auto started = gateway::Gateway::start(*config, clock, log);
    if (!started && started.error().kind == ErrorKind::Conflict && options.anyPortWhenTaken
        && config->listenPort != 0) {
        config->listenPort = 0;
        started = gateway::Gateway::start(*config, clock, log);
    }
    if (!started)
        return failure(started.error());
    gateway = std::move(*started);
    return {};
}

/// Lets gatehousectl and other windows find this gateway.
Result<> LocalGateway::Private::publish(const LocalGatewayOptions &options,
                                        const std::string &token)
{
    const std::filesystem::path tokenFile = folder / "admin.token";
    if (auto written = writePrivateFile(tokenFile, token + "\n"); !written)
        return written;
    auto database = consoleConninfo(*cluster);
    if (!database)
        return failure(database.error());
    profile.name = QStringLiteral("local");
    profile.url = QUrl(QString::fromStdString(gateway->adminUrl()));
    profile.tokenFile = QString::fromStdString(tokenFile.string());
    profile.database = *database;
    if (options.ephemeral)
        return {};
    profileSaved = true;
    return ConnectionProfiles().save(profile);
}

Result<std::unique_ptr<LocalGateway>> LocalGateway::start(const LocalGatewayOptions &options,
                                                          const Clock &clock, Log &log,
                                                          const Progress &progress)
{
    const auto say = [&](const QString &step) {
        if (progress)
            progress(step);
    };
    say(LocalText::tr("Starting Postgres"));
    auto d = std::make_unique<Private>();
    auto cluster = cluster::PrivateCluster::start(
        {.folder = options.folder, .ephemeral = options.ephemeral, .binaries = {}}, log);
    if (!cluster)
        return failure(cluster.error());
    d->cluster = std::move(*cluster);
    d->folder = d->cluster->folder();

    say(LocalText::tr("Starting the gateway"));
    if (auto started = d->startGateway(options, clock, log); !started)
        return failure(started.error());
    if (auto published = d->publish(options, d->adminToken); !published)
        return failure(published.error());
    return std::unique_ptr<LocalGateway>(new LocalGateway(std::move(d)));
}

LocalGateway::LocalGateway(std::unique_ptr<Private> d)
    : d(std::move(d))
{
}

LocalGateway::~LocalGateway()
{
    // Only what still names this gateway: another one may have published itself since.
    const ConnectionProfiles profiles;
    if (const auto saved = profiles.load(d->profile.name);
        d->profileSaved && saved && *saved == d->profile)
        (void)profiles.remove(d->profile.name);
    d->gateway.reset();
}

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

const std::filesystem::path &LocalGateway::folder() const
{
    return d->folder;
}

int LocalGateway::serverProcessId() const
{
    return d->cluster->serverProcessId();
}

} // namespace gatehouse
