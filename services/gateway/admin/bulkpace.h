#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/postgres/session.h"

#include <string>

namespace gatehouse::gateway::admin {

/// How fast a bulk operation was to be and how fast it was, over time, as JSON: `from`, `until`,
/// `bucket_seconds`, `buckets` (at, done, not_eligible, failed), `plan` (from, until, per_second)
/// and `ends` (at, state). See docs/contract.md, "Bulk operations".
Result<std::string> bulkPace(postgres::Session &session, const Uuid &operation);

} // namespace gatehouse::gateway::admin
