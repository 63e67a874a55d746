#pragma once

#include "services/gateway/http/message.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gatehouse::http {

/// Where a request ends and what becomes of its connection. Read from the head alone.
struct Framing
{
    std::uint64_t length = 0; ///< of the body; 0 when chunked
    bool chunked = false;
    bool keepAlive = false;
    bool expectsContinue = false;
};

struct ParsedHead
{
    RequestHead head; ///< without the remote address
    Framing framing;
};

/// Why a request was not taken; texts are string literals.
struct Refusal
{
    int status = 400;
    std::string_view code;
    std::string_view detail;
};

enum class HeadEnd { Missing, Found, Malformed };

/// Looks for the blank line that ends a head. `scanned` starts at 0 and is carried from call to
/// call while bytes arrive; when Found, it is the size of the head with its blank line. Malformed
/// as soon as that is certain: a line feed without carriage return, or a first byte that starts no
/// request.
HeadEnd findHeadEnd(std::string_view bytes, std::size_t &scanned);

/// Parses a whole head, strictly after RFC 9112 where it leaves a choice: whatever servers and
/// proxies are known to read differently is refused instead of guessed. One empty line before the
/// request is skipped. Targets are origin-form (or `*` for OPTIONS): we are no proxy.
tl::expected<ParsedHead, Refusal> parseHead(std::string_view bytes);

/// The path of a head that is refused, as far as its request line can be told; else empty.
std::string_view requestedPath(std::string_view bytes);

} // namespace gatehouse::http
