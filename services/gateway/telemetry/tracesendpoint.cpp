#include "services/gateway/telemetry/tracesendpoint.h"

#include "services/core/ratelimiter.h"
#include "services/gateway/admin/loginguard.h"
#include "services/gateway/admin/roles.h"
#include "services/gateway/admin/tokens.h"
#include "services/gateway/admin/workpool.h"
#include "services/gateway/store/agentevents.h"
#include "services/gateway/telemetry/gunzip.h"
#include "services/metrics/agentevent.h"
#include "services/metrics/otlpanswer.h"
#include "services/signing/digest.h"

#include <algorithm>
#include <charconv>
#include <variant>

namespace gatehouse::gateway {

using metrics::OtlpEncoding;

namespace {

using namespace std::chrono_literals;

constexpr std::size_t mostBytes = std::size_t{16} * 1024 * 1024; ///< unpacked
/// Larger ones are read from tokens only that were let in lately.
constexpr std::size_t mostBytesOfAnybody = std::size_t{512} * 1024;
constexpr auto statementTimeout = 15s;
constexpr auto connectTimeout = 3s;
constexpr auto keptFor = std::chrono::hours(24 * 90);
constexpr auto clocksDiffer = 1h;

/// What is refused, as both answers tell it.
struct Refusal
{
    int status;
    int grpcCode;
    std::string_view outcome; ///< for who logs the answer
    std::string message;
    std::string_view retryAfter = {};
};

namespace grpc {
constexpr int invalidArgument = 3, permissionDenied = 7, resourceExhausted = 8, unimplemented = 12,
              internal = 13, unavailable = 14, unauthenticated = 16;
}

OtlpEncoding encodingOf(const http::RequestHead &head)
{
    const auto type = head.headers.find("Content-Type").value_or("");
    return metrics::otlpEncodingOf(type).value_or(OtlpEncoding::Json);
}

http::Response answerOf(OtlpEncoding encoding, int status, std::string body)
{
    http::Response response;
    response.status = status;
    response.headers.set("Content-Type", std::string(metrics::contentTypeOf(encoding)));
    response.headers.set("Cache-Control", "no-store");
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.body = std::move(body);
    return response;
}

http::Response refused(const http::RequestHead &head, const Refusal &refusal)
{
    const OtlpEncoding encoding = encodingOf(head);
    http::Response response = answerOf(
        encoding, refusal.status, metrics::otlpStatus(encoding, refusal.grpcCode, refusal.message));
    response.outcome = refusal.outcome;
    if (!refusal.retryAfter.empty())
        response.headers.set("Retry-After", std::string(refusal.retryAfter));
    if (refusal.status == 401)
        response.headers.set("WWW-Authenticate", R"(Bearer realm="gatehouse")");
    if (refusal.status == 405)
        response.headers.set("Allow", "POST");
    return response;
}

Refusal tooMany(std::string_view outcome, std::string message)
{
    return {429, grpc::resourceExhausted, outcome, std::move(message)};
}

Refusal busyRefusal()
{
    return {503, grpc::unavailable, "busy", "Too many requests wait. Try again in a moment.", "1"};
}

Refusal tooLarge()
{
    return {413, grpc::invalidArgument, "body_too_large",
            "A request may have 16 MiB, unpacked. Send its spans in several."};
}

bool isGzip(const http::RequestHead &head)
{
    return http::equalsIgnoringCase(head.headers.find("Content-Encoding").value_or(""), "gzip");
}

/// What can be told before anybody is asked.
std::optional<Refusal> judgeForm(const http::RequestHead &head)
{
    if (head.method != "POST")
        return Refusal{405, grpc::unimplemented, "method_not_allowed", "Traces are sent by POST."};
    if (admin::bearerToken(head).empty())
        return Refusal{401, grpc::unauthenticated, "token_missing",
                       "This needs a token of the role telemetry: Authorization: Bearer ..."};
    if (!metrics::otlpEncodingOf(head.headers.find("Content-Type").value_or("")))
        return Refusal{415, grpc::invalidArgument, "unsupported_media_type",
                       "Traces are application/json or application/x-protobuf."};
    const auto packed = head.headers.find("Content-Encoding").value_or("identity");
    if (!isGzip(head) && !http::equalsIgnoringCase(packed, "identity"))
        return Refusal{415, grpc::invalidArgument, "unsupported_encoding",
                       "Traces are sent plain or with Content-Encoding: gzip."};
    return std::nullopt;
}

/// Or of a length that is not told.
bool isLarge(const http::RequestHead &head)
{
    const auto text = head.headers.find("Content-Length");
    if (!text)
        return true;
    std::size_t length = 0;
    const auto end = std::from_chars(text->data(), text->data() + text->size(), length);
    return end.ec != std::errc() || length > mostBytesOfAnybody;
}

} // namespace

struct TracesEndpoint::Private
{
    Private(TracesOptions given, const Clock &c, Log &l)
        : options(std::move(given))
        , clock(c)
        , log(l)
        , guard(options.unknownTokensPerAddress, options.unknownTokensOverall, clock, log)
        , limiter(options.requestsPerMinute, clock)
        , pool(options.database, clock, 1, options.maxQueued)
    {
    }

