#include "ui/pages/tabs/fixturecollector.h"

#include "services/core/whendone.h"
#include "ui/collection/rowvalues.h"

#include <QDateTime>
#include <QLocale>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

replay::Fixture fixtureOf(const RecordedEvent &event, const EventPayload &payload)
{
    replay::Fixture fixture;
    fixture.source = event.source.toStdString();
    fixture.tenant = event.tenant.toStdString();
    fixture.eventType = event.type.toStdString();
    fixture.eventId = event.id.toString();
    fixture.providerId = event.providerId.toStdString();
    fixture.receivedAt = event.receivedAt;
    fixture.url = payload.requestUrl.toStdString();
    fixture.body = payload.body->toStdString();
    for (const auto &[name, value] : payload.headers) {
        if (value != "[redacted]"_L1)
            fixture.headers.emplace_back(name.toStdString(), value.toStdString());
    }
    return fixture;
}

} // namespace

RecordedEvent recordedEvent(const collection::Descriptor &descriptor, const collection::Row &row)
{
    const RowValues values(descriptor, row);
    const QDateTime received = values.value(u"received_at"_s).toDateTime();
    RecordedEvent event{row.key.id,
                        values.text(u"source"_s),
                        values.text(u"tenant"_s),
                        values.text(u"event_type"_s),
                        values.text(u"provider_event_id"_s),
                        {}};
    if (received.isValid())
        event.receivedAt = Timestamp(std::chrono::milliseconds(received.toMSecsSinceEpoch()));
    return event;
}

FixtureCollector::FixtureCollector(std::shared_ptr<DetailReader> reader,
                                   std::vector<RecordedEvent> events, QObject *parent)
    : QObject(parent)
    , m_reader(std::move(reader))
    , m_events(std::move(events))
{
}

FixtureCollector::~FixtureCollector()
{
    m_reading.cancel();
}

void FixtureCollector::start()
{
    const bool isTooMuch = m_events.size() > mostEvents;
    QMetaObject::invokeMethod(
        this,
        [this, isTooMuch] {
            if (isTooMuch)
                emit failed({ErrorKind::Invalid,
                             tr("These are more than %1 events. Select fewer of them.")
                                 .arg(QLocale().toString(qint64(mostEvents))),
                             {},
                             {}});
            else
                readOn();
        },
        Qt::QueuedConnection);
}

void FixtureCollector::readOn()
{
    if (m_next == m_events.size())
        return end();
    m_reading = m_reader->payload(m_events[m_next].id);
    whenDone(m_reading, this, [this](const Result<EventPayload> &payload) {
        if (payload)
            take(*payload);
        else
            emit failed(payload.error());
    });
}

void FixtureCollector::take(const EventPayload &payload)
{
    if (payload.body)
        m_fixtures.push_back(fixtureOf(m_events[m_next], payload));
    m_bytes += payload.body ? payload.body->size() : 0;
    ++m_next;
    if (m_bytes > mostBytes)
        emit failed({ErrorKind::Invalid,
                     tr("Their bodies are more than 64 MiB. Select fewer events."),
                     {},
                     {}});
    else
        readOn();
}

void FixtureCollector::end()
{
    if (m_fixtures.empty())
        emit failed({ErrorKind::Invalid, tr("The bodies of these events were not kept."), {}, {}});
    else
        emit collected(std::exchange(m_fixtures, {}));
}

} // namespace gatehouse::ui
