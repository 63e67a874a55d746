#include "ui/widgets/trend.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace gatehouse::widgets {

namespace {

constexpr double lineWidth = 1.5, leastBar = 2;

double mostOf(const std::vector<double> &values)
{
    double most = 0;
    for (const double value : values)
        most = std::isfinite(value) ? std::max(most, value) : most;
    return most;
}

void paintBars(QPainter &painter, const std::vector<double> &values, double most,
               const QRectF &rect, const QColor &colour, Qt::LayoutDirection direction)
{
    const double step = rect.width() / double(values.size());
    for (std::size_t at = 0; at < values.size(); ++at) {
        if (!(values[at] > 0))
            continue;
        const double height = std::max(leastBar, values[at] / most * rect.height());
        const QRect bar = QRectF(rect.left() + double(at) * step, rect.bottom() - height,
                                 std::max(leastBar, step - 1), height)
                              .toRect();
        painter.fillRect(QStyle::visualRect(direction, rect.toRect(), bar), colour);
    }
}

/// A value between two gaps is a point.
void paintLine(QPainter &painter, const std::vector<double> &values, double most,
               const QRectF &rect, const QColor &colour, Qt::LayoutDirection direction)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, lineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const double last = std::max<double>(double(values.size()) - 1, 1);
    QPolygonF line;
    const auto draw = [&] {
        line.size() == 1 ? painter.drawPoint(line.first()) : painter.drawPolyline(line);
        line.clear();
    };
    for (std::size_t at = 0; at < values.size(); ++at) {
        if (!std::isfinite(values[at])) {
            draw();
            continue;
        }
        const double share = double(at) / last;
        const double x = direction == Qt::RightToLeft ? rect.right() - share * rect.width()
                                                      : rect.left() + share * rect.width();
        line += QPointF(x, rect.bottom() - values[at] / most * rect.height());
    }
    draw();
}

} // namespace

bool Trend::operator==(const Trend &other) const
{
    const auto isSame = [](double one, double another) {
        return one == another || (!std::isfinite(one) && !std::isfinite(another));
    };
    return style == other.style
        && std::equal(values.begin(), values.end(), other.values.begin(), other.values.end(),
                      isSame);
}

void paintTrend(QPainter &painter, const Trend &trend, const QRectF &rect, const QColor &colour,
                Qt::LayoutDirection direction)
{
    if (trend.values.empty())
        return;
    const double most = mostOf(trend.values);
    painter.save();
    if (trend.style == TrendStyle::Bars)
        paintBars(painter, trend.values, most > 0 ? most : 1, rect, colour, direction);
    else
        paintLine(painter, trend.values, most > 0 ? most : 1, rect, colour, direction);
    painter.restore();
}

} // namespace gatehouse::widgets
