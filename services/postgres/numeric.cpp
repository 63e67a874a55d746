#include "services/postgres/numeric.h"

#include "services/postgres/wire.h"

#include <algorithm>
#include <vector>

namespace gatehouse::postgres {

namespace {

constexpr std::uint16_t negative = 0x4000;
constexpr std::uint16_t notANumber = 0xC000;
constexpr std::uint16_t positiveInfinity = 0xD000;
constexpr std::uint16_t negativeInfinity = 0xF000;

/// Four decimal digits each, the first one worth 10000^weight.
struct Groups
{
    std::vector<std::int16_t> groups;
    int weight = 0;

    int at(int power) const
    {
        const int index = weight - power;
        return index >= 0 && index < static_cast<int>(groups.size())
            ? groups[static_cast<std::size_t>(index)]
            : 0;
    }
};

std::string fourDigits(int group)
{
    std::string digits = std::to_string(group);
    return std::string(4 - std::min<std::size_t>(digits.size(), 4), '0') + digits;
}

std::string wholePart(const Groups &number)
{
    if (number.weight < 0)
        return "0";
    std::string digits = std::to_string(number.at(number.weight));
    for (int power = number.weight - 1; power >= 0; --power)
        digits += fourDigits(number.at(power));
    return digits;
}

std::string fraction(const Groups &number, std::size_t scale)
{
    if (scale == 0)
        return {};
    std::string digits;
    for (int power = -1; digits.size() < scale; --power)
        digits += fourDigits(number.at(power));
    digits.resize(scale);
    return '.' + digits;
}

} // namespace

std::optional<std::string> numericText(std::string_view bytes)
{
    WireReader reader(bytes);
    const auto count = reader.integer<std::uint16_t>();
    const auto weight = reader.integer<std::int16_t>();
    const auto sign = reader.integer<std::uint16_t>();
    const auto scale = reader.integer<std::uint16_t>();
    if (!scale || reader.remaining() != *count * sizeof(std::int16_t))
        return std::nullopt;
    if (*sign == notANumber)
        return "NaN";
    if (*sign == positiveInfinity)
        return "Infinity";
    if (*sign == negativeInfinity)
        return "-Infinity";
    Groups number{{}, *weight};
    for (int i = 0; i < *count; ++i) {
        const std::int16_t group = *reader.integer<std::int16_t>();
        if (group < 0 || group > 9999)
            return std::nullopt;
        number.groups.push_back(group);
    }
    return (*sign == negative ? "-" : "") + wholePart(number) + fraction(number, *scale);
}

} // namespace gatehouse::postgres
