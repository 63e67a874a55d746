#pragma once

#include <QDialog>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace gatehouse::ui {

/// Shows a secret that the gateway made, this once: it cannot be selected, only copied with the
/// button, and is wiped when the dialog closes. Escape does not close it, so that no stray key
/// loses a secret. It is dots until Show is pressed, and again when the window is no longer the
/// active one, so that a picture of the screen has dots; Copy copies it either way. Window-modal;
/// open it with open(); deletes itself.
///
/// Object names: newSecretDialog; newSecret, showSecret, copySecret, closeSecret.
class NewSecretDialog : public QDialog
{
    Q_OBJECT

public:
    /// `subject`: "stripe, acme, version 7".
    NewSecretDialog(const QString &subject, const QString &secret, QWidget *parent);

    void done(int result) override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showClear(bool isClear);
    void addTexts(QVBoxLayout *layout, const QString &subject);
    void addButtons(QVBoxLayout *layout);

    QString m_secret;
    QLabel *m_shown;
    QPushButton *m_show = nullptr;
};

} // namespace gatehouse::ui
