#pragma once

#include "services/browsing/gauges.h"
#include "services/core/result.h"

#include <QJsonObject>

/// What GET metrics/query answers, with `histograms=true`.
namespace gatehouse::metrics {

/// What was asked: steps of one width.
struct AskedSteps
{
    Timestamp from;
    std::chrono::seconds step{60};
    std::size_t count = 0;
    int most = 10; ///< series, beside the others
    bool hasLabel = false; ///< series are told by one
    bool isLongest = false; ///< of a gauge: of several the longest counts
    bool hasLatencies = true; ///< of all cells; else of none
};

/// Cells are numbered by the steps. Bug where the answer is not what was promised: of other steps,
/// with times outside, twice the same, numbers that cannot be, or more than was asked for.
Result<browsing::Metrics> metricsOf(const QJsonObject &json, const AskedSteps &asked);
Result<browsing::Gauges> gaugesOf(const QJsonObject &json, const AskedSteps &asked);

} // namespace gatehouse::metrics
