#include "services/gateway/store/batchstatements.h"

#include "services/gateway/store/aijobs.h"
#include "services/gateway/store/keyclaims.h"

namespace gatehouse::gateway {

using postgres::Array;
using postgres::BytesView;
using postgres::TextView;

namespace {

// Who inserts a key owns its event. The keys are sorted (first and second ones together), so that
// two gateways take the row locks in one order and cannot deadlock. A key whose time is over
// changes its owner.
constexpr std::string_view takeKeys = R"(
INSERT INTO gatehouse.idempotency_key AS known (key_hash, event_id, expires_at)
SELECT u.key_hash, u.event_id, now() + make_interval(secs => $3)
  FROM unnest($1::bytea[], $2::uuid[]) AS u(key_hash, event_id)
 ORDER BY u.key_hash
    ON CONFLICT (key_hash) DO UPDATE
   SET event_id = excluded.event_id, expires_at = excluded.expires_at
 WHERE known.expires_at < now())";

// A statement of its own, because only a new snapshot sees the keys that another gateway committed
// while the one before waited. Routes are read once, so that an event's status and its jobs agree.
constexpr std::string_view storeWinners = R"(
WITH incoming AS MATERIALIZED (
    SELECT u.*
      FROM unnest($1::uuid[], $2::timestamptz[], $3::bytea[], $4::text[], $5::text[], $6::text[],
                  $7::text[], $8::text[], $9::timestamptz[], $10::text[], $11::text[], $12::text[],
                  $13::text[], $14::text[], $15::text[], $16::text[], $17::bigint[], $18::bytea[],
                  $19::bytea[], $20::text[], $21::text[], $22::text[], $23::text[], $24::text[],
                  $25::bytea[], $26::text[])
           AS u(id, received_at, key_hash, source, tenant, event_type,
                provider_event_id, idempotency_key, occurred_at, subject_type, subject_id, actor_id,
                actor_email, source_ip, user_agent, trace_id, body_size, raw_body,
                body_sha256, headers, request_url, canonical, error, diagnosis, second_hash,
                explanation)
      LEFT JOIN gatehouse.idempotency_key known
           ON known.key_hash = u.key_hash AND known.event_id = u.id
      LEFT JOIN gatehouse.idempotency_key second
           ON second.key_hash = u.second_hash AND second.event_id = u.id
     WHERE u.key_hash IS NULL
        OR known.key_hash IS NOT NULL AND (u.second_hash IS NULL OR second.key_hash IS NOT NULL)
), matching AS MATERIALIZED (
    SELECT gatehouse.uuid_v7(clock_timestamp()) AS job_id, i.id AS event_id, i.source, i.tenant,
           i.event_type, i.idempotency_key, i.actor_id, i.trace_id,
           r.id AS route_id, r.destination_id, r.path, r.mode
      FROM incoming i
      JOIN gatehouse.route r
           ON r.source = i.source AND coalesce(i.event_type, '') LIKE r.event_type_like
              AND (r.tenant IS NULL OR r.tenant = i.tenant)
      JOIN gatehouse.destination d
           ON d.id = r.destination_id AND (d.tenant IS NULL OR d.tenant = i.tenant)
     WHERE i.key_hash IS NOT NULL AND r.mode <> 'off'
), events AS (
    INSERT INTO gatehouse.webhook_event
           (id, received_at, source, tenant, event_type, provider_event_id, idempotency_key, status,
            signature_valid, error, occurred_at, subject_type, subject_id, actor_id, actor_email,
            source_ip, user_agent, trace_id, body_size)
    SELECT i.id, i.received_at, i.source, i.tenant, i.event_type, i.provider_event_id, i.idempotency_key,
           CASE WHEN i.key_hash IS NULL THEN 'discarded'
                WHEN EXISTS (SELECT FROM matching m WHERE m.event_id = i.id) THEN 'queued'
                ELSE 'processed' END,
           i.key_hash IS NOT NULL, i.error, i.occurred_at, i.subject_type, i.subject_id, i.actor_id,
           i.actor_email, i.source_ip, i.user_agent, i.trace_id, i.body_size
      FROM incoming i
), payloads AS (
    INSERT INTO gatehouse.webhook_payload
           (event_id, received_at, raw_body, body_sha256, headers, request_url, canonical, diagnosis,
            explanation)
    SELECT i.id, i.received_at, i.raw_body, i.body_sha256, i.headers::jsonb, i.request_url,
           i.canonical::jsonb, i.diagnosis, i.explanation::jsonb
      FROM incoming i
)
INSERT INTO gatehouse.job_execution
       (id, created_at, event_id, route_id, destination_id, task_name, path, mode, source, tenant,
        event_type, user_id, trace_id, idempotency_key, status, next_attempt_at)
SELECT m.job_id, gatehouse.uuid_time(m.job_id), m.event_id, m.route_id, m.destination_id, 'deliver',
       m.path, m.mode, m.source, m.tenant, m.event_type, m.actor_id, m.trace_id,
       gatehouse.delivery_key(m.source, m.idempotency_key, m.destination_id, m.path), 'pending',
       clock_timestamp()
  FROM matching m)";

