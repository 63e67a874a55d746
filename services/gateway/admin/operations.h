#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// What holds for the workers and circuit breakers of every gateway process on the database. See
// Handler. Changes take a token that is not limited to tenants or sources (roles.cpp).

// A token that is limited sees that the workers are paused, which holds up its jobs, too, but not
// who said so and why; and no workers' names and no breakers, which tell of others' jobs and hosts.

/// Whether the workers are paused, by whom and why, and the workers that have running jobs.
Result<http::Response> showWorkers(const Call &call, postgres::Session &session);
/// No worker claims a job from now on, over restarts, too; what runs is finished. 409
/// already_paused
Result<http::Response> pauseWorkers(const Call &call, postgres::Session &session);
/// 409 not_paused
Result<http::Response> resumeWorkers(const Call &call, postgres::Session &session);

/// Those that are open, by host; each worker has its own. At most 500.
Result<http::Response> listBreakers(const Call &call, postgres::Session &session);
/// Closes the breaker of {host} (host:port) in every worker, within about a second, and lets the
/// jobs that wait for it go at once; 409 not_open
Result<http::Response> resetBreaker(const Call &call, postgres::Session &session);

/// For healthz.
Result<bool> areWorkersPaused(postgres::Session &session);

} // namespace gatehouse::gateway::admin
