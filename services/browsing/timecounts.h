#pragma once

#include "services/core/timesteps.h"
#include "services/postgres/session.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Rows over time by status, for a console's SQL and the gateway's API alike.
namespace gatehouse::browsing {

/// The rows that are counted. Names and conditions are SQL of our own; values are parameters.
struct CountedRows
{
    std::string view = "console.events";
    std::string sortColumn = "received_at"; ///< timestamptz
    std::string statusColumn = "status";
    std::vector<std::string> conditions; ///< with placeholders of `parameters`
    postgres::Parameters parameters = {};
};

/// What is to be counted of them.
struct CountWish
{
    std::vector<Timestamp> edges; ///< of the buckets, ascending, at least two
    TimeRange range; ///< within the edges
    /// How much of the range's end is to be looked at, where the rows themselves are counted;
    /// what is told by rollups is told at once.
    std::chrono::microseconds slice;
};

/// Where counts come from.
enum class CountFrom {
    Rows,
    Minutes, ///< console.event_minutes
    Hours, ///< console.event_hours
};

/// The coarsest that tells the counts exactly, whatever the conditions are of these columns.
CountFrom bestFor(const CountWish &wish, const std::vector<std::string_view> &columns);

struct CountQuery
{
    postgres::Statement statement; ///< gives bucket (from 1), status, count
    Timestamp from; ///< so far back it counts, from the range's end on
};
CountQuery countQuery(CountedRows rows, const CountWish &wish, CountFrom from);

using StatusCounts = std::map<std::string, std::int64_t>;
/// The statement's answer; one for each bucket.
Result<std::vector<StatusCounts>> countsOf(postgres::Session &session,
                                           const postgres::Statement &statement,
                                           std::size_t buckets);

} // namespace gatehouse::browsing
