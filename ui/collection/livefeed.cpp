#include "ui/collection/livefeed.h"

namespace gatehouse::ui {

using namespace std::chrono_literals;

LiveFeed::LiveFeed(QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(250ms);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_hinted, false))
            hint();
    });
    connect(&m_poll, &QTimer::timeout, this, &LiveFeed::hint);
}

void LiveFeed::setOn(bool on)
{
    if (m_on == on)
        return;
    m_on = on;
    updatePolling();
    if (on)
        hint();
}

void LiveFeed::setPolling(bool polling, std::chrono::milliseconds interval)
{
    m_polling = polling;
    m_poll.setInterval(interval);
    updatePolling();
}

void LiveFeed::updatePolling()
{
    if (m_on && m_polling)
        m_poll.start();
    else
        m_poll.stop();
}

void LiveFeed::hint()
{
    if (!m_on)
        return;
    if (m_pause.isActive()) {
        m_hinted = true;
        return;
    }
    m_pause.start();
    emit due();
}

} // namespace gatehouse::ui
