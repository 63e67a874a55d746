#pragma once

#include "ui/charts/chartdata.h"
#include "ui/widgets/theme.h"

#include <QHash>

namespace gatehouse::charts {

/// Which colour a name has: the same one in every chart of a session. Some names have one by the
/// theme ("stripe", "p95"); the others of a kind get what is left in the order in which they come.
/// The ninth and those after it, and "other", are muted.
class SeriesColours
{
public:
    /// Of a line (`isFilled`: of a bar or an area). Assigns one to a new key.
    QColor colour(const Series &series, const widgets::Theme &theme, bool isFilled);

private:
    int place(const Series &series, const widgets::Theme &theme);

    QHash<QString, QHash<QString, int>> m_places; ///< of each kind: first come, first served
};

/// How the line of a chart's series is dashed, counted from zero: the fifth and those after it
/// are told apart by that, too. Lengths in pixels; empty: it is solid.
QList<double> dashesOf(int series);

} // namespace gatehouse::charts
