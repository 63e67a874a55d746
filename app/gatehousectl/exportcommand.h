#pragma once

#include "app/gatehousectl/invocation.h"

namespace gatehouse::cli {

/// `export FILE` below a collection's command: all rows of a filter, newest first, to a file that
/// appears whole or not at all, or to standard output. The window's "Export" is the same code.
void addExport(CLI::App &group, const collection::Descriptor &descriptor, Invocation &invocation);

} // namespace gatehouse::cli
