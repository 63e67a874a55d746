#pragma once

#include "services/gateway/admin/call.h"
#include "services/postgres/value.h"

#include <boost/json/object.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

namespace gatehouse::gateway::admin {

/// What an operator did. `detail` is a JSON object; its `tenant` and `source` say who may read it,
/// its `before` and `after` what was changed (null: there was nothing, or is nothing any more).
/// Never a secret: fingerprints alone.
struct LedgerEntry
{
    std::string action; ///< "dlq.reenqueue"
    std::string targetType; ///< "dead_letter"
    std::string targetId;
    std::string reason; ///< empty where none is asked for
    std::string detailJson = "{}";
};

/// From where a call came and with what program; NULL where it is not known.
struct Origin
{
    postgres::Value sourceAddress, userAgent;
};
Origin originOf(const Call &call);

/// Appends to the hash chain, with who calls, from where and with what program. Takes the ledger's
/// lock to the end of the transaction: call it last.
Result<> appendToLedger(postgres::Session &session, const Call &call, const LedgerEntry &entry);

/// Those members of a row (JSON text) that it has, for `before` and `after`; null for no row.
boost::json::value stateOf(const std::optional<std::string> &row,
                           std::initializer_list<std::string_view> members);

/// GET of one entry. See Handler.
Result<http::Response> showLedgerEntry(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
