#include "services/gateway/gateway.h"

#include "services/gateway/abandonedurl.h"
#include "services/gateway/admin/adminendpoint.h"
#include "services/gateway/admin/measures.h"
#include "services/gateway/admin/tokens.h"
#include "services/gateway/alerts/alertwatch.h"
#include "services/gateway/alerts/noticesender.h"
#include "services/gateway/bulk/bulkrunner.h"
#include "services/gateway/ingress/explanation.h"
#include "services/gateway/ingress/ingestendpoint.h"
#include "services/gateway/ingress/sealingsink.h"
#include "services/gateway/jwksendpoint.h"
#include "services/gateway/loggeddelivery.h"
#include "services/gateway/loggedingest.h"
#include "services/gateway/mastervault.h"
#include "services/gateway/metricsendpoint.h"
#include "services/gateway/rollups/roller.h"
#include "services/gateway/rotation/formerpasswords.h"
#include "services/gateway/rotation/importjwtkey.h"
#include "services/gateway/rotation/importsecrets.h"
#include "services/gateway/rotation/storedjwtkeys.h"
#include "services/gateway/rotation/storedsecrets.h"
#include "services/gateway/simulator/requestlog.h"
#include "services/gateway/simulator/scenariorunner.h"
#include "services/gateway/simulator/standinwordpress.h"
#include "services/gateway/simulator/trafficgenerator.h"
#include "services/gateway/store/changenotifier.h"
#include "services/gateway/store/migrator.h"
#include "services/gateway/store/roles.h"
#include "services/gateway/store/routes.h"
#include "services/gateway/store/upkeep.h"
#include "services/gateway/store/userhash.h"
#include "services/gateway/telemetry/tracesendpoint.h"
#include "services/gateway/worker/deliverypreview.h"
#include "services/gateway/worker/worker.h"

#include <algorithm>

namespace gatehouse::gateway {

namespace {

using namespace std::chrono_literals;

constexpr auto drainTime = 10s;
constexpr auto silenceLimit = 35s; ///< beyond the statement_timeout of every part
constexpr std::string_view ingestPrefix = "/api/webhooks/";
constexpr std::string_view adminPrefix = "/admin/v1";
constexpr std::string_view metricsPath = "/metrics";
constexpr std::string_view tracesPath = "/v1/traces"; ///< as OpenTelemetry's exporters have it
constexpr std::string_view jwksPath = "/.well-known/jwks.json";
constexpr const char *destinationName = "default";

bool isAdminPath(std::string_view path)
{
    return path == adminPrefix
        || (path.starts_with(adminPrefix) && path[adminPrefix.size()] == '/');
}

postgres::SessionOptions sessionOptions(const std::string &conninfo, const std::string &role = {})
{
    postgres::SessionOptions options;
    options.conninfo = conninfo;
    options.applicationName = "gatehouse gateway";
    options.role = role;
    return options;
}

FixedProviderSecrets secretsOf(const GatewayConfig &config)
{
    FixedProviderSecrets secrets;
    for (const auto &[source, list] : config.providerSecrets) {
        for (const TenantSecret &entry : list)
            secrets.add(source, entry.tenant, entry.secret);
    }
    return secrets;
}

TrustedProxies proxiesOf(const GatewayConfig &config)
{
    std::vector<Network> networks;
    for (const std::string &text : config.trustedProxies) {
        if (const auto network = Network::parse(text))
            networks.push_back(*network);
    }
    return TrustedProxies(std::move(networks));
}

/// Nothing where source `wordpress` asks for no token, or the gateway cannot make one.
std::optional<BridgeTokens> bridgeTokens(const GatewayConfig &config)
{
    if (!config.wordpressJwt || config.wordpressJwtPrivateKey.empty())
        return std::nullopt;
    auto signer =
        signing::JwtSigner::create(config.wordpressJwt->algorithm, config.wordpressJwtPrivateKey);
    if (!signer)
        return std::nullopt;
    return BridgeTokens{std::move(*signer), *config.wordpressJwt};
}

TrafficOptions trafficOptions(const GatewayConfig &config)
{
    TrafficOptions options;
    options.publicUrl = config.publicUrl;
    for (const auto &[source, list] : config.providerSecrets) {
        for (const TenantSecret &entry : list)
            options.secrets[source].emplace_back(entry.tenant, entry.secret);
    }
    options.bridge = bridgeTokens(config);
    if (config.wordpressJwt && !options.bridge)
        options.leftOut["wordpress"] = "asks for a token of the WordPress bridge, which only its "
                                       "private key (WORDPRESS_JWT_PRIVATE_KEY) can sign";
    return options;
}

} // namespace

/// Declared in the order of who uses whom, so that destruction ends the users first.
struct Gateway::Private
{
    Private(GatewayConfig given, Normalizer loaded, const Clock &clock, Log &log)
        : config(std::move(given))
        , clock(clock)
        , log(log)
        , metrics(AdminOptions().version, clock.now())
        , ids(clock)
        , normalizer(std::move(loaded))
        , environmentSecrets(secretsOf(config))
    {
    }
    ~Private();

