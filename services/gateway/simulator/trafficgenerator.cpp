#include "services/gateway/simulator/trafficgenerator.h"

#include "services/gateway/simulator/trafficsender.h"
#include "services/gateway/simulator/trafficsource.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::chrono::milliseconds pauseWhenUnanswered{200};

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

std::chrono::steady_clock::duration burstInterval(double perSecond, int burst)
{
    return std::chrono::duration_cast<std::chrono::steady_clock::duration>(
        std::chrono::duration<double>(burst / perSecond));
}

} // namespace

struct TrafficGenerator::Private
{
    Private(const TrafficOptions &options, const Clock &clock)
        : source(options, clock)
    {
    }

    void run();
    bool waitForWork(std::unique_lock<std::mutex> &lock);
    void planBurst(SteadyTime now);
    void sendOne(std::unique_lock<std::mutex> &lock);

    mutable std::mutex mutex;
    std::condition_variable changed;
    std::atomic<bool> isEnding = false;
    std::string gatewayUrl;
    TrafficStatus status;
    TrafficMix onceMix; // of what waits
    std::int64_t due = 0; // of the steady traffic, to be sent at once
    SteadyTime nextBurst;
    TrafficSource source; // these two only the thread uses
    TrafficSender sender;
    std::thread thread; // last
};

void TrafficGenerator::Private::planBurst(SteadyTime now)
{
    if (!status.isRunning || now < nextBurst)
        return;
    due += status.burst;
    nextBurst += burstInterval(status.rate, status.burst);
    // A gateway that is slower than the rate is not owed the rest.
    nextBurst = std::max(nextBurst, now);
}

/// False when the thread is to end. The lock is held before and after.
bool TrafficGenerator::Private::waitForWork(std::unique_lock<std::mutex> &lock)
{
    while (!isEnding) {
        const bool canSend = !gatewayUrl.empty() && source.isUsable();
        if (canSend)
            planBurst(std::chrono::steady_clock::now());
        if (canSend && (due > 0 || status.waiting > 0))
            return true;
        if (canSend && status.isRunning)
            changed.wait_until(lock, nextBurst);
        else
            changed.wait(lock);
    }
    return false;
}

void TrafficGenerator::Private::sendOne(std::unique_lock<std::mutex> &lock)
{
    const bool isSteady = due > 0;
    --(isSteady ? due : status.waiting);
    const TrafficMix mix = isSteady ? status.mix : onceMix;
    const std::string url = gatewayUrl;
    lock.unlock();
    const TrafficMessage message = source.next(mix, url);
    const int answer = sender.send(url, message, isEnding);
    lock.lock();
    count(status, answer);
    if (answer == 0 && !isEnding) // away: neither spin nor give up
        changed.wait_for(lock, pauseWhenUnanswered);
}

void TrafficGenerator::Private::run()
{
    std::unique_lock lock(mutex);
    while (waitForWork(lock))
        sendOne(lock);
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
    {
        const std::lock_guard lock(d->mutex);
        d->isEnding = true;
    }
    d->changed.notify_all();
    d->thread.join();
}

void TrafficGenerator::setGatewayUrl(std::string url)
{
    const std::lock_guard lock(d->mutex);
    d->gatewayUrl = std::move(url);
    d->changed.notify_all();
}

void TrafficGenerator::sendNow(int count, const TrafficMix &mix)
{
    const std::lock_guard lock(d->mutex);
    d->status.waiting =
        std::min<std::int64_t>(d->status.waiting + std::max(count, 0), highestCount);
    d->onceMix = mix;
    d->changed.notify_all();
}

void TrafficGenerator::start(double perSecond, int burst, const TrafficMix &mix)
{
    const std::lock_guard lock(d->mutex);
    d->status.isRunning = perSecond > 0;
    d->status.rate = std::clamp(perSecond, 0.0, highestRate);
    d->status.burst = std::clamp(burst, 1, highestCount);
    d->status.mix = mix;
    d->due = 0;
    d->nextBurst = std::chrono::steady_clock::now();
    d->changed.notify_all();
}

void TrafficGenerator::stop()
{
    const std::lock_guard lock(d->mutex);
    d->status.isRunning = false;
    d->status.rate = 0;
    d->status.waiting = 0;
    d->due = 0;
    d->changed.notify_all();
}

TrafficStatus TrafficGenerator::status() const
{
    const std::lock_guard lock(d->mutex);
    return d->status;
}

} // namespace gatehouse::gateway
