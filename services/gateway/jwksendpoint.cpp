#include "services/gateway/jwksendpoint.h"

namespace gatehouse::gateway {

std::optional<http::Response> JwksEndpoint::refuse(const http::RequestHead &head)
{
    return http::refuseUnlessRead(head, "The keys are read by GET only.");
}

/// Whoever keeps it longer would go on with a key that was revoked.
void JwksEndpoint::respond(http::Request, http::Reply reply)
{
    http::Response response;
    response.headers.set("Content-Type", "application/jwk-set+json");
    response.headers.set("Cache-Control", "public, max-age=60");
    response.body = m_keys.jwkSet();
    reply(std::move(response));
}

} // namespace gatehouse::gateway
