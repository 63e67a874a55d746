#include "services/gateway/ingress/ingestendpoint.h"

#include "services/gateway/ingress/requestfacts.h"
#include "services/gateway/store/textcolumn.h"

namespace gatehouse::gateway {

namespace {

constexpr std::size_t longestUserAgent = 512;
constexpr const char *retryAfterSeconds = "5";

std::optional<Refusal> judgeHead(const http::RequestHead &head)
{
    if (head.method != "POST")
        return Refusal{405, "method_not_allowed", "Webhooks are taken by POST only.", {}};
    if (head.headers.count("Content-Encoding") > 0)
        return Refusal{
            415, "unsupported_content_encoding", "The body must be sent without Content-Encoding.",
            "The request has a Content-Encoding. Signatures are over the plain bytes: switch "
            "compression off at the sender or the proxy."};
    if (!hasJsonMediaType(head.headers))
        return Refusal{
            415, "unsupported_media_type", "The Content-Type must be application/json.",
            "The Content-Type is not application/json. On GitHub choose \"application/json\" "
            "in the webhook's settings."};
    return std::nullopt;
}

Refusal unknownSource()
{
    return {404, "unknown_source", "There is no such webhook source.", {}};
}

Refusal fromVerification(const signing::Verification &verification)
{
    using Outcome = signing::Verification::Outcome;
    switch (verification.outcome) {
    case Outcome::HeaderMissing:
        return {400, verification.code, verification.diagnosis, {}};
    case Outcome::TimeSkew:
        return {401, verification.code, "The time of the signature is too far from now.",
                verification.diagnosis};
    default:
        return {401, verification.code, "The signature is not valid.", verification.diagnosis};
    }
}

Refusal fromError(const Error &error)
{
    const auto *cause = std::get_if<HttpStatus>(&error.cause);
    if (!cause)
        return {400, "unusable", "The event cannot be used.", error.message.toStdString()};
    return {cause->status, cause->code, error.message.toStdString(), {}};
}

void takeCanonical(IncomingEvent &event, CanonicalEvent canonical)
{
    event.eventType = std::move(canonical.eventType);
    event.idempotencyKey = event.source + ':' + *event.tenant + ':' + canonical.providerEventId;
    event.providerEventId = std::move(canonical.providerEventId);
    event.occurredAt = canonical.occurredAt;
    event.subjectType = std::move(canonical.subjectType);
    event.subjectId = std::move(canonical.subjectId);
    event.actorId = std::move(canonical.actorId);
    event.actorEmail = std::move(canonical.actorEmail);
    if (canonical.fitsJsonb)
        event.canonicalJson = std::move(canonical.json);
}

http::Response accepted(const Committed &committed)
{
    const char *status = committed.isDuplicate ? "duplicate" : "queued";
    return http::jsonResponse(committed.isDuplicate ? 200 : 202,
                              R"({"event_id":")" + committed.eventId.toString() + R"(","status":")"
                                  + status + R"("})");
}

http::Response notTaken(const Error &error)
{
    if (error.kind == ErrorKind::Invalid)
        return http::problem(400, "unusable", "The event cannot be stored in any form.");
    http::Response response = http::problem(
        503, "unavailable", "The event was not taken: the database is away. Send it again.");
    response.headers.set("Retry-After", retryAfterSeconds);
    return response;
}

} // namespace

IngestEndpoint::IngestEndpoint(IngestOptions options, const Normalizer &normalizer,
                               const ProviderSecrets &secrets, EventSink &sink, const Clock &clock,
                               Log &log)
    : m_options(std::move(options))
    , m_normalizer(normalizer)
    , m_secrets(secrets)
    , m_sink(sink)
    , m_clock(clock)
    , m_ids(clock)
    , m_outcomes(std::make_shared<Outcomes>(clock, log))
{
    for (auto &scheme : signing::makeSchemes()) {
        std::string source(scheme->source());
        if (m_normalizer.knows(source))
            m_schemes.emplace(std::move(source), std::move(scheme));
    }
}

IngestEndpoint::~IngestEndpoint() = default;

const signing::Scheme *IngestEndpoint::schemeFor(std::string_view source) const
{
    const auto found = m_schemes.find(source);
    return found == m_schemes.end() ? nullptr : found->second.get();
}

std::optional<http::Response> IngestEndpoint::refuse(const http::RequestHead &head)
{
    const auto source = ingestSource(head.path());
    if (!source)
        return http::problem(404, "not_found", "There is nothing here.");
    if (!schemeFor(*source))
        return unknownSource().response();
    const auto refusal = judgeHead(head);
    if (!refusal)
        return std::nullopt;
    recordUnread(head, *source, *refusal);
    return refusal->response();
}

http::Response IngestEndpoint::bodyRefused(const http::RequestHead &head,
                                           http::Response serverAnswer)
{
    const auto source = ingestSource(head.path());
    if (!source || !schemeFor(*source))
        return serverAnswer;
    const bool tooLarge = serverAnswer.status == 413;
    const Refusal refusal{
        serverAnswer.status,
        tooLarge ? "body_too_large" : "bad_framing",
        {},
        tooLarge ? "The body is over 512 KiB and was not read."
                 : "The body's framing is broken: its length or its chunks do not add up."};
    recordUnread(head, *source, refusal);
    return serverAnswer;
}

