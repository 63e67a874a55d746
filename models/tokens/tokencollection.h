#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::tokens {

/// The admin tokens, as GET tokens lists them. There is no view of them: what has none is read
/// through the API, by whoever may. Texts are translated when it is called.
collection::Descriptor tokenCollection();

} // namespace gatehouse::tokens
