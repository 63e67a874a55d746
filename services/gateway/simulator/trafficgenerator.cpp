#include "services/gateway/simulator/trafficgenerator.h"

#include "services/gateway/simulator/trafficsource.h"
#include "services/sending/httpsender.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

namespace {

using std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t mostInFlight = 64;
constexpr milliseconds pauseWhenUnanswered{200};
constexpr milliseconds longestDebt{250}; // of steady traffic that could not be sent in time
constexpr milliseconds longestPause{60000};
constexpr std::chrono::hours longestInterval{24};

void count(TrafficStatus &status, int answer)
{
    ++status.sent;
    if (answer == 202)
        ++status.accepted;
    else if (answer == 200)
        ++status.duplicates;
    else if (answer == 401)
        ++status.refused;
    else
        ++status.failed;
}

std::chrono::steady_clock::duration burstInterval(const TrafficPlan &plan)
{
    const std::chrono::duration<double> interval(plan.burst / plan.rate);
    return interval < longestInterval
        ? std::chrono::duration_cast<std::chrono::steady_clock::duration>(interval)
        : longestInterval;
}

std::vector<TrafficSourceStatus> sourcesOf(const TrafficOptions &options,
                                           const TrafficSource &source)
{
    const auto sending = source.tenants();
    std::vector<TrafficSourceStatus> sources;
    sources.reserve(options.secrets.size());
    for (const auto &[name, tenants] : sending)
        sources.push_back({.source = name, .tenants = tenants, .leftOut = {}});
    for (const auto &[name, why] : options.leftOut) {
        if (options.secrets.contains(name))
            sources.push_back({.source = name, .tenants = {}, .leftOut = why});
    }
    std::sort(sources.begin(), sources.end(),
              [](const auto &one, const auto &other) { return one.source < other.source; });
    return sources;
}

/// Without weights every tenant sends alike.
double weightOf(const TrafficSourceStatus &source, const TrafficMix &mix)
{
    if (mix.sources.empty())
        return static_cast<double>(source.tenants.size());
    const auto found = mix.sources.find(source.source);
    return found == mix.sources.end() ? 0 : found->second;
}

void spreadRate(TrafficStatus &status)
{
    double all = 0;
    for (const TrafficSourceStatus &each : status.sources)
        all += weightOf(each, status.plan.mix);
    for (TrafficSourceStatus &each : status.sources)
        each.rate = all > 0 ? status.plan.rate * weightOf(each, status.plan.mix) / all : 0;
}

} // namespace

struct TrafficGenerator::Private
{
    Private(const TrafficOptions &options, const Clock &clock)
        : source(options, clock)
    {
        status.sources = sourcesOf(options, source);
    }

    /// One message to be sent.
    struct Order
    {
        TrafficMix mix;
        std::string url;
    };

    void run();
    void planBursts(SteadyTime now);
    std::optional<Order> takeOrder();
    milliseconds pause();
    void send(const Order &order);
    void answered(const std::string &sourceName, int answer);
    void changed(const std::function<void()> &change);

    std::mutex mutex; ///< of all but the thread's own
    std::atomic<bool> isEnding = false;
    std::string gatewayUrl;
    TrafficStatus status;
    TrafficMix onceMix; ///< of what waits
    std::int64_t due = 0; ///< of the steady traffic, to be sent at once
    SteadyTime nextBurst;
    SteadyTime restUntil; ///< after no answer came
    TrafficSource source; ///< these two only the thread uses, but for wakeup()
    HttpSender sender;
    std::thread thread; ///< last
};

void TrafficGenerator::Private::planBursts(SteadyTime now)
{
    if (!status.isRunning || due > 0)
        return;
    nextBurst = std::max(nextBurst, now - longestDebt);
    for (; nextBurst <= now; nextBurst += burstInterval(status.plan))
        due += status.plan.burst;
}

