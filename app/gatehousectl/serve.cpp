#include "app/gatehousectl/serve.h"

#include "app/gatehousectl/output.h"
#include "services/core/log.h"
#include "services/gateway/gateway.h"
#include "services/local/localgateway.h"
#include "services/postgres/conninfo.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <variant>

namespace gatehouse::cli {

namespace {

struct ServeText
{
    Q_DECLARE_TR_FUNCTIONS(Serve)
};

/// Either kind of gateway; what it is only matters when it starts.
using Running = std::variant<std::unique_ptr<LocalGateway>, std::unique_ptr<gateway::Gateway>>;

/// The file stands below the process's own variables.
Result<gateway::Environment> serveEnvironment(const ServeOptions &options)
{
    gateway::Environment environment;
    if (!options.environmentFile.empty()) {
        auto read = gateway::readEnvironmentFile(options.environmentFile);
        if (!read)
            return read;
        environment = std::move(*read);
    }
    for (auto &[name, value] : gateway::processEnvironment())
        environment.insert_or_assign(name, std::move(value));
    return environment;
}

Result<Running> startWithCluster(const ServeOptions &options, gateway::Environment environment,
                                 const Clock &clock, Log &log)
{
    LocalGatewayOptions local;
    local.folder = options.data;
    local.ephemeral = options.ephemeral;
    local.listen = options.listen;
    local.anyPortWhenTaken = false;
    local.allowRemote = options.allowRemote;
    local.adminListen = options.adminListen;
    local.environment = std::move(environment);
    auto started = LocalGateway::start(local, clock, log);
    if (!started)
        return failure(started.error());
    return Running(std::move(*started));
}

Result<Running> startOnDatabase(const ServeOptions &options,
                                const gateway::Environment &environment, const Clock &clock,
                                Log &log)
{
    auto config = gateway::configFromEnvironment(environment);
    if (!config)
        return failure(config.error());
    if (auto set = gateway::setListen(*config, options.listen); !set)
        return failure(set.error());
    if (!options.adminListen.empty()) {
        if (auto set = gateway::setAdminListen(*config, options.adminListen); !set)
            return failure(set.error());
    }
    config->database = options.database;
    config->allowRemote = options.allowRemote;
    config->simulator = options.simulator;
    auto started = gateway::Gateway::start(*config, clock, log);
    if (!started)
        return failure(started.error());
    return Running(std::move(*started));
}

/// Blocked before any thread starts, so that only waitForEnd() takes them.
sigset_t blockEndSignals()
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    return ends;
}

Error beyondLoopback(const std::string &listen)
{
    return {ErrorKind::Invalid,
            ServeText::tr(
                "%1 can be reached from other machines. If that is meant, add --allow-remote; else "
                "listen on 127.0.0.1.")
                .arg(QString::fromStdString(listen)),
            {},
            {}};
}

/// What can be told from the options alone, before anything is started.
Result<> checkUsage(const ServeOptions &options)
{
    gateway::GatewayConfig config;
    if (auto set = gateway::setListen(config, options.listen); !set)
        return set;
    if (!options.allowRemote && !gateway::isLoopback(config.listenAddress))
        return failure(beyondLoopback(options.listen));
    if (!options.adminListen.empty()) {
        if (auto set = gateway::setAdminListen(config, options.adminListen); !set)
            return set;
    }
    return postgres::checkConninfo(options.database);
}

void announceAsJson(const std::string &url, const std::string &adminUrl)
{
    const QJsonObject object{{QStringLiteral("listening"), QString::fromStdString(url)},
                             {QStringLiteral("admin"), QString::fromStdString(adminUrl)}};
    std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

void announce(const Running &running, bool json)
{
    const auto urls = std::visit(
        [](const auto &gateway) { return std::pair(gateway->url(), gateway->adminUrl()); },
        running);
    if (json) {
        announceAsJson(urls.first, urls.second);
        return;
    }
    std::printf("listening on %s\n", urls.first.c_str());
    if (urls.second != urls.first)
        std::printf("admin on %s\n", urls.second.c_str());
    std::fflush(stdout);
}

} // namespace

int serve(const ServeOptions &options)
{
    if (const auto usable = checkUsage(options); !usable) {
        printError(usable.error(), options.json);
        return UsageError;
    }
    const sigset_t endSignals = blockEndSignals();
    const SystemClock clock;
    Log log(clock, streamSink(stderr), options.verbose ? LogLevel::Debug : LogLevel::Info);
    auto environment = serveEnvironment(options);
    if (!environment) {
        printError(environment.error(), options.json);
        return Failed;
    }
    auto running = options.database.empty()
        ? startWithCluster(options, std::move(*environment), clock, log)
        : startOnDatabase(options, *environment, clock, log);
    if (!running) {
        printError(running.error(), options.json);
        return Failed;
    }
    announce(*running, options.json);
    int signal = 0;
    sigwait(&endSignals, &signal);
    log.info("stopping", {{"signal", std::string_view(signal == SIGTERM ? "SIGTERM" : "SIGINT")}});
    return Done;
}

} // namespace gatehouse::cli
