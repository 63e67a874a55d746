#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace gatehouse::signing {

/// Milliseconds since 1970 of `2026-11-17T14:32:07[.123]Z` or with an offset (`+01:00`), as RFC
/// 3339 has it; nothing for anything else. A leap second is none of our senders'.
std::optional<std::chrono::milliseconds> parseRfc3339(std::string_view text);

} // namespace gatehouse::signing
