#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::signing {

// RFC 4648, strictly: what is read is exactly what would be written, so one value has one text.

/// Standard alphabet (section 4), padded.
std::string toBase64(std::string_view bytes);

/// Nothing for a missing or extra `=`, a blank, a url-safe digit, or bits beyond the last byte.
std::optional<std::string> fromBase64(std::string_view text);

/// The url-safe alphabet (section 5) without padding, as JWTs have it (RFC 7515, section 2).
std::string toBase64Url(std::string_view bytes);

/// Nothing for padding, a blank, a digit of the standard alphabet, or bits beyond the last byte.
std::optional<std::string> fromBase64Url(std::string_view text);

} // namespace gatehouse::signing