// An event that got one of its keys and not the other is a duplicate of the other's owner; what it
// got goes to that one too, so that no key leads to an event that was never stored. Only rows that
// this transaction has locked already are touched.
constexpr std::string_view handOver = R"(
WITH claim AS (
    SELECT u.event_id AS claimant, known.event_id AS owner, u.is_first
      FROM unnest($1::bytea[], $2::uuid[], $3::boolean[]) AS u(key_hash, event_id, is_first)
      JOIN gatehouse.idempotency_key known ON known.key_hash = u.key_hash
), lost AS (
    SELECT DISTINCT ON (claimant) claimant, owner
      FROM claim
     WHERE owner <> claimant AND is_first IS NOT NULL
     ORDER BY claimant, is_first DESC
)
UPDATE gatehouse.idempotency_key known
   SET event_id = lost.owner
  FROM lost
 WHERE known.event_id = lost.claimant AND known.key_hash = ANY($1::bytea[]))";

constexpr std::string_view readOwners =
    "SELECT key_hash, event_id FROM gatehouse.idempotency_key WHERE key_hash = ANY($1::bytea[])";

constexpr std::string_view noHeaders = "[]";

std::optional<TextView> text(const std::optional<std::string> &value)
{
    return value ? std::optional(TextView{*value}) : std::nullopt;
}

std::optional<TextView> textUnlessEmpty(const std::string &value)
{
    return value.empty() ? std::nullopt : std::optional(TextView{value});
}

std::optional<BytesView> hashOrNull(const std::string &hash)
{
    return hash.empty() ? std::nullopt : std::optional(BytesView{hash});
}

template <typename... Columns>
postgres::Parameters parametersOf(Columns &&...columns)
{
    postgres::Parameters all;
    all.reserve(sizeof...(columns));
    (all.emplace_back(std::forward<Columns>(columns)), ...);
    return all;
}

/// The arrays of takeKeys and handOver: one entry for each key, sorted.
struct ClaimColumns
{
    explicit ClaimColumns(const KeyClaims &claims);

    Array<BytesView> keyHash;
    Array<Uuid> eventId;
    Array<bool> isFirst; ///< false: the second key; nothing: neither is the event's own
    bool hasSecondKeys = false;
};

ClaimColumns::ClaimColumns(const KeyClaims &claims)
{
    for (const auto &[hash, claim] : claims) {
        const bool isOwn = claim.kind != KeyClaim::Kind::Inherited;
        const bool isFirstKey = claim.kind == KeyClaim::Kind::First;
        keyHash.emplace_back(BytesView{hash});
        eventId.emplace_back(claim.eventId);
        isFirst.push_back(isOwn ? std::optional(isFirstKey) : std::nullopt);
        hasSecondKeys = hasSecondKeys || !isFirstKey;
    }
}

/// The arrays of storeWinners, one for each column.
struct Columns
{
    Array<Uuid> id;
    Array<Timestamp> receivedAt, occurredAt;
    Array<BytesView> keyHash, secondHash, rawBody, bodyHash;
    Array<std::int64_t> bodySize;
    Array<TextView> source, tenant, eventType, providerEventId, idempotencyKey, subjectType,
        subjectId, actorId, actorEmail, sourceIp, userAgent, traceId, headers, requestUrl,
        canonical, error, diagnosis, explanation;

