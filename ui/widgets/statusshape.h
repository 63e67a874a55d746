#pragma once

#include <QRectF>

class QColor;
class QPainter;

namespace gatehouse::widgets {

/// The second sign of a status beside its colour and its word. The six differ in black and white.
/// What a status means is the caller's: a job that is "waiting" may be a Clock, "succeeded" a
/// Check.
enum class StatusShape {
    None, ///< an unknown status: the word alone, in muted text
    HollowCircle, ///< received
    Clock, ///< queued
    Check, ///< processed
    Cross, ///< failed
    SlashedCircle, ///< discarded
    CrossedBox, ///< dead-lettered
};

/// Paints the shape into the largest square centred in `rect` with strokes scaled to its size
/// (1.5 or 2 px at 14 px). Shapes do not mirror in right-to-left. None paints nothing.
void paintShape(QPainter &painter, StatusShape shape, const QRectF &rect, const QColor &colour);

/// The triangle of a warning, in the same way.
void paintWarningSign(QPainter &painter, const QRectF &rect, const QColor &colour);

} // namespace gatehouse::widgets
