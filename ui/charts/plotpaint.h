#pragma once

#include "ui/charts/valuescale.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timescale.h"

#include <QRectF>

class QPainter;

namespace gatehouse::charts {

/// Where in the picture what is. Everything a part of it needs to paint itself, within `area` but
/// for the words of the axes and the letters above.
struct PlotFrame
{
    QRectF area;
    widgets::TimeScale time;
    ValueScale values;
    const ChartDescriptor *descriptor = nullptr;
    const ChartData *data = nullptr;
    const widgets::Theme *theme = nullptr;
    QTimeZone zone;
    QList<QColor> colours; ///< of each series

    double x(Timestamp at) const { return time.position(at); }
    double y(double value) const { return area.bottom() - values.fraction(value) * area.height(); }
    /// From one time to another over the whole height, cut to the area.
    QRectF band(TimeRange range) const;
};

/// A stacked part of one bucket as a bar, and of which series it is.
struct StackPart
{
    int series = 0;
    QRectF rect;
};

/// From the bottom up; without what was not measured.
std::vector<StackPart> stackOf(const PlotFrame &frame, int bucket);
QRectF letterRect(const PlotFrame &frame, const Annotation &note); ///< on top of its line
QRectF heatCell(const PlotFrame &frame, int bucket, int row);
/// Of seven colours the one of a count: by its root, so that the few are told apart, too.
int heatLevel(double count, double most);

void paintBackdrop(QPainter &painter, const PlotFrame &frame); ///< grey bands, zone, lines, axes
/// Bars and areas. Ours and not QtCharts', whose bars stand on categories instead of times, know no
/// gap, and cannot be pale one by one.
void paintStacks(QPainter &painter, const PlotFrame &frame);
void paintHeat(QPainter &painter, const PlotFrame &frame);
void paintPartialPoints(QPainter &painter, const PlotFrame &frame); ///< of lines: hollow
void paintObjective(QPainter &painter, const PlotFrame &frame);
void paintNotes(QPainter &painter, const PlotFrame &frame); ///< letters on dashed lines

} // namespace gatehouse::charts
