#include "models/listen/eventfollower.h"

#include "services/core/whendone.h"

#include <algorithm>

namespace gatehouse::listen {

namespace {

constexpr int pageSize = 200;
constexpr std::chrono::milliseconds longestReadPause{30'000};

} // namespace

EventFollower::EventFollower(std::shared_ptr<collection::Source> source, collection::Filter filter,
                             Place place, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_place(std::move(place))
{
    m_page.filter = std::move(filter);
    m_page.direction = collection::PageRequest::Direction::Newer;
    m_page.limit = pageSize;
    m_page.mayPause = true;
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &EventFollower::read);
}

EventFollower::~EventFollower()
{
    m_reading.cancel();
}

void EventFollower::setInterval(std::chrono::milliseconds interval)
{
    m_interval = interval;
}

void EventFollower::next()
{
    m_isAsked = true;
    const bool isBusy = m_timer.isActive() || m_reading.isRunning();
    if (!m_waiting.empty())
        QMetaObject::invokeMethod(this, &EventFollower::give, Qt::QueuedConnection);
    else if (!isBusy && (m_isWalking || !m_hasRead))
        read();
    else if (!isBusy) // what came meanwhile is read with what comes
        m_timer.start(m_interval);
}

void EventFollower::take(const ArrivedEvent &event)
{
    m_place.take(event.id, event.receivedAt);
}

void EventFollower::give()
{
    if (!m_isAsked || m_waiting.empty())
        return;
    m_isAsked = false;
    const ArrivedEvent event = m_waiting.front();
    m_waiting.pop_front();
    emit arrived(event);
}

/// From a while before the newest one that was taken, up to the newest that there is.
void EventFollower::read()
{
    if (!m_isWalking) {
        m_page.from = collection::RowKey{m_place.readFrom(), {}};
        m_page.inclusive = true;
    }
    m_reading = m_source->page(m_page);
    whenDone(m_reading, this, [this](const Result<collection::Page> &page) {
        if (!page) {
            retryAfter(page.error());
            return;
        }
        m_hasRead = true;
        m_pause = {};
        keep(*page);
        readAfter(*page);
    });
}

void EventFollower::retryAfter(const Error &error)
{
    if (error.kind == ErrorKind::Denied || error.kind == ErrorKind::Invalid) {
        emit failed(error, {});
        return;
    }
    m_pause = m_pause.count() == 0 ? m_interval : std::min(m_pause * 2, longestReadPause);
    m_timer.start(m_pause);
    emit failed(error, m_pause);
}

void EventFollower::keep(const collection::Page &page)
{
    for (auto row = page.rows.rbegin(); row != page.rows.rend(); ++row) {
        if (!m_place.isTaken(row->key.id))
            m_waiting.push_back({row->key.id, row->key.sort});
    }
}

void EventFollower::readAfter(const collection::Page &page)
{
    m_isWalking = !page.isLast && (page.reached || !page.rows.empty());
    if (m_isWalking) {
        m_page.from = page.reached ? page.reached->key : page.rows.front().key;
        m_page.inclusive = false;
    }
    if (!m_waiting.empty()) {
        m_hasCaughtUp = false;
        give();
    } else if (m_isWalking) {
        read();
    } else {
        if (!std::exchange(m_hasCaughtUp, true))
            emit caughtUp();
        m_timer.start(m_interval);
    }
}

} // namespace gatehouse::listen
