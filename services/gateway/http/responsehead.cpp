#include "services/gateway/http/responsehead.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace gatehouse::http {

namespace {

bool isServersBusiness(std::string_view name)
{
    constexpr std::array<std::string_view, 5> names{"Content-Length", "Transfer-Encoding",
                                                    "Connection", "Keep-Alive", "Date"};
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view known) { return equalsIgnoringCase(known, name); });
}

void appendClean(std::string &head, std::string_view text)
{
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        head += byte < ' ' || byte == 0x7f ? ' ' : c;
    }
}

void appendField(std::string &head, std::string_view name, std::string_view value)
{
    appendClean(head, name);
    head += ": ";
    appendClean(head, value);
    head += "\r\n";
}

} // namespace

std::string httpDate(std::chrono::sys_seconds time)
{
    using namespace std::chrono;
    constexpr std::array<const char *, 7> dayNames{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char *, 12> monthNames{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    std::array<char, 48> buffer{};
    const int length = std::snprintf(
        buffer.data(), buffer.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
        dayNames[weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
        monthNames[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()));
    return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string_view DateHeader::now()
{
    const auto second = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (m_text.empty() || second != m_second) {
        m_second = second;
        m_text = httpDate(second);
    }
    return m_text;
}

bool mayHaveBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

std::string responseHead(const Response &response, const ResponseFraming &framing,
                         std::string_view date)
{
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + ' ';
    head.append(reasonPhrase(response.status)).append("\r\n");
    appendField(head, "Date", date);
    for (const auto &[name, value] : response.headers.fields()) {
        if (!isServersBusiness(name))
            appendField(head, name, value);
    }
    if (framing.isOpenEnded && framing.version == 11)
        appendField(head, "Transfer-Encoding", "chunked");
    else if (!framing.isOpenEnded && mayHaveBody(response.status))
        appendField(head, "Content-Length", std::to_string(response.body.size()));
    if (!framing.keepAlive)
        appendField(head, "Connection", "close");
    else if (framing.version == 10)
        appendField(head, "Connection", "keep-alive");
    return head += "\r\n";
}

} // namespace gatehouse::http
