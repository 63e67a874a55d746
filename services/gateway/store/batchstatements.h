#pragma once

#include "services/gateway/store/batchentry.h"
#include "services/postgres/session.h"

#include <vector>

namespace gatehouse::gateway {

/// The transaction that stores a batch (READ COMMITTED, in this order; see batchstatements.cpp for
/// why). The last statement answers key_hash and event_id of who owns each first key now: an event
/// that does not own its own is a duplicate of the owner, by whichever key. The statements point
/// into the entries and their events.
std::vector<postgres::Statement> batchStatements(const std::vector<BatchEntry> &batch,
                                                 std::chrono::seconds idempotencyLifetime);

} // namespace gatehouse::gateway
