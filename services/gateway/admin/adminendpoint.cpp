#include "services/gateway/admin/adminendpoint.h"

#include "services/gateway/admin/call.h"
#include "services/gateway/admin/loginguard.h"
#include "services/gateway/admin/roles.h"
#include "services/gateway/admin/routetable.h"
#include "services/gateway/admin/tokens.h"
#include "services/gateway/admin/workpool.h"

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>

namespace gatehouse::gateway {

using namespace admin;

namespace {

constexpr std::string_view healthPath = "/admin/v1/healthz";
constexpr std::size_t mostSlowReads = 8; ///< that wait; each may take as long as a statement may
constexpr std::string_view groupsPath = "/admin/v1/dlq/groups";
constexpr std::string_view measuresPath = "/admin/v1/metrics/query";
constexpr std::string_view reportPath = "/admin/v1/metrics/report";
constexpr std::chrono::seconds statementTimeout{15};
constexpr std::chrono::seconds connectTimeout{3};
/// Beyond statement_timeout: then it is the server that hangs, not a statement.
constexpr std::chrono::seconds silenceMargin{3};

http::Response withRetryAfter(http::Response response, std::string_view seconds)
{
    response.headers.set("Retry-After", std::string(seconds));
    return response;
}

http::Response databaseAway()
{
    return withRetryAfter(
        http::problem(503, "database_unavailable",
                      "The gateway's database is away. Try again, a change with the same"
                      " Idempotency-Key."),
        "2");
}

http::Response busy()
{
    return withRetryAfter(
        http::problem(503, "busy", "Too many requests wait. Try again in a moment."), "1");
}

http::Response plainlyDown()
{
    return withRetryAfter(http::jsonResponse(503, R"({"status":"down"})"), "2");
}

http::Response tooManyUnknown(std::chrono::seconds wait)
{
    return withRetryAfter(
        http::problem(429, "too_many_unknown_tokens",
                      "Too many tokens that are not known came from here. Wait, then try again."),
        std::to_string(wait.count()));
}

/// Nothing here belongs in a cache, and nothing is a page.
http::Response sealed(http::Response response)
{
    response.headers.set("Cache-Control", "no-store");
    response.headers.set("X-Content-Type-Options", "nosniff");
    return response;
}

/// What may take as long as a statement may: it reads all that a list has for each answer.
bool isSlowRead(const http::Request &request)
{
    if (request.method != "GET")
        return false;
    if (request.path() == groupsPath || request.path() == measuresPath
        || request.path() == reportPath)
        return true;
    return request.query("sort") && !request.query("cost");
}

bool isPlainHealthCall(const http::RequestHead &head)
{
    return head.path() == healthPath && head.method == "GET" && bearerToken(head).empty();
}

std::string milliseconds(std::chrono::steady_clock::duration time)
{
    const double count = std::chrono::duration<double, std::milli>(time).count();
    char text[48] = {};
    const auto end = std::to_chars(text, text + sizeof text, count, std::chars_format::fixed, 2);
    return {text, end.ptr};
}

/// What the handler took, which is the database's time but for some JSON.
void addDatabaseTiming(http::Response &response, std::chrono::steady_clock::duration taken)
{
    response.headers.set("Server-Timing", "db;dur=" + milliseconds(taken));
}

/// From the request's arrival, so what it waited for a thread and for its token is in it.
void addTotalTiming(http::Response &response, std::chrono::steady_clock::duration taken)
{
    if (const auto timing = response.headers.find("Server-Timing")) {
        response.headers.set("Server-Timing",
                             std::string(*timing) + ", total;dur=" + milliseconds(taken));
    }
}

} // namespace

struct AdminEndpoint::Private
{
    Private(AdminOptions given, const Clock &c, Log &l)
        : options(std::move(given))
        , clock(c)
        , log(l)
        , guard(options.unknownTokensPerAddress, options.unknownTokensOverall, clock, log)
        , pool(options.database, clock, options.threads, options.maxQueued)
        , slowReads(options.database, clock, 1, mostSlowReads)
    {
    }

