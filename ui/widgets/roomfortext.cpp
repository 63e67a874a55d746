#include "ui/widgets/roomfortext.h"

#include <QEvent>
#include <QLayout>
#include <QWidget>

namespace gatehouse::widgets {

RoomForText::RoomForText(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    window->installEventFilter(this);
}

bool RoomForText::eventFilter(QObject *watched, QEvent *event)
{
    const auto type = event->type();
    if (watched == m_window && (type == QEvent::LayoutRequest || type == QEvent::Resize))
        m_window->setMinimumHeight(
            m_window->layout()->totalMinimumHeightForWidth(m_window->width()));
    return QObject::eventFilter(watched, event);
}

} // namespace gatehouse::widgets
