#pragma once

#include "services/core/clock.h"

#include <cstdint>
#include <string>

namespace gatehouse::postgres {

/// Microseconds since 2000-01-01 00:00 UTC, as timestamptz is sent. `infinity` is the end of
/// Timestamp's range, `-infinity` its start; so are years that it cannot hold.
Timestamp fromPostgresTime(std::int64_t microseconds);
std::int64_t toPostgresTime(Timestamp time);

/// `2026-11-17`, `0044-03-15 BC`, `infinity`: a date, sent as days since 2000-01-01.
std::string dateText(std::int32_t days);
/// `2026-11-17 14:32:07.12`: a timestamp without time zone.
std::string timestampText(std::int64_t microseconds);

} // namespace gatehouse::postgres
