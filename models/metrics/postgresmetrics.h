#pragma once

#include "models/metrics/source.h"

namespace gatehouse {
class Clock;
}
namespace gatehouse::postgres {
class Connection;
}

namespace gatehouse::metrics {

/// Measures from the rollups in Postgres (section 7 of the contract). What the gateway's policy
/// masks is no series and no label to tell by, as in the API.
class PostgresMetrics final : public MetricSource
{
public:
    /// What is referred to outlives the source.
    PostgresMetrics(postgres::Connection &connection, const Clock &clock);

    QString name() const override;
    QFuture<Result<MetricAnswer>> read(const MetricRequest &request) override;

private:
    postgres::Connection &m_connection;
    const Clock &m_clock;
};

} // namespace gatehouse::metrics
