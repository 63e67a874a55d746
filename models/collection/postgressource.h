#pragma once

#include "models/collection/source.h"

#include <chrono>
#include <memory>
#include <vector>

namespace gatehouse::postgres {
class Connection;
}

namespace gatehouse::collection {

class SearchPace;
class SnapshotExport;

/// Rows from a view of the schema `console`. Rows are made in the connection's thread.
class PostgresSource final : public Source
{
public:
    /// The connection outlives the source. A page with PageRequest::mayPause that no index serves
    /// ends after `searchTime`.
    PostgresSource(Descriptor descriptor, postgres::Connection &connection,
                   std::chrono::milliseconds searchTime = std::chrono::milliseconds(200));
    ~PostgresSource() override; ///< stops exports

    QFuture<Result<Page>> page(const PageRequest &request) override;
    QFuture<Result<Row>> row(const Uuid &id) override;
    QFuture<Result<Count>> count(const Filter &filter) override;
    QFuture<Result<SortCost>> sortCost(const Filter &filter, const Sort &sort) override;
    /// On sessions of its own; see SnapshotExport.
    QFuture<Result<qint64>> exportRows(const ExportRequest &request,
                                       const ExportSink &sink) override;
    bool exportsBodies() const override;

private:
    Descriptor m_descriptor;
    postgres::Connection &m_connection;
    std::chrono::milliseconds m_searchTime;
    std::shared_ptr<SearchPace> m_pace; ///< also the connection's thread's
    std::vector<std::unique_ptr<SnapshotExport>> m_exports; ///< those that run, and some that ended
};

} // namespace gatehouse::collection
