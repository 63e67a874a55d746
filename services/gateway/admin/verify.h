#pragma once

#include "services/gateway/admin/call.h"

namespace gatehouse::gateway::admin {

/// POST verify: the diagnosis of a message that is given, under the secret that is given or the
/// tenant's stored ones; or of a stored event (`event_id`) as of the time when it came, under those
/// that are stored now, without what it quotes of the body. Changes nothing, so it needs no
/// Idempotency-Key and leaves no entry in the ledger.
Result<http::Response> verifyMessage(const Call &call, postgres::Session &session);

/// A body of 512 KiB as base64, and the rest.
constexpr std::size_t verifyBodyLimit = std::size_t{1024} * 1024;

} // namespace gatehouse::gateway::admin
