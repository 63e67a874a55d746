#include "ui/collection/guardedcommand.h"

#include "ui/collection/availability.h"

#include <QAction>

namespace gatehouse::ui {

GuardedCommand::GuardedCommand(QAction *command, const QString &capability,
                               const CollectionServices &services)
    : QObject(command)
    , m_command(command)
    , m_capability(capability)
    , m_services(services)
{
    m_watch.setInterval(std::chrono::seconds(1));
    connect(&m_watch, &QTimer::timeout, this, &GuardedCommand::update);
    m_watch.start();
    update();
}

void GuardedCommand::update()
{
    const QString reason = whyUnavailable(m_capability, m_services.actor());
    m_command->setEnabled(reason.isEmpty());
    m_command->setStatusTip(reason);
}

} // namespace gatehouse::ui
