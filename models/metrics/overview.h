#pragma once

#include "models/metrics/chart.h"

/// What the Overview page reads: whether everything is well, over a day.
namespace gatehouse::metrics {

/// Those charts of the Metrics page that its tiles are made of, by the same ids, and
///   events-by-source: how many events each source brought, as areas
///   failure-share: which part of all tries failed
///   delivery-p95: in milliseconds
///   tenant-events, tenant-tries, tenant-cost: of each tenant calls; tries, failed tries and p95;
///   cost. Their figures are those of FigureOfTenant, in its order.
QList<Chart> overviewCharts();

/// The figures of "tenant-tries".
enum FigureOfTenant { Tries, FailedTries, P95 };

/// How many tenants are told one by one.
inline constexpr int tenantsTold = 10;

} // namespace gatehouse::metrics
