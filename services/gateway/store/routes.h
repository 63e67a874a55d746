#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/postgres/session.h"

#include <functional>
#include <string>

namespace gatehouse::gateway {

/// The base URL of a destination that leads to the stand-in for WordPress of whichever process
/// delivers. The database holds no real URL of one: that is gone with its process, and another
/// process would take it for its own. (RFC 2606: .invalid is never a host.)
inline constexpr const char *standInUrl = "http://wordpress-stand-in.invalid";

/// The destination `default` (made, or its base URL updated: the environment is the truth for it)
/// and, once in the life of a database, the routes that exist from the start (docs/contract.md,
/// section 4). Later they are an operator's: what was changed or deleted stays so over restarts.
/// Nothing is done when `baseUrl` is empty. Gateways that start at once do not make them twice.
Result<> ensureDefaultRoutes(postgres::Session &session, const std::string &baseUrl,
                             UuidGenerator &ids);

/// The same for a gateway whose environment names no base URL: a `default` that is there stays as
/// it is, and one that is missing is made with standInUrl. Early versions stored the real URL of
/// their stand-in: one that no environment has named is asked about, and gives way to standInUrl
/// when `isAbandoned` says so; then the result is true.
Result<bool> ensureStandInRoutes(postgres::Session &session, UuidGenerator &ids,
                                 const std::function<bool(const std::string &url)> &isAbandoned);

} // namespace gatehouse::gateway
