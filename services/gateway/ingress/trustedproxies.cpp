#include "services/gateway/ingress/trustedproxies.h"

#include <algorithm>

namespace gatehouse::gateway {

namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The items of a list header from right to left, over all fields of that name.
std::vector<std::string_view> itemsFromTheRight(const http::Headers &headers, std::string_view name)
{
    std::vector<std::string_view> items;
    for (const auto &[field, value] : headers.fields()) {
        if (!http::equalsIgnoringCase(field, name))
            continue;
        std::string_view rest = value;
        for (std::size_t comma = 0; comma != std::string_view::npos;) {
            comma = rest.find(',');
            items.push_back(trimmed(rest.substr(0, comma)));
            rest = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
        }
    }
    std::reverse(items.begin(), items.end());
    return items;
}

/// Some proxies add the port: `203.0.113.7:4711`, `[2001:db8::1]:4711`.
std::string_view withoutPort(std::string_view item)
{
    if (item.starts_with('['))
        return item.substr(1, item.find(']') - 1);
    const std::size_t colon = item.find(':');
    const bool isV6 = colon != std::string_view::npos && item.rfind(':') != colon;
    return isV6 ? item : item.substr(0, colon);
}

} // namespace

bool TrustedProxies::isTrusted(const IpAddress &address) const
{
    return std::any_of(m_networks.begin(), m_networks.end(),
                       [&](const Network &network) { return network.contains(address); });
}

bool TrustedProxies::isPeerTrusted(const http::RequestHead &head) const
{
    const auto peer = m_networks.empty() ? std::nullopt : IpAddress::parse(head.remoteAddress);
    return peer && isTrusted(*peer);
}

std::string TrustedProxies::clientAddress(const http::RequestHead &head) const
{
    if (!isPeerTrusted(head))
        return head.remoteAddress;
    std::string client = head.remoteAddress;
    for (const std::string_view item : itemsFromTheRight(head.headers, "X-Forwarded-For")) {
        const auto address = IpAddress::parse(withoutPort(item));
        if (!address)
            break;
        client = address->toString();
        if (!isTrusted(*address))
            break;
    }
    return client;
}

std::string_view TrustedProxies::scheme(const http::RequestHead &head) const
{
    const auto said = isPeerTrusted(head) ? itemsFromTheRight(head.headers, "X-Forwarded-Proto")
                                          : std::vector<std::string_view>();
    return !said.empty() && http::equalsIgnoringCase(said.front(), "https") ? "https" : "http";
}

} // namespace gatehouse::gateway
