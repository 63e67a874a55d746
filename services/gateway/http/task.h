#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace gatehouse::http {

/// A coroutine of this room. GCC 12 destroys a capturing lambda or brace-built aggregate inside a
/// co_await expression twice, and traps in `while (co_await ...)`: name things on the line above.
template <typename T = void>
using Task = boost::asio::awaitable<T>;

/// `auto [error, ...] = co_await stream.async_...(..., completion)`: errors as values.
inline constexpr auto completion = boost::asio::as_tuple(boost::asio::use_awaitable);

} // namespace gatehouse::http
