#pragma once

#include "services/gateway/simulator/scenario.h"

#include <memory>
#include <optional>
#include <string_view>

namespace gatehouse::gateway {

class TrafficGenerator;

/// Plays one scenario at a time, by the machine's steady clock, from a thread of its own. When it
/// ends, what was set before is set again, but for what somebody else has set meanwhile.
/// Thread-safe.
class ScenarioRunner
{
public:
    /// Both outlive it.
    ScenarioRunner(StandInWordPress &wordpress, TrafficGenerator &traffic,
                   std::vector<Scenario> scenarios = makeScenarios());
    ~ScenarioRunner(); ///< leaves everything as it is

    const std::vector<Scenario> &scenarios() const;
    /// Ends the one that runs first. False: there is no such scenario, and nothing was done.
    bool run(std::string_view id);
    void stop(); ///< nothing when none runs

    struct Running
    {
        std::string id;
        std::chrono::milliseconds time; ///< in all
        std::chrono::milliseconds left;
    };
    std::optional<Running> running() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
