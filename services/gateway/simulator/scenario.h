#pragma once

#include "services/gateway/simulator/standinwordpress.h"
#include "services/gateway/simulator/trafficplan.h"

#include <chrono>
#include <string>
#include <vector>

namespace gatehouse::gateway {

/// What a scenario turns.
struct SimulatorSettings
{
    StandInBehaviour wordpress;
    TrafficPlan traffic; ///< rate 0: none is steady
};

/// A story that the simulator plays for a while.
struct Scenario
{
    std::string id; ///< snake case
    std::string title; ///< English, as `text`
    std::string text;
    std::chrono::milliseconds time;
    /// Turns what is set when it begins.
    void (*apply)(SimulatorSettings &settings);
};

/// All scenarios, one entry each.
std::vector<Scenario> makeScenarios();

} // namespace gatehouse::gateway
