#include "services/gateway/admin/ledger.h"

#include "services/postgres/session.h"

namespace gatehouse::gateway::admin {

Result<> appendToLedger(postgres::Session &session, const Actor &actor, const LedgerEntry &entry)
{
    const auto written = session.execute(
        "SELECT gatehouse.append_audit($1::text, $2::text, $3::text, $4::text, $5::text, $6::text,"
        " $7::jsonb)",
        {actor.name, actor.role, entry.action, entry.targetType, entry.targetId, entry.reason,
         postgres::Json{entry.detailJson}});
    if (!written)
        return failure(written.error());
    return {};
}

} // namespace gatehouse::gateway::admin