    void respond(const std::shared_ptr<const http::Request> &request, const http::Reply &reply);
    http::Response answer(const http::Request &request, SessionSlot &slot);
    http::Response answerPlainHealth(SessionSlot &slot) const;
    bool isAnyPartDown() const;
    http::Response answerHealthWithoutDatabase(std::string_view token);
    http::Response answerAs(const Actor &actor, const http::Request &request,
                            postgres::Session &session);
    http::Response problemOf(const Error &error, const http::Request &request);
    Result<std::variant<Actor, LoginRefusal>> findActor(std::string_view token, SessionSlot &slot);
    std::string addressOf(const http::RequestHead &head) const;
    std::optional<http::Response> judgeGuesses(const http::RequestHead &head);

    const AdminOptions options;
    const Clock &clock;
    Log &log;
    LoginGuard guard;
    WorkPool pool; // these two are last: their threads use the others
    WorkPool slowReads;
};

std::string AdminEndpoint::Private::addressOf(const http::RequestHead &head) const
{
    return options.clientAddress ? options.clientAddress(head) : head.remoteAddress;
}

std::optional<http::Response> AdminEndpoint::Private::judgeGuesses(const http::RequestHead &head)
{
    const auto wait = guard.closedFor(bearerToken(head), addressOf(head));
    return wait ? std::optional(tooManyUnknown(*wait)) : std::nullopt;
}

http::Response AdminEndpoint::Private::problemOf(const Error &error, const http::Request &request)
{
    if (error.kind == ErrorKind::Unavailable)
        log.warning("admin request without database", {{"detail", error.detail.toStdString()}});
    else
        log.error("admin request failed",
                  {{"method", request.method},
                   {"path", request.path()},
                   {"kind", errorKindName(error.kind)},
                   {"detail", error.detail.toStdString()}});
    if (error.kind == ErrorKind::Unavailable)
        return databaseAway();
    if (error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Cancelled)
        return withRetryAfter(
            http::problem(503, "database_timeout",
                          "The database took too long. Ask for less, or try again."),
            "5");
    return http::problem(500, "internal", "The gateway made a mistake. Its log says which.");
}

http::Response AdminEndpoint::Private::answerPlainHealth(SessionSlot &slot) const
{
    const auto session = slot.session();
    if (session && (*session)->execute("SELECT 1"))
        return http::jsonResponse(200, R"({"status":"up"})");
    return plainlyDown();
}

bool AdminEndpoint::Private::isAnyPartDown() const
{
    const auto parts = options.parts ? options.parts() : std::vector<PartHealth>();
    return std::any_of(parts.begin(), parts.end(),
                       [](const PartHealth &part) { return !part.isUp; });
}

http::Response AdminEndpoint::Private::answerHealthWithoutDatabase(std::string_view token)
{
    boost::json::object json{{"status", "down"}};
    // Who was let in lately may be told what is down while tokens cannot be looked up.
    if (guard.wasLetIn(token)) {
        json["parts"] = {{"database", "down"}};
        const std::string reason = options.databaseTrouble ? options.databaseTrouble() : "";
        if (!reason.empty())
            json["reason"] = reason;
    }
    return withRetryAfter(http::jsonResponse(503, boost::json::serialize(json)), "2");
}

/// Asks twice when the connection turns out to have been lost since it was last used.
Result<std::variant<Actor, LoginRefusal>> AdminEndpoint::Private::findActor(std::string_view token,
                                                                            SessionSlot &slot)
{
    for (bool isRepeated = false;; isRepeated = true) {
        const auto session = slot.session();
        if (!session)
            return failure(session.error());
        auto actor = authenticate(**session, token, clock.now());
        if (actor || isRepeated || !slot.isLost())
            return actor;
    }
}

http::Response AdminEndpoint::Private::answerAs(const Actor &actor, const http::Request &request,
                                                postgres::Session &session)
{
    auto matched = matchRoute(request.method, request.path());
    if (auto *refused = std::get_if<http::Response>(&matched))
        return std::move(*refused);
    RouteMatch &match = std::get<RouteMatch>(matched);
    if (auto refused = capabilityRefusal(actor, match.route->capability))
        return std::move(*refused);
    if (request.body.size() > match.route->bodyLimit)
        return http::problem(413, "body_too_large", "The body is larger than this path takes.");
    const Call call{request, std::move(match.parameters), actor, options, clock};
    const auto start = std::chrono::steady_clock::now();
    auto response = match.route->handler(call, session);
    if (!response)
        return problemOf(response.error(), request);
    if (request.method == "GET")
        addDatabaseTiming(*response, std::chrono::steady_clock::now() - start);
    return std::move(*response);
}

http::Response AdminEndpoint::Private::answer(const http::Request &request, SessionSlot &slot)
{
    if (isPlainHealthCall(request))
        return answerPlainHealth(slot);
    if (auto refused = judgeGuesses(request))
        return std::move(*refused);
    const std::string_view token = bearerToken(request);
    auto found = findActor(token, slot);
    if (!found && request.path() == healthPath)
        return answerHealthWithoutDatabase(token);
    if (!found)
        return problemOf(found.error(), request);
    if (auto *refused = std::get_if<LoginRefusal>(&*found)) {
        if (refused->isUnknown)
            guard.wasUnknown(addressOf(request));
        return std::move(refused->response);
    }
    guard.letIn(token);
    const auto session = slot.session();
    if (!session)
        return problemOf(session.error(), request);
    return answerAs(std::get<Actor>(*found), request, **session);
}

/// An answer that goes on is made anew for each part, so that a token that is revoked meanwhile
/// reads no more.
void AdminEndpoint::Private::respond(const std::shared_ptr<const http::Request> &request,
                                     const http::Reply &reply)
{
    const auto arrived = std::chrono::steady_clock::now();
    WorkPool &lane = isSlowRead(*request) ? slowReads : pool;
    const bool isTaken = lane.submit([this, request, arrived, reply](SessionSlot *slot) {
        http::Response response = slot ? answer(*request, *slot) : busy();
        addTotalTiming(response, std::chrono::steady_clock::now() - arrived);
        if (response.more)
            response.more->next = [this, request](http::Reply next) {
                respond(request, std::move(next));
            };
        reply(sealed(std::move(response)));
    });
    if (!isTaken)
        reply(busy());
}

AdminEndpoint::AdminEndpoint(AdminOptions options, const Clock &clock, Log &log)
{
    if (options.database.statementTimeout == std::chrono::milliseconds(0))
        options.database.statementTimeout = statementTimeout;
    auto &silenceLimit = options.database.silenceLimit;
    const auto longest = options.database.statementTimeout + silenceMargin;
    silenceLimit = silenceLimit.count() == 0 ? longest : std::min(silenceLimit, longest);
    options.database.connectTimeout = std::min(options.database.connectTimeout, connectTimeout);
    d = std::make_unique<Private>(std::move(options), clock, log);
}

AdminEndpoint::~AdminEndpoint() = default;

std::optional<http::Response> AdminEndpoint::refuse(const http::RequestHead &head)
{
    if (isPlainHealthCall(head))
        return std::nullopt;
    if (!bearerToken(head).empty())
        return d->judgeGuesses(head);
    return unauthorized("token_missing", "This needs an admin token: Authorization: Bearer ...");
}

void AdminEndpoint::respond(http::Request request, http::Reply reply)
{
    // Known without the database, which may be what hangs.
    if (isPlainHealthCall(request) && d->isAnyPartDown()) {
        reply(sealed(plainlyDown()));
        return;
    }
    d->respond(std::make_shared<const http::Request>(std::move(request)), std::move(reply));
}

} // namespace gatehouse::gateway