    Result<> prepareDatabase();
    Result<> prepareAdminToken(postgres::Session &session);
    Result<> importKeys(postgres::Session &session);
    Result<> openUserHash(postgres::Session &session);
    Result<> startSecrets();
    Result<> prepareRoutes(postgres::Session &session);
    Result<> startStandIn();
    void startThreads();
    void startAlerts();
    bool hasEnvironmentDestination() const;
    WorkerOptions workerOptions();
    void makeSimulator();
    void makeEndpoints();
    TracesOptions tracesOptions();
    IngestOptions ingestOptions();
    AdminOptions adminOptions();
    Result<> startServers();
    Result<std::unique_ptr<http::Server>> serve(const std::string &address, unsigned short port,
                                                bool admin);

    GatewayConfig config;
    const Clock &clock;
    Log &log;
    GatewayMetrics metrics;
    UuidGenerator ids;
    Normalizer normalizer;
    FixedProviderSecrets environmentSecrets;
    postgres::SessionOptions database;
    std::optional<gatehouse::secrets::Vault> vault; ///< nothing: no master key
    std::optional<UserHash> userHash; ///< nothing: no master key, or another one made it
    std::unique_ptr<BodyKeys> bodyKeys;
    std::unique_ptr<ChangeNotifier> notifier;
    std::unique_ptr<StoredSecrets> secrets;
    std::unique_ptr<StoredJwtKeys> jwtKeys;

