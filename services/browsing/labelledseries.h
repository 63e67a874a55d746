#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace gatehouse::browsing {

/// Figures over time that have one value of a label in common. A `Cell` is what a bucket has, and
/// merges another.
template <typename Cell>
struct LabelledSeries
{
    std::string value; ///< of the label that was asked for
    bool isOther = false; ///< all values that are not told of one by one
    std::map<std::size_t, Cell> cells; ///< by bucket
};

/// Those whose value `isShown` refuses become part of the others, too.
template <typename Cell>
void hideSeries(std::vector<LabelledSeries<Cell>> &series,
                const std::function<bool(const std::string &value)> &isShown)
{
    const auto isTold = [&](const LabelledSeries<Cell> &each) {
        return !each.isOther && isShown(each.value);
    };
    const auto hidden = std::stable_partition(series.begin(), series.end(), isTold);
    if (hidden == series.end())
        return;
    LabelledSeries<Cell> others{{}, true, {}};
    for (auto each = hidden; each != series.end(); ++each) {
        for (const auto &[bucket, cell] : each->cells)
            others.cells[bucket].merge(cell);
    }
    series.erase(hidden, series.end());
    series.push_back(std::move(others));
}

} // namespace gatehouse::browsing