    using Sender = std::variant<admin::Actor, Refusal>;

    std::string addressOf(const http::RequestHead &head) const
    {
        return options.clientAddress ? options.clientAddress(head) : head.remoteAddress;
    }
    std::optional<Refusal> judgeRate(const http::RequestHead &head, std::string &wait);
    bool mayBeLarge(const http::RequestHead &head);
    Refusal refusalOf(const Error &error);
    Result<std::variant<admin::Actor, admin::LoginRefusal>> findActor(const http::RequestHead &head,
                                                                      admin::SessionSlot &slot);
    Sender senderOf(const http::RequestHead &head, admin::SessionSlot &slot);
    http::Response answer(http::Request &request, admin::SessionSlot &slot);
    http::Response store(const http::RequestHead &head, const admin::Actor &sender,
                         std::string_view body, admin::SessionSlot &slot);
    metrics::AgentEventDoor doorOf(const admin::Actor &sender) const;

    const TracesOptions options;
    const Clock &clock;
    Log &log;
    admin::LoginGuard guard;
    RateLimiter limiter;
    /// One at a time, which bounds what is unpacked. Last: its thread uses the others.
    admin::WorkPool pool;
};

/// `wait`: for how many seconds.
std::optional<Refusal> TracesEndpoint::Private::judgeRate(const http::RequestHead &head,
                                                          std::string &wait)
{
    const std::string_view token = admin::bearerToken(head);
    if (const auto closed = guard.closedFor(token, addressOf(head))) {
        wait = std::to_string(closed->count());
        return tooMany("too_many_unknown_tokens",
                       "Too many tokens that are not known came from here. Wait, then try again.");
    }
    if (const auto full = limiter.take(signing::sha256(token))) {
        wait = std::to_string(full->count());
        return tooMany("rate_limited", "This token sends too often. Send more spans at a time.");
    }
    return std::nullopt;
}

/// A body is read before its token is looked up, so the large ones of strangers are not: the token
/// is looked up now, and the sender comes again.
bool TracesEndpoint::Private::mayBeLarge(const http::RequestHead &head)
{
    if (guard.wasLetIn(admin::bearerToken(head)))
        return true;
    pool.submit([this, head](admin::SessionSlot *slot) {
        if (slot)
            senderOf(head, *slot);
    });
    return false;
}

Refusal TracesEndpoint::Private::refusalOf(const Error &error)
{
    if (error.kind == ErrorKind::Unavailable) {
        log.warning("traces without database", {{"detail", error.detail.toStdString()}});
        return {503, grpc::unavailable, "database_unavailable",
                "The gateway's database is away: nothing was taken. Try again.", "2"};
    }
    if (error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Cancelled)
        return {503, grpc::unavailable, "database_timeout",
                "The database took too long: nothing was taken. Try again.", "5"};
    log.error("traces failed",
              {{"kind", errorKindName(error.kind)}, {"detail", error.detail.toStdString()}});
    return {500, grpc::internal, "internal", "The gateway made a mistake. Its log says which."};
}

/// Asks twice when the connection turns out to have been lost since it was last used.
Result<std::variant<admin::Actor, admin::LoginRefusal>> TracesEndpoint::Private::findActor(
    const http::RequestHead &head, admin::SessionSlot &slot)
{
    for (bool isRepeated = false;; isRepeated = true) {
        const auto session = slot.session();
        if (!session)
            return failure(session.error());
        auto actor = admin::authenticate(**session, admin::bearerToken(head), clock.now());
        if (actor || isRepeated || !slot.isLost())
            return actor;
    }
}

TracesEndpoint::Private::Sender TracesEndpoint::Private::senderOf(const http::RequestHead &head,
                                                                  admin::SessionSlot &slot)
{
    const auto found = findActor(head, slot);
    if (!found)
        return refusalOf(found.error());
    if (const auto *refusal = std::get_if<admin::LoginRefusal>(&*found)) {
        if (refusal->isUnknown)
            guard.wasUnknown(addressOf(head));
        return Refusal{401, grpc::unauthenticated, "token_invalid",
                       "This token is not known, was revoked or has expired."};
    }
    const auto &actor = std::get<admin::Actor>(*found);
    if (admin::capabilityRefusal(actor, "telemetry"))
        return Refusal{403, grpc::permissionDenied, "capability_missing",
                       "Traces are sent with a token of the role telemetry, for all sources."};
    guard.letIn(admin::bearerToken(head));
    return actor;
}

metrics::AgentEventDoor TracesEndpoint::Private::doorOf(const admin::Actor &sender) const
{
    metrics::AgentEventDoor door;
    door.tenants = sender.tenants;
    if (options.users)
        door.hashUser = [users = *options.users](std::string_view tenant, std::string_view user) {
            return users.of(tenant, user);
        };
    door.earliest = clock.now() - keptFor;
    door.latest = clock.now() + clocksDiffer;
    return door;
}

http::Response TracesEndpoint::Private::store(const http::RequestHead &head,
                                              const admin::Actor &sender, std::string_view body,
                                              admin::SessionSlot &slot)
{
    const OtlpEncoding encoding = encodingOf(head);
    const auto read = encoding == OtlpEncoding::Json ? metrics::readOtlpJson(body)
                                                     : metrics::readOtlpProtobuf(body);
    if (!read)
        return refused(
            head, {400, grpc::invalidArgument, "body_invalid", read.error().message.toStdString()});
    const metrics::AgentEvents events = metrics::agentEvents(*read, doorOf(sender));
    const auto session = slot.session();
    const auto stored = session ? storeAgentEvents(**session, events.events)
                                : Result<std::int64_t>(failure(session.error()));
    if (!stored)
        return refused(head, refusalOf(stored.error()));
    return answerOf(encoding, 200,
                    metrics::otlpAnswer(encoding, events.refused, events.whyRefused));
}

http::Response TracesEndpoint::Private::answer(http::Request &request, admin::SessionSlot &slot)
{
    const Sender sender = senderOf(request, slot);
    if (const auto *refusal = std::get_if<Refusal>(&sender))
        return refused(request, *refusal);
    const auto &actor = std::get<admin::Actor>(sender);
    if (!isGzip(request))
        return store(request, actor, request.body, slot);
    const Unzipped unzipped = gunzip(request.body, mostBytes);
    if (unzipped.outcome == Unzipped::Outcome::TooLarge)
        return refused(request, tooLarge());
    if (unzipped.outcome == Unzipped::Outcome::Damaged)
        return refused(request,
                       {400, grpc::invalidArgument, "body_invalid", "The body is no gzip."});
    return store(request, actor, unzipped.text, slot);
}

TracesEndpoint::TracesEndpoint(TracesOptions options, const Clock &clock, Log &log)
{
    options.database.statementTimeout = statementTimeout;
    options.database.connectTimeout = connectTimeout;
    d = std::make_unique<Private>(std::move(options), clock, log);
}

TracesEndpoint::~TracesEndpoint() = default;

std::optional<http::Response> TracesEndpoint::refuse(const http::RequestHead &head)
{
    if (const auto refusal = judgeForm(head))
        return refused(head, *refusal);
    std::string wait;
    if (auto refusal = d->judgeRate(head, wait)) {
        refusal->retryAfter = wait;
        return refused(head, *refusal);
    }
    if (isLarge(head) && !d->mayBeLarge(head))
        return refused(head, busyRefusal());
    return std::nullopt;
}

std::size_t TracesEndpoint::bodyLimit() const
{
    return mostBytes;
}

void TracesEndpoint::respond(http::Request request, http::Reply reply)
{
    const auto shared = std::make_shared<http::Request>(std::move(request));
    const bool isTaken = d->pool.submit([this, shared, reply](admin::SessionSlot *slot) {
        reply(slot ? d->answer(*shared, *slot) : refused(*shared, busyRefusal()));
    });
    if (!isTaken)
        reply(refused(*shared, busyRefusal()));
}

} // namespace gatehouse::gateway
