#pragma once

#include "ui/charts/chartdata.h"

namespace gatehouse::charts {

/// Values along the height of a plot. Linear from zero (or below it, where values are), or
/// logarithmic above zero.
class ValueScale
{
public:
    ValueScale() = default;
    /// Between round values that hold all of these (which may be not measured), with about as many
    /// lines. A logarithmic one ends at whole thirds of powers of ten.
    static ValueScale holding(const std::vector<double> &values, AxisKind kind, Unit unit,
                              int lines);

    /// 0 at the bottom, 1 at the top. What a logarithmic scale cannot show is at its bottom.
    double fraction(double value) const;
    double value(double fraction) const;
    double bottom() const { return m_bottom; }
    double top() const { return m_top; }
    const std::vector<double> &ticks() const { return m_ticks; }
    /// Instead of the round ones; those within the scale.
    void setTicks(const std::vector<double> &ticks);

private:
    void fitLinear(double least, double most, Unit unit, int lines);
    void fitLogarithmic(double least, double most, int lines);

    AxisKind m_kind = AxisKind::Linear;
    double m_bottom = 0;
    double m_top = 1;
    std::vector<double> m_ticks;
};

} // namespace gatehouse::charts
