#pragma once

#include "services/core/result.h"
#include "services/postgres/session.h"

#include <string>

namespace gatehouse::postgres {

// Several sessions that see the same rows, whatever is committed meanwhile: read-only transactions,
// which end with their sessions.

/// Begins one, which others can join as long as it lasts; its name.
Result<std::string> beginSnapshot(Session &session);

/// Begins another that sees what the one of that name sees.
Result<> joinSnapshot(Session &session, const std::string &name);

} // namespace gatehouse::postgres
