#pragma once

#include "services/core/result.h"

#include <filesystem>

namespace gatehouse {

/// Makes up the secrets that the file (NAME=value lines) does not have: two tenants for each of the
/// ten sources, so that a missing tenant parameter is seen to matter, the shared secret of
/// deliveries and the first admin token. What is there stays as it is, comments too; a file that
/// lacks nothing is not written. Mode 0600.
Result<> completeLocalSecrets(const std::filesystem::path &file);

} // namespace gatehouse
