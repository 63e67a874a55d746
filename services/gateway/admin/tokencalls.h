#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// Admin tokens. See Handler. A token that is limited sees, makes and revokes only tokens whose
// tenants and sources are all within its own.

Result<http::Response> listTokens(const Call &call, postgres::Session &session);
/// `{name, role, tenants|null, sources|null, expires_at|null, reason}`; null is all, and for ever.
/// 201 `{id, token}`; the token is shown here and never again: a repeat is `{id, revealed: true}`.
/// 403 outside_scope; 409 token_exists: names stand in the ledger, so each is given once; 422
/// unknown_source.
Result<http::Response> createToken(const Call &call, postgres::Session &session);
/// `{id, token, previous_expires_at}`, the token once; the former one stays valid meanwhile.
Result<http::Response> rotateToken(const Call &call, postgres::Session &session);
/// The former token counts as the current one again, and the newer one until the overlap ends.
Result<http::Response> rollBackToken(const Call &call, postgres::Session &session);
/// The former token is refused from now on.
Result<http::Response> retireToken(const Call &call, postgres::Session &session);
/// 200 with the row. Counts from the next request on, in every gateway process. 409
/// already_revoked; last_admin: with the last token that may do everything gone, nobody could make
/// another.
Result<http::Response> revokeToken(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
