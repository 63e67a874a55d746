#include "services/gateway/admin/adminendpoint.h"

#include "services/gateway/admin/call.h"
#include "services/gateway/admin/roles.h"
#include "services/gateway/admin/routetable.h"
#include "services/gateway/admin/tokens.h"
#include "services/gateway/admin/workpool.h"
#include "services/signing/digest.h"

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <map>

namespace gatehouse::gateway {

using namespace admin;

namespace {

constexpr std::string_view healthPath = "/admin/v1/healthz";
constexpr std::chrono::seconds statementTimeout{15};
constexpr std::chrono::seconds connectTimeout{3};
/// Beyond statement_timeout: then it is the server that hangs, not a statement.
constexpr std::chrono::seconds silenceMargin{3};
// Who was let in lately may be told what is down while tokens cannot be looked up.
constexpr std::chrono::minutes knownTokenLifetime{10};
constexpr std::size_t mostKnownTokens = 100;

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

http::Response missingCapability(const Actor &actor, std::string_view capability)
{
    return http::problem(403, "capability_missing",
                         "This needs the capability '" + std::string(capability)
                             + "', which the role " + actor.role + " does not have.");
}

/// Nothing here belongs in a cache, and nothing is a page.
http::Response sealed(http::Response response)
{
    response.headers.set("Cache-Control", "no-store");
    response.headers.set("X-Content-Type-Options", "nosniff");
    return response;
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
        , pool(options.database, clock, options.threads, options.maxQueued)
    {
    }

    http::Response answer(const http::Request &request, SessionSlot &slot);
    http::Response answerPlainHealth(SessionSlot &slot) const;
    bool isAnyPartDown() const;
    http::Response answerHealthWithoutDatabase(std::string_view token);
    http::Response answerAs(const Actor &actor, const http::Request &request,
                            postgres::Session &session);
    http::Response problemOf(const Error &error, const http::Request &request);
    Result<std::variant<Actor, http::Response>> findActor(std::string_view token,
                                                          SessionSlot &slot);
    void remember(std::string_view token);
    bool wasLetIn(std::string_view token);

    const AdminOptions options;
    const Clock &clock;
    Log &log;
    std::mutex knownMutex;
    std::map<std::string, std::chrono::steady_clock::time_point> knownHashes;
    WorkPool pool; // last: its threads use the others
};

void AdminEndpoint::Private::remember(std::string_view token)
{
    const std::lock_guard lock(knownMutex);
    if (knownHashes.size() >= mostKnownTokens)
        knownHashes.clear();
    knownHashes[signing::sha256(token)] = clock.steadyNow();
}

bool AdminEndpoint::Private::wasLetIn(std::string_view token)
{
    const std::lock_guard lock(knownMutex);
    const auto known = knownHashes.find(signing::sha256(token));
    return known != knownHashes.end() && clock.steadyNow() - known->second < knownTokenLifetime;
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
    if (wasLetIn(token)) {
        json["parts"] = {{"database", "down"}};
        const std::string reason = options.databaseTrouble ? options.databaseTrouble() : "";
        if (!reason.empty())
            json["reason"] = reason;
    }
    return withRetryAfter(http::jsonResponse(503, boost::json::serialize(json)), "2");
}

/// Asks twice when the connection turns out to have been lost since it was last used.
Result<std::variant<Actor, http::Response>> AdminEndpoint::Private::findActor(
    std::string_view token, SessionSlot &slot)
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
    if (!mayDo(actor.role, match.route->capability))
        return missingCapability(actor, match.route->capability);
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
    const std::string_view token = bearerToken(request);
    auto found = findActor(token, slot);
    if (!found && request.path() == healthPath)
        return answerHealthWithoutDatabase(token);
    if (!found)
        return problemOf(found.error(), request);
    if (auto *refused = std::get_if<http::Response>(&*found))
        return std::move(*refused);
    remember(token);
    const auto session = slot.session();
    if (!session)
        return problemOf(session.error(), request);
    return answerAs(std::get<Actor>(*found), request, **session);
}

AdminEndpoint::AdminEndpoint(AdminOptions options, const Clock &clock, Log &log)
{
    if (options.database.statementTimeout == std::chrono::milliseconds(0))
        options.database.statementTimeout = statementTimeout;
    if (options.database.silenceLimit == std::chrono::milliseconds(0))
        options.database.silenceLimit = options.database.statementTimeout + silenceMargin;
    options.database.connectTimeout = std::min(options.database.connectTimeout, connectTimeout);
    d = std::make_unique<Private>(std::move(options), clock, log);
}

AdminEndpoint::~AdminEndpoint() = default;

std::optional<http::Response> AdminEndpoint::refuse(const http::RequestHead &head)
{
    if (!bearerToken(head).empty() || isPlainHealthCall(head))
        return std::nullopt;
    return unauthorized("token_missing", "This needs an admin token: Authorization: Bearer ...");
}

void AdminEndpoint::respond(http::Request request, http::Reply reply)
{
    // Known without the database, which may be what hangs.
    if (isPlainHealthCall(request) && d->isAnyPartDown()) {
        reply(sealed(plainlyDown()));
        return;
    }
    auto shared = std::make_shared<http::Request>(std::move(request));
    const auto arrived = std::chrono::steady_clock::now();
    const bool isTaken = d->pool.submit([this, shared, arrived, reply](SessionSlot *slot) {
        http::Response response = slot ? d->answer(*shared, *slot) : busy();
        addTotalTiming(response, std::chrono::steady_clock::now() - arrived);
        reply(sealed(std::move(response)));
    });
    if (!isTaken)
        reply(busy());
}

} // namespace gatehouse::gateway
