#pragma once

#include "services/admin_api/adminclient.h"
#include "ui/pages/tabs/detailreader.h"

#include <QJsonObject>
#include <QObject>

#include <memory>

namespace gatehouse::ui {

/// Reads from the admin API, for a token without database access. Beside what PgDetailReader gives:
/// the latest 50 tries of a job, the first 4 KiB of their answers, the latest 1,000 happenings, and
/// of an operator's not the look at a body. Reading a body is an entry in the ledger, so the last
/// payload is kept: three tabs of one event read it once.
class ApiDetailReader final : public DetailReader
{
public:
    /// The client outlives the reader.
    explicit ApiDetailReader(AdminClient &api);

    QFuture<Result<EventPayload>> payload(const Uuid &eventId) override;
    QFuture<Result<QList<DeliveryTry>>> tries(TriesOf owner, const Uuid &id) override;
    QFuture<Result<Timeline>> timeline(const Uuid &eventId) override;
    QFuture<Result<QString>> verify(const Uuid &eventId) override;

private:
    struct TriesRead;
    void readBody(const QJsonObject &event,
                  const std::shared_ptr<QPromise<Result<EventPayload>>> &promise);
    void readDelivery(const Uuid &id,
                      const std::shared_ptr<QPromise<Result<QList<DeliveryTry>>>> &promise);
    void readJobs(const std::shared_ptr<TriesRead> &read);

    AdminClient &m_api;
    QObject m_context; ///< receives answers
    Uuid m_lastEvent;
    QFuture<Result<EventPayload>> m_lastPayload;
};

} // namespace gatehouse::ui
