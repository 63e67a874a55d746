#pragma once

#include "models/tasks/tasklist.h"

#include <QFrame>

class QLabel;
class QScrollArea;
class QVBoxLayout;
class QPushButton;

namespace gatehouse::ui {

/// All long work of the window as a list that pops up: how far each is, with a way to stop it, and
/// what came of those that ended. Opening it counts as having seen them.
///
/// Object names: tasksPanel; taskRow, taskTitle, taskText, taskBar, taskStop, taskOpen, taskForget
/// within each row; tasksEmpty, forgetEndedTasks.
class TasksPanel : public QFrame
{
    Q_OBJECT

public:
    /// `tasks` outlives it.
    TasksPanel(tasks::TaskList *tasks, QWidget *parent);

    /// At the lower end of the window, above its status line.
    void popupAt(const QPoint &bottomRight);

protected:
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addRow(tasks::Task *task);
    void removeRow(tasks::Task *task);
    void showWhatThereIs();

    tasks::TaskList *m_tasks;
    QVBoxLayout *m_rows;
    QScrollArea *m_scroll;
    QLabel *m_empty;
    QPushButton *m_forget;
    QPoint m_bottomRight;
};

} // namespace gatehouse::ui
