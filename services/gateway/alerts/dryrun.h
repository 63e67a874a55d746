#pragma once

#include "services/gateway/alerts/looks.h"

namespace gatehouse::gateway {

struct TriedAlert
{
    Reading reading; ///< as it fired
    Timestamp firedAt;
    std::optional<Timestamp> resolvedAt; ///< nothing: not within the time, or not known
};

/// When a rule or budget would have fired.
struct DryRun
{
    TimeRange range;
    std::chrono::seconds step{60}; ///< so often it was looked
    std::optional<Timestamp> measuredUntil; ///< of measures; nothing: there are none
    std::vector<TriedAlert> fired; ///< oldest first, mostTried at the most
    bool isCut = false; ///< more would have fired
    /// Of a measure the value that is furthest from fine, of a budget the most that a period used.
    std::optional<double> peak;
    std::string unit;
};

constexpr std::size_t mostTried = 500;

/// By what is kept of the last hours: of measures, gauges and bad signatures as if it had been
/// looked at every minute, or 1,440 times if that is less; of dead letters those groups whose first
/// letter died then; of breakers each opening, and of secrets those that are overdue now.
Result<DryRun> tryRule(postgres::Session &session, const AlertRule &rule,
                       const ReadConditions &readConditions, std::chrono::hours hours,
                       Timestamp now);

/// What a budget would have told in the period before this one and since, as if it had been looked
/// at at the end of each hour, and in the hour that is not over of each minute. What AI calls cost
/// is taken from their measures.
Result<DryRun> tryBudget(postgres::Session &session, const Budget &budget, Timestamp now);

} // namespace gatehouse::gateway
