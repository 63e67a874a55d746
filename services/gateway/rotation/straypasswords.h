#pragma once

#include "services/core/log.h"
#include "services/postgres/session.h"
#include "services/secrets/vault.h"

#include <stop_token>

namespace gatehouse::gateway {

/// Takes application passwords away at WordPress that were made and never came into use: the answer
/// was lost, or what followed failed (services/gateway/store/passwordattempts.h). They are found by
/// their names. What cannot be asked for, since the destination is gone, leads elsewhere or has
/// another user by now, or is away for a week, is left; the ledger has either, and in the latter
/// case what to do. Blocks; no transaction is open while WordPress is waited for. Ends soon after
/// a stop. Any number of gateways may do it at once.
Result<> removeStrayPasswords(postgres::Session &session, const secrets::Vault &vault, Log &log,
                              const std::stop_token &stop);

} // namespace gatehouse::gateway
