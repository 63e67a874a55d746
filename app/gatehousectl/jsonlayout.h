#pragma once

#include <QByteArray>

#include <string_view>

namespace gatehouse::cli {

// JSON laid out anew, without being read: only the blanks between its parts change, so numbers keep
// the digits that were sent, and keys their order. The text is valid JSON.

/// On one line, without blanks.
QByteArray compactJson(std::string_view json);

/// One member or element a line, indented by four blanks a level.
QByteArray indentedJson(std::string_view json);

} // namespace gatehouse::cli