std::optional<TrafficGenerator::Private::Order> TrafficGenerator::Private::takeOrder()
{
    const SteadyTime now = std::chrono::steady_clock::now();
    const std::lock_guard lock(mutex);
    if (gatewayUrl.empty() || !source.isUsable() || now < restUntil
        || sender.inFlight() >= mostInFlight)
        return std::nullopt;
    planBursts(now);
    if (due > 0) {
        --due;
        return Order{status.plan.mix, gatewayUrl};
    }
    if (status.waiting > 0) {
        --status.waiting;
        return Order{onceMix, gatewayUrl};
    }
    return std::nullopt;
}

/// Until something can be sent; what changes that otherwise wakes the sender.
milliseconds TrafficGenerator::Private::pause()
{
    const SteadyTime now = std::chrono::steady_clock::now();
    const std::lock_guard lock(mutex);
    if (gatewayUrl.empty() || !source.isUsable() || sender.inFlight() >= mostInFlight)
        return longestPause;
    SteadyTime next = now + longestPause;
    if (due > 0 || status.waiting > 0)
        next = now;
    else if (status.isRunning)
        next = nextBurst;
    next = std::max(next, restUntil);
    return std::clamp(std::chrono::ceil<milliseconds>(next - now), milliseconds(0), longestPause);
}

void TrafficGenerator::Private::send(const Order &order)
{
    TrafficMessage message = source.next(order.mix, order.url);
    sender.send({order.url + message.target, std::move(message.headers), std::move(message.body)},
                [this, name = message.source](const DeliveryResponse &response) {
                    answered(name, response.status);
                });
}

void TrafficGenerator::Private::answered(const std::string &sourceName, int answer)
{
    const std::lock_guard lock(mutex);
    count(status, answer);
    for (TrafficSourceStatus &each : status.sources) {
        if (each.source == sourceName)
            ++each.sent;
    }
    if (answer == 0) // away: neither spin nor give up
        restUntil = std::chrono::steady_clock::now() + pauseWhenUnanswered;
}

void TrafficGenerator::Private::run()
{
    while (!isEnding) {
        while (const auto order = takeOrder())
            send(*order);
        sender.perform(pause());
    }
}

void TrafficGenerator::Private::changed(const std::function<void()> &change)
{
    {
        const std::lock_guard lock(mutex);
        change();
    }
    sender.wakeup();
}

TrafficGenerator::TrafficGenerator(const TrafficOptions &options, const Clock &clock, Log &log)
    : d(std::make_unique<Private>(options, clock))
{
    if (!d->source.isUsable())
        log.warning("no traffic: no source has a secret and fixtures");
    d->thread = std::thread([this] { d->run(); });
}

TrafficGenerator::~TrafficGenerator()
{
    d->isEnding = true;
    d->sender.wakeup();
    d->thread.join();
}

void TrafficGenerator::setGatewayUrl(std::string url)
{
    d->changed([&] { d->gatewayUrl = std::move(url); });
}

void TrafficGenerator::sendNow(int count, const TrafficMix &mix)
{
    d->changed([&] {
        d->status.waiting =
            std::min<std::int64_t>(d->status.waiting + std::max(count, 0), highestCount);
        d->onceMix = mix;
    });
}

void TrafficGenerator::start(const TrafficPlan &plan)
{
    d->changed([&] {
        d->status.isRunning = plan.rate > 0;
        d->status.plan = plan;
        d->status.plan.rate = std::clamp(plan.rate, 0.0, highestRate);
        d->status.plan.burst = std::clamp(plan.burst, 1, highestCount);
        d->due = 0;
        d->nextBurst = std::chrono::steady_clock::now();
    });
}

void TrafficGenerator::stop()
{
    d->changed([&] {
        d->status.isRunning = false;
        d->status.plan.rate = 0;
        d->status.waiting = 0;
        d->due = 0;
    });
}

TrafficStatus TrafficGenerator::status() const
{
    const std::lock_guard lock(d->mutex);
    TrafficStatus status = d->status;
    spreadRate(status);
    return status;
}

} // namespace gatehouse::gateway
