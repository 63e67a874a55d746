#pragma once

#include "models/collection/source.h"
#include "services/replay/fixture.h"
#include "ui/pages/tabs/detailreader.h"

#include <QObject>

#include <memory>

namespace gatehouse::ui {

/// What a list knows of an event beside its payload.
struct RecordedEvent
{
    Uuid id;
    QString source;
    QString tenant;
    QString type;
    QString providerId;
    std::optional<Timestamp> receivedAt;
};

/// A row of the list of events.
RecordedEvent recordedEvent(const collection::Descriptor &descriptor, const collection::Row &row);

/// Reads the payloads of some events, one after the other, and makes fixtures of them. Headers that
/// were redacted are left out, and so are events whose body was not kept.
class FixtureCollector : public QObject
{
    Q_OBJECT

public:
    /// More is not read.
    static constexpr std::size_t mostEvents = 1'000;
    static constexpr qint64 mostBytes = qint64{64} * 1024 * 1024; ///< of bodies

    FixtureCollector(std::shared_ptr<DetailReader> reader, std::vector<RecordedEvent> events,
                     QObject *parent);
    ~FixtureCollector() override; ///< reads no further

    /// One of the signals follows.
    void start();

signals:
    /// At least one, in the order of the events.
    void collected(const std::vector<gatehouse::replay::Fixture> &fixtures);
    void failed(const gatehouse::Error &error);

private:
    void readOn();
    void take(const EventPayload &payload);
    void end();

    std::shared_ptr<DetailReader> m_reader;
    std::vector<RecordedEvent> m_events;
    std::vector<replay::Fixture> m_fixtures;
    QFuture<Result<EventPayload>> m_reading;
    std::size_t m_next = 0;
    qint64 m_bytes = 0;
};

} // namespace gatehouse::ui
