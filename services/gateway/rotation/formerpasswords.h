#pragma once

#include "services/core/log.h"
#include "services/postgres/session.h"
#include "services/secrets/vault.h"

#include <chrono>
#include <memory>

namespace gatehouse::gateway {

/// Takes application passwords away at WordPress when their overlap is over, whether a console is
/// open or not, and those that never came into use (straypasswords.h), and writes it into the
/// ledger. A WordPress that is away is asked again with the next look; no transaction is open while
/// it is waited for. Any number of gateways may do it at once.
class FormerPasswords
{
public:
    /// `vault` outlives it.
    FormerPasswords(postgres::SessionOptions database, const secrets::Vault &vault, Log &log,
                    std::chrono::milliseconds interval = std::chrono::seconds(30));
    /// Does not wait for WordPress.
    ~FormerPasswords();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
