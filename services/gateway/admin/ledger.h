#pragma once

#include "services/gateway/admin/call.h"

#include <string>

namespace gatehouse::gateway::admin {

/// What an operator did. `detail` is a JSON object; its `tenant` and `source` say who may read it.
struct LedgerEntry
{
    std::string action; ///< "dlq.reenqueue"
    std::string targetType; ///< "dead_letter"
    std::string targetId;
    std::string reason; ///< empty where none is asked for
    std::string detailJson = "{}";
};

/// Appends to the hash chain. Takes the ledger's lock to the end of the transaction: call it last.
Result<> appendToLedger(postgres::Session &session, const Actor &actor, const LedgerEntry &entry);

} // namespace gatehouse::gateway::admin
