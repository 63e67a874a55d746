#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// The application password that a destination with `auth` basic calls WordPress with. See Handler.

/// Makes another one at WordPress, proves that it is accepted, and delivers with it from then on.
/// The former one is taken away at WordPress when the overlap ends
/// (`previous_password_expires_at`), by the gateway. Waits for WordPress, three calls of at most
/// five seconds, outside of any transaction. 409 not_basic, master_key_differs, set_by_environment,
/// previous_password_pending, changed_meanwhile; 502 wordpress_refuses with WordPress's code; 503
/// wordpress_away. Whatever fails, the former one goes on to be used, and what WordPress made all
/// the same is taken away within two minutes (services/gateway/rotation/straypasswords.h).
Result<http::Response> rotateApplicationPassword(const Call &call, postgres::Session &session);
/// Takes the former one away now; 409 nothing_to_retire; 502 and 503 as above
Result<http::Response> retireApplicationPassword(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
