#include "services/gateway/rollups/roller.h"

#include "services/gateway/rollups/rollup.h"
#include "services/gateway/rollups/sampler.h"
#include "services/gateway/store/reconnectingsession.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

namespace {

constexpr std::chrono::seconds statementTimeout{30};
constexpr std::chrono::minutes longestPortion{60};

} // namespace

struct Roller::Private
{
    Private(const postgres::SessionOptions &options, const Clock &c, Log &l,
            std::chrono::milliseconds often)
        : clock(c)
        , log(l)
        , interval(often)
        , session(options, "rollups", clock, log)
    {
    }

    void run(const std::stop_token &stop);
    Result<bool> runRound(const std::stop_token &stop);

    const Clock &clock;
    Log &log;
    const std::chrono::milliseconds interval;
    ReconnectingSession session;
    std::chrono::minutes portion = longestPortion;
    std::jthread thread; ///< last: it uses all of the above
};

/// Whether there is more to do at once.
Result<bool> Roller::Private::runRound(const std::stop_token &stop)
{
    postgres::Session *connected = session.acquire();
    if (!connected)
        return false; // which the session has logged
    const std::stop_callback cancel(stop,
                                    [canceller = connected->canceller()] { canceller.cancel(); });
    const auto sampled = sampleGauges(*connected, clock.now());
    const auto report = rollUp(*connected, clock.now(), portion, stop);
    // What was too much for the time of a statement is not tried again as a whole.
    portion = report ? std::min(portion * 2, longestPortion)
                     : std::max(portion / 2, std::chrono::minutes(1));
    if (!report)
        return failure(report.error());
    if (!sampled) // which keeps nothing from being measured
        return failure(sampled.error());
    return report->isBehind;
}

void Roller::Private::run(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    bool isBehind = false, hasFailed = false;
    while (!stop.stop_requested()) {
        if (!isBehind)
            wake.wait_for(lock, stop, interval, [] { return false; });
        if (stop.stop_requested())
            return;
        const auto round = runRound(stop);
        isBehind = round && *round;
        if (!round && !hasFailed && !stop.stop_requested()) // once
            log.warning("rollups failed; they are tried again",
                        {{"error", round.error().message.toStdString()}});
        hasFailed = !round;
    }
}

Roller::Roller(postgres::SessionOptions database, const Clock &clock, Log &log,
               std::chrono::milliseconds interval)
{
    database.statementTimeout = statementTimeout;
    d = std::make_unique<Private>(database, clock, log, interval);
    d->thread = std::jthread([this](const std::stop_token &stop) { d->run(stop); });
}

Roller::~Roller() = default;

} // namespace gatehouse::gateway
