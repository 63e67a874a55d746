#pragma once

#include <cstdint>

namespace gatehouse::gateway::admin {

/// For how long what is replaced stays valid, if nothing is said.
inline constexpr std::int64_t defaultOverlap = 86400; ///< seconds
inline constexpr std::int64_t longestOverlap = 604800; ///< seconds

} // namespace gatehouse::gateway::admin
