#include "ui/charts/decimate.h"

#include <algorithm>
#include <array>

namespace gatehouse::charts {

Decimator::Decimator(std::vector<Sample> samples)
    : m_samples(std::move(samples))
{
}

std::ptrdiff_t Decimator::columnOf(Timestamp time) const
{
    const auto since = static_cast<double>((time - m_samples.front().time).count());
    return static_cast<std::ptrdiff_t>(std::floor(since / m_width));
}

/// The first sample in that column or behind it.
std::size_t Decimator::beginOf(std::ptrdiff_t column) const
{
    const auto isBefore = [&](const Sample &sample) { return columnOf(sample.time) < column; };
    const auto found = std::partition_point(m_samples.begin(), m_samples.end(), isBefore);
    return static_cast<std::size_t>(found - m_samples.begin());
}

std::size_t Decimator::firstNotBefore(Timestamp time) const
{
    const auto isBefore = [time](const Sample &sample) { return sample.time < time; };
    const auto found = std::partition_point(m_samples.begin(), m_samples.end(), isBefore);
    return static_cast<std::size_t>(found - m_samples.begin());
}

Decimator::Column Decimator::read(std::size_t begin, std::size_t end) const
{
    Column found{begin, end};
    for (std::size_t at = found.begin; at < found.end; ++at) {
        const double value = m_samples[at].value;
        if (!isMeasured(value))
            continue;
        if (found.first == Column::none)
            found.first = found.lowest = found.highest = at;
        found.last = at;
        if (value < m_samples[found.lowest].value)
            found.lowest = at;
        if (value > m_samples[found.highest].value)
            found.highest = at;
    }
    return found;
}

/// Keeps the columns of the window, those that were kept before as they are.
void Decimator::show(TimeRange window, int columns)
{
    const double width = static_cast<double>(window.length().count()) / std::max(columns, 1);
    if (width != m_width)
        m_columns.clear();
    m_width = width;
    const std::ptrdiff_t begin = columnOf(window.from), end = columnOf(window.until) + 1;
    const std::ptrdiff_t keptEnd = m_firstColumn + static_cast<std::ptrdiff_t>(m_columns.size());
    std::vector<Column> shown;
    shown.reserve(static_cast<std::size_t>(end - begin));
    m_columnsRead = 0;
    for (std::ptrdiff_t column = begin; column < end; ++column) {
        const bool isKept = column >= m_firstColumn && column < keptEnd;
        m_columnsRead += isKept ? 0 : 1;
        shown.push_back(isKept ? m_columns[static_cast<std::size_t>(column - m_firstColumn)]
                               : read(beginOf(column), beginOf(column + 1)));
    }
    m_firstColumn = begin;
    m_columns = std::move(shown);
}

/// The columns as far as they are in the window, so that nothing beside it hides what is in it.
std::vector<Decimator::Column> Decimator::cut(TimeRange window) const
{
    std::vector<Column> columns = m_columns;
    const std::size_t begin = firstNotBefore(window.from), end = firstNotBefore(window.until);
    columns.front() = read(begin, std::min(columns.front().end, end));
    if (columns.size() > 1)
        columns.back() = read(std::max(columns.back().begin, begin), end);
    return columns;
}

std::vector<Polyline> Decimator::polylines(TimeRange window, int columns)
{
    std::vector<Polyline> lines;
    if (m_samples.empty() || window.isEmpty())
        return lines;
    show(window, columns);
    std::vector<Column> shown = cut(window);
    const std::size_t begin = shown.front().begin, end = shown.back().end;
    std::erase_if(shown, [](const Column &column) { return column.first == Column::none; });
    std::size_t former = Column::none;
    if (begin > 0)
        addNeighbour(lines, former, begin - 1);
    for (std::size_t at = 0; at < shown.size(); ++at) {
        const bool starts = former == Column::none || shown[at].first != former + 1;
        const bool ends = at + 1 == shown.size() || shown[at + 1].first != shown[at].last + 1;
        if (starts)
            lines.emplace_back();
        addColumn(lines.back(), shown[at], starts, ends);
        former = shown[at].last;
    }
    if (end < m_samples.size())
        addNeighbour(lines, former, end);
    return lines;
}

void Decimator::addColumn(Polyline &line, const Column &column, bool starts, bool ends) const
{
    const bool isSparse = column.end - column.begin <= 4;
    std::array points{column.first, std::min(column.lowest, column.highest),
                      std::max(column.lowest, column.highest), column.last};
    auto *point = points.begin() + (starts || isSparse ? 0 : 1);
    auto *end = points.end() - (ends || isSparse ? 0 : 1);
    end = std::unique(point, end);
    for (; point != end; ++point)
        line.push_back(m_samples[*point]);
}

/// A sample beside the window, where a line leads to it.
void Decimator::addNeighbour(std::vector<Polyline> &lines, std::size_t &former,
                             std::size_t sample) const
{
    if (!isMeasured(m_samples[sample].value))
        return;
    if (former == Column::none || sample != former + 1)
        lines.emplace_back();
    lines.back().push_back(m_samples[sample]);
    former = sample;
}

std::vector<Polyline> decimate(const std::vector<Sample> &samples, TimeRange window, int columns)
{
    return Decimator(samples).polylines(window, columns);
}

namespace {

QPointF crossing(QPointF before, QPointF after, double x)
{
    const double part = (x - before.x()) / (after.x() - before.x());
    return {x, before.y() + part * (after.y() - before.y())};
}

} // namespace

QList<QPointF> clipped(const QList<QPointF> &points, double left, double right)
{
    QList<QPointF> within;
    within.reserve(points.size());
    for (qsizetype at = 0; at < points.size(); ++at) {
        const QPointF point = points[at];
        if (at > 0) {
            const QPointF before = points[at - 1];
            if (before.x() < left && point.x() > left)
                within += crossing(before, point, left);
            if (before.x() < right && point.x() > right)
                within += crossing(before, point, right);
        }
        if (point.x() >= left && point.x() <= right)
            within += point;
    }
    return within;
}

} // namespace gatehouse::charts
