#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gatehouse {

/// Lower-case hex, two digits a byte.
std::string toHex(std::span<const std::uint8_t> bytes);

/// The bytes of hex digits in either case; nothing when the length is odd or a digit is not one.
std::optional<std::string> fromHex(std::string_view hex);

/// The bytes of a text, for functions that take bytes.
inline std::span<const std::uint8_t> asBytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

} // namespace gatehouse
