#include "models/metrics/metricbuckets.h"

#include <QDateTime>

#include <algorithm>

namespace gatehouse::metrics {

namespace {

constexpr int mostBucketsShown = 120;

bool isOfDays(TimeStep step)
{
    return step.unit >= TimeStep::Unit::Day;
}

Timestamp midnight(QDate date, const QTimeZone &zone)
{
    return Timestamp(std::chrono::milliseconds(date.startOfDay(zone).toMSecsSinceEpoch()));
}

QDate dateOf(Timestamp time, const QTimeZone &zone)
{
    return toDateTime(time, zone).date();
}

bool isWithinGap(TimeRange bucket, const MetricAnswer &answer)
{
    return std::any_of(answer.gaps.begin(), answer.gaps.end(), [&](const TimeRange &gap) {
        return gap.from <= bucket.from && bucket.until <= gap.until;
    });
}

/// The same time of day, or the next one that the clocks had.
Timestamp daysBefore(Timestamp time, qint64 days, const QTimeZone &zone)
{
    const QDateTime moved = toDateTime(time, zone).addDays(-days);
    return Timestamp(std::chrono::milliseconds(moved.toMSecsSinceEpoch()));
}

} // namespace

Buckets metricBuckets(TimeRange range, const QTimeZone &zone)
{
    TimeStep step = roundStep(range, mostBucketsShown);
    if (step.unit == TimeStep::Unit::Second)
        step = {TimeStep::Unit::Minute, 1};
    std::vector<Timestamp> edges = stepBoundaries(range, step, zone);
    if (!edges.empty())
        range = {edges.front(), edges.back()};
    return {range, step, std::move(edges)};
}

std::vector<Timestamp> edgesBefore(const Buckets &buckets, Comparison comparison,
                                   const QTimeZone &zone)
{
    std::vector<Timestamp> edges = buckets.edges;
    if (comparison == Comparison::None || edges.empty())
        return {};
    const TimeRange all = buckets.extent();
    const int calendarDays = comparison == Comparison::LastWeek ? 7
        : comparison == Comparison::DayBefore                   ? 1
                                                                : 0;
    if (isOfDays(buckets.step)) {
        const qint64 days = calendarDays > 0
            ? calendarDays
            : dateOf(all.from, zone).daysTo(dateOf(all.until, zone));
        for (Timestamp &edge : edges)
            edge = midnight(dateOf(edge, zone).addDays(-days), zone);
        return edges;
    }
    const auto back =
        calendarDays > 0 ? all.from - daysBefore(all.from, calendarDays, zone) : all.length();
    for (Timestamp &edge : edges)
        edge -= back;
    return edges;
}

BucketState stateOf(TimeRange bucket, const MetricAnswer &answer)
{
    const bool isGone = answer.measuredFrom && bucket.from < *answer.measuredFrom;
    if (isGone || !answer.measuredUntil || bucket.from >= *answer.measuredUntil
        || isWithinGap(bucket, answer))
        return BucketState::NotMeasured;
    return bucket.until > *answer.measuredUntil ? BucketState::Partial : BucketState::Whole;
}

double measuredMinutes(TimeRange bucket, const MetricAnswer &answer)
{
    if (stateOf(bucket, answer) == BucketState::NotMeasured)
        return 0;
    using Minutes = std::chrono::duration<double, std::ratio<60>>;
    return Minutes(std::min(bucket.until, *answer.measuredUntil) - bucket.from).count();
}

} // namespace gatehouse::metrics
