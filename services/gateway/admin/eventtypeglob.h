#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::gateway::admin {

/// What is wrong with a route's event type, as a sentence that begins with its verb; nothing when
/// it can be used. The grammar: 1 to 128 visible ASCII characters, in which * stands for any run of
/// characters (also none), at most four times and never twice in a row; everything else stands for
/// itself, in its case. ? [ ] { } ! \ are not taken, so that they can get a meaning. An event
/// without a type matches where a run of no characters does.
std::optional<std::string> globFault(std::string_view glob);

} // namespace gatehouse::gateway::admin
