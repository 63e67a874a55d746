#include "services/postgres/timeformat.h"

#include <chrono>
#include <cstdio>
#include <limits>

namespace gatehouse::postgres {

namespace {

constexpr std::int64_t epoch = 946'684'800'000'000; // 2000-01-01 in Unix microseconds
constexpr std::int64_t dayLength = 86'400'000'000;
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();

struct CivilDay
{
    std::int64_t year;
    unsigned month, day;
};

/// Proleptic Gregorian. std::chrono's years end at 32767, Postgres's at 5874897 (H. Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms").
CivilDay civilDay(std::int64_t daysSince2000)
{
    const std::int64_t days = daysSince2000 + 10'957 + 719'468; // since 0000-03-01
    const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
    const auto dayOfEra = static_cast<unsigned>(days - era * 146'097);
    const unsigned yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const unsigned dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const unsigned shifted = (5 * dayOfYear + 2) / 153;
    const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {static_cast<std::int64_t>(yearOfEra) + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * shifted + 2) / 5 + 1};
}

std::string dayText(const CivilDay &day)
{
    char buffer[48];
    const long long year = day.year > 0 ? day.year : 1 - day.year;
    const int length =
        std::snprintf(buffer, sizeof buffer, "%04lld-%02u-%02u", year, day.month, day.day);
    return {buffer, static_cast<std::size_t>(length)};
}

std::string timeOfDayText(std::int64_t microseconds)
{
    const std::int64_t seconds = microseconds / 1'000'000;
    char buffer[48];
    int length =
        std::snprintf(buffer, sizeof buffer, "%02d:%02d:%02d.%06d",
                      static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60),
                      static_cast<int>(seconds % 60), static_cast<int>(microseconds % 1'000'000));
    while (buffer[length - 1] == '0')
        --length;
    if (buffer[length - 1] == '.')
        return {buffer, static_cast<std::size_t>(length) - 1};
    return {buffer, static_cast<std::size_t>(length)};
}

} // namespace

Timestamp fromPostgresTime(std::int64_t microseconds)
{
    if (microseconds > highest - epoch)
        return Timestamp::max();
    if (microseconds == lowest)
        return Timestamp::min();
    return Timestamp(std::chrono::microseconds(microseconds + epoch));
}

std::int64_t toPostgresTime(Timestamp time)
{
    const std::int64_t microseconds = time.time_since_epoch().count();
    if (microseconds == highest)
        return highest;
    if (microseconds < lowest + epoch)
        return lowest;
    return microseconds - epoch;
}

std::string dateText(std::int32_t days)
{
    if (days == std::numeric_limits<std::int32_t>::max())
        return "infinity";
    if (days == std::numeric_limits<std::int32_t>::min())
        return "-infinity";
    const CivilDay day = civilDay(days);
    return dayText(day) + (day.year > 0 ? "" : " BC");
}

std::string timestampText(std::int64_t microseconds)
{
    if (microseconds == highest)
        return "infinity";
    if (microseconds == lowest)
        return "-infinity";
    std::int64_t days = microseconds / dayLength;
    if (microseconds % dayLength < 0)
        --days;
    const CivilDay day = civilDay(days);
    return dayText(day) + ' ' + timeOfDayText(microseconds - days * dayLength)
        + (day.year > 0 ? "" : " BC");
}

} // namespace gatehouse::postgres
