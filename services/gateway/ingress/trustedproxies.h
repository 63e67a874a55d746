#pragma once

#include "services/gateway/http/message.h"
#include "services/gateway/ingress/network.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// Whose word on where a request comes from is taken. Thread-safe.
class TrustedProxies
{
public:
    /// Nobody's.
    TrustedProxies() = default;
    explicit TrustedProxies(std::vector<Network> networks)
        : m_networks(std::move(networks))
    {
    }

    /// The address that the request comes from: the peer's; when that is a trusted proxy, the
    /// rightmost address of X-Forwarded-For that is none, because what stands left of it anybody
    /// can write. What is no address ends the search: then it is the last one that was one.
    std::string clientAddress(const http::RequestHead &head) const;
    /// "https" when a trusted proxy says so in X-Forwarded-Proto (the last one of a list is what
    /// the peer itself said), else "http".
    std::string_view scheme(const http::RequestHead &head) const;

private:
    bool isTrusted(const IpAddress &address) const;
    bool isPeerTrusted(const http::RequestHead &head) const;

    std::vector<Network> m_networks;
};

} // namespace gatehouse::gateway
