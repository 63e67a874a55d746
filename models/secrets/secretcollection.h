#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::secrets {

/// console.secrets, as the console lists it: versions and fingerprints, no secrets. Texts are
/// translated when it is called.
collection::Descriptor secretCollection();

} // namespace gatehouse::secrets
