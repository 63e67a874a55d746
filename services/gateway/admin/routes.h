#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

// Which events go where. See Handler. There is no order of precedence: every route whose source,
// event type and tenant match makes a job of its own, but those whose mode is `off`; a narrow route
// does not stand before a wide one. Routes are read with each event that is committed, so a change
// counts for the next event in every gateway process. Jobs that are there keep the mode that they
// were made with.

/// `{source, event_type, tenant|null, destination (name or id), path, mode}`; the grammar of
/// event_type is in eventtypeglob.h. 201; 409 route_exists (its mode counts not); 422
/// unknown_source, unknown_destination, tenant_mismatch: a tenant's destination takes that tenant's
/// routes only.
Result<http::Response> createRoute(const Call &call, postgres::Session &session);
/// `{mode}`
Result<http::Response> changeRoute(const Call &call, postgres::Session &session);
/// 200 with the row as it was.
Result<http::Response> deleteRoute(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
