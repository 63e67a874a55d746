#pragma once

#include <QRectF>

#include <vector>

class QColor;
class QPainter;

namespace gatehouse::widgets {

enum class TrendStyle { Line, Bars };

/// How numbers went, without axes: from zero at the bottom to the most of them at the top. What is
/// not finite is a gap. In right-to-left they run from the right.
struct Trend
{
    std::vector<double> values;
    TrendStyle style = TrendStyle::Line;
    /// Gaps are alike.
    bool operator==(const Trend &other) const;
};

void paintTrend(QPainter &painter, const Trend &trend, const QRectF &rect, const QColor &colour,
                Qt::LayoutDirection direction);

} // namespace gatehouse::widgets
