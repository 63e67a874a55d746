#include "services/gateway/admin/routetable.h"

#include "services/gateway/admin/actions.h"
#include "services/gateway/admin/alertchannels.h"
#include "services/gateway/admin/alertrules.h"
#include "services/gateway/admin/alerts.h"
#include "services/gateway/admin/applicationpassword.h"
#include "services/gateway/admin/budgets.h"
#include "services/gateway/admin/bulkcalls.h"
#include "services/gateway/admin/deploys.h"
#include "services/gateway/admin/destinations.h"
#include "services/gateway/admin/histogram.h"
#include "services/gateway/admin/jwtkeys.h"
#include "services/gateway/admin/ledger.h"
#include "services/gateway/admin/letteredit.h"
#include "services/gateway/admin/lettergroups.h"
#include "services/gateway/admin/measures.h"
#include "services/gateway/admin/operations.h"
#include "services/gateway/admin/prices.h"
#include "services/gateway/admin/privacy.h"
#include "services/gateway/admin/reads.h"
#include "services/gateway/admin/replays.h"
#include "services/gateway/admin/requestcalls.h"
#include "services/gateway/admin/results.h"
#include "services/gateway/admin/retentioncalls.h"
#include "services/gateway/admin/routes.h"
#include "services/gateway/admin/secrets.h"
#include "services/gateway/admin/signingsecret.h"
#include "services/gateway/admin/simulatorcalls.h"
#include "services/gateway/admin/tokencalls.h"
#include "services/gateway/admin/usagereport.h"
#include "services/gateway/admin/values.h"
#include "services/gateway/admin/verify.h"

