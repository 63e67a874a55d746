#include "ui/pages/replay/viewevents.h"

#include "services/core/whendone.h"

#include <algorithm>

namespace gatehouse::ui {

ViewEvents::ViewEvents(EventsOfList events, collection::Filter filter, QObject *parent)
    : QObject(parent)
    , m_events(std::move(events))
{
    m_page.filter = std::move(filter);
    m_page.mayPause = true;
}

ViewEvents::~ViewEvents()
{
    m_reading.cancel();
}

void ViewEvents::start()
{
    readOn();
}

void ViewEvents::readOn()
{
    m_reading = m_events.source->page(m_page);
    whenDone(m_reading, this, [this](const Result<collection::Page> &page) {
        if (page)
            take(*page);
        else
            emit failed(page.error());
    });
}

void ViewEvents::take(const collection::Page &page)
{
    for (const collection::Row &row : page.rows)
        m_found.push_back(recordedEvent(m_events.descriptor, row));
    if (!page.rows.empty())
        m_page.from = page.rows.back().key;
    if (page.reached)
        m_page.from = page.reached->key;
    if (!page.isLast && m_found.size() < FixtureCollector::mostEvents)
        return readOn();
    m_isCut = m_found.size() > FixtureCollector::mostEvents || !page.isLast;
    readPayloads();
}

void ViewEvents::readPayloads()
{
    if (m_found.empty())
        return emit failed({ErrorKind::NotFound, tr("No event is of this view."), {}, {}});
    m_found.resize(std::min(m_found.size(), FixtureCollector::mostEvents));
    std::reverse(m_found.begin(), m_found.end());
    m_collector = std::make_unique<FixtureCollector>(m_events.reader, std::move(m_found), nullptr);
    connect(m_collector.get(), &FixtureCollector::failed, this, &ViewEvents::failed);
    connect(m_collector.get(), &FixtureCollector::collected, this,
            [this](const std::vector<replay::Fixture> &fixtures) {
                emit collected(fixtures, m_isCut);
            });
    m_collector->start();
}

} // namespace gatehouse::ui
