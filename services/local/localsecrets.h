#pragma once

#include "services/core/result.h"

#include <filesystem>
#include <map>
#include <string>

namespace gatehouse {

/// Makes up the secrets that the file (NAME=value lines) does not have: two tenants for each of the
/// ten sources, so that a missing tenant parameter is seen to matter, the shared secret of
/// deliveries, the first admin token, and a key pair for the bearer tokens of source `wordpress`
/// (not when the file has any WORDPRESS_JWT_ variable). What is there stays as it is, comments too;
/// a file that lacks nothing is not written. Mode 0600.
Result<> completeLocalSecrets(const std::filesystem::path &file);

/// The variables that were given, over those of the file. Who gives secrets of WordPress sites, or
/// a key of theirs, means sites that do not have the file's key: its WORDPRESS_JWT_ variables are
/// left out then.
std::map<std::string, std::string> withLocalSecrets(
    std::map<std::string, std::string> local, const std::map<std::string, std::string> &given);

} // namespace gatehouse
