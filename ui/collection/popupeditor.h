#pragma once

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace gatehouse::ui {

/// A small popup in which one thing is written: Enter applies, Escape leaves everything as it was.
/// What cannot be used is said where it was typed. Deletes itself when closed.
///
/// Object names: "<name>Editor", "<name>Problem", "<name>Apply".
class PopupEditor : public QFrame
{
    Q_OBJECT

public:
    void popupBelow(QWidget *anchor);

protected:
    PopupEditor(const QString &name, QWidget *parent);

    QVBoxLayout *column() const { return m_column; }
    /// Once what is written stands in the column.
    void addButtons(const QString &applyText);
    void sayProblem(const QString &problem);
    /// Takes what is written and closes, or says the problem.
    virtual void apply() = 0;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_name;
    QVBoxLayout *m_column;
    QLabel *m_problem = nullptr;
};

} // namespace gatehouse::ui
