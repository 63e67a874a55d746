#pragma once

#include "ui/widgets/theme.h"

#include <QPainterPath>
#include <QStyleOption>

class QPainter;

namespace gatehouse::widgets {

/// Dynamic properties by which setDanger and its siblings talk to the style.
inline constexpr const char *dangerProperty = "gatehouseDanger";
inline constexpr const char *smallProperty = "gatehouseSmall";
inline constexpr const char *keyCapProperty = "gatehouseKeyCap";
/// A button whose icon keeps its colours.
inline constexpr const char *swatchProperty = "gatehouseSwatch";
inline constexpr const char *segmentProperty = "gatehouseSegment"; ///< "first", "middle", "last"

enum class Segment { Alone, First, Middle, Last };

/// How a button or a field is filled, outlined and written on.
struct ControlLook
{
    QColor fill, border, text;
};

bool isSmall(const QWidget *widget);
int controlHeight(const QWidget *widget);
Segment segmentOf(const QWidget *widget);

/// `share` of `over` on `under`.
QColor mixed(const QColor &under, const QColor &over, double share);

ControlLook buttonLook(const QStyleOption &option, const QWidget *widget);
ControlLook fieldLook(const QStyleOption &option);

/// The ring is for the keyboard: fields always show it, buttons once the keyboard was used.
bool showsRing(const QStyleOption &option);

/// A box with rounded corners; with a ring of 2 px instead of its border when `ring`. A segment is
/// open towards its neighbours, and closed by a line at its end and, when selected, at its start.
void paintBox(QPainter &painter, const QRect &rect, const ControlLook &look,
              const QColor &ring = {}, Segment segment = Segment::Alone, bool mirrored = false,
              bool selected = false);
void paintRing(QPainter &painter, const QRect &rect, const QColor &colour);

/// A thin open arrow, 8 units wide at 16 px.
void paintChevron(QPainter &painter, Qt::ArrowType direction, const QRectF &rect,
                  const QColor &colour);

/// The small filled triangle of a sorted column.
void paintSortArrow(QPainter &painter, bool down, const QRectF &rect, const QColor &colour);

} // namespace gatehouse::widgets
