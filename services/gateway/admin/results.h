#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

/// GET results?since=: how events ended, for senders that poll. Oldest outcome first:
/// `{"items":[...],"next":cursor,"more":bool}`. `since` is the `next` of the answer before, or a
/// time (RFC 3339), or left out: from the oldest event that is kept.
///
/// Outcomes are ordered by the transaction that made them (commit_xid) and told only when every
/// older transaction has ended, so none can appear behind a cursor that was given out. `next` is
/// never null: without items it says up to where there was nothing. An event that is worked on
/// again is told again with its new outcome.
Result<http::Response> listResults(const Call &call, postgres::Session &session);

} // namespace gatehouse::gateway::admin
