#pragma once

#include "services/core/result.h"

#include <filesystem>

namespace gatehouse::cluster {

/// A new temporary folder for a cluster that is not to stay. Removes those of processes that were
/// killed before they could.
Result<std::filesystem::path> makeEphemeralFolder();

} // namespace gatehouse::cluster
