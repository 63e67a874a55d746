#pragma once

#include "services/core/log.h"
#include "services/core/result.h"
#include "services/postgres/session.h"

namespace gatehouse::gateway {

/// Brings the database to this program's version: resources/sql/NNNN_*.sql in order, each in a
/// transaction, under an advisory lock, so that any number of gateways may start at once; then
/// roles.sql (skipped with a warning that holds the SQL to run when the login may not create roles)
/// and the partitions of this month and the next two. Conflict when the database is of a newer
/// version, or when a migration that was applied has another checksum here. Repeating it is
/// harmless.
Result<> migrate(postgres::Session &owner, const Clock &clock, Log &log);

/// The newest version that this program knows.
int latestMigration();

} // namespace gatehouse::gateway
