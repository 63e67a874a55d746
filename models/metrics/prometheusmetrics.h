#pragma once

#include "models/metrics/metricserver.h"
#include "models/metrics/prommatrix.h"
#include "models/metrics/source.h"

namespace gatehouse {
class Clock;
}

namespace gatehouse::metrics {

/// What Prometheus has scraped of the gateway's own /metrics, by its HTTP API: ingest and
/// deliveries, and what stands open, by the few labels that are there. Counts are its estimates
/// between scrapes; a latency is within the bucket that /metrics has for it (1, 2, 5, 10 ... ms).
///
/// The buckets are asked for, and not histogram_quantile() of them: a percentile cannot be merged
/// with another, buckets can, and a heat map needs them anyway. They are spread as that function
/// takes them to be, so percentiles are the same. Where less than two scrapes are in a bucket of
/// the request, nothing is known of it.
class PrometheusMetrics final : public MetricSource
{
public:
    /// `job`: of what is scraped as that alone; empty: of every gateway that there is. The clock
    /// outlives the source.
    PrometheusMetrics(WebServer server, QString job, const Clock &clock);

    QString name() const override;
    bool knows(std::string_view measure, std::string_view label) const override;
    QFuture<Result<MetricAnswer>> read(const MetricRequest &request) override;

private:
    struct Reading;
    void readLast(const std::shared_ptr<Reading> &reading);
    void readNext(const std::shared_ptr<Reading> &reading);

    MetricServer m_server;
    QString m_job;
    const Clock &m_clock;
};

} // namespace gatehouse::metrics
