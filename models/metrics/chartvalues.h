#pragma once

#include "models/metrics/chart.h"

namespace gatehouse::metrics {

/// From one latency to another, in microseconds.
struct LatencyBand
{
    std::int64_t lowest = 0;
    std::int64_t highest = 0; ///< within it
    bool operator==(const LatencyBand &) const = default;
};

/// One line, one part of all bars, or one row of a heat map.
struct ChartSeries
{
    QString name; ///< "stripe", "p95", "stripe p95", "others"
    std::string value; ///< of the label
    bool isOther = false; ///< the values that are not told of one by one
    LatencyBand band = {}; ///< of a heat map
    std::vector<std::optional<double>> values; ///< one for each bucket; nothing: a gap
    /// Of all that is measured together: counts are added up, percentiles of merged histograms.
    /// Nothing where the chart does not ask for it, of a gauge, a heat map and an objective.
    std::optional<double> ofRange = {};
};

/// What a chart shows.
struct ChartValues
{
    Buckets buckets;
    std::vector<BucketState> states; ///< one for each bucket
    std::vector<ChartSeries> series;
    std::optional<Timestamp> measuredUntil; ///< as MetricAnswer's
    /// Of an objective, over the range as far as it is measured.
    std::optional<double> budgetLeft;
    /// As MetricAnswer's: then no bucket is measured.
    QString notMeasured = {};

    /// Of a bucket that is measured, or in part: what of it is.
    TimeRange measured(int bucket) const;
};

/// Of a bucket without calls a count is 0, and a percentile or rate is a gap; of one that is not
/// measured everything is. `request` is what was answered, requestOf() of the chart.
ChartValues valuesOf(const Chart &chart, const MetricRequest &request, const MetricAnswer &answer,
                     const Buckets &buckets);

} // namespace gatehouse::metrics
