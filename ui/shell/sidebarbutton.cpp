#include "ui/shell/sidebarbutton.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyle>

namespace gatehouse::ui {

using widgets::Theme;
namespace size = widgets::size;

SidebarButton::SidebarButton(QWidget *parent)
    : QToolButton(parent)
{
    setFixedHeight(size::sidebarItem);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
}

void SidebarButton::setNarrow(bool narrow)
{
    m_narrow = narrow;
    setToolTip(narrow ? text() : QString());
    update();
}

void SidebarButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    if (underMouse() || isDown())
        painter.fillRect(rect(), theme.selectionInactive);
    if (hasFocus()) {
        painter.setPen(QPen(theme.focus, size::focusRing));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
    const int left = m_narrow ? (width() - size::iconControl) / 2 : size::panePadding;
    const QRect iconRect(left, (height() - size::iconControl) / 2, size::iconControl,
                         size::iconControl);
    icon().paint(&painter, QStyle::visualRect(layoutDirection(), rect(), iconRect));
    if (m_narrow)
        return;
    QRect room = rect().adjusted(36, 0, -size::panePadding, 0);
    if (!m_keys.isEmpty()) {
        const int width = widgets::KeyCap::width(m_keys);
        const QRect cap(room.right() - width + 1, room.top(), width, room.height());
        widgets::KeyCap::paint(painter, QStyle::visualRect(layoutDirection(), rect(), cap), m_keys,
                               palette());
        room.setRight(cap.left() - size::gapControls);
    }
    painter.setPen(theme.text);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), room),
                     int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft))
                         | Qt::AlignVCenter | Qt::TextSingleLine,
                     text());
}

} // namespace gatehouse::ui
