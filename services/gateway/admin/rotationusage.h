#pragma once

#include "services/gateway/admin/call.h"
#include "services/postgres/session.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace gatehouse::gateway::admin {

/// Whose uses are told. SQL of our own alone.
struct UsageSpec
{
    /// Of which rows: "gatehouse.jwt_key WHERE true". It has to be a condition; $1 is taken.
    std::string_view rows;
    std::string_view minutes; ///< the table of their uses by the minute
    std::string_view minuteOf; ///< its column that has the row's id
    std::string_view label; ///< the column that names a row in a minute: "version"
    std::string_view members; ///< pairs for jsonb_build_object, of a row `v`
    std::string_view listName; ///< what the answer calls the rows: "versions"
    std::string_view order; ///< of the rows in it
};

/// Requests by row since the last rotation and by minute of `hours` (of the query), and what they
/// come to: whether the former row can be retired, when late requests come `retryWindow` after the
/// rotation at the latest. 404 when there are no rows; `parameters` are $2 and so on.
Result<http::Response> answerUsage(const Call &call, postgres::Session &session,
                                   const UsageSpec &spec, const postgres::Parameters &parameters,
                                   std::optional<std::chrono::seconds> retryWindow);

} // namespace gatehouse::gateway::admin
