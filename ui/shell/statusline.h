#pragma once

#include "models/tasks/tasklist.h"
#include "services/core/clock.h"
#include "ui/shell/connectionstatus.h"
#include "ui/widgets/displayoptions.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace gatehouse::ui {

class ConnectionLabel;
class TasksButton;

/// The line at the foot of the window: both connections, what the page says, long work, time zone
/// and clock.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    /// `clock`, `tasks` and `display` (nullptr: local times alone) outlive it. The zone is the
    /// switch between the machine's own and UTC.
    StatusLine(const Clock &clock, const tasks::TaskList &tasks, widgets::DisplayOptions *display,
               QWidget *parent = nullptr);

    void setDatabase(const ConnectionStatus &status);
    void setApi(const ConnectionStatus &status);
    /// Why the way to either is not safe; empty: it is.
    void setWarnings(const QString &database, const QString &api);
    void setPageText(const QString &text);
    /// Reads clock and zone again; does so by itself each second.
    void updateClock();

signals:
    void tasksRequested();

private:
    QWidget *makeZoneButton();

    const Clock &m_clock;
    widgets::DisplayOptions *m_display;
    ConnectionLabel *m_database;
    ConnectionLabel *m_api;
    QLabel *m_page;
    TasksButton *m_tasks;
    QToolButton *m_zone;
    QLabel *m_time;
    QTimer m_tick;
};

} // namespace gatehouse::ui
