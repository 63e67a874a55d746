#pragma once

#include "services/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::capture {

/// The words of the first command in a POSIX shell's text, quotes and bash's $'...' resolved
/// (POSIX.1-2017, XCU 2.2; bash manual, 3.1.2.4). Nothing is run and nothing expanded: Invalid for
/// what only a shell could resolve ($NAME, $(...), a backquote), and for a quote that does not end.
Result<std::vector<std::string>> shellWords(std::string_view text);

} // namespace gatehouse::capture
