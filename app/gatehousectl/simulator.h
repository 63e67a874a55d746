#pragma once

#include "app/gatehousectl/invocation.h"

namespace gatehouse::cli {

/// `simulator status|traffic|wordpress|scenarios|run|stop|requests`: the switches of a local
/// gateway, and its live request log.
void addSimulator(CLI::App &app, Invocation &invocation);

} // namespace gatehouse::cli
