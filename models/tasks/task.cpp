#include "models/tasks/task.h"

#include <algorithm>

namespace gatehouse::tasks {

Task::Task(QString title, QString icon, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_title(std::move(title))
    , m_icon(std::move(icon))
    , m_startedAt(clock.now())
{
}

std::optional<double> Task::fraction() const
{
    if (m_total <= 0)
        return std::nullopt;
    return std::clamp(double(m_done) / double(m_total), 0.0, 1.0);
}

void Task::report(const QString &text, qint64 done, qint64 total)
{
    if (!isRunning())
        return;
    m_text = text;
    m_done = done;
    m_total = total;
    emit changed();
}

void Task::end(TaskState state, const QString &text)
{
    Q_ASSERT(state != TaskState::Running);
    if (!isRunning())
        return;
    m_state = state;
    m_text = text;
    m_endedAt = m_clock.now();
    emit changed();
    emit ended();
}

void Task::setOpener(Opener opener)
{
    m_opener = std::move(opener);
    emit changed();
}

void Task::requestStop()
{
    if (isRunning())
        emit stopRequested();
}

void Task::setSeen()
{
    if (m_wasSeen || isRunning())
        return;
    m_wasSeen = true;
    emit changed();
}

} // namespace gatehouse::tasks
