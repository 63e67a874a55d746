#pragma once

#include "ui/collection/actiondialog.h"

#include <QJsonObject>

class QComboBox;
class QSpinBox;

namespace gatehouse::ui {

/// Asks what a new admin token is to be: name, role, tenants, sources and for how long.
///
/// Object names: nameField, roleField, tenantsField, sourcesField, daysField.
class NewTokenDialog final : public ActionDialog
{
    Q_OBJECT

public:
    NewTokenDialog(const Environment &environment, QWidget *parent);

    QString name() const;
    /// As `POST tokens` takes it; the expiry counts from `now`.
    QJsonObject body(const QDateTime &now) const;

private:
    QLineEdit *addText(const QString &label, const QString &objectName);

    QLineEdit *m_name;
    QComboBox *m_role;
    QLineEdit *m_tenants;
    QLineEdit *m_sources;
    QSpinBox *m_days;
};

} // namespace gatehouse::ui
