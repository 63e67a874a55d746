#pragma once

#include "services/core/result.h"

namespace gatehouse::postgres {
class Session;
}

namespace gatehouse::gateway {

/// Calls of AI systems as traces would have told them: a few for each AI job of the seed that is
/// over, in the job's trace, at the time that it was heard of. Those that are there already stay.
/// Within the caller's transaction, if there is one. Blocks.
Result<> addSeededCalls(postgres::Session &owner);

} // namespace gatehouse::gateway
