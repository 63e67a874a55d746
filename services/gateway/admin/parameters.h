#pragma once

#include "services/core/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace gatehouse::gateway::admin {

/// Where a page ends: the sort column's value and the id of its last row.
struct Cursor
{
    Timestamp sort;
    std::string id; ///< as text
    std::optional<std::string> value = std::nullopt; ///< of what a list is sorted by before
    bool operator==(const Cursor &) const = default;
};

/// Opaque to callers: base64url of the key.
std::string encodeCursor(const Cursor &cursor);
std::optional<Cursor> decodeCursor(std::string_view text);

/// A key as people write it: the sort column's time, a comma, the id; where the list is sorted by
/// another column and the row has a value there, a comma and that.
std::optional<Cursor> parseKey(std::string_view text);

/// `2026-11-17T14:32:07.123Z` or with an offset (RFC 3339), nothing else.
std::optional<Timestamp> parseTime(std::string_view text);

/// As parseTime reads it, in UTC to the microsecond.
std::string timeText(Timestamp time);

/// A whole number, all of the text.
std::optional<std::int64_t> parseInteger(std::string_view text);
/// The same; a number beyond the type becomes its nearest end.
std::optional<std::int64_t> parseClamped(std::string_view text);

using Decimal = std::variant<std::int64_t, double>;
/// 42, -1, 2.5; no exponent, no infinity.
std::optional<Decimal> parseDecimal(std::string_view text);
/// So long before now: 30s, 15min, 24h, 7d; a century at the most.
std::optional<std::chrono::seconds> parseSpan(std::string_view text);

/// UTF-8 without U+0000: what a text parameter of Postgres can hold.
bool isPlainText(std::string_view text);

bool isVisibleAscii(std::string_view text);

/// A pattern for LIKE in which * is any run of characters and nothing else is special.
std::string likePattern(std::string_view wildcard);
/// The same of a text in which nothing is special.
std::string likeLiteral(std::string_view text);

} // namespace gatehouse::gateway::admin
