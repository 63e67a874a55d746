#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// How long things are kept. See Handler and services/gateway/store/retention.h.

/// `{rules: [{collection, status, days, changed_at, changed_by}]}`
Result<http::Response> showRetention(const Call &call, postgres::Session &session);
/// `{rules: [{collection, status, days | null}]}`: those that are named are set, null takes one
/// away; answers all as they are then. 400 field_invalid for a status that the collection does not
/// have.
Result<http::Response> changeRetention(const Call &call, postgres::Session &session);
/// The same body, but nothing is stored and nothing deleted: `{rules: [{collection, status, days,
/// rows, bytes}]}` is what a run would do with the stored rules and these. Without Idempotency-Key.
Result<http::Response> tryRetention(const Call &call, postgres::Session &session);
/// Deletes by the stored rules, as the gateway does once a day; a bounded part, so `is_done` may be
/// false: then call again.
Result<http::Response> startRetention(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
