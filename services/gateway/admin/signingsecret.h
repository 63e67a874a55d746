#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// The two signing secrets of a destination while one replaces the other. See Handler. A rotation is
// begun with changeDestination. The receiver must know both meanwhile (docs/wordpress.md).

/// What came of the deliveries since the secret signs: `{since, succeeded, refused, failed,
/// counted_to, last_succeeded_at, last_refused_at, last_refused_status, previous_expires_at,
/// verdict}`. Refused are 401 and 403. The verdict is not_rotating, untried, refused or safe.
Result<http::Response> showSigningUsage(const Call &call, postgres::Session &session);
/// The previous signing secret signs again, and the current one takes its place until the overlap
/// ends; 409 nothing_to_roll_back
Result<http::Response> rollBackSigningSecret(const Call &call, postgres::Session &session);
/// The previous signing secret is forgotten: there is no way back; 409 nothing_to_retire
Result<http::Response> retireSigningSecret(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
