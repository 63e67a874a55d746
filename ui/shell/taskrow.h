#pragma once

#include "models/tasks/task.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace gatehouse::widgets {
class StatusLabel;
}

namespace gatehouse::ui {

/// One task of the TasksPanel.
class TaskRow : public QWidget
{
    Q_OBJECT

public:
    TaskRow(tasks::Task *task, QWidget *parent);

    const tasks::Task *task() const { return m_task; }

signals:
    void forgetRequested();
    void opened();

private:
    QWidget *makeButtons();
    QToolButton *makeForgetButton();
    void showTask();

    QPointer<tasks::Task> m_task;
    widgets::StatusLabel *m_status;
    QLabel *m_text;
    QProgressBar *m_bar;
    QPushButton *m_open = nullptr;
    QPushButton *m_stop = nullptr;
    QWidget *m_buttons; ///< both of these
    QToolButton *m_forget;
};

} // namespace gatehouse::ui
