#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::agentevents {

/// console.agent_events, the calls of AI systems, as the console lists them: by when they came in,
/// as they are measured. Texts are translated when it is called.
collection::Descriptor agentEventCollection();

} // namespace gatehouse::agentevents
