#include "models/metrics/chosensource.h"

#include "models/metrics/clickhousemetrics.h"
#include "models/metrics/prometheusmetrics.h"

namespace gatehouse::metrics {

std::shared_ptr<MetricSource> chosenSource(const MeasureAccess &access, const Clock &clock)
{
    if (access.kind == MeasureServer::Kind::ClickHouse)
        return std::make_shared<ClickHouseMetrics>(access.server, access.database, clock);
    return std::make_shared<PrometheusMetrics>(access.server, access.job, clock);
}

} // namespace gatehouse::metrics
