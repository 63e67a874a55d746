#include "services/gateway/ingress/ingestendpoint.h"

#include "services/gateway/ingress/answers.h"
#include "services/gateway/ingress/explanation.h"
#include "services/gateway/ingress/requestfacts.h"
#include "services/gateway/store/textcolumn.h"
#include "services/signing/digest.h"

namespace gatehouse::gateway {

namespace {

constexpr std::size_t longestUserAgent = 512;

bool canBePing(const Dialect &dialect, const http::RequestHead &head)
{
    return dialect.ping && dialect.ping->hasHead(head);
}

Refusal notJson(std::string_view source)
{
    Refusal refusal{415, "unsupported_media_type", "The Content-Type must be application/json.",
                    "The Content-Type is not application/json."};
    refusal.diagnosis += source == "github"
        ? " Choose \"application/json\" in the webhook's settings on GitHub."
        : " This source sends JSON: perhaps something else sent this, or a proxy changed the "
          "header.";
    return refusal;
}

/// A body without a length is none to HTTP, and a webhook without a body is none to anybody.
std::optional<Refusal> judgeLength(const http::RequestHead &head)
{
    if (head.headers.count("Content-Length") > 0 || head.headers.count("Transfer-Encoding") > 0)
        return std::nullopt;
    return Refusal{
        411, "length_required",
        "The request needs a Content-Length, or Transfer-Encoding: chunked.",
        "The request has neither Content-Length nor Transfer-Encoding, so it has no body. "
        "Look for a proxy that took the header away."};
}

std::optional<Refusal> judgeHead(const http::RequestHead &head, std::string_view source)
{
    const Dialect &dialect = dialectOf(source);
    if (head.method != "POST")
        return Refusal{
            405, "method_not_allowed", "Webhooks are taken by POST only.", {}, {{"Allow", "POST"}}};
    if (head.headers.count("Content-Encoding") > 0)
        return Refusal{
            415, "unsupported_content_encoding", "The body must be sent without Content-Encoding.",
            "The request has a Content-Encoding. Signatures are over the plain bytes: switch "
            "compression off at the sender or the proxy."};
    if (!hasJsonMediaType(head.headers) && !canBePing(dialect, head))
        return notJson(source);
    return judgeLength(head);
}

/// The server's answer for a body that it did not read to its end, with its code.
Refusal unreadBody(int status)
{
    switch (status) {
    case 408:
        return {status, "request_timeout", {}, "The body did not arrive in time."};
    case 413:
        return {status, "body_too_large", {}, "The body is over 512 KiB and was not read."};
    default:
        return {status,
                "ambiguous_framing",
                {},
                "The body's framing is broken: its length or its chunks do not add up."};
    }
}

Refusal rateLimited(std::chrono::seconds wait, const char *whose)
{
    return {429,
            "rate_limited",
            "Too many requests in a minute. Send it again later.",
            "More requests came from " + std::string(whose)
                + " in a minute than GATEHOUSE_RATE_LIMIT allows. Providers send again later; "
                  "raise the limit if this was no flood.",
            {{"Retry-After", std::to_string(wait.count())}}};
}

Refusal unknownSource()
{
    return {404, "unknown_source", "There is no such webhook source.", {}};
}

/// A second key cannot be the first of another event: no source has '#' in its name.
std::string secondKey(const IncomingEvent &event, const std::string &secondId)
{
    return secondId.empty() ? std::string()
                            : event.source + "#second:" + *event.tenant + ':' + secondId;
}

/// The request's event as it is stored, but for its body: what all of the request share, and what
/// is its own.
IncomingEvent stored(IncomingEvent event, CanonicalEvent canonical)
{
    event.id = canonical.id;
    event.eventType = std::move(canonical.eventType);
    event.idempotencyKey = event.source + ':' + *event.tenant + ':' + canonical.providerEventId;
    event.secondKey = secondKey(event, canonical.secondEventId);
    event.providerEventId = std::move(canonical.providerEventId);
    event.occurredAt = canonical.occurredAt;
    event.subjectType = std::move(canonical.subjectType);
    event.subjectId = std::move(canonical.subjectId);
    event.actorId = std::move(canonical.actorId);
    event.actorEmail = std::move(canonical.actorEmail);
    event.job = std::move(canonical.job);
    if (canonical.fitsJsonb)
        event.canonicalJson = std::move(canonical.json);
    return event;
}

/// What the answer is made of: all of the request only where it may yet be refused.
IncomingEvent keptForAnswer(const IncomingEvent &origin, const std::string &body)
{
    IncomingEvent kept;
    if (origin.token) {
        kept = origin;
        kept.rawBody = body;
        return kept;
    }
    kept.id = origin.id;
    kept.source = origin.source;
    kept.tenant = origin.tenant;
    return kept;
}

/// Fills in why; false when the cap admits no record of it.
bool prepareRefusal(Outcomes &outcomes, IncomingEvent &event, const Refusal &refusal,
                    std::chrono::steady_clock::time_point started)
{
    outcomes.countRefused(event, refusal, started);
    const Outcomes::Keep keep = outcomes.admitRefused(event.source);
    if (keep == Outcomes::Keep::Nothing)
        return false;
    outcomes.logRefused(event, refusal, started);
    event.refusalError = refusal.summary();
    event.refusalDiagnosis = refusal.diagnosis.empty() ? refusal.detail : refusal.diagnosis;
    event.keepBody = keep == Outcomes::Keep::Everything;
    if (!event.keepBody)
        event.requestUrl.clear();
    return true;
}

/// The id that it is recorded under.
std::optional<Uuid> recordRefusal(Outcomes &outcomes, EventSink &sink, IncomingEvent event,
                                  const Refusal &refusal,
                                  std::chrono::steady_clock::time_point started)
{
    if (!prepareRefusal(outcomes, event, refusal, started))
        return std::nullopt;
    const Uuid id = event.id;
    sink.recordRefused(std::move(event));
    return id;
}

http::Response refusedAnswer(const Refusal &refusal, const std::optional<Uuid> &recordedAs)
{
    http::Response answer = refusal.response();
    answer.recordedAs = recordedAs;
    return answer;
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
    , m_outcomes(std::make_shared<Outcomes>(clock, log, m_options.metrics))
{
    if (m_options.requestsPerMinute > 0) {
        m_addresses.emplace(m_options.requestsPerMinute, clock);
        m_subjects.emplace(m_options.requestsPerMinute, clock);
    }
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
    if (!schemeFor(*source)) {
        m_outcomes->countUnknownSource();
        return unknownSource().response();
    }
    auto refusal = judgeRate(head);
    if (!refusal)
        refusal = judgeHead(head, *source);
    if (!refusal)
        return std::nullopt;
    return refusedAnswer(*refusal, recordUnread(head, *source, *refusal));
}

/// Asked by refuse() alone, so that a request is counted once.
std::optional<Refusal> IngestEndpoint::judgeRate(const http::RequestHead &head)
{
    const auto wait =
        m_addresses ? m_addresses->take(m_options.proxies.clientAddress(head)) : std::nullopt;
    return wait ? std::optional(rateLimited(*wait, "this address")) : std::nullopt;
}

std::string IngestEndpoint::urlOf(const http::RequestHead &head) const
{
    return calledUrl(head, m_options.publicUrl, m_options.proxies.scheme(head));
}

http::Response IngestEndpoint::bodyRefused(const http::RequestHead &head,
                                           http::Response serverAnswer)
{
    const auto source = ingestSource(head.path());
    if (!source || !schemeFor(*source))
        return serverAnswer;
    serverAnswer.recordedAs = recordUnread(head, *source, unreadBody(serverAnswer.status));
    return serverAnswer;
}

void IngestEndpoint::headRefused(std::string_view path, std::string_view code)
{
    const auto source = ingestSource(path);
    if (source)
        m_outcomes->countUnread(schemeFor(*source) ? *source : "unknown", code);
}

void IngestEndpoint::respond(http::Request request, http::Reply reply)
{
    const auto started = m_clock.steadyNow();
    const auto source = ingestSource(request.path());
    if (!source || !schemeFor(*source)) {
        reply(unknownSource().response());
        return;
    }
    IncomingEvent origin = describe(request, *source);
    auto judgement = judge(origin, request);
    if (auto *events = std::get_if<Events>(&judgement)) {
        submit(std::move(origin), std::move(request.body), std::move(*events), started,
               std::move(reply));
        return;
    }
    if (auto *answer = std::get_if<http::Response>(&judgement)) {
        m_outcomes->countHandshake(origin.source, origin.tenant.value_or(""));
        reply(std::move(*answer));
        return;
    }
    const Refusal &refusal = std::get<Refusal>(judgement);
    origin.rawBody = std::move(request.body);
    const auto recordedAs = refusal.isAboutSignature
        ? recordExplained(std::move(origin), request, refusal, started)
        : recordRefusal(*m_outcomes, m_sink, std::move(origin), refusal, started);
    reply(refusedAnswer(refusal, recordedAs));
}

/// Everything that is known without the body and the sender.
IncomingEvent IngestEndpoint::describe(const http::RequestHead &head, std::string_view source)
{
    IncomingEvent event;
    event.id = m_ids.next();
    event.source = source;
    event.headersJson = headersJson(head.headers);
    event.requestUrl = textColumn(urlOf(head));
    event.sourceIp = m_options.proxies.clientAddress(head);
    event.userAgent = textColumn(head.headers.find("User-Agent").value_or(""), longestUserAgent);
    event.traceId = traceId(head.headers);
    return event;
}

/// The contract's order: tenant, headers, signature, time, token, JSON, required fields. Fills in
/// the tenant as soon as it is known.
IngestEndpoint::Judgement IngestEndpoint::judge(IncomingEvent &origin, const http::Request &request)
{
    const Dialect &dialect = dialectOf(origin.source);
    if (auto refusal = judgeHead(request, origin.source))
        return std::move(*refusal);
    auto sender = findSender(origin.source, request);
    if (auto *refusal = std::get_if<Refusal>(&sender))
        return std::move(*refusal);
    origin.tenant = std::get<Sender>(sender).tenant;
    if (canBePing(dialect, request))
        return answerPing(origin.source, request);
    const auto verification = verify(origin, std::get<Sender>(sender), request);
    if (verification.outcome != signing::Verification::Outcome::Valid)
        return fromVerification(verification);
    if (dialect.bringsBearer && m_options.bearerCheck) {
        if (auto refusal = judgeBearer(origin, request))
            return std::move(*refusal);
    }
    if (auto answer = dialect.handshake ? dialect.handshake(request.body) : std::nullopt)
        return std::move(*answer);
    return judgeBody(origin, request, verification.signedId);
}

IngestEndpoint::Judgement IngestEndpoint::answerPing(std::string_view source,
                                                     const http::Request &request)
{
    if (!dialectOf(source).ping->hasBody(request.body))
        return notJson(source);
    return http::jsonResponse(200, R"({"status":"ok"})");
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

signing::Verification IngestEndpoint::verify(const IncomingEvent &origin, const Sender &sender,
                                             const http::Request &request) const
{
    const std::string url = urlOf(request);
    const signing::Message message{url, request.headers.fields(), request.body};
    auto verification = schemeFor(origin.source)->verify(message, *sender.secrets, m_clock.now());
    if (verification.outcome == signing::Verification::Outcome::Valid)
        m_secrets.used(origin.source, sender.tenant, sender.secrets->at(verification.secretIndex));
    return verification;
}

/// The subject is counted only now: whoever has no good token must not use up its share.
std::optional<Refusal> IngestEndpoint::judgeBearer(IncomingEvent &origin,
                                                   const http::RequestHead &head)
{
    const auto outcome = m_options.bearerCheck->judge(head);
    if (const auto *refusal = std::get_if<Refusal>(&outcome))
        return *refusal;
    const auto *claims = std::get_if<signing::JwtClaims>(&outcome);
    if (!claims)
        return std::nullopt;
    const auto wait = m_subjects && !claims->subject.empty()
        ? m_subjects->take(signing::sha256(claims->subject))
        : std::nullopt;
    if (wait)
        return rateLimited(*wait, "this token's subject (sub)");
    origin.token = UsedToken{claims->id, claims->expires};
    return std::nullopt;
}

IngestEndpoint::Judgement IngestEndpoint::judgeBody(const IncomingEvent &origin,
                                                    const http::Request &request,
                                                    const std::string &signedId)
{
    auto events = m_normalizer.normalizeRequest(
        {origin.source, request.headers.fields(), request.body, *origin.tenant, signedId},
        [this] { return m_ids.next(); });
    if (!events)
        return fromError(events.error());
    return std::move(*events);
}

void IngestEndpoint::submit(IncomingEvent origin, std::string body, Events canonicals,
                            std::chrono::steady_clock::time_point started, http::Reply reply)
{
    IncomingEvent kept = keptForAnswer(origin, body);
    if (!canonicals.empty())
        kept.id = canonicals.front().id; // what the log says is what the answer says
    std::vector<IncomingEvent> events;
    events.reserve(canonicals.size());
    for (CanonicalEvent &canonical : canonicals) {
        const bool isLast = &canonical == &canonicals.back();
        const std::string_view raw = canonical.raw;
        events.push_back(stored(isLast ? std::move(origin) : origin, std::move(canonical)));
        events.back().rawBody = raw.size() == body.size() ? std::move(body) : std::string(raw);
    }
    const bool isBatch = m_normalizer.isBatch(kept.source);
    Submitted submitted{std::move(kept), isBatch, started, std::move(reply), m_outcomes, m_sink};
    m_sink.submit(std::move(events),
                  [submitted = std::move(submitted)](const Result<std::vector<Committed>> &result) {
                      answer(submitted, result);
                  });
}

void IngestEndpoint::answer(const Submitted &submitted,
                            const Result<std::vector<Committed>> &result)
{
    const auto &[origin, isBatch, started, reply, outcomes, sink] = submitted;
    if (!result && result.error().kind == ErrorKind::Denied) {
        const Refusal refusal = tokenReused();
        reply(refusedAnswer(refusal, recordRefusal(*outcomes, sink, origin, refusal, started)));
        return;
    }
    if (!result || result->empty()) {
        const Error error = result ? Error{} : result.error();
        outcomes->notTaken(origin.id, origin.source, *origin.tenant, error, started);
        reply(notTaken(error));
        return;
    }
    outcomes->accepted(*result, origin.source, *origin.tenant, started);
    reply(accepted(*result, isBatch));
}

/// Within the cap a refusal is explained whole, but not while the sender waits.
std::optional<Uuid> IngestEndpoint::recordExplained(IncomingEvent event,
                                                    const http::RequestHead &head,
                                                    const Refusal &refusal,
                                                    std::chrono::steady_clock::time_point started)
{
    if (!prepareRefusal(*m_outcomes, event, refusal, started))
        return std::nullopt;
    const Uuid id = event.id;
    if (!event.keepBody) {
        m_sink.recordRefused(std::move(event));
        return id;
    }
    auto refused = std::make_shared<RefusedRequest>(RefusedRequest{
        m_schemes.find(event.source)->second, urlOf(head), head.headers.fields(),
        candidateSecrets(m_secrets, event.source, *event.tenant), m_clock.now(), std::move(event)});
    const auto work = [refused, &sink = m_sink] {
        explain(*refused);
        sink.recordRefused(std::move(refused->event));
    };
    if (!m_options.background)
        work();
    else if (!m_options.background->submit(work))
        m_sink.recordRefused(std::move(refused->event));
    return id;
}

/// A request whose body was not read, so there is nothing of it to keep.
std::optional<Uuid> IngestEndpoint::recordUnread(const http::RequestHead &head,
                                                 std::string_view source, const Refusal &refusal)
{
    IncomingEvent event = describe(head, source);
    const auto sender = findSender(event.source, head);
    if (const auto *known = std::get_if<Sender>(&sender))
        event.tenant = known->tenant;
    return recordRefusal(*m_outcomes, m_sink, std::move(event), refusal, m_clock.steadyNow());
}

} // namespace gatehouse::gateway
