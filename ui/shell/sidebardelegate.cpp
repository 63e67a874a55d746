#include "ui/shell/sidebardelegate.h"

#include "ui/shell/sidebar.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace gatehouse::ui {

using widgets::TextSize;
using widgets::Theme;
namespace size = widgets::size;

namespace {

constexpr int kHeadingHeight = 32;
constexpr int kNarrowHeadingHeight = 12; ///< a gap: all icons fit into a window of 700
constexpr int kViewHeight = 24;

bool isView(const QModelIndex &index)
{
    return !index.data(Sidebar::ViewRole).toString().isEmpty();
}

void paintRow(QPainter *painter, const QStyleOptionViewItem &option, bool isShown)
{
    const Theme &theme = Theme::of(option.palette);
    if (isShown) {
        painter->fillRect(option.rect, theme.selection);
        QRect bar = option.rect;
        bar.setWidth(size::selectionBar);
        painter->fillRect(QStyle::visualRect(option.direction, option.rect, bar), theme.accent);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(theme.focus, size::focusRing));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
}

void drawLine(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect,
              const QString &text, Qt::Alignment vertical)
{
    const auto side = QStyle::visualAlignment(option.direction, Qt::AlignLeft);
    painter->drawText(QStyle::visualRect(option.direction, option.rect, rect),
                      int(side | vertical) | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

widgets::ToneColours newsTone(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Theme &theme = Theme::of(option.palette);
    return index.data(Sidebar::DutyRole).toBool() ? theme.warning : theme.deadLettered;
}

/// In the narrow sidebar news is a dot at the icon.
void paintDot(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
              const QRect &iconRect)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(newsTone(option, index).text);
    painter->drawEllipse(QPointF(iconRect.right() + 1, iconRect.top() + 1), 4, 4);
}

} // namespace

void SidebarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    painter->save();
    const Theme &theme = Theme::of(option.palette);
    const QString title = index.data(Qt::DisplayRole).toString();
    QRect room = option.rect.adjusted(size::panePadding, 0, -size::panePadding, 0);
    if (index.data(Sidebar::IdRole).toString().isEmpty()) {
        painter->setFont(widgets::uiFont(TextSize::Caption));
        painter->setPen(theme.textMuted);
        if (!m_narrow)
            drawLine(painter, option, room.adjusted(0, 0, 0, -4), title, Qt::AlignBottom);
        painter->restore();
        return;
    }
    paintRow(painter, option, index.data(Sidebar::ShownRole).toBool());
    if (isView(index)) {
        paintView(painter, option, index);
        painter->restore();
        return;
    }
    const int left = m_narrow ? (option.rect.width() - size::iconControl) / 2 : size::panePadding;
    const QRect iconRect =
        QStyle::visualRect(option.direction, option.rect,
                           QRect(option.rect.left() + left,
                                 option.rect.top() + (option.rect.height() - size::iconControl) / 2,
                                 size::iconControl, size::iconControl));
    index.data(Qt::DecorationRole).value<QIcon>().paint(painter, iconRect);
    if (m_narrow) {
        if (index.data(Sidebar::NewsRole).toBool())
            paintDot(painter, option, index, iconRect);
    } else {
        room.setLeft(room.left() + size::iconControl + size::gapControls);
        paintCount(painter, option, index, &room);
        painter->setFont(widgets::uiFont());
        painter->setPen(theme.text);
        drawLine(painter, option, room, title, Qt::AlignVCenter);
    }
    painter->restore();
}

/// Its title stands below the page's.
void SidebarDelegate::paintView(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const Theme &theme = Theme::of(option.palette);
    const int left = size::panePadding + size::iconControl + size::gapControls;
    QRect room = option.rect.adjusted(left, 0, -size::panePadding, 0);
    paintCount(painter, option, index, &room);
    painter->setFont(widgets::uiFont(TextSize::Small));
    painter->setPen(index.data(Sidebar::ShownRole).toBool() ? theme.text : theme.textMuted);
    drawLine(painter, option, room, index.data(Qt::DisplayRole).toString(), Qt::AlignVCenter);
}

void SidebarDelegate::paintCount(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index, QRect *room) const
{
    const QString count = index.data(Sidebar::CountRole).toString();
    if (count.isEmpty())
        return;
    const Theme &theme = Theme::of(option.palette);
    const bool isNews = index.data(Sidebar::NewsRole).toBool();
    painter->setFont(widgets::uiFont(TextSize::Small));
    const int width =
        isNews ? widgets::Pill::width(count) : painter->fontMetrics().horizontalAdvance(count);
    QRect place(room->right() - width + 1, room->top(), width, room->height());
    room->setRight(place.left() - size::gapControls);
    place = QStyle::visualRect(option.direction, option.rect, place);
    if (isNews) {
        const widgets::ToneColours tone = newsTone(option, index);
        widgets::Pill::paint(*painter, place, count, tone.tint, tone.text);
        return;
    }
    painter->setPen(theme.textMuted);
    painter->drawText(place, Qt::AlignCenter | Qt::TextSingleLine, count);
}

QSize SidebarDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const bool isHeading = index.data(Sidebar::IdRole).toString().isEmpty();
    if (isView(index))
        return {1, kViewHeight};
    if (m_narrow)
        return {1, isHeading ? kNarrowHeadingHeight : size::sidebarItem + 4};
    return {1, isHeading ? kHeadingHeight : size::sidebarItem};
}

} // namespace gatehouse::ui
