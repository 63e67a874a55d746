#include "services/gateway/admin/collections.h"

#include <array>

using namespace std::string_view_literals;

namespace gatehouse::gateway::admin {

namespace {

using Is = FilterType;

constexpr std::array eventStatuses = {"received"sv, "queued"sv, "processed"sv, "failed"sv,
                                      "discarded"sv};
constexpr std::array jobStatuses = {"pending"sv,   "running"sv, "waiting"sv,
                                    "succeeded"sv, "dead"sv,    "cancelled"sv};
constexpr std::array queues = {"high"sv, "standard"sv, "batch"sv};
constexpr std::array jobModes = {"live"sv, "dry_run"sv, "mirror"sv};
constexpr std::array routeModes = {"live"sv, "dry_run"sv, "mirror"sv, "off"sv};
constexpr std::array rootCauses = {"http_4xx"sv, "http_5xx"sv, "timeout"sv,   "connect"sv, "tls"sv,
                                   "redirect"sv, "poison"sv,   "normalize"sv, "mirror"sv};
constexpr std::array letterStates = {"open"sv, "reenqueued"sv, "recovered"sv, "discarded"sv};

constexpr std::array eventFilters = {
    FilterColumn{"id", Is::Uuid},
    FilterColumn{"received_at", Is::Time},
    FilterColumn{"source"},
    FilterColumn{"tenant"},
    FilterColumn{"event_type"},
    FilterColumn{"provider_event_id"},
    FilterColumn{"idempotency_key"},
    FilterColumn{"status", Is::Text, eventStatuses},
    FilterColumn{"signature_valid", Is::Boolean},
    FilterColumn{"attempts", Is::Integer},
    FilterColumn{"error"},
    FilterColumn{"occurred_at", Is::Time},
    FilterColumn{"subject_type"},
    FilterColumn{"subject_id"},
    FilterColumn{"actor_id"},
    FilterColumn{"actor_email"},
    FilterColumn{"payload", Is::Path, {}, {"console.payloads", "event_id", "canonical", true}},
    FilterColumn{"headers", Is::Header, {}, {"console.payloads", "event_id", "headers", true}},
    FilterColumn{
        "root_cause", Is::Text, rootCauses, {"console.dead_letters", "event_id", "root_cause"}},
    FilterColumn{"source_ip"},
    FilterColumn{"user_agent"},
    FilterColumn{"created_by"},
    FilterColumn{"trace_id"},
    FilterColumn{"body_size", Is::Integer},
    FilterColumn{"updated_at", Is::Time},
};

constexpr std::array alertKinds = {"measure"sv,        "dead_letter_group"sv, "breaker_opened"sv,
                                   "bad_signatures"sv, "secret_overdue"sv,    "budget"sv};
constexpr std::array alertSeverities = {"warning"sv, "critical"sv};
constexpr std::array alertStates = {"firing"sv, "acknowledged"sv, "resolved"sv};

constexpr std::array alertFilters = {
    FilterColumn{"id", Is::Uuid},
    FilterColumn{"fired_at", Is::Time},
    FilterColumn{"rule"},
    FilterColumn{"kind", Is::Text, alertKinds},
    FilterColumn{"severity", Is::Text, alertSeverities},
    FilterColumn{"state", Is::Text, alertStates},
    FilterColumn{"subject"},
    FilterColumn{"subject_text"},
    FilterColumn{"tenant"},
    FilterColumn{"source"},
    FilterColumn{"value", Is::Integer},
    FilterColumn{"resolved_at", Is::Time},
    FilterColumn{"acknowledged_at", Is::Time},
    FilterColumn{"acknowledged_by"},
    FilterColumn{"note"},
    FilterColumn{"rule_id", Is::Uuid},
    FilterColumn{"budget_id", Is::Uuid},
};

constexpr std::array jobFilters = {
    FilterColumn{"id", Is::Uuid},
    FilterColumn{"created_at", Is::Time},
    FilterColumn{"event_id", Is::Uuid},
    FilterColumn{"route_id", Is::Uuid},
    FilterColumn{"destination_id", Is::Uuid},
    FilterColumn{"destination"},
    FilterColumn{"task_name"},
    FilterColumn{"path"},
    FilterColumn{"mode", Is::Text, jobModes},
    FilterColumn{"source"},
    FilterColumn{"tenant"},
    FilterColumn{"event_type"},
    FilterColumn{"queue", Is::Text, queues},
    FilterColumn{"priority", Is::Integer},
    FilterColumn{"user_id"},
    FilterColumn{"model"},
    FilterColumn{"request_id"},
    FilterColumn{"trace_id"},
    FilterColumn{"parent_id", Is::Uuid},
    FilterColumn{"idempotency_key"},
    FilterColumn{"status", Is::Text, jobStatuses},
    FilterColumn{"attempts", Is::Integer},
    FilterColumn{"next_attempt_at", Is::Time},
    FilterColumn{"worker"},
    FilterColumn{"started_at", Is::Time},
    FilterColumn{"finished_at", Is::Time},
    FilterColumn{"duration_ms", Is::Integer},
    FilterColumn{"error"},
    FilterColumn{"updated_at", Is::Time},
    FilterColumn{"tokens", Is::Integer},
    FilterColumn{"is_stuck", Is::Boolean},
};

constexpr std::array deadLetterFilters = {
    FilterColumn{"id", Is::Uuid},
    FilterColumn{"created_at", Is::Time},
    FilterColumn{"job_id", Is::Uuid},
    FilterColumn{"event_id", Is::Uuid},
    FilterColumn{"source"},
    FilterColumn{"tenant"},
    FilterColumn{"event_type"},
    FilterColumn{"root_cause", Is::Text, rootCauses},
    FilterColumn{"error"},
    FilterColumn{"fingerprint"},
    FilterColumn{"response_status", Is::Integer},
    FilterColumn{"attempts", Is::Integer},
    FilterColumn{"state", Is::Text, letterStates},
    FilterColumn{"state_changed_at", Is::Time},
    FilterColumn{"state_changed_by"},
    FilterColumn{"path"},
    FilterColumn{"destination"},
    FilterColumn{"job_status", Is::Text, jobStatuses},
    FilterColumn{"reenqueues", Is::Integer},
    FilterColumn{"died_at", Is::Time},
    FilterColumn{"mode", Is::Text, jobModes},
};

constexpr std::array deliveryStatuses = {"succeeded"sv, "failed"sv, "dry_run"sv};

constexpr std::array deliveryFilters = {
    FilterColumn{"id", Is::Uuid},
    FilterColumn{"created_at", Is::Time},
    FilterColumn{"job_id", Is::Uuid},
    FilterColumn{"event_id", Is::Uuid},
    FilterColumn{"attempt", Is::Integer},
    FilterColumn{"request_id", Is::Uuid},
    FilterColumn{"url"},
    FilterColumn{"source"},
    FilterColumn{"tenant"},
    FilterColumn{"event_type"},
    FilterColumn{"destination_id", Is::Uuid},
    FilterColumn{"destination"},
    FilterColumn{"path"},
    FilterColumn{"mode", Is::Text, jobModes},
    FilterColumn{"status", Is::Text, deliveryStatuses},
    FilterColumn{"response_status", Is::Integer},
    FilterColumn{"error"},
    FilterColumn{"duration_ms", Is::Integer},
};

constexpr std::array agentEventFilters = {
    FilterColumn{"id", Is::Uuid},
    FilterColumn{"received_at", Is::Time},
    FilterColumn{"ts", Is::Time},
    FilterColumn{"trace_id"},
    FilterColumn{"span_id"},
    FilterColumn{"parent_span_id"},
    FilterColumn{"service"},
    FilterColumn{"env"},
    FilterColumn{"tenant"},
    FilterColumn{"agent"},
    FilterColumn{"model"},
    FilterColumn{"provider"},
    FilterColumn{"route"},
    FilterColumn{"user_id_hash"},
    FilterColumn{"status"},
    FilterColumn{"error_type"},
    FilterColumn{"latency_ms", Is::Integer},
    FilterColumn{"tokens_prompt", Is::Integer},
    FilterColumn{"tokens_completion", Is::Integer},
    FilterColumn{"tokens_cached", Is::Integer},
    FilterColumn{"tokens_total", Is::Integer},
    FilterColumn{"is_cost_priced", Is::Boolean},
    FilterColumn{"cache_hit", Is::Boolean},
};

constexpr std::array auditFilters = {
    FilterColumn{"sequence", Is::Integer},
    FilterColumn{"at", Is::Time},
    FilterColumn{"actor"},
    FilterColumn{"role"},
    FilterColumn{"action"},
    FilterColumn{"target_type"},
    FilterColumn{"target_id"},
    FilterColumn{"reason"},
    FilterColumn{"source_ip"},
    FilterColumn{"user_agent"},
};

constexpr std::array routeFilters = {
    FilterColumn{"id", Is::Uuid},
    FilterColumn{"created_at", Is::Time},
    FilterColumn{"source"},
    FilterColumn{"event_type"},
    FilterColumn{"tenant"},
    FilterColumn{"destination_id", Is::Uuid},
    FilterColumn{"destination"},
    FilterColumn{"path"},
    FilterColumn{"mode", Is::Text, routeModes},
};

constexpr std::array authTypes = {"bearer"sv, "basic"sv};

constexpr std::array destinationFilters = {
    FilterColumn{"id", Is::Uuid}, FilterColumn{"created_at", Is::Time},
    FilterColumn{"name"},         FilterColumn{"tenant"},
    FilterColumn{"base_url"},     FilterColumn{"auth_type", Is::Text, authTypes},
};

constexpr std::array secretStates = {"pending"sv, "active"sv, "retiring"sv, "revoked"sv};

constexpr std::array secretFilters = {
    FilterColumn{"id", Is::Uuid},
    FilterColumn{"created_at", Is::Time},
    FilterColumn{"source"},
    FilterColumn{"tenant"},
    FilterColumn{"version", Is::Integer},
    FilterColumn{"state", Is::Text, secretStates},
    FilterColumn{"fingerprint"},
    FilterColumn{"created_by"},
    FilterColumn{"active_since", Is::Time},
    FilterColumn{"expires_at", Is::Time},
    FilterColumn{"revoked_at", Is::Time},
    FilterColumn{"last_used_at", Is::Time},
    FilterColumn{"due_at", Is::Time},
    FilterColumn{"overlap_ends_at", Is::Time},
};

constexpr std::array maskKinds = {"keep"sv,  "text"sv,    "name"sv, "email"sv,
                                  "phone"sv, "address"sv, "ip"sv};

constexpr std::array maskingRuleFilters = {
    FilterColumn{"id", Is::Uuid}, FilterColumn{"created_at", Is::Time},      FilterColumn{"tenant"},
    FilterColumn{"source"},       FilterColumn{"kind", Is::Text, maskKinds},
};

constexpr std::array jwtAlgorithms = {"RS256"sv, "ES256"sv};

constexpr std::array jwtKeyFilters = {
    FilterColumn{"id", Is::Uuid},
    FilterColumn{"created_at", Is::Time},
    FilterColumn{"kid"},
    FilterColumn{"algorithm", Is::Text, jwtAlgorithms},
    FilterColumn{"issuer"},
    FilterColumn{"audience"},
    FilterColumn{"state", Is::Text, secretStates},
    FilterColumn{"created_by"},
    FilterColumn{"active_since", Is::Time},
    FilterColumn{"expires_at", Is::Time},
    FilterColumn{"revoked_at", Is::Time},
    FilterColumn{"last_used_at", Is::Time},
};

constexpr std::array bulkStates = {"planned"sv, "running"sv,   "paused"sv,
                                   "stopped"sv, "cancelled"sv, "finished"sv};
constexpr std::array bulkActions = {"reenqueue"sv, "retry"sv, "discard"sv, "cancel"sv};
constexpr std::array bulkOutcomes = {"pending"sv, "done"sv, "not_eligible"sv, "failed"sv,
                                     "skipped"sv};
constexpr std::array bulkDeliveries = {"under_way"sv, "waiting"sv, "succeeded"sv, "dead"sv};

constexpr std::array bulkOperationFilters = {
    FilterColumn{"id", Is::Uuid},
    FilterColumn{"created_at", Is::Time},
    FilterColumn{"action", Is::Text, bulkActions},
    FilterColumn{"state", Is::Text, bulkStates},
    FilterColumn{"created_by"},
    FilterColumn{"reason"},
    FilterColumn{"total", Is::Integer},
    FilterColumn{"pending", Is::Integer},
    FilterColumn{"failed", Is::Integer},
    FilterColumn{"state_changed_at", Is::Time},
    FilterColumn{"finished_at", Is::Time},
};

constexpr std::array bulkItemFilters = {
    FilterColumn{"id", Is::Integer},
    FilterColumn{"created_at", Is::Time},
    FilterColumn{"operation_id", Is::Uuid},
    FilterColumn{"action", Is::Text, bulkActions},
    FilterColumn{"target_id", Is::Uuid},
    FilterColumn{"job_id", Is::Uuid},
    FilterColumn{"event_id", Is::Uuid},
    FilterColumn{"tenant"},
    FilterColumn{"source"},
    FilterColumn{"root_cause", Is::Text, rootCauses},
    FilterColumn{"outcome", Is::Text, bulkOutcomes},
    FilterColumn{"why"},
    FilterColumn{"settled_at", Is::Time},
    FilterColumn{"job_status", Is::Text, jobStatuses},
    FilterColumn{"event_type"},
    FilterColumn{"delivery", Is::Text, bulkDeliveries},
    FilterColumn{"reason"},
};

constexpr std::array roleNames = {"viewer"sv, "support"sv, "developer"sv, "admin"sv, "telemetry"sv};
constexpr std::array tokenStates = {"active"sv, "expired"sv, "revoked"sv};

constexpr std::array tokenFilters = {
    FilterColumn{"id", Is::Uuid},
    FilterColumn{"created_at", Is::Time},
    FilterColumn{"name"},
    FilterColumn{"role", Is::Text, roleNames},
    FilterColumn{"state", Is::Text, tokenStates},
    FilterColumn{"expires_at", Is::Time},
    FilterColumn{"last_used_at", Is::Time},
    FilterColumn{"revoked_at", Is::Time},
};

// Never the hash.
constexpr std::string_view tokens = R"((
SELECT id, created_at, name, role, tenants, sources, expires_at, last_used_at, revoked_at, rotated_at,
       CASE WHEN previous_expires_at > now() THEN previous_expires_at END AS previous_expires_at,
       CASE WHEN previous_expires_at > now() THEN previous_used_at END AS previous_used_at,
       CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= now() THEN 'expired'
            ELSE 'active' END AS state
  FROM gatehouse.admin_token) token)";

