#pragma once

#include "models/tasks/task.h"

#include <QList>

namespace gatehouse::tasks {

/// All long work of a window, the latest first. What has ended stays until it is forgotten, at most
/// 50 of them. In the GUI thread.
class TaskList : public QObject
{
    Q_OBJECT

public:
    /// `clock` outlives it.
    explicit TaskList(const Clock &clock, QObject *parent = nullptr);

    /// Runs from now on. Belongs to the list, and stays at least until it has ended and the event
    /// loop has run.
    Task *add(const QString &title, const QString &icon);
    const QList<Task *> &tasks() const { return m_tasks; }
    QList<Task *> running() const;
    /// Ended, and nobody has looked since.
    QList<Task *> unseen() const;
    /// A task that runs is not forgotten.
    void forget(Task *task);
    void forgetEnded();
    void setSeen();

signals:
    void added(gatehouse::tasks::Task *task);
    /// Still there while this is told.
    void removed(gatehouse::tasks::Task *task);
    /// Which there are, or how far one is.
    void changed();
    void ended(gatehouse::tasks::Task *task);

private:
    void keepBounded();

    const Clock &m_clock;
    QList<Task *> m_tasks;
};

} // namespace gatehouse::tasks
