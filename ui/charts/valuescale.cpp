#include "ui/charts/valuescale.h"

#include <algorithm>
#include <array>

namespace gatehouse::charts {

namespace {

constexpr double fullPercent = 100;
constexpr double mostOver = 1.4; ///< lines may be so many times as many as were asked for
constexpr double roomAbove = 1.1; ///< so that the highest value is below the letters

/// 1, 2, 2.5, 5, 10 ...: the least that is not less.
double roundStepOf(double value, bool isWhole)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        const double step = factor * power;
        if (value <= step * (1 + 1e-9) && (!isWhole || step == std::round(step)))
            return step;
    }
    return 10 * power;
}

/// 1, 3, 10, 30, 100 ...
double thirdOfPower(int index)
{
    const int power = static_cast<int>(std::floor(index / 2.0));
    return std::pow(10.0, power) * (index % 2 != 0 ? 3 : 1);
}

int thirdBelow(double value)
{
    const int power = static_cast<int>(std::floor(std::log10(value)));
    return 2 * power + (value >= 3 * std::pow(10.0, power) ? 1 : 0);
}

} // namespace

ValueScale ValueScale::holding(const std::vector<double> &values, AxisKind kind, Unit unit,
                               int lines)
{
    double least = notMeasured, most = notMeasured;
    for (const double value : values) {
        if (!isMeasured(value) || (kind == AxisKind::Logarithmic && value <= 0))
            continue;
        least = std::fmin(least, value);
        most = std::fmax(most, value);
    }
    ValueScale scale;
    scale.m_kind = kind;
    if (kind == AxisKind::Logarithmic)
        scale.fitLogarithmic(isMeasured(least) ? least : 1, isMeasured(most) ? most : 10, lines);
    else
        scale.fitLinear(isMeasured(least) ? least : 0, isMeasured(most) ? most : 0, unit, lines);
    return scale;
}

void ValueScale::fitLinear(double least, double most, Unit unit, int lines)
{
    const bool isShare = unit == Unit::Percent && most > fullPercent / 4 && most <= fullPercent;
    m_top = isShare ? fullPercent : std::max(most * roomAbove, 0.0);
    m_bottom = std::min(least * roomAbove, 0.0);
    if (m_top <= m_bottom)
        m_top = m_bottom + 1;
    const double step = isShare ? fullPercent / 4
                                : roundStepOf((m_top - m_bottom) / (std::max(lines, 1) * mostOver),
                                              unit == Unit::Count && m_top >= 1);
    const double first = std::ceil(m_bottom / step);
    for (double at = first; at * step <= m_top; ++at)
        m_ticks.push_back(at * step);
}

void ValueScale::fitLogarithmic(double least, double most, int lines)
{
    int first = thirdBelow(least), last = thirdBelow(most);
    if (thirdOfPower(last) < most || last == first)
        ++last;
    m_bottom = thirdOfPower(first);
    m_top = thirdOfPower(last);
    const int every = last - first > 3 * lines ? 4 : last - first > 1.5 * lines ? 2 : 1;
    for (int at = first; at <= last; ++at) {
        if (at % every == 0)
            m_ticks.push_back(thirdOfPower(at));
    }
}

void ValueScale::setTicks(const std::vector<double> &ticks)
{
    m_ticks.clear();
    for (const double tick : ticks) {
        if (tick >= m_bottom && tick <= m_top)
            m_ticks.push_back(tick);
    }
}

double ValueScale::fraction(double value) const
{
    if (m_kind == AxisKind::Linear)
        return std::clamp((value - m_bottom) / (m_top - m_bottom), 0.0, 1.0);
    if (value <= m_bottom)
        return 0;
    return std::min(std::log(value / m_bottom) / std::log(m_top / m_bottom), 1.0);
}

double ValueScale::value(double fraction) const
{
    if (m_kind == AxisKind::Linear)
        return m_bottom + fraction * (m_top - m_bottom);
    return m_bottom * std::pow(m_top / m_bottom, fraction);
}

} // namespace gatehouse::charts
