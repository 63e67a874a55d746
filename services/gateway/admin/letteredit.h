#pragma once

#include "services/gateway/admin/call.h"

#include <cstddef>

namespace gatehouse::gateway::admin {

/// A payload as text, escaped, and its reason.
inline constexpr std::size_t editBodyLimit = std::size_t{2} * 1024 * 1024;

/// GET: the payload that a dead letter's next try would carry, masked; told to the ledger.
Result<http::Response> showLetterPayload(const Call &call, postgres::Session &session);
/// POST: its job once more with another payload. What was received stays as it is.
Result<http::Response> editAndRetry(const Call &call, postgres::Session &session);
/// POST that changes nothing: what would happen if it were put back now, with another payload if
/// one is sent along; told to the ledger.
Result<http::Response> tryLetter(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
