#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse::gateway {

struct Unzipped
{
    enum class Outcome {
        Whole,
        Damaged, ///< no gzip, cut off, or a wrong checksum
        TooLarge, ///< more than was allowed comes of it
    };
    Outcome outcome = Outcome::Whole;
    std::string text; ///< empty but for Whole
};

/// What a gzip stream (RFC 1952) says, of one member or several. Holds no more than `limit` bytes
/// and a small window, whatever the stream claims.
Unzipped gunzip(std::string_view packed, std::size_t limit);

} // namespace gatehouse::gateway
