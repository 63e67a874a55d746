#pragma once

#include "models/metrics/metricserver.h"
#include "models/metrics/source.h"

namespace gatehouse {
class Clock;
}

namespace gatehouse::metrics {

/// Calls of AI systems from ClickHouse, over its HTTP interface, by the table `agent_metrics_1m` of
/// resources/clickhouse: the same buckets of latency as the rollups in Postgres, so the same
/// percentiles. It has no other measure. What its user may read is seen: the gateway's policy masks
/// nothing here, and limits nobody to tenants.
///
/// Cancelling closes the connection; the server ends what it runs after 20 s at the latest, where
/// its user may set that (a profile with `readonly` has limits of its own).
class ClickHouseMetrics final : public MetricSource
{
public:
    /// `database`: empty: the user's own. The clock outlives the source.
    ClickHouseMetrics(WebServer server, QString database, const Clock &clock);

    QString name() const override;
    /// It may have other calls, and those of years.
    bool countsTheGatewaysRows() const override { return false; }
    bool knows(std::string_view measure, std::string_view label) const override;
    QFuture<Result<MetricAnswer>> read(const MetricRequest &request) override;

private:
    using Promise = SharedPromise<MetricAnswer>;
    using Handler = std::function<void(const Result<QJsonObject> &)>;
    void ask(const Promise &promise, const QByteArray &statement, const Handler &handler);
    void readProgress(const Promise &promise, const MetricRequest &request,
                      std::optional<Timestamp> since);
    void readMeasures(const Promise &promise, const MetricRequest &request,
                      std::optional<Timestamp> lastMinute);

    MetricServer m_server;
    QString m_database;
    const Clock &m_clock;
    bool m_maySet = true; ///< the user may set limits for a statement
};

} // namespace gatehouse::metrics
