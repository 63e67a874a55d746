#pragma once

#include "services/gateway/store/event.h"

#include <string>
#include <vector>

namespace gatehouse::gateway {

/// An event as it goes into a batch: with its hashes, and with what is left out of it, because the
/// database would not hold it.
struct BatchEntry
{
    const IncomingEvent *event = nullptr;
    std::string keyHash; ///< SHA-256 of the idempotency key; empty: refused, so without a key
    std::string secondHash; ///< of the second key; empty: it has none
    std::string bodyHash; ///< of the raw body
    std::string tokenHash = {}; ///< of the token's id; empty: it brought none
    std::string tokenKeyHash = {}; ///< of the key that the token is to go with
    Timestamp tokenExpires = {};
    bool dropCanonical = false;
    bool dropHeaders = false;
    bool dropExplanation = false;
};

/// One entry for each event of a submission. Makes their texts fit text columns (textcolumn.h) and
/// hashes what is hashed: all that can be done for an event before its batch is known. The entries
/// point into `events`, which must stay where it is.
std::vector<BatchEntry> batchEntries(std::vector<IncomingEvent> &events);

} // namespace gatehouse::gateway
