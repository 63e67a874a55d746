#include "services/gateway/delivery/verdict.h"

#include <algorithm>

namespace gatehouse::gateway {

using Kind = Verdict::Kind;
using Failure = DeliveryResponse::Failure;

namespace {

constexpr std::size_t quotedBody = 200;

/// The start of the answer's text on one line, so that an error says what the other side said.
std::string excerpt(const std::string &body)
{
    std::string line = body.substr(0, quotedBody);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    return line;
}

std::string statusText(const DeliveryResponse &response)
{
    const std::string status = "HTTP " + std::to_string(response.status);
    if (response.status >= 300 && response.status < 400) {
        const auto location = response.header("Location");
        return status + ": redirects are not followed"
            + (location ? " (to " + excerpt(std::string(*location)) + ')' : std::string());
    }
    return response.body.empty() ? status : status + ": " + excerpt(response.body);
}

Verdict judgeFailure(const DeliveryResponse &response)
{
    switch (response.failure) {
    case Failure::Timeout:
        return {Kind::Retry, "timeout", response.error, true};
    case Failure::Tls:
        return {Kind::Retry, "tls", response.error, true};
    case Failure::Invalid:
        return {Kind::Dead, "connect", response.error, false};
    case Failure::Connect:
    case Failure::None:
        break;
    }
    return {Kind::Retry, "connect", response.error, true};
}

bool isWorthAnotherTry(int status)
{
    return status >= 500 || status == 408 || status == 409 || status == 429;
}

} // namespace

Verdict judge(const DeliveryResponse &response)
{
    if (response.failure != Failure::None)
        return judgeFailure(response);
    const int status = response.status;
    if (status >= 200 && status < 300)
        return {Kind::Succeeded, {}, {}, false};
    if (status < 400)
        return {Kind::Dead, "redirect", statusText(response), false};
    return {isWorthAnotherTry(status) ? Kind::Retry : Kind::Dead,
            status < 500 ? "http_4xx" : "http_5xx", statusText(response), status >= 500};
}

} // namespace gatehouse::gateway
