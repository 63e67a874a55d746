#include "services/gateway/simulator/scenariorunner.h"

#include "services/gateway/simulator/trafficgenerator.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::gateway {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

/// How much of its time is left changes by itself.
bool isSame(const StandInBehaviour &one, StandInBehaviour other)
{
    other.lasts = one.lasts;
    return one == other;
}

} // namespace

struct ScenarioRunner::Private
{
    struct Play
    {
        const Scenario *scenario;
        SteadyTime end;
        SimulatorSettings before;
        SimulatorSettings set;
    };

    void watch();
    void begin(const Scenario &scenario);
    void end();

    StandInWordPress &wordpress;
    TrafficGenerator &traffic;
    const std::vector<Scenario> scenarios;
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Play> play;
    bool isEnding = false;
    std::thread thread; ///< last
};

void ScenarioRunner::Private::watch()
{
    std::unique_lock lock(mutex);
    while (!isEnding) {
        const auto until = play ? play->end : SteadyTime();
        if (!play)
            changed.wait(lock);
        else if (std::chrono::steady_clock::now() >= until)
            end();
        else
            changed.wait_until(lock, until);
    }
}

void ScenarioRunner::Private::begin(const Scenario &scenario)
{
    const SimulatorSettings before{wordpress.behaviour(), traffic.status().plan};
    SimulatorSettings settings = before;
    scenario.apply(settings);
    wordpress.setBehaviour(settings.wordpress);
    traffic.start(settings.traffic);
    play = Play{&scenario,
                std::chrono::steady_clock::now() + scenario.time,
                before,
                {wordpress.behaviour(), traffic.status().plan}};
}

void ScenarioRunner::Private::end()
{
    if (!play)
        return;
    if (isSame(wordpress.behaviour(), play->set.wordpress))
        wordpress.setBehaviour(play->before.wordpress);
    if (traffic.status().plan == play->set.traffic)
        traffic.start(play->before.traffic);
    play.reset();
}

ScenarioRunner::ScenarioRunner(StandInWordPress &wordpress, TrafficGenerator &traffic,
                               std::vector<Scenario> scenarios)
    : d(new Private{wordpress, traffic, std::move(scenarios), {}, {}, {}, {}, {}})
{
    d->thread = std::thread([this] { d->watch(); });
}

ScenarioRunner::~ScenarioRunner()
{
    {
        const std::lock_guard lock(d->mutex);
        d->isEnding = true;
    }
    d->changed.notify_all();
    d->thread.join();
}

const std::vector<Scenario> &ScenarioRunner::scenarios() const
{
    return d->scenarios;
}

bool ScenarioRunner::run(std::string_view id)
{
    const auto found = std::find_if(d->scenarios.begin(), d->scenarios.end(),
                                    [&](const Scenario &known) { return known.id == id; });
    if (found == d->scenarios.end())
        return false;
    const std::lock_guard lock(d->mutex);
    d->end();
    d->begin(*found);
    d->changed.notify_all();
    return true;
}

void ScenarioRunner::stop()
{
    const std::lock_guard lock(d->mutex);
    d->end();
}

std::optional<ScenarioRunner::Running> ScenarioRunner::running() const
{
    using std::chrono::milliseconds;
    const std::lock_guard lock(d->mutex);
    if (!d->play)
        return std::nullopt;
    const auto left =
        std::chrono::ceil<milliseconds>(d->play->end - std::chrono::steady_clock::now());
    return Running{d->play->scenario->id, d->play->scenario->time, std::max(left, milliseconds(0))};
}

} // namespace gatehouse::gateway
