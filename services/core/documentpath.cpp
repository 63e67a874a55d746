#include "services/core/documentpath.h"

#include <algorithm>

namespace gatehouse {

namespace {

constexpr std::size_t deepest = 32;

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string quoted(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string json = "\"";
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < 0x20)
            json += {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
        else if (character == '"' || character == '\\')
            json += {'\\', character};
        else
            json += character;
    }
    return json + '"';
}

bool isDigits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// As JSON writes it, without an exponent: one of those may be as large as it likes.
bool isNumber(std::string_view text)
{
    if (text.starts_with('-'))
        text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const bool isFractionGood = point == std::string_view::npos || isDigits(text.substr(point + 1));
    return isDigits(whole) && (whole.size() == 1 || whole[0] != '0') && isFractionGood;
}

/// The document that has `value`, JSON, at the path.
std::string nested(const std::vector<std::string> &steps, std::string value)
{
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        std::string_view name = *step;
        if (name.ends_with("[]")) {
            name.remove_suffix(2);
            value = '[' + value + ']';
        }
        value = '{' + quoted(name) + ':' + value + '}';
    }
    return value;
}

} // namespace

std::optional<PathValue> parsePathValue(std::string_view text)
{
    const std::size_t sign = text.find('=');
    if (sign == std::string_view::npos)
        return std::nullopt;
    PathValue parted{std::string(trimmed(text.substr(0, sign))),
                     std::string(trimmed(text.substr(sign + 1)))};
    if (parted.path.empty() || parted.value.empty())
        return std::nullopt;
    return parted;
}

std::optional<std::vector<std::string>> stepsOf(std::string_view path)
{
    std::vector<std::string> steps;
    for (std::size_t start = 0; start <= path.size();) {
        const std::size_t end = std::min(path.find('.', start), path.size());
        steps.emplace_back(path.substr(start, end - start));
        if (steps.back().empty() || steps.back() == "[]" || steps.size() > deepest)
            return std::nullopt;
        start = end + 1;
    }
    return steps;
}

std::vector<std::string> documentsWith(const std::vector<std::string> &steps,
                                       std::string_view value)
{
    std::vector<std::string> documents{nested(steps, quoted(value))};
    if (value == "true" || value == "false" || value == "null" || isNumber(value))
        documents.push_back(nested(steps, std::string(value)));
    return documents;
}

} // namespace gatehouse
