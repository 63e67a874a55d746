#pragma once

#include "models/secrets/rotation.h"
#include "ui/collection/collectionservices.h"

namespace gatehouse::ui {

/// Adds the first secret of a source and tenant: asks, tells the gateway, and shows what it made.
class AddSecret : public QObject
{
    Q_OBJECT

public:
    /// `page` owns the dialogs, and this.
    AddSecret(const CollectionServices &services, QWidget *page);

    void ask();

signals:
    void added(const QString &row);
    void refused(const QString &title, const gatehouse::Error &error);

private:
    CollectionServices m_services;
    QWidget *m_page;
    secrets::Rotation m_rotation;
};

} // namespace gatehouse::ui
