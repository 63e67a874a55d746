#include "ui/shell/alerttray.h"

#include <QGuiApplication>
#include <QIcon>

namespace gatehouse::ui {

AlertTray::AlertTray(QObject *parent)
    : QObject(parent)
    , m_icon(QGuiApplication::windowIcon().isNull()
                 ? QIcon::fromTheme(QStringLiteral("notifications"))
                 : QGuiApplication::windowIcon())
{
    connect(&m_icon, &QSystemTrayIcon::activated, this, &AlertTray::pressed);
}

void AlertTray::show(int firing, const QString &place)
{
    const QString count = firing == 1 ? tr("An alert fires") : tr("%1 alerts fire").arg(firing);
    m_icon.setToolTip(firing > 0 ? tr("%1: %2", "how many alerts fire, where").arg(count, place)
                                 : QString());
    m_icon.setVisible(firing > 0 && QSystemTrayIcon::isSystemTrayAvailable());
}

} // namespace gatehouse::ui
