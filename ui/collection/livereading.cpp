#include "ui/collection/livereading.h"

#include "models/collection/windowmodel.h"
#include "ui/collection/countwatch.h"

namespace gatehouse::ui {

LiveReading::LiveReading(collection::WindowModel *model, CountWatch *count)
    : m_model(model)
    , m_count(count)
{
    m_recount.setSingleShot(true);
    m_recount.setInterval(std::chrono::seconds(1));
    connect(&m_recount, &QTimer::timeout, count, &CountWatch::refresh);
    m_aftermath.setSingleShot(true);
    m_aftermath.setInterval(std::chrono::seconds(20));
    connect(&m_aftermath, &QTimer::timeout, this, &LiveReading::update);
    m_ageing.setInterval(std::chrono::seconds(1));
    connect(&m_ageing, &QTimer::timeout, this, &LiveReading::aged);
    connect(&m_feed, &LiveFeed::due, this, &LiveReading::read);
    connect(&m_feed, &LiveFeed::due, this, &LiveReading::due);
}

void LiveReading::setLive(bool live)
{
    m_isLive = live;
    update();
}

void LiveReading::setShown(bool shown)
{
    m_isShown = shown;
    update();
}

void LiveReading::setPolling(bool polling, std::chrono::milliseconds interval)
{
    m_feed.setPolling(polling, interval);
}

void LiveReading::expectChange()
{
    m_aftermath.start();
    update();
}

void LiveReading::update()
{
    m_feed.setOn((m_isLive || m_aftermath.isActive()) && m_isShown);
    if (m_isShown)
        m_ageing.start();
    else
        m_ageing.stop();
}

void LiveReading::read()
{
    if (m_model->isStopped())
        return; // it would begin again at once
    m_model->follow();
    if (m_recount.isActive())
        return;
    m_count->refresh();
    m_recount.start();
}

} // namespace gatehouse::ui