    std::unique_ptr<RequestLog> requests; ///< when the simulator is on
    std::unique_ptr<StandInWordPress> standIn;
    std::unique_ptr<Upkeep> upkeep;
    std::unique_ptr<Roller> roller;
    std::unique_ptr<NoticeSender> notices;
    std::unique_ptr<AlertWatch> alerts;
    std::unique_ptr<FormerPasswords> formerPasswords;
    std::unique_ptr<Worker> worker;
    std::unique_ptr<BulkRunner> bulk;
    std::unique_ptr<CommitterSink> sink; ///< before the committer, whose last answers may use it
    std::unique_ptr<SealingSink> sealingSink;
    std::unique_ptr<Committer> committer;
    std::unique_ptr<JwtBearerCheck> bearerCheck;
    std::unique_ptr<BackgroundWork> background; ///< records through the sink
    std::unique_ptr<TrafficGenerator> traffic;
    std::unique_ptr<ScenarioRunner> scenarios;
    std::unique_ptr<IngestEndpoint> ingest;
    std::unique_ptr<LoggedIngest> loggedIngest; ///< when the simulator is on
    std::unique_ptr<AdminEndpoint> admin;
    std::unique_ptr<TracesEndpoint> traces;
    std::unique_ptr<MetricsEndpoint> metricsEndpoint;
    std::unique_ptr<JwksEndpoint> jwks;
    std::unique_ptr<http::Server> server;
    std::unique_ptr<http::Server> adminServer; ///< only when `server` is beyond loopback
};

/// Drains: no new requests, then what is queued is committed, then what is in flight delivered.
Gateway::Private::~Private()
{
    if (traffic)
        traffic->stop();
    for (http::Server *each : {server.get(), adminServer.get()}) {
        if (each)
            each->stop(drainTime);
    }
}

Result<> Gateway::Private::prepareDatabase()
{
    const std::string &owner =
        config.ownerDatabase.empty() ? config.database : config.ownerDatabase;
    auto session = postgres::Session::connect(sessionOptions(owner));
    if (!session)
        return failure(session.error());
    if (auto migrated = migrate(*session, clock, log); !migrated)
        return migrated;
    if (auto routes = prepareRoutes(*session); !routes)
        return routes;
    auto opened =
        openVault({config.masterKeyFile, config.masterKeyCommand, config.previousMasterKeyFile},
                  *session, log);
    if (!opened)
        return failure(opened.error());
    vault = std::move(*opened);
    if (auto opened = openUserHash(*session); !opened)
        return opened;
    if (auto imported = importKeys(*session); !imported)
        return imported;
    if (auto token = prepareAdminToken(*session); !token)
        return token;
    std::string role;
    if (config.ownerDatabase.empty()) {
        auto found = gatewayRole(*session);
        if (!found)
            return failure(found.error());
        role = *found;
    }
    database = sessionOptions(config.database, role);
    database.silenceLimit = silenceLimit;
    return startSecrets();
}

/// Without it calls of AI systems are kept, but not whose they were: that cannot be told later, so
/// only a key that is another's is a reason to go on.
Result<> Gateway::Private::openUserHash(postgres::Session &session)
{
    if (!vault)
        return {};
    auto opened = UserHash::open(session, *vault);
    if (!opened && opened.error().kind != ErrorKind::Conflict
        && opened.error().kind != ErrorKind::Invalid)
        return failure(opened.error());
    if (opened)
        userHash = std::move(*opened);
    else
        log.warning("the key for hashes of users cannot be read; AI calls are kept without them",
                    {{"detail", opened.error().message.toStdString()}});
    return {};
}

/// From the environment, once.
Result<> Gateway::Private::importKeys(postgres::Session &session)
{
    if (vault) {
        if (auto imported = importSecrets(session, *vault, environmentSecrets, ids, log); !imported)
            return imported;
    }
    return config.wordpressJwt ? importJwtKey(session, *config.wordpressJwt, ids, log) : Result<>();
}

Result<> Gateway::Private::startSecrets()
{
    StoredSecretsOptions options;
    options.database = database;
    options.vault = vault ? &*vault : nullptr;
    options.changed = [this] { notifier->changed(); };
    bodyKeys = std::make_unique<BodyKeys>(options.vault);
    options.alsoRead = [this](postgres::Session &session) { return bodyKeys->refresh(session); };
    notifier = std::make_unique<ChangeNotifier>(database, clock, log);
    secrets = std::make_unique<StoredSecrets>(environmentSecrets, std::move(options), clock, log);
    StoredJwtKeysOptions keyOptions;
    keyOptions.database = database;
    keyOptions.changed = [this] { notifier->changed(); };
    jwtKeys = std::make_unique<StoredJwtKeys>(std::move(keyOptions), clock, log);
    bearerCheck = std::make_unique<JwtBearerCheck>(*jwtKeys, clock);
    auto started = secrets->start();
    return started ? jwtKeys->start() : started;
}

/// Other gateways on this database may run, and somebody hold the token that they were given.
Result<> Gateway::Private::prepareAdminToken(postgres::Session &session)
{
    if (config.adminToken.empty())
        return {};
    const auto news = newsOfToken(session, config.adminName, config.adminToken);
    if (!news)
        return failure(news.error());
    if (*news == TokenNews::Known)
        return {};
    if (*news == TokenNews::Replacing)
        log.warning("another admin token was given under this name; the one before is no longer "
                    "valid, at no gateway on this database",
                    {{"name", config.adminName}});
    return ensureAdminToken(session, config.adminName, "admin", config.adminToken);
}

Result<> Gateway::Private::prepareRoutes(postgres::Session &session)
{
    if (!config.wordpressBaseUrl.empty() || !config.simulator)
        return ensureDefaultRoutes(session, config.wordpressBaseUrl, ids);
    return ensureStandInRoutes(session, ids, isAbandonedStandIn).map([this](bool wasAbandoned) {
        if (wasAbandoned)
            log.warning("the destination 'default' led to a stand-in that is gone; it leads to the "
                        "one of this gateway now");
    });
}

Result<> Gateway::Private::startStandIn()
{
    if (!config.simulator)
        return {};
    auto started = StandInWordPress::start({.sharedSecret = config.hmacSharedSecret}, clock, log);
    if (!started)
        return failure(started.error());
    standIn = std::move(*started);
    requests = std::make_unique<RequestLog>();
    return {};
}

bool Gateway::Private::hasEnvironmentDestination() const
{
    return !config.wordpressBaseUrl.empty() || !config.wordpressToken.empty();
}

/// The real `default` is served by who has been told of it only: another gateway on this database
/// has neither its token nor the right to say where its events go. Credentials that the database
/// keeps are anyone's who has the master key.
WorkerOptions Gateway::Private::workerOptions()
{
    WorkerOptions options;
    options.database = database;
    if (hasEnvironmentDestination())
        options.credentials[destinationName] = {config.wordpressToken, config.hmacSharedSecret};
    options.vault = vault ? &*vault : nullptr;
    options.bodies = bodyKeys.get();
    if (standIn)
        options.standIn = StandInTarget{standIn->url(), {{}, config.hmacSharedSecret}};
    options.changed = [this] { notifier->changed(); };
    options.metrics = &metrics;
    if (requests)
        options.tried = [this](const TriedDelivery &tried) {
            requests->add(loggedDelivery(tried, clock.now()));
        };
    return options;
}

void Gateway::Private::startThreads()
{
    upkeep = std::make_unique<Upkeep>(database, clock, log);
    roller = std::make_unique<Roller>(database, clock, log);
    startAlerts();
    if (vault)
        formerPasswords = std::make_unique<FormerPasswords>(database, *vault, log);

    worker = std::make_unique<Worker>(workerOptions(), normalizer, clock, log);

    BulkRunnerOptions bulkOptions;
    bulkOptions.database = database;
    bulkOptions.changed = [this] {
        worker->wake();
        notifier->changed();
    };
    bulk = std::make_unique<BulkRunner>(std::move(bulkOptions), clock, log);

    CommitterOptions committerOptions;
    committerOptions.database = database;
    committerOptions.committed = [this] {
        worker->wake();
        notifier->changed();
    };
    committerOptions.metrics = &metrics;
    committer = std::make_unique<Committer>(std::move(committerOptions), clock, log);
    sink = std::make_unique<CommitterSink>(*committer);
    sealingSink = std::make_unique<SealingSink>(*sink, *bodyKeys);
    background = std::make_unique<BackgroundWork>();
}

void Gateway::Private::startAlerts()
{
    NoticeSenderOptions sending;
    sending.database = database;
    sending.vault = vault ? &*vault : nullptr;
    sending.changed = [this] { notifier->changed(); };
    sending.metrics = &metrics;
    notices = std::make_unique<NoticeSender>(std::move(sending), clock, log);
    AlertWatchOptions watching;
    watching.database = database;
    watching.readConditions = admin::storedConditions;
    watching.changed = [this] {
        notices->wake();
        notifier->changed();
    };
    watching.metrics = &metrics;
    alerts = std::make_unique<AlertWatch>(std::move(watching), clock, log);
}

AdminOptions Gateway::Private::adminOptions()
{
    AdminOptions options;
    options.database = database;
    options.changed = [this] {
        worker->wake();
        bulk->wake();
        notifier->changed();
    };
    options.parts = [this] {
        return std::vector<PartHealth>{{"committer", committer->isDatabaseReachable()}};
    };
    options.secrets = [this](const std::string &source, const std::string &tenant) {
        const std::string name = tenant.empty() ? secrets->onlyTenant(source) : tenant;
        return secrets->find(source, name)
            ? TenantSecrets{name, candidateSecrets(*secrets, source, name)}
            : TenantSecrets{};
    };
    options.secretsChanged = [this] { secrets->refresh(); };
    options.jwtKeysChanged = [this] { jwtKeys->refresh(); };
    options.databaseTrouble = config.databaseTrouble;
    options.clientAddress = [proxies = proxiesOf(config)](const http::RequestHead &head) {
        return proxies.clientAddress(head);
    };
    options.vault = vault ? &*vault : nullptr;
    options.bodies = bodyKeys.get();
    options.preview = [this, given = workerOptions()](const ClaimedJob &job) {
        return previewDelivery(job, given, normalizer);
    };
    if (!config.adminToken.empty())
        options.environmentToken = config.adminName;
    if (hasEnvironmentDestination())
        options.environmentDestinations = {destinationName};
    options.wordpress = standIn.get();
    options.traffic = traffic.get();
    options.scenarios = scenarios.get();
    options.requests = requests.get();
    return options;
}

TracesOptions Gateway::Private::tracesOptions()
{
    TracesOptions options;
    options.database = database;
    options.users = userHash;
    options.clientAddress = [proxies = proxiesOf(config)](const http::RequestHead &head) {
        return proxies.clientAddress(head);
    };
    return options;
}

IngestOptions Gateway::Private::ingestOptions()
{
    IngestOptions options;
    options.publicUrl = config.publicUrl;
    options.bearerCheck = bearerCheck.get();
    options.background = background.get();
    options.proxies = proxiesOf(config);
    options.requestsPerMinute = config.rateLimit;
    options.metrics = &metrics;
    return options;
}

void Gateway::Private::makeSimulator()
{
    TrafficOptions wanted = trafficOptions(config);
    wanted.signsWith = [this](const std::string &source, const std::string &tenant,
                              const std::string &given) {
        const auto valid = secrets->find(source, tenant);
        const bool isValid = !valid || valid->empty()
            || std::find(valid->begin(), valid->end(), given) != valid->end();
        return isValid ? given : valid->front();
    };
    traffic = std::make_unique<TrafficGenerator>(wanted, clock, log);
    scenarios = std::make_unique<ScenarioRunner>(*standIn, *traffic);
    loggedIngest = std::make_unique<LoggedIngest>(
        *ingest, *requests,
        [this](const std::string &source) { return secrets->onlyTenant(source); }, clock);
}

void Gateway::Private::makeEndpoints()
{
    ingest = std::make_unique<IngestEndpoint>(ingestOptions(), normalizer, *secrets, *sealingSink,
                                              clock, log);
    if (config.simulator)
        makeSimulator();
    traces = std::make_unique<TracesEndpoint>(tracesOptions(), clock, log);
    metricsEndpoint = std::make_unique<MetricsEndpoint>(metrics);
    jwks = std::make_unique<JwksEndpoint>(*jwtKeys);
    admin = std::make_unique<AdminEndpoint>(adminOptions(), clock, log);
}

Result<std::unique_ptr<http::Server>> Gateway::Private::serve(const std::string &address,
                                                              unsigned short port, bool withAdmin)
{
    http::ServerOptions options;
    options.address = address;
    options.port = port;
    options.headRefused = [this](std::string_view path, std::string_view code) {
        ingest->headRefused(path, code);
    };
    const auto route = [this, withAdmin](const http::RequestHead &head) -> http::Endpoint * {
        const std::string_view path = head.path();
        if (path.starts_with(ingestPrefix)) {
            if (loggedIngest)
                return loggedIngest.get();
            return ingest.get();
        }
        if (path == tracesPath)
            return traces.get();
        if (path == jwksPath)
            return jwks.get();
        if (withAdmin && path == metricsPath)
            return metricsEndpoint.get();
        return withAdmin && isAdminPath(path) ? admin.get() : nullptr;
    };
    return http::Server::start(options, route, log);
}

Result<> Gateway::Private::startServers()
{
    const bool onLoopback = isLoopback(config.listenAddress);
    auto started = serve(config.listenAddress, config.listenPort, onLoopback);
    if (!started)
        return failure(started.error());
    server = std::move(*started);
    if (!onLoopback) {
        auto adminStarted = serve(config.adminListenAddress, config.adminListenPort, true);
        if (!adminStarted)
            return failure(adminStarted.error());
        adminServer = std::move(*adminStarted);
    }
    if (traffic)
        traffic->setGatewayUrl(adminServer ? adminServer->url() : server->url());
    return {};
}

Result<std::unique_ptr<Gateway>> Gateway::start(const GatewayConfig &config, const Clock &clock,
                                                Log &log)
{
    if (auto checked = checkListen(config); !checked)
        return failure(checked.error());
    auto normalizer = Normalizer::load();
    if (!normalizer)
        return failure(normalizer.error());
    auto d = std::make_unique<Private>(config, std::move(*normalizer), clock, log);
    if (auto started = d->startStandIn(); !started)
        return failure(started.error());
    if (auto prepared = d->prepareDatabase(); !prepared)
        return failure(prepared.error());
    d->startThreads();
    d->makeEndpoints();
    if (auto started = d->startServers(); !started)
        return failure(started.error());
    if (sendsCredentialsInClear(config))
        log.warning("the credentials of WORDPRESS_TOKEN are sent in clear: WORDPRESS_BASE_URL is "
                    "http, and not on this machine");
    log.info("gateway started", {{"url", d->server->url()}});
    return std::unique_ptr<Gateway>(new Gateway(std::move(d)));
}

Gateway::Gateway(std::unique_ptr<Private> d)
    : d(std::move(d))
{
}

Gateway::~Gateway() = default;

std::string Gateway::url() const
{
    return d->server->url();
}

std::string Gateway::adminUrl() const
{
    return d->adminServer ? d->adminServer->url() : d->server->url();
}

} // namespace gatehouse::gateway
