#include "services/gateway/ingress/bearercheck.h"

namespace gatehouse::gateway {

namespace {

Refusal tokenRefusal(std::string code, std::string detail, std::string diagnosis,
                     const char *challenge)
{
    return {401,
            std::move(code),
            std::move(detail),
            std::move(diagnosis),
            {{"WWW-Authenticate", challenge}}};
}

Refusal tokenInvalid(std::string code, std::string diagnosis)
{
    return tokenRefusal(std::move(code), "The bearer token is not valid.", std::move(diagnosis),
                        R"(Bearer realm="gatehouse", error="invalid_token")");
}

/// A request without a token is told that one is needed, and no error (RFC 6750, section 3.1).
Refusal tokenMissing()
{
    return tokenRefusal(
        "token_missing", "This source needs a bearer token.",
        "The request has no Authorization: Bearer header, and a key for the tokens of "
        "this source is stored. Let the sender add one, or look for a proxy that "
        "drops the header.",
        R"(Bearer realm="gatehouse")");
}

} // namespace

BearerCheck::Outcome JwtBearerCheck::judge(const http::RequestHead &head) const
{
    const auto verifier = m_keys.current();
    if (!verifier)
        return std::monostate();
    const std::size_t count = head.headers.count("Authorization");
    const auto token = signing::bearerToken(head.headers.find("Authorization").value_or(""));
    if (count > 1)
        return tokenInvalid("token_malformed", "The request has several Authorization headers.");
    if (!token)
        return tokenMissing();
    auto claims = verifier->verify(*token, m_clock.now());
    if (!claims)
        return tokenInvalid(claims.error().code, claims.error().diagnosis);
    m_keys.used(claims->keyId);
    return std::move(*claims);
}

Refusal tokenReused()
{
    return tokenInvalid("token_reused",
                        "The token's id (jti) was used before, for another event. Let the sender "
                        "make a new token for each event; only a repeat of the same one may bring "
                        "the same token.");
}

} // namespace gatehouse::gateway
