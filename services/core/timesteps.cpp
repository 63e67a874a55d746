#include "services/core/timesteps.h"

#include <QDateTime>

#include <array>

namespace gatehouse {

namespace {

using namespace std::chrono_literals;
using Unit = TimeStep::Unit;

struct RoundStep
{
    TimeStep step;
    std::chrono::seconds length; ///< about
};

constexpr std::chrono::hours day{24};
constexpr std::array roundSteps{
    RoundStep{{Unit::Second, 1}, 1s},      RoundStep{{Unit::Second, 5}, 5s},
    RoundStep{{Unit::Second, 15}, 15s},    RoundStep{{Unit::Minute, 1}, 1min},
    RoundStep{{Unit::Minute, 5}, 5min},    RoundStep{{Unit::Minute, 15}, 15min},
    RoundStep{{Unit::Hour, 1}, 1h},        RoundStep{{Unit::Hour, 3}, 3h},
    RoundStep{{Unit::Hour, 6}, 6h},        RoundStep{{Unit::Day, 1}, day},
    RoundStep{{Unit::Week, 1}, 7 * day},   RoundStep{{Unit::Month, 1}, 30 * day},
    RoundStep{{Unit::Month, 3}, 91 * day}, RoundStep{{Unit::Month, 12}, 365 * day},
};

Timestamp startOf(QDate date, const QTimeZone &zone)
{
    return Timestamp(std::chrono::milliseconds(date.startOfDay(zone).toMSecsSinceEpoch()));
}

/// In seconds; none of a step of whole days.
std::chrono::seconds partOfDay(TimeStep step)
{
    switch (step.unit) {
    case Unit::Second:
        return std::chrono::seconds(step.count);
    case Unit::Minute:
        return std::chrono::minutes(step.count);
    case Unit::Hour:
        return std::chrono::hours(step.count);
    default:
        return {};
    }
}

QDate firstDay(QDate date, TimeStep step)
{
    switch (step.unit) {
    case Unit::Week:
        return date.addDays(1 - date.dayOfWeek());
    case Unit::Month:
        return {date.year(), date.month() - (date.month() - 1) % step.count, 1};
    default:
        return date;
    }
}

QDate nextFirstDay(QDate first, TimeStep step)
{
    switch (step.unit) {
    case Unit::Week:
        return first.addDays(7);
    case Unit::Month:
        return first.addMonths(step.count);
    default:
        return first.addDays(1);
    }
}

} // namespace

TimeStep roundStep(TimeRange range, int most)
{
    for (const RoundStep &each : roundSteps) {
        if (range.length() <= each.length * most)
            return each.step;
    }
    return roundSteps.back().step;
}

Timestamp stepBegin(Timestamp time, TimeStep step, const QTimeZone &zone)
{
    const QDate date = toDateTime(time, zone).date();
    const std::chrono::seconds length = partOfDay(step);
    if (length == 0s)
        return startOf(firstDay(date, step), zone);
    const Timestamp midnight = startOf(date, zone);
    return midnight + (time - midnight) / length * length;
}

Timestamp stepEnd(Timestamp time, TimeStep step, const QTimeZone &zone)
{
    const QDate date = toDateTime(time, zone).date();
    const std::chrono::seconds length = partOfDay(step);
    if (length == 0s)
        return startOf(nextFirstDay(firstDay(date, step), step), zone);
    return std::min(stepBegin(time, step, zone) + length, startOf(date.addDays(1), zone));
}

std::vector<Timestamp> stepBoundaries(TimeRange range, TimeStep step, const QTimeZone &zone)
{
    std::vector<Timestamp> boundaries;
    if (range.isEmpty())
        return boundaries;
    boundaries.push_back(stepBegin(range.from, step, zone));
    while (boundaries.back() < range.until)
        boundaries.push_back(stepEnd(boundaries.back(), step, zone));
    return boundaries;
}

Timestamp floorTo(Timestamp time, std::chrono::microseconds width)
{
    const auto since = time.time_since_epoch();
    return time - ((since % width) + width) % width;
}

QDateTime toDateTime(Timestamp time, const QTimeZone &zone)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time);
    return QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(), zone);
}

} // namespace gatehouse
