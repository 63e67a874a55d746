#pragma once

#include "services/core/timesteps.h"

#include <QString>

#include <vector>

namespace gatehouse::widgets {

/// Times along a line of pixels: a chart's axis, or a rail with the newest at its top (`end` is
/// then less than `begin`).
class TimeScale
{
public:
    struct Tick
    {
        Timestamp time;
        QString label; ///< "16:30", "17 Nov" at midnight
        bool isDay = false; ///< begins a day, or what is longer
    };

    TimeScale() = default;
    /// `begin` is where the range begins, `end` where it ends.
    TimeScale(TimeRange range, double begin, double end);

    TimeRange range() const { return m_range; }
    bool isEmpty() const { return m_range.isEmpty() || m_begin == m_end; }
    /// Beyond the line for a time outside of the range; `begin` on an empty scale.
    double position(Timestamp time) const;
    /// Within the range, whatever the position; its beginning on an empty scale.
    Timestamp time(double position) const;
    /// At round times of the zone, `spacing` pixels apart or more, in the order of time.
    std::vector<Tick> ticks(double spacing, const QTimeZone &zone) const;

private:
    TimeRange m_range;
    double m_begin = 0;
    double m_end = 0;
};

/// That time as the boundary of such a step: with seconds where steps are shorter than a minute,
/// the day alone where they are longer than one. `withDay`: the day is said, too.
QString stepText(Timestamp time, TimeStep step, const QTimeZone &zone, bool withDay);

} // namespace gatehouse::widgets
