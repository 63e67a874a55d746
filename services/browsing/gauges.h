#pragma once

#include "services/browsing/metrics.h"

/// What stood open over time (console.metric_gauges), for a console's SQL and the gateway's API
/// alike.
namespace gatehouse::browsing {

constexpr std::array<std::string_view, 4> gauges{"dead_letters_open", "jobs_waiting",
                                                 "oldest_job_seconds", "breakers_open"};

/// How much stood open at the last look within a bucket.
struct GaugeCell
{
    double value = 0;
    bool isLongest = false; ///< of several the longest counts; else they are added up

    void merge(const GaugeCell &other);
};

/// A bucket that is not there is one within which nobody looked.
using GaugeSeries = LabelledSeries<GaugeCell>;

struct Gauges
{
    std::optional<Timestamp> measuredUntil; ///< nobody looked later; nothing: nobody ever did
    std::vector<GaugeSeries> series; ///< with the most first, the others last
};

/// The wish's measure is one of `gauges`, its conditions are about source and tenant. Where nobody
/// looked is a gap; where somebody did and found nothing is 0, of each series that is told. Those
/// of several sources and tenants are added up; of the oldest job it is the longest.
Result<Gauges> readGauges(postgres::Session &session, const MetricWish &wish);

} // namespace gatehouse::browsing
