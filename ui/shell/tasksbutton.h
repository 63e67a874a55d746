#pragma once

#include "models/tasks/tasklist.h"

#include <QToolButton>

class QLabel;
class QProgressBar;

namespace gatehouse::ui {

/// "Exporting events ▬▬▬ 56 %" in the status line; how many, where there are several; what has
/// ended since somebody looked. Hidden while there is nothing of that. A press asks for the list.
class TasksButton : public QToolButton
{
    Q_OBJECT

public:
    /// `tasks` outlives it.
    TasksButton(const tasks::TaskList &tasks, QWidget *parent);

    QSize sizeHint() const override;

private:
    void showTasks();

    const tasks::TaskList &m_tasks;
    QLabel *m_words;
    QProgressBar *m_bar;
    QLabel *m_percent;
};

} // namespace gatehouse::ui
