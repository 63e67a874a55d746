#pragma once

#include "services/admin_api/adminclient.h"
#include "services/postgres/connection.h"
#include "ui/pages/tabs/detailreader.h"

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

private:
    using Promise = std::shared_ptr<QPromise<Result<EventPayload>>>;
    void readPayloadFromApi(const Uuid &eventId, const Promise &promise);
    /// Of what the database does not show or cannot open.
    void readBodyFromApi(const Uuid &eventId, EventPayload payload, const Promise &promise);

    postgres::Connection &m_database;
    AdminClient &m_api;
    QObject m_context; ///< receives answers
    Uuid m_lastEvent;
    QFuture<Result<EventPayload>> m_lastPayload;
};

} // namespace gatehouse::ui
