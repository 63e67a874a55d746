#pragma once

#include "services/gateway/alerts/looks.h"

namespace gatehouse::gateway {

struct TriedAlert
{
    Reading reading; ///< as it fired
    Timestamp firedAt;
    std::optional<Timestamp> resolvedAt; ///< nothing: not within the time, or not known
};

/// When a rule would have fired.
struct DryRun
{
    TimeRange range;
    std::chrono::seconds step{60}; ///< so often it was looked
    std::optional<Timestamp> measuredUntil; ///< of measures; nothing: there are none
    std::vector<TriedAlert> fired; ///< oldest first, mostTried at the most
    bool isCut = false; ///< more would have fired
    std::optional<double> peak; ///< of a measure: the value that is furthest from fine
    std::string unit;
};

constexpr std::size_t mostTried = 500;

/// By what is kept of the last hours: of measures, gauges and bad signatures as if it had been
/// looked at every minute, or 1,440 times if that is less; of dead letters those groups whose first
/// letter died then; of breakers each opening, and of secrets those that are overdue now.
Result<DryRun> tryRule(postgres::Session &session, const AlertRule &rule,
                       const ReadConditions &readConditions, std::chrono::hours hours,
                       Timestamp now);

} // namespace gatehouse::gateway
