#include "services/gateway/admin/routetable.h"

#include "services/gateway/admin/actions.h"
#include "services/gateway/admin/destinations.h"
#include "services/gateway/admin/jwtkeys.h"
#include "services/gateway/admin/ledger.h"
#include "services/gateway/admin/operations.h"
#include "services/gateway/admin/privacy.h"
#include "services/gateway/admin/reads.h"
#include "services/gateway/admin/requestcalls.h"
#include "services/gateway/admin/results.h"
#include "services/gateway/admin/retentioncalls.h"
#include "services/gateway/admin/routes.h"
#include "services/gateway/admin/secrets.h"
#include "services/gateway/admin/signingsecret.h"
#include "services/gateway/admin/simulatorcalls.h"
#include "services/gateway/admin/tokencalls.h"
#include "services/gateway/admin/verify.h"

namespace gatehouse::gateway::admin {

const std::vector<Route> &routeTable()
{
    static const std::vector<Route> routes{
        {"GET", "whoami", "read", showWhoami},
        {"GET", "healthz", "read", showHealth},
        {"GET", "events", "read", listEvents},
        {"GET", "events/{id}", "read", showEvent},
        {"GET", "events/{id}/raw", "read", showRawBody},
        {"GET", "events/{id}/timeline", "read", showTimeline},
        {"POST", "events/{id}/reenqueue", "reenqueue", reenqueueEvent},
        {"POST", "events/{id}/discard", "discard", discardEvent},
        {"POST", "events/{id}/reveal", "reveal", revealFields},
        {"GET", "jobs", "read", listJobs},
        {"GET", "jobs/{id}", "read", showJob},
        {"POST", "jobs/{id}/retry", "retry", retryJob},
        {"POST", "jobs/{id}/cancel", "cancel", cancelJob},
        {"GET", "dlq", "read", listDeadLetters},
        {"GET", "dlq/{id}", "read", showDeadLetter},
        {"POST", "dlq/{id}/reenqueue", "reenqueue", reenqueueDeadLetter},
        {"POST", "dlq/{id}/discard", "discard", discardDeadLetter},
        {"GET", "audit", "read", listAudit},
        {"GET", "tokens", "tokens", listTokens},
        {"POST", "tokens", "tokens", createToken},
        {"POST", "tokens/{id}/rotate", "tokens", rotateToken},
        {"POST", "tokens/{id}/rollback", "tokens", rollBackToken},
        {"POST", "tokens/{id}/retire", "tokens", retireToken},
        {"POST", "tokens/{id}/revoke", "tokens", revokeToken},
        {"GET", "audit/{sequence}", "read", showLedgerEntry},
        {"GET", "destinations", "read", listDestinations},
        {"POST", "destinations", "destinations", createDestination},
        {"GET", "destinations/{destination}", "read", showDestination},
        {"POST", "destinations/{destination}", "destinations", changeDestination},
        {"GET", "destinations/{destination}/usage", "read", showSigningUsage},
        {"POST", "destinations/{destination}/rollback", "destinations", rollBackSigningSecret},
        {"POST", "destinations/{destination}/retire", "destinations", retireSigningSecret},
        {"POST", "destinations/{destination}/delete", "destinations", deleteDestination},
        {"GET", "secrets", "read", listSecrets},
        {"GET", "secrets/{id}", "read", showSecret},
        {"GET", "secrets/{source}/{tenant}/usage", "read", showSecretUsage},
        {"POST", "secrets/{source}/{tenant}/rotate", "secrets", rotateSecret},
        {"POST", "secrets/{source}/{tenant}/rollback", "secrets", rollBackSecret},
        {"POST", "secrets/{source}/{tenant}/extend", "secrets", extendSecret},
        {"POST", "secrets/{source}/{tenant}/test", "secrets", testSecret},
        {"POST", "secrets/{id}/revoke", "secrets", revokeSecret},
        {"POST", "secrets/rekey", "secrets", rekeySecrets},
        {"GET", "secret-policies", "read", listSecretPolicies},
        {"POST", "secret-policies/{source}", "secrets", setSecretPolicy},
        {"GET", "privacy", "read", showPrivacy},
        {"POST", "privacy", "privacy", changePrivacy},
        {"GET", "masking-rules", "read", listMaskingRules},
        {"POST", "masking-rules", "privacy", createMaskingRule},
        {"POST", "masking-rules/{id}/delete", "privacy", deleteMaskingRule},
        {"GET", "body-keys", "read", listBodyKeys},
        {"POST", "body-keys/{tenant}", "privacy", sealBodies},
        {"GET", "retention", "read", showRetention},
        {"POST", "retention", "retention", changeRetention},
        {"POST", "retention/dry-run", "retention", tryRetention},
        {"POST", "retention/run", "retention", startRetention},
        {"GET", "jwt-keys", "read", listJwtKeys},
        {"GET", "jwt-keys/usage", "read", showJwtKeyUsage},
        {"GET", "jwt-keys/{id}", "read", showJwtKey},
        {"POST", "jwt-keys/rotate", "secrets", rotateJwtKey},
        {"POST", "jwt-keys/rollback", "secrets", rollBackJwtKey},
        {"POST", "jwt-keys/extend", "secrets", extendJwtKey},
        {"POST", "jwt-keys/{id}/revoke", "secrets", revokeJwtKey},
        {"GET", "routes", "read", listRoutes},
        {"POST", "routes", "routes", createRoute},
        {"GET", "routes/{id}", "read", showRoute},
        {"POST", "routes/{id}", "routes", changeRoute},
        {"POST", "routes/{id}/delete", "routes", deleteRoute},
        {"GET", "circuit-breakers", "read", listBreakers},
        {"POST", "circuit-breakers/{host}/reset", "breakers", resetBreaker},
        {"GET", "workers", "read", showWorkers},
        {"POST", "workers/pause", "workers", pauseWorkers},
        {"POST", "workers/resume", "workers", resumeWorkers},
        {"GET", "results", "read", listResults},
        {"POST", "verify", "verify", verifyMessage, verifyBodyLimit},
        {"GET", "simulator/status", "simulator", showSimulator},
        {"POST", "simulator/traffic", "simulator", startTraffic},
        {"POST", "simulator/traffic/stop", "simulator", stopTraffic},
        {"POST", "simulator/wordpress", "simulator", setWordPress},
        {"GET", "simulator/scenarios", "simulator", listScenarios},
        {"POST", "simulator/scenarios/{id}/run", "simulator", runScenario},
        {"POST", "simulator/scenarios/stop", "simulator", stopScenario},
        {"GET", "simulator/requests", "simulator", listRequests},
    };
    return routes;
}

namespace {

constexpr std::string_view prefix = "/admin/v1/";

/// Takes the part before the next slash from the front.
std::string_view takeSegment(std::string_view &path)
{
    const std::size_t slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    return segment;
}

bool matches(std::string_view pattern, std::string_view path, std::vector<std::string> &parameters)
{
    parameters.clear();
    while (!pattern.empty() && !path.empty()) {
        const std::string_view expected = takeSegment(pattern);
        const std::string_view segment = takeSegment(path);
        if (expected.starts_with('{')) {
            auto decoded = http::percentDecoded(segment, false);
            if (!decoded)
                return false;
            parameters.push_back(std::move(*decoded));
        } else if (expected != segment) {
            return false;
        }
    }
    return pattern.empty() && path.empty();
}

} // namespace

std::variant<RouteMatch, http::Response> matchRoute(std::string_view method, std::string_view path)
{
    RouteMatch match;
    std::string allowed;
    const bool isOurs = path.substr(0, prefix.size()) == prefix && path.back() != '/';
    const std::string_view below = isOurs ? path.substr(prefix.size()) : std::string_view();
    for (const Route &route : routeTable()) {
        if (!matches(route.pattern, below, match.parameters))
            continue;
        match.route = &route;
        if (route.method == method)
            return match;
        allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
    }
    if (allowed.empty())
        return notFound();
    http::Response refused =
        http::problem(405, "method_not_allowed", "This path takes " + allowed + '.');
    refused.headers.set("Allow", allowed);
    return refused;
}

} // namespace gatehouse::gateway::admin
