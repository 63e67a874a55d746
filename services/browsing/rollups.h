#pragma once

#include "services/postgres/session.h"

#include <optional>

namespace gatehouse::browsing {

/// Whether the gateway has console.event_minutes and event_hours; asked once, then `known`.
Result<bool> hasRollups(postgres::Session &session, std::optional<bool> &known);

} // namespace gatehouse::browsing
