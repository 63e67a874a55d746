#pragma once

#include "services/browsing/labelledseries.h"
#include "services/core/timesteps.h"
#include "services/metrics/histogram.h"
#include "services/postgres/session.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What was measured over time (console.metric_minute and coarser), for a console's SQL and the
/// gateway's API alike.
namespace gatehouse::browsing {

constexpr std::array<std::string_view, 4> measures{"ingest", "delivery", "job", "ai"};
/// What series differ by; columns for `conditions`. A label that is not known is ''.
constexpr std::array<std::string_view, 11> metricLabels{
    "source", "tenant", "event_type", "route",    "outcome", "service",
    "env",    "agent",  "model",      "provider", "status"};
/// Those that a measure, or a gauge (gauges.h), has; the others are '' in all its series.
std::span<const std::string_view> labelsOf(std::string_view measure);
/// How far back there are measures by minute, and by hour.
constexpr std::chrono::hours minutesKept{35 * 24};
constexpr std::chrono::hours hoursKept{400 * 24};

/// What is to be told.
struct MetricWish
{
    std::string measure; ///< one of `measures`, or for readGauges() one of `gauges`
    std::string by; ///< one of `metricLabels`: a series for each of its values; empty: one of all
    int most = 10; ///< series for the values with the most calls; all others become one
    std::vector<Timestamp> edges; ///< of the buckets, ascending whole minutes, at least two
    std::vector<std::string> conditions; ///< SQL of our own, with placeholders of `parameters`
    postgres::Parameters parameters = {};
    bool tellsLatencies = true; ///< else those of all cells are left out, which is much quicker
};

struct MetricCell
{
    std::int64_t calls = 0;
    std::int64_t errors = 0;
    metrics::Histogram latency; ///< microseconds; of those calls that had one
    // Of the measure "ai" alone:
    std::int64_t tokensPrompt = 0;
    std::int64_t tokensCompletion = 0;
    double costUsd = 0;
    std::int64_t cacheHits = 0;
    std::int64_t unpriced = 0; ///< calls that used tokens and that nobody knows the cost of

    void merge(const MetricCell &other);
};

/// A bucket that is not there was not measured, or nothing came.
using MetricSeries = LabelledSeries<MetricCell>;

struct Metrics
{
    /// All before is told; what is behind may be told in part. Nothing: nothing was measured yet.
    std::optional<Timestamp> measuredUntil;
    std::vector<MetricSeries> series; ///< with the most calls first, the others last
};

/// Reads days where all edges are midnights of UTC, hours where they are whole hours, else minutes.
Result<Metrics> readMetrics(postgres::Session &session, const MetricWish &wish);

} // namespace gatehouse::browsing
