#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// What is shown of personal data. See Handler.

/// `{masking, masks, built_in: [{path, kind}]}`: the mode, and what it comes to here.
Result<http::Response> showPrivacy(const Call &call, postgres::Session &session);
/// `{masking: "auto" | "on" | "off"}`; not for a limited token.
Result<http::Response> changePrivacy(const Call &call, postgres::Session &session);

Result<http::Response> listMaskingRules(const Call &call, postgres::Session &session);
/// `{kind, path | value, tenant|null, source|null}`; what globs there are is in maskingrule.h. 201;
/// 422 unknown_source; 403 outside_scope for a rule beyond the token's limit.
Result<http::Response> createMaskingRule(const Call &call, postgres::Session &session);
/// 200 with the row as it was.
Result<http::Response> deleteMaskingRule(const Call &call, postgres::Session &session);

/// `{items: [{tenant, state, fingerprint, ...}], next: null}`: keys that bodies are sealed with,
/// the newest first.
Result<http::Response> listBodyKeys(const Call &call, postgres::Session &session);
/// `{sealed: true | false}`: whether bodies of the tenant are sealed from now on; true makes a new
/// key, also when there is one. Those that are there stay as they are. 409 master_key_missing.
Result<http::Response> sealBodies(const Call &call, postgres::Session &session);

/// `{reason, fields: [pointers]}` -> `{fields: {pointer: text}}`: fields of an event in clear,
/// once. A pointer begins with the document: /event/actor_email, /body/customer/email,
/// /canonical/actor/email, /headers/X-Real-IP. 422 field_unknown names one that is not there. The
/// ledger has the pointers, not what they hold.
Result<http::Response> revealFields(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
