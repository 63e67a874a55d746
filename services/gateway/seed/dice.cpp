#include "services/gateway/seed/dice.h"

#include <algorithm>
#include <numeric>

namespace gatehouse::gateway {

namespace {

constexpr std::string_view hexDigits = "0123456789abcdef";

void setVersion(Uuid &id, int version)
{
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | version << 4);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
}

} // namespace

double Dice::fraction()
{
    return static_cast<double>(m_random() >> 11) * 0x1.0p-53;
}

std::size_t Dice::below(std::size_t bound)
{
    return std::min(bound - 1, static_cast<std::size_t>(fraction() * static_cast<double>(bound)));
}

std::int64_t Dice::between(std::int64_t first, std::int64_t last)
{
    return first + static_cast<std::int64_t>(below(static_cast<std::size_t>(last - first + 1)));
}

void Dice::letters(std::string &out, std::size_t count, std::string_view alphabet)
{
    constexpr int perRoll = 10;
    for (std::size_t i = 0; i < count;) {
        std::uint64_t roll = m_random();
        for (int k = 0; k < perRoll && i < count; ++k, ++i, roll /= alphabet.size())
            out += alphabet[roll % alphabet.size()];
    }
}

void Dice::hex(std::string &out, std::size_t count)
{
    letters(out, count, hexDigits);
}

Uuid Dice::id()
{
    Uuid id;
    for (std::size_t i = 0; i < id.bytes.size();) {
        std::uint64_t roll = m_random();
        for (std::size_t k = 0; k < sizeof roll; ++k, ++i, roll >>= 8)
            id.bytes[i] = static_cast<std::uint8_t>(roll);
    }
    setVersion(id, 4);
    return id;
}

Uuid Dice::id(Timestamp time)
{
    const auto milliseconds =
        std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
    Uuid id = this->id();
    for (int i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(milliseconds >> (40 - 8 * i));
    setVersion(id, 7);
    return id;
}

Weighted::Weighted(const std::vector<double> &weights)
    : m_sums(weights.size())
{
    std::partial_sum(weights.begin(), weights.end(), m_sums.begin());
}

std::size_t Weighted::pick(Dice &dice) const
{
    const auto found =
        std::upper_bound(m_sums.begin(), m_sums.end(), dice.fraction() * m_sums.back());
    return std::min(static_cast<std::size_t>(found - m_sums.begin()), m_sums.size() - 1);
}

} // namespace gatehouse::gateway
