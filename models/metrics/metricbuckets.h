#pragma once

#include "models/histogram/buckets.h"
#include "models/metrics/source.h"

namespace gatehouse::metrics {

using histogram::Buckets;

/// The range in round steps of a minute or more, about a hundred, by the zone's clocks; widened to
/// whole steps, since nothing finer is known at its ends.
Buckets metricBuckets(TimeRange range, const QTimeZone &zone);

enum class Comparison {
    None,
    PreviousPeriod, ///< as long, right before
    LastWeek,
    DayBefore,
};

/// As many buckets of the same widths, so long before: the range's own length, a week or a day. Of
/// days and longer ones by the calendar, so that a day is compared with a whole one; by it a week
/// or a day before is the same time of day, also when the clocks were changed in between. Whole
/// minutes.
std::vector<Timestamp> edgesBefore(const Buckets &buckets, Comparison comparison,
                                   const QTimeZone &zone);

/// What is known of a bucket.
enum class BucketState {
    Whole,
    Partial, ///< it is measured to a time within it: values are of a part of it
    NotMeasured, ///< it is not kept so finely any more, or was not measured yet
};
BucketState stateOf(TimeRange bucket, const MetricAnswer &answer);

/// How much of the bucket is measured, in minutes; 0: nothing.
double measuredMinutes(TimeRange bucket, const MetricAnswer &answer);

} // namespace gatehouse::metrics
