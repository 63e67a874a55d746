#pragma once

#include "services/signing/change.h"

#include <functional>
#include <string>
#include <string_view>

namespace gatehouse::signing {

/// Gets a changed body; false: enough.
using BodyTrial = std::function<bool(const std::string &body, const Change &change)>;

/// Bodies as senders, editors and proxies change them by accident: line ends, byte order mark,
/// blanks around, a body that was lost or encoded. About ten, each unlike the body.
void forEachPlainChange(std::string_view body, const BodyTrial &trial);

/// The same JSON as common libraries write it: compact, with blanks as Python has them, indented by
/// two or four; members sorted or not; slashes and other characters escaped or not. At most forty,
/// each different; none when the body is not JSON.
void forEachSerialization(std::string_view body, const BodyTrial &trial);

} // namespace gatehouse::signing
