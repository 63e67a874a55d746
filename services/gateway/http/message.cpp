#include "services/gateway/http/message.h"

#include "services/core/log.h"
#include "services/gateway/http/grammar.h"

#include <boost/beast/http/status.hpp>

#include <algorithm>

namespace gatehouse::http {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Cuts `text` at the first separator: the part before is returned, the part after stays in `text`.
std::string_view takeUntil(std::string_view &text, char separator)
{
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

Response withContentType(int status, std::string_view type, std::string body)
{
    Response response;
    response.status = status;
    response.headers.add("Content-Type", std::string(type));
    response.body = std::move(body);
    return response;
}

} // namespace

void Headers::add(std::string name, std::string value)
{
    m_fields.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string_view name, std::string value)
{
    std::erase_if(m_fields, [&](const Field &f) { return equalsIgnoringCase(f.first, name); });
    add(std::string(name), std::move(value));
}

std::optional<std::string_view> Headers::find(std::string_view name) const
{
    const auto field = std::find_if(m_fields.begin(), m_fields.end(), [&](const Field &f) {
        return equalsIgnoringCase(f.first, name);
    });
    if (field == m_fields.end())
        return std::nullopt;
    return field->second;
}

std::size_t Headers::count(std::string_view name) const
{
    const auto matches = std::count_if(m_fields.begin(), m_fields.end(), [&](const Field &f) {
        return equalsIgnoringCase(f.first, name);
    });
    return static_cast<std::size_t>(matches);
}

std::string_view RequestHead::path() const
{
    return std::string_view(target).substr(0, target.find('?'));
}

std::optional<std::string> RequestHead::query(std::string_view name) const
{
    for (auto &[key, value] : queryItems()) {
        if (key == name)
            return std::move(value);
    }
    return std::nullopt;
}

std::vector<std::pair<std::string, std::string>> RequestHead::queryItems() const
{
    std::vector<std::pair<std::string, std::string>> items;
    std::string_view rest = target;
    takeUntil(rest, '?');
    while (!rest.empty()) {
        std::string_view value = takeUntil(rest, '&');
        if (value.empty())
            continue;
        auto key = percentDecoded(takeUntil(value, '='), true);
        auto decoded = percentDecoded(value, true);
        if (key && decoded)
            items.emplace_back(std::move(*key), std::move(*decoded));
    }
    return items;
}

Response jsonResponse(int status, std::string json)
{
    return withContentType(status, "application/json", std::move(json));
}

Response problem(int status, std::string_view code, std::string_view detail)
{
    std::string body = R"({"type":"about:blank","title":)" + jsonQuoted(reasonPhrase(status));
    body.append(",\"status\":").append(std::to_string(status));
    body.append(",\"detail\":").append(jsonQuoted(detail));
    body.append(",\"code\":").append(jsonQuoted(code)).append("}");
    Response response = withContentType(status, "application/problem+json", std::move(body));
    response.outcome = code;
    return response;
}

std::optional<Response> refuseUnlessRead(const RequestHead &head, std::string_view detail)
{
    if (head.method == "GET" || head.method == "HEAD")
        return std::nullopt;
    Response refused = problem(405, "method_not_allowed", detail);
    refused.headers.set("Allow", "GET, HEAD");
    return refused;
}

std::string_view reasonPhrase(int status)
{
    if (status < 100 || status > 599)
        return {};
    const auto known = boost::beast::http::int_to_status(static_cast<unsigned>(status));
    if (known == boost::beast::http::status::unknown)
        return {};
    const auto phrase = boost::beast::http::obsolete_reason(known);
    return {phrase.data(), phrase.size()};
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string> percentDecoded(std::string_view text, bool plusIsBlank)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += plusIsBlank && text[i] == '+' ? ' ' : text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return std::nullopt;
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

} // namespace gatehouse::http
