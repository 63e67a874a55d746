#pragma once

#include "services/core/result.h"
#include "services/gateway/store/batchstatements.h"

#include <map>

namespace gatehouse::gateway {

/// By the hash of a token's id, the hash of the idempotency key that it goes with.
using TokenKeys = std::map<std::string, std::string>;

/// Binds the batch's tokens to their keys, each to the first one that it came with, and tells what
/// they are bound to now. Inside the transaction that claims the keys and before it does, so that
/// all processes take their locks in one order; a rollback unbinds them again.
Result<TokenKeys> claimTokens(postgres::Session &session, const std::vector<BatchEntry> &batch);

/// Whether it brought no token, or one that goes with its key.
bool isTokenGood(const BatchEntry &entry, const TokenKeys &keys);

} // namespace gatehouse::gateway
