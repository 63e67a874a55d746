#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::destinations {

/// console.destinations, as the console lists it: fingerprints, no secrets. Texts are translated
/// when it is called.
collection::Descriptor destinationCollection();

} // namespace gatehouse::destinations
