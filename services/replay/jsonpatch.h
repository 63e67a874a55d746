#pragma once

#include "services/core/result.h"

#include <string>
#include <string_view>

namespace gatehouse::replay {

/// The document after all operations of a JSON patch (RFC 6902), without blanks; numbers and
/// strings that are not touched stay as they were written. Invalid says which operation cannot be
/// done, and why: then nothing is.
Result<std::string> patched(std::string_view document, std::string_view patch);

} // namespace gatehouse::replay
