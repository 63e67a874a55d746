#include "services/gateway/simulator/standinwordpress.h"

#include "services/core/hex.h"
#include "services/gateway/http/server.h"
#include "services/gateway/simulator/keymemory.h"
#include "services/gateway/simulator/simulatedfailure.h"
#include "services/signing/digest.h"

#include <algorithm>
#include <array>
#include <deque>
#include <mutex>
#include <random>

namespace gatehouse::gateway {

namespace {

constexpr std::array paths = {std::string_view("/wp-json/ai-guy/v1/user-sync"),
                              std::string_view("/wp-json/ai-guy/v1/order-event")};
constexpr std::size_t mostKeys = 100000;
constexpr std::size_t mostHanging = 256;
constexpr std::size_t largestDelivery = 4UL * 1024 * 1024;
constexpr std::chrono::milliseconds stopGrace{200};

bool isKnownPath(std::string_view path)
{
    return std::find(paths.begin(), paths.end(), path) != paths.end();
}

/// What is to be done with one delivery.
struct Verdict
{
    enum class Kind { Accept, Duplicate, Fail, Hang, Drop };
    Kind kind = Kind::Accept;
    int status = 200;
};

/// As WordPress writes its errors.
http::Response wordPressError(int status, std::string_view code, std::string_view message)
{
    return http::jsonResponse(status,
                              R"({"code":)" + jsonQuoted(code) + R"(,"message":)"
                                  + jsonQuoted(message) + R"(,"data":{"status":)"
                                  + std::to_string(status) + "}}");
}

} // namespace

struct StandInWordPress::Private final : http::Endpoint
{
    explicit Private(const StandInOptions &given)
        : options(given)
        , random(given.seed)
    {
    }

    std::size_t bodyLimit() const override { return largestDelivery; }
    void respond(http::Request request, http::Reply reply) override;
    std::optional<http::Response> refusal(const http::Request &request) const;
    bool isSigned(const http::Request &request) const;
    Verdict judge(const std::string &key, const std::string &body);
    Verdict judgeNew(const std::string &key, const std::string &body);
    void carryOut(Verdict verdict, const http::Reply &reply);
    void hold(const http::Reply &reply);

