#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/replay/fixture.h"

namespace gatehouse::replay {

/// The event under another id of its provider, wherever the source has it (headers, body), so that
/// no gateway takes it for a repetition. All else stays byte for byte. The same seed gives the same
/// id. Invalid says why it cannot be: a source that is known by its body alone, or an event without
/// the id that it should have.
Result<Fixture> withFreshKey(Fixture fixture, const Uuid &seed);

} // namespace gatehouse::replay
