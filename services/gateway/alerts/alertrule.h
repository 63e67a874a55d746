#pragma once

#include "services/core/uuid.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace gatehouse::gateway {

/// What is looked at, and when it fires: a row of gatehouse.alert_rule. What a kind has not is
/// empty or 0.
struct AlertRule
{
    Uuid id;
    std::string name;
    /// measure, dead_letter_group, breaker_opened, bad_signatures or secret_overdue
    std::string kind;
    std::string severity; ///< warning or critical
    std::optional<std::string> tenant; ///< nothing: of all together
    std::string measure; ///< one of browsing::measures or browsing::gauges
    std::string value; ///< of a measure: error_rate, p95_ms, ...; empty for a gauge
    std::string filterJson = "[]"; ///< conditions as metrics/query takes them
    std::chrono::seconds window{0}; ///< whole minutes
    bool firesBelow = false; ///< below the threshold, not above it
    double threshold = 0;
    double clearThreshold = 0; ///< no further than this from what is fine it is over
    std::chrono::seconds holdFor{0}; ///< it must hold that long before it fires
    std::int64_t minimumCalls = 0; ///< of fewer calls no rate or percentile fires
    Timestamp changedAt = {};
};

/// What AI systems may cost: a row of gatehouse.budget.
struct Budget
{
    Uuid id;
    std::string name;
    std::optional<std::string> tenant; ///< nothing: everybody's together
    bool isMonthly = false; ///< else daily, both of UTC
    double limitUsd = 0;
    int warnAtPercent = 80;
    Timestamp changedAt = {};
};

} // namespace gatehouse::gateway
