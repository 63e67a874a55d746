#pragma once

#include "ui/collection/collectionservices.h"

#include <QTimer>

class QAction;

namespace gatehouse::ui {

/// Keeps a command about a whole page disabled, with the reason in its tooltip, while who works
/// here lacks the capability. Who that is is known later than the page, and may change.
class GuardedCommand final : public QObject
{
    Q_OBJECT

public:
    /// Belongs to the command.
    GuardedCommand(QAction *command, const QString &capability, const CollectionServices &services);

private:
    void update();

    QAction *m_command;
    QString m_capability;
    CollectionServices m_services;
    QTimer m_watch;
};

} // namespace gatehouse::ui
