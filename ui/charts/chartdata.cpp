#include "ui/charts/chartdata.h"

#include "models/collection/celltext.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace gatehouse::charts {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastDigits = 2; ///< that are left of a small number

/// Decimals that leave a small number some of its digits.
int decimalsOf(double value, double wholeFrom = 100)
{
    const double size = std::abs(value);
    if (size == 0 || size >= wholeFrom || value == std::round(value))
        return 0;
    if (size >= 1)
        return 1;
    return std::min(6, leastDigits - 1 - static_cast<int>(std::floor(std::log10(size))));
}

QString numberText(double value, int decimals)
{
    return collection::displayLocale().toString(value, 'f', decimals);
}

/// 99.97 % is not 100 %, and 0.2 % is not none.
int percentDecimals(double value)
{
    if (value > 99 && value < 100)
        return 2;
    return value != std::round(value) && value < 10 ? 1 : 0;
}

QString dollarText(double value)
{
    return collection::dollarText(value, collection::displayLocale());
}

QString shortNumber(double value)
{
    const auto shorter = [&](double unit, QChar name) {
        return collection::displayLocale().toString(value / unit, 'g', 3) + name;
    };
    if (std::abs(value) >= 1e6)
        return shorter(1e6, u'M');
    if (std::abs(value) >= 1e3)
        return shorter(1e3, u'k');
    return collection::displayLocale().toString(value, 'g', 6);
}

QString suffixed(const QString &number, Unit unit)
{
    switch (unit) {
    case Unit::Seconds:
        return number + u" s"_s;
    case Unit::Percent:
        return number + u" %"_s;
    case Unit::Factor:
        return number + u'x';
    default:
        return number;
    }
}

} // namespace

QString valueText(double value, Unit unit)
{
    if (!isMeasured(value))
        return u"\u2013"_s;
    if (unit == Unit::Dollars)
        return dollarText(value);
    const bool isAverage = unit == Unit::PerMinute || unit == Unit::Milliseconds;
    const int decimals =
        unit == Unit::Percent ? percentDecimals(value) : decimalsOf(value, isAverage ? 10 : 100);
    return suffixed(numberText(value, decimals), unit);
}

QString axisText(double value, Unit unit)
{
    if (unit == Unit::Dollars && std::abs(value) < 1000)
        return value == std::round(value)
            ? collection::displayLocale().toCurrencyString(value, u"$"_s, 0)
            : dollarText(value);
    if (unit == Unit::Dollars)
        return u'$' + shortNumber(value);
    if (unit == Unit::Milliseconds && std::abs(value) < 1e6)
        return numberText(value, decimalsOf(value));
    return suffixed(shortNumber(value), unit);
}

double HeatMap::count(int bucket, int row) const
{
    const auto at = static_cast<std::size_t>(bucket) * static_cast<std::size_t>(rows())
        + static_cast<std::size_t>(row);
    return at < counts.size() ? counts[at] : notMeasured;
}

double HeatMap::most() const
{
    double most = 0;
    for (const double count : counts)
        most = std::max(most, isMeasured(count) ? count : 0);
    return most;
}

TimeRange ChartData::bucket(int at) const
{
    const auto index = static_cast<std::size_t>(at);
    return {edges[index], edges[index + 1]};
}

Timestamp ChartData::middle(int at) const
{
    return bucket(at).from + bucket(at).length() / 2;
}

int ChartData::bucketAt(Timestamp time) const
{
    const auto behind = std::upper_bound(edges.begin(), edges.end(), time);
    const auto at = static_cast<int>(behind - edges.begin()) - 1;
    return at < size() ? at : -1;
}

bool ChartData::isPartial(int at) const
{
    return bucket(at).from < completeFrom || bucket(at).until > completeUntil;
}

std::pair<int, int> ChartData::wholeBuckets() const
{
    const auto from = std::lower_bound(edges.begin(), edges.end(), completeFrom);
    const auto until = std::upper_bound(edges.begin(), edges.end(), completeUntil);
    const int first = std::min(static_cast<int>(from - edges.begin()), size());
    return {first, std::max(static_cast<int>(until - edges.begin()) - 1, first)};
}

int ChartData::lastWhole() const
{
    const auto [first, behind] = wholeBuckets();
    return behind > first ? behind - 1 : size() - 1;
}

double ChartData::sum(int bucket) const
{
    double sum = notMeasured;
    const auto add = [&sum](double value) {
        if (isMeasured(value))
            sum = isMeasured(sum) ? sum + value : value;
    };
    for (const Series &each : series) {
        if (each.style != SeriesStyle::Comparison)
            add(each.values[static_cast<std::size_t>(bucket)]);
    }
    for (int row = 0; row < heat.rows(); ++row)
        add(heat.count(bucket, row));
    return sum;
}

} // namespace gatehouse::charts
