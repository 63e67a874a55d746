#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::signing {

// JSON as it stands in the text: member order, numbers and escapes are kept as they were sent,
// which no parser that makes values of them does. What is signed is bytes.

/// A view into the text, which outlives it.
struct JsonNode
{
    enum class Kind { Scalar, Array, Object };
    Kind kind = Kind::Scalar;
    std::string_view text; ///< of a scalar: as it stands, a string with its quotes
    std::vector<std::string_view> names; ///< of an object: as they stand, with quotes
    std::vector<JsonNode> items; ///< of an array; of an object, one for each name
};

/// Nothing when it is not one JSON value, or is nested deeper than 128. Lenient where it does not
/// matter here: surrogates and UTF-8 are not checked.
std::optional<JsonNode> parseJson(std::string_view text);

/// The member of that name (without escapes), the last one of several; null when there is none.
const JsonNode *member(const JsonNode &object, std::string_view name);

/// What is between the quotes of a string, escapes as they stand; empty for anything else.
std::string_view jsonText(const JsonNode &node);

} // namespace gatehouse::signing
