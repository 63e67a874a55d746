#include "ui/widgets/timescale.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace gatehouse::widgets {

namespace {

using Unit = TimeStep::Unit;

QString dayText(QDate date)
{
    return QLocale().toString(date, QStringLiteral("d MMM"));
}

QString clockText(QTime time, TimeStep step)
{
    return time.toString(step.unit == Unit::Second ? QStringLiteral("HH:mm:ss")
                                                   : QStringLiteral("HH:mm"));
}

QString tickText(const QDateTime &time, TimeStep step, bool isDay)
{
    if (step.unit == Unit::Month)
        return QLocale().toString(
            time.date(), step.count < 12 ? QStringLiteral("MMM yyyy") : QStringLiteral("yyyy"));
    return isDay ? dayText(time.date()) : clockText(time.time(), step);
}

} // namespace

TimeScale::TimeScale(TimeRange range, double begin, double end)
    : m_range(range)
    , m_begin(begin)
    , m_end(end)
{
}

double TimeScale::position(Timestamp time) const
{
    if (isEmpty())
        return m_begin;
    const auto part = static_cast<double>((time - m_range.from).count())
        / static_cast<double>(m_range.length().count());
    return m_begin + part * (m_end - m_begin);
}

Timestamp TimeScale::time(double position) const
{
    if (isEmpty())
        return m_range.from;
    const double part = std::clamp((position - m_begin) / (m_end - m_begin), 0.0, 1.0);
    const double offset = part * static_cast<double>(m_range.length().count());
    return std::min(m_range.from + std::chrono::microseconds(std::llround(offset)),
                    m_range.until - std::chrono::microseconds(1));
}

std::vector<TimeScale::Tick> TimeScale::ticks(double spacing, const QTimeZone &zone) const
{
    std::vector<Tick> ticks;
    const int most = static_cast<int>(std::abs(m_end - m_begin) / spacing);
    if (isEmpty() || most < 1)
        return ticks;
    const TimeStep step = roundStep(m_range, most);
    for (const Timestamp time : stepBoundaries(m_range, step, zone)) {
        if (time < m_range.from || time > m_range.until)
            continue;
        const bool isDay = time == stepBegin(time, {Unit::Day, 1}, zone);
        ticks.push_back({time, tickText(toDateTime(time, zone), step, isDay), isDay});
    }
    return ticks;
}

QString stepText(Timestamp time, TimeStep step, const QTimeZone &zone, bool withDay)
{
    const QDateTime local = toDateTime(time, zone);
    if (step.unit > Unit::Hour)
        return QLocale().toString(local.date(), QStringLiteral("d MMM yyyy"));
    const QString clock = clockText(local.time(), step);
    return withDay ? dayText(local.date()) + u' ' + clock : clock;
}

} // namespace gatehouse::widgets
