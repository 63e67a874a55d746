#include "ui/widgets/statusshape.h"

#include <QColor>
#include <QPainter>
#include <QPainterPath>

namespace gatehouse::widgets {
namespace {

/// The shapes are drawn on a square of 14 units, as in the mock-ups.
QPainterPath outline(StatusShape shape)
{
    QPainterPath path;
    const QRectF circle(1.75, 1.75, 10.5, 10.5);
    switch (shape) {
    case StatusShape::None:
        break;
    case StatusShape::HollowCircle:
        path.addEllipse(QRectF(2.5, 2.5, 9, 9));
        break;
    case StatusShape::Clock:
        path.addEllipse(circle);
        path.moveTo(7, 4);
        path.lineTo(7, 7.25);
        path.lineTo(9, 8.5);
        break;
    case StatusShape::Check:
        path.moveTo(2.5, 7.5);
        path.lineTo(5.5, 10.5);
        path.lineTo(11.5, 3.5);
        break;
    case StatusShape::Cross:
        path.moveTo(3, 3);
        path.lineTo(11, 11);
        path.moveTo(11, 3);
        path.lineTo(3, 11);
        break;
    case StatusShape::SlashedCircle:
        path.addEllipse(circle);
        path.moveTo(3.5, 10.5);
        path.lineTo(10.5, 3.5);
        break;
    case StatusShape::CrossedBox:
        path.addRoundedRect(QRectF(1.5, 1.5, 11, 11), 1, 1);
        path.moveTo(4.5, 4.5);
        path.lineTo(9.5, 9.5);
        path.moveTo(9.5, 4.5);
        path.lineTo(4.5, 9.5);
        break;
    }
    return path;
}

double strokeOf(StatusShape shape)
{
    return shape == StatusShape::Check || shape == StatusShape::Cross ? 2.0 : 1.5;
}

void stroke(QPainter &painter, const QPainterPath &path, double width, const QRectF &rect,
            const QColor &colour)
{
    constexpr double units = 14;
    const double side = qMin(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(side, side) / 2);
    painter.scale(side / units, side / units);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.restore();
}

} // namespace

void paintShape(QPainter &painter, StatusShape shape, const QRectF &rect, const QColor &colour)
{
    if (shape != StatusShape::None)
        stroke(painter, outline(shape), strokeOf(shape), rect, colour);
}

void paintWarningSign(QPainter &painter, const QRectF &rect, const QColor &colour)
{
    QPainterPath path(QPointF(7, 2.2));
    path.lineTo(12.3, 11.8);
    path.lineTo(1.7, 11.8);
    path.closeSubpath();
    path.moveTo(7, 5.7);
    path.lineTo(7, 8.4);
    path.moveTo(7, 10.0);
    path.lineTo(7, 10.1);
    stroke(painter, path, 1.1, rect, colour);
}

} // namespace gatehouse::widgets