// Headers and bodies come with one alone.
constexpr std::string_view deliveries = R"((
SELECT id, created_at, job_id, event_id, attempt, request_id, url, source, tenant, event_type, destination_id,
       destination, path, mode, status, response_status, error, duration_ms
  FROM console.deliveries) delivery)";

using By = SortType;

// What is sorted by without an index is read and sorted for each page: cost=true says so.
constexpr std::array eventSorts = {
    SortColumn{"status"},
    SortColumn{"source"},
    SortColumn{"event_type"},
    SortColumn{"tenant"},
    SortColumn{"attempts", By::Integer},
    SortColumn{"body_size", By::Integer},
    SortColumn{"occurred_at", By::Time},
};

constexpr std::array jobSorts = {
    SortColumn{"status"},
    SortColumn{"source"},
    SortColumn{"event_type"},
    SortColumn{"tenant"},
    SortColumn{"destination"},
    SortColumn{"attempts", By::Integer},
    SortColumn{"next_attempt_at", By::Time},
    SortColumn{"duration_ms", By::Real},
    SortColumn{"queue"},
    SortColumn{"priority", By::Integer},
};

constexpr std::array deadLetterSorts = {
    SortColumn{"state", By::Text, true},
    SortColumn{"root_cause", By::Text, true},
    SortColumn{"attempts", By::Integer, true},
    SortColumn{"response_status", By::Integer, true},
    SortColumn{"died_at", By::Time, true},
    SortColumn{"source"},
    SortColumn{"event_type"},
    SortColumn{"tenant"},
    SortColumn{"reenqueues", By::Integer},
};

