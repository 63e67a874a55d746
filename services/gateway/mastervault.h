#pragma once

#include "services/core/log.h"
#include "services/core/result.h"
#include "services/postgres/session.h"
#include "services/secrets/vault.h"

#include <filesystem>
#include <optional>

namespace gatehouse::gateway {

/// The vault of the key-encryption key in `file` (GATEHOUSE_MASTER_KEY_FILE), for the secrets that
/// this database keeps. A file that is missing is made, but not when there are secrets that were
/// sealed with it: then the error says so, as it does for a file that is not safe or holds no key.
/// Secrets that were sealed with another key, or any when `file` is empty (then there is no vault),
/// are an error in the log only: webhooks are taken all the same, and deliveries that need them
/// wait.
Result<std::optional<secrets::Vault>> openVault(const std::filesystem::path &file,
                                                postgres::Session &session, Log &log);

} // namespace gatehouse::gateway
