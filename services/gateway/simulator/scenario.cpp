#include "services/gateway/simulator/scenario.h"

namespace gatehouse::gateway {

using namespace std::chrono_literals;

namespace {

constexpr double ordinaryRate = 20;
constexpr double highRate = 1000;
constexpr int copiesOfAStorm = 8;

/// A scenario shows nothing without traffic; what runs already is as good.
void letTrafficRun(TrafficPlan &traffic)
{
    if (traffic.rate <= 0)
        traffic.rate = ordinaryRate;
}

void wordpressOutage(SimulatorSettings &settings)
{
    settings.wordpress = {.mode = StandInBehaviour::Mode::Fail, .status = 503};
    letTrafficRun(settings.traffic);
}

void blackFriday(SimulatorSettings &settings)
{
    settings.traffic = {.rate = highRate};
}

void retryStorm(SimulatorSettings &settings)
{
    letTrafficRun(settings.traffic);
    settings.traffic.mix.copies = copiesOfAStorm;
}

/// On both sides of what is still taken, 300 s.
void clockSkew(SimulatorSettings &settings)
{
    letTrafficRun(settings.traffic);
    settings.traffic.mix.clockSkew = -300s;
    settings.traffic.mix.clockSpread = 10s;
}

void keyMixUp(SimulatorSettings &settings)
{
    letTrafficRun(settings.traffic);
    settings.traffic.mix.isKeyMixUp = true;
}

} // namespace

std::vector<Scenario> makeScenarios()
{
    return {
        {"wordpress_outage", "WordPress outage and recovery", "503 for 90 s, then fine", 90s,
         wordpressOutage},
        {"black_friday", "Black Friday burst", "1,000 a second for 60 s", 60s, blackFriday},
        {"retry_storm", "Provider retry storm", "every event 8 times, out of order", 60s,
         retryStorm},
        {"clock_skew", "Clock skew", "timestamps 290 to 310 s old", 60s, clockSkew},
        {"key_mix_up", "Key mix-up", "one tenant signed with the secret of another", 60s, keyMixUp},
    };
}

} // namespace gatehouse::gateway
