#pragma once

#include "models/collection/descriptor.h"
#include "ui/shell/environment.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace gatehouse::ui {

/// Asks before an action that destroys or needs a reason: where (the environment in its colour),
/// what, to which row, and why. In production what destroys asks for the environment's name to be
/// typed. A feature may ask for more (addField). Window-modal; open it with open(); deletes itself.
///
/// Object names: actionDialog; reasonField, environmentField, confirmAction, cancelAction.
class ActionDialog : public QDialog
{
    Q_OBJECT

public:
    ActionDialog(const collection::Action &action, const QString &kind, const QString &subject,
                 const Environment &environment, QWidget *parent);

    QString reason() const;
    /// In place of "Discard this dead letter in production?" and the subject below it. Plain text.
    void setQuestion(const QString &heading, const QString &subject);
    /// "Discard": on the button, which is red where that destroys.
    void setConfirm(const QString &text, bool isDestructive);
    /// The environment's name as it was typed; empty: it is not asked for.
    QString typedEnvironment() const;
    /// A sentence between the subject and the reason; plain text.
    void addText(const QString &text);
    /// A field between the subject and the reason, with its label above it; an empty label: none.
    void addField(const QString &label, QWidget *field);
    /// Whether what was added is filled in, as far as it has to be. True at first.
    void setReady(bool ready);

private:
    void addQuestion(QVBoxLayout *layout, const QString &kind, const QString &subject);
    void addReason(QVBoxLayout *layout);
    void addTypedName(QVBoxLayout *layout);
    void addButtons(QVBoxLayout *layout);
    void addForm(QVBoxLayout *layout, const QString &kind, const QString &subject);
    void updateConfirm();

    collection::Action m_action;
    Environment m_environment;
    QLabel *m_heading = nullptr;
    QLabel *m_subject = nullptr;
    QVBoxLayout *m_fields = nullptr; ///< what a feature asks for
    bool m_isReady = true;
    QLineEdit *m_reason = nullptr;
    QLineEdit *m_typedName = nullptr; ///< nullptr: not asked for
    QPushButton *m_confirm = nullptr;
};

/// For a dialog that a feature makes of its own: an action of that title, which asks for a reason.
collection::Action askingReason(const QString &title);

} // namespace gatehouse::ui
