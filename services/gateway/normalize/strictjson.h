#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::gateway {

/// Deeper documents are refused.
constexpr std::size_t maxJsonDepth = 128;

/// Why a text is not strict JSON.
struct JsonDefect
{
    std::string code; ///< stable: "empty_body", "invalid_utf8", "invalid_json"
    std::string message; ///< one or two sentences: what is wrong, at which byte, and what to do
};

/// Nothing when the text is one JSON value by RFC 8259: UTF-8 without a byte order mark, nested to
/// maxJsonDepth at most, no unpaired surrogate escapes. Numbers of any size and \u0000 are JSON.
std::optional<JsonDefect> findJsonDefect(std::string_view text);

/// Whether Postgres can hold the (valid) JSON text as jsonb and print it in reasonable space: no
/// \u0000 escape, no number over 400 characters or with an exponent beyond 300 either way (jsonb
/// writes 1e131071 out in full).
bool fitsJsonb(std::string_view validJson);

} // namespace gatehouse::gateway
