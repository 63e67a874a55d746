#pragma once

#include "ui/collection/actiondialog.h"

class QComboBox;
class QLineEdit;
class QRadioButton;
class QSpinBox;

namespace gatehouse::ui {

/// Asks for the next version of a secret: made by the gateway, or pasted as the provider made it;
/// and how long the former one stays valid. What was pasted is gone from the field when the dialog
/// closes.
///
/// Object names: as ActionDialog, and madeHere, pasted, secretField, overlapField; of a first one
/// sourceField and tenantField instead of overlapField.
class RotateDialog : public ActionDialog
{
    Q_OBJECT

public:
    RotateDialog(const QString &source, const QString &tenant, const Environment &environment,
                 QWidget *parent);
    /// Of a source and tenant that has none yet.
    RotateDialog(const Environment &environment, QWidget *parent);
    ~RotateDialog() override;

    QString source() const;
    QString tenant() const;
    QString secret() const; ///< empty: it is to be made
    qint64 overlapSeconds() const; ///< -1: there is no former one

    void done(int result) override;

private:
    void addTarget();
    void addSecret(const QString &provider);
    void addOverlap();
    void updateReady();

    QString m_source, m_tenant;
    QComboBox *m_sources = nullptr; ///< nullptr: it is known
    QLineEdit *m_tenants = nullptr;
    QRadioButton *m_pasted = nullptr;
    QLineEdit *m_secret = nullptr;
    QSpinBox *m_overlap = nullptr; ///< nullptr: there is no former one
};

} // namespace gatehouse::ui
