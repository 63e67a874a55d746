#include "ui/collection/shapes.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QWidget>

namespace gatehouse::ui {

widgets::StatusShape paintedShape(QStringView word)
{
    using Painted = widgets::StatusShape;
    using collection::StatusShape;
    switch (collection::statusShape(word)) {
    case StatusShape::Received:
        return Painted::HollowCircle;
    case StatusShape::Queued:
        return Painted::Clock;
    case StatusShape::Processed:
        return Painted::Check;
    case StatusShape::Failed:
        return Painted::Cross;
    case StatusShape::Discarded:
        return Painted::SlashedCircle;
    case StatusShape::DeadLettered:
        return Painted::CrossedBox;
    }
    return Painted::None;
}

QIcon shapeIcon(QStringView word, const QWidget *widget)
{
    constexpr int side = widgets::size::iconTable;
    const widgets::StatusShape shape = paintedShape(word);
    const qreal scale = widget->devicePixelRatioF();
    QPixmap pixmap(QSize(side, side) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    widgets::paintShape(painter, shape, QRectF(0, 0, side, side),
                        widgets::Theme::of(widget).tone(shape).text);
    return pixmap;
}

} // namespace gatehouse::ui
