#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::events {

/// console.events, as the console lists it. Texts are translated when it is called.
collection::Descriptor eventCollection();

} // namespace gatehouse::events
