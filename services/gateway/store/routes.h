#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/postgres/session.h"

#include <string>

namespace gatehouse::gateway {

/// The destination `default` (made, or its base URL updated: the environment is the truth for it)
/// and, once in the life of a database, the routes that exist from the start (docs/contract.md,
/// section 4). Later they are an operator's: what was changed or deleted stays so over restarts.
/// Nothing is done when `baseUrl` is empty. Gateways that start at once do not make them twice.
Result<> ensureDefaultRoutes(postgres::Session &session, const std::string &baseUrl,
                             UuidGenerator &ids);

} // namespace gatehouse::gateway
