#pragma once

#include "models/collection/source.h"
#include "models/listen/place.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace gatehouse::listen {

/// An event as its list has it.
struct ArrivedEvent
{
    Uuid id;
    Timestamp receivedAt;
};

/// Gives the events of a filter one after the other, in the order in which they were received as
/// far as they are visible by then, each once: at first those since the place that are there
/// already, then new ones as they arrive. Holds at most a page of them. In the GUI thread.
class EventFollower : public QObject
{
    Q_OBJECT

public:
    EventFollower(std::shared_ptr<collection::Source> source, collection::Filter filter,
                  Place place, QObject *parent = nullptr);
    ~EventFollower() override;

    /// How long to wait before looking again when all were given; a second unless set.
    void setInterval(std::chrono::milliseconds interval);
    /// Asks for one event, when the one before was taken; arrived() follows, soon or when there is
    /// one.
    void next();
    /// It has been dealt with: neither this follower gives it again nor one that begins at place().
    void take(const ArrivedEvent &event);
    const Place &place() const { return m_place; }

signals:
    void arrived(const gatehouse::listen::ArrivedEvent &event);
    /// All that there were have been given; once until the next one comes.
    void caughtUp();
    /// A read failed and is tried again after the pause, which grows; 0: never, since it would come
    /// to the same (Denied, Invalid).
    void failed(const gatehouse::Error &error, std::chrono::milliseconds pause);

private:
    void give();
    void read();
    void readAfter(const collection::Page &page);
    void keep(const collection::Page &page);
    void retryAfter(const Error &error);

    std::shared_ptr<collection::Source> m_source;
    Place m_place;
    collection::PageRequest m_page;
    std::deque<ArrivedEvent> m_waiting;
    QFuture<Result<collection::Page>> m_reading;
    QTimer m_timer;
    std::chrono::milliseconds m_interval{1000};
    std::chrono::milliseconds m_pause{0}; ///< after the last failure
    bool m_isAsked = false;
    bool m_isWalking = false; ///< m_page.from stands where the walk to the newest goes on
    bool m_hasRead = false;
    bool m_hasCaughtUp = false;
};

} // namespace gatehouse::listen
