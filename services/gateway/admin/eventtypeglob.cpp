#include "services/gateway/admin/eventtypeglob.h"

#include "services/gateway/admin/parameters.h"

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {
constexpr std::size_t longestGlob = 128;
constexpr std::ptrdiff_t mostStars = 4; // each one more costs a match with every event
constexpr std::string_view reserved = "?[]{}!\\";
} // namespace

std::optional<std::string> globFault(std::string_view glob)
{
    if (glob.empty() || glob.size() > longestGlob || !isVisibleAscii(glob))
        return "must have 1 to 128 visible ASCII characters.";
    if (glob.find_first_of(reserved) != std::string_view::npos)
        return "has * for any run of characters; ? [ ] { } ! and \\ are not taken.";
    if (std::count(glob.begin(), glob.end(), '*') > mostStars
        || glob.find("**") != std::string_view::npos)
        return "has at most four *, and never two in a row.";
    return std::nullopt;
}

} // namespace gatehouse::gateway::admin
