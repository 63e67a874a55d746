#include "models/metrics/slo.h"

#include <algorithm>

namespace gatehouse::metrics {

ServiceLevel levelOf(const browsing::MetricCell &cell, const Objective &objective)
{
    const double slow =
        double(cell.latency.size()) - cell.latency.sizeUpTo(objective.within.count());
    const double good = double(cell.calls - cell.errors) - (cell.errors == 0 ? slow : 0);
    return {double(cell.calls), std::max(good, 0.0)};
}

std::optional<double> errorRate(const ServiceLevel &level)
{
    if (level.total <= 0)
        return std::nullopt;
    return (level.total - level.good) / level.total;
}

std::optional<double> burnRate(const ServiceLevel &level, const Objective &objective)
{
    const auto rate = errorRate(level);
    if (!rate)
        return std::nullopt;
    return *rate / (1 - objective.share);
}

std::optional<double> budgetLeft(const ServiceLevel &level, const Objective &objective)
{
    const auto rate = burnRate(level, objective);
    if (!rate)
        return std::nullopt;
    return 1 - *rate;
}

double budgetSpent(double rate, std::chrono::minutes window, std::chrono::hours period)
{
    return rate * std::chrono::duration<double>(window).count()
        / std::chrono::duration<double>(period).count();
}

} // namespace gatehouse::metrics
