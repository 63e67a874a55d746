#include "services/gateway/seed/seededrows.h"

#include "services/core/hex.h"
#include "services/core/log.h"
#include "services/gateway/delivery/fingerprint.h"
#include "services/gateway/normalize/normalizer.h"
#include "services/gateway/store/committer.h"
#include "services/signing/digest.h"

namespace gatehouse::gateway {

using postgres::JsonbView;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

constexpr std::string_view createdBy = "seed";
/// The upkeep forgets bodies of refused requests then.
constexpr hours refusedBodiesAreKept{24};
constexpr std::int32_t mostAttempts = 5;
constexpr const char *dryRunNote = "Not sent: the route's mode is dry_run";

constexpr std::array<const char *, 6> copies{
    "COPY gatehouse.webhook_event (id, received_at, source, tenant, event_type, provider_event_id,"
    " idempotency_key, status, signature_valid, attempts, error, occurred_at, subject_type,"
    " subject_id, actor_id, actor_email, source_ip, user_agent, created_by, trace_id, body_size,"
    " updated_at) FROM STDIN (FORMAT binary)",
    "COPY gatehouse.webhook_payload (event_id, received_at, raw_body, body_sha256, headers,"
    " request_url, canonical, diagnosis, explanation) FROM STDIN (FORMAT binary)",
    "COPY gatehouse.idempotency_key (key_hash, event_id, expires_at) FROM STDIN (FORMAT binary)",
    "COPY gatehouse.job_execution (id, created_at, event_id, route_id, destination_id, task_name,"
    " path, mode, source, tenant, event_type, user_id, model, request_id, trace_id,"
    " idempotency_key, status, attempts, max_attempts, next_attempt_at, worker, started_at,"
    " finished_at, error, updated_at, tokens) FROM STDIN (FORMAT binary)",
    "COPY gatehouse.delivery_attempt (id, created_at, job_id, event_id, attempt, request_id, url,"
    " request_headers, request_body, response_status, response_headers, response_body, error,"
    " duration_ms) FROM STDIN (FORMAT binary)",
    "COPY gatehouse.dead_letter (id, created_at, job_id, event_id, source, tenant, event_type,"
    " root_cause, error, fingerprint, response_status, attempts, state_changed_at, died_at)"
    " FROM STDIN (FORMAT binary)"};

std::optional<std::string> filled(const std::optional<MarkedText> &text, const SlotValues &values)
{
    return text ? std::optional(text->filled(values)) : std::nullopt;
}

Timestamp toMillisecond(Timestamp time)
{
    return std::chrono::floor<milliseconds>(time);
}

std::optional<std::string_view> unlessEmpty(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

std::string json(const HeaderFields &fields)
{
    std::string text = "[";
    for (const auto &[name, value] : fields) {
        text += text.size() > 1 ? ",[" : "[";
        text += jsonQuoted(name) + ',' + jsonQuoted(value) + ']';
    }
    return text + ']';
}

std::optional<Timestamp> occurredAt(const EventKind &kind, const SeededEvent &event)
{
    return kind.occurredAfter ? std::optional(event.sentAt + *kind.occurredAfter) : kind.occurredAt;
}

} // namespace

SeedCounts &SeedCounts::operator+=(const SeedCounts &other)
{
    events += other.events;
    jobs += other.jobs;
    deliveries += other.deliveries;
    deadLetters += other.deadLetters;
    return *this;
}

SeededRows::SeededRows() = default;

SeedCounts SeededRows::counts() const
{
    return {m_tables[Events].size(), m_tables[Jobs].size(), m_tables[Deliveries].size(),
            m_tables[DeadLetters].size()};
}

void SeededRows::clear()
{
    for (postgres::BinaryRows &table : m_tables)
        table.clear();
}

Result<> SeededRows::copyTo(postgres::Session &session)
{
    for (std::size_t table = 0; table < tableCount; ++table) {
        std::string_view rest = m_tables[table].finish();
        const auto once = [&rest]() -> Result<std::string_view> { return std::exchange(rest, {}); };
        if (const auto copied = session.copyFrom(copies[table], once); !copied)
            return failure(copied.error());
    }
    return {};
}

void SeededRows::add(const SeededEvent &event, const EventKind &kind,
                     const std::vector<RouteTarget> &targets, DeliveryStories &stories, Dice &dice,
                     const History &history)
{
    m_event = &event;
    m_kind = &kind;
    m_key = kind.idempotencyKey.filled(event.values);
    m_canonical = kind.canonical.filled(event.values);
    m_actorId = filled(kind.actorId, event.values);
    m_occurredAt = occurredAt(kind, event);
    Outcome outcome;
    outcome.updatedAt = event.receivedAt + microseconds(dice.between(900, 9000));
    const bool isUnreadable = event.tenant == EventSource::brokenTenant
        && history.brokenMapping().contains(event.receivedAt);
    DeliveryStory story;
    for (const RouteTarget &target : targets) {
        if (event.isRefused)
            break;
        const Timestamp createdAt = toMillisecond(outcome.updatedAt);
        stories.tell(story, target.mode, createdAt, isUnreadable);
        addDelivery(target, story, createdAt, dice);
        outcome.tries += static_cast<std::int32_t>(story.tries.size());
        outcome.updatedAt = std::max(outcome.updatedAt, story.finishedAt);
        if (story.isDead && (!outcome.error || story.error < *outcome.error))
            outcome.error = story.error;
        if (story.isDead)
            outcome.status = "failed";
    }
    if (kind.job && !event.isRefused)
        addAiJob(*kind.job, dice);
    addEvent(outcome);
    addPayload(history);
    addKeys(history);
}

void SeededRows::addEvent(const Outcome &outcome)
{
    const SeededEvent &event = *m_event;
    const EventKind &kind = *m_kind;
    const auto size = static_cast<std::int32_t>(event.body.size());
    const std::string userAgent = kind.userAgent.filled(event.values);
    const std::string &tenant = event.values[Slot::Tenant];
    if (event.isRefused) {
        constexpr std::nullopt_t none = std::nullopt;
        m_tables[Events].add(event.id, event.receivedAt, kind.source, tenant, none, none, none,
                             "discarded", false, std::int32_t{0}, kind.refused.error, none, none,
                             none, none, none, event.sourceIp, userAgent, createdBy, event.traceId,
                             size, outcome.updatedAt);
        return;
    }
    m_tables[Events].add(event.id, event.receivedAt, kind.source, tenant, kind.eventType,
                         kind.providerEventId.filled(event.values), m_key, outcome.status, true,
                         outcome.tries, outcome.error, m_occurredAt, kind.subjectType,
                         filled(kind.subjectId, event.values), m_actorId,
                         filled(kind.actorEmail, event.values), event.sourceIp, userAgent,
                         createdBy, event.traceId, size, outcome.updatedAt);
}

/// Of refused requests what the upkeep leaves of them.
void SeededRows::addPayload(const History &history)
{
    const SeededEvent &event = *m_event;
    const EventKind &kind = *m_kind;
    const std::string headers = kind.headers.filled(event.values);
    postgres::BinaryRows &payloads = m_tables[Payloads];
    if (!event.isRefused) {
        payloads.add(event.id, event.receivedAt, event.body, event.bodyHash, JsonbView{headers},
                     kind.url.filled(event.values), JsonbView{m_canonical}, std::nullopt,
                     std::nullopt);
        return;
    }
    const bool keepsBody = event.receivedAt >= history.end() - refusedBodiesAreKept;
    const auto body = keepsBody ? std::optional<std::string_view>(event.body) : std::nullopt;
    const std::string url = keepsBody ? kind.url.filled(event.values) : std::string();
    const std::string explanation = kind.refused.explanation.filled(event.values);
    payloads.add(event.id, event.receivedAt, body, event.bodyHash, JsonbView{headers}, url,
                 std::nullopt, kind.refused.diagnosis.filled(event.values), JsonbView{explanation});
}

/// The upkeep has deleted those that are over.
void SeededRows::addKeys(const History &history)
{
    const Timestamp until = m_event->receivedAt + CommitterOptions{}.idempotencyLifetime;
    if (m_event->isRefused || until <= history.end())
        return;
    m_tables[Keys].add(signing::sha256(m_key), m_event->id, until);
    if (!m_kind->secondKey.isEmpty())
        m_tables[Keys].add(signing::sha256(m_kind->secondKey.filled(m_event->values)), m_event->id,
                           until);
}

void SeededRows::addDelivery(const RouteTarget &target, const DeliveryStory &story,
                             Timestamp createdAt, Dice &dice)
{
    const SeededEvent &event = *m_event;
    const Uuid id = dice.id(createdAt);
    m_deliveryKey = deliveryKey(m_kind->source, m_key, target);
    std::optional<std::string> lastRequest;
    for (std::size_t i = 0; i < story.tries.size(); ++i) {
        const Uuid request = dice.id();
        lastRequest = request.toString();
        addTry(target, story.tries[i], static_cast<int>(i) + 1, id, request, dice);
    }
    const std::string worker =
        "worker-5eed" + std::to_string(10000000 + event.receivedAt.time_since_epoch().count() % 3);
    m_tables[Jobs].add(id, createdAt, event.id, target.route, target.destination, "deliver",
                       target.path, target.mode, m_kind->source, event.values[Slot::Tenant],
                       m_kind->eventType, m_actorId, std::nullopt, lastRequest, event.traceId,
                       m_deliveryKey, story.isDead ? "dead" : "succeeded",
                       std::int32_t{story.attempts}, mostAttempts, story.finishedAt, worker,
                       story.startedAt, story.finishedAt, unlessEmpty(story.error),
                       story.finishedAt, std::nullopt);
    if (story.isDead)
        addDeadLetter(story, id, dice);
}

void SeededRows::addTry(const RouteTarget &target, const Try &tried, int number, const Uuid &job,
                        const Uuid &request, Dice &dice)
{
    const std::string headers = requestHeaders(request, dice);
    const double took = std::chrono::duration<double, std::milli>(tried.took).count();
    const Uuid id = dice.id(tried.at);
    postgres::BinaryRows &tries = m_tables[Deliveries];
    const std::int32_t attempt = number;
    if (!tried.answer) {
        tries.add(id, tried.at, job, m_event->id, attempt, request, target.url, JsonbView{headers},
                  deliveryBody(m_canonical, m_event->body), std::nullopt, std::nullopt,
                  std::nullopt, dryRunNote, took);
        return;
    }
    const DeliveryResponse &response = tried.answer->response;
    if (response.status == 0) {
        tries.add(id, tried.at, job, m_event->id, attempt, request, target.url, JsonbView{headers},
                  std::nullopt, std::nullopt, std::nullopt, std::nullopt, tried.answer->error,
                  took);
        return;
    }
    const std::string answered = json(response.headers);
    tries.add(id, tried.at, job, m_event->id, attempt, request, target.url, JsonbView{headers},
              std::nullopt, std::int32_t{response.status}, JsonbView{answered}, response.body,
              unlessEmpty(tried.answer->error), took);
}

/// As worker/requestbuilder makes them; the signature is made up.
std::string SeededRows::requestHeaders(const Uuid &request, Dice &dice) const
{
    std::string span;
    dice.hex(span, 16);
    return R"([["Authorization","[redacted]"],["Content-Type","application/json"],)"
           R"(["User-Agent","gatehouse/0.1"],["X-Request-Id",")"
        + request.toString() + R"("],["Idempotency-Key",")" + m_deliveryKey
        + R"("],["traceparent","00-)" + m_event->traceId + '-' + span
        + R"(-01"],["X-Signature","sha256=)" + m_event->values[Slot::BodyHash] + R"("]])";
}

