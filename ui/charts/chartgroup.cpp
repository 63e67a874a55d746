#include "ui/charts/chartgroup.h"

#include <algorithm>

namespace gatehouse::charts {

using namespace std::chrono_literals;

namespace {

constexpr auto settlesAfter = 250ms;
constexpr std::chrono::microseconds shortest = 1s;

std::chrono::microseconds partOf(std::chrono::microseconds length, double part)
{
    return std::chrono::microseconds(std::llround(static_cast<double>(length.count()) * part));
}

/// As long as it was, within those limits.
TimeRange movedInto(TimeRange range, TimeRange limits)
{
    if (range.length() >= limits.length())
        return limits;
    const auto shift = std::max(limits.from - range.from, 0us)
        - std::max(range.until - limits.until, std::chrono::microseconds(0));
    return {range.from + shift, range.until + shift};
}

} // namespace

ChartGroup::ChartGroup(QObject *parent)
    : QObject(parent)
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(settlesAfter);
    connect(&m_settled, &QTimer::timeout, this, [this] { emit rangeChosen(m_shown); });
}

void ChartGroup::setRange(TimeRange range)
{
    const bool follows = !isZoomed();
    m_range = range;
    show(follows ? range : movedInto(m_shown, range));
}

bool ChartGroup::show(TimeRange range)
{
    if (range == m_shown)
        return false;
    m_shown = range;
    emit shownChanged();
    return true;
}

void ChartGroup::zoomTo(TimeRange range)
{
    const TimeRange cut{std::max(range.from, m_range.from), std::min(range.until, m_range.until)};
    if (cut.length() < shortest || !show(cut))
        return;
    m_settled.stop();
    emit rangeChosen(m_shown);
}

void ChartGroup::zoomAt(Timestamp time, double factor)
{
    const auto length = partOf(m_shown.length(), 1 / factor);
    if (length < shortest)
        return;
    const double part = static_cast<double>((time - m_shown.from).count())
        / static_cast<double>(m_shown.length().count());
    const Timestamp from = time - partOf(length, part);
    if (show(movedInto({from, from + length}, m_range)))
        m_settled.start();
}

bool ChartGroup::panBy(double part)
{
    const auto way = partOf(m_shown.length(), part);
    if (!show(movedInto({m_shown.from + way, m_shown.until + way}, m_range)))
        return false;
    m_settled.start();
    return true;
}

void ChartGroup::reset()
{
    m_settled.stop();
    if (show(m_range))
        emit rangeChosen(m_range);
}

void ChartGroup::setCursor(std::optional<Timestamp> time)
{
    if (time == m_cursor)
        return;
    m_cursor = time;
    emit cursorChanged();
}

void ChartGroup::setTimeZone(const QTimeZone &zone)
{
    m_zone = zone;
    emit lookChanged();
}

void ChartGroup::setNotesShown(bool shown)
{
    m_notesShown = shown;
    emit lookChanged();
}

} // namespace gatehouse::charts
