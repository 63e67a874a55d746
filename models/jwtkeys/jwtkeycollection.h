#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::jwtkeys {

/// The public halves that the bearer tokens of the WordPress bridge are verified with.
collection::Descriptor jwtKeyCollection();

} // namespace gatehouse::jwtkeys
