#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// Where deliveries go. See Handler. {destination} is a name or an id. No answer holds a secret,
// only fingerprints. Credentials of `default` that come from the environment are changed there: 409
// set_by_environment. A gateway without a master key stores none: 409 master_key_missing.

Result<http::Response> listDestinations(const Call &call, postgres::Session &session);
Result<http::Response> showDestination(const Call &call, postgres::Session &session);
/// 201; 409 destination_exists
Result<http::Response> createDestination(const Call &call, postgres::Session &session);
/// Base URL, auth, signing secret: what is named. A new signing secret signs from the next delivery
/// on; the former is kept as the previous one until the overlap ends. Another host takes `auth`
/// anew, so that a stored credential goes only where it was meant to: 422 auth_missing.
Result<http::Response> changeDestination(const Call &call, postgres::Session &session);
/// 409 destination_in_use while routes lead to it or jobs of it are open.
Result<http::Response> deleteDestination(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
