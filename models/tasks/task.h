#pragma once

#include "services/core/clock.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

namespace gatehouse::tasks {

enum class TaskState { Running, Succeeded, Failed, Stopped };

/// One piece of work that takes a while and goes on whatever page is shown: an export, a recovery,
/// a replay. Who does the work reports how far it is and how it ended; who shows it may ask for a
/// stop. Made by TaskList::add(), and deleted by it after its end. In the GUI thread.
class Task : public QObject
{
    Q_OBJECT

public:
    /// A way on from what came of it, e.g. "Show in folder".
    struct Opener
    {
        QString text;
        std::function<void()> open;
    };

    const QString &title() const { return m_title; } ///< "Exporting events"
    const QString &icon() const { return m_icon; } ///< of the Breeze theme
    TaskState state() const { return m_state; }
    bool isRunning() const { return m_state == TaskState::Running; }
    /// How far it is, or what came of it; one or two sentences, plain.
    const QString &text() const { return m_text; }
    /// Between 0 and 1; nothing while the whole is not known.
    std::optional<double> fraction() const;
    Timestamp startedAt() const { return m_startedAt; }
    /// Nothing while it runs.
    std::optional<Timestamp> endedAt() const { return m_endedAt; }
    const std::optional<Opener> &opener() const { return m_opener; }
    bool wasSeen() const { return m_wasSeen; } ///< its end
    /// Somebody else does the work, so it goes on when the window closes.
    bool outlivesWindow() const { return m_outlivesWindow; }
    void setOutlivesWindow(bool outlives) { m_outlivesWindow = outlives; }

    /// `total` 0: not known. Nothing after the end.
    void report(const QString &text, qint64 done = 0, qint64 total = 0);
    /// Once; `state` is not Running.
    void end(TaskState state, const QString &text);
    /// Where it can be looked at, while it runs or of what came of it.
    void setOpener(Opener opener);
    /// The one who does the work decides: see stopRequested().
    void requestStop();
    void setSeen();

signals:
    void changed();
    /// Always after the change of state.
    void ended();
    void stopRequested();

private:
    friend class TaskList;
    Task(QString title, QString icon, const Clock &clock, QObject *parent);

    const Clock &m_clock;
    QString m_title;
    QString m_icon;
    QString m_text;
    TaskState m_state = TaskState::Running;
    qint64 m_done = 0;
    qint64 m_total = 0;
    Timestamp m_startedAt;
    std::optional<Timestamp> m_endedAt;
    std::optional<Opener> m_opener;
    bool m_wasSeen = false;
    bool m_outlivesWindow = false;
};

} // namespace gatehouse::tasks
