#pragma once

#include "models/metrics/chart.h"

/// The figures that charts are made of.
namespace gatehouse::metrics {

Figure calls();
Figure callsPerMinute();
Figure errors();
Figure errorShare(); ///< of calls
/// In milliseconds; a share of 0.95 is p95.
Figure percentile(const QString &name, double share);
Figure promptTokens();
Figure completionTokens();
Figure cost();
Figure cacheHitRate();

} // namespace gatehouse::metrics
