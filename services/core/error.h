#pragma once

#include <QString>

#include <string>
#include <variant>

namespace gatehouse {

/// What a caller decides on. Everything else about an error is for people and logs.
enum class ErrorKind {
    Cancelled, ///< the caller, or an operator, asked for it to stop
    Timeout, ///< it took too long; whether it happened is not known
    Denied, ///< who asks may not do this (password, role, permission)
    Conflict, ///< the state of things does not allow it (already done, taken, duplicate)
    Unavailable, ///< the other side is away; the same call may work later
    NotFound, ///< there is no such thing (any more)
    Invalid, ///< what was given cannot be used; the same call will fail again
    Bug, ///< cannot happen; please report
};

/// The SQLSTATE of PostgreSQL, five characters (its documentation, appendix A).
struct SqlState
{
    std::string code;
    bool operator==(const SqlState &) const = default;
};

/// An HTTP answer that was not a success; `code` is the problem+json `code`, when there was one.
struct HttpStatus
{
    int status = 0;
    std::string code;
    bool operator==(const HttpStatus &) const = default;
};

/// errno of a failed system call.
struct SystemError
{
    int number = 0;
    bool operator==(const SystemError &) const = default;
};

using ErrorCause = std::variant<std::monostate, SqlState, HttpStatus, SystemError>;

/// A failure as a value. It is made once, at the edge that knows what happened (libpq, HTTP, the
/// file system), and handed on unchanged.
struct Error
{
    ErrorKind kind = ErrorKind::Bug;
    QString message; ///< one translated sentence for a person: what, why, and what next
    QString detail; ///< for the log and "Copy details"; never a secret
    ErrorCause cause;
};

/// The name of the kind as it stands in logs and JSON: "cancelled", "timeout", ...
std::string_view errorKindName(ErrorKind kind);

} // namespace gatehouse
