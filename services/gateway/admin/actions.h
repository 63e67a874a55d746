#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// What operators do with events, jobs and dead letters. See Handler. Each locks what it changes, in
// the order jobs, dead letters, event, so that two operators never do it twice.

/// 409 not_open when the letter is not open any more.
Result<http::Response> reenqueueDeadLetter(const Call &call, postgres::Session &session);
Result<http::Response> discardDeadLetter(const Call &call, postgres::Session &session);
/// A letter that was discarded is open again; 409 not_discarded, also when its job is not dead.
Result<http::Response> undoDiscard(const Call &call, postgres::Session &session);
/// 409 not_dead
Result<http::Response> retryJob(const Call &call, postgres::Session &session);
/// Its next try is due at once; 409 not_waiting unless it is pending or waiting.
Result<http::Response> runJobNow(const Call &call, postgres::Session &session);
/// 409 not_cancellable unless it is pending or waiting.
Result<http::Response> cancelJob(const Call &call, postgres::Session &session);
/// Every dead job of it; 409 nothing_to_reenqueue
Result<http::Response> reenqueueEvent(const Call &call, postgres::Session &session);
/// Cancels open jobs and discards open letters; 409 nothing_to_discard, job_running
Result<http::Response> discardEvent(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
