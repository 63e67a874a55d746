#pragma once

#include "services/gateway/http/server.h"
#include "services/gateway/rotation/storedjwtkeys.h"

namespace gatehouse::gateway {

/// GET /.well-known/jwks.json: the public keys that bearer tokens are verified with now, two at
/// most (RFC 7517). Without a token: they are public. `keys` outlives it.
class JwksEndpoint final : public http::Endpoint
{
public:
    explicit JwksEndpoint(const StoredJwtKeys &keys)
        : m_keys(keys)
    {
    }
    std::optional<http::Response> refuse(const http::RequestHead &head) override;
    void respond(http::Request request, http::Reply reply) override;

private:
    const StoredJwtKeys &m_keys;
};

} // namespace gatehouse::gateway
