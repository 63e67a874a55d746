#pragma once

#include "services/core/result.h"
#include "services/secrets/vault.h"

#include <string_view>

namespace gatehouse::secrets {

/// The vault whose key is derived from a passphrase by scrypt (N = 2^16, r = 8, p = 1: 64 MiB,
/// about a third of a second, in which it blocks). Unavailable when there is no such memory.
Result<Vault> vaultOfPassphrase(const Secret &passphrase, std::string_view salt);

} // namespace gatehouse::secrets
