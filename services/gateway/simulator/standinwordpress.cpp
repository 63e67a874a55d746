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
    enum class Kind { Accept, Duplicate, Fail, Hang, Drop, Reset, Cut };
    Kind kind = Kind::Accept;
    int status = 200;
    std::chrono::milliseconds delay{0};
    std::optional<std::chrono::seconds> retryAfter = {};
};

/// How a site is broken for every delivery, and what counts that.
struct Outage
{
    StandInBehaviour::Mode mode;
    Verdict::Kind kind;
    std::int64_t StandInCounts::*count;
};

constexpr std::array outages = {
    Outage{StandInBehaviour::Mode::Fail, Verdict::Kind::Fail, &StandInCounts::failed},
    Outage{StandInBehaviour::Mode::Hang, Verdict::Kind::Hang, &StandInCounts::hung},
    Outage{StandInBehaviour::Mode::Drop, Verdict::Kind::Drop, &StandInCounts::dropped},
    Outage{StandInBehaviour::Mode::Reset, Verdict::Kind::Reset, &StandInCounts::reset},
    Outage{StandInBehaviour::Mode::Cut, Verdict::Kind::Cut, &StandInCounts::cut},
};

/// As WordPress writes its errors.
http::Response wordPressError(int status, std::string_view code, std::string_view message)
{
    return http::jsonResponse(status,
                              R"({"code":)" + jsonQuoted(code) + R"(,"message":)"
                                  + jsonQuoted(message) + R"(,"data":{"status":)"
                                  + std::to_string(status) + "}}");
}

http::Response bodyOf(const Verdict &verdict)
{
    if (verdict.kind == Verdict::Kind::Fail)
        return wordPressError(verdict.status, "simulated_failure",
                              "The stand-in was told to fail.");
    const bool isDuplicate = verdict.kind == Verdict::Kind::Duplicate;
    return http::jsonResponse(200, isDuplicate ? R"({"duplicate":true})" : R"({"ok":true})");
}

http::Response answerOf(const Verdict &verdict)
{
    using Ending = http::Fault::Ending;
    http::Response response = bodyOf(verdict);
    if (verdict.kind == Verdict::Kind::Fail && verdict.retryAfter)
        response.headers.set("Retry-After", std::to_string(verdict.retryAfter->count()));
    response.fault.delay = verdict.delay;
    response.fault.ending = verdict.kind == Verdict::Kind::Reset ? Ending::Reset
        : verdict.kind == Verdict::Kind::Cut                     ? Ending::Cut
                                                                 : Ending::Whole;
    return response;
}

} // namespace

struct StandInWordPress::Private final : http::Endpoint
{
    /// To be destroyed outside of the lock: it closes connections.
    using Replies = std::deque<http::Reply>;

    Private(const StandInOptions &given, const Clock &clock)
        : options(given)
        , clock(clock)
        , random(given.seed)
    {
    }

    std::size_t bodyLimit() const override { return largestDelivery; }
    void respond(http::Request request, http::Reply reply) override;
    std::optional<http::Response> refusal(const http::Request &request) const;
    bool isSigned(const http::Request &request) const;
    Verdict judge(const std::string &key, const std::string &body);
    Verdict judgeKey(const std::string &key, const std::string &body);
    Verdict judgeNew(const std::string &key, const std::string &body);
    void carryOut(const Verdict &verdict, const http::Reply &reply);
    void hold(const http::Reply &reply);
    Replies become(const StandInBehaviour &next);
    Replies endWhatIsOver();

    const StandInOptions options;
    const Clock &clock;
    std::mutex mutex; ///< of what follows, but the server
    StandInBehaviour behaviour;
    std::optional<std::chrono::steady_clock::time_point> over; ///< when it is
    StandInCounts counts;
    KeyMemory finished{mostKeys};
    KeyMemory failures{mostKeys};
    Replies hanging;
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

Verdict StandInWordPress::Private::judge(const std::string &key, const std::string &body)
{
    Replies letGo;
    const std::lock_guard lock(mutex);
    letGo = endWhatIsOver();
    Verdict verdict = judgeKey(key, body);
    verdict.delay = behaviour.delay;
    verdict.retryAfter = behaviour.retryAfter;
    return verdict;
}

/// A broken site is broken before it looks at keys.
Verdict StandInWordPress::Private::judgeKey(const std::string &key, const std::string &body)
{
    for (const auto &[mode, kind, count] : outages) {
        if (mode == behaviour.mode) {
            ++(counts.*count);
            return {kind, behaviour.status};
        }
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

void StandInWordPress::Private::carryOut(const Verdict &verdict, const http::Reply &reply)
{
    if (verdict.kind == Verdict::Kind::Hang)
        hold(reply);
    else if (verdict.kind != Verdict::Kind::Drop) // a Reply that is never called closes
        reply(answerOf(verdict));
}

StandInWordPress::Private::Replies StandInWordPress::Private::become(const StandInBehaviour &next)
{
    behaviour = next;
    over.reset();
    if (behaviour.lasts)
        over = clock.steadyNow() + *behaviour.lasts;
    return std::exchange(hanging, {});
}

StandInWordPress::Private::Replies StandInWordPress::Private::endWhatIsOver()
{
    return over && clock.steadyNow() >= *over ? become({}) : Replies();
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
                                                                  const Clock &clock, Log &log)
{
    auto d = std::make_unique<Private>(options, clock);
    http::ServerOptions serverOptions;
    serverOptions.address = options.address;
    serverOptions.port = options.port;
    serverOptions.mayBreak = true;
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
    setBehaviour({StandInBehaviour::Mode::Drop});
    d->server->stop(stopGrace);
}

std::string StandInWordPress::url() const
{
    return d->server->url();
}

void StandInWordPress::setBehaviour(const StandInBehaviour &behaviour)
{
    Private::Replies letGo;
    const std::lock_guard lock(d->mutex);
    letGo = d->become(behaviour);
}

StandInBehaviour StandInWordPress::behaviour() const
{
    Private::Replies letGo;
    const std::lock_guard lock(d->mutex);
    letGo = d->endWhatIsOver();
    StandInBehaviour behaviour = d->behaviour;
    if (d->over)
        behaviour.lasts =
            std::chrono::ceil<std::chrono::milliseconds>(*d->over - d->clock.steadyNow());
    return behaviour;
}

StandInCounts StandInWordPress::counts() const
{
    const std::lock_guard lock(d->mutex);
    return d->counts;
}

} // namespace gatehouse::gateway
