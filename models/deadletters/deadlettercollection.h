#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::deadletters {

/// console.dead_letters, as the console lists it. Texts are translated when it is called.
collection::Descriptor deadLetterCollection();

} // namespace gatehouse::deadletters
