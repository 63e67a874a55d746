#pragma once

#include "services/core/clock.h"

#include <array>
#include <compare>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse {

/// 128 bits in network order; as text `01a1e9b4-ed58-7327-b569-6ed663e67889` (RFC 9562).
struct Uuid
{
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Uuid &) const = default; // NOLINT(modernize-use-nullptr): the 0 in <=>
    bool isNull() const { return *this == Uuid{}; }

    /// Lower case with hyphens, 36 characters.
    std::string toString() const;
    /// Takes exactly the 36-character form, either case; nothing for anything else.
    static std::optional<Uuid> parse(std::string_view text);

    int version() const { return bytes[6] >> 4; }
    /// The millisecond in a version 7 id (RFC 9562, 5.7). Meaningless for other versions.
    Timestamp time() const;
};

/// Makes version 7 ids: 48 bits of Unix milliseconds, then a counter in rand_a (RFC 9562, 6.2,
/// method 1), then random bits. Ids of one generator are strictly increasing, also when the clock
/// stands still or jumps back. Thread-safe.
class UuidGenerator
{
public:
    explicit UuidGenerator(const Clock &clock)
        : m_clock(clock)
    {
    }
    Uuid next();

private:
    const Clock &m_clock;
    std::mutex m_mutex;
    std::int64_t m_milliseconds = 0;
    std::uint32_t m_counter = 0;
};

/// A version 4 id (122 random bits), for request ids, which need no order.
Uuid randomUuid();

} // namespace gatehouse
