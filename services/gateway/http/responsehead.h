#pragma once

#include "services/gateway/http/message.h"

#include <chrono>
#include <string>
#include <string_view>

namespace gatehouse::http {

/// `Tue, 17 Nov 2026 14:32:07 GMT`
std::string httpDate(std::chrono::sys_seconds time);

/// The Date of answers, made once a second.
class DateHeader
{
public:
    std::string_view now();

private:
    std::chrono::sys_seconds m_second{};
    std::string m_text;
};

/// What the request and the connection make of an answer.
struct ResponseFraming
{
    bool keepAlive = true;
    int version = 11; ///< of the request: 1.0 has to be told when the connection stays
    bool isOpenEnded = false; ///< the body comes in chunks; to 1.0 until the connection is closed
};

/// True when the status allows a body (RFC 9110: not 1xx, 204, 304).
bool mayHaveBody(int status);

/// Status line and fields up to the blank line. Fields that frame the message are the server's:
/// those of the response are left out. Control characters in values become blanks, so that no value
/// can end its line.
std::string responseHead(const Response &response, const ResponseFraming &framing,
                         std::string_view date);

} // namespace gatehouse::http
