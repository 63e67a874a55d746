#pragma once

#include "services/core/clock.h"
#include "services/postgres/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The values that a column has, with how many rows have each: for whoever writes a filter. Taken
/// cheaply whatever the size of the list. For a console's SQL and the gateway's API alike.
namespace gatehouse::browsing {

/// Whether so few values are expected in a column of that name that they are worth showing. No
/// column of persons is among them.
bool hasFewValues(std::string_view column);

/// The rows whose values are counted. Names and conditions are SQL of our own; values are
/// parameters.
struct ValueWish
{
    std::string view = "console.events";
    std::string sortColumn = "received_at"; ///< timestamptz
    std::string idColumn = "id";
    std::string column;
    bool isPersonal = true; ///< what is masked of anybody is left out
    std::string text = {}; ///< that values contain, in either case; those that begin with it first
    std::optional<Timestamp> from = {};
    std::optional<Timestamp> until = {}; ///< itself left out
    std::vector<std::string> conditions = {}; ///< with placeholders of `parameters`
    postgres::Parameters parameters = {};
    int limit = 20;
    /// Values that are known from elsewhere are told of these alone; nothing: of all.
    std::optional<std::vector<std::string>> tenants = {};
    std::optional<std::vector<std::string>> sources = {};
};

struct ValueCount
{
    std::string value;
    std::optional<std::int64_t> rows; ///< nothing: it was not counted, but is known from elsewhere
};

struct ValueCounts
{
    std::vector<ValueCount> values; ///< those of most rows first
    std::optional<std::int64_t> newest; ///< only so many of the newest rows were looked at
    std::optional<Timestamp> since; ///< only rows since then were counted
    /// Where not all rows were counted, but a small table has all values, what those are of:
    /// destinations, routes or events (by their hours); else empty.
    std::string_view knownFrom = {};
};

/// Whether console.event_hours knows the column and all that the conditions are about. It tells
/// whole hours.
bool isToldByHours(std::string_view column, const std::vector<std::string_view> &conditions);

/// From console.event_hours with `fromHours`: of 31 days at most, which end at `until` or `now`;
/// where there is nothing in them, and otherwise, among the newest rows. Then come the values that
/// a small table knows beside, whatever the conditions.
Result<ValueCounts> countValues(postgres::Session &session, const ValueWish &wish, bool fromHours,
                                Timestamp now);

} // namespace gatehouse::browsing
