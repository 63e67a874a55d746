#include "models/histogram/buckets.h"

#include "models/collection/filtervalue.h"

#include <QDateTime>

#include <algorithm>

namespace gatehouse::histogram {

using collection::Condition;
using collection::Descriptor;
using collection::Filter;
using collection::Operator;

namespace {

/// Negated, "any" or switched off it bounds nothing that could be drawn as one range.
bool boundsTime(const Descriptor &descriptor, const Condition &condition)
{
    return condition.field == descriptor.sortColumn && condition.enabled && !condition.negated
        && condition.values.size() == 1
        && (condition.comparison == Operator::AtLeast || condition.comparison == Operator::AtMost);
}

std::optional<Timestamp> momentOf(const Condition &condition, Timestamp now)
{
    const QString &value = condition.values.first();
    if (const auto span = collection::parseSpan(value))
        return now - *span;
    return collection::parseMoment(value, condition.comparison == Operator::AtMost);
}

void narrow(TimeFilter &filter, Operator comparison, Timestamp moment)
{
    if (comparison == Operator::AtLeast) {
        filter.from = std::max(filter.from.value_or(moment), moment);
    } else {
        const Timestamp behind = moment + std::chrono::microseconds(1);
        filter.until = std::min(filter.until.value_or(behind), behind);
    }
}

/// As a person would type it. An hour that the clocks have twice is told apart by its offset.
QString momentText(Timestamp time, const QTimeZone &zone)
{
    const QDateTime moment = toDateTime(time, zone);
    const QTime clock = moment.time();
    QString form = QStringLiteral("yyyy-MM-dd HH:mm");
    if (clock.second() != 0 || clock.msec() != 0)
        form += QStringLiteral(":ss");
    if (clock.msec() != 0)
        form += QStringLiteral(".zzz");
    QString text = moment.toString(form);
    if (zone == QTimeZone::utc())
        return text + u'Z';
    if (collection::parseMoment(text, false) == time)
        return text;
    return moment.toOffsetFromUtc(moment.offsetFromUtc()).toString(Qt::ISODateWithMs);
}

} // namespace

TimeRange Buckets::bucket(int index) const
{
    return {edges[std::size_t(index)], edges[std::size_t(index) + 1]};
}

TimeRange Buckets::counted(int index) const
{
    const TimeRange whole = bucket(index);
    return {std::max(whole.from, range.from), std::min(whole.until, range.until)};
}

bool Buckets::isPartial(int index) const
{
    constexpr std::chrono::milliseconds one{1};
    const TimeRange whole = bucket(index), part = counted(index);
    return part.from - whole.from >= one || whole.until - part.until >= one;
}

TimeRange Buckets::extent() const
{
    return edges.empty() ? TimeRange{} : TimeRange{edges.front(), edges.back()};
}

int Buckets::indexAt(Timestamp time) const
{
    if (!extent().contains(time))
        return -1;
    const auto behind = std::upper_bound(edges.begin(), edges.end(), time);
    return static_cast<int>(behind - edges.begin()) - 1;
}

Buckets bucketsOf(TimeRange range, int most, const QTimeZone &zone)
{
    const TimeStep step = roundStep(range, most);
    return {range, step, stepBoundaries(range, step, zone)};
}

TimeRange TimeFilter::range(Timestamp now, std::chrono::microseconds span) const
{
    const Timestamp end = until.value_or(std::max(now, from.value_or(now)));
    return {from.value_or(end - span), end};
}

TimeFilter timeFilterOf(const Descriptor &descriptor, const Filter &filter, Timestamp now)
{
    TimeFilter split;
    for (const Condition &condition : filter.conditions) {
        const auto moment =
            boundsTime(descriptor, condition) ? momentOf(condition, now) : std::nullopt;
        if (moment)
            narrow(split, condition.comparison, *moment);
        else
            split.rest.conditions += condition;
    }
    return split;
}

Filter withoutRange(const Descriptor &descriptor, const Filter &filter)
{
    Filter rest;
    std::copy_if(filter.conditions.begin(), filter.conditions.end(),
                 std::back_inserter(rest.conditions),
                 [&](const Condition &condition) { return !boundsTime(descriptor, condition); });
    return rest;
}

Filter timesIn(const QString &column, TimeRange range, const QTimeZone &zone)
{
    const Timestamp last = range.until - std::chrono::milliseconds(1);
    return {{Condition{column, Operator::AtLeast, {momentText(range.from, zone)}},
             Condition{column, Operator::AtMost, {momentText(last, zone)}}}};
}

Filter withRange(const Descriptor &descriptor, const Filter &filter, TimeRange range,
                 const QTimeZone &zone)
{
    Filter made = withoutRange(descriptor, filter);
    made.conditions += timesIn(descriptor.sortColumn, range, zone).conditions;
    return made;
}

} // namespace gatehouse::histogram
