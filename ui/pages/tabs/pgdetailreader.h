#pragma once

#include "services/postgres/connection.h"
#include "ui/pages/tabs/apidetailreader.h"

#include <QObject>

namespace gatehouse::ui {

/// Reads from the schema `console`; payloads from the admin API when the role may not see
/// console.payloads. The last payload is kept, so that three tabs of one event read it once.
class PgDetailReader final : public DetailReader
{
public:
    /// Both outlive the reader.
    PgDetailReader(postgres::Connection &database, AdminClient &api);

    QFuture<Result<EventPayload>> payload(const Uuid &eventId) override;
    QFuture<Result<QList<DeliveryTry>>> tries(TriesOf owner, const Uuid &id) override;
    QFuture<Result<Timeline>> timeline(const Uuid &eventId) override;
    QFuture<Result<QString>> verify(const Uuid &eventId) override;

private:
    postgres::Connection &m_database;
    ApiDetailReader m_api;
    QObject m_context; ///< receives answers
    Uuid m_lastEvent;
    QFuture<Result<EventPayload>> m_lastPayload;
};

} // namespace gatehouse::ui
