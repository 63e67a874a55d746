#pragma once

#include "services/core/result.h"
#include "services/postgres/session.h"

#include <string>

namespace gatehouse::gateway {

/// What SessionOptions::role is to be, so that a login which owns the tables serves with the
/// gateway's rights only: `gatehouse_gateway` when that role has its grants here and the session's
/// user is a member of it; empty otherwise (then the login works with its own rights).
Result<std::string> gatewayRole(postgres::Session &session);

} // namespace gatehouse::gateway
