#pragma once

#include "models/collection/source.h"

namespace gatehouse::postgres {
class Connection;
}

namespace gatehouse::collection {

/// Rows from a view of the schema `console`. Rows are made in the connection's thread.
class PostgresSource final : public Source
{
public:
    /// The connection outlives the source.
    PostgresSource(Descriptor descriptor, postgres::Connection &connection);

    QFuture<Result<Page>> page(const PageRequest &request) override;
    QFuture<Result<Row>> row(const Uuid &id) override;
    QFuture<Result<Count>> count(const Filter &filter) override;

private:
    Descriptor m_descriptor;
    postgres::Connection &m_connection;
};

} // namespace gatehouse::collection
