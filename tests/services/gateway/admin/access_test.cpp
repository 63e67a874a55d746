#include "adminharness.h"
#include "services/gateway/admin/routetable.h"
#include "services/gateway/simulator/requestlog.h"
#include "services/gateway/simulator/scenariorunner.h"
#include "services/gateway/simulator/standinwordpress.h"
#include "services/gateway/simulator/trafficgenerator.h"
#include "services/gateway/store/destinationsecrets.h"
#include "services/secrets/vault.h"
#include "tests/services/gateway/support/wordpresspasswords.h"
#include "tests/support/vaults.h"

#include <QFile>
#include <QSet>
#include <QTest>

namespace gatehouse::test {

namespace {

/// Who gets what of one endpoint.
struct Endpoint
{
    const char *operation; ///< as in resources/openapi/admin-v1.yaml
    const char *capability;
    /// No token, an expired and a revoked one | viewer, support, developer, admin.
    const char *callers;
    /// What an admin who is limited to a tenant, or to a source, gets of another's:
    /// not_found: as if it did not exist; unseen: what is answered says nothing of it; seen: it is
    /// not hidden, because it is of no source; everybodys: it is not theirs alone either, so that
    /// they are refused with outside_scope whatever they name; else the code of the refusal.
    const char *ofAnotherTenant;
    const char *ofAnotherSource;
};

constexpr const char *Reads = "401 401 401 | yes yes yes yes";
constexpr const char *Supports = "401 401 401 | 403 yes yes yes";
constexpr const char *Develops = "401 401 401 | 403 403 yes yes";
constexpr const char *Administers = "401 401 401 | 403 403 403 yes";

// clang-format off
constexpr std::array endpoints = {
    Endpoint{"GET /whoami",                              "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /healthz",                             "read",         "yes 401 401 | yes yes yes yes", "unseen", "unseen"},
    Endpoint{"GET /events",                              "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /{collection}/values",                 "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /events/histogram",                    "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /events/extent",                       "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /events/{id}",                         "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"GET /events/{id}/raw",                     "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"GET /events/{id}/timeline",                "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"POST /events/{id}/reenqueue",              "reenqueue",    Supports,    "not_found",     "not_found"},
    Endpoint{"POST /events/{id}/discard",                "discard",      Supports,    "not_found",     "not_found"},
    Endpoint{"POST /events/{id}/reveal",                 "reveal",       Supports,    "not_found",     "not_found"},
    Endpoint{"GET /jobs",                                "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /jobs/{id}",                           "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"POST /jobs/{id}/retry",                    "retry",        Supports,    "not_found",     "not_found"},
    Endpoint{"POST /jobs/{id}/run-now",                  "retry",        Supports,    "not_found",     "not_found"},
    Endpoint{"POST /jobs/{id}/cancel",                   "cancel",       Supports,    "not_found",     "not_found"},
    Endpoint{"GET /dlq",                                 "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /dlq/groups",                          "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /dlq/groups/{id}",                    "groups",       Supports,    "not_found",     "not_found"},
    Endpoint{"GET /dlq/{id}/payload",                    "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"POST /dlq/{id}/dry-run",                   "reenqueue",    Supports,    "not_found",     "not_found"},
    Endpoint{"POST /dlq/{id}/edit-and-retry",            "reenqueue",    Supports,    "not_found",     "not_found"},
    Endpoint{"POST /dlq/{id}/undo",                      "discard",      Supports,    "not_found",     "not_found"},
    Endpoint{"GET /dlq/{id}",                            "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"POST /dlq/{id}/reenqueue",                 "reenqueue",    Supports,    "not_found",     "not_found"},
    Endpoint{"POST /dlq/{id}/discard",                   "discard",      Supports,    "not_found",     "not_found"},
    Endpoint{"GET /bulk-operations",                     "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /bulk-operations",                    "bulk",         Supports,    "nothing_to_do", "nothing_to_do"},
    Endpoint{"GET /bulk-operations/{id}",                "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"GET /bulk-operations/{id}/stream",         "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"GET /bulk-operations/{id}/items",          "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"GET /bulk-operations/{id}/pace",           "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"GET /bulk-items",                          "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /bulk-operations/{id}/pause",         "bulk",         Supports,    "not_found",     "not_found"},
    Endpoint{"POST /bulk-operations/{id}/resume",        "bulk",         Supports,    "not_found",     "not_found"},
    Endpoint{"POST /bulk-operations/{id}/cancel",        "bulk",         Supports,    "not_found",     "not_found"},
    Endpoint{"GET /deliveries",                          "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /deliveries/{id}",                     "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"GET /audit",                               "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /audit/{sequence}",                    "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"GET /tokens",                              "tokens",       Administers, "unseen",        "unseen"},
    Endpoint{"POST /tokens",                             "tokens",       Administers, "outside_scope", "unknown_source"},
    Endpoint{"POST /tokens/{id}/rotate",                 "tokens",       Administers, "not_found",     "not_found"},
    Endpoint{"POST /tokens/{id}/rollback",               "tokens",       Administers, "not_found",     "not_found"},
    Endpoint{"POST /tokens/{id}/retire",                 "tokens",       Administers, "not_found",     "not_found"},
    Endpoint{"POST /tokens/{id}/revoke",                 "tokens",       Administers, "not_found",     "not_found"},
    Endpoint{"GET /destinations",                        "read",         Reads,       "unseen",        "seen"},
    Endpoint{"POST /destinations",                       "destinations", Administers, "outside_scope", "outside_scope"},
    Endpoint{"GET /destinations/{destination}",          "read",         Reads,       "not_found",     "seen"},
    Endpoint{"POST /destinations/{destination}",         "destinations", Administers, "not_found",     "outside_scope"},
    Endpoint{"GET /destinations/{destination}/usage",    "read",         Reads,       "not_found",     "seen"},
    Endpoint{"POST /destinations/{destination}/rollback","destinations", Administers, "not_found",     "outside_scope"},
    Endpoint{"POST /destinations/{destination}/application-password/rotate", "destinations", Administers, "not_found", "outside_scope"},
    Endpoint{"POST /destinations/{destination}/application-password/retire", "destinations", Administers, "not_found", "outside_scope"},
    Endpoint{"POST /destinations/{destination}/retire",  "destinations", Administers, "not_found",     "outside_scope"},
    Endpoint{"POST /destinations/{destination}/delete",  "destinations", Administers, "not_found",     "outside_scope"},
    Endpoint{"GET /secrets",                             "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /secrets/{id}",                        "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"POST /secrets/{id}/revoke",                "secrets",      Administers, "not_found",     "not_found"},
    Endpoint{"GET /secrets/{source}/{tenant}/usage",     "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"POST /secrets/{source}/{tenant}/rotate",   "secrets",      Administers, "not_found",     "not_found"},
    Endpoint{"POST /secrets/{source}/{tenant}/rollback", "secrets",      Administers, "not_found",     "not_found"},
    Endpoint{"POST /secrets/{source}/{tenant}/extend",   "secrets",      Administers, "not_found",     "not_found"},
    Endpoint{"POST /secrets/{source}/{tenant}/test",     "secrets",      Administers, "not_found",     "not_found"},
    Endpoint{"POST /secrets/rekey",                      "secrets",      Administers, "everybodys",    "everybodys"},
    Endpoint{"GET /secret-policies",                     "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /secret-policies/{source}",           "secrets",      Administers, "everybodys",    "not_found"},
    Endpoint{"GET /privacy",                             "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /privacy",                            "privacy",      Administers, "everybodys",    "everybodys"},
    Endpoint{"GET /masking-rules",                       "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /masking-rules",                      "privacy",      Administers, "outside_scope", "unknown_source"},
    Endpoint{"POST /masking-rules/{id}/delete",          "privacy",      Administers, "not_found",     "not_found"},
    Endpoint{"GET /body-keys",                           "read",         Reads,       "unseen",        "seen"},
    Endpoint{"POST /body-keys/{tenant}",                 "privacy",      Administers, "outside_scope", "everybodys"},
    Endpoint{"POST /deploys",                            "deploys",      Develops,    "everybodys",    "everybodys"},
    Endpoint{"POST /replays",                            "replay",       Develops,    "unseen",        "unseen"},
    Endpoint{"GET /production-grants",                   "replay",       Develops,    "unseen",        "unseen"},
    Endpoint{"POST /production-grants",                  "grants",       Administers, "everybodys",    "everybodys"},
    Endpoint{"GET /agent-events",                        "read",         Reads,       "unseen",        "everybodys"},
    Endpoint{"GET /agent-events/{id}",                   "read",         Reads,       "not_found",     "everybodys"},
    Endpoint{"GET /alerts",                              "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /alerts/{id}",                         "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"POST /alerts/{id}/acknowledge",            "acknowledge",  Supports,    "not_found",     "not_found"},
    Endpoint{"GET /alert-rules",                         "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /alert-rules",                        "alerts",       Administers, "everybodys",    "everybodys"},
    Endpoint{"POST /alert-rules/dry-run",                "alerts",       Administers, "everybodys",    "everybodys"},
    Endpoint{"POST /alert-rules/{id}/delete",            "alerts",       Administers, "everybodys",    "everybodys"},
    Endpoint{"GET /budgets",                             "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /budgets",                            "alerts",       Administers, "everybodys",    "everybodys"},
    Endpoint{"POST /budgets/dry-run",                    "alerts",       Administers, "everybodys",    "everybodys"},
    Endpoint{"POST /budgets/{id}/delete",                "alerts",       Administers, "everybodys",    "everybodys"},
    Endpoint{"GET /alert-channels",                      "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /alert-channels",                     "alerts",       Administers, "everybodys",    "everybodys"},
    Endpoint{"POST /alert-channels/{id}/delete",         "alerts",       Administers, "everybodys",    "everybodys"},
    Endpoint{"POST /alert-channels/{id}/test",           "alerts",       Administers, "everybodys",    "everybodys"},
    Endpoint{"GET /prices",                              "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /prices",                             "prices",       Administers, "everybodys",    "everybodys"},
    Endpoint{"GET /retention",                           "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /retention",                          "retention",    Administers, "everybodys",    "everybodys"},
    Endpoint{"POST /retention/dry-run",                  "retention",    Administers, "everybodys",    "everybodys"},
    Endpoint{"POST /retention/run",                      "retention",    Administers, "everybodys",    "everybodys"},
    Endpoint{"GET /jwt-keys",                            "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /jwt-keys/{id}",                       "read",         Reads,       "everybodys",    "everybodys"},
    Endpoint{"GET /jwt-keys/usage",                      "read",         Reads,       "everybodys",    "everybodys"},
    Endpoint{"POST /jwt-keys/rotate",                    "secrets",      Administers, "everybodys",    "everybodys"},
    Endpoint{"POST /jwt-keys/rollback",                  "secrets",      Administers, "everybodys",    "everybodys"},
    Endpoint{"POST /jwt-keys/extend",                    "secrets",      Administers, "everybodys",    "everybodys"},
    Endpoint{"POST /jwt-keys/{id}/revoke",               "secrets",      Administers, "everybodys",    "everybodys"},
    Endpoint{"GET /routes",                              "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /routes",                             "routes",       Administers, "outside_scope", "unknown_source"},
    Endpoint{"GET /routes/{id}",                         "read",         Reads,       "not_found",     "not_found"},
    Endpoint{"POST /routes/{id}",                        "routes",       Administers, "not_found",     "not_found"},
    Endpoint{"POST /routes/{id}/delete",                 "routes",       Administers, "not_found",     "not_found"},
    Endpoint{"GET /circuit-breakers",                    "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /circuit-breakers/{host}/reset",      "breakers",     Administers, "everybodys",    "everybodys"},
    Endpoint{"GET /workers",                             "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /workers/pause",                      "workers",      Administers, "everybodys",    "everybodys"},
    Endpoint{"POST /workers/resume",                     "workers",      Administers, "everybodys",    "everybodys"},
    Endpoint{"GET /metrics/query",                       "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"GET /metrics/report",                      "read",         Reads,       "unseen",        "everybodys"},
    Endpoint{"GET /results",                             "read",         Reads,       "unseen",        "unseen"},
    Endpoint{"POST /verify",                             "verify",       Develops,    "unknown_tenant","field_invalid"},
    Endpoint{"GET /simulator/status",                    "simulator",    Develops,    "everybodys",    "everybodys"},
    Endpoint{"POST /simulator/traffic",                  "simulator",    Develops,    "everybodys",    "everybodys"},
    Endpoint{"POST /simulator/traffic/stop",             "simulator",    Develops,    "everybodys",    "everybodys"},
    Endpoint{"POST /simulator/wordpress",                "simulator",    Develops,    "everybodys",    "everybodys"},
    Endpoint{"GET /simulator/scenarios",                 "simulator",    Develops,    "everybodys",    "everybodys"},
    Endpoint{"POST /simulator/scenarios/{id}/run",       "simulator",    Develops,    "everybodys",    "everybodys"},
    Endpoint{"POST /simulator/scenarios/stop",           "simulator",    Develops,    "everybodys",    "everybodys"},
    Endpoint{"GET /simulator/requests",                  "simulator",    Develops,    "everybodys",    "everybodys"},
};
// clang-format on

/// The lists that count, too.
constexpr std::array countedLists = {
    "events", "jobs",         "dlq",    "bulk-operations", "deliveries", "agent-events", "audit",
    "tokens", "destinations", "routes", "secrets",         "jwt-keys",   "bulk-items"};

constexpr const char *ofAnother(const Endpoint &endpoint, bool isTenant)
{
    return isTenant ? endpoint.ofAnotherTenant : endpoint.ofAnotherSource;
}

constexpr std::array callers = {"none",    "expired",   "revoked", "viewer",
                                "support", "developer", "admin"};

QStringList expectationsOf(const Endpoint &endpoint)
{
    return QString::fromLatin1(endpoint.callers).remove(u'|').split(u' ', Qt::SkipEmptyParts);
}

/// Whose something is.
struct Owner
{
    std::string tenant;
    std::string source;
    bool exists = true; ///< else nothing is made, and what is named is not there
};

const Owner us{"acme", "stripe"};

/// Another one, and one that there is not, which are told apart from us by `name` alone.
struct Others
{
    Owner them;
    Owner nobody;
    std::string name;
};

const Others otherTenants{{"globex", "stripe"}, {"nobody", "stripe", false}, "globex"};
const Others otherSources{{"acme", "github"}, {"acme", "nosuch", false}, "github"};

gateway::TenantSecrets secretsOf(const std::string &, const std::string &tenant)
{
    if (tenant != us.tenant && tenant != otherTenants.name)
        return {};
    return {tenant, {{.secret = "a secret", .label = "version 1"}}};
}

} // namespace

/// Every endpoint of the document, by everybody who may call it, over real HTTP.
class AccessTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void everyEndpointOfTheDocumentIsInTheTable();
    void theTableSaysWhatTheGatewayAsksFor();
    void everyCallerGetsWhatTheTableSays_data() { addEndpoints(); }
    void everyCallerGetsWhatTheTableSays();
    void whoamiPromisesWhatARoleGets_data();
    void whoamiPromisesWhatARoleGets();
    void whoamiPromisesWhatALimitedTokenGets_data();
    void whoamiPromisesWhatALimitedTokenGets();
    void aTelemetryTokenOpensNothing_data() { addEndpoints(); }
    void aTelemetryTokenOpensNothing();
    void aTenantsTokenLearnsNothingOfAnother_data() { addEndpoints(); }
    void aTenantsTokenLearnsNothingOfAnother();
    void aSourcesTokenLearnsNothingOfAnother_data() { addEndpoints(); }
    void aSourcesTokenLearnsNothingOfAnother();

private:
    struct Request
    {
        std::string path;
        std::string body;
    };
    static void addEndpoints();
    static QSet<QString> documented();
    std::string addDestination(const Owner &owner);
    std::string addDestinationWithPassword(const Owner &owner, bool hasFormer);
    std::string addRoute(const Owner &owner);
    std::string addToken(const Owner &owner);
    std::string addMaskingRule(const Owner &owner);
    void addBodyKey(const Owner &owner);
    std::string addLedgerEntry(const Owner &owner);
    std::string addSecrets(const Owner &owner);
    std::string addJwtKeys();
    std::string addBreaker();
    std::string addWaitingJob(const Owner &owner);
    std::string addLetterGroup(const Owner &owner);
    std::string addBulkOperation(const Owner &owner, const std::string &state);
    std::string addAgentEvent(const Owner &owner);
    std::string addAlert(const Owner &owner);
    std::string addAlertRule(const Owner &owner);
    std::string addBudget(const Owner &owner);
    std::string addAlertChannel(const Owner &owner);
    void addOneOfEach(const Owner &owner);
    std::string existing(const std::string &pattern, const Owner &owner);
    std::string bodyOf(const std::string &operation, const Owner &owner);
    void addMeasured(const Owner &owner);
    void setTheScene(const std::string &operation, const Owner &owner);
    Request prepare(const std::string &operation, const Owner &owner);
    Answer send(const std::string &operation, const Request &request,
                const std::string &token) const;
    Answer call(const std::string &operation, const Owner &owner, const std::string &token);
    static QByteArray comparable(const std::string &operation, const Answer &answer);
    QByteArray countOf(const std::string &operation, const std::string &token) const;
    void checkUnseen(const std::string &operation, const Others &others, const std::string &token);
    void checkOfAnother(const std::string &operation, const QString &expected, const Others &others,
                        const std::string &token);
    QStringList capabilities(const std::string &token) const;
    std::string tokenOf(const std::string &caller) const;

    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
    const secrets::Vault m_vault = vaultOf('k');
    WordPressPasswords m_passwords;
    gateway::RequestLog m_requests;
    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<gateway::StandInWordPress> m_wordpress;
    std::unique_ptr<gateway::TrafficGenerator> m_traffic;
    std::unique_ptr<gateway::ScenarioRunner> m_scenarios;
    std::unique_ptr<AdminHarness> m_harness;
    std::string m_tenantsToken, m_sourcesToken, m_telemetryToken;
    int m_number = 0;
};

namespace {

// moc loses its way behind some raw literals, so these stand below the class.
constexpr const char *standIn = R"("base_url":"http:\/\/wordpress-stand-in.invalid")";
constexpr const char *reason = R"("reason":"a test")";

std::string quoted(const std::string &text)
{
    return '"' + text + '"';
}

} // namespace

void AccessTest::initTestCase()
{
    m_cluster = TestCluster::start();
    auto started = gateway::StandInWordPress::start({.sharedSecret = "secret"}, m_clock, m_log);
    QVERIFY(started);
    m_wordpress = std::move(*started);
    gateway::TrafficOptions traffic; // never told where the gateway is, so nothing is sent
    traffic.secrets["stripe"] = {{us.tenant, "a secret"}, {otherTenants.name, "a secret"}};
    m_traffic = std::make_unique<gateway::TrafficGenerator>(traffic, m_clock, m_log);
    m_scenarios = std::make_unique<gateway::ScenarioRunner>(*m_wordpress, *m_traffic);
    gateway::AdminOptions options;
    options.wordpress = m_wordpress.get();
    options.traffic = m_traffic.get();
    options.scenarios = m_scenarios.get();
    options.requests = &m_requests;
    options.secrets = secretsOf;
    options.vault = &m_vault;
    m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
    auto session = m_harness->database.session("gatehouse_gateway");
    for (const char *name : {"expired", "revoked"})
        QVERIFY(gateway::ensureAdminToken(session, name, "admin", AdminHarness::tokenOf(name)));
    m_harness->sql("UPDATE gatehouse.admin_token SET expires_at = now() WHERE name = 'expired'");
    m_harness->sql("UPDATE gatehouse.admin_token SET revoked_at = now() WHERE name = 'revoked'");
    m_tenantsToken = m_harness->addScopedToken("admin", {us.tenant});
    m_sourcesToken = m_harness->addScopedToken("admin", {}, {us.source});
    m_telemetryToken = m_harness->addScopedToken("telemetry", {});
}

void AccessTest::cleanupTestCase()
{
    m_harness.reset();
    m_scenarios.reset();
    m_traffic.reset();
    m_wordpress.reset();
}

void AccessTest::addEndpoints()
{
    QTest::addColumn<std::size_t>("index");
    for (std::size_t i = 0; i < endpoints.size(); ++i)
        QTest::newRow(endpoints[i].operation) << i;
}

/// "GET /events": read off the lines of `paths`, of which each path and each method has one.
QSet<QString> AccessTest::documented()
{
    QFile file(QStringLiteral(GATEHOUSE_OPENAPI));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no document");
    QSet<QString> found;
    QString path;
    bool isInPaths = false;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).chopped(1);
        if (!line.startsWith(u' ') && !line.isEmpty())
            isInPaths = line == u"paths:";
        if (isInPaths && line.startsWith(QStringLiteral("  /")))
            path = line.trimmed().chopped(1);
        if (isInPaths && (line == u"    get:" || line == u"    post:"))
            found += line.trimmed().chopped(1).toUpper() + u' ' + path;
    }
    return found;
}

void AccessTest::everyEndpointOfTheDocumentIsInTheTable()
{
    QSet<QString> tested;
    for (const Endpoint &endpoint : endpoints)
        tested += QString::fromLatin1(endpoint.operation);
    const QSet<QString> missing = documented() - tested;
    const QSet<QString> gone = tested - documented();
    QVERIFY2(missing.isEmpty(), qPrintable(QStringList(missing.values()).join(u'\n')));
    QVERIFY2(gone.isEmpty(), qPrintable(QStringList(gone.values()).join(u'\n')));
}

void AccessTest::theTableSaysWhatTheGatewayAsksFor()
{
    QMap<QString, QString> asked;
    for (const gateway::admin::Route &route : gateway::admin::routeTable())
        asked[QString::fromStdString(std::string(route.method) + " /"
                                     + std::string(route.pattern))] =
            QString::fromStdString(std::string(route.capability));
    for (const Endpoint &endpoint : endpoints)
        QCOMPARE(QString::fromLatin1(endpoint.capability),
                 asked.value(QString::fromLatin1(endpoint.operation)));
}

std::string AccessTest::addDestination(const Owner &owner)
{
    const std::string name = "made-" + std::to_string(++m_number);
    m_harness->sql("INSERT INTO gatehouse.destination (id, name, tenant, base_url, auth_type,"
                   " credential, signing_secret, previous_signing_secret, previous_fingerprint,"
                   " previous_expires_at, master_key) VALUES ($1, $2, $3,"
                   " 'http:' || '//127.0.0.1', 'bearer', 'x', 'x', 'x', 'former',"
                   " now() + interval '1 day', 'key')",
                   {m_harness->ids.next(), name, owner.tenant});
    return name;
}

/// Its application password is WordPress's, and the one before is not yet taken away where that is
/// to be done.
std::string AccessTest::addDestinationWithPassword(const Owner &owner, bool hasFormer)
{
    const std::string name = addDestination(owner);
    const Uuid id = m_harness->sql("SELECT id FROM gatehouse.destination WHERE name = $1", {name})
                        .get<Uuid>(0, 0);
    m_harness->sql(
        "UPDATE gatehouse.destination SET base_url = $2, auth_type = 'basic',"
        " credential = $3, master_key = $4 WHERE id = $1",
        {id, m_passwords.url(),
         postgres::Bytes{*m_vault.seal("gatehouse:first", gateway::credentialIdentity(id))},
         m_vault.fingerprint()});
    if (hasFormer)
        m_harness->sql("UPDATE gatehouse.destination SET previous_password_id = 'former',"
                       " previous_password_expires_at = now() + interval '1 h' WHERE id = $1",
                       {id});
    return name;
}

std::string AccessTest::addRoute(const Owner &owner)
{
    const std::string destination = addDestination(owner);
    const Uuid id = m_harness->ids.next();
    m_harness->sql("INSERT INTO gatehouse.route (id, source, event_type, tenant, destination_id,"
                   " path, mode) SELECT $1, $2, 'x.*', tenant, id, '/x', 'off'"
                   " FROM gatehouse.destination WHERE name = $3",
                   {id, owner.source, destination});
    return id.toString();
}

std::string AccessTest::addLedgerEntry(const Owner &owner)
{
    m_harness->post("dlq/" + m_harness->addFailed(owner.tenant, owner.source).letter + "/discard");
    return m_harness->database.cell("SELECT max(sequence) FROM console.audit").toStdString();
}

/// One that replaces another, whose time is not over.
std::string AccessTest::addToken(const Owner &owner)
{
    const std::string token = m_harness->addScopedToken("viewer", {owner.tenant}, {owner.source});
    return m_harness
        ->sql("UPDATE gatehouse.admin_token SET previous_hash = sha256(id::text::bytea),"
              " previous_expires_at = now() + interval '1 h' WHERE name = $1 RETURNING id",
              {"scoped " + token})
        .get<Uuid>(0, 0)
        .toString();
}

std::string AccessTest::addMaskingRule(const Owner &owner)
{
    const Uuid id = m_harness->ids.next();
    m_harness->sql("INSERT INTO gatehouse.masking_rule (id, created_at, created_by, tenant, source,"
                   " path, kind) VALUES ($1, $2, 'somebody', $3, $4, '/**/nickname', 'text')",
                   {id, id.time(), owner.tenant, owner.source});
    return id.toString();
}

void AccessTest::addBodyKey(const Owner &owner)
{
    const Uuid id = m_harness->ids.next();
    m_harness->sql("INSERT INTO gatehouse.body_key (id, created_at, created_by, tenant, state,"
                   " fingerprint, sealed, master_key) VALUES ($1, $2, 'somebody', $3, 'former',"
                   " $1::text, 'x', 'key')",
                   {id, id.time(), owner.tenant});
}

/// An active one and one whose overlap is not over; the id of the latter.
std::string AccessTest::addSecrets(const Owner &owner)
{
    m_harness->sql("DELETE FROM gatehouse.provider_secret WHERE source = $1 AND tenant = $2",
                   {owner.source, owner.tenant});
    Uuid id;
    for (const std::string state : {"active", "retiring"}) {
        id = m_harness->ids.next();
        m_harness->sql("INSERT INTO gatehouse.provider_secret (id, created_at, source, tenant,"
                       " version, state, created_by, active_since, expires_at, fingerprint,"
                       " master_key, sealed) VALUES ($1, $2, $3, $4, $5, $6, 'somebody', now(),"
                       " CASE WHEN $5 = 1 THEN now() + interval '1 day' END, '00000000', 'key',"
                       " 'x')",
                       {id, id.time(), owner.source, owner.tenant,
                        std::int64_t(state == "active" ? 2 : 1), state});
    }
    m_harness->sql("INSERT INTO gatehouse.secret_policy (source, days, changed_by)"
                   " VALUES ($1, 30, 'somebody') ON CONFLICT DO NOTHING",
                   {owner.source});
    return id.toString();
}

/// The same of keys, which are everybody's.
std::string AccessTest::addJwtKeys()
{
    m_harness->sql("DELETE FROM gatehouse.jwt_key");
    Uuid id;
    for (const std::string state : {"active", "retiring"}) {
        id = m_harness->ids.next();
        m_harness->sql("INSERT INTO gatehouse.jwt_key (id, created_at, kid, algorithm, public_key,"
                       " issuer, audience, state, created_by, active_since)"
                       " VALUES ($1, $2, rpad($3, 43, 'x'), 'ES256', 'PEM', 'globex', 'gatehouse',"
                       " $3, 'somebody', now())",
                       {id, id.time(), state});
    }
    return id.toString();
}

std::string AccessTest::addBreaker()
{
    m_harness->sql("INSERT INTO gatehouse.circuit_breaker (host, worker, probe_at) VALUES"
                   " ('globex.example:443', 'worker of globex', now()) ON CONFLICT DO NOTHING");
    return "globex.example:443";
}

std::string AccessTest::addWaitingJob(const Owner &owner)
{
    return m_harness->addJob(m_harness->addEvent("queued", owner.tenant, owner.source), "waiting");
}

/// Of letters of this owner alone.
std::string AccessTest::addLetterGroup(const Owner &owner)
{
    const auto failed = m_harness->addFailed(owner.tenant, owner.source);
    m_harness->sql("UPDATE gatehouse.dead_letter SET fingerprint = tenant || source WHERE id = $1",
                   {*Uuid::parse(failed.letter)});
    return m_harness->database
        .cell("SELECT id FROM console.dead_letter_groups WHERE fingerprint = $1",
              {owner.tenant + owner.source})
        .toStdString();
}

/// With nothing left to do.
std::string AccessTest::addBulkOperation(const Owner &owner, const std::string &state)
{
    const auto failed = m_harness->addFailed(owner.tenant, owner.source);
    const Uuid id = m_harness->ids.next();
    m_harness->sql(
        "INSERT INTO gatehouse.bulk_operation (id, created_at, action, state, selection,"
        " rate_per_second, ramp, stop_on_failure_ratio, reason, created_by, created_role,"
        " tenants, sources, total, pending, done, not_eligible, state_changed_by)"
        " VALUES ($1, $2, 'reenqueue', $3, '{\"all\":true}', 10, false, 0.5, 'a test',"
        " 'somebody', 'support', ARRAY[$4::text], ARRAY[$5::text], 1, 0, 1, 0, 'somebody')",
        {id, id.time(), state, owner.tenant, owner.source});
    m_harness->sql(
        "INSERT INTO gatehouse.bulk_item (operation_id, created_at, target_id, job_id,"
        " event_id, tenant, source, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, 'done')",
        {id, id.time(), *Uuid::parse(failed.letter), *Uuid::parse(failed.job),
         *Uuid::parse(failed.event), owner.tenant, owner.source});
    return id.toString();
}

/// With an entry in the ledger, an outcome to poll and a worker that is busy with it.
void AccessTest::addMeasured(const Owner &owner)
{
    m_harness->sql("INSERT INTO gatehouse.metric_series (measure, labels) VALUES ('ingest',"
                   " jsonb_build_object('tenant', $1::text, 'source', $2::text))"
                   " ON CONFLICT DO NOTHING",
                   {owner.tenant, owner.source});
    m_harness->sql(
        "INSERT INTO gatehouse.metric_day SELECT '2026-11-17T00:00Z', id, 1, 0, '{}', '{}'"
        " FROM gatehouse.metric_series WHERE labels->>'tenant' = $1"
        " AND labels->>'source' = $2"
        " ON CONFLICT (at, series) DO UPDATE SET calls = metric_day.calls + 1",
        {owner.tenant, owner.source});
}

std::string AccessTest::addAgentEvent(const Owner &owner)
{
    const Uuid id = m_harness->ids.next();
    m_harness->sql("INSERT INTO gatehouse.agent_event (id, received_at, ts, trace_id, span_id,"
                   " tenant, status, latency_ms) VALUES ($1, $2, $2, $1::text, 'a', $3, 'ok', 1)",
                   {id, id.time(), owner.tenant});
    return id.toString();
}

std::string AccessTest::addAlert(const Owner &owner)
{
    const Uuid id = m_harness->ids.next();
    m_harness->sql("INSERT INTO gatehouse.alert (id, fired_at, rule, kind, severity, subject,"
                   " subject_text, tenant, source, value, unit) VALUES ($1, $2, 'a rule',"
                   " 'bad_signatures', 'warning', $3::text || $1::text, $3, $3, $4, 10, '')",
                   {id, id.time(), owner.tenant, owner.source});
    return id.toString();
}

std::string AccessTest::addAlertRule(const Owner &owner)
{
    const Uuid id = m_harness->ids.next();
    m_harness->sql("INSERT INTO gatehouse.alert_rule (id, name, kind, severity, tenant, changed_by)"
                   " VALUES ($1, $2, 'secret_overdue', 'warning', $2, 'somebody')",
                   {id, owner.tenant});
    return id.toString();
}

std::string AccessTest::addBudget(const Owner &owner)
{
    const Uuid id = m_harness->ids.next();
    m_harness->sql("INSERT INTO gatehouse.budget (id, name, tenant, period, limit_usd, changed_by)"
                   " VALUES ($1, $2, $2, 'day', 10, 'somebody')",
                   {id, owner.tenant});
    return id.toString();
}

/// Where nobody listens.
std::string AccessTest::addAlertChannel(const Owner &owner)
{
    const Uuid id = m_harness->ids.next();
    m_harness->sql("INSERT INTO gatehouse.alert_channel (id, name, kind, minimum_severity, host,"
                   " smtp_url, sender, recipients, changed_by) VALUES ($1, $2 || $1::text, 'email',"
                   " 'warning', '127.0.0.1:1', 'smtp:' || '//127.0.0.1:1', 'a@example.com',"
                   " '{b@example.com}', 'somebody')",
                   {id, owner.tenant});
    return id.toString();
}

void AccessTest::addOneOfEach(const Owner &owner)
{
    const auto failed = m_harness->addFailed(owner.tenant, owner.source);
    QCOMPARE(m_harness->post("dlq/" + failed.letter + "/discard").status, 200);
    m_harness->addDelivery(m_harness->addFailed(owner.tenant, owner.source).job);
    m_harness->sql("UPDATE gatehouse.job_execution SET status = 'running', worker = $2"
                   " WHERE id = $1",
                   {*Uuid::parse(addWaitingJob(owner)), owner.tenant + " on " + owner.source});
    addRoute(owner);
    addMaskingRule(owner);
    addBodyKey(owner);
    addToken(owner);
    addSecrets(owner);
    addJwtKeys();
    addBreaker();
    addMeasured(owner);
    addBulkOperation(owner, "finished");
    addAlert(owner);
    addAlertRule(owner);
    addBudget(owner);
    addAlertChannel(owner);
}

/// What stands in the path for its parameter.
std::string AccessTest::existing(const std::string &pattern, const Owner &owner)
{
    const auto isBelow = [&](const char *prefix) { return pattern.starts_with(prefix); };
    if (!owner.exists && !isBelow("/circuit-breakers") && !isBelow("/simulator"))
        return randomUuid().toString();
    if (isBelow("/events"))
        return m_harness->addFailed(owner.tenant, owner.source).event;
    if (isBelow("/jobs"))
        return pattern.ends_with("/cancel") || pattern.ends_with("/run-now")
            ? addWaitingJob(owner)
            : m_harness->addFailed(owner.tenant, owner.source).job;
    if (isBelow("/dlq/groups"))
        return addLetterGroup(owner);
    if (pattern.ends_with("/undo")) {
        const auto failed = m_harness->addFailed(owner.tenant, owner.source);
        m_harness->sql("UPDATE gatehouse.dead_letter SET state = 'discarded' WHERE id = $1",
                       {*Uuid::parse(failed.letter)});
        return failed.letter;
    }
    if (isBelow("/dlq"))
        return m_harness->addFailed(owner.tenant, owner.source).letter;
    if (isBelow("/bulk-operations"))
        return addBulkOperation(owner,
                                pattern.ends_with("/resume")       ? "paused"
                                    : pattern.ends_with("/pause")  ? "running"
                                    : pattern.ends_with("/cancel") ? "stopped"
                                                                   : "finished");
    if (isBelow("/deliveries"))
        return m_harness->addDelivery(m_harness->addFailed(owner.tenant, owner.source).job);
    if (isBelow("/audit"))
        return addLedgerEntry(owner);
    if (isBelow("/tokens"))
        return addToken(owner);
    if (isBelow("/secrets"))
        return addSecrets(owner);
    if (isBelow("/jwt-keys"))
        return addJwtKeys();
    if (pattern.find("/application-password/") != std::string::npos)
        return addDestinationWithPassword(owner, pattern.ends_with("/retire"));
    if (isBelow("/destinations"))
        return addDestination(owner);
    if (isBelow("/routes"))
        return addRoute(owner);
    if (isBelow("/masking-rules"))
        return addMaskingRule(owner);
    if (isBelow("/agent-events"))
        return addAgentEvent(owner);
    if (isBelow("/alerts"))
        return addAlert(owner);
    if (isBelow("/alert-rules"))
        return addAlertRule(owner);
    if (isBelow("/alert-channels"))
        return addAlertChannel(owner);
    if (isBelow("/budgets"))
        return addBudget(owner);
    return isBelow("/circuit-breakers") ? addBreaker() : "black_friday";
}

std::string AccessTest::bodyOf(const std::string &operation, const Owner &owner)
{
    const std::string name = quoted("new-" + std::to_string(++m_number));
    const std::string tenant = quoted(owner.tenant);
    const std::string source = quoted(owner.source);
    if (operation == "POST /tokens")
        return R"({"name":)" + name + R"(,"role":"viewer","tenants":[)" + tenant
            + R"(],"sources":[)" + source + "]," + reason + '}';
    if (operation == "POST /dlq/groups/{id}")
        return std::string(R"({"state":"acknowledged",)") + reason + '}';
    if (operation == "POST /dlq/{id}/edit-and-retry")
        return std::string(R"({"payload":{"id":"evt_2","type":"invoice.paid"},)") + reason + '}';
    if (operation == "POST /bulk-operations")
        return R"({"action":"reenqueue","selection":{"ids":[)"
            + quoted(owner.exists ? m_harness->addFailed(owner.tenant, owner.source).letter
                                  : randomUuid().toString())
            + "]}," + reason + '}';
    if (operation == "POST /tokens/{id}/rotate")
        return std::string(R"({"overlap_seconds":0,)") + reason + '}';
    if (operation == "POST /destinations")
        return R"({"name":)" + name + R"(,"tenant":)" + tenant + ',' + standIn + '}';
    if (operation == "POST /destinations/{destination}")
        return std::string("{") + standIn + ',' + reason + '}';
    if (operation == "POST /routes")
        return R"({"event_type":)" + name + R"(,"tenant":)" + tenant + R"(,"source":)" + source
            + R"(,"destination":)" + quoted(addDestination(us)) + R"(,"path":"\/x","mode":"off"})";
    if (operation == "POST /routes/{id}")
        return std::string(R"({"mode":"mirror",)") + reason + '}';
    if (operation == "POST /jwt-keys/rotate")
        return std::string(R"({"algorithm":"ES256",)") + reason + '}';
    if (operation == "POST /jwt-keys/extend" || operation.ends_with("{tenant}/extend"))
        return std::string(R"({"overlap_seconds":60,)") + reason + '}';
    if (operation == "POST /secret-policies/{source}")
        return std::string(R"({"days":30,)") + reason + '}';
    if (operation == "POST /events/{id}/reveal")
        return std::string(R"({"fields":["\/event\/source"],)") + reason + '}';
    if (operation == "POST /privacy")
        return std::string(R"({"masking":"auto",)") + reason + '}';
    if (operation == "POST /masking-rules")
        return R"({"kind":"text","path":"\/**\/nickname","tenant":)" + tenant + R"(,"source":)"
            + source + ',' + reason + '}';
    if (operation == "POST /body-keys/{tenant}")
        return std::string(R"({"sealed":true,)") + reason + '}';
    if (operation == "POST /alert-rules")
        return R"({"rules":[{"name":)" + name
            + R"(,"kind":"secret_overdue","severity":"warning"}],)" + reason + '}';
    if (operation == "POST /alert-rules/dry-run")
        return R"({"rule":{"name":"x","kind":"secret_overdue","severity":"warning"},"hours":1})";
    if (operation == "POST /budgets")
        return R"({"budgets":[{"name":)" + name + R"(,"period":"day","limit_usd":10}],)" + reason
            + '}';
    if (operation == "POST /budgets/dry-run")
        return R"({"budget":{"name":"x","period":"day","limit_usd":10}})";
    if (operation == "POST /alert-channels")
        return R"({"channels":[{"name":)" + name
            + R"(,"kind":"email","smtp_url":"smtp:\/\/127.0.0.1:1","from":"a@example.com",)"
              R"("to":["b@example.com"]}],)"
            + reason + '}';
    if (operation == "POST /prices")
        return std::string(R"({"prices":[{"model":"large","valid_from":"2026-11-01"}],)") + reason
            + '}';
    if (operation == "POST /retention")
        return std::string(R"({"rules":[{"collection":"refused","days":30}],)") + reason + '}';
    if (operation == "POST /retention/dry-run")
        return "{}";
    if (operation == "POST /deploys")
        return std::string(R"({"name":"shop 1.4.2",)") + reason + '}';
    if (operation == "POST /replays")
        return std::string(R"({"id":"01a1e9b4-ed58-7327-b569-6ed663e67889","phase":"plan",)")
            + R"("target":"staging","environment":"staging","events":1,)" + reason + '}';
    if (operation == "POST /production-grants")
        return std::string(R"({"targets":["shop"],)") + reason + '}';
    if (operation == "POST /verify")
        return R"({"headers":{},"body":"{}","source":)" + source + R"(,"tenant":)" + tenant + '}';
    if (operation == "POST /simulator/traffic")
        return R"({"count":1})";
    if (operation == "POST /simulator/wordpress")
        return R"({"mode":"accept"})";
    return std::string("{") + reason + '}';
}

void AccessTest::setTheScene(const std::string &operation, const Owner &owner)
{
    if (operation == "POST /workers/pause")
        m_harness->sql("DELETE FROM gatehouse.worker_pause");
    if (operation == "POST /workers/resume")
        m_harness->sql("INSERT INTO gatehouse.worker_pause (paused_by, reason)"
                       " VALUES ('globex', 'globex') ON CONFLICT DO NOTHING");
    if (owner.exists && operation.find("{tenant}") != std::string::npos)
        addSecrets(owner);
    if (operation.find("/jwt-keys/") != std::string::npos
        && operation.find('{') == std::string::npos)
        addJwtKeys();
    if (operation == "POST /jwt-keys/rotate")
        m_harness->sql("DELETE FROM gatehouse.jwt_key WHERE state = 'retiring'");
    if (operation == "POST /secrets/{source}/{tenant}/rotate")
        m_harness->sql("DELETE FROM gatehouse.provider_secret WHERE state = 'retiring'");
    if (operation == "POST /secrets/rekey") { // what was made above was sealed by nobody
        m_harness->sql("DELETE FROM gatehouse.body_key");
        m_harness->sql("DELETE FROM gatehouse.provider_secret");
        m_harness->sql("UPDATE gatehouse.destination SET credential = NULL, signing_secret = NULL,"
                       " previous_signing_secret = NULL, master_key = NULL");
    }
}

AccessTest::Request AccessTest::prepare(const std::string &operation, const Owner &owner)
{
    std::string path = operation.substr(operation.find('/'));
    const auto fill = [&path](const std::string &parameter, const std::string &value) {
        if (const std::size_t at = path.find(parameter); at != std::string::npos)
            path.replace(at, parameter.size(), value);
    };
    fill("{collection}/values", "dlq/values?field=tenant");
    fill("{source}", owner.source);
    fill("{tenant}", owner.tenant);
    if (const std::size_t at = path.find('{'); at != std::string::npos)
        fill(path.substr(at, path.find('}') + 1 - at), existing(path, owner));
    if (operation == "GET /events/histogram")
        path += "?edges=2000-01-01T00:00:00Z,2100-01-01T00:00:00Z";
    if (operation == "GET /metrics/query")
        path += "?measure=ingest&by=tenant&from=2000-01-01T00:00:00Z&until=2100-01-01T00:00:00Z&"
                "step=28d";
    setTheScene(operation, owner);
    return {path.substr(1), operation.starts_with("POST") ? bodyOf(operation, owner) : ""};
}

Answer AccessTest::send(const std::string &operation, const Request &request,
                        const std::string &token) const
{
    if (operation.starts_with("GET"))
        return m_harness->get(request.path, token);
    const bool changesNothing = operation == "POST /verify" || operation.ends_with("/dry-run");
    return m_harness->post(request.path, request.body, changesNothing ? "" : "auto", token);
}

Answer AccessTest::call(const std::string &operation, const Owner &owner, const std::string &token)
{
    return send(operation, prepare(operation, owner), token);
}

std::string AccessTest::tokenOf(const std::string &caller) const
{
    return caller == "none" ? std::string() : AdminHarness::tokenOf(caller);
}

void AccessTest::everyCallerGetsWhatTheTableSays()
{
    QFETCH(std::size_t, index);
    const Endpoint &endpoint = endpoints[index];
    const QStringList expected = expectationsOf(endpoint);
    QCOMPARE(std::size_t(expected.size()), callers.size());
    for (std::size_t i = 0; i < callers.size(); ++i) {
        const Answer answer = call(endpoint.operation, us, tokenOf(callers[i]));
        const bool isServed = answer.status >= 200 && answer.status < 300;
        const QString got = isServed ? QStringLiteral("yes") : QString::number(answer.status);
        QVERIFY2(got == expected[qsizetype(i)],
                 (std::string(callers[i]) + ": " + answer.body).c_str());
        if (answer.status == 403) {
            const std::string named = '\'' + std::string(endpoint.capability) + '\'';
            QCOMPARE(answer.code(), u"capability_missing");
            QVERIFY(answer.text("detail").contains(QString::fromStdString(named)));
        }
        if (answer.status == 401)
            QVERIFY(answer.headers.contains("www-authenticate"));
    }
}

void AccessTest::aTelemetryTokenOpensNothing()
{
    QFETCH(std::size_t, index);
    const Answer answer = call(endpoints[index].operation, us, m_telemetryToken);
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.code(), u"capability_missing");
}

QStringList AccessTest::capabilities(const std::string &token) const
{
    QStringList list;
    for (const QJsonValue capability :
         m_harness->get("whoami", token).json()[u"capabilities"].toArray())
        list += capability.toString();
    return list;
}

void AccessTest::whoamiPromisesWhatARoleGets_data()
{
    QTest::addColumn<int>("caller");
    for (int i = 3; i < int(callers.size()); ++i)
        QTest::newRow(callers[std::size_t(i)]) << i;
}

/// What each role gets is what the table says, as the test above found.
void AccessTest::whoamiPromisesWhatARoleGets()
{
    QFETCH(int, caller);
    const QStringList promised = capabilities(tokenOf(callers[std::size_t(caller)]));
    for (const Endpoint &endpoint : endpoints) {
        const bool isServed = expectationsOf(endpoint)[caller] == u"yes";
        const QString capability = QString::fromLatin1(endpoint.capability);
        QVERIFY2(promised.contains(capability) == isServed, endpoint.operation);
    }
}

void AccessTest::whoamiPromisesWhatALimitedTokenGets_data()
{
    QTest::addColumn<std::string>("token");
    QTest::newRow("to a tenant") << m_tenantsToken;
    QTest::newRow("to a source") << m_sourcesToken;
}

void AccessTest::whoamiPromisesWhatALimitedTokenGets()
{
    QFETCH(std::string, token);
    const QStringList promised = capabilities(token);
    for (const Endpoint &endpoint : endpoints) {
        const Answer answer = call(endpoint.operation, us, token);
        const bool isPromised = promised.contains(QString::fromLatin1(endpoint.capability));
        const bool isEverybodys =
            std::string(ofAnother(endpoint, token == m_tenantsToken)) == "everybodys";
        if (isPromised && !isEverybodys)
            QVERIFY2(answer.status < 300, (endpoint.operation + answer.body).c_str());
        else
            QCOMPARE(answer.code(), u"outside_scope");
    }
}

/// The answer without what counts the whole database: a transaction's number.
QByteArray AccessTest::comparable(const std::string &operation, const Answer &answer)
{
    QJsonObject json = answer.json();
    if (operation == "GET /results")
        json.remove(QStringLiteral("next"));
    return QByteArray::number(answer.status) + QJsonDocument(json).toJson();
}

/// The answer that counts the rows of a list; empty where it does not.
QByteArray AccessTest::countOf(const std::string &operation, const std::string &token) const
{
    const std::string path = operation.substr(operation.find('/') + 1);
    if (std::find(countedLists.begin(), countedLists.end(), path) == countedLists.end())
        return {};
    return QByteArray::fromStdString(m_harness->get(path + "?count=true", token).body);
}

void AccessTest::checkUnseen(const std::string &operation, const Others &others,
                             const std::string &token)
{
    addOneOfEach(us);
    const Answer before = call(operation, us, token);
    QCOMPARE(before.status, 200);
    const QByteArray count = countOf(operation, token);
    addOneOfEach(others.them);
    const Answer after = call(operation, us, token);
    QCOMPARE(countOf(operation, token), count);
    QCOMPARE(comparable(operation, after), comparable(operation, before));
    QVERIFY2(after.body.find(others.name) == std::string::npos, after.body.c_str());
}

void AccessTest::checkOfAnother(const std::string &operation, const QString &expected,
                                const Others &others, const std::string &token)
{
    if (expected == u"unseen") {
        checkUnseen(operation, others, token);
        return;
    }
    const Answer ofThem = call(operation, others.them, token);
    if (expected == u"seen") {
        QCOMPARE(ofThem.status, 200);
        return;
    }
    const Answer ofNobody = call(operation, others.nobody, token);
    QCOMPARE(ofThem.code(), expected == u"everybodys" ? QStringLiteral("outside_scope") : expected);
    QCOMPARE(ofThem.status, ofNobody.status);
    QCOMPARE(ofThem.body, ofNobody.body);
}

void AccessTest::aTenantsTokenLearnsNothingOfAnother()
{
    QFETCH(std::size_t, index);
    const QString expected = QString::fromLatin1(endpoints[index].ofAnotherTenant);
    checkOfAnother(endpoints[index].operation, expected, otherTenants, m_tenantsToken);
}

void AccessTest::aSourcesTokenLearnsNothingOfAnother()
{
    QFETCH(std::size_t, index);
    const QString expected = QString::fromLatin1(endpoints[index].ofAnotherSource);
    checkOfAnother(endpoints[index].operation, expected, otherSources, m_sourcesToken);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::AccessTest)
#include "access_test.moc"
