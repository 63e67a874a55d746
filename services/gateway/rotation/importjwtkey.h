#pragma once

#include "services/core/log.h"
#include "services/core/uuid.h"
#include "services/postgres/session.h"
#include "services/signing/jwt.h"

namespace gatehouse::gateway {

/// Takes the environment's key into the database, as the active one, when the database has never
/// had one. While every valid key came from an environment, so that nobody has rotated yet, another
/// one in the environment takes its place, and the former stays valid for seven days. From the
/// first rotation on the environment's counts no more, and the log says so when it names another.
///
/// Several gateways may do this at once; one does after the other.
Result<> importJwtKey(postgres::Session &session, const signing::JwtOptions &environment,
                      UuidGenerator &ids, Log &log);

} // namespace gatehouse::gateway
