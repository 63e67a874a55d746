#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::routes {

/// console.routes, as the console lists it. Texts are translated when it is called.
collection::Descriptor routeCollection();

} // namespace gatehouse::routes
