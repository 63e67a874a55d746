#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// GET of the lists, of one item, and of what belongs to it. See Handler.
Result<http::Response> listEvents(const Call &call, postgres::Session &session);
Result<http::Response> listJobs(const Call &call, postgres::Session &session);
Result<http::Response> listDeadLetters(const Call &call, postgres::Session &session);
Result<http::Response> listDeliveries(const Call &call, postgres::Session &session);
Result<http::Response> listAgentEvents(const Call &call, postgres::Session &session);
Result<http::Response> showAgentEvent(const Call &call, postgres::Session &session);
Result<http::Response> listAudit(const Call &call, postgres::Session &session);
Result<http::Response> listRoutes(const Call &call, postgres::Session &session);
Result<http::Response> showRoute(const Call &call, postgres::Session &session);
Result<http::Response> listSecrets(const Call &call, postgres::Session &session);
Result<http::Response> showSecret(const Call &call, postgres::Session &session);

/// The row, with `payload`: headers, URL, canonical event and diagnosis, without the body.
Result<http::Response> showEvent(const Call &call, postgres::Session &session);
/// The exact bytes. Goes into the ledger: bodies hold what people would rather keep to themselves.
Result<http::Response> showRawBody(const Call &call, postgres::Session &session);
/// Everything that happened to an event, oldest first.
Result<http::Response> showTimeline(const Call &call, postgres::Session &session);
/// The row, with its latest `deliveries`.
Result<http::Response> showJob(const Call &call, postgres::Session &session);
Result<http::Response> showDeadLetter(const Call &call, postgres::Session &session);
/// The row, with the `exchange`: the same object as among a job's `deliveries`.
Result<http::Response> showDelivery(const Call &call, postgres::Session &session);

/// Who the token is and what it may do.
Result<http::Response> showWhoami(const Call &call, postgres::Session &session);
/// Which part of the gateway is up, for those with a token.
Result<http::Response> showHealth(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
