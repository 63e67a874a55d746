#pragma once

#include "models/histogram/source.h"

#include <memory>

namespace gatehouse::postgres {
class Connection;
}

namespace gatehouse::histogram {

/// Counts of console.events from the rollups of section 7 of the contract: by minute when the
/// filter is about the status alone, by hour when it is about source and tenant, too, and the
/// buckets are whole hours; what is left of a minute or hour at the range's ends is counted beside
/// them, in one snapshot. For any other filter, or a gateway without rollups, the rows are counted.
class PostgresHistogram final : public HistogramSource
{
public:
    /// The connection outlives the source.
    PostgresHistogram(collection::Descriptor descriptor, postgres::Connection &connection);

    QFuture<Result<CountAnswer>> count(const CountRequest &request) override;
    QFuture<Result<TimeRange>> extent() override;

private:
    collection::Descriptor m_descriptor;
    postgres::Connection &m_connection;
    std::shared_ptr<std::optional<bool>> m_hasRollups; ///< used by the connection's thread alone
};

} // namespace gatehouse::histogram
