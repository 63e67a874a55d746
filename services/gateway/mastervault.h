#pragma once

#include "services/core/log.h"
#include "services/core/result.h"
#include "services/postgres/session.h"
#include "services/secrets/vault.h"

#include <filesystem>
#include <optional>
#include <string>

namespace gatehouse::gateway {

/// Where the key-encryption key is.
struct MasterKey
{
    std::filesystem::path file = {}; ///< GATEHOUSE_MASTER_KEY_FILE; made when it is missing
    std::string command = {}; ///< GATEHOUSE_MASTER_KEY_COMMAND: a program that prints it, instead
    std::filesystem::path previousFile = {}; ///< unseals what is not yet wrapped anew; empty: none
};

/// The vault of that key, for the secrets that this database keeps; nothing without a key. A file
/// that is missing is made, but not when there are secrets that were sealed with it. Conflict:
/// there are secrets that were sealed with another key. Invalid: the database keeps providers'
/// secrets and there is no key. Where only destinations' credentials are kept, a gateway without a
/// key goes on, as its deliveries wait for one that has it; the log says so.
Result<std::optional<secrets::Vault>> openVault(const MasterKey &key, postgres::Session &session,
                                                Log &log);

} // namespace gatehouse::gateway
