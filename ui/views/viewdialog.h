#pragma once

#include "services/core/result.h"

#include <QDialog>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace gatehouse::ui {

/// Asks for a view's name, and says while it is typed why it cannot be had. Window-modal; open it
/// with open(); deletes itself.
///
/// Object names: viewDialog; viewName, viewProblem, confirmView, cancelView.
class ViewDialog : public QDialog
{
    Q_OBJECT

public:
    /// `check` says why a name cannot be had. `text` is a sentence below the title; plain text.
    ViewDialog(const QString &title, const QString &text, const QString &name,
               std::function<Result<>(const QString &)> check, QWidget *parent);

    QString name() const;

private:
    void updateConfirm();

    std::function<Result<>(const QString &)> m_check;
    QLineEdit *m_name;
    QLabel *m_problem;
    QPushButton *m_confirm = nullptr;
};

} // namespace gatehouse::ui
