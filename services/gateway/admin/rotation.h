#pragma once

#include "services/gateway/admin/change.h"
#include "services/gateway/admin/list.h"
#include "services/secrets/secret.h"

#include <string_view>

namespace gatehouse::gateway::admin {

// What the rotations of providers' secrets and of JWT keys have in common.

/// What a rotation changes: where its rows are listed, and what the ledger calls them.
struct Rotated
{
    const ListSpec &list;
    std::string_view targetType;
};

/// 200 with the row as it is now, which is also the ledger's `after` where `detail` has none.
Result<Outcome> withRow(const ChangeRequest &request, postgres::Session &session,
                        const Rotated &rotated, const Uuid &id, std::string_view action,
                        boost::json::object detail);

/// Puts a secret that was made here into the answer, which shows it once.
void show(Outcome &outcome, std::string_view member, const secrets::Secret &secret);

} // namespace gatehouse::gateway::admin
