#pragma once

#include "services/core/result.h"
#include "services/secrets/vault.h"

#include <filesystem>
#include <string>

namespace gatehouse::secrets {

/// The vault of the key-encryption key in a file of 64 hex digits and perhaps a line end
/// (`openssl rand -hex 32`). NotFound: there is no such file. Denied: it cannot be read, is another
/// user's, or others than its owner have rights on it. Invalid: it does not hold a key. Every
/// message names the file and says what to do, none what is in it.
Result<Vault> readMasterKey(const std::filesystem::path &file);

/// The vault of the key that a program prints: a KMS's client, say. The command line is split as
/// QProcess::splitCommand does it; no shell reads it. Blocks, ten seconds at most. NotFound: it
/// cannot be started. Denied: it failed. Invalid: what it prints is no key. No message holds what
/// it printed.
Result<Vault> runMasterKeyCommand(const std::string &command);

/// Makes the file with a new random key, mode 0600, whole or not at all. One that is there by now
/// stays as it is, so that programs that start at once have one key.
Result<> createMasterKey(const std::filesystem::path &file);

} // namespace gatehouse::secrets
