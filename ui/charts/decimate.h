#pragma once

#include "services/core/timesteps.h"

#include <QList>
#include <QPointF>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace gatehouse::charts {

/// Stands for a value that nobody measured, which is not zero.
inline constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();

inline bool isMeasured(double value)
{
    return std::isfinite(value);
}

struct Sample
{
    Timestamp time;
    double value = notMeasured;
};

/// Points that a line joins; between two polylines nothing was measured.
using Polyline = std::vector<Sample>;

/// What of a line's samples has to be drawn so that the picture is that of all of them: of each
/// column of pixels the lowest and the highest, in the order of time, and the first and the last
/// where a line begins or ends (or where there are no more than these). So no peak is lost, and no
/// column has more than four points. A gap ends a polyline, unless it lies within one column.
///
/// Columns keep their places in time when a window of the same length moves, so that only those
/// that come into sight are looked at.
class Decimator
{
public:
    Decimator() = default;
    /// Samples ascend in time; some of them may not be measured.
    explicit Decimator(std::vector<Sample> samples);

    const std::vector<Sample> &samples() const { return m_samples; }

    /// The polylines of the window, with the neighbours on both its sides, so that a line runs to
    /// the window's edges. `columns` is how many pixels it is wide, 1 or more.
    std::vector<Polyline> polylines(TimeRange window, int columns);

    /// How many columns the last call had to look at, for tests and figures.
    std::size_t columnsRead() const { return m_columnsRead; }

private:
    /// Indices of samples; `none` where a column has no measured one.
    struct Column
    {
        static constexpr std::size_t none = static_cast<std::size_t>(-1);
        std::size_t begin = 0, end = 0; ///< all of its samples
        std::size_t first = none, lowest = none, highest = none, last = none;
    };

    std::ptrdiff_t columnOf(Timestamp time) const;
    std::size_t beginOf(std::ptrdiff_t column) const;
    std::size_t firstNotBefore(Timestamp time) const;
    Column read(std::size_t begin, std::size_t end) const;
    void show(TimeRange window, int columns);
    std::vector<Column> cut(TimeRange window) const;
    void addColumn(Polyline &line, const Column &column, bool starts, bool ends) const;
    void addNeighbour(std::vector<Polyline> &lines, std::size_t &former, std::size_t sample) const;

    std::vector<Sample> m_samples;
    double m_width = 0; ///< of a column, in microseconds
    std::ptrdiff_t m_firstColumn = 0; ///< of those that are kept
    std::vector<Column> m_columns;
    std::size_t m_columnsRead = 0;
};

/// The same once: for who has no window that moves.
std::vector<Polyline> decimate(const std::vector<Sample> &samples, TimeRange window, int columns);

/// What of a line's points, ascending in x, lies between the two, with new points where the line
/// crosses them.
QList<QPointF> clipped(const QList<QPointF> &points, double left, double right);

} // namespace gatehouse::charts
