#include "services/gateway/delivery/retryafter.h"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <string>

namespace gatehouse::gateway {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds longest{300000};
constexpr std::size_t longestText = 64;

milliseconds fromSeconds(std::string_view digits)
{
    const bool isHuge = digits.size() > 6;
    return isHuge ? longest : milliseconds(std::stol(std::string(digits)) * 1000);
}

milliseconds fromDate(std::string_view text, Timestamp now)
{
    const std::time_t seconds = curl_getdate(std::string(text).c_str(), nullptr);
    if (seconds < 0)
        return milliseconds(0);
    return std::chrono::ceil<milliseconds>(std::chrono::system_clock::from_time_t(seconds) - now);
}

} // namespace

milliseconds retryAfter(std::string_view value, Timestamp now)
{
    if (value.empty() || value.size() > longestText)
        return milliseconds(0);
    const bool isNumber =
        std::all_of(value.begin(), value.end(), [](unsigned char c) { return std::isdigit(c); });
    if (!isNumber && !std::isalpha(static_cast<unsigned char>(value.front())))
        return milliseconds(0); // no HTTP date starts so, and the parser is lenient ("-5", "1.5")
    const milliseconds wait = isNumber ? fromSeconds(value) : fromDate(value, now);
    return std::clamp(wait, milliseconds(0), longest);
}

} // namespace gatehouse::gateway
