#pragma once

#include "services/core/clock.h"
#include "services/core/uuid.h"

#include <QString>

#include <optional>
#include <variant>

/// What a chip's values mean: typed once, for SQL and for the API alike. Nothing for text that is
/// no such value.
namespace gatehouse::collection {

using NumberValue = std::variant<qint64, double>;
/// 42, -1, 2.5; no grouping, no units, no infinity.
std::optional<NumberValue> parseNumber(const QString &text);

/// yes, true; no, false; in either case.
std::optional<bool> parseBoolean(const QString &text);

std::optional<Uuid> parseUuid(const QString &text);

/// That long before now: 30s, 15min, 24h, 7d.
std::optional<std::chrono::seconds> parseSpan(const QString &text);
/// ISO 8601; local time when it says no zone. `endOfDay`: a date alone means its last moment.
std::optional<Timestamp> parseMoment(const QString &text, bool endOfDay);
/// The moment written with its zone, UTC, where it names none; any other text as it is.
QString momentInUtc(const QString &text, bool endOfDay);

/// The LIKE pattern of a text with * for any run of characters; everything else is meant literally.
QString wildcardPattern(const QString &text);
/// The LIKE pattern of "contains".
QString containsPattern(const QString &text);

} // namespace gatehouse::collection
