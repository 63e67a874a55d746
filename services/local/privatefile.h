#pragma once

#include "services/core/result.h"

#include <filesystem>
#include <string_view>

namespace gatehouse {

/// Writes a file that only its owner may read (mode 0600 from the first byte on), whole or not at
/// all: to a temporary beside it, then renamed over what was there.
Result<> writePrivateFile(const std::filesystem::path &file, std::string_view content);

} // namespace gatehouse
