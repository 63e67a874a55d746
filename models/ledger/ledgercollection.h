#pragma once

#include "models/collection/descriptor.h"

namespace gatehouse::ledger {

/// console.audit, as the console lists it. Texts are translated when it is called.
collection::Descriptor ledgerCollection();

} // namespace gatehouse::ledger
