#pragma once

#include "services/privacy/maskingrule.h"
#include "services/signing/jsontext.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::privacy {

/// A string or a number: true, false and null say nothing of a person.
bool isText(const signing::JsonNode &scalar);
/// A string decoded, else the scalar as it is written.
std::string textOf(const signing::JsonNode &scalar);
/// What is between the quotes, escapes resolved.
std::string decoded(std::string_view literal);

/// The names in a pointer ("/body/id"), as rules compare them.
Place placeOf(std::string_view pointer);

/// A member's name as a part of a JSON pointer (RFC 6901).
std::string pointerToken(std::string_view name);

/// What stands in a scalar's place, as JSON; nothing: itself.
using VisitScalar = std::function<std::optional<std::string>(
    const signing::JsonNode &scalar, const std::string &pointer, const Place &place)>;

/// The document with its scalars as `visit` has them, in the order of the text; all else stays byte
/// for byte. `name` stands before every pointer ("/body/id"); it may be a place within
/// a document ("body/customer"); "headers" is a list of names and
/// values, which are told as /headers/Name. Nothing when it is no JSON.
std::optional<std::string> walked(std::string_view name, std::string_view json,
                                  const VisitScalar &visit);

} // namespace gatehouse::privacy
