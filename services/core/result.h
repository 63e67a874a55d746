#pragma once

#include "services/core/error.h"

#include <tl/expected.hpp>

namespace gatehouse {

/// A value or the Error that stands in its place. `Result<>` is for calls that only succeed or
/// fail.
template <typename T = void>
using Result = tl::expected<T, Error>;

/// `return failure(ErrorKind::Invalid, tr("The port is taken."), detail);`
inline tl::unexpected<Error> failure(ErrorKind kind, QString message, QString detail = {},
                                     ErrorCause cause = {})
{
    return tl::unexpected<Error>(
        Error{kind, std::move(message), std::move(detail), std::move(cause)});
}

inline tl::unexpected<Error> failure(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace gatehouse
