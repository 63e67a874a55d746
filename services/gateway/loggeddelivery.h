#pragma once

#include "services/gateway/simulator/requestlog.h"
#include "services/gateway/worker/job.h"

namespace gatehouse::gateway {

/// How a try of the worker's stands in the request log.
LoggedRequest loggedDelivery(const TriedDelivery &tried, Timestamp now);

} // namespace gatehouse::gateway
