#pragma once

#include "services/core/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::patch {

/// Which operations a patch may have: `Writes` are add, remove and replace, from whose outcome
/// nobody learns a value of the document.
enum class Allowed { All, Writes };

/// Whether it is a JSON patch (RFC 6902), whatever document it is for. Invalid says which of its
/// operations is none, counted from 1, and why.
Result<> checkPatch(std::string_view patch);

/// The document after all operations of a JSON patch (RFC 6902), without blanks; numbers and
/// strings that are not touched stay as they were written. At most 10,000 operations, 128 levels,
/// and 2 MiB of copies. Invalid says which operation cannot be done, and why: then nothing is.
Result<std::string> patched(std::string_view document, std::string_view patch,
                            Allowed allowed = Allowed::All);

/// One value that another document has, or has not, or has otherwise.
struct Change
{
    enum class Kind { Added, Removed, Replaced };
    Kind kind = Kind::Replaced;
    std::string pointer; ///< RFC 6901; "" is the whole document
    std::string before; ///< JSON; empty where there is none
    std::string after;
    bool operator==(const Change &) const = default;
};

/// What makes `right` of `left`, each as it is once those before it were made. Blanks and the order
/// of members do not count, and neither does how a string is escaped; numbers count as they are
/// written, so 1 and 1.0 differ. In lists what is alike at both ends stays. Nothing when one of
/// them is no JSON.
std::optional<std::vector<Change>> changesBetween(std::string_view left, std::string_view right);

/// The same as a JSON patch.
std::string patchOf(const std::vector<Change> &changes);

} // namespace gatehouse::patch
