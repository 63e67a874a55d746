#pragma once

#include "services/signing/jsontext.h"

namespace gatehouse::signing {

/// Where a writer puts blanks.
enum class JsonLayout {
    Compact, ///< none: JSON.stringify, json_encode
    Spaced, ///< ", " and ": ": Python's json.dumps
    Indented2,
    Indented4,
};

/// What a writer does to the characters of strings; every other escape stays as it was sent.
struct JsonEscapes
{
    enum class Slash { Keep, Plain, Escaped };
    enum class Unicode { Keep, Plain, Escaped }; ///< beyond ASCII: UTF-8, or \u and lower-case hex
    Slash slash = Slash::Keep;
    Unicode unicode = Unicode::Keep;
};

struct JsonStyle
{
    JsonLayout layout = JsonLayout::Compact;
    bool isSorted = false; ///< members by name, as bytes
    JsonEscapes escapes;
};

/// The document in that style; numbers stay as they were sent. Nothing beyond 2 MiB.
std::optional<std::string> writeJson(const JsonNode &document, const JsonStyle &style);

} // namespace gatehouse::signing