    void add(const BatchEntry &entry);
    void addDescription(const IncomingEvent &event);
    void addPayload(const BatchEntry &entry);
    postgres::Parameters parameters() &&;
};

void Columns::add(const BatchEntry &entry)
{
    const IncomingEvent &event = *entry.event;
    id.emplace_back(event.id);
    receivedAt.emplace_back(event.id.time());
    keyHash.push_back(hashOrNull(entry.keyHash));
    secondHash.push_back(hashOrNull(entry.secondHash));
    idempotencyKey.push_back(textUnlessEmpty(event.idempotencyKey));
    addDescription(event);
    addPayload(entry);
}

void Columns::addDescription(const IncomingEvent &event)
{
    source.emplace_back(TextView{event.source});
    tenant.push_back(text(event.tenant));
    eventType.push_back(text(event.eventType));
    providerEventId.push_back(text(event.providerEventId));
    occurredAt.push_back(event.occurredAt);
    subjectType.push_back(text(event.subjectType));
    subjectId.push_back(text(event.subjectId));
    actorId.push_back(text(event.actorId));
    actorEmail.push_back(text(event.actorEmail));
    sourceIp.push_back(textUnlessEmpty(event.sourceIp));
    userAgent.push_back(textUnlessEmpty(event.userAgent));
    traceId.push_back(textUnlessEmpty(event.traceId));
    error.push_back(textUnlessEmpty(event.refusalError));
    diagnosis.push_back(textUnlessEmpty(event.refusalDiagnosis));
}

void Columns::addPayload(const BatchEntry &entry)
{
    const IncomingEvent &event = *entry.event;
    rawBody.push_back(event.keepBody ? std::optional(BytesView{event.rawBody}) : std::nullopt);
    bodyHash.emplace_back(BytesView{entry.bodyHash});
    bodySize.push_back(static_cast<std::int64_t>(event.sealedFrom ? event.sealedFrom->size
                                                                  : event.rawBody.size()));
    headers.emplace_back(
        TextView{entry.dropHeaders ? noHeaders : std::string_view(event.headersJson)});
    requestUrl.emplace_back(TextView{event.requestUrl});
    canonical.push_back(entry.dropCanonical ? std::nullopt : text(event.canonicalJson));
    explanation.push_back(entry.dropExplanation ? std::nullopt : text(event.explanationJson));
}

postgres::Parameters Columns::parameters() &&
{
    const auto moved = [](auto &...columns) { return parametersOf(std::move(columns)...); };
    return moved(id, receivedAt, keyHash, source, tenant, eventType, providerEventId,
                 idempotencyKey, occurredAt, subjectType, subjectId, actorId, actorEmail, sourceIp,
                 userAgent, traceId, bodySize, rawBody, bodyHash, headers, requestUrl, canonical,
                 error, diagnosis, secondHash, explanation);
}

} // namespace

std::vector<postgres::Statement> batchStatements(const std::vector<BatchEntry> &batch,
                                                 std::chrono::seconds idempotencyLifetime)
{
    Columns columns;
    for (const BatchEntry &entry : batch)
        columns.add(entry);
    ClaimColumns claims(claimKeys(batch));
    const auto lifetime = static_cast<double>(idempotencyLifetime.count());
    std::vector<postgres::Statement> statements;
    statements.push_back(
        {std::string(takeKeys), parametersOf(claims.keyHash, claims.eventId, lifetime)});
    Array<BytesView> firstKeys = columns.keyHash;
    statements.push_back({std::string(storeWinners), std::move(columns).parameters()});
    if (claims.hasSecondKeys) {
        statements.push_back({std::string(handOver),
                              parametersOf(std::move(claims.keyHash), std::move(claims.eventId),
                                           std::move(claims.isFirst))});
    }
    for (postgres::Statement &statement : aiJobStatements(batch))
        statements.push_back(std::move(statement));
    statements.push_back({std::string(readOwners), parametersOf(std::move(firstKeys))});
    return statements;
}

} // namespace gatehouse::gateway
