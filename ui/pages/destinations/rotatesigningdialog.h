#pragma once

#include "ui/collection/actiondialog.h"

#include <QJsonObject>

class QCheckBox;
class QSpinBox;

namespace gatehouse::ui {

/// Asks before a destination signs with a new secret. It is made here, never shown, and copied to
/// the receiver with a button; only who has said that the receiver accepts it goes on. Wiped when
/// the dialog closes.
///
/// Object names: copySigning, receiverReady, overlapField.
class RotateSigningDialog final : public ActionDialog
{
    Q_OBJECT

public:
    RotateSigningDialog(const QString &destination, const Environment &environment,
                        QWidget *parent);

    /// As `POST destinations/{id}` takes it. Only in what accepted() is connected to.
    QJsonObject body() const;
    void done(int result) override;

private:
    QString m_secret;
    QCheckBox *m_ready;
    QSpinBox *m_overlap;
};

} // namespace gatehouse::ui
