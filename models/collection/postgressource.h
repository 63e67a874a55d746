#pragma once

#include "models/collection/source.h"

#include <chrono>
#include <memory>

namespace gatehouse::postgres {
class Connection;
}

namespace gatehouse::collection {

class SearchPace;

/// Rows from a view of the schema `console`. Rows are made in the connection's thread.
class PostgresSource final : public Source
{
public:
    /// The connection outlives the source. A page with PageRequest::mayPause that no index serves
    /// ends after `searchTime`.
    PostgresSource(Descriptor descriptor, postgres::Connection &connection,
                   std::chrono::milliseconds searchTime = std::chrono::milliseconds(200));
    ~PostgresSource() override;

    QFuture<Result<Page>> page(const PageRequest &request) override;
    QFuture<Result<Row>> row(const Uuid &id) override;
    QFuture<Result<Count>> count(const Filter &filter) override;

private:
    Descriptor m_descriptor;
    postgres::Connection &m_connection;
    std::chrono::milliseconds m_searchTime;
    std::shared_ptr<SearchPace> m_pace; ///< also the connection's thread's
};

} // namespace gatehouse::collection
