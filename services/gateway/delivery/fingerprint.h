#pragma once

#include <string>
#include <string_view>

namespace gatehouse::gateway {

/// An error without what differs from case to case: times, ids, hex, numbers and quoted texts
/// become signs such as <id>. Errors with one fingerprint are one group. At most 200 bytes.
std::string fingerprint(std::string_view error);

} // namespace gatehouse::gateway
