#pragma once

#include "models/secrets/rotation.h"
#include "ui/collection/collectionservices.h"

class QAction;

namespace gatehouse::ui {

/// Adds the first secret of a source and tenant: asks, tells the gateway, and shows what it made.
class AddSecret : public QObject
{
    Q_OBJECT

public:
    /// `page` owns the dialogs, and this.
    AddSecret(const CollectionServices &services, QWidget *page);

    void ask();
    /// Is kept disabled, with the reason in its tooltip, for who may not.
    void setCommand(QAction *command);

signals:
    void added(const QString &row);
    void refused(const QString &title, const gatehouse::Error &error);

private:
    void updateCommand();

    CollectionServices m_services;
    QWidget *m_page;
    secrets::Rotation m_rotation;
    QAction *m_command = nullptr;
    QTimer m_watch; ///< who works here is known later, and may change
};

/// Why the actor cannot change secrets, as a sentence; empty: it can.
QString whyNoSecrets(const std::optional<Whoami> &actor);

} // namespace gatehouse::ui
