#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::test {

/// A small collection for pages: letters with a state, a kind and a tenant, which can be
/// re-enqueued (E) and, with a reason, discarded (X).
collection::Descriptor letters();

} // namespace gatehouse::test
