#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// Providers' secrets, by source, tenant and version. See Handler. No answer holds a secret but the
// one that is made here, once. What is changed holds in this process when the answer is given, and
// in every other within a second. A gateway without a master key stores none: 409
// master_key_missing.

/// The next version, given or made here; the active one retires when the overlap ends. The first
/// one of a tenant makes the tenant known. 409 rotation_under_way while two are valid; 422
/// secret_unchanged, secret_unusable, unknown_source.
Result<http::Response> rotateSecret(const Call &call, postgres::Session &session);
/// The retiring one is active again, and the newer one stays valid until it is revoked. 409
/// nothing_to_roll_back
Result<http::Response> rollBackSecret(const Call &call, postgres::Session &session);
/// The retiring one's overlap ends that many seconds from now. 409 not_rotating
Result<http::Response> extendSecret(const Call &call, postgres::Session &session);
/// Signs a test event with every valid secret, and with one that is nobody's, and says how ingest
/// judges each. Nothing is stored.
Result<http::Response> testSecret(const Call &call, postgres::Session &session);
/// Refused from now on. 409 secret_in_use for the active one (rotate without an overlap instead),
/// already_revoked.
Result<http::Response> revokeSecret(const Call &call, postgres::Session &session);
/// Requests by version since the rotation and by minute, and what they come to: whether the former
/// secret can be retired.
Result<http::Response> showSecretUsage(const Call &call, postgres::Session &session);

/// Wraps everything anew that a previous master key sealed, destinations' secrets too; all or
/// nothing. 409 master_key_differs
Result<http::Response> rekeySecrets(const Call &call, postgres::Session &session);

Result<http::Response> listSecretPolicies(const Call &call, postgres::Session &session);
/// After how many days the secrets of {source} are due.
Result<http::Response> setSecretPolicy(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
