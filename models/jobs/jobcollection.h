#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::jobs {

/// console.jobs, as the console lists it. Texts are translated when it is called.
collection::Descriptor jobCollection();

} // namespace gatehouse::jobs