    const StandInOptions options;
    mutable std::mutex mutex;
    StandInBehaviour behaviour;
    StandInCounts counts;
    KeyMemory finished{mostKeys};
    KeyMemory failures{mostKeys};
    std::deque<http::Reply> hanging;
    std::mt19937_64 random;
    std::unique_ptr<http::Server> server;
};

bool StandInWordPress::Private::isSigned(const http::Request &request) const
{
    const std::string expected =
        "sha256=" + toHex(asBytes(signing::hmacSha256(options.sharedSecret, request.body)));
    return signing::equalsInConstantTime(request.headers.find("X-Signature").value_or(""),
                                         expected);
}

std::optional<http::Response> StandInWordPress::Private::refusal(const http::Request &request) const
{
    if (!isKnownPath(request.path()))
        return wordPressError(404, "rest_no_route", "No route was found matching the URL.");
    if (request.method != "POST")
        return wordPressError(405, "rest_no_route",
                              "No route was found matching the request method.");
    if (!isSigned(request))
        return wordPressError(401, "bad_signature", "X-Signature does not match the body.");
    if (request.headers.find("Idempotency-Key").value_or("").empty())
        return wordPressError(400, "missing_key", "Idempotency-Key is missing.");
    return std::nullopt;
}

void StandInWordPress::Private::respond(http::Request request, http::Reply reply)
{
    if (auto refused = refusal(request)) {
        {
            const std::lock_guard lock(mutex);
            ++counts.refused;
        }
        reply(std::move(*refused));
        return;
    }
    const std::string key(*request.headers.find("Idempotency-Key"));
    carryOut(judge(key, request.body), reply);
}

/// A broken site is broken before it looks at keys.
Verdict StandInWordPress::Private::judge(const std::string &key, const std::string &body)
{
    using Mode = StandInBehaviour::Mode;
    const std::lock_guard lock(mutex);
    switch (behaviour.mode) {
    case Mode::Fail:
        ++counts.failed;
        return {Verdict::Kind::Fail, behaviour.status};
    case Mode::Hang:
        ++counts.hung;
        return {Verdict::Kind::Hang};
    case Mode::Drop:
        ++counts.dropped;
        return {Verdict::Kind::Drop};
    case Mode::Accept:
        break;
    }
    if (finished.holds(key)) {
        ++counts.duplicates;
        return {Verdict::Kind::Duplicate};
    }
    return judgeNew(key, body);
}

Verdict StandInWordPress::Private::judgeNew(const std::string &key, const std::string &body)
{
    if (const auto wished = simulatedFailure(body)) {
        int &times = failures[key];
        if (!wished->times || times < *wished->times) {
            ++times;
            ++counts.failed;
            return {Verdict::Kind::Fail, wished->status};
        }
    }
    if (std::uniform_real_distribution<double>(0, 1)(random) < behaviour.failingShare) {
        ++counts.failed;
        return {Verdict::Kind::Fail, behaviour.status};
    }
    finished[key] = 1;
    ++counts.accepted;
    return {Verdict::Kind::Accept};
}

void StandInWordPress::Private::carryOut(Verdict verdict, const http::Reply &reply)
{
    switch (verdict.kind) {
    case Verdict::Kind::Accept:
        reply(http::jsonResponse(200, R"({"ok":true})"));
        break;
    case Verdict::Kind::Duplicate:
        reply(http::jsonResponse(200, R"({"duplicate":true})"));
        break;
    case Verdict::Kind::Fail:
        reply(
            wordPressError(verdict.status, "simulated_failure", "The stand-in was told to fail."));
        break;
    case Verdict::Kind::Hang:
        hold(reply);
        break;
    case Verdict::Kind::Drop:
        break; // a Reply that is never called closes the connection
    }
}

void StandInWordPress::Private::hold(const http::Reply &reply)
{
    http::Reply letGo;
    const std::lock_guard lock(mutex);
    hanging.push_back(reply);
    if (hanging.size() > mostHanging) {
        letGo = std::move(hanging.front());
        hanging.pop_front();
    }
}

Result<std::unique_ptr<StandInWordPress>> StandInWordPress::start(const StandInOptions &options,
                                                                  Log &log)
{
    auto d = std::make_unique<Private>(options);
    http::ServerOptions serverOptions;
    serverOptions.address = options.address;
    serverOptions.port = options.port;
    auto server = http::Server::start(
        serverOptions, [endpoint = d.get()](const http::RequestHead &) { return endpoint; }, log);
    if (!server)
        return failure(server.error());
    d->server = std::move(*server);
    return std::unique_ptr<StandInWordPress>(new StandInWordPress(std::move(d)));
}

StandInWordPress::StandInWordPress(std::unique_ptr<Private> given)
    : d(std::move(given))
{
}

StandInWordPress::~StandInWordPress()
{
    std::deque<http::Reply> letGo;
    {
        const std::lock_guard lock(d->mutex);
        d->behaviour = {StandInBehaviour::Mode::Drop};
        letGo.swap(d->hanging);
    }
    letGo.clear();
    d->server->stop(stopGrace);
}

std::string StandInWordPress::url() const
{
    return d->server->url();
}

void StandInWordPress::setBehaviour(const StandInBehaviour &behaviour)
{
    std::deque<http::Reply> letGo; // outside the lock: it closes connections
    const std::lock_guard lock(d->mutex);
    d->behaviour = behaviour;
    letGo.swap(d->hanging);
}

StandInBehaviour StandInWordPress::behaviour() const
{
    const std::lock_guard lock(d->mutex);
    return d->behaviour;
}

StandInCounts StandInWordPress::counts() const
{
    const std::lock_guard lock(d->mutex);
    return d->counts;
}

} // namespace gatehouse::gateway
