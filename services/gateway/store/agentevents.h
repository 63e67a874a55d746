#pragma once

#include "services/core/result.h"
#include "services/metrics/agentevent.h"

#include <cstdint>
#include <vector>

namespace gatehouse::postgres {
class Session;
}

namespace gatehouse::gateway {

/// Stores calls of AI systems, in one statement; how many are new. One that is there already
/// (trace, span and tenant) stays as it is. What no sender priced is priced by
/// gatehouse.model_price, at the time of the call.
Result<std::int64_t> storeAgentEvents(postgres::Session &session,
                                      const std::vector<metrics::AgentEvent> &events);

} // namespace gatehouse::gateway
