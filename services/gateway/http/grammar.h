#pragma once

#include <string_view>

namespace gatehouse::http {

/// The character classes of RFC 9110 and 9112 that heads, chunks and trailers share.

inline constexpr std::string_view lineEnd = "\r\n";

bool isDigit(char c);
bool isAlphanumeric(char c);
/// The value of a hex digit in either case, or -1.
int hexDigit(char c);

/// One or more `tchar`: methods and field names.
bool isToken(std::string_view text);
bool isTokenChar(char c);
/// No control characters but the tab; bytes over 127 pass.
bool isFieldText(std::string_view text);

/// Without blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);

} // namespace gatehouse::http
