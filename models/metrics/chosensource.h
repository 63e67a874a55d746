#pragma once

#include "models/metrics/source.h"
#include "services/connections/access.h"

#include <memory>

namespace gatehouse {
class Clock;
}

namespace gatehouse::metrics {

/// What a connection names to read measures from. The clock outlives it.
std::shared_ptr<MetricSource> chosenSource(const MeasureAccess &access, const Clock &clock);

} // namespace gatehouse::metrics
