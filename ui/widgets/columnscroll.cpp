#include "ui/widgets/columnscroll.h"

#include <QScrollArea>

namespace gatehouse::widgets {

QScrollArea *makeColumnScroll(QWidget *content, const QString &accessibleName, QWidget *parent)
{
    auto *scroll = new QScrollArea(parent);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(accessibleName);
    scroll->setWidget(content);
    return scroll;
}

} // namespace gatehouse::widgets