void SeededRows::addDeadLetter(const DeliveryStory &story, const Uuid &job, Dice &dice)
{
    const Timestamp diedAt = toMillisecond(story.finishedAt);
    m_tables[DeadLetters].add(dice.id(diedAt), diedAt, job, m_event->id, m_kind->source,
                              m_event->values[Slot::Tenant], m_kind->eventType, story.rootCause,
                              story.error, fingerprint(story.error), story.status,
                              std::int32_t{story.attempts}, diedAt, story.finishedAt);
}

/// What store/aijobs makes of the one callback that it heard.
void SeededRows::addAiJob(const EventKind::AiJob &job, Dice &dice)
{
    constexpr std::nullopt_t none = std::nullopt;
    const SeededEvent &event = *m_event;
    const JobReport &report = job.report;
    const std::string jobId = job.id.filled(event.values);
    const std::string &tenant = event.values[Slot::Tenant];
    const Timestamp at = m_occurredAt.value_or(event.receivedAt);
    const bool isStarted = report.status != "pending";
    const bool isOver = isStarted && report.status != "running";
    const bool isTried = report.status == "succeeded" || report.status == "dead";
    const auto error = isOver && report.status != "succeeded" ? report.error : std::nullopt;
    const auto startedAt =
        isStarted ? std::optional(at - report.duration.value_or(milliseconds(0))) : std::nullopt;
    const auto finishedAt = isOver ? std::optional(at) : std::nullopt;
    m_tables[Jobs].add(dice.id(event.receivedAt), event.receivedAt, event.id, none, none, "ai_job",
                       none, none, m_kind->source, tenant, m_kind->eventType, m_actorId,
                       report.model, jobId, event.traceId, "ai:" + tenant + ':' + jobId,
                       report.status, std::int32_t{isTried ? 1 : 0}, none, none, none, startedAt,
                       finishedAt, error, event.receivedAt, report.tokens);
}

} // namespace gatehouse::gateway
