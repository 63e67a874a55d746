#pragma once

#include "ui/collection/actiondialog.h"

#include <QJsonObject>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QRadioButton;
class QSpinBox;

namespace gatehouse::ui {

/// Asks for the next JWT key: a pair that the gateway makes, whose private half is shown once, or
/// the public half of one that the site made; and how long the former key stays valid. A private
/// key that was pasted by mistake is not sent.
///
/// Object names: as ActionDialog, and algorithmField, madeHere, pasted, publicKeyField,
/// publicKeyProblem, issuerField, audienceField, overlapField.
class RotateKeyDialog final : public ActionDialog
{
    Q_OBJECT

public:
    RotateKeyDialog(const Environment &environment, QWidget *parent);

    /// As `POST jwt-keys/rotate` takes it.
    QJsonObject body() const;
    void done(int result) override;

private:
    void addKey();
    void addParties();
    QString publicKey() const;
    void updateReady();

    QComboBox *m_algorithm;
    QRadioButton *m_pasted;
    QPlainTextEdit *m_publicKey;
    QLabel *m_problem;
    QLineEdit *m_issuer;
    QLineEdit *m_audience;
    QSpinBox *m_overlap;
};

} // namespace gatehouse::ui
