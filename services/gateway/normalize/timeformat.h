#pragma once

#include "services/core/clock.h"

#include <optional>
#include <string_view>

namespace gatehouse::gateway {

/// The ways in which providers write a time.
enum class TimeFormat {
    UnixSeconds, ///< 1794922327, a fraction allowed
    UnixMilliseconds, ///< 1794922327123
    Iso8601, ///< 2026-11-17T14:32:07[.123]Z or with an offset, +01:00
};

/// "unix_seconds", "unix_milliseconds" or "iso_8601", as mappings name them.
std::optional<TimeFormat> timeFormatNamed(std::string_view name);

/// Years 1970 to 9999; nothing for what is not a time in that format.
std::optional<Timestamp> parseTime(std::string_view text, TimeFormat format);

} // namespace gatehouse::gateway
