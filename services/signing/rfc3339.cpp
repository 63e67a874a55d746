#include "services/signing/rfc3339.h"

namespace gatehouse::signing {

namespace {

bool isDigitAt(std::string_view text, std::size_t at)
{
    return text[at] >= '0' && text[at] <= '9';
}

/// Whether the text has digits where the pattern has '0', and is the pattern elsewhere.
bool hasShape(std::string_view text, std::string_view pattern)
{
    if (text.size() != pattern.size())
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (pattern[i] == '0' ? !isDigitAt(text, i) : text[i] != pattern[i])
            return false;
    }
    return true;
}

int numberAt(std::string_view text, std::size_t at, std::size_t digits)
{
    int number = 0;
    for (const char digit : text.substr(at, digits))
        number = number * 10 + (digit - '0');
    return number;
}

std::optional<std::chrono::seconds> dateAndTime(std::string_view text)
{
    if (!hasShape(text, "0000-00-00T00:00:00"))
        return std::nullopt;
    const std::chrono::year_month_day date(
        std::chrono::year(numberAt(text, 0, 4)),
        std::chrono::month(static_cast<unsigned>(numberAt(text, 5, 2))),
        std::chrono::day(static_cast<unsigned>(numberAt(text, 8, 2))));
    const int hours = numberAt(text, 11, 2);
    const int minutes = numberAt(text, 14, 2);
    const int seconds = numberAt(text, 17, 2);
    if (!date.ok() || hours > 23 || minutes > 59 || seconds > 59)
        return std::nullopt;
    return std::chrono::sys_days(date).time_since_epoch() + std::chrono::hours(hours)
        + std::chrono::minutes(minutes) + std::chrono::seconds(seconds);
}

std::optional<std::chrono::minutes> offset(std::string_view text)
{
    if (text == "Z" || text == "z")
        return std::chrono::minutes(0);
    if (!hasShape(text, "+00:00") && !hasShape(text, "-00:00"))
        return std::nullopt;
    const int hours = numberAt(text, 1, 2);
    const int minutes = numberAt(text, 4, 2);
    if (hours > 23 || minutes > 59)
        return std::nullopt;
    return std::chrono::minutes((text[0] == '-' ? -1 : 1) * (hours * 60 + minutes));
}

/// Takes `.123` from the front; whatever is finer than a millisecond is cut.
std::optional<std::chrono::milliseconds> takeFraction(std::string_view &text)
{
    if (!text.starts_with('.'))
        return std::chrono::milliseconds(0);
    std::size_t end = 1;
    int milliseconds = 0;
    int weight = 100;
    for (; end < text.size() && isDigitAt(text, end); ++end, weight /= 10)
        milliseconds += (text[end] - '0') * weight;
    text.remove_prefix(end);
    if (end == 1)
        return std::nullopt;
    return std::chrono::milliseconds(milliseconds);
}

} // namespace

std::optional<std::chrono::milliseconds> parseRfc3339(std::string_view text)
{
    constexpr std::size_t dateSize = 19;
    const auto local = dateAndTime(text.substr(0, dateSize));
    if (!local)
        return std::nullopt;
    text.remove_prefix(dateSize);
    const auto fraction = takeFraction(text);
    const auto shift = offset(text);
    if (!fraction || !shift)
        return std::nullopt;
    return *local + *fraction - *shift;
}

} // namespace gatehouse::signing
