#pragma once

#include "models/collection/descriptor.h"
#include "models/collection/source.h"
#include "services/admin_api/adminclient.h"

#include <QTimer>

#include <deque>

namespace gatehouse::localgateway {

/// The live log of a local gateway's requests, in memory: followed twice a second while it is on,
/// the last 2,000 are kept. As a collection it answers at once. Understands conditions of the kind
/// "column is one of". In the GUI thread.
class RequestLog : public QObject, public collection::Source
{
    Q_OBJECT

public:
    /// `api` outlives it.
    explicit RequestLog(AdminClient &api, QObject *parent = nullptr);

    /// Off at first.
    void setOn(bool on);
    /// Forgets what was read; what comes later is shown.
    void clear();
    /// How many came faster than they could be followed.
    qint64 lost() const { return m_lost; }
    bool isEmpty() const { return m_rows.empty(); }

    QFuture<Result<collection::Page>> page(const collection::PageRequest &request) override;
    QFuture<Result<collection::Row>> row(const Uuid &id) override;
    QFuture<Result<collection::Count>> count(const collection::Filter &filter) override;

signals:
    /// Rows have come.
    void changed();

private:
    void read();
    void take(const QJsonObject &answer);
    collection::Row makeRow(const QJsonObject &item) const;
    bool fits(const collection::Row &row, const collection::Filter &filter) const;

    AdminClient &m_api;
    QStringList m_columns; ///< of the rows' cells
    std::deque<collection::Row> m_rows; ///< newest first
    std::optional<qint64> m_last; ///< number of the newest one that was read
    qint64 m_lost = 0;
    QTimer m_poll;
    bool m_isReading = false;
};

} // namespace gatehouse::localgateway
