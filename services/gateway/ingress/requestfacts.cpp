#include "services/gateway/ingress/requestfacts.h"

#include "services/core/log.h"
#include "services/core/random.h"
#include "services/gateway/store/textcolumn.h"

#include <algorithm>
#include <array>

namespace gatehouse::gateway {

namespace {

constexpr std::array<std::string_view, 3> credentialHeaders{"Authorization", "Proxy-Authorization",
                                                            "Cookie"};

bool isCredential(std::string_view name)
{
    return std::any_of(
        credentialHeaders.begin(), credentialHeaders.end(),
        [&](std::string_view secret) { return http::equalsIgnoringCase(name, secret); });
}

std::string quoted(std::string_view text)
{
    return jsonQuoted(textColumn(text));
}

bool isLowerHex(std::string_view text)
{
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool isZero(std::string_view hex)
{
    return hex.find_first_not_of('0') == std::string_view::npos;
}

/// version "-" trace-id "-" parent-id "-" flags; later versions may add to it after another hyphen.
std::optional<std::string_view> validTraceId(std::string_view traceparent)
{
    constexpr std::size_t length = 55;
    if (traceparent.size() < length || traceparent[2] != '-' || traceparent[35] != '-'
        || traceparent[52] != '-')
        return std::nullopt;
    const std::string_view version = traceparent.substr(0, 2);
    const bool hasMore = traceparent.size() > length;
    if (version == "ff" || (hasMore && (version == "00" || traceparent[length] != '-')))
        return std::nullopt;
    const std::string_view trace = traceparent.substr(3, 32);
    const std::string_view parent = traceparent.substr(36, 16);
    const bool isHex = isLowerHex(version) && isLowerHex(trace) && isLowerHex(parent)
        && isLowerHex(traceparent.substr(53, 2));
    return isHex && !isZero(trace) && !isZero(parent) ? std::optional(trace) : std::nullopt;
}

/// The one Content-Type without its parameters; empty when there is none, or several.
std::string_view mediaType(const http::Headers &headers)
{
    if (headers.count("Content-Type") != 1)
        return {};
    std::string_view type = *headers.find("Content-Type");
    type = type.substr(0, type.find(';'));
    return type.substr(0, type.find_last_not_of(" \t") + 1);
}

} // namespace

std::optional<std::string_view> ingestSource(std::string_view path)
{
    constexpr std::string_view prefix = "/api/webhooks/";
    constexpr std::string_view suffix = "/ingest";
    if (!path.starts_with(prefix) || !path.ends_with(suffix)
        || path.size() <= prefix.size() + suffix.size())
        return std::nullopt;
    path.remove_prefix(prefix.size());
    path.remove_suffix(suffix.size());
    return path.find('/') == std::string_view::npos ? std::optional(path) : std::nullopt;
}

bool hasJsonMediaType(const http::Headers &headers)
{
    constexpr std::string_view suffix = "+json";
    const std::string_view type = mediaType(headers);
    if (http::equalsIgnoringCase(type, "application/json"))
        return true;
    const std::size_t slash = type.find('/');
    if (slash == std::string_view::npos || slash == 0 || type.size() <= slash + 1 + suffix.size())
        return false;
    return http::equalsIgnoringCase(type.substr(type.size() - suffix.size()), suffix);
}

bool isFormEncoded(const http::Headers &headers)
{
    return http::equalsIgnoringCase(mediaType(headers), "application/x-www-form-urlencoded");
}

std::string headersJson(const http::Headers &headers)
{
    std::string json = "[";
    for (const auto &[name, value] : headers.fields()) {
        if (json.size() > 1)
            json += ',';
        const std::string shown = isCredential(name) ? "\"[redacted]\"" : quoted(value);
        json.append("[").append(quoted(name)).append(",").append(shown).append("]");
    }
    return json + "]";
}

std::string calledUrl(const http::RequestHead &head, std::string_view publicUrl,
                      std::string_view scheme)
{
    std::string url(publicUrl);
    while (url.ends_with('/'))
        url.pop_back();
    if (url.empty())
        url = std::string(scheme) + "://" + std::string(head.headers.find("Host").value_or(""));
    return url + head.target;
}

std::string traceId(const http::Headers &headers)
{
    if (headers.count("traceparent") == 1) {
        if (const auto trace = validTraceId(*headers.find("traceparent")))
            return std::string(*trace);
    }
    return randomHex(16);
}

} // namespace gatehouse::gateway
