#pragma once

#include "services/core/clock.h"

#include <QTimeZone>

#include <vector>

namespace gatehouse {

/// From `from` on and before `until`.
struct TimeRange
{
    Timestamp from;
    Timestamp until;
    bool operator==(const TimeRange &) const = default;
    bool isEmpty() const { return from >= until; }
    bool contains(Timestamp time) const { return from <= time && time < until; }
    std::chrono::microseconds length() const { return until - from; }
};

/// What the calendar is cut into: 15 minutes, 3 hours, a day. Shorter ones than a day begin anew at
/// midnight, weeks on Mondays, months on the first.
struct TimeStep
{
    enum class Unit { Second, Minute, Hour, Day, Week, Month };
    Unit unit = Unit::Minute;
    int count = 1;
    bool operator==(const TimeStep &) const = default;
};

/// The finest round step (1, 5, 15 s; 1, 5, 15 min; 1, 3, 6 h; a day, a week; 1, 3, 12 months) that
/// cuts the range into about `most` pieces or fewer; the last when none does.
TimeStep roundStep(TimeRange range, int most);

/// The step's last boundary at or before that time, and the first one behind it. Boundaries are
/// those of the zone's clocks, so a day in which these are changed has a shorter or longer piece.
Timestamp stepBegin(Timestamp time, TimeStep step, const QTimeZone &zone);
Timestamp stepEnd(Timestamp time, TimeStep step, const QTimeZone &zone);

/// The boundaries of the pieces that cover the range, ascending: at least two, unless it is empty.
std::vector<Timestamp> stepBoundaries(TimeRange range, TimeStep step, const QTimeZone &zone);

/// The last multiple of that width since 1970 in UTC, at or before that time.
Timestamp floorTo(Timestamp time, std::chrono::microseconds width);

QDateTime toDateTime(Timestamp time, const QTimeZone &zone);

} // namespace gatehouse