void IngestEndpoint::respond(http::Request request, http::Reply reply)
{
    const auto started = m_clock.steadyNow();
    const auto source = ingestSource(request.path());
    if (!source || !schemeFor(*source)) {
        reply(unknownSource().response());
        return;
    }
    IncomingEvent event = describe(request, *source);
    const auto refusal = judge(event, request);
    event.rawBody = std::move(request.body);
    if (!refusal) {
        submit(std::move(event), started, std::move(reply));
        return;
    }
    record(std::move(event), *refusal, started);
    reply(refusal->response());
}

/// Everything that is known without the body and the sender.
IncomingEvent IngestEndpoint::describe(const http::RequestHead &head, std::string_view source)
{
    IncomingEvent event;
    event.id = m_ids.next();
    event.source = source;
    event.headersJson = headersJson(head.headers);
    event.requestUrl = textColumn(calledUrl(head, m_options.publicUrl));
    event.sourceIp = head.remoteAddress;
    event.userAgent = textColumn(head.headers.find("User-Agent").value_or(""), longestUserAgent);
    event.traceId = traceId(head.headers);
    return event;
}

/// The contract's order: tenant, headers, signature, time, JSON, required fields. Fills the event
/// in as far as it gets.
std::optional<Refusal> IngestEndpoint::judge(IncomingEvent &event,
                                             const http::Request &request) const
{
    if (auto refusal = judgeHead(request))
        return refusal;
    auto sender = findSender(event.source, request);
    if (auto *refusal = std::get_if<Refusal>(&sender))
        return std::move(*refusal);
    event.tenant = std::get<Sender>(sender).tenant;
    if (auto refusal = judgeSignature(event.source, std::get<Sender>(sender), request,
                                      calledUrl(request, m_options.publicUrl)))
        return refusal;
    auto canonical = judgeBody(event, request);
    if (auto *refusal = std::get_if<Refusal>(&canonical))
        return std::move(*refusal);
    takeCanonical(event, std::move(std::get<CanonicalEvent>(canonical)));
    return std::nullopt;
}

std::variant<IngestEndpoint::Sender, Refusal> IngestEndpoint::findSender(
    const std::string &source, const http::RequestHead &head) const
{
    const auto named = head.query("tenant");
    Sender sender;
    sender.tenant = named ? *named : m_secrets.onlyTenant(source);
    if (!named && sender.tenant.empty())
        return Refusal{404, "unknown_tenant", "Name the tenant in the URL: ?tenant=...",
                       "The URL names no tenant, and the source does not have exactly one."};
    sender.secrets = m_secrets.find(source, sender.tenant);
    if (!sender.secrets)
        return Refusal{
            404, "unknown_tenant", "There is no such tenant for this source.",
            "The tenant in the URL has no secret for this source. Check how it is written, or "
            "store a secret for it."};
    return sender;
}

std::optional<Refusal> IngestEndpoint::judgeSignature(const std::string &source,
                                                      const Sender &sender,
                                                      const http::Request &request,
                                                      const std::string &url) const
{
    const signing::Message message{url, request.headers.fields(), request.body};
    const signing::Verification verification =
        schemeFor(source)->verify(message, *sender.secrets, m_clock.now());
    if (verification.outcome == signing::Verification::Outcome::Valid)
        return std::nullopt;
    return fromVerification(verification);
}

std::variant<CanonicalEvent, Refusal> IngestEndpoint::judgeBody(const IncomingEvent &event,
                                                                const http::Request &request) const
{
    auto canonical = m_normalizer.normalize(event.source, request.headers.fields(), request.body,
                                            event.id, *event.tenant);
    if (!canonical)
        return fromError(canonical.error());
    return std::move(*canonical);
}

void IngestEndpoint::submit(IncomingEvent event, std::chrono::steady_clock::time_point started,
                            http::Reply reply)
{
    const std::string source = event.source;
    const std::string tenant = *event.tenant;
    std::vector<IncomingEvent> events;
    events.push_back(std::move(event));
    m_sink.submit(std::move(events),
                  [outcomes = m_outcomes, source, tenant, started,
                   reply = std::move(reply)](const Result<std::vector<Committed>> &committed) {
                      if (!committed || committed->empty()) {
                          const Error error = committed ? Error{} : committed.error();
                          outcomes->logUnavailable(source, tenant, errorKindName(error.kind),
                                                   started);
                          reply(notTaken(error));
                          return;
                      }
                      outcomes->logAccepted(committed->front(), source, tenant, started);
                      reply(accepted(committed->front()));
                  });
}

void IngestEndpoint::record(IncomingEvent event, const Refusal &refusal,
                            std::chrono::steady_clock::time_point started)
{
    const Outcomes::Keep keep = m_outcomes->admitRefused(event.source);
    if (keep == Outcomes::Keep::Nothing)
        return;
    m_outcomes->logRefused(event, refusal, started);
    event.refusalError = refusal.code;
    event.refusalDiagnosis = refusal.diagnosis.empty() ? refusal.detail : refusal.diagnosis;
    event.keepBody = keep == Outcomes::Keep::Everything;
    if (!event.keepBody)
        event.requestUrl.clear();
    m_sink.recordRefused(std::move(event));
}

/// A request whose body was not read, so there is nothing of it to keep.
void IngestEndpoint::recordUnread(const http::RequestHead &head, std::string_view source,
                                  const Refusal &refusal)
{
    IncomingEvent event = describe(head, source);
    const auto sender = findSender(event.source, head);
    if (const auto *known = std::get_if<Sender>(&sender))
        event.tenant = known->tenant;
    record(std::move(event), refusal, m_clock.steadyNow());
}

} // namespace gatehouse::gateway
