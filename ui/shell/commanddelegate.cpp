#include "ui/shell/commanddelegate.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace gatehouse::ui {

using widgets::TextSize;
using widgets::Theme;
namespace size = widgets::size;

namespace {

/// The part of `room` from its start on, mirrored where the line runs from the right.
QRect fromStart(QRect *room, int width, Qt::LayoutDirection direction)
{
    const QRect part(room->left(), room->top(), std::min(width, room->width()), room->height());
    const QRect whole = *room;
    room->setLeft(part.right() + 1);
    if (direction == Qt::LeftToRight)
        return part;
    *room = QRect(whole.left(), whole.top(), room->width(), room->height());
    return QRect(whole.right() - part.width() + 1, whole.top(), part.width(), part.height());
}

QRect fromEnd(const QRect &room, int width, Qt::LayoutDirection direction)
{
    const int left = direction == Qt::LeftToRight ? room.right() - width + 1 : room.left();
    return {left, room.top(), width, room.height()};
}

void drawText(QPainter *painter, const QRect &rect, const QString &text,
              Qt::LayoutDirection direction)
{
    const Qt::Alignment alignment =
        QStyle::visualAlignment(direction, Qt::AlignLeft | Qt::AlignVCenter);
    const QString shown = painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter->drawText(rect, int(alignment) | Qt::TextSingleLine, shown);
}

void paintHeading(QPainter *painter, const QStyleOptionViewItem &option, const QString &title,
                  const QString &note)
{
    const Theme &theme = Theme::of(option.palette);
    painter->setFont(widgets::uiFont(TextSize::Small));
    painter->setPen(theme.textMuted);
    QRect room = option.rect.adjusted(size::panePadding, 0, -size::panePadding, 0);
    const int width = painter->fontMetrics().horizontalAdvance(note);
    drawText(painter, fromStart(&room, room.width() - width - size::gapControls, option.direction),
             title, option.direction);
    drawText(painter, fromEnd(room, width, option.direction), note, option.direction);
}

void paintKeys(QPainter *painter, const QStyleOptionViewItem &option, const QString &keys,
               QRect *room)
{
    if (keys.isEmpty())
        return;
    const int width = widgets::KeyCap::width(keys);
    const bool mirrored = option.direction == Qt::RightToLeft;
    const QRect cap(mirrored ? room->left() : room->right() - width + 1, room->top(), width,
                    room->height());
    widgets::KeyCap::paint(*painter, cap, keys, option.palette);
    *room = mirrored ? room->adjusted(width + 8, 0, 0, 0) : room->adjusted(0, 0, -width - 8, 0);
}

} // namespace

void CommandDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    painter->save();
    const Theme &theme = Theme::of(option.palette);
    if (index.data(HeadingRole).toBool()) {
        paintHeading(painter, option, index.data(Qt::DisplayRole).toString(),
                     index.data(HintRole).toString());
        painter->restore();
        return;
    }
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, theme.selection);
    QRect room = option.rect.adjusted(size::panePadding, 0, -size::panePadding, 0);
    paintKeys(painter, option, index.data(ShortcutRole).toString(), &room);
    const QRect iconRect = fromStart(&room, 28, option.direction);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, iconRect.adjusted(0, 7, -12, -7), Qt::AlignCenter,
               isEnabled ? QIcon::Normal : QIcon::Disabled);
    const QString title = index.data(Qt::DisplayRole).toString();
    painter->setFont(widgets::uiFont());
    painter->setPen(isEnabled ? theme.text : theme.textMuted);
    drawText(
        painter,
        fromStart(&room, painter->fontMetrics().horizontalAdvance(title) + 10, option.direction),
        title, option.direction);
    painter->setFont(widgets::uiFont(TextSize::Small));
    painter->setPen(theme.textMuted);
    drawText(painter, room, index.data(HintRole).toString(), option.direction);
    painter->restore();
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, kRowHeight};
}

} // namespace gatehouse::ui
