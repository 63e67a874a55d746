#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// The keys that the bearer tokens of source `wordpress` are verified with: public halves. See
// Handler. They are every tenant's, so a token that is limited sees none and changes none (403
// outside_scope). What is changed holds in this process when the answer is given, and in every
// other within a second.

Result<http::Response> listJwtKeys(const Call &call, postgres::Session &session);
Result<http::Response> showJwtKey(const Call &call, postgres::Session &session);

/// The next key: its public half is given, or a pair is made here, whose private half is shown once
/// and stored nowhere. The active one retires when the overlap ends. The first one lets the source
/// ask for tokens. 409 rotation_under_way while two are valid; 422 public_key_unusable,
/// jwt_key_unchanged, parties_missing (the first one needs issuer and audience).
Result<http::Response> rotateJwtKey(const Call &call, postgres::Session &session);
/// The retiring one is active again, and the newer one stays valid until it is revoked. 409
/// nothing_to_roll_back
Result<http::Response> rollBackJwtKey(const Call &call, postgres::Session &session);
/// The retiring one's overlap ends that many seconds from now. 409 not_rotating
Result<http::Response> extendJwtKey(const Call &call, postgres::Session &session);
/// Refused from now on. 409 jwt_key_in_use for the active one (rotate without an overlap instead),
/// already_revoked.
Result<http::Response> revokeJwtKey(const Call &call, postgres::Session &session);
/// Tokens by key since the rotation and by minute, and whether the former key can go.
Result<http::Response> showJwtKeyUsage(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
