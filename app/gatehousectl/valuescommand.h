#pragma once

#include "app/gatehousectl/invocation.h"

namespace gatehouse::cli {

/// `values FIELD` below a collection's command: the values that a field has in most rows, and how
/// many; what the window offers where a filter is written.
void addValues(CLI::App &group, const collection::Descriptor &descriptor, Invocation &invocation);

} // namespace gatehouse::cli
