#pragma once

#include "models/metrics/chart.h"

/// What the Overview page reads: whether everything is well, over a day.
namespace gatehouse::metrics {

/// Those charts of the Metrics page that its tiles are made of, by the same ids, and
///   events-by-source: how many events each source brought, as areas
///   oldest-job: of all sources, in seconds
///   failure-share: which part of all tries failed
///   delivery-p95: in milliseconds
///   tenant-events: of the tenants with the most events, how many
///   tenant-tries, tenant-cost: of each tenant, up to 50 of them, the figures of FigureOfTenant in
///   its order; what it cost
/// All but gauges and the objective say what they are over the whole range.
QList<Chart> overviewCharts();

/// The figures of "tenant-tries".
enum FigureOfTenant { Tries, FailedTries, P95 };

/// How many tenants are told one by one.
inline constexpr int tenantsTold = 10;

} // namespace gatehouse::metrics
