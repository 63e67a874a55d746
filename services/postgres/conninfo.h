#pragma once

#include "services/core/result.h"

#include <string>

namespace gatehouse::postgres {

/// Invalid when a conninfo cannot be read; nothing is connected to. Empty is libpq's default.
Result<> checkConninfo(const std::string &conninfo);

} // namespace gatehouse::postgres
