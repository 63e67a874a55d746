#pragma once

#include "models/collection/descriptor.h"
#include "services/privacy/policy.h"

#include <optional>

/// Only for rooms that link services/postgres and services/privacy.
namespace gatehouse::collection {

/// Rows of a list, with what masks them: nothing where the list is not personal. `settings`, if
/// any, are those of the statement's transaction. Blocks.
Result<privacy::ReadRows> readWithPolicy(postgres::Session &session, const Descriptor &descriptor,
                                         const postgres::Statement &statement,
                                         const std::optional<postgres::Statement> &settings = {});

} // namespace gatehouse::collection
