#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::deliveries {

/// console.deliveries, each try of each job, as the console lists it. Texts are translated when it
/// is called.
collection::Descriptor deliveryCollection();

} // namespace gatehouse::deliveries
