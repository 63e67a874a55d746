#include "services/gateway/delivery/verdict.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

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

/// The message of WordPress's error document, {"code","message","data"}; else the text's start.
std::string whatItSaid(const std::string &body)
{
    boost::system::error_code notJson;
    const boost::json::value document = boost::json::parse(body, notJson);
    const boost::json::object *error = notJson ? nullptr : document.if_object();
    const boost::json::value *message = error ? error->if_contains("message") : nullptr;
    if (!message || !message->is_string() || message->get_string().empty())
        return excerpt(body);
    return excerpt(std::string(message->get_string()));
}

/// The status first: it is what a reader of many rows looks for.
std::string statusText(const DeliveryResponse &response)
{
    const std::string status = std::to_string(response.status);
    if (response.status >= 300 && response.status < 400) {
        const auto location = response.header("Location");
        return status + " redirects are not followed"
            + (location ? " (to " + excerpt(std::string(*location)) + ')' : std::string());
    }
    if (response.body.empty())
        return status + " without a text";
    return status + ' ' + whatItSaid(response.body);
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
