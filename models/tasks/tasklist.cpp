#include "models/tasks/tasklist.h"

#include <algorithm>

namespace gatehouse::tasks {

namespace {

constexpr qsizetype mostEnded = 50;

QList<Task *> those(const QList<Task *> &tasks, const std::function<bool(const Task *)> &isOne)
{
    QList<Task *> found;
    std::copy_if(tasks.begin(), tasks.end(), std::back_inserter(found), isOne);
    return found;
}

bool hasEnded(const Task *task)
{
    return !task->isRunning();
}

} // namespace

TaskList::TaskList(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

Task *TaskList::add(const QString &title, const QString &icon)
{
    auto *task = new Task(title, icon, m_clock, this);
    m_tasks.prepend(task);
    connect(task, &Task::changed, this, &TaskList::changed);
    connect(task, &Task::ended, this, [this, task] {
        emit ended(task);
        keepBounded();
    });
    emit added(task);
    emit changed();
    return task;
}

QList<Task *> TaskList::running() const
{
    return those(m_tasks, [](const Task *task) { return task->isRunning(); });
}

QList<Task *> TaskList::unseen() const
{
    return those(m_tasks, [](const Task *task) { return hasEnded(task) && !task->wasSeen(); });
}

void TaskList::forget(Task *task)
{
    if (task->isRunning() || !m_tasks.removeOne(task))
        return;
    emit removed(task);
    task->deleteLater();
    emit changed();
}

void TaskList::forgetEnded()
{
    for (Task *task : those(m_tasks, hasEnded))
        forget(task);
}

void TaskList::setSeen()
{
    for (Task *task : std::as_const(m_tasks))
        task->setSeen();
}

void TaskList::keepBounded()
{
    const QList<Task *> ended = those(m_tasks, hasEnded);
    for (qsizetype index = mostEnded; index < ended.size(); ++index)
        forget(ended.at(index));
}

} // namespace gatehouse::tasks
