#pragma once

#include "models/collection/descriptor.h"
#include "models/collection/source.h"
#include "ui/pages/tabs/fixturecollector.h"

#include <QObject>

#include <memory>

namespace gatehouse::ui {

/// What the events of a list are read from.
struct EventsOfList
{
    collection::Descriptor descriptor;
    std::shared_ptr<collection::Source> source;
    std::shared_ptr<DetailReader> reader; ///< of their payloads
};

/// Reads the newest events of a filter, with their payloads, as fixtures.
class ViewEvents final : public QObject
{
    Q_OBJECT

public:
    ViewEvents(EventsOfList events, collection::Filter filter, QObject *parent);
    ~ViewEvents() override; ///< reads no further

    /// One of the signals follows.
    void start();

signals:
    /// At least one, the oldest first, as they were received; `isCut`: there are more.
    void collected(const std::vector<gatehouse::replay::Fixture> &fixtures, bool isCut);
    void failed(const gatehouse::Error &error);

private:
    void readOn();
    void take(const collection::Page &page);
    void readPayloads();

    EventsOfList m_events;
    collection::PageRequest m_page;
    std::vector<RecordedEvent> m_found; ///< newest first
    QFuture<Result<collection::Page>> m_reading;
    std::unique_ptr<FixtureCollector> m_collector;
    bool m_isCut = false;
};

} // namespace gatehouse::ui