constexpr std::array agentEventSorts = {
    SortColumn{"status"},
    SortColumn{"tenant"},
    SortColumn{"agent"},
    SortColumn{"model"},
    SortColumn{"latency_ms", By::Real},
    SortColumn{"tokens_total", By::Integer},
};

constexpr std::array deliverySorts = {
    SortColumn{"status"},
    SortColumn{"source"},
    SortColumn{"event_type"},
    SortColumn{"tenant"},
    SortColumn{"destination"},
    SortColumn{"attempt", By::Integer},
    SortColumn{"response_status", By::Integer},
    SortColumn{"duration_ms", By::Real},
};

constexpr ScopeColumns rowScope{};
constexpr ScopeColumns agentEventScope{"tenant", "NULL::text"};
// Entries say in their detail whose event, route or token they were about.
constexpr ScopeColumns auditScope{"coalesce(detail->'tenants', detail->'tenant')",
                                  "coalesce(detail->'sources', detail->'source')", false,
                                  ScopeColumns::Type::Json};
constexpr ScopeColumns routeScope{"tenant", "source", true};
constexpr ScopeColumns destinationScope{"tenant", "", true};
constexpr ScopeColumns nobodysScope{"NULL::text", "NULL::text"};
constexpr ScopeColumns tokenScope{"tenants", "sources", false, ScopeColumns::Type::Array};
// What is said of an item may be of the whole operation, so it is for whom that is for.
constexpr ScopeColumns bulkItemScope{
    "o.tenants", "o.sources", false, ScopeColumns::Type::Array,
    "operation_id IN (SELECT o.id FROM console.bulk_operations o WHERE "};

} // namespace

