#include "services/core/error.h"

namespace gatehouse {

std::string_view errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
        return "cancelled";
    case ErrorKind::Timeout:
        return "timeout";
    case ErrorKind::Denied:
        return "denied";
    case ErrorKind::Conflict:
        return "conflict";
    case ErrorKind::Unavailable:
        return "unavailable";
    case ErrorKind::NotFound:
        return "not_found";
    case ErrorKind::Invalid:
        return "invalid";
    case ErrorKind::Bug:
        return "bug";
    }
    return "bug";
}

} // namespace gatehouse
