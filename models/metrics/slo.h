#pragma once

#include "models/metrics/source.h"

/// Service level objectives, with the arithmetic and the names of Google's Site Reliability
/// Workbook, chapter 5, "Alerting on SLOs" (https://sre.google/workbook/alerting-on-slos/).
namespace gatehouse::metrics {

/// "99.5 % within 60 s": such a share of all calls ends well, and in that time.
struct Objective
{
    double share = 0.995; ///< over 0, under 1
    std::chrono::microseconds within = std::chrono::seconds(60);
    bool operator==(const Objective &) const = default;
};

/// How many calls there were, and how many of them were as the objective wants them.
struct ServiceLevel
{
    double total = 0;
    double good = 0;
    ServiceLevel &operator+=(const ServiceLevel &other)
    {
        total += other.total;
        good += other.good;
        return *this;
    }
};

/// Of calls that all ended well, or all badly: only then is it known which of them were slow. A
/// good call whose latency nobody knows counts as quick. Within the histogram's bucket that the
/// time falls into, calls count in proportion.
ServiceLevel levelOf(const browsing::MetricCell &cell, const Objective &objective);

/// Bad calls of all; nothing of none.
std::optional<double> errorRate(const ServiceLevel &level);

/// How many times as fast as the objective allows errors are made: error rate / (1 - share). At 1
/// the whole budget is used when its period ends.
std::optional<double> burnRate(const ServiceLevel &level, const Objective &objective);

/// What is left of the error budget of these calls: 1 is all, 0 none, below it is overdrawn:
/// 1 - burn rate over the budget's period.
std::optional<double> budgetLeft(const ServiceLevel &level, const Objective &objective);

/// The share of a period's budget that a burn rate uses within a time: rate * window / period.
double budgetSpent(double rate, std::chrono::minutes window, std::chrono::hours period);

/// The workbook's windows and the rates in them at which somebody is paged: of a budget of 30 days,
/// 2 % are then used within an hour, 5 % within six (its table 5-2).
inline constexpr std::chrono::hours fastWindow{1}, slowWindow{6};
inline constexpr double fastPaging = 14.4, slowPaging = 6;

} // namespace gatehouse::metrics