#include <array>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::array routes = {
    Route{"GET", "whoami", "read", showWhoami},
    Route{"GET", "healthz", "read", showHealth},
    Route{"GET", "events", "read", listEvents},
    Route{"GET", "{collection}/values", "read", listValues},
    Route{"GET", "events/histogram", "read", showHistogram},
    Route{"GET", "events/extent", "read", showExtent},
    Route{"GET", "events/{id}", "read", showEvent},
    Route{"GET", "events/{id}/raw", "read", showRawBody},
    Route{"GET", "events/{id}/timeline", "read", showTimeline},
    Route{"POST", "events/{id}/reenqueue", "reenqueue", reenqueueEvent},
    Route{"POST", "events/{id}/discard", "discard", discardEvent},
    Route{"POST", "events/{id}/reveal", "reveal", revealFields},
    Route{"GET", "jobs", "read", listJobs},
    Route{"GET", "jobs/{id}", "read", showJob},
    Route{"POST", "jobs/{id}/retry", "retry", retryJob},
    Route{"POST", "jobs/{id}/run-now", "retry", runJobNow},
    Route{"POST", "jobs/{id}/cancel", "cancel", cancelJob},
    Route{"GET", "dlq", "read", listDeadLetters},
    Route{"GET", "dlq/groups", "read", listLetterGroups},
    Route{"POST", "dlq/groups/{id}", "groups", changeLetterGroup},
    Route{"GET", "dlq/{id}", "read", showDeadLetter},
    Route{"POST", "dlq/{id}/reenqueue", "reenqueue", reenqueueDeadLetter},
    Route{"POST", "dlq/{id}/discard", "discard", discardDeadLetter},
    Route{"GET", "dlq/{id}/payload", "read", showLetterPayload},
    Route{"POST", "dlq/{id}/dry-run", "reenqueue", tryLetter, editBodyLimit},
    Route{"POST", "dlq/{id}/edit-and-retry", "reenqueue", editAndRetry, editBodyLimit},
    Route{"POST", "dlq/{id}/undo", "discard", undoDiscard},
    Route{"GET", "bulk-operations", "read", listBulk},
    Route{"POST", "bulk-operations", "bulk", startBulk, bulkBodyLimit},
    Route{"GET", "bulk-operations/{id}", "read", showBulk},
    Route{"GET", "bulk-operations/{id}/stream", "read", streamBulk},
    Route{"GET", "bulk-operations/{id}/items", "read", listBulkItems},
    Route{"GET", "bulk-operations/{id}/pace", "read", showBulkPace},
    Route{"GET", "bulk-items", "read", listAllBulkItems},
    Route{"POST", "bulk-operations/{id}/pause", "bulk", pauseBulk},
    Route{"POST", "bulk-operations/{id}/resume", "bulk", resumeBulk},
    Route{"POST", "bulk-operations/{id}/cancel", "bulk", cancelBulk},
    Route{"GET", "deliveries", "read", listDeliveries},
    Route{"GET", "deliveries/{id}", "read", showDelivery},
    Route{"GET", "agent-events", "read", listAgentEvents},
    Route{"GET", "agent-events/{id}", "read", showAgentEvent},
    Route{"GET", "audit", "read", listAudit},
    Route{"GET", "tokens", "tokens", listTokens},
    Route{"POST", "tokens", "tokens", createToken},
    Route{"POST", "tokens/{id}/rotate", "tokens", rotateToken},
    Route{"POST", "tokens/{id}/rollback", "tokens", rollBackToken},
    Route{"POST", "tokens/{id}/retire", "tokens", retireToken},
    Route{"POST", "tokens/{id}/revoke", "tokens", revokeToken},
    Route{"GET", "audit/{sequence}", "read", showLedgerEntry},
    Route{"GET", "destinations", "read", listDestinations},
    Route{"POST", "destinations", "destinations", createDestination},
    Route{"GET", "destinations/{destination}", "read", showDestination},
    Route{"POST", "destinations/{destination}", "destinations", changeDestination},
    Route{"GET", "destinations/{destination}/usage", "read", showSigningUsage},
    Route{"POST", "destinations/{destination}/rollback", "destinations", rollBackSigningSecret},
    Route{"POST", "destinations/{destination}/retire", "destinations", retireSigningSecret},
    Route{"POST", "destinations/{destination}/application-password/rotate", "destinations",
          rotateApplicationPassword},
    Route{"POST", "destinations/{destination}/application-password/retire", "destinations",
          retireApplicationPassword},
    Route{"POST", "destinations/{destination}/delete", "destinations", deleteDestination},
    Route{"GET", "secrets", "read", listSecrets},
    Route{"GET", "secrets/{id}", "read", showSecret},
    Route{"GET", "secrets/{source}/{tenant}/usage", "read", showSecretUsage},
    Route{"POST", "secrets/{source}/{tenant}/rotate", "secrets", rotateSecret},
    Route{"POST", "secrets/{source}/{tenant}/rollback", "secrets", rollBackSecret},
    Route{"POST", "secrets/{source}/{tenant}/extend", "secrets", extendSecret},
    Route{"POST", "secrets/{source}/{tenant}/test", "secrets", testSecret},
    Route{"POST", "secrets/{id}/revoke", "secrets", revokeSecret},
    Route{"POST", "secrets/rekey", "secrets", rekeySecrets},
    Route{"GET", "secret-policies", "read", listSecretPolicies},
    Route{"POST", "secret-policies/{source}", "secrets", setSecretPolicy},
    Route{"GET", "jwt-keys", "read", listJwtKeys},
    Route{"GET", "jwt-keys/usage", "read", showJwtKeyUsage},
    Route{"GET", "jwt-keys/{id}", "read", showJwtKey},
    Route{"POST", "jwt-keys/rotate", "secrets", rotateJwtKey},
    Route{"POST", "jwt-keys/rollback", "secrets", rollBackJwtKey},
    Route{"POST", "jwt-keys/extend", "secrets", extendJwtKey},
    Route{"POST", "jwt-keys/{id}/revoke", "secrets", revokeJwtKey},
    Route{"GET", "privacy", "read", showPrivacy},
    Route{"POST", "privacy", "privacy", changePrivacy},
    Route{"GET", "masking-rules", "read", listMaskingRules},
    Route{"POST", "masking-rules", "privacy", createMaskingRule},
    Route{"POST", "masking-rules/{id}/delete", "privacy", deleteMaskingRule},
    Route{"GET", "body-keys", "read", listBodyKeys},
    Route{"POST", "body-keys/{tenant}", "privacy", sealBodies},
    Route{"GET", "prices", "read", showPrices},
    Route{"POST", "prices", "prices", changePrices},
    Route{"GET", "alerts", "read", listAlerts},
    Route{"GET", "alerts/{id}", "read", showAlert},
    Route{"POST", "alerts/{id}/acknowledge", "acknowledge", acknowledgeAlert},
    Route{"GET", "alert-rules", "read", showAlertRules},
    Route{"POST", "alert-rules", "alerts", changeAlertRules},
    Route{"POST", "alert-rules/dry-run", "alerts", tryAlertRule},
    Route{"POST", "alert-rules/{id}/delete", "alerts", deleteAlertRule},
    Route{"GET", "budgets", "read", showBudgets},
    Route{"POST", "budgets", "alerts", changeBudgets},
    Route{"POST", "budgets/dry-run", "alerts", dryRunBudget},
    Route{"POST", "budgets/{id}/delete", "alerts", deleteBudget},
    Route{"GET", "alert-channels", "read", showAlertChannels},
    Route{"POST", "alert-channels", "alerts", changeAlertChannels},
    Route{"POST", "alert-channels/{id}/delete", "alerts", deleteAlertChannel},
    Route{"POST", "alert-channels/{id}/test", "alerts", testAlertChannel},
    Route{"GET", "retention", "read", showRetention},
    Route{"POST", "retention", "retention", changeRetention},
    Route{"POST", "retention/dry-run", "retention", tryRetention},
    Route{"POST", "retention/run", "retention", startRetention},
    Route{"GET", "routes", "read", listRoutes},
    Route{"POST", "routes", "routes", createRoute},
    Route{"GET", "routes/{id}", "read", showRoute},
    Route{"POST", "routes/{id}", "routes", changeRoute},
    Route{"POST", "routes/{id}/delete", "routes", deleteRoute},
    Route{"GET", "circuit-breakers", "read", listBreakers},
    Route{"POST", "circuit-breakers/{host}/reset", "breakers", resetBreaker},
    Route{"GET", "workers", "read", showWorkers},
    Route{"POST", "workers/pause", "workers", pauseWorkers},
    Route{"POST", "workers/resume", "workers", resumeWorkers},
    Route{"POST", "deploys", "deploys", recordDeploy},
    Route{"POST", "replays", "replay", recordReplay},
    Route{"GET", "production-grants", "replay", listProductionGrants},
    Route{"POST", "production-grants", "grants", createProductionGrant},
    Route{"GET", "metrics/query", "read", queryMeasures},
    Route{"GET", "metrics/report", "read", reportUsage},
    Route{"GET", "results", "read", listResults},
    Route{"POST", "verify", "verify", verifyMessage, verifyBodyLimit},
    Route{"GET", "simulator/status", "simulator", showSimulator},
    Route{"POST", "simulator/traffic", "simulator", startTraffic},
    Route{"POST", "simulator/traffic/stop", "simulator", stopTraffic},
    Route{"POST", "simulator/wordpress", "simulator", setWordPress},
    Route{"GET", "simulator/scenarios", "simulator", listScenarios},
    Route{"POST", "simulator/scenarios/{id}/run", "simulator", runScenario},
    Route{"POST", "simulator/scenarios/stop", "simulator", stopScenario},
    Route{"GET", "simulator/requests", "simulator", listRequests},
};

} // namespace

std::span<const Route> routeTable()
{
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
