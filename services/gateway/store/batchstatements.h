#pragma once

#include "services/gateway/store/event.h"
#include "services/postgres/session.h"

#include <vector>

namespace gatehouse::gateway {

/// An event with what is left out of it, because the database would not hold it.
struct BatchEntry
{
    const IncomingEvent *event = nullptr;
    std::string keyHash; ///< SHA-256 of the idempotency key; empty: refused, so without a key
    std::string secondHash; ///< of the second key; empty: it has none
    std::string tokenHash = {}; ///< of the token's id; empty: it brought none
    std::string tokenKeyHash = {}; ///< of the key that the token is to go with
    Timestamp tokenExpires = {};
    bool dropCanonical = false;
    bool dropHeaders = false;
    bool dropExplanation = false;
};

/// The transaction that stores a batch (READ COMMITTED, in this order; see batchstatements.cpp for
/// why). The last statement answers key_hash and event_id of who owns each first key now: an event
/// that does not own its own is a duplicate of the owner, by whichever key.
std::vector<postgres::Statement> batchStatements(const std::vector<BatchEntry> &batch,
                                                 std::chrono::seconds idempotencyLifetime);

} // namespace gatehouse::gateway
