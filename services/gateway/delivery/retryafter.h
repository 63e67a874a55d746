#pragma once

#include "services/core/clock.h"

#include <chrono>
#include <string_view>

namespace gatehouse::gateway {

/// The wait that a Retry-After header (RFC 9110, 10.2.3: seconds or an HTTP date) asks for: capped
/// at 300 s, zero for a date that is past and for what is neither.
std::chrono::milliseconds retryAfter(std::string_view value, Timestamp now);

} // namespace gatehouse::gateway
