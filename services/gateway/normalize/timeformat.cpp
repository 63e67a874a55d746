#include "services/gateway/normalize/timeformat.h"

#include <charconv>
#include <cstdint>

namespace gatehouse::gateway {

namespace {

using namespace std::chrono;

constexpr std::int64_t endOfYear9999 = 253402300799;

/// Reads a text from the left; `failed` sticks.
class Reader
{
public:
    explicit Reader(std::string_view text)
        : m_rest(text)
    {
    }
    bool failed() const { return m_failed; }
    bool atEnd() const { return m_rest.empty(); }
    bool skip(char c)
    {
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    void expect(char c) { m_failed |= !skip(c); }
    /// Exactly so many digits.
    int digits(std::size_t count)
    {
        const std::string_view part = m_rest.substr(0, count);
        if (part.size() < count || part.find_first_not_of("0123456789") != std::string_view::npos) {
            m_failed = true;
            return 0;
        }
        int number = 0;
        std::from_chars(part.data(), part.data() + part.size(), number);
        m_rest.remove_prefix(count);
        return number;
    }
    /// What follows the decimal point, cut to microseconds; zero when there is no point.
    microseconds fraction()
    {
        if (!skip('.'))
            return {};
        const std::size_t count = std::min(m_rest.find_first_not_of("0123456789"), m_rest.size());
        m_failed |= count == 0;
        std::int64_t number = 0;
        for (std::size_t i = 0; i < 6; ++i)
            number = number * 10 + (i < count ? m_rest[i] - '0' : 0);
        m_rest.remove_prefix(count);
        return microseconds(number);
    }

private:
    std::string_view m_rest;
    bool m_failed = false;
};

std::optional<Timestamp> bounded(Timestamp time)
{
    const auto since = floor<seconds>(time).time_since_epoch().count();
    return since >= 0 && since <= endOfYear9999 ? std::optional(time) : std::nullopt;
}

std::optional<Timestamp> parseUnixSeconds(std::string_view text)
{
    const std::size_t count = std::min(text.find('.'), text.size());
    std::int64_t whole = 0;
    const auto [stop, problem] = std::from_chars(text.data(), text.data() + count, whole);
    if (problem != std::errc{} || stop != text.data() + count || whole > endOfYear9999 || whole < 0)
        return std::nullopt;
    Reader rest(text.substr(count));
    const microseconds fraction = rest.fraction();
    if (rest.failed() || !rest.atEnd())
        return std::nullopt;
    return Timestamp(seconds(whole) + fraction);
}

std::optional<Timestamp> parseUnixMilliseconds(std::string_view text)
{
    std::int64_t count = 0;
    const char *end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, count);
    if (problem != std::errc{} || stop != end)
        return std::nullopt;
    // Far too large a number must not overflow the finer clock of a Timestamp.
    if (count < 0 || count / 1000 > endOfYear9999)
        return std::nullopt;
    return Timestamp(milliseconds(count));
}

/// Z or an offset from UTC.
minutes readOffset(Reader &reader)
{
    if (reader.skip('Z') || reader.skip('z'))
        return minutes(0);
    const bool isWest = reader.skip('-');
    if (!isWest)
        reader.expect('+');
    const int hour = reader.digits(2);
    reader.skip(':');
    const minutes offset = hours(hour) + minutes(reader.digits(2));
    return isWest ? -offset : offset;
}

std::optional<sys_days> readDate(Reader &reader)
{
    const int yearNumber = reader.digits(4);
    reader.expect('-');
    const int monthNumber = reader.digits(2);
    reader.expect('-');
    const int dayNumber = reader.digits(2);
    const year_month_day date(year(yearNumber), month(static_cast<unsigned>(monthNumber)),
                              day(static_cast<unsigned>(dayNumber)));
    if (reader.failed() || !date.ok())
        return std::nullopt;
    return sys_days(date);
}

std::optional<Timestamp> parseIso8601(std::string_view text)
{
    Reader reader(text);
    const auto date = readDate(reader);
    if (!date)
        return std::nullopt;
    if (!reader.skip('t') && !reader.skip(' '))
        reader.expect('T');
    const int hour = reader.digits(2);
    reader.expect(':');
    const int minute = reader.digits(2);
    reader.expect(':');
    const int second = reader.digits(2); // 60 is a leap second: the first of the next minute
    const microseconds fraction = reader.fraction();
    const minutes offset = readOffset(reader);
    if (reader.failed() || !reader.atEnd() || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;
    return bounded(*date + hours(hour) + minutes(minute) + seconds(second) + fraction - offset);
}

} // namespace

std::optional<TimeFormat> timeFormatNamed(std::string_view name)
{
    if (name == "unix_seconds")
        return TimeFormat::UnixSeconds;
    if (name == "unix_milliseconds")
        return TimeFormat::UnixMilliseconds;
    if (name == "iso_8601")
        return TimeFormat::Iso8601;
    return std::nullopt;
}

std::optional<Timestamp> parseTime(std::string_view text, TimeFormat format)
{
    switch (format) {
    case TimeFormat::UnixSeconds:
        return parseUnixSeconds(text);
    case TimeFormat::UnixMilliseconds:
        return parseUnixMilliseconds(text);
    case TimeFormat::Iso8601:
        break;
    }
    return parseIso8601(text);
}

} // namespace gatehouse::gateway
