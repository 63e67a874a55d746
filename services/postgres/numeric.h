#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::postgres {

/// The text form of a numeric from its binary one (numeric_send): all digits of its scale, NaN,
/// Infinity and -Infinity. Nothing when the bytes are not a numeric.
std::optional<std::string> numericText(std::string_view bytes);

} // namespace gatehouse::postgres
