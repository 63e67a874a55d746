#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// Bulk operations: docs/contract.md, section 6. See Handler. The gateway's BulkRunner works on what
// is written here.

/// With `dry_run` 200 and the plan, and nothing is written; else 202 {id, state, total}, and the
/// selection is frozen. 422 nothing_to_do, too_many, confirm_missing, confirm_wrong (production
/// asks for the environment's name).
Result<http::Response> startBulk(const Call &call, postgres::Session &session);
Result<http::Response> listBulk(const Call &call, postgres::Session &session);
/// The row, with `deliveries`: what became of the jobs that were put back.
Result<http::Response> showBulk(const Call &call, postgres::Session &session);
/// The same as server-sent events, `event: progress`, twice a second until it is over; while it is
/// paused or stopped, every two seconds.
Result<http::Response> streamBulk(const Call &call, postgres::Session &session);
Result<http::Response> listBulkItems(const Call &call, postgres::Session &session);
/// Those of all operations that the token may see.
Result<http::Response> listAllBulkItems(const Call &call, postgres::Session &session);
/// How fast it was to be and how fast it was; see bulkPace().
Result<http::Response> showBulkPace(const Call &call, postgres::Session &session);
/// 409 not_running
Result<http::Response> pauseBulk(const Call &call, postgres::Session &session);
/// 409 not_paused, unless it is paused or has stopped
Result<http::Response> resumeBulk(const Call &call, postgres::Session &session);
/// What is still pending is skipped; 409 is_over
Result<http::Response> cancelBulk(const Call &call, postgres::Session &session);

/// Bodies may name 10,000 ids.
inline constexpr std::size_t bulkBodyLimit = std::size_t{512} * 1024;

} // namespace gatehouse::gateway::admin
