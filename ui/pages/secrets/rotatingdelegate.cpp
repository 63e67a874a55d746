#include "ui/pages/secrets/rotatingdelegate.h"

#include "models/collection/windowmodel.h"
#include "ui/collection/shapes.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int lead = size::iconTable + 6;

bool isRotating(const QModelIndex &index)
{
    const auto *secrets = qobject_cast<const collection::WindowModel *>(index.model());
    return secrets && secrets->cell(index.row(), QStringLiteral("is_rotating")).toBool();
}

widgets::StatusShape retiringShape()
{
    return paintedShape(u"retiring");
}

} // namespace

void RotatingDelegate::adjust(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    DueDelegate::adjust(option, index);
    if (!isRotating(index))
        return;
    option->text = tr("rotating");
    option->palette.setColor(QPalette::Text,
                             widgets::Theme::of(option->palette).tone(retiringShape()).text);
}

void RotatingDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                                    const QRect &content, const QModelIndex &index) const
{
    if (!isRotating(index))
        return DueDelegate::paintContent(painter, option, content, index);
    const QColor colour = option.palette.color(QPalette::Text);
    const QRect place(content.left(), content.top(), size::iconTable, content.height());
    widgets::paintShape(*painter, retiringShape(),
                        QStyle::visualRect(option.direction, content, place), colour);
    painter->setPen(colour);
    paintText(painter, option,
              QStyle::visualRect(option.direction, content, content.adjusted(lead, 0, 0, 0)));
}

} // namespace gatehouse::ui
