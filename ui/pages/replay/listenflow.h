#pragma once

#include "models/listen/listener.h"
#include "models/replay/session.h"
#include "models/tasks/tasklist.h"
#include "models/views/savedviews.h"
#include "ui/pages/replay/viewevents.h"

#include <QObject>

#include <functional>
#include <memory>

class QMenu;
class QPushButton;

namespace gatehouse::ui {

class TaskStrip;

/// What listening is made from. What is referred to outlives it.
struct ListenParts
{
    replay::SessionServices session;
    tasks::TaskList *tasks; ///< nullptr: it is listed nowhere
    std::function<QList<views::SavedView>()> views;
    std::function<EventsOfList()> events; ///< empty: nobody listens here
};

/// The switch by which new events are forwarded to the target of a replay as they arrive, prepared
/// as the replay is, until it is switched off or the window is closed; `gatehousectl listen` in the
/// window. While it is on it is a task.
///
/// Where it ended over an hour ago it asks whether it is to go on from there or from now.
///
/// Object names: listenSwitch, listenMenu, listenProgress, listenGoOn, listenFromNow and so on of
/// its TaskStrip.
class ListenFlow final : public QObject
{
    Q_OBJECT

public:
    /// `session` says to whom, and how it is prepared; it outlives this. Makes a button and a
    /// strip, which the page puts somewhere.
    ListenFlow(ListenParts parts, replay::Session &session, QWidget *page);
    ~ListenFlow() override;

    QPushButton *button() const { return m_button; }
    TaskStrip *strip() const { return m_strip; }
    /// Why this person may not; empty: they may.
    void setRefusal(const QString &why);
    bool isListening() const { return m_listener != nullptr; }

private:
    void showState();
    void press();
    void start(const collection::Filter &filter, const QString &what);
    void ask(Timestamp until);
    void setAsking(bool isAsking);
    void take(const listen::Forwarded &event);
    void stop();
    void fail(const Error &error);
    QString refusal() const;

    ListenParts m_parts;
    replay::Session &m_session;
    QPushButton *m_button;
    QMenu *m_menu;
    TaskStrip *m_strip;
    QPushButton *m_goOn;
    QPushButton *m_fromNow;
    std::unique_ptr<listen::Listener> m_listener; ///< nullptr: nobody listens
    QString m_refusal;
    qint64 m_forwarded = 0;
};

} // namespace gatehouse::ui
