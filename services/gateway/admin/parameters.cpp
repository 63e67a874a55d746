#include "services/gateway/admin/parameters.h"

#include "services/core/log.h"

#include <QByteArray>
#include <QUtf8StringView>

#include <algorithm>
#include <charconv>
#include <limits>

namespace gatehouse::gateway::admin {

namespace {

constexpr auto cursorEncoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr std::size_t longestCursor = 6'000; ///< a value of the row may be in it

/// What stands behind the id of a key, if there is anything.
Cursor withRest(Timestamp sort, std::string_view rest, char separator)
{
    const std::size_t end = rest.find(separator);
    Cursor key{sort, std::string(rest.substr(0, end))};
    if (end != std::string_view::npos)
        key.value = rest.substr(end + 1);
    return key;
}

/// Reads exactly `digits` decimal digits at the front and takes them away.
std::optional<int> takeDigits(std::string_view &text, std::size_t digits)
{
    if (text.size() < digits)
        return std::nullopt;
    int number = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return number;
}

bool take(std::string_view &text, std::string_view anyOf)
{
    if (text.empty() || anyOf.find(text.front()) == std::string_view::npos)
        return false;
    text.remove_prefix(1);
    return true;
}

bool isDigits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<std::chrono::microseconds> takeClock(std::string_view &text)
{
    const auto hour = takeDigits(text, 2);
    const bool firstColon = take(text, ":");
    const auto minute = takeDigits(text, 2);
    const bool secondColon = take(text, ":");
    const auto second = takeDigits(text, 2);
    if (!hour || !firstColon || !minute || !secondColon || !second || *hour > 23 || *minute > 59
        || *second > 60)
        return std::nullopt;
    return std::chrono::hours(*hour) + std::chrono::minutes(*minute)
        + std::chrono::seconds(*second);
}

/// `.123456789`; digits beyond the microsecond are dropped. Zero when there is no fraction.
std::optional<std::chrono::microseconds> takeFraction(std::string_view &text)
{
    if (!take(text, "."))
        return std::chrono::microseconds(0);
    std::int64_t fraction = 0;
    std::int64_t scale = 1000000;
    int digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
        if (++digits > 9)
            return std::nullopt;
        scale /= 10;
        fraction += (text.front() - '0') * scale;
    }
    if (digits == 0)
        return std::nullopt;
    return std::chrono::microseconds(fraction);
}

std::optional<std::chrono::minutes> takeOffset(std::string_view &text)
{
    if (take(text, "Zz"))
        return std::chrono::minutes(0);
    if (text.empty() || (text.front() != '+' && text.front() != '-'))
        return std::nullopt;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const auto hours = takeDigits(text, 2);
    const bool colon = take(text, ":");
    const auto minutes = takeDigits(text, 2);
    if (!hours || !colon || !minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    return sign * (std::chrono::hours(*hours) + std::chrono::minutes(*minutes));
}

std::optional<std::chrono::sys_days> takeDate(std::string_view &text)
{
    const auto year = takeDigits(text, 4);
    const bool firstHyphen = take(text, "-");
    const auto month = takeDigits(text, 2);
    const bool secondHyphen = take(text, "-");
    const auto day = takeDigits(text, 2);
    if (!year || !firstHyphen || !month || !secondHyphen || !day)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return std::nullopt;
    return std::chrono::sys_days(date);
}

} // namespace

std::string encodeCursor(const Cursor &cursor)
{
    const std::string key = std::to_string(cursor.sort.time_since_epoch().count()) + '|' + cursor.id
        + (cursor.value ? '|' + *cursor.value : std::string());
    return QByteArray::fromStdString(key).toBase64(cursorEncoding).toStdString();
}

std::optional<Cursor> decodeCursor(std::string_view text)
{
    if (text.size() > longestCursor)
        return std::nullopt;
    const auto decoded =
        QByteArray::fromBase64Encoding(QByteArray(text.data(), static_cast<qsizetype>(text.size())),
                                       cursorEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    const std::string key = (*decoded).toStdString();
    const std::size_t bar = key.find('|');
    if (bar == std::string::npos)
        return std::nullopt;
    const auto sort = parseInteger(std::string_view(key).substr(0, bar));
    constexpr std::int64_t earliest = -210866803200000000; // 4713 BC, where timestamptz begins
    if (!sort || *sort < earliest)
        return std::nullopt;
    return withRest(Timestamp(std::chrono::microseconds(*sort)),
                    std::string_view(key).substr(bar + 1), '|');
}

std::optional<Cursor> parseKey(std::string_view text)
{
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos)
        return std::nullopt;
    const auto sort = parseTime(text.substr(0, comma));
    if (!sort)
        return std::nullopt;
    return withRest(*sort, text.substr(comma + 1), ',');
}

std::optional<Timestamp> parseTime(std::string_view text)
{
    const auto date = takeDate(text);
    if (!date || !take(text, "Tt "))
        return std::nullopt;
    const auto clock = takeClock(text);
    if (!clock)
        return std::nullopt;
    const auto fraction = takeFraction(text);
    if (!fraction)
        return std::nullopt;
    const auto offset = takeOffset(text);
    if (!offset || !text.empty())
        return std::nullopt;
    return Timestamp(*date) + *clock + *fraction - *offset;
}

std::string timeText(Timestamp time)
{
    const auto whole = std::chrono::floor<std::chrono::milliseconds>(time);
    const std::string microseconds = std::to_string((time - whole).count());
    std::string text = toRfc3339(whole);
    text.pop_back();
    return text + std::string(3 - microseconds.size(), '0') + microseconds + 'Z';
}

std::optional<std::int64_t> parseInteger(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::optional<std::int64_t> parseClamped(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end != text.data() + text.size() || error == std::errc::invalid_argument)
        return std::nullopt;
    if (error == std::errc::result_out_of_range)
        return text.front() == '-' ? std::numeric_limits<std::int64_t>::min()
                                   : std::numeric_limits<std::int64_t>::max();
    return number;
}

std::optional<Decimal> parseDecimal(std::string_view text)
{
    if (const auto whole = parseInteger(text))
        return *whole;
    const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
    const std::size_t point = digits.find('.');
    const std::string_view fraction =
        point == std::string_view::npos ? "0" : digits.substr(point + 1);
    if (!isDigits(digits.substr(0, point)) || !isDigits(fraction))
        return std::nullopt;
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::optional<std::chrono::seconds> parseSpan(std::string_view text)
{
    using namespace std::chrono_literals;
    constexpr std::chrono::seconds longest = 100 * 366 * 24h;
    const std::size_t unit = text.find_first_not_of("0123456789");
    if (unit == 0 || unit > 9)
        return std::nullopt;
    const std::string_view name = text.substr(unit);
    const std::chrono::seconds each = name == "s" ? 1s
        : name == "min"                           ? 60s
        : name == "h"                             ? 1h
        : name == "d"                             ? 24h
                                                  : 0s;
    const std::chrono::seconds span = *parseInteger(text.substr(0, unit)) * each;
    return each > 0s && span <= longest ? std::optional(span) : std::nullopt;
}

bool isVisibleAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool isPlainText(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos)
        return false;
    return QUtf8StringView(text.data(), static_cast<qsizetype>(text.size())).isValidUtf8();
}

std::string likeLiteral(std::string_view text)
{
    std::string pattern;
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern;
}

std::string likePattern(std::string_view wildcard)
{
    std::string pattern = likeLiteral(wildcard);
    std::replace(pattern.begin(), pattern.end(), '*', '%');
    return pattern;
}

} // namespace gatehouse::gateway::admin
