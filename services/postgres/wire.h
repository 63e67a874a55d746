#pragma once

#include <QtEndian>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace gatehouse::postgres {

/// Appends an integer in network order.
template <std::integral T>
void putInteger(std::string &out, T value)
{
    using Unsigned = std::make_unsigned_t<T>;
    const auto bits = static_cast<Unsigned>(value);
    for (int shift = (static_cast<int>(sizeof(T)) - 1) * 8; shift >= 0; shift -= 8)
        out += static_cast<char>(static_cast<unsigned char>(bits >> shift));
}

/// Takes integers in network order and runs of bytes from the front of a buffer; nothing when it
/// is too short.
class WireReader
{
public:
    explicit WireReader(std::string_view bytes)
        : m_rest(bytes)
    {
    }
    std::size_t remaining() const { return m_rest.size(); }

    template <std::integral T>
    std::optional<T> integer()
    {
        const auto taken = bytes(sizeof(T));
        if (!taken)
            return std::nullopt;
        return qFromBigEndian<T>(taken->data());
    }

    std::optional<std::string_view> bytes(std::size_t count)
    {
        if (count > m_rest.size())
            return std::nullopt;
        const std::string_view taken = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return taken;
    }

private:
    std::string_view m_rest;
};

} // namespace gatehouse::postgres