const ListSpec &eventList()
{
    static constexpr ListSpec spec{.view = "console.events",
                                   .sortColumn = "received_at",
                                   .filters = eventFilters,
                                   .scope = rowScope,
                                   .sortIsTimeOfId = true,
                                   .isPersonal = true,
                                   .sorts = eventSorts};
    return spec;
}

const ListSpec &jobList()
{
    static constexpr ListSpec spec{.view = "console.jobs",
                                   .sortColumn = "created_at",
                                   .filters = jobFilters,
                                   .scope = rowScope,
                                   .sortIsTimeOfId = true,
                                   .isPersonal = true,
                                   .sorts = jobSorts};
    return spec;
}

const ListSpec &deadLetterList()
{
    static constexpr ListSpec spec{.view = "console.dead_letters",
                                   .sortColumn = "created_at",
                                   .filters = deadLetterFilters,
                                   .scope = rowScope,
                                   .sortIsTimeOfId = true,
                                   .isPersonal = true,
                                   .sorts = deadLetterSorts};
    return spec;
}

const ListSpec &deliveryList()
{
    static constexpr ListSpec spec{.view = deliveries,
                                   .sortColumn = "created_at",
                                   .filters = deliveryFilters,
                                   .scope = rowScope,
                                   .isPersonal = true,
                                   .sorts = deliverySorts};
    return spec;
}

