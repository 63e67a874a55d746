#include "services/core/uuid.h"

#include "services/core/hex.h"
#include "services/core/random.h"

#include <algorithm>

namespace gatehouse {

namespace {

constexpr std::array<std::size_t, 4> hyphens{8, 13, 18, 23};
/// rand_a has 12 bits.
constexpr std::uint32_t counterLimit = 1U << 12;

void setVersion(Uuid &id, int version)
{
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | version << 4);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
}

/// A start that leaves at least half the range to count up in.
std::uint32_t freshCounter()
{
    std::array<std::uint8_t, 2> bytes{};
    fillRandom(bytes);
    return (static_cast<std::uint32_t>(bytes[0]) << 8 | bytes[1]) % (counterLimit / 2);
}

} // namespace

std::string Uuid::toString() const
{
    std::string text = toHex(bytes);
    for (const std::size_t position : hyphens)
        text.insert(position, 1, '-');
    return text;
}

std::optional<Uuid> Uuid::parse(std::string_view text)
{
    if (text.size() != 36)
        return std::nullopt;
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool hyphenExpected = std::find(hyphens.begin(), hyphens.end(), i) != hyphens.end();
        if (hyphenExpected != (text[i] == '-'))
            return std::nullopt;
        if (!hyphenExpected)
            digits += text[i];
    }
    const auto raw = fromHex(digits);
    if (!raw)
        return std::nullopt;
    Uuid id;
    std::copy(raw->begin(), raw->end(), id.bytes.begin());
    return id;
}

Timestamp Uuid::time() const
{
    std::int64_t milliseconds = 0;
    for (int i = 0; i < 6; ++i)
        milliseconds = milliseconds << 8 | bytes[i];
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

Uuid UuidGenerator::next()
{
    Uuid id;
    fillRandom(id.bytes);
    const auto now =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now().time_since_epoch())
            .count();
    const std::lock_guard lock(m_mutex);
    if (now > m_milliseconds) {
        m_milliseconds = now;
        m_counter = freshCounter();
    } else if (++m_counter == counterLimit) {
        ++m_milliseconds;
        m_counter = freshCounter();
    }
    for (int i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(m_milliseconds >> (40 - 8 * i));
    id.bytes[6] = static_cast<std::uint8_t>(m_counter >> 8);
    id.bytes[7] = static_cast<std::uint8_t>(m_counter);
    setVersion(id, 7);
    return id;
}

Uuid randomUuid()
{
    Uuid id;
    fillRandom(id.bytes);
    setVersion(id, 4);
    return id;
}

} // namespace gatehouse
