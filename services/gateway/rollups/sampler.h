#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"

namespace gatehouse::postgres {
class Session;
}

namespace gatehouse::gateway {

/// Notes what stands open now into gatehouse.metric_gauge, once a minute: of several gateways, and
/// of several calls within it, the first one does. Open dead letters, jobs that wait for a worker,
/// for how long the one that is due the longest has, and hosts whose circuit breaker is open.
Result<> sampleGauges(postgres::Session &session, Timestamp now);

} // namespace gatehouse::gateway