const ListSpec &agentEventList()
{
    static constexpr ListSpec spec{.view = "console.agent_events",
                                   .sortColumn = "received_at",
                                   .filters = agentEventFilters,
                                   .scope = agentEventScope,
                                   .sortIsTimeOfId = true,
                                   .isPersonal = true,
                                   .sorts = agentEventSorts};
    return spec;
}

const ListSpec &auditList()
{
    static constexpr ListSpec spec{"console.audit", "at",         "sequence",
                                   Is::Integer,     auditFilters, auditScope};
    return spec;
}

const ListSpec &destinationList()
{
    static constexpr ListSpec spec{"console.destinations", "created_at",    "id", Is::Uuid,
                                   destinationFilters,     destinationScope};
    return spec;
}

const ListSpec &secretList()
{
    static constexpr ListSpec spec{.view = "console.secrets",
                                   .sortColumn = "created_at",
                                   .filters = secretFilters,
                                   .scope = rowScope,
                                   .otherSort = "urgency"};
    return spec;
}

const ListSpec &jwtKeyList()
{
    static constexpr ListSpec spec{"console.jwt_keys", "created_at",  "id",
                                   Is::Uuid,           jwtKeyFilters, nobodysScope};
    return spec;
}

const ListSpec &routeList()
{
    static constexpr ListSpec spec{"console.routes", "created_at", "id",
                                   Is::Uuid,         routeFilters, routeScope};
    return spec;
}

const ListSpec &maskingRuleList()
{
    static constexpr ListSpec spec{"console.masking_rules", "created_at", "id", Is::Uuid,
                                   maskingRuleFilters,      routeScope};
    return spec;
}

const ListSpec &bulkOperationList()
{
    static constexpr ListSpec spec{"console.bulk_operations", "created_at", "id", Is::Uuid,
                                   bulkOperationFilters,      tokenScope,   true};
    return spec;
}

const ListSpec &bulkItemList()
{
    static constexpr ListSpec spec{.view = "console.bulk_items",
                                   .sortColumn = "created_at",
                                   .idType = Is::Integer,
                                   .filters = bulkItemFilters,
                                   .scope = rowScope,
                                   .isPersonal = true};
    return spec;
}

const ListSpec &allBulkItemList()
{
    static constexpr ListSpec spec{.view = "console.bulk_items",
                                   .sortColumn = "created_at",
                                   .idType = Is::Integer,
                                   .filters = bulkItemFilters,
                                   .scope = bulkItemScope,
                                   .isPersonal = true};
    return spec;
}

const ListSpec &alertList()
{
    static constexpr ListSpec spec{.view = "console.alerts",
                                   .sortColumn = "fired_at",
                                   .filters = alertFilters,
                                   .scope = rowScope,
                                   .sortIsTimeOfId = true};
    return spec;
}

const ListSpec &tokenList()
{
    static constexpr ListSpec spec{tokens, "created_at", "id", Is::Uuid, tokenFilters, tokenScope};
    return spec;
}

} // namespace gatehouse::gateway::admin
