#include "services/gateway/alerts/alertwatch.h"

#include "services/gateway/alerts/alertstore.h"
#include "services/gateway/metrics/gatewaymetrics.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

namespace {
constexpr std::chrono::seconds lookLimit{30}; ///< of a statement
}

struct AlertWatch::Private
{
    Private(AlertWatchOptions given, const Clock &c, Log &l)
        : options(std::move(given))
        , clock(c)
        , log(l)
        , ids(c)
    {
    }

    void run(const std::stop_token &stop);
    void look(const std::stop_token &stop);
    void count(postgres::Session &session) const;

    AlertWatchOptions options;
    const Clock &clock;
    Log &log;
    UuidGenerator ids;
    bool hasFailed = false;
    std::jthread thread; ///< last: it uses all of the above
};

void AlertWatch::Private::run(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        wake.wait_for(lock, stop, options.interval, [] { return false; });
        if (!stop.stop_requested())
            look(stop);
    }
}

void AlertWatch::Private::look(const std::stop_token &stop)
{
    auto session = postgres::Session::connect(options.database);
    if (!session)
        return; // the database is away; others say so
    const std::stop_callback cancel(stop,
                                    [canceller = session->canceller()] { canceller.cancel(); });
    const EvaluationOptions how{options.readConditions, options.interval * 3 / 4};
    const auto report = evaluateAlerts(*session, how, clock, ids, log);
    if (!report && !hasFailed && !stop.stop_requested()) // once
        log.warning("alerts could not be looked for; it is tried again",
                    {{"error", report.error().message.toStdString()}});
    hasFailed = !report;
    if (report && report->fired + report->resolved > 0)
        options.changed();
    count(*session);
}

/// Also of what another gateway found.
void AlertWatch::Private::count(postgres::Session &session) const
{
    if (!options.metrics)
        return;
    if (const auto open = countOpenAlerts(session))
        options.metrics->alertsFiringAre(open->warning, open->critical);
}

AlertWatch::AlertWatch(AlertWatchOptions options, const Clock &clock, Log &log)
{
    options.database.applicationName = "gatehouse alerts";
    options.database.statementTimeout = lookLimit;
    d = std::make_unique<Private>(std::move(options), clock, log);
    d->thread = std::jthread([this](const std::stop_token &stop) { d->run(stop); });
}

AlertWatch::~AlertWatch() = default;

} // namespace gatehouse::gateway
